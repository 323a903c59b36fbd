// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

class QCPGraph;
class QCustomPlot;

namespace pd::ui {

class Theme;

// Power (left) and register (right) of the meter over the last half hour of reading, in real time.
class MeterTrend : public QWidget
{
    Q_OBJECT

public:
    explicit MeterTrend(const Theme &theme, QWidget *parent = nullptr);
    void addPower(qint64 steadyNs, double kilowatts);
    void addRegister(qint64 steadyNs, double kilowattHours);
    void clear();
    int points() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    class AgoTicker;

    void add(QCPGraph *graph, qint64 steadyNs, double value);
    void setPowerRange(double least, double most);
    void colour();
    void retranslate();

    const Theme &m_theme;
    QCustomPlot *m_plot;
    QCPGraph *m_power;
    QCPGraph *m_register;
    std::shared_ptr<double> m_newest; // seconds of the steady clock
};

} // namespace pd::ui
