// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/modbusread.h"
#include "app/ctl/pollplan.h"
#include "app/ctl/stopsignal.h"
#include "models/basics/whenfinished.h"
#include "serial/line/line.h"
#include "serial/meter/poller.h"

#include <QCoreApplication>
#include <QFile>
#include <QSocketNotifier>
#include <QTimer>

namespace pd::ctl {

namespace {

using namespace pd::serial;

constexpr int msPerSecond = 1000;

void printReading(const MeterAddress &meter, const Reading &reading)
{
    JsonLine json;
    json.text("protocol", toWord(meter.protocol)).text("address", meter.address);
    json.text("item", reading.item)
        .textOrNull("quantity", reading.quantity)
        .textOrNull("value", reading.value);
    json.text("unit", reading.unit).text("quality", toWord(reading.quality)).print();
}

void addCounts(JsonLine &json, const MeterStatistics &counts)
{
    json.number("requests", counts.requests).number("ok", counts.answers);
    json.number("timeouts", counts.timeouts).number("checksum_errors", counts.checksumErrors);
    json.number("damaged", counts.damaged).number("refused", counts.refused);
    json.number("intermediate_errors", counts.intermediateErrors);
}

MeterStatistics sumOf(const PollStatistics &statistics)
{
    MeterStatistics sum;
    for (const MeterStatistics &meter : statistics.meters) {
        sum.requests += meter.requests;
        sum.answers += meter.answers;
        sum.refused += meter.refused;
        sum.timeouts += meter.timeouts;
        sum.checksumErrors += meter.checksumErrors;
        sum.damaged += meter.damaged;
        sum.intermediateErrors += meter.intermediateErrors;
    }
    return sum;
}

void printStatistics(const PollStatistics &statistics)
{
    JsonLine json;
    addCounts(json, sumOf(statistics));
    json.ratio("line_utilisation", statistics.utilisation());
    json.beginArray("per_meter");
    for (const MeterStatistics &meter : statistics.meters) {
        json.beginObject()
            .text("protocol", toWord(meter.meter.protocol))
            .text("address", meter.meter.address);
        addCounts(json, meter);
        json.truth("dead", meter.isDead).endObject();
    }
    json.endArray().print();
}

// Polls for a while and prints what comes.
class PollRun : public QObject
{
public:
    PollRun(const LineSettings &settings, PollFile file, MeterReaderFactory readers, int seconds,
            bool isQuiet)
        : m_file(std::move(file))
        , m_readers(std::move(readers))
        , m_line(settings, m_clock)
        , m_poller(m_line, m_clock)
    {
        m_line.returnWith(std::make_shared<SystemPortDirectory>());
        m_end.setSingleShot(true);
        m_end.setInterval(seconds * msPerSecond);
        connect(&m_end, &QTimer::timeout, this, &PollRun::finish);
        connect(&m_line, &Line::lost, this, [](const Error &error) { complain(error.detail); });
        connect(&m_line, &Line::returned, this,
                [](const QString &device) { complain(device + QStringLiteral(" is there again")); });
        connect(&m_poller, &Poller::visited, this,
                [this, isQuiet](const QList<MeterVisit> &visits) { take(visits, isQuiet); });
    }

    void start()
    {
        whenFinished(m_line.open(), this, [this](const pd::Done &opened) {
            const pd::Done started = opened ? m_poller.start(m_file.plan, m_file.timing, m_readers) : opened;
            if (!started)
                return QCoreApplication::exit(refuse(started.error()));
            m_end.start();
        });
    }

    void finish()
    {
        m_poller.stop();
        const PollStatistics statistics = m_poller.statistics();
        printStatistics(statistics);
        QCoreApplication::exit(sumOf(statistics).answers > 0 ? ExitDone : ExitFailed);
    }

private:
    static void take(const QList<MeterVisit> &visits, bool isQuiet)
    {
        for (const MeterVisit &visit : visits) {
            for (const Reading &reading : visit.readings) {
                if (!isQuiet)
                    printReading(visit.meter, reading);
            }
            if (visit.error)
                complain(QStringLiteral("%1: %2: %3")
                             .arg(visit.meter.address, toWord(visit.error->kind), visit.error->detail));
        }
    }

    const PollFile m_file;
    const MeterReaderFactory m_readers;
    SystemSteadyClock m_clock;
    Line m_line;
    Poller m_poller;
    QTimer m_end;
};

QString description()
{
    return QStringLiteral(
        "Reads several meters on one line again and again. Prints one JSON object a reading and closes with "
        "one of\n"
        "counts: requests, ok, timeouts, checksum_errors, damaged, refused, intermediate_errors (failed "
        "attempts whose\n"
        "repetition was answered), line_utilisation (share of the time in which the line was taken, 0..1), "
        "and the same\n"
        "per_meter. A meter that does not answer is asked less often (dead: true). PATH may be "
        "tcp://host:port of an\n"
        "RS-485 gateway. An adapter that is pulled out and plugged in again is used again. Exit status 1 "
        "where no meter\n"
        "answered at all.\n\n"
        "The plan is JSON:\n"
        "  {\"period_ms\": 1000, \"protocol\": \"dlt645-2007\", \"items\": [\"energy.forward.total\", "
        "\"02010100\"],\n"
        "   \"timing\": {\"answer_ms\": 1000, \"gap_ms\": 500, \"settle_ms\": 60, \"late_ms\": 3000, "
        "\"retries\": 2,\n"
        "              \"silence_us\": 0},\n"
        "   \"meters\": [{\"address\": \"000123456789\"},\n"
        "              {\"address\": \"1\", \"protocol\": \"modbus-rtu\", \"profile\": \"NAME\", \"items\": "
        "[\"voltage.a\"]}]}\n"
        "Only meters must be there, each with an address and items of its own or the plan's. Period 0 (the "
        "default): as\n"
        "fast as the line carries.");
}

Result<PollFile> fileOf(const QCommandLineParser &parser)
{
    const QString path = parser.value(QStringLiteral("plan"));
    if (path.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("--plan FILE is missing"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::NotFound, path + QStringLiteral(": ") + file.errorString());
    return pollFileFromJson(file.readAll());
}

Result<int> secondsOf(const QCommandLineParser &parser)
{
    bool isNumber = false;
    const int seconds = parser.value(QStringLiteral("seconds")).toInt(&isNumber);
    if (!isNumber || seconds < 1 || seconds > 1'000'000)
        return failure(Error::Kind::Invalid, QStringLiteral("--seconds N: a whole number from 1"));
    return seconds;
}

} // namespace

int runMeterPoll(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description());
    addLineOptions(parser);
    parser.addOption(
        {QStringLiteral("plan"), QStringLiteral("What to read, a JSON file."), QStringLiteral("FILE")});
    addProfilesOption(parser);
    parser.addOption({QStringLiteral("seconds"), QStringLiteral("How long to poll."), QStringLiteral("N")});
    parser.addOption({QStringLiteral("quiet"), QStringLiteral("Prints only the closing object.")});
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter poll"), arguments))
        return *done;
    const Result<LineSettings> settings = lineSettings(parser);
    if (!settings)
        return refuse(settings.error());
    const Result<int> seconds = secondsOf(parser);
    if (!seconds)
        return refuse(seconds.error());
    const Result<PollFile> file = fileOf(parser);
    if (!file)
        return refuse(file.error());
    PollRun run(*settings, *file, meterReaders(profileLibrary(parser)), *seconds,
                parser.isSet(QStringLiteral("quiet")));
    const auto stopper = onStopSignal([&run] { run.finish(); });
    run.start();
    return QCoreApplication::exec();
}

} // namespace pd::ctl
