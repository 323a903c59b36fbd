// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"
#include "ui/meters/readingsmodel.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace pd::ui {

class DataTable;
class FindingsList;
class Theme;

// A look at the meter in hand and its line: reads it a few times and says what is wrong and what to do, from
// what was seen on the wire, and against a reference where one is typed. It only ever reads.
class CheckPanel : public QWidget
{
    Q_OBJECT

public:
    CheckPanel(MeterLines &lines, const SteadyClock &steady, const Theme &theme, QWidget *parent = nullptr);
    // An empty path or address: none. Another meter than before: what was said of that one is forgotten.
    void setCandidate(const QString &path, const MeterAddress &meter, const QString &profile);
    void setHindrance(const QString &why); // why nothing can be asked on the line now; empty: it can
    bool isChecking() const { return m_isChecking; }

Q_SIGNALS:
    void failed(const pd::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void addTexts();
    void start();
    void stop();
    void conclude(const Result<CheckReport> &result);
    void forget();
    void follow();
    CheckOrder order() const;
    QString verdict() const;

    MeterLines &m_lines;
    Texts m_texts;
    ReadingsModel m_model;
    QString m_path;
    MeterAddress m_meter;
    QString m_profile;
    QString m_hindrance;
    bool m_isChecking = false;
    std::optional<CheckReport> m_report;
    QFuture<Result<CheckReport>> m_check;
    int m_number = 0; // of the newest check
    QPushButton *m_start;
    QSpinBox *m_rounds;
    QLabel *m_roundsLabel;
    QLineEdit *m_power;
    QLabel *m_powerLabel;
    QLabel *m_status;
    DataTable *m_table;
    FindingsList *m_findings;
};

} // namespace pd::ui
