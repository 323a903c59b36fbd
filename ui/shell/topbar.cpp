// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "ui/shell/findfield.h"
#include "ui/shell/language.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/parts.h"

#include <QActionGroup>
#include <QEvent>
#include <QMenu>
#include <QToolButton>

namespace pd::ui {

TopBar::TopBar(CloudLink &link, const Finder &finder, Theme &theme, Language &language, Ticker &ticker,
               QWidget *parent)
    : QFrame(parent)
    , m_link(link)
    , m_theme(theme)
    , m_language(language)
    , m_ticker(ticker)
    , m_messages(new MessageBar(theme))
    , m_find(new FindField(finder, theme))
    , m_user(new QToolButton)
    , m_menu(new QMenu(this))
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
    m_user->setPopupMode(QToolButton::InstantPopup);
    m_user->setMenu(m_menu);
    m_user->setFocusPolicy(Qt::TabFocus);
    m_menu->setObjectName(QStringLiteral("settingsMenu"));
    row->addWidget(m_messages, 1);
    row->addWidget(m_find);
    row->addWidget(m_user);
    row->addWidget(m_clock);
    buildMenu();
    connect(&link, &CloudLink::stateChanged, this, &TopBar::refreshUser);
    connect(&ticker, &Ticker::tick, this, &TopBar::refreshClock);
    refreshUser();
    refreshClock();
}

void TopBar::buildMenu()
{
    auto *signIn = m_menu->addAction(m_theme.icon(QStringLiteral("user")), {}, this, &TopBar::signInWanted);
    auto *signOut
        = m_menu->addAction(m_theme.icon(QStringLiteral("sign-out")), {}, this, [this] { m_link.signOut(); });
    connect(m_menu, &QMenu::aboutToShow, this, [this, signIn, signOut] {
        const bool in = m_link.state() != LinkState::SignedOut;
        signIn->setVisible(!in);
        signOut->setVisible(in);
    });
    m_menu->addSeparator();
    auto *languages = new QActionGroup(this);
    for (const QString &code : Language::codes()) {
        QAction *action
            = m_menu->addAction(Language::nativeName(code), this, [this, code] { m_language.set(code); });
        action->setObjectName(QStringLiteral("language_") + code);
        action->setCheckable(true);
        action->setChecked(m_language.code() == code);
        languages->addAction(action);
        connect(&m_language, &Language::changed, action,
                [this, action, code] { action->setChecked(m_language.code() == code); });
    }
    m_menu->addSeparator();
    auto *dark = m_menu->addAction(m_theme.icon(QStringLiteral("dark")), {});
    dark->setObjectName(QStringLiteral("darkTheme"));
    dark->setCheckable(true);
    dark->setChecked(m_theme.scheme() == Theme::Scheme::Dark);
    connect(dark, &QAction::toggled, this,
            [this](bool on) { m_theme.setScheme(on ? Theme::Scheme::Dark : Theme::Scheme::Light); });
    connect(&m_theme, &Theme::changed, dark,
            [this, dark] { dark->setChecked(m_theme.scheme() == Theme::Scheme::Dark); });
    auto *keys
        = m_menu->addAction(m_theme.icon(QStringLiteral("keyboard")), {}, this, &TopBar::shortcutsWanted);
    m_texts.add([=] {
        signIn->setText(tr("Sign in…"));
        signOut->setText(tr("Sign out"));
        dark->setText(tr("Dark theme"));
        keys->setText(tr("Keyboard shortcuts…"));
    });
}

void TopBar::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    refreshClock();
}

void TopBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refreshUser();
    }
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
