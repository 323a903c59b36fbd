// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"
#include "ui/charge/chargeflow.h"
#include "ui/reservations/reservationflow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

#include <QStandardItemModel>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace pd::ui {

class DataTable;
class Notice;

// Holds the sheet's port for the sheet's account, and lists what is held and how the last ones ended.
class ReservationView : public QWidget
{
    Q_OBJECT

public:
    ReservationView(const ChargeFlow &charge, ReservationFlow &flow, const PileStore &piles,
                    const Theme &theme, Ticker &ticker, QWidget *parent = nullptr);
    static QString stateOf(const Reservation &reservation, const QTimeZone &zone);

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build(const Theme &theme);
    QLayout *buildReserve(const Theme &theme);
    QLayout *buildCancel(const Theme &theme);
    void refresh();
    void refreshReserve();
    void refreshCancel();
    void refreshList();
    QStringList rowOf(const Reservation &reservation) const;
    CommandRules::Verdict mayReserve() const;
    std::optional<QDateTime> until() const; // nothing: what is typed is no time; invalid: nothing is typed
    int selected() const; // its number; 0: none

    const ChargeFlow &m_charge;
    ReservationFlow &m_flow;
    const PileStore &m_piles;
    Ticker &m_ticker;
    Texts m_texts;
    QStandardItemModel m_model;
    QList<Reservation> m_shown;
    QLabel *m_title;
    QPushButton *m_close;
    QLabel *m_target;
    QLabel *m_terms;
    QLabel *m_untilName;
    QLineEdit *m_until;
    QPushButton *m_reserve;
    QLabel *m_why;
    Notice *m_notice;
    QLabel *m_listTitle;
    DataTable *m_table;
    QLineEdit *m_reason;
    QPushButton *m_cancel;
    Notice *m_listNotice;
};

} // namespace pd::ui
