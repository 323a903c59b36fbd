// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/basics/whenfinished.h"
#include "models/gateways/meterline.h"

#include <QHash>
#include <QSet>

#include <memory>

namespace pd {

// Lines without wires: answers at once, or only when told to; with named faults.
class FakeLines : public MeterLines
{
    Q_OBJECT

public:
    explicit FakeLines(const SteadyClock &steady)
        : m_steady(steady)
    {
    }

    QStringList paths{QStringLiteral("/dev/ttyUSB0")};
    bool holdAnswers = false; // until release()
    std::optional<Error> openFails;
    std::optional<Error> readFails;
    std::optional<Error> findFails;
    QSet<QString> refusedItems;
    QString registerValue = QStringLiteral("8125.78");
    QString clockValue; // empty: the meter has no clock
    int reads = 0;
    int waiting = 0;
    int mostWaiting = 0;
    QList<QStringList> asked;
    QList<MeterAddress> askedOf;
    QList<LineSettings> opened;
    QHash<QString, PollPlan> plans; // those that run, by path
    QHash<QString, PollStatistics> statisticsOf;

    QList<MeterProfile> known; // of Modbus meters
    SearchReport searchReport; // what a search finds at once
    bool holdSearch = false; // until it is cancelled
    CheckReport checkReport;
    QList<CheckOrder> checks;
    QList<PolledMeter> askedFor;

    // The steady clock's zero, so that times in files can be foretold.
    QDateTime began{QDate(2026, 3, 16), QTime(18, 40, 0, 137)};

    QStringList devices() const override { return paths; }
    QDateTime timeAt(qint64 steadyNs) override { return began.addMSecs(steadyNs / 1'000'000); }
    QFuture<Done> listen(const QString &) override
    {
        m_listening = std::make_shared<QPromise<Done>>();
        m_listening->start();
        return m_listening->future();
    }
    bool isListenedTo() const { return m_listening && !m_listening->isCanceled(); }
    QList<MeterProfile> profiles() const override { return known; }
    QFuture<Result<QList<Reading>>> readMeter(const QString &path, const PolledMeter &wanted) override
    {
        askedFor.append(wanted);
        return read(path, wanted.meter, wanted.items);
    }
    QFuture<Result<SearchReport>> search(const QString &path, const SearchScope &) override
    {
        for (const FoundMeter &meter : searchReport.meters)
            Q_EMIT meterFound(path, meter);
        if (!holdSearch)
            return readyFuture<Result<SearchReport>>(searchReport);
        m_searching = std::make_shared<QPromise<Result<SearchReport>>>();
        m_searching->start();
        return m_searching->future();
    }
    bool isSearchCancelled() const { return m_searching && m_searching->isCanceled(); }
    QFuture<Result<CheckReport>> check(const QString &, const CheckOrder &order) override
    {
        checks.append(order);
        return readyFuture<Result<CheckReport>>(checkReport);
    }
    QFuture<Done> open(const LineSettings &settings) override
    {
        opened.append(settings);
        if (openFails)
            return readyFuture<Done>(tl::unexpected(*openFails));
        m_open.insert(settings.path);
        return readyFuture<Done>(Done());
    }
    void close(const QString &path) override { m_open.remove(path); }
    bool isOpen(const QString &path) const override { return m_open.contains(path); }
    QFuture<Result<QList<Reading>>> read(const QString &path, const MeterAddress &meter,
                                         const QStringList &items) override
    {
        ++reads;
        asked.append(items);
        askedOf.append(meter);
        log(path, FrameLogEntry::Direction::Sent, "FEFEFEFE68", QStringLiteral("read data"));
        Answer answer = [this, items] { return answerTo(items); };
        return promise(std::move(answer));
    }
    Done startPolling(const QString &path, const PollPlan &plan) override
    {
        if (!isOpen(path))
            return failure(Error::Kind::Offline, path, QStringLiteral("line_closed"));
        plans.insert(path, plan);
        PollStatistics statistics;
        for (const PolledMeter &polledMeter : plan.meters) {
            statistics.meters.append(MeterStatistics());
            statistics.meters.last().meter = polledMeter.meter;
        }
        statisticsOf.insert(path, statistics);
        return {};
    }
    void stopPolling(const QString &path) override
    {
        plans.remove(path);
        statisticsOf.remove(path);
    }
    std::optional<PollStatistics> pollStatistics(const QString &path) const override
    {
        const auto it = statisticsOf.constFind(path);
        return it == statisticsOf.cend() ? std::nullopt : std::optional(*it);
    }
    // A visit of the plan that brought what reading brings.
    void visit(const QString &path, const MeterAddress &meter, const QStringList &items)
    {
        const Result<QList<Reading>> readings = answerTo(items);
        if (readings)
            Q_EMIT polled(path, meter, *readings);
        else
            Q_EMIT pollFailed(path, meter, readings.error());
    }
    QFuture<Result<MeterAddress>> find(const QString &) override
    {
        if (findFails)
            return readyFuture<Result<MeterAddress>>(tl::unexpected(*findFails));
        m_finding = std::make_shared<QPromise<Result<MeterAddress>>>();
        m_finding->start();
        auto future = m_finding->future();
        if (!holdAnswers)
            answerFind();
        return future;
    }
    void answerFind()
    {
        m_finding->addResult(MeterAddress{MeterProtocol::Dlt645_2007, QStringLiteral("330108000103")});
        m_finding->finish();
    }
    // Lets the oldest held answer go.
    void release()
    {
        if (m_held.isEmpty())
            return;
        const auto [promise, answer] = m_held.takeFirst();
        --waiting;
        promise->addResult(answer());
        promise->finish();
    }
    void lose(const QString &path)
    {
        m_open.remove(path);
        Q_EMIT lineLost(path, {Error::Kind::Offline, QStringLiteral("gone"), QStringLiteral("line_lost")});
    }
    void giveBack(const QString &path)
    {
        m_open.insert(path);
        Q_EMIT lineReturned(path, path);
    }
    void log(const QString &path, FrameLogEntry::Direction direction, const QByteArray &hex,
             const QString &text, bool valid = true)
    {
        FrameLogEntry entry;
        entry.direction = direction;
        entry.wallTime = QStringLiteral("18:40:02.137");
        entry.bytes = QByteArray::fromHex(hex);
        entry.text = text;
        entry.valid = valid;
        Q_EMIT frameLogged(path, entry);
    }

private:
    using Answer = std::function<Result<QList<Reading>>()>;
    using Promise = QPromise<Result<QList<Reading>>>;

