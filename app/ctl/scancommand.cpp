// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/findingwords.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/modbusread.h"
#include "models/basics/whenfinished.h"
#include "serial/find/search.h"
#include "serial/line/line.h"

#include <QCoreApplication>

namespace pd::ctl {

namespace {

using namespace pd::serial;

struct ScanPlan
{
    LineSettings settings; // to open with
    SearchScope scope;
    QList<pd::MeterProfile> profiles;
    bool frames = false;
    bool findings = false;
    bool progress = false;
};

QString letter(Parity parity)
{
    switch (parity) {
    case Parity::None: break;
    case Parity::Even: return QStringLiteral("E");
    case Parity::Odd: return QStringLiteral("O");
    }
    return QStringLiteral("N");
}

void printFound(const FoundMeter &found)
{
    JsonLine json;
    json.text("protocol", toWord(found.meter.protocol)).text("address", found.meter.address);
    json.number("baud", found.settings.baud).text("parity", letter(found.settings.parity));
    json.number("answered_ms", found.answeredMs);
    if (!found.doubt.isEmpty())
        json.text("doubt", found.doubt);
    if (!found.profile.isEmpty())
        json.text("profile", found.profile);
    json.print();
}

QString stageWord(SearchProgress::Stage stage)
{
    switch (stage) {
    case SearchProgress::Stage::Listening: break;
    case SearchProgress::Stage::Probing: return QStringLiteral("asking");
    case SearchProgress::Stage::Separating: return QStringLiteral("telling several meters apart");
    case SearchProgress::Stage::Checking: return QStringLiteral("checking what was found");
    case SearchProgress::Stage::Counting: return QStringLiteral("asking all units");
    }
    return QStringLiteral("listening");
}

// Prints each meter as it is found, and in the end what there is to say.
class ScanRun : public QObject
{
public:
    explicit ScanRun(const ScanPlan &plan)
        : m_plan(plan)
        , m_line(plan.settings, m_clock)
    {
        if (plan.frames)
            connect(&m_line, &Line::logged, this, &printLogged);
    }

    void start()
    {
        whenFinished(m_line.open(), this, [this](const pd::Done &done) {
            if (done)
                search();
            else
                end(done.error());
        });
    }

private:
    void search()
    {
        const auto report = m_line.submit<SearchReport>([this](LineIo &io) {
            // On the line's thread; the line is stopped before this object goes.
            const Search::Hooks hooks{[this](const SearchProgress &progress) {
                                          QMetaObject::invokeMethod(this,
                                                                    [this, progress] { show(progress); });
                                      },
                                      [this](const FoundMeter &found) {
                                          QMetaObject::invokeMethod(this, [found] { printFound(found); });
                                      }};
            return Search(io, m_plan.scope, m_plan.profiles, hooks).run();
        });
        whenFinished(report, this, [this](const Result<SearchReport> &result) {
            if (result)
                conclude(*result);
            else
                end(result.error());
        });
    }

    void show(const SearchProgress &progress)
    {
        const QString text
            = QStringLiteral("%1: %2").arg(progress.settings.text(), stageWord(progress.stage));
        if (!m_plan.progress || text == m_shown)
            return;
        m_shown = text;
        complain(QStringLiteral("%1, at most %2 s more").arg(text).arg((progress.remainingMs + 999) / 1000));
    }

    void conclude(const SearchReport &report)
    {
        bool good = false;
        for (const FoundMeter &found : report.meters)
            good = good || found.doubt.isEmpty();
        for (const Finding &finding : report.findings) {
            complain(inWords(finding));
            if (m_plan.findings)
                printFinding(finding);
        }
        if (report.meters.isEmpty())
            complain(QStringLiteral("no meter found"));
        QCoreApplication::exit(good ? ExitDone : ExitFailed);
    }

    static void end(const Error &error)
    {
        complain(QStringLiteral("%1: %2").arg(toWord(error.kind), error.detail));
        QCoreApplication::exit(ExitFailed);
    }

