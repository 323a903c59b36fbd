// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/pile/pile.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QWidget>

#include <array>

namespace pd::console {

// Watches what three views of a window show of one port, and notes the instant of real time at which each
// shows that it charges: the map's pin, the row of the pile table, the live panel of the charge. GUI thread.
class ThreeViews : public QObject
{
    Q_OBJECT

public:
    static constexpr int greatestSpreadMs = 2000;

    ThreeViews(QWidget &window, const PortId &port, QObject *parent = nullptr);
    // Conflict where a view shows it already: then there is no change to be seen.
    Done start();
    bool isComplete() const;
    // Conflict where the first and the last are further apart than allowed; Timeout where one never came.
    Done judge() const;
    QString text() const; // "map 1.24 s, row 1.24 s, live panel 1.31 s after Start: 0.07 s apart"

private:
    enum View { Pin, Row, Panel, Views };

    bool shows(View view) const;
    void look();
    qint64 spreadMs() const;

    QWidget &m_window;
    PortId m_port;
    QTimer m_timer;
    QElapsedTimer m_since;
    std::array<qint64, Views> m_seenMs{-1, -1, -1};
};

} // namespace pd::console
