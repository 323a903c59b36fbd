// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"
#include "ui/charge/chargeflow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

#include <QStandardItemModel>
#include <QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pd::ui {

class DataTable;

// What the cloud says of the checked account (patent, step c): how it settles, what it owes, its last
// charges; and what whoever may changes of it. Hidden where none has been checked.
class AccountView : public QWidget
{
    Q_OBJECT

public:
    AccountView(const ChargeFlow &flow, const PileStore &piles, const Theme &theme,
                QWidget *parent = nullptr);

Q_SIGNALS:
    void changeWanted(const pd::AccountChange &change); // to be confirmed

protected:
    void changeEvent(QEvent *event) override;

private:
    QLayout *buildChange(const Theme &theme);
    void refresh();
    void refreshChange();
    AccountChange wanted() const; // what differs from the account as it is
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
    QCheckBox *m_settlesAfter;
    QCheckBox *m_blocked;
    QLabel *m_portsName;
    QLineEdit *m_ports;
    QPushButton *m_change;
    QLabel *m_why;
};

} // namespace pd::ui
