// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

class QCPAxis;
class QCPGraph;
class QCustomPlot;

namespace pd::ui {

// What one curve of the trend is.
struct TrendCurve
{
    QString key; // by which values are added
    QString name; // in the legend, in the user's language
    QString unit; // curves of one unit share an axis; empty: a figure without one
    QString axis; // what the axis says: "Power, kW"
    int colour = 0; // the same number is the same colour
};

// Curves over the last half hour of reading, in real time. One axis a unit, the first on the left, the second
// on the right; curves of a third unit are not drawn.
class MeterTrend : public QWidget
{
    Q_OBJECT

public:
    static constexpr int mostUnits = 2;
    static constexpr qint64 keptSeconds = 30 * 60;

    MeterTrend(const SteadyClock &steady, const Theme &theme, QWidget *parent = nullptr);
    // Forgets all values.
    void setCurves(const QList<TrendCurve> &curves);
    void add(const QString &key, qint64 steadyNs, double value); // ignored for an unknown key
    void draw(); // as it is now; to be called once after several values, and as time goes by
    void clear(); // the values, not the curves
    int points() const;
    QStringList timeTexts() const; // of the time axis, the oldest first
    QStringList axisTexts() const; // left, right; what is drawn against nothing is empty

protected:
    void changeEvent(QEvent *event) override;

private:
    class AgoTicker;
    struct Drawn
    {
        TrendCurve curve;
        QCPGraph *graph = nullptr;
        bool isRight = false;
    };

    void fitAxis(QCPAxis *axis, bool right);
    void colour();
    void name();

    const SteadyClock &m_steady;
    const Theme &m_theme;
    QCustomPlot *m_plot;
    QList<Drawn> m_drawn;
    std::shared_ptr<double> m_now; // when it was drawn: seconds of the steady clock
};

} // namespace pd::ui
