// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/program.h"

#include "app/station/signals.h"
#include "app/station/station.h"

#include <QCoreApplication>

#include <cstdio>

namespace pd::station {

namespace {

void say(FILE *to, const QString &line)
{
    std::fputs((line + QLatin1Char('\n')).toLocal8Bit().constData(), to);
    std::fflush(to);
}

int refuse(const QString &reason, int status = 1)
{
    say(stderr, QStringLiteral("piledeck-station: ") + reason);
    return status;
}

Result<std::unique_ptr<Clock>> openClock(const QString &file, const SteadyClock &steady)
{
    if (file.isEmpty())
        return std::make_unique<SystemClock>();
    return SharedClock::open(file, steady).map([](std::unique_ptr<SharedClock> clock) {
        return std::unique_ptr<Clock>(std::move(clock));
    });
}

} // namespace

int runStation(const QStringList &arguments)
{
    const Result<Options> options = parseOptions(arguments);
    if (!options)
        return refuse(options.error().detail + QStringLiteral(" (--help tells more)"), 2);
    if (options->help || options->version) {
        say(stdout, options->help ? usage() : QStringLiteral(PILEDECK_VERSION));
        return 0;
    }
    const Result<Site> site = readSite(options->site);
    if (!site)
        return refuse(site.error().detail);
    const SystemSteadyClock steady;
    const Result<std::unique_ptr<Clock>> clock = openClock(options->clockFile, steady);
    if (!clock)
        return refuse(clock.error().detail);
    const QuitOnSignal quitOnSignal;
    Station station(*options, *site, **clock, steady);
    if (const Done opened = station.open(); !opened)
        return refuse(opened.error().detail);
    say(stdout,
        station.paymentsPort() == 0 ? QStringLiteral("ready")
                                    : QStringLiteral("ready payments=%1").arg(station.paymentsPort()));
    return QCoreApplication::exec();
}

} // namespace pd::station
