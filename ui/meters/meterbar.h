// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterpoint.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace pd::ui {

class Theme;

// Which meter on the line, and when to read it.
class MeterBar : public QWidget
{
    Q_OBJECT

public:
    struct Situation
    {
        bool lineOpen = false;
        bool finding = false;
        bool busy = false;
        QString counts; // "42 requests, 41 answered, ..."
    };

    explicit MeterBar(const Theme &theme, QWidget *parent = nullptr);
    MeterAddress meter() const; // the address filled up to twelve digits; empty where none is entered
    void setAddress(const QString &address);
    int seconds() const;
    bool polls() const;
    void setPolls(bool polls);
    void setSeconds(int seconds);
    void setSituation(const Situation &situation);

Q_SIGNALS:
    void findWanted(); // again while finding: cancel it
    void readWanted();
    void pollingChanged();
    void meterChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void follow();

    Texts m_texts;
    Situation m_situation;
    QComboBox *m_protocol;
    QLineEdit *m_address;
    QPushButton *m_find;
    QPushButton *m_read;
    QCheckBox *m_poll;
    QSpinBox *m_seconds;
    QLabel *m_counts;
};

} // namespace pd::ui
