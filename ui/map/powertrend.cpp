// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/powertrend.h"

#include "ui/theme/theme.h"
#include "ui/widgets/figures.h"

#include <QPainter>

namespace pd::ui {

namespace {

constexpr qsizetype mostSamples = 600;
constexpr qint64 gapMs = 240'000; // longer without a sample: the line is broken

} // namespace

void PowerHistory::note(const Pile &pile)
{
    for (const Port &port : pile.ports) {
        if (!port.reading.at.isValid() || !port.reading.powerMilliW)
            continue;
        QList<PowerSample> &samples = m_samples[port.id];
        if (!samples.isEmpty() && samples.last().at >= port.reading.at)
            continue;
        samples.append({port.reading.at, *port.reading.powerMilliW});
        const QDateTime oldest = port.reading.at.addSecs(qint64(-minutes) * 60);
        while (samples.size() > mostSamples || samples.first().at < oldest)
            samples.removeFirst();
    }
}

PowerTrend::PowerTrend(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("panelPowerTrend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PowerTrend::show(const QList<PowerSample> &samples, const QDateTime &now, qint64 maxMilliW)
{
    m_samples = samples;
    m_now = now;
    m_max = qMax<qint64>(maxMilliW, 1'000'000);
    for (const PowerSample &sample : samples)
        m_max = qMax(m_max, sample.milliW);
    setAccessibleName(tr("Power over the last %1 minutes").arg(PowerHistory::minutes));
    update();
}

QSize PowerTrend::sizeHint() const
{
    return {m_theme.grid(30), m_theme.grid(8)};
}

void PowerTrend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QString top = Figures::kilo(m_max, 1);
    const double right = width() - fontMetrics().horizontalAdvance(top) - m_theme.grid(1);
    const QRectF area(0.5, fontMetrics().height() / 2.0, right, height() - fontMetrics().height() / 2.0 - 2);
    painter.setPen(QPen(m_theme.color(ColorRole::Hairline), 1));
    for (const double share : {0.0, 0.5, 1.0})
        painter.drawLine(QPointF(area.left(), area.top() + area.height() * share),
                         QPointF(area.right(), area.top() + area.height() * share));
    painter.setPen(m_theme.color(ColorRole::TextMuted));
    painter.drawText(QRectF(right, 0, width() - right, fontMetrics().height()),
                     Qt::AlignRight | Qt::AlignVCenter, top);
    if (m_samples.isEmpty()) {
        painter.drawText(area, Qt::AlignCenter, tr("No power reported yet"));
        return;
    }
    const double span = PowerHistory::minutes * 60'000.0;
    const auto place = [&](const PowerSample &sample) {
        const double x = 1 - double(sample.at.msecsTo(m_now)) / span;
        return QPointF(area.left() + x * area.width(),
                       area.bottom() - double(sample.milliW) / double(m_max) * area.height());
    };
    painter.setClipRect(area.adjusted(-1, -2, 1, 2));
    painter.setPen(QPen(m_theme.color(ColorRole::Accent), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPolygonF line;
    for (qsizetype i = 0; i < m_samples.size(); ++i) {
        if (i > 0 && m_samples[i - 1].at.msecsTo(m_samples[i].at) > gapMs) {
            painter.drawPolyline(line);
            line.clear();
        }
        line.append(place(m_samples[i]));
    }
    if (line.size() == 1) { // one value is no line yet
        painter.setBrush(m_theme.color(ColorRole::Accent));
        painter.drawEllipse(line.first(), 2, 2);
        return;
    }
    painter.drawPolyline(line);
}

} // namespace pd::ui
