// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/modbusread.h"

#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "models/basics/whenfinished.h"
#include "serial/line/line.h"
#include "serial/modbus/frame.h"
#include "serial/modbus/reader.h"

#include <QCoreApplication>

namespace pd::ctl {

namespace {

using namespace pd::serial;

struct ModbusPlan
{
    LineSettings settings;
    LineTiming timing;
    int unit = 0;
    pd::MeterProfile profile;
    QList<MeterRegister> wanted;
};

Result<pd::MeterProfile> chosenProfile(const QCommandLineParser &parser)
{
    const QString name = parser.value(QStringLiteral("profile"));
    if (name.isEmpty()) {
        pd::MeterProfile none;
        none.name = QStringLiteral("no profile");
        return none;
    }
    const ProfileLibrary library = profileLibrary(parser);
    if (const pd::MeterProfile *found = library.find(name))
        return *found;
    return failure(Error::Kind::Invalid,
                   QStringLiteral("--profile: none is named %1, but %2")
                       .arg(name, library.names().join(QStringLiteral(", "))));
}

// What is not told is as the meter leaves the factory.
Result<LineSettings> settingsFor(const QCommandLineParser &parser, const pd::MeterProfile &profile)
{
    Result<LineSettings> settings = lineSettings(parser);
    if (!settings)
        return settings;
    if (!parser.isSet(QStringLiteral("baud")))
        settings->baud = profile.baud;
    if (!parser.isSet(QStringLiteral("parity")))
        settings->parity = profile.parity;
    settings->stopBits = profile.stopBits;
    return settings;
}

Result<LineTiming> timingFor(const QCommandLineParser &parser, const pd::MeterProfile &profile)
{
    LineTiming timing = modbus::timingFor(profile);
    bool timeoutOk = true;
    bool retriesOk = true;
    if (parser.isSet(QStringLiteral("timeout")))
        timing.answerMs = parser.value(QStringLiteral("timeout")).toInt(&timeoutOk);
    timing.retries = parser.value(QStringLiteral("retries")).toInt(&retriesOk);
    if (!timeoutOk || !retriesOk || timing.answerMs < 1 || timing.retries < 0)
        return failure(Error::Kind::Invalid, QStringLiteral("--timeout and --retries are whole numbers"));
    timing.longestMs = qMax(timing.longestMs, timing.answerMs + 2 * timing.gapMs);
    return timing;
}

Result<ModbusPlan> modbusPlan(const QCommandLineParser &parser)
{
    const Result<pd::MeterProfile> profile = chosenProfile(parser);
    if (!profile)
        return tl::unexpected(profile.error());
    const Result<LineSettings> settings = settingsFor(parser, *profile);
    if (!settings)
        return tl::unexpected(settings.error());
    const Result<LineTiming> timing = timingFor(parser, *profile);
    if (!timing)
        return tl::unexpected(timing.error());
    const std::optional<int> unit = modbus::unitFromText(parser.value(QStringLiteral("address")));
    if (!unit)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("--address A: a unit from 1 to %1").arg(modbus::highestUnit));
    if (parser.positionalArguments().isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("no ITEM to read"));
    const auto wanted = modbus::wantedRegisters(*profile, parser.positionalArguments());
    if (!wanted)
        return tl::unexpected(wanted.error());
    return ModbusPlan{*settings, *timing, *unit, *profile, *wanted};
}

void printReading(const Reading &reading)
{
    JsonLine json;
    json.text("item", reading.item).textOrNull("quantity", reading.quantity);
    json.textOrNull("value", reading.value).text("unit", reading.unit);
    json.text("quality", toWord(reading.quality)).print();
}

} // namespace

void addProfilesOption(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("profiles"),
         QStringLiteral("Profiles of your own, *.json; %1 if not told.").arg(ProfileLibrary::userFolder()),
         QStringLiteral("FOLDER"), ProfileLibrary::userFolder()});
}

ProfileLibrary profileLibrary(const QCommandLineParser &parser)
{
    ProfileLibrary library = ProfileLibrary::builtIn();
    library.addFolder(parser.value(QStringLiteral("profiles")));
    return library;
}

void printLogged(const FrameLogEntry &entry)
{
    static constexpr const char *arrows[] = {"->", "<-", "--"};
    complain(QStringLiteral("%1 %2 %3")
                 .arg(QLatin1String(arrows[int(entry.direction)]),
                      QString::fromLatin1(entry.bytes.toHex(' ').toUpper()), entry.text));
}

int runModbusRead(const QCommandLineParser &parser)
{
    const Result<ModbusPlan> plan = modbusPlan(parser);
    if (!plan)
        return refuse(plan.error());
    const SystemSteadyClock clock;
    Line line(plan->settings, clock);
    if (parser.isSet(QStringLiteral("frames")))
        QObject::connect(&line, &Line::logged, &line, &printLogged);
    const auto end = [](const Error &error) {
        complain(QStringLiteral("%1: %2").arg(toWord(error.kind), error.detail));
        QCoreApplication::exit(ExitFailed);
    };
    const auto take = [end](const Result<QList<Reading>> &readings) {
        if (!readings)
            return end(readings.error());
        for (const Reading &reading : *readings)
            printReading(reading);
        QCoreApplication::exit(ExitDone);
    };
    whenFinished(line.open(), &line, [&, end, take](const pd::Done &done) {
        if (!done)
            return end(done.error());
        const auto reading = line.submit<QList<Reading>>([plan = *plan](LineIo &io) {
            return modbus::readMeter(io, plan.unit, plan.profile, plan.wanted, plan.timing);
        });
        whenFinished(reading, &line, take);
    });
    return QCoreApplication::exec();
}

} // namespace pd::ctl
