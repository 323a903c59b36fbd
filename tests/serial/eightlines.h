// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Eight lines with four virtual meters each, and a watch on the event loop.
//
// The watch looks at the clock every 5 ms. What counts is the time between two looks without the time in
// which this thread was ready to run but had no processor (second field of its schedstat): that is the
// machine's doing, other tests', not ours. Time in which it worked, painted, or slept on a lock counts in
// full.
#include "tests/serial/virtualline.h"

#include <QFile>
#include <QThread>
#include <QTimer>

#include <limits>
#include <memory>
#include <vector>

namespace pd::test {

inline constexpr int lineCount = 8;
inline constexpr int metersPerLine = 4;
inline constexpr qint64 nsPerMs = 1'000'000;
inline constexpr qint64 mostGapNs = 50 * nsPerMs;

inline QString eightLinesAddress(int n)
{
    return QStringLiteral("%1").arg(n + 1, 12, 10, QLatin1Char('0'));
}

inline LineSettings fastLine()
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
                auto line = std::make_unique<VirtualLine>(fastLine(), serial::PtyLine::Pacing::On);
                line->source.values = {{0x00010000, QStringLiteral("8125.78")},
                                       {0x02030000, QStringLiteral("7.0370")},
                                       {0x02010100, QStringLiteral("221.3")},
                                       {0x02020100, QStringLiteral("31.800")}};
                for (int meter = 0; meter < metersPerLine; ++meter)
                    line->opened
                        = line->opened && line->slave.addMeter(eightLinesAddress(meter), line->source);
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
    QString path(int line) const { return settings(line).path; }
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
    std::vector<std::unique_ptr<VirtualLine>> m_lines;
};

// Time in which the calling thread was ready to run and did not; 0 where the kernel does not tell, so that
// nothing is excused.
inline qint64 waitedForProcessorNs()
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

// The measure itself: a gap that the thread makes must be seen.
inline bool gapWatchSeesAGap()
{
    GapWatch watch;
    if (!runUntil([&] { return watch.looks > 5; }))
        return false;
    const SystemSteadyClock clock;
    const qint64 until = clock.nowNs() + 80 * nsPerMs;
    const qint64 waited = waitedForProcessorNs();
    while (clock.nowNs() - (waitedForProcessorNs() - waited) < until) { }
    const int looks = watch.looks;
    return runUntil([&] { return watch.looks > looks; }) && watch.longestNs >= 75 * nsPerMs;
}

// The best of three tries: a gap that the program makes by itself shows in every one.
inline qint64 leastGapNs(const std::function<qint64()> &longestGapNs)
{
    qint64 least = std::numeric_limits<qint64>::max();
    for (int attempt = 0; attempt < 3 && least > mostGapNs; ++attempt)
        least = qMin(least, longestGapNs());
    return least;
}

} // namespace pd::test
