// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"
#include "ui/charge/chargeflow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

#include <QStandardItemModel>
#include <QWidget>

#include <optional>

class QLabel;

namespace pd::ui {

class DataTable;

// What the cloud says of the checked account (patent, step c): how it settles, what it owes, its last
// charges. Hidden where none has been checked.
class AccountView : public QWidget
{
    Q_OBJECT

public:
    AccountView(const ChargeFlow &flow, const PileStore &piles, const Theme &theme,
                QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void fill();
    void fillCharges();
    QList<QStandardItem *> rowOf(const AccountCharge &charge) const;

    const ChargeFlow &m_flow;
    const PileStore &m_piles;
    Texts m_texts;
    std::optional<AccountCheck> m_check;
    QStandardItemModel m_model;
    QLabel *m_title;
    QLabel *m_money;
    DataTable *m_charges;
};

} // namespace pd::ui
