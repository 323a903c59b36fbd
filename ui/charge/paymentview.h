// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charge/chargeflow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace pd::ui {

class CommandTrack;
class Notice;
class QrView;

// Between order and charge: the code for the payer's phone, the wait for the payer, then Start charging.
class PaymentView : public QWidget
{
    Q_OBJECT

public:
    PaymentView(ChargeFlow &flow, const Theme &theme, Ticker &ticker, QWidget *parent = nullptr);

Q_SIGNALS:
    void cancelWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void refresh();
    void refreshTexts(const ChargeOrder &order);
    QString helpOf(const ChargeOrder &order) const;

    ChargeFlow &m_flow;
    Ticker &m_ticker;
    Texts m_texts;
    QLabel *m_title;
    QLabel *m_state;
    QrView *m_code;
    QLabel *m_link;
    QLabel *m_help;
    CommandTrack *m_track;
    Notice *m_notice;
    QLabel *m_why;
    QPushButton *m_start;
    QPushButton *m_cancel;
    bool m_wasPaid = false;
};

} // namespace pd::ui
