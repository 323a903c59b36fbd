// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/stopsignal.h"
#include "models/basics/whenfinished.h"
#include "serial/find/sniffer.h"
#include "serial/line/line.h"

#include <QCoreApplication>
#include <QSocketNotifier>

namespace pd::ctl {

namespace {

using namespace pd::serial;

constexpr int longestSeconds = 24 * 3600;

QString directionOf(FrameMeaning::Kind kind)
{
    switch (kind) {
    case FrameMeaning::Kind::Request: return QStringLiteral("request");
    case FrameMeaning::Kind::Answer:
    case FrameMeaning::Kind::ErrorAnswer: return QStringLiteral("response");
    case FrameMeaning::Kind::Flaw:
    case FrameMeaning::Kind::Note:
    case FrameMeaning::Kind::None: break;
    }
    return {};
}

void printSeen(qint64 ms, const Seen &seen)
{
    const FrameMeaning &meaning = seen.meaning;
    JsonLine json;
    json.number("at_ms", ms).truth("valid", seen.valid);
    if (seen.valid) {
        json.text("protocol", toWord(meaning.meter.protocol)).text("direction", directionOf(meaning.kind));
        json.text("address", meaning.meter.address).text("function", meaning.function);
        if (!meaning.item.isEmpty())
            json.text("item", meaning.item);
    }
    json.text("bytes", QString::fromLatin1(seen.bytes.toHex(' ').toUpper())).text("text", seen.text);
    json.print();
}

void printTraffic(const OverheardTraffic &traffic)
{
    JsonLine json;
    json.text("settings", traffic.settings.text()).number("elapsed_ms", traffic.elapsedMs);
    json.number("bytes", traffic.bytes).number("frames", traffic.frames).number("damaged", traffic.damaged);
    json.beginArray("masters");
    for (const OverheardMaster &one : traffic.masters)
        json.beginObject()
            .text("protocol", toWord(one.protocol))
            .number("requests", one.requests)
            .number("to_all", one.toAll)
            .number("changing", one.changing)
            .endObject();
    json.endArray().beginArray("meters");
    for (const OverheardMeter &one : traffic.meters)
        json.beginObject()
            .text("protocol", toWord(one.meter.protocol))
            .text("address", one.meter.address)
            .number("requests", one.requests)
            .number("answers", one.answers)
            .number("refused", one.refused)
            .number("unanswered", one.unanswered)
            .number("slowest_ms", one.slowestAnswerMs)
            .endObject();
    json.endArray().print();
}

// Prints each frame as it is heard, and in the end who asked whom.
class SniffRun : public QObject
{
public:
    SniffRun(const LineSettings &settings, int ms)
        : m_ms(ms)
        , m_line(settings, m_clock)
    {
        m_traffic.settings = settings;
    }

    void start()
    {
        whenFinished(m_line.open(), this, [this](const pd::Done &done) {
            if (done)
                listen();
            else
                end(done);
        });
    }
    void stop() { end({}); }

private:
    void listen()
    {
        const qint64 began = m_clock.nowNs();
        // On the line's thread; the line is stopped before this object goes.
        const Sniffer::Hooks hooks{[this] { return m_clock.nowNs(); },
                                   [this](const OverheardTraffic &traffic) {
                                       QMetaObject::invokeMethod(this,
                                                                 [this, traffic] { m_traffic = traffic; });
                                   },
                                   [this, began](const Seen &seen) {
                                       const qint64 ms = (m_clock.nowNs() - began) / 1'000'000;
                                       QMetaObject::invokeMethod(this, [ms, seen] { printSeen(ms, seen); });
                                   }};
        whenFinished(m_line.submit<void>([this, hooks](LineIo &io) { return sniff(io, m_ms, hooks); }), this,
                     [this](const pd::Done &done) { end(done); });
    }

    void end(const pd::Done &done)
    {
        if (!done) {
            complain(QStringLiteral("%1: %2").arg(toWord(done.error().kind), done.error().detail));
            return QCoreApplication::exit(ExitFailed);
        }
        printTraffic(m_traffic);
        QCoreApplication::exit(m_traffic.frames > 0 ? ExitDone : ExitFailed);
    }

    const int m_ms;
    SystemSteadyClock m_clock;
    OverheardTraffic m_traffic;
    Line m_line;
};

} // namespace

int runMeterSniff(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Listens to the talk of others on a line, in all three protocols, and sends nothing. One "
        "JSON object a frame; in the end one object with the masters and meters that were heard. "
        "Fails where no whole frame was."));
    addLineOptions(parser);
    parser.addOption({QStringLiteral("seconds"), QStringLiteral("How long, 10; a stop signal ends it, too."),
                      QStringLiteral("N"), QStringLiteral("10")});
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter sniff"), arguments))
        return *done;
    const Result<LineSettings> settings = lineSettings(parser);
    if (!settings)
        return refuse(settings.error());
    bool isNumber = false;
    const double seconds = parser.value(QStringLiteral("seconds")).toDouble(&isNumber);
    if (!isNumber || !(seconds > 0) || seconds > longestSeconds)
        return refuse({Error::Kind::Invalid, QStringLiteral("--seconds: up to a day"), {}});
    SniffRun run(*settings, int(seconds * 1000));
    const auto stopping = onStopSignal([&run] { run.stop(); });
    run.start();
    return QCoreApplication::exec();
}

} // namespace pd::ctl
