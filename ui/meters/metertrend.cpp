// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/metertrend.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <cmath>

namespace pd::ui {

namespace {

constexpr double keptSeconds = 30 * 60; // seconds
constexpr double shortest = 60;
constexpr double room = 0.03; // of an axis, beyond its last value

} // namespace

// Labels the time axis by how long ago: "-5 min", "-30 s", "now".
class MeterTrend::AgoTicker : public QCPAxisTicker
{
public:
    explicit AgoTicker(std::shared_ptr<double> newest)
        : m_newest(std::move(newest))
    {
        setTickCount(6);
    }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        const int ago = qRound(*m_newest - tick);
        if (ago <= 0)
            return MeterTrend::tr("now");
        if (ago % 60 == 0)
            return MeterTrend::tr("−%1 min").arg(ago / 60);
        return ago < 120 ? MeterTrend::tr("−%1 s").arg(ago)
                         : MeterTrend::tr("−%1 min %2 s").arg(ago / 60).arg(ago % 60);
    }
    // Ticks stand at round times before the newest value, not at round readings of the clock.
    QVector<double> createTickVector(double step, const QCPRange &range) override
    {
        QVector<double> ticks;
        for (double tick = *m_newest; tick >= range.lower; tick -= step)
            ticks.prepend(tick);
        return ticks;
    }
    double getTickStep(const QCPRange &range) override
    {
        for (const double step : {10.0, 15.0, 30.0, 60.0, 120.0, 300.0}) {
            if (range.size() / step <= 5)
                return step;
        }
        return 600;
    }
    int getSubTickCount(double) override { return 0; }

private:
    std::shared_ptr<double> m_newest;
};

MeterTrend::MeterTrend(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_plot(new QCustomPlot(this))
    , m_newest(std::make_shared<double>(0))
{
    setObjectName(QStringLiteral("meterTrend"));
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_plot);
    m_power = m_plot->addGraph(m_plot->xAxis, m_plot->yAxis);
    m_register = m_plot->addGraph(m_plot->xAxis, m_plot->yAxis2);
    m_plot->yAxis2->setVisible(true);
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new AgoTicker(m_newest)));
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->legend->setVisible(true);
    // Above the curves, where it covers none of them.
    m_plot->plotLayout()->insertRow(0);
    m_plot->plotLayout()->addElement(0, 0, m_plot->legend);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
    m_plot->yAxis2->setNumberFormat(QStringLiteral("f"));
    m_plot->yAxis2->setNumberPrecision(2);
    m_plot->legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    connect(&theme, &Theme::changed, this, &MeterTrend::colour);
    clear();
    retranslate();
    colour();
}

void MeterTrend::retranslate()
{
    m_power->setName(tr("Power"));
    m_register->setName(tr("Register"));
    m_plot->yAxis->setLabel(tr("Power, kW"));
    m_plot->yAxis2->setLabel(tr("Register, kWh"));
    setAccessibleName(tr("Trend of power and register"));
    m_plot->setAccessibleName(accessibleName());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void MeterTrend::colour()
{
    const QColor ink = m_theme.color(ColorRole::TextMuted);
    const QColor hairline = m_theme.color(ColorRole::Hairline);
    m_plot->setBackground(m_theme.color(ColorRole::Surface));
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis, m_plot->yAxis2}) {
        axis->setBasePen(QPen(hairline, 1));
        axis->setTickPen(QPen(hairline, 1));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(ink);
        axis->setLabelColor(ink);
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(hairline, 1));
        axis->grid()->setZeroLinePen(QPen(hairline, 1));
    }
    m_plot->yAxis2->grid()->setVisible(false);
    m_power->setPen(QPen(m_theme.color(ColorRole::Accent), 1.8));
    m_power->setLineStyle(QCPGraph::lsStepLeft);
    // The second curve differs by its strokes too, not by colour alone.
    m_register->setPen(QPen(m_theme.color(ColorRole::TextMuted), 1.6, Qt::DashLine));
    m_plot->legend->setBrush(m_theme.color(ColorRole::Surface));
    m_plot->legend->setBorderPen(Qt::NoPen);
    m_plot->legend->setTextColor(ink);
    m_plot->legend->setFont(font());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void MeterTrend::addPower(qint64 steadyNs, double kilowatts)
{
    add(m_power, steadyNs, kilowatts);
}

void MeterTrend::addRegister(qint64 steadyNs, double kilowattHours)
{
    add(m_register, steadyNs, kilowattHours);
}

void MeterTrend::add(QCPGraph *graph, qint64 steadyNs, double value)
{
    const double now = double(steadyNs) / 1e9;
    graph->addData(now, value);
    *m_newest = std::max(*m_newest, now);
    for (QCPGraph *each : {m_power, m_register})
        each->data()->removeBefore(*m_newest - keptSeconds);
    bool found = false;
    double oldest = *m_newest;
    for (QCPGraph *each : {m_power, m_register}) {
        const QCPRange keys = each->getKeyRange(found);
        if (found)
            oldest = std::min(oldest, keys.lower);
    }
    // A little room on the right: there a single value stands as a dot.
    const double from = std::min(oldest, *m_newest - shortest);
    m_plot->xAxis->setRange(from, *m_newest + (*m_newest - from) * room);
    const QCPRange power = m_power->getValueRange(found);
    if (found)
        setPowerRange(power.lower, power.upper);
    const QCPRange energy = m_register->getValueRange(found);
    if (found) {
        const double around = std::max(0.02, energy.size() * 0.15);
        m_plot->yAxis2->setRange(energy.lower - around, energy.upper + around);
    }
    // One value is no line yet.
    for (QCPGraph *each : {m_power, m_register})
        each->setScatterStyle(each->dataCount() == 1 ? QCPScatterStyle(QCPScatterStyle::ssDisc, 6)
                                                     : QCPScatterStyle());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

// A little below zero, where else a line at 0 kW would lie on the axis.
void MeterTrend::setPowerRange(double least, double most)
{
    const double upper = std::max(1.0, most * 1.15);
    const double lower = std::min(0.0, least * 1.1);
    m_plot->yAxis->setRange(lower - (upper - lower) * room, upper);
}

void MeterTrend::clear()
{
    m_power->data()->clear();
    m_register->data()->clear();
    *m_newest = 0;
    m_plot->xAxis->setRange(-shortest, shortest * room);
    setPowerRange(0, 7);
    m_plot->yAxis2->setRange(0, 1);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

int MeterTrend::points() const
{
    return m_power->dataCount() + m_register->dataCount();
}

void MeterTrend::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange)
        colour();
    QWidget::changeEvent(event);
}

} // namespace pd::ui
