// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"

#include <QTimer>

namespace pd {

// Fires once when business time has reached a moment, however the clock is set or accelerated meanwhile.
class BusinessTimer : public QObject
{
    Q_OBJECT

public:
    explicit BusinessTimer(const Clock &clock, QObject *parent = nullptr);
    void startAt(const QDateTime &moment);
    void stop();
    bool isActive() const { return m_moment.isValid(); }
    QDateTime moment() const { return m_moment; }

Q_SIGNALS:
    void timeout();

private:
    void arm();
    void check();

    const Clock &m_clock;
    QTimer m_timer;
    QDateTime m_moment;
};

} // namespace pd
