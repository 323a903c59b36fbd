// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/order.h"
#include "ui/theme/theme.h"

#include <QTimeZone>
#include <QWidget>

#include <optional>

namespace pd::ui {

// One charge on one time axis: payment, commands, energy and price by period.
class Timeline : public QWidget
{
    Q_OBJECT

public:
    explicit Timeline(const Theme &theme, QWidget *parent = nullptr);
    void setOrder(const std::optional<ChargeOrder> &order, const QTimeZone &zone);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void adoptSpan();
    qreal xOf(const QDateTime &moment) const;
    QRectF rowArea(int row) const;
    void paintAxis(QPainter &painter) const;
    void paintEvents(QPainter &painter) const;
    void paintPeriods(QPainter &painter) const;
    void paintMark(QPainter &painter, int row, const QDateTime &at, const QString &text,
                   ColorRole role) const;
    void describe();

    const Theme &m_theme;
    std::optional<ChargeOrder> m_order;
    QTimeZone m_zone = QTimeZone::utc();
    QDateTime m_from;
    QDateTime m_to;
};

} // namespace pd::ui
