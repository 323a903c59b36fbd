// SPDX-License-Identifier: GPL-3.0-or-later
// The window's thread stays free while eight lines are polled at once at 115200 bit/s, with the frame log on,
// a person's click on each, and the statistics asked for ten times a second, as the page does.
//
// A timer in the event loop looks at the clock every 5 ms. What counts is the time between two looks without
// the time in which this thread was ready to run but had no processor (second field of its schedstat): that
// is the machine's doing, other tests', not ours. Time in which it worked, or slept on a lock that somebody
// else held, counts in full. On a loaded machine the holder of a lock may itself be without a processor; a
// gap that the program makes by itself shows in every try, so that one clean try of three is the proof.
#include "models/basics/whenfinished.h"
#include "serial/line/meterlineservice.h"
#include "tests/serial/virtualline.h"

#include <QFile>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace pd;
using namespace pd::serial;
using pd::test::runUntil;

namespace {

constexpr int lineCount = 8;
constexpr int metersPerLine = 4;
constexpr qint64 nsPerMs = 1'000'000;
const QString energy = QStringLiteral("energy.forward.total");

QString address(int n)
{
    return QStringLiteral("%1").arg(n + 1, 12, 10, QLatin1Char('0'));
}

LineSettings fast()
{
    LineSettings settings;
    settings.baud = 115200;
    return settings;
}

// All virtual meters, on a thread of their own.
class FarEnds
{
public:
    FarEnds()
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        call([this] {
            for (int n = 0; n < lineCount; ++n) {
                auto line = std::make_unique<test::VirtualLine>(fast(), PtyLine::Pacing::On);
                line->source.values = {{0x00010000, QStringLiteral("8125.78")}};
                for (int meter = 0; meter < metersPerLine; ++meter)
                    line->opened = line->opened && line->slave.addMeter(address(meter), line->source);
                isOpen = isOpen && line->opened;
                m_lines.push_back(std::move(line));
            }
        });
    }
    ~FarEnds()
    {
        call([this] { m_lines.clear(); });
        m_thread.quit();
        m_thread.wait();
    }
    const LineSettings &settings(int line) const { return m_lines[size_t(line)]->settings; }

    bool isOpen = true;

private:
    template <typename Call>
    void call(Call &&work)
    {
        QMetaObject::invokeMethod(&m_context, std::forward<Call>(work), Qt::BlockingQueuedConnection);
    }

    QThread m_thread;
    QObject m_context;
    std::vector<std::unique_ptr<test::VirtualLine>> m_lines;
};

// Time in which the calling thread was ready to run and did not; 0 where the kernel does not tell, so that
// nothing is excused.
qint64 waitedForProcessorNs()
{
    QFile file(QStringLiteral("/proc/thread-self/schedstat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong();
}

// The longest gap of the event loop.
class GapWatch : public QObject
{
public:
    GapWatch()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.start(5);
        connect(&m_timer, &QTimer::timeout, this, &GapWatch::look);
        look();
        longestNs = 0;
    }
    void look()
    {
        const qint64 now = m_clock.nowNs();
        const qint64 waited = waitedForProcessorNs();
        longestNs = qMax(longestNs, (now - m_lookedNs) - (waited - m_waitedNs));
        longestWithWaitingNs = qMax(longestWithWaitingNs, m_lookedNs > 0 ? now - m_lookedNs : 0);
        m_lookedNs = now;
        m_waitedNs = waited;
        ++looks;
    }

    qint64 longestNs = 0;
    qint64 longestWithWaitingNs = 0;
    int looks = 0;

private:
    SystemSteadyClock m_clock;
    QTimer m_timer;
    qint64 m_lookedNs = 0;
    qint64 m_waitedNs = 0;
};

} // namespace

class ResponsivenessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void watchSeesAGap();
    void eightLines();

private:
    qint64 longestGapNs();
};

// The measure itself: a gap that the thread makes must be seen.
void ResponsivenessTest::watchSeesAGap()
{
    GapWatch watch;
    QVERIFY(runUntil([&] { return watch.looks > 5; }));
    const SystemSteadyClock clock;
    const qint64 until = clock.nowNs() + 80 * nsPerMs;
    const qint64 waited = waitedForProcessorNs();
    while (clock.nowNs() - (waitedForProcessorNs() - waited) < until) { }
    const int looks = watch.looks;
    QVERIFY(runUntil([&] { return watch.looks > looks; }));
    QVERIFY2(watch.longestNs >= 75 * nsPerMs, qPrintable(QString::number(watch.longestNs)));
}

qint64 ResponsivenessTest::longestGapNs()
{
    FarEnds far;
    const SystemClock clock;
    const SystemSteadyClock steady;
    GapWatch watch;
    MeterLineService service(clock, steady);
    int frames = 0;
    QHash<QString, int> visits;
    connect(&service, &MeterLines::frameLogged, this, [&] { ++frames; });
    connect(&service, &MeterLines::polled, this, [&](const QString &path) { ++visits[path]; });
    PollPlan plan;
    plan.periodMs = 0;
    for (int meter = 0; meter < metersPerLine; ++meter)
        plan.meters.append({{MeterProtocol::Dlt645_2007, address(meter)}, {}, {energy}});
    int started = 0;
    QList<QFuture<Result<QList<Reading>>>> clicks;
    for (int n = 0; n < lineCount; ++n) {
        const LineSettings settings = far.settings(n);
        whenFinished(service.open(settings), this, [&, path = settings.path](const Done &opened) {
            started += opened && service.startPolling(path, plan);
            clicks.append(service.read(path, plan.meters[0].meter, {energy}));
        });
    }
    QTimer asking;
    connect(&asking, &QTimer::timeout, this, [&] {
        for (int n = 0; n < lineCount; ++n)
            service.pollStatistics(far.settings(n).path);
    });
    asking.start(100);
    const bool isDone
        = far.isOpen && runUntil([&] {
              return visits.size() == lineCount
                  && std::all_of(visits.begin(), visits.end(), [](int count) { return count >= 150; });
          });
    for (int n = 0; n < lineCount; ++n)
        service.stopPolling(far.settings(n).path);
    const bool clicked = std::all_of(clicks.begin(), clicks.end(),
                                     [](const auto &click) { return click.isFinished() && click.result(); });
    qInfo("%d looks, %d log entries, longest gap %.1f ms, %.1f ms with waiting for a processor", watch.looks,
          frames, double(watch.longestNs) / 1e6, double(watch.longestWithWaitingNs) / 1e6);
    const bool worked = isDone && clicked && started == lineCount && frames > lineCount * 150;
    return worked ? watch.longestNs : std::numeric_limits<qint64>::max();
}

void ResponsivenessTest::eightLines()
{
    qint64 least = std::numeric_limits<qint64>::max();
    for (int attempt = 0; attempt < 3 && least > 50 * nsPerMs; ++attempt)
        least = qMin(least, longestGapNs());
    QVERIFY2(least <= 50 * nsPerMs, qPrintable(QString::number(least)));
}

QTEST_GUILESS_MAIN(ResponsivenessTest)
#include "responsivenesstest.moc"
