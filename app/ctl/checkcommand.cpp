// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/findingwords.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/modbusread.h"
#include "models/basics/exactnumber.h"
#include "models/basics/whenfinished.h"
#include "models/meter/quantity.h"
#include "serial/explain/linerules.h"
#include "serial/find/metercheck.h"
#include "serial/line/line.h"

#include <QCoreApplication>

namespace pd::ctl {

namespace {

using namespace pd::serial;

struct CheckPlan
{
    LineSettings settings;
    CheckOrder order;
    std::optional<pd::MeterProfile> profile;
    bool frames = false;
};

void printReading(const Reading &reading)
{
    JsonLine json;
    json.text("item", reading.item)
        .textOrNull("quantity", reading.quantity)
        .textOrNull("value", reading.value)
        .text("unit", reading.unit)
        .text("quality", toWord(reading.quality));
    json.print();
}

// Gives the exit status: 1 where a fault was found.
int conclude(const CheckReport &report)
{
    int status = ExitDone;
    for (const Reading &reading : report.readings)
        printReading(reading);
    for (const Finding &finding : report.findings) {
        printFinding(finding);
        complain(inWords(finding));
        if (finding.severity == Finding::Severity::Fault)
            status = ExitFailed;
    }
    JsonLine json;
    json.number("attempts", report.attempts).number("damaged", report.damaged);
    json.text("error_percent", percentText(report.damaged, report.attempts)).print();
    return status;
}

Result<QMap<QString, QString>> referencesOf(const QCommandLineParser &parser)
{
    QMap<QString, QString> references;
    for (const QString &text : parser.values(QStringLiteral("reference"))) {
        const QString quantity = text.section(QLatin1Char('='), 0, 0);
        const QString value = text.section(QLatin1Char('='), 1);
        if (!isQuantity(quantity) || !ExactNumber::fromText(value))
            return failure(Error::Kind::Invalid, QStringLiteral("--reference QUANTITY=NUMBER, not ") + text);
        references.insert(quantity, value);
    }
    return references;
}

MeterProtocol meterProtocol(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Dlt645_1997: return MeterProtocol::Dlt645_1997;
    case Protocol::ModbusRtu: return MeterProtocol::ModbusRtu;
    case Protocol::Auto:
    case Protocol::Dlt645_2007: break;
    }
    return MeterProtocol::Dlt645_2007;
}

Result<CheckPlan> checkPlan(const QCommandLineParser &parser)
{
    CheckPlan plan;
    const Result<Protocol> protocol = protocolFromText(parser.value(QStringLiteral("protocol")));
    const Result<LineSettings> settings = lineSettings(parser);
    const Result<QMap<QString, QString>> references = referencesOf(parser);
    if (!protocol || !settings)
        return tl::unexpected(!protocol ? protocol.error() : settings.error());
    if (!references)
        return tl::unexpected(references.error());
    plan.settings = *settings;
    plan.order.meter = {meterProtocol(*protocol), parser.value(QStringLiteral("address"))};
    plan.order.profile = parser.value(QStringLiteral("profile"));
    plan.order.references = *references;
    bool ok = false;
    plan.order.rounds = parser.value(QStringLiteral("rounds")).toInt(&ok);
    if (!ok || plan.order.rounds < 1 || plan.order.rounds > 10'000)
        return failure(Error::Kind::Invalid, QStringLiteral("--rounds: 1 to 10000"));
    const ProfileLibrary library = profileLibrary(parser);
    if (const pd::MeterProfile *found = library.find(plan.order.profile))
        plan.profile = *found;
    plan.frames = parser.isSet(QStringLiteral("frames"));
    return plan;
}

void addCheckOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Reads what a pile needs of one meter a few times and tells what is wrong with it or with the line: "
        "one JSON object\n"
        "a value, one a finding (finding, severity, confidence and its parameters), and in the end attempts, "
        "damaged and\n"
        "error_percent. Only ever reads. Exit status 1 where a fault was found."));
    addLineOptions(parser);
    addProtocolOption(parser);
    addProfilesOption(parser);
    parser.addOption({QStringLiteral("address"),
                      QStringLiteral("As printed on the meter, or its Modbus unit."), QStringLiteral("A")});
    parser.addOption({QStringLiteral("profile"), QStringLiteral("Of Modbus meters; DL/T 645 needs none."),
                      QStringLiteral("NAME")});
    parser.addOption({QStringLiteral("rounds"), QStringLiteral("How often everything is read, 4."),
                      QStringLiteral("N"), QStringLiteral("4")});
    parser.addOption({QStringLiteral("reference"),
                      QStringLiteral("What another instrument shows: power.active.total=7.04. Repeatable."),
                      QStringLiteral("QUANTITY=NUMBER")});
    parser.addOption({QStringLiteral("frames"), QStringLiteral("Shows all frames on standard error.")});
}

void fail(const Error &error)
{
    QCoreApplication::exit(refuse(error));
}

} // namespace

int runMeterCheck(const QStringList &arguments)
{
    QCommandLineParser parser;
    addCheckOptions(parser);
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter check"), arguments))
        return *done;
    const Result<CheckPlan> plan = checkPlan(parser);
    if (!plan)
        return refuse(plan.error());
    SystemSteadyClock clock;
    Line line(plan->settings, clock);
    if (plan->frames)
        QObject::connect(&line, &Line::logged, &line, &printLogged);
    whenFinished(line.open(), &line, [&](const pd::Done &opened) {
        if (!opened)
            return fail(opened.error());
        const auto checked = line.submit<CheckReport>([&](LineIo &io) {
            return checkMeter(io, plan->order, plan->profile ? &*plan->profile : nullptr, {});
        });
        whenFinished(checked, &line, [](const Result<CheckReport> &report) {
            report ? QCoreApplication::exit(conclude(*report)) : fail(report.error());
        });
    });
    return QCoreApplication::exec();
}

} // namespace pd::ctl
