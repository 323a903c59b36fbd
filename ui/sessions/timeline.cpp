// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/timeline.h"

#include "ui/widgets/figures.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QPainter>

#include <array>

namespace pd::ui {

namespace {

enum Rows { PaymentRow, CommandRow, EnergyRow, PriceRow, RowCount };

// The step between two marks of the axis, so that there are four to nine of them.
qint64 axisStep(qint64 seconds)
{
    constexpr std::array<qint64, 12> steps{10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400};
    for (qint64 step : steps) {
        if (seconds / step <= 8)
            return step;
    }
    return steps.back();
}

} // namespace

Timeline::Timeline(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("sessionTimeline"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Timeline::setOrder(const std::optional<ChargeOrder> &order, const QTimeZone &zone)
{
    m_order = order;
    m_zone = zone;
    adoptSpan();
    describe();
    update();
}

QSize Timeline::sizeHint() const
{
    return {m_theme.grid(40), m_theme.grid(3.25) * RowCount + m_theme.grid(3)};
}

void Timeline::adoptSpan()
{
    if (!m_order)
        return;
    m_from = m_order->createdAt;
    m_to = m_order->endedAt.isValid() ? m_order->endedAt : m_order->lastSampleAt;
    if (!m_to.isValid() || m_to < m_order->updatedAt)
        m_to = m_order->updatedAt;
    if (!m_to.isValid() || m_from.secsTo(m_to) < 60)
        m_to = m_from.addSecs(60);
    // Room for the last word to stand within the picture.
    m_to = m_to.addSecs(m_from.secsTo(m_to) / 8);
}

void Timeline::describe()
{
    setAccessibleName(tr("Timeline"));
    QStringList parts;
    if (m_order) {
        for (const BillPeriod &period : m_order->bill.periods)
            parts << tr("%1 from %2: %3 kWh", "band, time, energy")
                         .arg(Words::band(period.band), Figures::clockTime(period.start, m_zone),
                              period.energy.kwhRounded(2));
    }
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
}

QRectF Timeline::rowArea(int row) const
{
    const qreal left = m_theme.grid(11);
    const qreal height = m_theme.grid(3.25);
    return {left, row * height, width() - left - m_theme.grid(2), height};
}

qreal Timeline::xOf(const QDateTime &moment) const
{
    const QRectF area = rowArea(0);
    const double share = double(m_from.msecsTo(moment)) / double(qMax<qint64>(1, m_from.msecsTo(m_to)));
    return area.left() + area.width() * qBound(0.0, share, 1.0);
}

void Timeline::paintEvent(QPaintEvent *)
{
    if (!m_order)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(ColorRole::TextMuted));
    const std::array<QString, RowCount> names{tr("Payment"), tr("Commands"), tr("Energy kWh"), tr("Price")};
    for (int row = 0; row < RowCount; ++row) {
        QRectF area = rowArea(row);
        area.setLeft(0);
        painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, names[size_t(row)]);
    }
    paintAxis(painter);
    paintPeriods(painter);
    paintEvents(painter);
}

void Timeline::paintAxis(QPainter &painter) const
{
    const qint64 step = axisStep(m_from.secsTo(m_to));
    // Marks stand on round local times.
    const qint64 offset = m_zone.offsetFromUtc(m_from);
    qint64 second = ((m_from.toSecsSinceEpoch() + offset) / step + 1) * step - offset;
    const qreal bottom = rowArea(RowCount - 1).bottom();
    for (; second < m_to.toSecsSinceEpoch(); second += step) {
        const QDateTime moment = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
        const qreal x = xOf(moment);
        painter.setPen(m_theme.color(ColorRole::Hairline));
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom));
        painter.setPen(m_theme.color(ColorRole::TextMuted));
        const QString format = step < 60 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
        painter.drawText(QRectF(x - 60, bottom, 120, m_theme.grid(3)), Qt::AlignCenter,
                         moment.toTimeZone(m_zone).toString(format));
    }
}

void Timeline::paintPeriods(QPainter &painter) const
{
    const qreal inset = m_theme.grid(0.5);
    for (const BillPeriod &period : m_order->bill.periods) {
        QRectF bar = rowArea(PriceRow).adjusted(0, inset, 0, -inset);
        bar.setLeft(xOf(period.start));
        bar.setRight(qMax(xOf(period.end), bar.left() + 1));
        painter.fillRect(bar, m_theme.color(Words::bandColor(period.band)));
        painter.setPen(Qt::white);
        const QString price = tr("%1 ¥%2", "band and price of one kWh")
                                  .arg(Words::band(period.band), period.price.sum().text());
        const QString word
            = fontMetrics().horizontalAdvance(price) < bar.width() ? price : Words::band(period.band);
        if (fontMetrics().horizontalAdvance(word) < bar.width())
            painter.drawText(bar, Qt::AlignCenter, word);
        QRectF above = rowArea(EnergyRow);
        above.setLeft(bar.left());
        above.setRight(bar.right());
        painter.setPen(m_theme.color(ColorRole::Text));
        const QString energy = period.energy.kwhRounded(2);
        if (fontMetrics().horizontalAdvance(energy) < above.width())
            painter.drawText(above, Qt::AlignCenter, energy);
    }
}

void Timeline::paintEvents(QPainter &painter) const
{
    if (const auto &payment = m_order->payment) {
        const QDateTime at = payment->paidAt.isValid() ? payment->paidAt : payment->createdAt;
        paintMark(painter, PaymentRow, at,
                  tr("¥%1 %2", "amount, state of payment")
                      .arg(payment->amount.text(), Words::paymentState(payment->state)),
                  ColorRole::Text);
    }
    const auto &command = m_order->command;
    const bool started = m_order->startedAt.isValid();
    if (started && (!command || command->kind == PileCommand::Kind::Stop))
        paintMark(painter, CommandRow, m_order->startedAt, Words::commandKind(PileCommand::Kind::Start),
                  ColorRole::Text);
    if (!command)
        return;
    const bool bad = isOver(command->life) && command->life != CommandLife::Confirmed;
    paintMark(painter, CommandRow, command->changedAt,
              tr("%1 %2", "command and its life")
                  .arg(Words::commandName(*command), Words::commandLife(command->life)),
              bad ? ColorRole::PriorityHigh : ColorRole::Text);
}

void Timeline::paintMark(QPainter &painter, int row, const QDateTime &at, const QString &text,
                         ColorRole role) const
{
    const QRectF area = rowArea(row);
    const qreal radius = m_theme.grid(0.5);
    const QPointF centre(xOf(at), area.center().y());
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(role));
    painter.drawEllipse(centre, radius, radius);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(m_theme.color(role));
    const qreal gap = m_theme.grid(1);
    const qreal wide = fontMetrics().horizontalAdvance(text);
    // To the right of its mark, or to the left where the picture ends.
    const bool right = centre.x() + gap + wide <= width();
    const QRectF place(right ? centre.x() + gap : centre.x() - gap - wide, area.top(), wide + 2,
                       area.height());
    painter.fillRect(place, m_theme.color(ColorRole::Surface));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
}

void Timeline::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        describe();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
