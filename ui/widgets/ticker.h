// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace pd::ui {

// The one second hand of the window: every age and every clock on the screen is repainted on tick(), once a
// real second. GUI thread; owner: the composition root.
class Ticker : public QObject
{
    Q_OBJECT

public:
    explicit Ticker(const Clock &clock, QObject *parent = nullptr);
    const Clock &clock() const { return m_clock; }
    // Real seconds since a business moment, never negative; nothing where the moment is not known. An
    // accelerated clock is reckoned back, since whoever looks lives in real time.
    std::optional<qint64> ageSeconds(const QDateTime &moment) const;

Q_SIGNALS:
    void tick();

private:
    const Clock &m_clock;
    QTimer m_timer;
};

} // namespace pd::ui
