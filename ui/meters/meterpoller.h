// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"

#include <QSet>
#include <QTimer>

namespace pd::ui {

// Reads one meter, once or again and again. Never more than one request is under way: a slow line makes the
// rounds longer, it does not pile them up. An item that the meter refuses is found by asking for each alone,
// and is not asked for again. GUI thread; the page owns it.
class MeterPoller : public QObject
{
    Q_OBJECT

public:
    struct Counters
    {
        int requests = 0;
        int answers = 0;
        int timeouts = 0;
        int damaged = 0;
    };

    MeterPoller(MeterLines &lines, const SteadyClock &steady, QObject *parent = nullptr);

    // Another meter: what is still under way for the one before is no longer listened to.
    void setMeter(const QString &path, const PolledMeter &meter);
    void readOnce(); // nothing happens while a round is under way
    void start(int seconds); // 1..3600, from the start of a round to the start of the next
    void stop(); // no further round; the answer to the last request is still taken
    void forget(); // stop, and listen to nothing that is still under way
    bool isPolling() const { return m_seconds > 0; }
    bool isBusy() const { return m_busy; }
    const Counters &counters() const { return m_counters; }

Q_SIGNALS:
    void readingsArrived(const QList<pd::Reading> &readings);
    void itemRefused(const QString &item); // the meter does not offer it
    void failed(const pd::Error &error); // the round ended without an answer
    void stateChanged(); // busy, polling or counters

private:
    void beginRound();
    void askNext();
    void take(const QStringList &asked, const Result<QList<Reading>> &result);
    void endRound(const std::optional<Error> &error);
    void count(const Result<QList<Reading>> &result);

    MeterLines &m_lines;
    const SteadyClock &m_steady;
    QString m_path;
    PolledMeter m_meter;
    QSet<QString> m_refused;
    QList<QStringList> m_batches; // still to be asked in this round
    bool m_gotAny = false;
    Counters m_counters;
    QTimer m_next;
    qint64 m_roundStartMs = 0;
    int m_seconds = 0; // 0: not polling
    int m_listening = 0; // answers to requests of another number are not listened to
    bool m_busy = false;
};

} // namespace pd::ui