    const ScanPlan m_plan;
    SystemSteadyClock m_clock;
    QString m_shown;
    Line m_line;
};

QStringList listOf(const QCommandLineParser &parser, const QString &option)
{
    return parser.values(option).join(QLatin1Char(',')).split(QLatin1Char(','), Qt::SkipEmptyParts);
}

pd::Done readScope(const QCommandLineParser &parser, SearchScope &scope)
{
    for (const QString &name : listOf(parser, QStringLiteral("protocol"))) {
        const Result<Protocol> protocol = protocolFromText(name);
        if (!protocol)
            return tl::unexpected(protocol.error());
        switch (*protocol) {
        case Protocol::Auto: break;
        case Protocol::Dlt645_2007: scope.protocols.append(MeterProtocol::Dlt645_2007); break;
        case Protocol::Dlt645_1997: scope.protocols.append(MeterProtocol::Dlt645_1997); break;
        case Protocol::ModbusRtu: scope.protocols.append(MeterProtocol::ModbusRtu); break;
        }
    }
    for (const QString &text : listOf(parser, QStringLiteral("baud"))) {
        bool ok = false;
        const int baud = text.toInt(&ok);
        if (!ok || baud < 50 || baud > 4'000'000)
            return failure(Error::Kind::Invalid, QStringLiteral("--baud: no rate: ") + text);
        scope.bauds.append(baud);
    }
    for (const QString &text : listOf(parser, QStringLiteral("parity"))) {
        const Result<Parity> parity = parityFromText(text);
        if (!parity)
            return tl::unexpected(parity.error());
        scope.parities.append(*parity);
    }
    bool unitsOk = false;
    bool listenOk = false;
    scope.lastUnit = parser.value(QStringLiteral("units")).toInt(&unitsOk);
    scope.listenMs = parser.value(QStringLiteral("listen")).toInt(&listenOk);
    if (!unitsOk || scope.lastUnit < 1 || scope.lastUnit > modbus::highestUnit)
        return failure(Error::Kind::Invalid, QStringLiteral("--units: 1 to 247"));
    if (!listenOk || scope.listenMs < 0 || scope.listenMs > 600'000)
        return failure(Error::Kind::Invalid, QStringLiteral("--listen: milliseconds up to 600000"));
    scope.everything = parser.isSet(QStringLiteral("all"));
    return {};
}

Result<ScanPlan> scanPlan(const QCommandLineParser &parser)
{
    ScanPlan plan;
    plan.settings.path = parser.value(QStringLiteral("line"));
    if (plan.settings.path.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("--line PATH is missing"));
    if (const pd::Done done = readScope(parser, plan.scope); !done)
        return tl::unexpected(done.error());
    const QList<SearchStep> steps = searchSteps(plan.scope, plan.settings.path);
    plan.settings = steps.isEmpty() ? plan.settings : steps.first().settings;
    plan.profiles = profileLibrary(parser).all();
    plan.frames = parser.isSet(QStringLiteral("frames"));
    plan.findings = parser.isSet(QStringLiteral("findings"));
    plan.progress = parser.isSet(QStringLiteral("progress"));
    return plan;
}

void addScanOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Finds all meters on a line; one JSON object a meter as it is found: protocol, address, baud, "
        "parity, "
        "answered_ms;\n"
        "doubt where its values must not be trusted (duplicate_address, spoiled), profile where one fits a "
        "Modbus meter.\n"
        "Listens first, then asks at the likely settings, and ends with the first at which a meter answers. "
        "Only ever reads.\n"
        "What was seen is said in words on standard error. Exit status 1 where no meter is found that can be "
        "trusted."));
    parser.addOption({QStringLiteral("line"), QStringLiteral("The serial line, or tcp://host:port."),
                      QStringLiteral("PATH")});
    const auto add = [&](const char *name, const char *text, const char *value, const char *otherwise) {
        parser.addOption(
            {QLatin1String(name), QLatin1String(text), QLatin1String(value), QLatin1String(otherwise)});
    };
    add("protocol", "Only these: dlt645-2007, dlt645-1997, modbus-rtu; commas between.", "NAME", "auto");
    add("baud", "Only these rates; commas between.", "N", "");
    add("parity", "Only these: N, E, O; commas between.", "P", "");
    add("units", "The last Modbus unit to ask, 247.", "N", "247");
    add("listen", "Milliseconds to listen before the first request, 1500.", "MS", "1500");
    addProfilesOption(parser);
    parser.addOption({QStringLiteral("all"), QStringLiteral("Goes through all settings and all units.")});
    parser.addOption({QStringLiteral("findings"), QStringLiteral("Findings as JSON objects, too.")});
    parser.addOption({QStringLiteral("progress"), QStringLiteral("Tells on standard error how far it is.")});
    parser.addOption({QStringLiteral("frames"), QStringLiteral("Shows all frames on standard error.")});
}

} // namespace

int runMeterScan(const QStringList &arguments)
{
    QCommandLineParser parser;
    addScanOptions(parser);
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter scan"), arguments))
        return *done;
    const Result<ScanPlan> plan = scanPlan(parser);
    if (!plan)
        return refuse(plan.error());
    ScanRun run(*plan);
    run.start();
    return QCoreApplication::exec();
}

} // namespace pd::ctl
