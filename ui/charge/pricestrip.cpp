// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/pricestrip.h"

#include "ui/widgets/figures.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QPainter>

namespace pd::ui {

PriceStrip::PriceStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("priceStrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PriceStrip::setPlan(const std::optional<PricePlan> &plan)
{
    if (plan == m_plan)
        return;
    m_plan = plan;
    describe();
    update();
}

void PriceStrip::setNow(const QDateTime &now)
{
    m_now = now;
    update();
}

void PriceStrip::setStretch(const QDateTime &from, const QDateTime &to)
{
    m_from = from;
    m_to = to;
    update();
}

QSize PriceStrip::sizeHint() const
{
    return {m_theme.grid(48), m_theme.grid(7.5)};
}

QRectF PriceStrip::bar() const
{
    return {0, double(m_theme.grid(1)), double(width()), double(m_theme.grid(3))};
}

qreal PriceStrip::xOf(const QDateTime &moment) const
{
    const QDateTime local = moment.toTimeZone(m_plan->timeZone);
    const QDate today = m_now.toTimeZone(m_plan->timeZone).date();
    const qint64 days = today.daysTo(local.date());
    const double share = (double(local.time().msecsSinceStartOfDay()) / 86'400'000.0) + double(days);
    return bar().width() * qBound(0.0, share, 1.0);
}

void PriceStrip::paintEvent(QPaintEvent *)
{
    if (!m_plan)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBands(painter);
    paintMarks(painter);
}

void PriceStrip::paintBands(QPainter &painter) const
{
    const qreal slot = bar().width() / PricePlan::slotCount;
    for (int from = 0; from < PricePlan::slotCount;) {
        int to = from;
        while (to < PricePlan::slotCount && m_plan->slotBands[size_t(to)] == m_plan->slotBands[size_t(from)])
            ++to;
        const Band band = m_plan->slotBands[size_t(from)];
        const QRectF area(from * slot, bar().top(), (to - from) * slot, bar().height());
        painter.fillRect(area.adjusted(0, 0, -1, 0), m_theme.color(Words::bandColor(band)));
        painter.setPen(Qt::white);
        const QString price
            = QStringLiteral("%1 %2").arg(Words::band(band), m_plan->priceOf(band).sum().text());
        const QString word
            = fontMetrics().horizontalAdvance(price) + 6 < area.width() ? price : Words::band(band);
        if (fontMetrics().horizontalAdvance(word) + 2 < area.width())
            painter.drawText(area, Qt::AlignCenter, word);
        from = to;
    }
    painter.setPen(m_theme.color(ColorRole::TextMuted));
    const QRectF below(0, bar().bottom() + m_theme.grid(0.75), bar().width(), m_theme.grid(2.5));
    for (int hour = 0; hour <= 24; hour += 4) {
        const qreal x = bar().width() * hour / 24;
        const Qt::Alignment side = hour == 0 ? Qt::AlignLeft : hour == 24 ? Qt::AlignRight : Qt::AlignHCenter;
        const qreal left = hour == 0 ? x : hour == 24 ? x - 40 : x - 20;
        painter.drawText(QRectF(left, below.top(), 40, below.height()), side | Qt::AlignVCenter,
                         QString::number(hour));
    }
}

void PriceStrip::paintMarks(QPainter &painter) const
{
    if (!m_now.isValid())
        return;
    if (m_from.isValid() && m_to.isValid()) {
        const QRectF stretch(xOf(m_from), bar().bottom() + 1, qMax(2.0, xOf(m_to) - xOf(m_from)),
                             m_theme.grid(0.5));
        painter.fillRect(stretch, m_theme.color(ColorRole::Accent));
    }
    const qreal x = xOf(m_now);
    const qreal half = m_theme.grid(0.6);
    painter.setPen(QPen(m_theme.color(ColorRole::Text), 2));
    painter.drawLine(QPointF(x, bar().top() - 2), QPointF(x, bar().bottom() + 2));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorRole::Text));
    painter.drawPolygon(QPolygonF({{x - half, 0}, {x + half, 0}, {x, bar().top() - 1}}));
}

void PriceStrip::describe()
{
    setAccessibleName(tr("Prices of the day"));
    QStringList parts;
    for (int slot = 0; m_plan && slot < PricePlan::slotCount; ++slot) {
        const Band band = m_plan->slotBands[size_t(slot)];
        if (slot > 0 && m_plan->slotBands[size_t(slot - 1)] == band)
            continue;
        parts << tr("from %1: %2, ¥%3 a kWh", "time, band, price")
                     .arg(QTime(0, 0).addSecs(slot * 1800).toString(QStringLiteral("HH:mm")),
                          Words::band(band), m_plan->priceOf(band).sum().text());
    }
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
    setToolTip(parts.join(QLatin1Char('\n')));
}

void PriceStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        describe();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
