// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charge/chargeflow.h"
#include "ui/sessions/billperiodmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace pd::ui {

class BillView;
class CommandTrack;
class DataTable;
class Notice;

// The end of a charge: the bill with its period lines, or why there is none.
class ChargeView : public QWidget
{
    Q_OBJECT

public:
    ChargeView(ChargeFlow &flow, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void anotherWanted();
    void sessionWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void refresh();
    void refreshTitle(const ChargeOrder &order, const QTimeZone &zone);

    ChargeFlow &m_flow;
    Texts m_texts;
    BillPeriodModel m_model;
    QLabel *m_title;
    QLabel *m_reason;
    BillView *m_bill;
    DataTable *m_periods;
    CommandTrack *m_track;
    Notice *m_notice;
    QPushButton *m_another;
    QPushButton *m_session;
};

} // namespace pd::ui
