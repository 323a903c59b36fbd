// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/metertrend.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <optional>

namespace pd::ui {

namespace {

constexpr double shortest = 60; // seconds
constexpr double room = 0.03; // of an axis, beyond its last value
constexpr double around = 0.15; // of the values' range, above and below them

// What an axis shows at least, so that the last digit of a meter is no mountain.
double leastRange(const QString &unit)
{
    if (unit == QLatin1String("V"))
        return 2;
    if (unit == QLatin1String("Hz"))
        return 0.2;
    return unit.isEmpty() ? 0.1 : 0.04;
}

// Power and current are seen against zero; registers, voltage and frequency by how they move.
bool isFromZero(const QString &unit)
{
    static const QStringList units{QStringLiteral("kW"), QStringLiteral("A"), QStringLiteral("kvar"),
                                   QStringLiteral("kVA")};
    return units.contains(unit);
}

constexpr ColorRole curveColours[]
    = {ColorRole::Accent,   ColorRole::TextMuted,   ColorRole::PriorityHigh, ColorRole::StateCharging,
       ColorRole::BandPeak, ColorRole::PriorityLow, ColorRole::BandValley,   ColorRole::PriorityCritical};

} // namespace

// Labels the time axis by how long ago: "-5 min", "-30 s", "now".
class MeterTrend::AgoTicker : public QCPAxisTicker
{
public:
    explicit AgoTicker(std::shared_ptr<double> now)
        : m_now(std::move(now))
    {
        setTickCount(6);
    }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        const int ago = qRound(*m_now - tick);
        if (ago <= 0)
            return MeterTrend::tr("now");
        if (ago % 60 == 0)
            return MeterTrend::tr("−%1 min").arg(ago / 60);
        return ago < 120 ? MeterTrend::tr("−%1 s").arg(ago)
                         : MeterTrend::tr("−%1 min %2 s").arg(ago / 60).arg(ago % 60);
    }
    // Ticks stand at round times before now, not at round readings of the clock.
    QVector<double> createTickVector(double step, const QCPRange &range) override
    {
        QVector<double> ticks;
        for (double tick = *m_now; tick >= range.lower; tick -= step)
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
    std::shared_ptr<double> m_now;
};

MeterTrend::MeterTrend(const SteadyClock &steady, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_steady(steady)
    , m_theme(theme)
    , m_plot(new QCustomPlot(this))
    , m_now(std::make_shared<double>(0))
{
    setObjectName(QStringLiteral("meterTrend"));
    auto *box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_plot);
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new AgoTicker(m_now)));
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->legend->setVisible(true);
    // Above the curves, where it covers none of them.
    m_plot->plotLayout()->insertRow(0);
    m_plot->plotLayout()->addElement(0, 0, m_plot->legend);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
    m_plot->legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    for (QCPAxis *axis : {m_plot->yAxis, m_plot->yAxis2})
        axis->setNumberFormat(QStringLiteral("f"));
    connect(&theme, &Theme::changed, this, &MeterTrend::colour);
    setCurves({});
}

void MeterTrend::setCurves(const QList<TrendCurve> &curves)
{
    m_plot->clearGraphs();
    m_drawn.clear();
    QStringList units;
    for (const TrendCurve &curve : curves) {
        if (!units.contains(curve.unit))
            units.append(curve.unit);
        const auto side = units.indexOf(curve.unit);
        if (side >= mostUnits)
            continue;
        const bool right = side > 0;
        m_drawn.append(
            {curve, m_plot->addGraph(m_plot->xAxis, right ? m_plot->yAxis2 : m_plot->yAxis), right});
    }
    m_plot->yAxis2->setVisible(units.size() > 1);
    name();
    colour();
    clear();
}

QStringList MeterTrend::axisTexts() const
{
    QStringList texts{QString(), QString()};
    for (const Drawn &drawn : m_drawn) {
        QString &text = texts[drawn.isRight ? 1 : 0];
        // Several quantities of one unit: the unit alone says what they have in common.
        if (text.isEmpty() || text == drawn.curve.axis)
            text = drawn.curve.axis;
        else
            text = drawn.curve.unit;
    }
    return texts;
}