    QFuture<Result<QList<Reading>>> promise(Answer answer)
    {
        auto made = std::make_shared<Promise>();
        made->start();
        auto future = made->future();
        ++waiting;
        mostWaiting = qMax(mostWaiting, waiting);
        m_held.append({made, std::move(answer)});
        if (!holdAnswers)
            release();
        return future;
    }
    Result<QList<Reading>> answerTo(const QStringList &items) const
    {
        if (readFails)
            return tl::unexpected(*readFails);
        QList<Reading> readings;
        for (const QString &item : items) {
            if (refusedItems.contains(item))
                return failure(Error::Kind::Rejected, QStringLiteral("no such data"),
                               QStringLiteral("no_data"));
            readings.append(readingOf(item));
        }
        return readings;
    }
    Reading readingOf(const QString &item) const
    {
        Reading reading;
        reading.quantity = item;
        reading.steadyNs = m_steady.nowNs();
        if (item == QLatin1String("energy.forward.total")) {
            reading.value = registerValue;
            reading.unit = QStringLiteral("kWh");
            reading.item = QStringLiteral("00010000");
            reading.raw = QByteArray::fromHex("78258100");
            reading.factor = QStringLiteral("0.01");
        } else if (item == QLatin1String("power.active.total")) {
            reading.value = QStringLiteral("7.0370");
            reading.unit = QStringLiteral("kW");
        } else if (item == QLatin1String("voltage.a")) {
            reading.value = QStringLiteral("221.3");
            reading.unit = QStringLiteral("V");
        } else if (item == QLatin1String("clock")) {
            reading.value = clockValue;
            reading.quality = clockValue.isEmpty() ? Reading::Quality::Absent : Reading::Quality::Good;
        } else {
            reading.value = QStringLiteral("1.000");
        }
        return reading;
    }

    const SteadyClock &m_steady;
    QSet<QString> m_open;
    QList<std::pair<std::shared_ptr<Promise>, Answer>> m_held;
    std::shared_ptr<QPromise<Result<MeterAddress>>> m_finding;
    std::shared_ptr<QPromise<Result<SearchReport>>> m_searching;
    std::shared_ptr<QPromise<Done>> m_listening;
};

} // namespace pd
