// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/priceplan.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

namespace pd::ui {

// The prices of one day as a strip of 24 hours by band, with a mark where it is now and the stretch of a
// charge.
class PriceStrip : public QWidget
{
    Q_OBJECT

public:
    explicit PriceStrip(const Theme &theme, QWidget *parent = nullptr);
    void setPlan(const std::optional<PricePlan> &plan);
    void setNow(const QDateTime &now);
    void setStretch(const QDateTime &from, const QDateTime &to); // invalid: none
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    qreal xOf(const QDateTime &moment) const; // within the local day of now
    QRectF bar() const;
    void paintBands(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void describe();

    const Theme &m_theme;
    std::optional<PricePlan> m_plan;
    QDateTime m_now;
    QDateTime m_from;
    QDateTime m_to;
};

} // namespace pd::ui
