// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/businesstimer.h"

namespace pd {

namespace {
constexpr qint64 longestWaitMs = 3'600'000;
}

BusinessTimer::BusinessTimer(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &BusinessTimer::check);
    connect(&clock, &Clock::changed, this, [this] {
        if (isActive())
            arm();
    });
}

void BusinessTimer::startAt(const QDateTime &moment)
{
    m_moment = moment;
    arm();
}

void BusinessTimer::stop()
{
    m_moment = QDateTime();
    m_timer.stop();
}

void BusinessTimer::arm()
{
    const qint64 wait = m_clock.realMsUntil(m_moment);
    if (wait < 0)
        m_timer.stop();
    else
        m_timer.start(int(qMin(wait, longestWaitMs)));
}

void BusinessTimer::check()
{
    if (m_clock.now() < m_moment) {
        arm();
        return;
    }
    m_moment = QDateTime();
    Q_EMIT timeout();
}

} // namespace pd
