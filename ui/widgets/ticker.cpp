// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ticker.h"

namespace pd::ui {

Ticker::Ticker(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setInterval(1000);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Ticker::tick);
    connect(&clock, &Clock::changed, this, &Ticker::tick);
    m_timer.start();
}

std::optional<qint64> Ticker::ageSeconds(const QDateTime &moment) const
{
    if (!moment.isValid())
        return std::nullopt;
    const double rate = m_clock.rate() > 1.0 ? m_clock.rate() : 1.0;
    const qint64 business = moment.msecsTo(m_clock.now());
    return qMax<qint64>(0, qint64(double(business) / rate / 1000.0));
}

} // namespace pd::ui
