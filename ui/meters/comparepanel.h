// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"
#include "models/meter/metercomparison.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pd::ui {

class FactList;
class Theme;

// The meter in hand beside a reference meter. Over time: its register before and after, against the energy
// that the reference counted. In minutes: the register's steps are timed while the load is steady, against
// the reference's mean power. The reference's figures are typed in, or read from another meter on the line. A
// verdict only where the registers' steps allow one. It only ever reads.
class ComparePanel : public QWidget
{
    Q_OBJECT

public:
    ComparePanel(MeterLines &lines, const SteadyClock &steady, const Theme &theme, QWidget *parent = nullptr);
    // An empty path or address: none. Another meter than before: what was read of that one is forgotten.
    void setCandidate(const QString &path, const MeterAddress &meter, const QString &profile);
    void setHindrance(const QString &why); // why nothing can be asked on the line now; empty: it can
    // The other meters on this line: each may be the reference.
    void setOthers(const QList<PolledMeter> &others);

Q_SIGNALS:
    void failed(const pd::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Asked { Nothing, Before, After, Steps };
    void build(const Theme &theme);
    QWidget *buildOverTime(const Theme &theme);
    QWidget *buildSteps(const Theme &theme);
    QLineEdit *makeFigure(const QString &name, const Theme &theme);
    void addTexts();
    void connectAll();
    void ask(Asked what);
    void take(Asked what, qint64 askedNs, const Result<QList<Reading>> &result);
    void timeStep(qint64 askedNs, const Reading &reading);
    void askReference(Asked what);
    void takeReference(Asked what, const Reading &reading);
    std::optional<PolledMeter> reference() const;
    void forget();
    void toggleSteps();
    void stop();
    void fail(const Error &error);
    void follow();
    void followSteps();
    qint64 limitPpm() const;
    std::optional<Result<MeterComparison>> overTime() const;
    static QString verdictText(const MeterComparison &comparison, qint64 limitPpm);
    static const char *verdictLook(ComparisonVerdict verdict);

    MeterLines &m_lines;
    const SteadyClock &m_steady;
    Texts m_texts;
    QString m_path;
    MeterAddress m_meter;
    QString m_profile;
    QString m_hindrance;
    Asked m_asked = Asked::Nothing;
    int m_number = 0; // of the newest request
    QString m_before; // register, kWh
    QString m_after;
    StepTimer m_steps;
    QList<PolledMeter> m_others;
    QString m_referenceBefore; // register of the reference meter, kWh
    QString m_referenceAfter;
    qint64 m_powerSum = 0; // of the reference meter during the short test, mW
    qint64 m_powerCount = 0;
    QComboBox *m_reference;
    QDoubleSpinBox *m_limit;
    QLabel *m_limitLabel;
    QLabel *m_legal;
    QLabel *m_overTimeTitle;
    QPushButton *m_takeBefore;
    QPushButton *m_takeAfter;
    QLineEdit *m_energy; // of the reference
    QLabel *m_energyLabel;
    FactList *m_registers;
    QLabel *m_verdict;
    QLabel *m_stepsTitle;
    QPushButton *m_time;
    QLineEdit *m_power; // of the reference
    QLabel *m_powerLabel;
    FactList *m_timed;
    QLabel *m_stepVerdict;
};

} // namespace pd::ui
