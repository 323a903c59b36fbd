// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"
#include "app/console/demonstration/demonstration.h"
#include "app/console/pictures.h"

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

// Saves every page once the picture of the cloud is there, and leaves.
std::unique_ptr<QObject> tourPages(Console &console)
{
    auto owned = std::make_unique<PageTour>(console.window(), console.options().screenshotFolder);
    PageTour *tour = owned.get();
    QObject::connect(tour, &PageTour::saved, tour, [](const QString &path) { print(stdout, path); });
    QObject::connect(tour, &PageTour::finished, tour, [] { leave(0); });
    QObject::connect(tour, &PageTour::failed, tour, &giveUp);
    QObject::connect(&console, &Console::signInFailed, tour, &giveUp);
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
    if (options->help || options->version) {
        print(stdout, options->help ? consoleUsage() : QApplication::applicationVersion());
        return 0;
    }
    Result<std::unique_ptr<Clock>> clock = clockFor(*options);
    if (!clock) {
        print(stderr, QStringLiteral("piledeck: ") + clock.error().detail);
        return usage;
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
