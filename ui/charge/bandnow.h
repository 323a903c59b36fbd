// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/priceplan.h"
#include "ui/theme/theme.h"
#include "ui/widgets/ticker.h"

#include <QLabel>

#include <optional>

namespace pd::ui {

// The band that holds now, its price and until when; it switches by itself.
class BandNow : public QWidget
{
    Q_OBJECT

public:
    BandNow(const Theme &theme, Ticker &ticker, QWidget *parent = nullptr);
    void setPlan(const std::optional<PricePlan> &plan);
    QString band() const; // the word, for tests

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    const Theme &m_theme;
    Ticker &m_ticker;
    std::optional<PricePlan> m_plan;
    QLabel *m_word;
    QLabel *m_price;
};

} // namespace pd::ui
