// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/meterpoller.h"

#include "models/basics/whenfinished.h"

namespace pd::ui {

MeterPoller::MeterPoller(MeterLines &lines, const SteadyClock &steady, QObject *parent)
    : QObject(parent)
    , m_lines(lines)
    , m_steady(steady)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &MeterPoller::beginRound);
}

void MeterPoller::setMeter(const QString &path, const PolledMeter &meter)
{
    if (path == m_path && meter == m_meter)
        return;
    ++m_listening;
    m_busy = false;
    m_batches.clear();
    m_path = path;
    m_meter = meter;
    m_refused.clear();
    m_counters = {};
    if (m_seconds > 0)
        m_next.start(0);
    Q_EMIT stateChanged();
}

void MeterPoller::readOnce()
{
    if (!m_busy)
        beginRound();
}

void MeterPoller::start(int seconds)
{
    m_seconds = qBound(1, seconds, 3600);
    if (!m_busy)
        beginRound();
    Q_EMIT stateChanged();
}

void MeterPoller::stop()
{
    m_seconds = 0;
    m_next.stop();
    Q_EMIT stateChanged();
}

void MeterPoller::forget()
{
    ++m_listening;
    m_busy = false;
    m_batches.clear();
    stop();
}

void MeterPoller::beginRound()
{
    QStringList wanted;
    for (const QString &item : m_meter.items) {
        if (!m_refused.contains(item))
            wanted.append(item);
    }
    if (wanted.isEmpty()) // everything was refused: ask anew, the meter may have been exchanged
        wanted = m_meter.items;
    m_batches = {wanted};
    m_gotAny = false;
    m_roundStartMs = m_steady.nowMs();
    m_busy = true;
    m_next.stop();
    Q_EMIT stateChanged();
    askNext();
}

void MeterPoller::askNext()
{
    const QStringList asked = m_batches.takeFirst();
    ++m_counters.requests;
    const int listening = m_listening;
    whenFinished(m_lines.readMeter(m_path, {m_meter.meter, m_meter.profile, asked}), this,
                 [this, asked, listening](const Result<QList<Reading>> &result) {
                     if (listening == m_listening)
                         take(asked, result);
                 });
}

void MeterPoller::count(const Result<QList<Reading>> &result)
{
    // A refusal is an answer, too.
    if (result || result.error().kind == Error::Kind::Rejected)
        ++m_counters.answers;
    else if (result.error().kind == Error::Kind::Timeout)
        ++m_counters.timeouts;
    else if (result.error().kind == Error::Kind::Protocol)
        ++m_counters.damaged;
}

void MeterPoller::take(const QStringList &asked, const Result<QList<Reading>> &result)
{
    count(result);
    if (result) {
        m_gotAny = true;
        Q_EMIT readingsArrived(*result);
    } else if (result.error().kind != Error::Kind::Rejected) {
        endRound(result.error());
        return;
    } else if (asked.size() > 1) {
        for (const QString &item : asked)
            m_batches.append(QStringList{item});
    } else {
        m_refused.insert(asked.first());
        Q_EMIT itemRefused(asked.first());
    }
    if (!m_batches.isEmpty()) {
        askNext();
        return;
    }
    endRound(m_gotAny || result ? std::nullopt : std::optional(result.error()));
}

void MeterPoller::endRound(const std::optional<Error> &error)
{
    m_busy = false;
    m_batches.clear();
    if (m_seconds > 0)
        m_next.start(int(qMax<qint64>(0, m_roundStartMs + qint64(m_seconds) * 1000 - m_steady.nowMs())));
    if (error)
        Q_EMIT failed(*error);
    Q_EMIT stateChanged();
}

} // namespace pd::ui
