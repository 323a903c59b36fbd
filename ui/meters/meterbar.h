// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterpoint.h"
#include "models/meter/meterprofile.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace pd::ui {

class ElidedLabel;
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
        QString hindrance = {}; // why the line cannot be asked now; empty: it can
        QString counts; // "42 requests, 41 answered, ..."
    };

    // Profiles: those that a Modbus meter can be read by.
    MeterBar(const QList<MeterProfile> &profiles, const Theme &theme, QWidget *parent = nullptr);
    MeterAddress
    meter() const; // an address of DL/T 645 filled up to twelve digits; empty where none is entered
    QString profile() const; // of a Modbus meter; empty for others
    void setAddress(const QString &address);
    void setMeter(const MeterAddress &meter, const QString &profile); // an unknown profile: as it is
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
    void build(const QList<MeterProfile> &profiles, const Theme &theme);
    void addTexts();
    MeterProtocol protocol() const;
    void followProtocol();
    void follow();

    const Theme &m_theme;
    Texts m_texts;
    Situation m_situation;
    QLabel *m_protocolLabel;
    QLabel *m_addressLabel;
    QComboBox *m_protocol;
    QComboBox *m_profile;
    QLineEdit *m_address;
    QPushButton *m_find;
    QPushButton *m_read;
    QCheckBox *m_poll;
    QSpinBox *m_seconds;
    ElidedLabel *m_counts;
};

} // namespace pd::ui
