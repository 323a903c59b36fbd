// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/priceplan.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace pd::ui {

// The 48 half hours of a day and the band of each. While it is editable the brush paints: pressed mouse, or
// with the keyboard: arrows move, Shift with them selects, Space or Enter paints, 1 to 5 choose a brush.
class SlotPainter : public QWidget
{
    Q_OBJECT

public:
    using Slots = std::array<Band, PricePlan::slotCount>;

    explicit SlotPainter(const Theme &theme, QWidget *parent = nullptr);
    void setBands(const Slots &bands);
    const Slots &bands() const { return m_bands; }
    void setEditable(bool editable);
    bool isEditable() const { return m_editable; }
    void setBrush(Band band);
    Band brush() const { return m_brush; }
    void paintSlots(int first, int last); // both included
    int slotAt(qreal x) const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void edited();
    void brushChosen(pd::Band band);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QRectF bar() const;
    void moveTo(int slot, bool selects);
    void describe();

    const Theme &m_theme;
    Slots m_bands{};
    Band m_brush = Band::Flat;
    bool m_editable = false;
    int m_cursor = 0;
    int m_anchor = 0; // the selection is from here to the cursor
    int m_dragged = -1; // the slot the pressed mouse painted last
};

} // namespace pd::ui
