// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "ui/shell/findfield.h"
#include "ui/shell/userpanel.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QToolButton>

namespace pd::ui {

TopBar::TopBar(CloudLink &link, const Finder &finder, Theme &theme, Language &language, Ticker &ticker,
               QWidget *parent)
    : QFrame(parent)
    , m_link(link)
    , m_ticker(ticker)
    , m_messages(new MessageBar(theme))
    , m_find(new FindField(finder, theme))
    , m_user(new QToolButton)
    , m_panel(new UserPanel(link, theme, language, *m_user, this))
    , m_clock(makeLabel(QStringLiteral("businessClock")))
{
    setObjectName(QStringLiteral("topBar"));
    setLook(this, "raised");
    setFixedHeight(theme.grid(5.5));
    auto *row = makeLayout<QHBoxLayout>(this, theme, 2, 2, 0);
    m_find->setFixedWidth(theme.grid(34));
    m_user->setObjectName(QStringLiteral("userMenu"));
    setLook(m_user, "bar");
    m_user->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_user->setIcon(theme.icon(QStringLiteral("user"), ColorRole::TextMuted));
    m_user->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_messages, 1);
    row->addWidget(m_find);
    row->addWidget(m_user);
    row->addWidget(m_clock);
    connect(m_user, &QToolButton::clicked, m_panel, &UserPanel::toggle);
    connect(m_panel, &UserPanel::signInWanted, this, &TopBar::signInWanted);
    connect(m_panel, &UserPanel::shortcutsWanted, this, &TopBar::shortcutsWanted);
    connect(&link, &CloudLink::stateChanged, this, &TopBar::refreshUser);
    connect(&ticker, &Ticker::tick, this, &TopBar::refreshClock);
    refreshUser();
    refreshClock();
}

void TopBar::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    refreshClock();
}

void TopBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refreshUser();
    QFrame::changeEvent(event);
}

void TopBar::refreshUser()
{
    const QString name = m_link.signedIn().staff.text();
    m_user->setText(name.isEmpty() ? tr("Not signed in") : name);
    m_user->setAccessibleName(tr("User and settings"));
    m_user->setToolTip(m_link.signedIn().displayName);
}

void TopBar::refreshClock()
{
    const QString text = Figures::clockTime(m_ticker.clock().now(), m_zone);
    m_clock->setText(text);
    m_clock->setAccessibleName(text);
    m_clock->setToolTip(QString::fromLatin1(m_zone.id()));
}

} // namespace pd::ui
