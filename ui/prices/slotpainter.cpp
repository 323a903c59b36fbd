// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/slotpainter.h"

#include "ui/prices/planwords.h"
#include "ui/widgets/words.h"

#include <QAccessible>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace pd::ui {

SlotPainter::SlotPainter(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("slotPainter"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

void SlotPainter::setBands(const Slots &bands)
{
    m_bands = bands;
    describe();
    update();
}

void SlotPainter::setEditable(bool editable)
{
    m_editable = editable;
    setFocusPolicy(editable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(editable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void SlotPainter::setBrush(Band band)
{
    if (band == m_brush)
        return;
    m_brush = band;
    Q_EMIT brushChosen(band);
}

void SlotPainter::paintSlots(int first, int last)
{
    if (!m_editable)
        return;
    bool changed = false;
    for (int slot = qMax(0, qMin(first, last)); slot <= qMin(PricePlan::slotCount - 1, qMax(first, last));
         ++slot)
        changed = std::exchange(m_bands[size_t(slot)], m_brush) != m_brush || changed;
    if (!changed)
        return;
    describe();
    update();
    Q_EMIT edited();
}

QSize SlotPainter::sizeHint() const
{
    return {m_theme.grid(60), m_theme.grid(7)};
}

QRectF SlotPainter::bar() const
{
    return {2, 2, double(width()) - 4, double(m_theme.grid(4))};
}

int SlotPainter::slotAt(qreal x) const
{
    return qBound(0, int((x - bar().left()) * PricePlan::slotCount / bar().width()),
                  PricePlan::slotCount - 1);
}

void SlotPainter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const qreal slot = bar().width() / PricePlan::slotCount;
    for (int from = 0; from < PricePlan::slotCount;) {
        int to = from;
        while (to < PricePlan::slotCount && m_bands[size_t(to)] == m_bands[size_t(from)])
            ++to;
        const Band band = m_bands[size_t(from)];
        const QRectF area(bar().left() + from * slot, bar().top(), (to - from) * slot, bar().height());
        painter.fillRect(area.adjusted(0, 0, -1, 0), m_theme.color(Words::bandColor(band)));
        painter.setPen(Qt::white);
        if (fontMetrics().horizontalAdvance(Words::band(band)) + 4 < area.width())
            painter.drawText(area, Qt::AlignCenter, Words::band(band));
        from = to;
    }
    painter.setPen(m_theme.color(ColorRole::TextMuted));
    const QRectF below(bar().left(), bar().bottom() + m_theme.grid(0.25), bar().width(), m_theme.grid(2.25));
    for (int hour = 0; hour <= 24; hour += 2) {
        const qreal x = below.left() + below.width() * hour / 24;
        const Qt::Alignment side = hour == 0 ? Qt::AlignLeft : hour == 24 ? Qt::AlignRight : Qt::AlignHCenter;
        const qreal left = hour == 0 ? x : hour == 24 ? x - 40 : x - 20;
        painter.drawText(QRectF(left, below.top(), 40, below.height()), side | Qt::AlignVCenter,
                         QString::number(hour));
    }
    if (!m_editable || !hasFocus())
        return;
    const int first = qMin(m_anchor, m_cursor);
    const QRectF chosen(bar().left() + first * slot, bar().top(), (qAbs(m_anchor - m_cursor) + 1) * slot,
                        bar().height());
    painter.setPen(QPen(m_theme.color(ColorRole::Text), 2));
    painter.drawRect(chosen);
}

void SlotPainter::mousePressEvent(QMouseEvent *event)
{
    if (!m_editable || event->button() != Qt::LeftButton)
        return;
    m_dragged = slotAt(event->position().x());
    moveTo(m_dragged, false);
    paintSlots(m_dragged, m_dragged);
}

void SlotPainter::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_editable || m_dragged < 0 || !(event->buttons() & Qt::LeftButton))
        return;
    const int slot = slotAt(event->position().x());
    paintSlots(m_dragged, slot); // a fast hand leaves no gaps
    m_dragged = slot;
    moveTo(slot, false);
}

void SlotPainter::moveTo(int slot, bool selects)
{
    m_cursor = qBound(0, slot, PricePlan::slotCount - 1);
    if (!selects)
        m_anchor = m_cursor;
    describe();
    update();
}

void SlotPainter::keyPressEvent(QKeyEvent *event)
{
    const bool selects = event->modifiers() & Qt::ShiftModifier;
    const int digit = event->key() - Qt::Key_1;
    switch (event->key()) {
    case Qt::Key_Left: return moveTo(m_cursor - 1, selects);
    case Qt::Key_Right: return moveTo(m_cursor + 1, selects);
    case Qt::Key_Home: return moveTo(0, selects);
    case Qt::Key_End: return moveTo(PricePlan::slotCount - 1, selects);
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter: return paintSlots(m_anchor, m_cursor);
    default: break;
    }
    if (digit >= 0 && digit < bandCount)
        return setBrush(allBands[size_t(digit)]);
    QWidget::keyPressEvent(event);
}

void SlotPainter::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void SlotPainter::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void SlotPainter::describe()
{
    setAccessibleName(tr("Bands of the day"));
    QStringList parts;
    for (int from = 0; from < PricePlan::slotCount;) {
        int to = from;
        while (to < PricePlan::slotCount && m_bands[size_t(to)] == m_bands[size_t(from)])
            ++to;
        parts << tr("%1: %2", "hours, band")
                     .arg(PlanWords::hours(from, to), Words::band(m_bands[size_t(from)]));
        from = to;
    }
    const QString all = parts.join(QStringLiteral("; "));
    const QString here
        = tr("%1: %2", "hours, band")
              .arg(PlanWords::hours(m_cursor, m_cursor + 1), Words::band(m_bands[size_t(m_cursor)]));
    setAccessibleDescription(m_editable && hasFocus() ? here : all);
    setToolTip(parts.join(QLatin1Char('\n')));
}

void SlotPainter::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        describe();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
