// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charge/chargeflow.h"
#include "ui/charge/preview.h"
#include "ui/sessions/billperiodmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

#include <QWidget>

class QLabel;

namespace pd::ui {

class BandNow;
class DataTable;
class PriceStrip;

// Before there is an order: today's prices, and what the charge would be up to its limit at full power, from
// now on or from its start.
class PreviewView : public QWidget
{
    Q_OBJECT

public:
    PreviewView(const ChargeFlow &flow, const PileStore &piles, const Theme &theme, Ticker &ticker,
                QWidget *parent = nullptr);

Q_SIGNALS:
    void accountChangeWanted(const pd::AccountChange &change);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void refreshPreview();
    QString summaryOf(const Preview &preview) const;
    QString partsOf(const Bill &bill) const;

    const ChargeFlow &m_flow;
    const PileStore &m_piles;
    Ticker &m_ticker;
    Texts m_texts;
    BillPeriodModel m_model;
    QLabel *m_title;
    BandNow *m_band;
    PriceStrip *m_strip;
    QLabel *m_summary;
    QLabel *m_parts;
    QLabel *m_hint;
    DataTable *m_periods;
};

} // namespace pd::ui
