// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/modbusread.h"
#include "models/basics/whenfinished.h"
#include "serial/dlt645/master.h"
#include "serial/line/line.h"

#include <QCoreApplication>

namespace pd::ctl {

namespace {

using namespace pd::serial;
using namespace pd::serial::dlt645;

constexpr Command commands[] = {
    {"read", "reads items or quantities from a meter", runMeterRead},
    {"poll", "reads several meters on a line again and again", runMeterPoll},
    {"items", "lists the identifiers that are known", runMeterItems},
    {"profiles", "lists and checks profiles of Modbus meters", runMeterProfiles},
    {"scan", "finds the meters on a line of which nothing is known", runMeterScan},
    {"check", "reads a meter and tells what is wrong with it or the line", runMeterCheck},
    {"sniff", "listens to the talk of others on a line, and sends nothing", runMeterSniff},
    {"serve", "is a virtual meter on a line", runMeterServe},
    {"write", "writes an item and reads it back", runMeterWrite},
    {"clock", "checks or sets the clock of a meter", runMeterClock},
    {"relay", "opens or closes the relay of a meter", runMeterRelay},
    {"address", "gives the only meter on a line another address", runMeterAddress},
    {"freeze", "lets a meter keep its registers, at once or again and again", runMeterFreeze},
    {"baud", "lets a meter go over to another rate, and looks for it there", runMeterBaud},
    {"password", "gives a meter another password", runMeterPassword},
    {"output", "chooses what a meter's multi-function terminal gives", runMeterOutput},
    {"lockout", "shows which passwords a meter refused, and lets them be forgotten", runMeterLockout},
};

// Where nothing is told, the edition of today.
Edition editionOf(Protocol protocol)
{
    return protocol == Protocol::Dlt645_1997 ? Edition::Of1997 : Edition::Of2007;
}

// What one item of the command line came to.
struct Outcome
{
    Reading reading;
    ItemAnswer answer; // of single items
};

struct Plan
{
    Edition edition = Edition::Of2007;
    LineSettings settings;
    LineTiming timing;
    QByteArray address;
    QList<Wanted> wanted;
    bool frames = false;
};

Result<Outcome> readOne(LineIo &io, const Plan &plan, const Wanted &wanted)
{
    if (wanted.items.size() > 1)
        return readWanted(io, plan.edition, plan.address, wanted, plan.timing).map([](const Reading &r) {
            return Outcome{r, {}};
        });
    return readItem(io, plan.edition, plan.address, wanted.items.first(), plan.timing)
        .map([](const ItemAnswer &answer) {
            return Outcome{toReading(answer), answer};
        });
}

void printOutcome(const Outcome &outcome)
{
    const Reading &reading = outcome.reading;
    const QList<Value> &values = outcome.answer.values;
    JsonLine json;
    json.text("item", reading.item)
        .textOrNull("quantity", reading.quantity)
        .textOrNull("value", reading.value);
    json.text("unit", reading.unit).text("quality", toWord(reading.quality));
    if (values.size() > 1) {
        json.beginArray("values");
        for (const Value &value : values)
            json.beginObject()
                .textOrNull("value", value.text)
                .text("unit", value.unit)
                .text("quality", toWord(value.quality))
                .endObject();
        json.endArray();
    }
    const QStringList bits = statusBits(outcome.answer.edition, outcome.answer.item, reading.value);
    if (!bits.isEmpty())
        json.texts("bits", bits);
    if (reading.quality == Reading::Quality::Unreadable)
        json.text("data", QString::fromLatin1(hexText(outcome.answer.data)));
    json.print();
}

// Reads one item after the other and prints each as it comes.
class ReadRun : public QObject
{
public:
    explicit ReadRun(const Plan &plan)
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
                next();
            else
                end(done.error());
        });
    }

private:
    void next()
    {
        if (m_at == m_plan.wanted.size()) {
            QCoreApplication::exit(m_status);
            return;
        }
        const Wanted wanted = m_plan.wanted[m_at++];
        const auto reading = m_line.submit<Outcome>(
            [plan = m_plan, wanted](LineIo &io) { return readOne(io, plan, wanted); });
        whenFinished(reading, this,
                     [this, wanted](const Result<Outcome> &outcome) { take(wanted, outcome); });
    }

    void take(const Wanted &wanted, const Result<Outcome> &outcome)
    {
        if (outcome) {
            printOutcome(*outcome);
        } else {
            m_status = ExitFailed;
            const Error &error = outcome.error();
            complain(
                QStringLiteral("%1: %2: %3")
                    .arg(itemText(wanted.items.first(), m_plan.edition), toWord(error.kind), error.detail));
            // A meter that refuses one item may give the next; one that does not answer will not.
            if (error.kind != Error::Kind::Rejected && error.kind != Error::Kind::Protocol)
                return QCoreApplication::exit(ExitFailed);
        }
        next();
    }

    void end(const Error &error)
    {
        complain(QStringLiteral("%1: %2").arg(toWord(error.kind), error.detail));
        QCoreApplication::exit(ExitFailed);
    }

    const Plan m_plan;
    SystemSteadyClock m_clock;
    Line m_line;
    qsizetype m_at = 0;
    int m_status = ExitDone;
};

void addReadOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Reads from one meter; one JSON object an item. An ITEM is an identifier of hexadecimal "
        "digits\n"
        "(00010000; 9010 in dlt645-1997) or the name of a quantity (energy.forward.total, voltage.a, "
        "current.a, "
        "power.active.total,\n"
        "frequency, clock, ...; `meter items` shows them). Of Modbus meters it is a quantity of the profile, "
        "or\n"
        "FUNCTION:ADDRESS[:TYPE[:ORDER]] (4:0x0034:float32:CDAB). Nothing is ever written to the meter."));
    addLineOptions(parser);
    addProtocolOption(parser);
    parser.addOption(
        {QStringLiteral("address"),
         QStringLiteral("As printed on the meter, up to 12 digits; of Modbus the unit, 1 to 247."),
         QStringLiteral("A")});
    parser.addOption({QStringLiteral("profile"),
                      QStringLiteral("Of Modbus meters (`meter profiles`); DL/T 645 needs none."),
                      QStringLiteral("NAME")});
    addProfilesOption(parser);
    parser.addOption({QStringLiteral("timeout"),
                      QStringLiteral("Milliseconds to wait for an answer to begin, 1000."),
                      QStringLiteral("MS"), QStringLiteral("1000")});
    parser.addOption({QStringLiteral("retries"), QStringLiteral("Repetitions after damage or silence, 2."),
                      QStringLiteral("N"), QStringLiteral("2")});
    parser.addOption({QStringLiteral("frames"), QStringLiteral("Shows all frames on standard error.")});
    parser.addPositionalArgument(QStringLiteral("ITEM"), QStringLiteral("What to read."),
                                 QStringLiteral("ITEM ..."));
}

Result<Plan> readPlan(const QCommandLineParser &parser)
{
    Plan plan;
    const Result<Protocol> protocol = protocolFromText(parser.value(QStringLiteral("protocol")));
    if (!protocol)
        return tl::unexpected(protocol.error());
    plan.edition = editionOf(*protocol);
    const Result<LineSettings> settings = lineSettings(parser);
    if (!settings)
        return tl::unexpected(settings.error());
    plan.settings = *settings;
    const std::optional<QByteArray> address = addressFromText(parser.value(QStringLiteral("address")));
    if (!address)
        return failure(Error::Kind::Invalid, QStringLiteral("--address A: up to 12 digits"));
    plan.address = *address;
    bool timeoutOk = false;
    bool retriesOk = false;
    plan.timing.answerMs = parser.value(QStringLiteral("timeout")).toInt(&timeoutOk);
    plan.timing.retries = parser.value(QStringLiteral("retries")).toInt(&retriesOk);
    if (!timeoutOk || !retriesOk || plan.timing.answerMs < 1 || plan.timing.retries < 0)
        return failure(Error::Kind::Invalid, QStringLiteral("--timeout and --retries are whole numbers"));
    plan.timing.longestMs = qMax(plan.timing.longestMs, plan.timing.answerMs + 2 * plan.timing.gapMs);
    plan.frames = parser.isSet(QStringLiteral("frames"));
    for (const QString &text : parser.positionalArguments()) {
        const Result<Wanted> wanted = wantedFromText(text, plan.edition);
        if (!wanted)
            return tl::unexpected(wanted.error());
        plan.wanted.append(*wanted);
    }
    if (plan.wanted.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("no ITEM to read"));
    return plan;
}

// A profile is of Modbus: where no protocol is told, it decides.
bool isModbus(const QCommandLineParser &parser)
{
    const Result<Protocol> protocol = protocolFromText(parser.value(QStringLiteral("protocol")));
    const bool hasProfile = parser.isSet(QStringLiteral("profile"));
    if (!protocol || *protocol == Protocol::ModbusRtu || (*protocol == Protocol::Auto && hasProfile))
        return protocol.has_value();
    if (hasProfile)
        complain(QStringLiteral("DL/T 645 needs no profile: --profile is not used"));
    return false;
}

} // namespace

int runMeter(const QStringList &arguments)
{
    return dispatch(QStringLiteral("piledeckctl meter"), commands, arguments);
}

int runMeterRead(const QStringList &arguments)
{
    QCommandLineParser parser;
    addReadOptions(parser);
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter read"), arguments))
        return *done;
    if (isModbus(parser))
        return runModbusRead(parser);
    const Result<Plan> plan = readPlan(parser);
    if (!plan)
        return refuse(plan.error());
    ReadRun run(*plan);
    run.start();
    return QCoreApplication::exec();
}

} // namespace pd::ctl
