// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"
#include "ui/sessions/settlementflow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

#include <QStandardItemModel>
#include <QWidget>

class QLabel;
class QPushButton;

namespace pd::ui {

class DataTable;
class Notice;
class QrView;

// One payment for several charges: what each costs, the method, then the code for the payer's phone and how
// the payment stands.
class SettlementView : public QWidget
{
    Q_OBJECT

public:
    SettlementView(SettlementFlow &flow, const PileStore &piles, const Theme &theme,
                   QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    QLayout *buildCharges(const Theme &theme);
    QWidget *buildPayment(const Theme &theme);
    void refresh();
    void refreshCharges();
    void refreshTexts();

    SettlementFlow &m_flow;
    const PileStore &m_piles;
    Texts m_texts;
    QStandardItemModel m_model;
    QLabel *m_title;
    DataTable *m_charges;
    QPushButton *m_platform;
    QPushButton *m_card;
    QPushButton *m_request;
    QPushButton *m_close;
    Notice *m_notice;
    QLabel *m_amount;
    QLabel *m_state;
    QLabel *m_help;
    QrView *m_code;
    QLabel *m_link;
};

} // namespace pd::ui
