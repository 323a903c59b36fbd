// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charge/chargeflow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace pd::ui {

class Notice;
class PlacePicker;

// The left half of the sheet: place, mode, account, limit, start, method, in this order. What is wrong stands
// next to its field. Once an order exists the choices stand still.
class ChargeForm : public QWidget
{
    Q_OBJECT

public:
    ChargeForm(ChargeFlow &flow, const PileStore &piles, const Theme &theme, Ticker &ticker,
               QWidget *parent = nullptr);
    void pick(const PortId &port);
    void clear(); // for another charge
    void focusFirst();
    void focusPhone();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    QVBoxLayout *addStep(QVBoxLayout *column, int number, const char *title, Notice *notice,
                         const Theme &theme);
    void addMode(QVBoxLayout *step);
    void addAccount(QVBoxLayout *step);
    void addLimit(QVBoxLayout *step, const Theme &theme);
    void addStart(QVBoxLayout *step, const Theme &theme);
    void addMethod(QVBoxLayout *step, const Theme &theme);
    void connectFields();
    void connectLimit();
    void connectStart();
    void refresh();
    void refreshLimit(bool open);
    void nameLimit(ChargeLimit::Kind kind);
    void refreshStart(bool open);
    void refreshAccount();
    void maskPhone(const QString &masked);
    void refreshNotices();

    ChargeFlow &m_flow;
    Texts m_texts;
    PlacePicker *m_place;
    QPushButton *m_byEnergy;
    QPushButton *m_byTime;
    QPushButton *m_untilFull;
    QLineEdit *m_phone;
    QPushButton *m_check;
    QLabel *m_account;
    QPushButton *m_inYuan;
    QPushButton *m_inKwh;
    QPushButton *m_inMinutes;
    QLineEdit *m_amount; // the figure of the limit, in its unit
    QLabel *m_unit;
    QPushButton *m_whenTold;
    QPushButton *m_atTime;
    QLineEdit *m_startTime;
    QLabel *m_startHint;
    QPushButton *m_platform;
    QPushButton *m_card;
    QPushButton *m_request;
    QList<QPushButton *> m_quick; // figures at a click
    QHash<ChargeFlow::Step, Notice *> m_notices;
};

} // namespace pd::ui
