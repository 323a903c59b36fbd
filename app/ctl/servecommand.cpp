// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/stopsignal.h"
#include "app/ctl/virtualmeter.h"
#include "serial/line/portline.h"
#include "serial/line/ptyline.h"
#include "serial/meter/virtualbus.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSocketNotifier>

namespace pd::ctl {

namespace {

using namespace pd::serial;

Result<std::unique_ptr<DeviceLine>> openLine(const LineSettings &settings, const ServedMeters &profile,
                                             const SteadyClock &steady)
{
    // A port that is there is used (also one end of a pair made by another program); otherwise one is made.
    if (QFileInfo::exists(settings.path)) {
        auto port = std::make_unique<PortLine>();
        QObject::connect(port.get(), &PortLine::lost, port.get(),
                         [](const Error &error) { QCoreApplication::exit(refuse(error)); });
        const pd::Done done = port->open(settings);
        if (!done)
            return tl::unexpected(done.error());
        return port;
    }
    auto pty = std::make_unique<PtyLine>(steady);
    const pd::Done done = pty->open(settings, profile.pacing ? PtyLine::Pacing::On : PtyLine::Pacing::Off);
    if (!done)
        return tl::unexpected(done.error());
    return pty;
}

pd::Done populate(dlt645::Slave &slave, const ServedMeters &profile)
{
    for (const std::unique_ptr<VirtualMeter> &meter : profile.meters) {
        if (pd::Done done = slave.addMeter(meter->address, *meter, meter->rules); !done)
            return done;
        for (auto fault = meter->faults.cbegin(); fault != meter->faults.cend(); ++fault) {
            if (pd::Done done = slave.setFault(fault.key(), true, meter->address, fault.value()); !done)
                return done;
        }
    }
    return {};
}

pd::Done populate(modbus::Slave &slave, const ServedMeters &profile)
{
    for (const std::unique_ptr<VirtualModbusMeter> &meter : profile.modbusMeters) {
        if (pd::Done done = slave.addMeter(meter->unit, meter->profile, *meter); !done)
            return done;
        for (auto fault = meter->faults.cbegin(); fault != meter->faults.cend(); ++fault) {
            if (pd::Done done = slave.setFault(fault.key(), true, meter->unit, fault.value()); !done)
                return done;
        }
    }
    return {};
}

pd::Done populate(VirtualBus &bus, const ServedMeters &profile)
{
    bus.setDelays(profile.answerDelayMs, profile.lateMs);
    for (const pd::Done &done : {populate(bus.dlt645(), profile), populate(bus.modbus(), profile)}) {
        if (!done)
            return done;
    }
    for (const QString &fault : profile.faults) {
        if (pd::Done done = bus.setFault(fault, true); !done)
            return done;
    }
    return {};
}

Result<std::unique_ptr<Clock>> businessClock(const QString &file, const SteadyClock &steady)
{
    if (file.isEmpty())
        return std::make_unique<SystemClock>();
    return SharedClock::open(file, steady)
        .map([](std::unique_ptr<SharedClock> &&clock) -> std::unique_ptr<Clock> { return std::move(clock); });
}

Result<ServedMeters> profileFromFile(const QString &path, const Clock &clock)
{
    if (path.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("--profile FILE is missing"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::NotFound, path + QStringLiteral(": ") + file.errorString());
    return profileFromJson(file.readAll(), clock);
}

QString description()
{
    return QStringLiteral(
               "Is one or more virtual meters on a line until it is interrupted. Where PATH is a serial "
               "port, that is used;\n"
               "otherwise a pseudo-terminal is made and PATH links to it. The line is set as --baud and "
               "--parity say: a\n"
               "master that is set otherwise gets garbage or silence. Prints one object once it serves.\n\n"
               "The profile is JSON:\n"
               "  {\"protocol\": \"dlt645-2007\", \"pacing\": true, \"answer_delay_ms\": 20, \"late_ms\": "
               "2500,\n"
               "   \"faults\": [\"echo\"],\n"
               "   \"meters\": [{\"address\": \"000123456789\",\n"
               "               \"values\": {\"energy.forward.total\": \"123.45\", \"02010100\": \"221.3\", "
               "\"temperature\": null},\n"
               "               \"growth_per_hour\": {\"energy.forward.total\": \"7.0370\"},\n"
               "               \"clock\": true, \"clock_offset_s\": -250,\n"
               "               \"protocol\": \"dlt645-1997\", \"passwords\": {\"4\": \"123456\"}, "
               "\"lock_hours\": 24, \"programming_key\": true,\n"
               "               \"faults\": {\"checksum\": 8}}]}\n"
               "Values are texts as `meter read` gives them, null for a value that the meter has not; a "
               "growing register\n"
               "follows the business clock. Faults, of a meter one in so many answers, or of the line: %1.\n"
               "Without passwords a meter refuses all writing; wrong ones lock it.\n"
               "A Modbus meter, beside those or alone, has a profile (`meter profiles`) and values by "
               "quantity:\n"
               "  {\"protocol\": \"modbus-rtu\", \"address\": \"1\", \"profile\": \"eastron-sdm630\",\n"
               "   \"values\": {\"energy.forward.total\": \"123.45\", \"voltage.a\": \"221.3\"}}\n"
               "and of faults also: %2.")
        .arg(serial::dlt645::Slave::faultNames().join(QStringLiteral(", ")),
             QStringLiteral("exception, wrong_unit"));
}

void printReady(const LineSettings &settings, const ServedMeters &profile, const QStringList &addresses)
{
    JsonLine json;
    json.truth("ready", true)
        .text("line", settings.path)
        .text("device", QFileInfo(settings.path).canonicalFilePath());
    json.text("protocol",
              toWord(profile.isModbus ? MeterProtocol::ModbusRtu : dlt645::protocolOf(profile.edition)))
        .text("settings", settings.text());
    json.texts("addresses", addresses).print();
}

} // namespace

int runMeterServe(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description());
    addLineOptions(parser);
    parser.addOption(
        {QStringLiteral("profile"), QStringLiteral("The meters, a JSON file."), QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("clock-file"), QStringLiteral("The clock that all programs share."),
                      QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("frames"), QStringLiteral("Shows all requests on standard error.")});
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter serve"), arguments))
        return *done;
    const Result<LineSettings> settings = lineSettings(parser);
    if (!settings)
        return refuse(settings.error());
    const SystemSteadyClock steady;
    const auto clock = businessClock(parser.value(QStringLiteral("clock-file")), steady);
    if (!clock)
        return refuse(clock.error());
    const Result<ServedMeters> profile = profileFromFile(parser.value(QStringLiteral("profile")), **clock);
    if (!profile)
        return refuse(profile.error());
    const auto line = openLine(*settings, *profile, steady);
    if (!line)
        return refuse(line.error());
    VirtualBus bus(**line);
    if (const pd::Done done = populate(bus, *profile); !done)
        return refuse(done.error());
    if (parser.isSet(QStringLiteral("frames"))) {
        QObject::connect(&bus.dlt645(), &dlt645::Slave::requested, &bus.dlt645(),
                         [](const dlt645::Message &request) { complain(dlt645::summary(request)); });
        QObject::connect(&bus.modbus(), &modbus::Slave::requested, &bus.modbus(),
                         [](const modbus::Message &request) { complain(modbus::summary(request)); });
    }
    const auto stopper = onStopSignal([] { QCoreApplication::exit(ExitDone); });
    printReady(*settings, *profile, bus.addresses());
    return QCoreApplication::exec();
}

} // namespace pd::ctl
