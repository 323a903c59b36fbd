// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"
#include "app/console/demonstration/demonstration.h"
#include "app/console/pictures.h"
#include "ui/meters/meterspage.h"

#include <QApplication>

#include <cstdio>

namespace pd::console {

namespace {

constexpr int failed = 1;
constexpr int usage = 2;

void print(std::FILE *file, const QString &text)
{
    const QByteArray line = text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), file);
    std::fflush(file);
}

Result<std::unique_ptr<Clock>> clockFor(const ConsoleOptions &options)
{
    if (options.clockFile.isEmpty())
        return std::make_unique<SystemClock>();
    static const SystemSteadyClock steady;
    return SharedClock::open(options.clockFile, steady).map([](std::unique_ptr<SharedClock> &&clock) {
        return std::unique_ptr<Clock>(std::move(clock));
    });
}

void leave(int status)
{
    QMetaObject::invokeMethod(
        qApp, [status] { QCoreApplication::exit(status); }, Qt::QueuedConnection);
}

void giveUp(const Error &error)
{
    print(stderr,
          QStringLiteral("piledeck: ") + (error.reason.isEmpty() ? toWord(error.kind) : error.reason)
              + QStringLiteral(": ") + error.detail);
    leave(failed);
}

// A port that charges and an order say more than an empty panel.
QString worthShowing(const Services &services, const QString &pageKey)
{
    const QList<ChargeOrder> &orders = services.orderStore.orders();
    const QString newest = orders.isEmpty() ? QString() : orders.first().id.text();
    if (pageKey == QLatin1String("sessions"))
        return newest;
    for (const Pile &pile : services.pileStore.piles()) {
        for (const Port &port : pile.ports) {
            if (port.charge)
                return pageKey == QLatin1String("charge") ? port.charge->order.text() : port.id.text();
        }
    }
    if (pageKey == QLatin1String("charge") || services.pileStore.piles().isEmpty())
        return newest;
    return services.pileStore.piles().first().id.text() + QStringLiteral("-1");
}

bool readsMeter(const ConsoleOptions &options)
{
    return !options.line.path.isEmpty() && !options.meter.address.isEmpty();
}

// Reads the meter that the command line names, so that its page shows values.
void readMeter(const Console &console, ui::MainWindow &window)
{
    const ConsoleOptions &options = console.options();
    if (!readsMeter(options))
        return;
    for (ui::Page *page : window.pages()) {
        auto *meters = qobject_cast<ui::MetersPage *>(page);
        if (!meters)
            continue;
        QObject::connect(
            meters, &ui::MetersPage::lineStatusChanged, meters,
            [meters](const QString &, bool open) {
                if (open)
                    meters->startReading(1);
            },
            Qt::SingleShotConnection);
        meters->openLine();
    }
}

// What has happened that a picture waits for.
struct TourProgress
{
    int registersRead = 0;
    int ticks = 0; // of the window's second hand, since the page revealed what it shall show
};

// What the tour waits for: the answers of the cloud; that the page was brought up to date with what it shows,
// at one tick, and laid out with it by the next; and, where a meter is named, a whole round of its values,
// which is over when its register is read a second time.
PageTour::Scene sceneOf(Console &console, const std::shared_ptr<TourProgress> &progress)
{
    constexpr int upToDate = 2;
    constexpr int wholeRound = 2;
    progress->ticks = upToDate; // nothing is revealed yet
    PageTour::Scene scene;
    scene.choice = [&console, progress](const QString &pageKey) {
        progress->ticks = 0;
        return worthShowing(console.services(), pageKey);
    };
    scene.isReady = [&console, progress](const QString &pageKey) {
        const bool waits = pageKey == QLatin1String("meters") && readsMeter(console.options());
        return console.services().session.http().isQuiet() && progress->ticks >= upToDate
            && (!waits || progress->registersRead >= wholeRound);
    };
    return scene;
}

// Saves every page once the picture of the cloud is there, and leaves.
std::unique_ptr<QObject> tourPages(Console &console)
{
    const auto progress = std::make_shared<TourProgress>();
    auto owned = std::make_unique<PageTour>(console.window(), console.options().screenshotFolder,
                                            sceneOf(console, progress));
    PageTour *tour = owned.get();
    QObject::connect(&console.services().session.http(), &net::HttpClient::quiet, tour, &PageTour::look);
    QObject::connect(&console, &Console::lineRegisterRead, tour, [tour, progress] {
        ++progress->registersRead;
        tour->look();
    });
    QObject::connect(&console.ticker(), &ui::Ticker::tick, tour, [tour, progress] {
        ++progress->ticks;
        tour->look();
    });
    QObject::connect(tour, &PageTour::saved, tour, [](const QString &path) { print(stdout, path); });
    QObject::connect(tour, &PageTour::finished, tour, [] { leave(0); });
    QObject::connect(tour, &PageTour::failed, tour, &giveUp);
    QObject::connect(&console, &Console::signInFailed, tour, &giveUp);
    QTimer::singleShot(0, tour, [&console] { readMeter(console, console.window()); });
    if (console.options().password.isEmpty())
        QTimer::singleShot(0, tour, &PageTour::start);
    else
        QObject::connect(&console.services().board, &Board::loaded, tour, &PageTour::start,
                         Qt::SingleShotConnection);
    return owned;
}

std::unique_ptr<QObject> demonstrate(Console &console)
{
    auto owned = std::make_unique<Demonstration>(console);
    Demonstration *demonstration = owned.get();
    QObject::connect(demonstration, &Demonstration::said, [](const QString &text) { print(stdout, text); });
    QObject::connect(demonstration, &Demonstration::reported,
                     [](const QString &text) { print(stderr, text); });
    QObject::connect(demonstration, &Demonstration::finished, &leave);
    QTimer::singleShot(0, demonstration, &Demonstration::start);
    return owned;
}

} // namespace

int runConsole(QApplication &app)
{
    const Result<ConsoleOptions> options = parseConsoleOptions(QApplication::arguments());
    if (!options) {
        print(stderr,
              QStringLiteral("piledeck: ") + options.error().detail + QLatin1Char('\n') + consoleUsage());
        return usage;
    }
    Result<std::unique_ptr<Clock>> clock = clockFor(*options);
    if (!clock) {
        print(stderr, QStringLiteral("piledeck: ") + clock.error().detail);
        return failed;
    }
    Console console(app, *options, std::move(*clock));
    if (!options->page.isEmpty() && !console.window().showPage(options->page)) {
        print(stderr, QStringLiteral("piledeck: no such page: ") + options->page);
        return usage;
    }
    std::unique_ptr<QObject> task; // ends before the console it works on
    if (!options->screenshotFolder.isEmpty())
        task = tourPages(console);
    if (!options->demonstrate.isEmpty())
        task = demonstrate(console);
    console.open();
    return QApplication::exec();
}

} // namespace pd::console
