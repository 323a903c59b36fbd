// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterwrite.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTimeEdit;

namespace pd::ui {

class Theme;

// What can be set in a meter: clock, relay, address, rate, freeze, output, passwords. It knows what an order
// needs to be whole, and a disabled button says what is missing; it sends nothing.
class SetMeterForm : public QWidget
{
    Q_OBJECT

public:
    struct Situation
    {
        bool lineOpen = false;
        bool busy = false;
        MeterAddress meter; // empty address: none
        Lockout lockout;
        QString hindrance = {}; // why the line cannot be asked now; empty: it can
    };

    explicit SetMeterForm(const Theme &theme, QWidget *parent = nullptr);
    void setSituation(const Situation &situation);
    void forgetPassword();
    void forgetConfirmation(); // a command needs a new one
    void clear(); // for another meter

Q_SIGNALS:
    void wanted(const pd::WriteOrder &order);
    void releaseWanted(const QString &reason);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void buildPassword(const Theme &theme, QGridLayout *grid);
    void buildRelay(const Theme &theme, QGridLayout *grid);
    void buildBaud(const Theme &theme, QGridLayout *grid);
    void buildFreeze(const Theme &theme, QGridLayout *grid);
    void buildOutput(const Theme &theme, QGridLayout *grid);
    void buildNewPassword(const Theme &theme, QGridLayout *grid);
    void connectButtons();
    void follow();
    void followSettings();
    WriteOrder::Freeze freeze() const;
    QString whyNot2007() const;
    QString whyNoNewPassword() const;
    QString whyNot() const; // empty: a meter can be spoken to
    QString whyNoPassword() const;
    QString whyNoRelay() const;
    WriteOrder order(WriteOrder::Act act) const;
    void orderRelay(WriteOrder::Relay relay);

    Texts m_texts;
    Situation m_situation;
    QLineEdit *m_password;
    QSpinBox *m_level;
    QLabel *m_lockout;
    QLineEdit *m_reason;
    QPushButton *m_release;
    QPushButton *m_check;
    QPushButton *m_broadcast;
    QPushButton *m_setClock;
    QLineEdit *m_confirmation;
    QPushButton *m_open;
    QPushButton *m_permit;
    QPushButton *m_close;
    QLineEdit *m_newAddress;
    QPushButton *m_give;
    QComboBox *m_baud;
    QPushButton *m_changeBaud;
    QComboBox *m_repeat; // of a freeze
    QSpinBox *m_day;
    QTimeEdit *m_time;
    QPushButton *m_freeze;
    QComboBox *m_output;
    QPushButton *m_select;
    QLineEdit *m_newPassword;
    QLineEdit *m_newAgain;
    QSpinBox *m_newLevel;
    QPushButton *m_changePassword;
};

} // namespace pd::ui
