// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "ui/meters/readinghistory.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QMenu;
class QPushButton;

namespace pd::ui {

class MeterTrend;
class Theme;

// Which curves the trend shows: every chosen quantity of every chosen meter.
struct TrendChoice
{
    QStringList quantities{QStringLiteral("power.active.total"), QStringLiteral("energy.forward.total")};
    QStringList meters{
        QString()}; // "dlt645-2007 330108000103"; an empty one: the meter in hand, whichever it is

    // As settings keep it: "quantity power.active.total", "meter dlt645-2007 330108000103". What is no such
    // line is left out; without a quantity, or with ones of more than two units, it is the usual choice.
    QStringList toLines() const;
    static TrendChoice fromLines(const QStringList &lines);
    friend bool operator==(const TrendChoice &, const TrendChoice &) = default;
};

// The trend of the meters, with the choice of what it shows, and what was read to be saved.
class TrendPanel : public QWidget
{
    Q_OBJECT

public:
    TrendPanel(ReadingHistory &history, const SteadyClock &steady, const Theme &theme,
               QWidget *parent = nullptr);
    void refreshAges(); // time goes by
    // The meter in hand and what it is read for.
    void setMeter(const QString &path, const MeterAddress &meter, const QStringList &quantities);
    const TrendChoice &choice() const { return m_choice; }
    void setChoice(const TrendChoice &choice);

Q_SIGNALS:
    void chosen(const pd::ui::TrendChoice &choice); // by a person
    void exportWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void fillMenu();
    void addQuantity(const QString &quantity);
    void addMeter(const QString &key, const QString &text);
    void choose(QStringList &list, const QString &key, bool on);
    QStringList quantities() const; // that can be chosen
    QList<MeterSource> chosenMeters() const;
    void rebuild();
    void takeNew(qsizetype count);
    void take(const MeterSample &sample);
    void follow();

    ReadingHistory &m_history;
    Texts m_texts;
    TrendChoice m_choice;
    MeterSource m_inHand;
    QStringList m_readable;
    qsizetype m_known = 0; // sources of the history
    MeterTrend *m_trend;
    QPushButton *m_choose;
    QPushButton *m_export;
    QMenu *m_menu;
};

} // namespace pd::ui
