// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"

#include "models/basics/whenfinished.h"
#include "ui/charge/chargepage.h"
#include "ui/map/mappage.h"
#include "ui/meters/meterspage.h"
#include "ui/piles/pilespage.h"
#include "ui/prices/pricespage.h"
#include "ui/sessions/sessionspage.h"
#include "ui/shell/refusedwatch.h"
#include "ui/shell/signinpage.h"
#include "ui/shell/statusstrip.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/messagebar.h"

#include <QApplication>
#include <QLocale>
#include <QLoggingCategory>

namespace pd::console {

namespace {

Q_LOGGING_CATEGORY(startLog, "pd.console.start", QtInfoMsg)

QString systemLanguage()
{
    return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

QString firstOf(const QString &given, const QString &remembered, const QString &otherwise)
{
    if (!given.isEmpty())
        return given;
    return remembered.isEmpty() ? otherwise : remembered;
}

// The pile whose port that meter measures; empty where nobody knows.
PileId pileOfMeter(const PileStore &store, const MeterAddress &meter)
{
    for (const Pile &pile : store.piles()) {
        const bool measures = std::any_of(pile.ports.begin(), pile.ports.end(), [&](const Port &port) {
            return !port.meterAddress.isEmpty() && port.meterAddress == meter.address;
        });
        if (measures)
            return pile.id;
    }
    return {};
}

} // namespace

Console::Console(QApplication &app, const ConsoleOptions &options, std::unique_ptr<Clock> clock)
    : m_options(options)
    , m_services(std::move(clock))
    , m_theme(app)
    , m_language(app)
    , m_ticker(*m_services.clock)
    , m_window(m_services.session, m_services.pileStore, m_services.orderStore, m_theme, m_language, m_ticker)
{
    dress();
    addPages();
    connectBoard();
    new ui::RefusedWatch(m_services.piles, m_services.session, m_services.pileStore, m_theme, m_ticker,
                         m_window);
    connect(&m_services.session, &CloudLink::stateChanged, this, &Console::remember);
}

Console::~Console()
{
    m_settings.setGeometry(m_window.saveGeometry());
}

void Console::dress()
{
    const bool dark = firstOf(m_options.theme, m_settings.theme(), {}) == QLatin1String("dark");
    m_theme.setScheme(dark ? ui::Theme::Scheme::Dark : ui::Theme::Scheme::Light);
    m_language.set(firstOf(m_options.language, m_settings.language(), systemLanguage()));
    m_window.restoreGeometry(m_settings.geometry());
    // Only what a person changes in the window is remembered, not what a command line wanted once.
    connect(&m_theme, &ui::Theme::changed, this, [this] {
        const bool nowDark = m_theme.scheme() == ui::Theme::Scheme::Dark;
        m_settings.setTheme(nowDark ? QStringLiteral("dark") : QStringLiteral("light"));
    });
    connect(&m_language, &ui::Language::changed, this, [this] { m_settings.setLanguage(m_language.code()); });
}

void Console::addPages()
{
    Services &s = m_services;
    auto *map = new ui::MapPage(s.pileStore, s.orderStore, s.session, s.orders, m_theme, m_ticker, s.steady);
    m_window.addPage(map);
    m_window.addPage(new ui::PilesPage(s.pileStore, s.orderStore, s.session, s.orders, m_theme, m_ticker));
    auto *meters = new ui::MetersPage(s.lines, s.steady, m_theme, m_ticker);
    m_window.addPage(meters);
    m_window.addPage(new ui::ChargePage(s.pileStore, s.orderStore, s.session, s.piles, s.orders,
                                        s.reservations, m_theme, m_ticker));
    m_window.addPage(new ui::SessionsPage(s.orderStore, s.pileStore, s.session, s.orders, m_theme));
    m_window.addPage(new ui::PricesPage(s.pileStore, s.session, s.prices, m_theme, m_ticker));
    connectMeters(*meters, *map);
}

void Console::connectMeters(ui::MetersPage &meters, ui::MapPage &map)
{
    if (!m_options.line.path.isEmpty())
        meters.setLine(m_options.line);
    if (!m_options.meter.address.isEmpty())
        meters.setAddress(m_options.meter.address);
    meters.setTrendChoice(m_settings.trend());
    connect(&meters, &ui::MetersPage::trendChosen, this,
            [this](const QStringList &lines) { m_settings.setTrend(lines); });
    connect(&meters, &ui::MetersPage::lineStatusChanged, this, [this](const QString &what, bool open) {
        m_window.status().setItem(
            QStringLiteral("lines"), QStringLiteral("line"), [what] { return what; }, !open);
    });
    // The reading of the wire stands beside that of the cloud where the cloud knows whose meter it is.
    connect(
        &meters, &ui::MetersPage::registerRead, &map,
        [this, &map](const QString &, const MeterAddress &meter, const Reading &reading, qint64 steadyNs) {
            Q_EMIT lineRegisterRead(meter, reading);
            const PileId pile = pileOfMeter(m_services.pileStore, meter);
            if (!pile.isEmpty())
                map.setLineRegister(pile, reading, steadyNs);
        });
}

void Console::connectBoard()
{
    static const QString cause = QStringLiteral("board");
    // Queued behind the events that paint the piles: only then somebody can work with them.
    connect(
        &m_services.board, &Board::loaded, this,
        [this] { QTimer::singleShot(0, this, [] { qCDebug(startLog) << "usable"; }); },
        Qt::SingleShotConnection);
    connect(&m_services.board, &Board::loaded, this, [this] { m_window.messages().clear(cause); });
    connect(&m_services.board, &Board::loadFailed, this, [this](const Error &error) {
        m_window.messages().report(cause, ui::MessageBar::Severity::Caution,
                                   [error] { return ui::ErrorText::of(error); });
    });
}

void Console::open()
{
    const QUrl cloud = m_options.cloud.isEmpty() ? m_settings.cloud() : m_options.cloud;
    m_window.signInPage().setCloud(cloud);
    m_window.signInPage().setUser(firstOf(m_options.user, m_settings.user(), {}));
    if (!m_options.page.isEmpty())
        m_window.showPage(m_options.page);
    if (m_options.password.isEmpty())
        m_window.showSignIn();
    else
        signIn();
    m_window.show();
}

void Console::signIn()
{
    const auto answer = m_services.session.signIn(m_options.cloud, m_options.user, m_options.password);
    m_options.password.fill(QChar());
    m_options.password.clear();
    whenFinished(answer, this, [this](const Result<SignIn> &result) {
        if (result)
            return;
        m_window.signInPage().tell(result.error());
        Q_EMIT signInFailed(result.error());
    });
}

void Console::remember()
{
    if (m_services.session.state() != LinkState::Live)
        return;
    m_settings.setCloud(m_services.session.url());
    m_settings.setUser(m_services.session.signedIn().staff.text());
}

} // namespace pd::console
