// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/shell/findfield.h"
#include "ui/shell/language.h"
#include "ui/shell/linkwatch.h"
#include "ui/shell/rail.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/shell/signinpage.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/topbar.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QGridLayout>
#include <QShortcut>
#include <QStackedWidget>

namespace pd::ui {

MainWindow::MainWindow(CloudLink &link, const PileStore &piles, const OrderStore &orders, Theme &theme,
                       Language &language, Ticker &ticker, QWidget *parent)
    : QMainWindow(parent)
    , m_link(link)
    , m_theme(theme)
    , m_finder(piles, orders)
    , m_rail(new Rail(theme))
    , m_top(new TopBar(link, m_finder, theme, language, ticker))
    , m_status(new StatusStrip(link, theme, ticker))
    , m_linkWatch(new LinkWatch(link, piles, ticker, m_top->messages(), this))
    , m_stack(new QStackedWidget)
    , m_signIn(new SignInPage(link, theme))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/piledeck.svg")));
    buildFrame();
    addShortcuts();
    connect(&link, &CloudLink::stateChanged, this, &MainWindow::followLink);
    followLink();
    const auto takeZone = [this, &piles] {
        if (!piles.stations().isEmpty())
            m_top->setZone(zoneOf(piles.stations().first().timeZone));
    };
    connect(&piles, &PileStore::wasReset, this, takeZone);
    takeZone();
    retitle();
    resize(1366, 768);
}

void MainWindow::buildFrame()
{
    auto *frame = new QWidget;
    auto *grid = new QGridLayout(frame);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    m_stack->setObjectName(QStringLiteral("pages"));
    m_stack->addWidget(m_signIn);
    grid->addWidget(m_rail, 0, 0, 3, 1);
    grid->addWidget(makeHairline(Qt::Vertical), 0, 1, 3, 1);
    grid->addWidget(m_top, 0, 2);
    grid->addWidget(makeHairline(), 1, 2);
    grid->addWidget(m_stack, 2, 2);
    grid->addWidget(makeHairline(), 3, 0, 1, 3);
    grid->addWidget(m_status, 4, 0, 1, 3);
    grid->setColumnStretch(2, 1);
    grid->setRowStretch(2, 1);
    setCentralWidget(frame);
    connect(m_rail, &Rail::chosen, this, &MainWindow::showPage);
    connect(&m_top->findField(), &FindField::chosen, this, &MainWindow::goTo);
    connect(m_top, &TopBar::signInWanted, this, &MainWindow::showSignIn);
    connect(m_top, &TopBar::shortcutsWanted, this, &MainWindow::showShortcuts);
    connect(m_signIn, &SignInPage::signedIn, this, [this] {
        showPage(m_wanted.isEmpty() && !m_pages.isEmpty() ? m_pages.first()->key() : m_wanted);
    });
}

void MainWindow::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto deed) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, deed);
    };
    add(QKeySequence(Qt::Key_F1), [this] { showShortcuts(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_K), [this] {
        m_top->findField().setFocus(Qt::ShortcutFocusReason);
        m_top->findField().selectAll();
    });
    add(QKeySequence(Qt::ALT | Qt::Key_Left), [this] { goBack(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_N), [this] { openCharge({}); });
}

void MainWindow::addPage(Page *page)
{
    m_pages.append(page);
    m_stack->addWidget(page);
    m_rail->addPage(page);
    connect(page, &Page::goTo, this, &MainWindow::goTo);
    connect(page, &Page::chargeRequested, this, [this](const QString &port) { openCharge(port); });
    if (m_pages.size() == 1)
        followLink();
}

bool MainWindow::showPage(const QString &key)
{
    Page *wanted = page(key);
    if (!wanted)
        return false;
    const QString before = currentPage();
    if (!before.isEmpty() && before != key)
        m_history.append(before);
    m_wanted = key;
    m_stack->setCurrentWidget(wanted);
    m_rail->setCurrent(key);
    retitle();
    return true;
}

QString MainWindow::currentPage() const
{
    const auto *current = qobject_cast<const Page *>(m_stack->currentWidget());
    return current ? current->key() : QString();
}

void MainWindow::showSignIn()
{
    m_stack->setCurrentWidget(m_signIn);
    m_rail->setCurrent({});
    retitle();
}

MessageBar &MainWindow::messages()
{
    return m_top->messages();
}

void MainWindow::goTo(const QString &pageKey, const QString &id)
{
    if (showPage(pageKey) && !id.isEmpty())
        page(pageKey)->reveal(id);
}

void MainWindow::openCharge(const QString &port)
{
    const QString key = QStringLiteral("charge");
    if (showPage(key))
        page(key)->reveal(port);
}

void MainWindow::goBack()
{
    if (m_history.isEmpty())
        return;
    const QString key = m_history.takeLast();
    showPage(key);
    m_history.removeLast(); // showPage() has noted where we came from
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_rail->retranslate();
        retitle();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::followLink()
{
    const LinkState state = m_link.state();
    const bool out = state == LinkState::SignedOut
        || (state == LinkState::Refused && m_link.lastError().kind == Error::Kind::Unauthenticated);
    if (out)
        showSignIn();
    else if (currentPage().isEmpty() && !m_pages.isEmpty() && state != LinkState::Connecting)
        showPage(m_wanted.isEmpty() ? m_pages.first()->key() : m_wanted);
}

void MainWindow::showShortcuts()
{
    ShortcutSheet::Keys keys;
    for (int i = 0; i < m_pages.size() && i < 9; ++i)
        keys.append({QStringLiteral("Ctrl+%1").arg(i + 1), m_pages.at(i)->title()});
    keys.append({QStringLiteral("Ctrl+K"), tr("Find a pile or session")});
    keys.append({QStringLiteral("Ctrl+N"), tr("New assisted charge")});
    keys.append({QStringLiteral("Alt+←"), tr("Back to the page before")});
    for (const Page *shown : m_pages) {
        for (const QAction *action : shown->actions()) {
            if (!action->shortcut().isEmpty())
                keys.append({action->shortcut().toString(QKeySequence::NativeText),
                             tr("%1: %2", "page, deed").arg(shown->title(), action->text())});
        }
    }
    keys.append({QStringLiteral("F1"), tr("This list")});
    auto *sheet = new ShortcutSheet(keys, m_theme, this);
    sheet->open();
}

Page *MainWindow::page(const QString &key) const
{
    for (Page *candidate : m_pages) {
        if (candidate->key() == key)
            return candidate;
    }
    return nullptr;
}

void MainWindow::retitle()
{
    const Page *current = page(currentPage());
    setWindowTitle(current ? tr("%1 – PileDeck", "title of the window").arg(current->title())
                           : QStringLiteral("PileDeck"));
}

} // namespace pd::ui