void MeterTrend::name()
{
    QStringList names;
    for (const Drawn &drawn : m_drawn) {
        drawn.graph->setName(drawn.curve.name);
        names.append(drawn.curve.name);
    }
    const QStringList axes = axisTexts();
    m_plot->yAxis->setLabel(axes.first());
    m_plot->yAxis2->setLabel(axes.last());
    setAccessibleName(names.isEmpty() ? tr("Trend")
                                      : tr("Trend: %1").arg(names.join(tr(", ", "between curves"))));
    m_plot->setAccessibleName(accessibleName());
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
    for (const Drawn &drawn : m_drawn) {
        const QColor tone = m_theme.color(curveColours[size_t(drawn.curve.colour) % std::size(curveColours)]);
        // What belongs to the right axis differs by its strokes too, not by colour alone.
        drawn.graph->setPen(QPen(tone, 1.8, drawn.isRight ? Qt::DashLine : Qt::SolidLine));
        drawn.graph->setLineStyle(isFromZero(drawn.curve.unit) ? QCPGraph::lsStepLeft : QCPGraph::lsLine);
    }
    m_plot->legend->setBrush(m_theme.color(ColorRole::Surface));
    m_plot->legend->setBorderPen(Qt::NoPen);
    m_plot->legend->setTextColor(ink);
    m_plot->legend->setFont(font());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void MeterTrend::add(const QString &key, qint64 steadyNs, double value)
{
    for (const Drawn &drawn : m_drawn) {
        if (drawn.curve.key == key)
            drawn.graph->addData(double(steadyNs) / 1e9, value);
    }
}

void MeterTrend::draw()
{
    *m_now = double(m_steady.nowNs()) / 1e9;
    double oldest = *m_now;
    for (const Drawn &drawn : m_drawn) {
        drawn.graph->data()->removeBefore(*m_now - double(keptSeconds));
        bool found = false;
        const QCPRange keys = drawn.graph->getKeyRange(found);
        if (found)
            oldest = std::min(oldest, keys.lower);
        // One value is no line yet.
        drawn.graph->setScatterStyle(
            drawn.graph->dataCount() == 1 ? QCPScatterStyle(QCPScatterStyle::ssDisc, 6) : QCPScatterStyle());
    }
    // A little room on the right: there a single value stands as a dot.
    const double from = std::min(oldest, *m_now - shortest);
    m_plot->xAxis->setRange(from, *m_now + (*m_now - from) * room);
    fitAxis(m_plot->yAxis, false);
    fitAxis(m_plot->yAxis2, true);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

// A little below zero, where else a line at 0 kW would lie on the axis.
void MeterTrend::fitAxis(QCPAxis *axis, bool right)
{
    std::optional<QCPRange> all;
    QString unit;
    for (const Drawn &drawn : m_drawn) {
        if (drawn.isRight != right)
            continue;
        unit = drawn.curve.unit;
        bool found = false;
        const QCPRange values = drawn.graph->getValueRange(found);
        if (!found)
            continue;
        all = all ? QCPRange(std::min(all->lower, values.lower), std::max(all->upper, values.upper)) : values;
    }
    double lower = 0;
    double upper = isFromZero(unit) ? 7 : 1;
    if (all && isFromZero(unit)) {
        upper = std::max(1.0, all->upper * (1 + around));
        lower = std::min(0.0, all->lower * (1 + around));
    } else if (all) {
        const double beyond = std::max(leastRange(unit) / 2, all->size() * around);
        lower = all->lower - beyond;
        upper = all->upper + beyond;
    }
    axis->setRange(isFromZero(unit) ? lower - (upper - lower) * room : lower, upper);
    const double span = upper - lower;
    axis->setNumberPrecision(span >= 5 ? 0 : span >= 0.5 ? 1 : 2);
}

QStringList MeterTrend::timeTexts() const
{
    return m_plot->xAxis->tickVectorLabels();
}

void MeterTrend::clear()
{
    for (const Drawn &drawn : m_drawn)
        drawn.graph->data()->clear();
    draw();
    m_plot->xAxis->setRange(-shortest, shortest * room);
}

int MeterTrend::points() const
{
    int points = 0;
    for (const Drawn &drawn : m_drawn)
        points += drawn.graph->dataCount();
    return points;
}

void MeterTrend::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        colour();
    QWidget::changeEvent(event);
}

} // namespace pd::ui
