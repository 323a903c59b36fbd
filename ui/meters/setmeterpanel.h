// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"
#include "ui/meters/setmeterform.h"
#include "ui/meters/writerecordmodel.h"
#include "ui/widgets/confirmstrip.h"

class QLabel;
class QScrollArea;

namespace pd::ui {

class DataTable;
class Notice;

// Sets one meter: clock, relay, address, rate, passwords, each behind the one gesture for dangerous commands,
// and shows beside it what the audit file knows of this meter. The guard behind the gateway decides; this
// page only asks.
class SetMeterPanel : public QWidget
{
    Q_OBJECT

public:
    SetMeterPanel(MeterLines &lines, const Theme &theme, QWidget *parent = nullptr);
    // The meter at hand; an empty path: the line is not open. Open questions about another meter go.
    void setMeter(const QString &path, const MeterAddress &meter);
    void setHindrance(const QString &why); // why the line cannot be asked now; empty: it can

Q_SIGNALS:
    void rateChanged(int baud); // the meter at hand answers at it: the line must be opened anew with it
    void addressGiven(const QString &address); // the meter at hand answers to it from now on

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void ask(const WriteOrder &order);
    void write(const WriteOrder &order);
    void take(const WriteOrder &order, const Result<WriteOutcome> &outcome);
    void release(const QString &reason);
    void readHistory();
    void follow();
    static ConfirmStrip::Question question(const WriteOrder &order);
    static ConfirmStrip::Question settingQuestion(const WriteOrder &order);
    static ConfirmStrip::Question relayQuestion(const WriteOrder &order);

    MeterLines &m_lines;
    Texts m_texts;
    WriteRecordModel m_records;
    QString m_path;
    MeterAddress m_meter;
    Lockout m_lockout;
    bool m_busy = false;
    QString m_hindrance;
    int m_historyNumber = 0; // of the newest question to the audit file
    std::function<QString()> m_said; // the result, in the language of the moment
    SetMeterForm *m_form;
    QScrollArea *m_scroll;
    ConfirmStrip *m_confirm;
    Notice *m_notice;
    QLabel *m_result;
    DataTable *m_table;
};

} // namespace pd::ui
