// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/userpanel.h"

#include "ui/shell/language.h"
#include "ui/widgets/parts.h"

#include <QApplication>
#include <QCheckBox>
#include <QEvent>
#include <QKeyEvent>
#include <QPushButton>
#include <QRadioButton>

namespace pd::ui {

UserPanel::UserPanel(CloudLink &link, Theme &theme, Language &language, QWidget &opener, QWidget *parent)
    : QFrame(parent)
    , m_link(link)
    , m_theme(theme)
    , m_language(language)
    , m_opener(&opener)
{
    setObjectName(QStringLiteral("userPanel"));
    setLook(this, "card");
    setVisible(false);
    build();
    connect(&link, &CloudLink::stateChanged, this, &UserPanel::refresh);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { followFocus(now); });
    refresh();
}

void UserPanel::build()
{
    auto *column = makeLayout<QVBoxLayout>(this, m_theme, 0.5, 1, 1);
    m_signIn = addEntry(*column, "userSignIn", "user");
    m_signOut = addEntry(*column, "userSignOut", "sign-out");
    column->addWidget(makeHairline());
    addLanguages(*column);
    column->addWidget(makeHairline());
    auto *dark = new QCheckBox;
    dark->setObjectName(QStringLiteral("darkTheme"));
    column->addWidget(dark);
    column->addWidget(makeHairline());
    QPushButton *keys = addEntry(*column, "userShortcuts", "keyboard");
    connect(m_signIn, &QPushButton::clicked, this, &UserPanel::signInWanted);
    connect(m_signOut, &QPushButton::clicked, this, [this] { m_link.signOut(); });
    connect(keys, &QPushButton::clicked, this, &UserPanel::shortcutsWanted);
    connect(dark, &QCheckBox::toggled, this,
            [this](bool on) { m_theme.setScheme(on ? Theme::Scheme::Dark : Theme::Scheme::Light); });
    const auto follow = [this, dark] { dark->setChecked(m_theme.scheme() == Theme::Scheme::Dark); };
    connect(&m_theme, &Theme::changed, dark, follow);
    follow();
    m_texts.add([this, dark, keys] {
        setAccessibleName(tr("User and settings"));
        setWords(m_signIn, tr("Sign in…"));
        setWords(m_signOut, tr("Sign out"));
        setWords(dark, tr("Dark theme"));
        setWords(keys, tr("Keyboard shortcuts…"));
    });
}

void UserPanel::addLanguages(QLayout &column)
{
    for (const QString &code : Language::codes()) {
        auto *choice = new QRadioButton;
        choice->setObjectName(QStringLiteral("language_") + code);
        setWords(choice, Language::nativeName(code));
        const auto follow = [this, choice, code] { choice->setChecked(m_language.code() == code); };
        connect(&m_language, &Language::changed, choice, follow);
        follow();
        // Not clicked(): a screen reader toggles.
        connect(choice, &QRadioButton::toggled, this, [this, code](bool on) {
            if (on && m_language.code() != code)
                m_language.set(code);
        });
        column.addWidget(choice);
    }
}

QPushButton *UserPanel::addEntry(QLayout &column, const char *name, const char *icon)
{
    QPushButton *button = makeButton(QLatin1String(name), "entry");
    const auto draw
        = [this, button, icon] { button->setIcon(m_theme.icon(QLatin1String(icon), ColorRole::TextMuted)); };
    connect(&m_theme, &Theme::changed, button, draw);
    connect(button, &QPushButton::clicked, this, &UserPanel::close);
    draw();
    column.addWidget(button);
    return button;
}

void UserPanel::toggle()
{
    if (isOpen())
        close();
    else
        open();
}

void UserPanel::open()
{
    setParent(m_opener->window());
    refresh();
    show();
    raise();
    place();
    qApp->installEventFilter(this);
    (m_signOut->isHidden() ? m_signIn : m_signOut)->setFocus(Qt::PopupFocusReason);
}

void UserPanel::close()
{
    if (!isOpen())
        return;
    qApp->removeEventFilter(this);
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = focus && isAncestorOf(focus);
    hide();
    if (hadFocus && m_opener)
        m_opener->setFocus(Qt::PopupFocusReason);
}

void UserPanel::place()
{
    QWidget *frame = m_opener->window();
    adjustSize();
    const QPoint below = m_opener->mapTo(frame, QPoint(m_opener->width() - width(), m_opener->height() + 2));
    move(qMax(0, below.x()), below.y());
}

void UserPanel::refresh()
{
    const bool in = m_link.state() != LinkState::SignedOut && m_link.state() != LinkState::Refused;
    m_signIn->setVisible(!in);
    m_signOut->setVisible(in);
    if (isOpen())
        place();
}

void UserPanel::followFocus(QWidget *now)
{
    if (isOpen() && now && now != m_opener && now != this && !isAncestorOf(now))
        close();
}

void UserPanel::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape: close(); break;
    case Qt::Key_Down: focusNextChild(); break;
    case Qt::Key_Up: focusPreviousChild(); break;
    default: QFrame::keyPressEvent(event);
    }
}

bool UserPanel::eventFilter(QObject *watched, QEvent *event)
{
    const auto *pressed
        = event->type() == QEvent::MouseButtonPress ? qobject_cast<QWidget *>(watched) : nullptr;
    const bool beside = pressed && pressed != this && !isAncestorOf(pressed) && pressed != m_opener;
    if (beside)
        close();
    return QFrame::eventFilter(watched, event);
}

void UserPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        if (isOpen())
            place();
    }
    QFrame::changeEvent(event);
}

} // namespace pd::ui
