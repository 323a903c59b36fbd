// SPDX-License-Identifier: GPL-3.0-or-later
// The window's thread stays free while eight lines are polled at once at 115200 bit/s, with the frame log on,
// a person's click on each, and the statistics asked for ten times a second, as the page does.
#include "models/basics/whenfinished.h"
#include "serial/line/meterlineservice.h"
#include "tests/serial/eightlines.h"

#include <QTest>

using namespace pd;
using namespace pd::serial;
using namespace pd::test;

namespace {

const QString energy = QStringLiteral("energy.forward.total");

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

void ResponsivenessTest::watchSeesAGap()
{
    QVERIFY(gapWatchSeesAGap());
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
        plan.meters.append({{MeterProtocol::Dlt645_2007, eightLinesAddress(meter)}, {}, {energy}});
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
    const qint64 least = leastGapNs([this] { return longestGapNs(); });
    QVERIFY2(least <= mostGapNs, qPrintable(QString::number(least)));
}

QTEST_GUILESS_MAIN(ResponsivenessTest)
#include "responsivenesstest.moc"
