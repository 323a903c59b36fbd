// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"
#include "ui/meters/meterpoller.h"
#include "ui/meters/readinghistory.h"
#include "ui/meters/readingsmodel.h"
#include "ui/shell/page.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

class QTabWidget;

namespace pd::ui {

class CheckPanel;
class ComparePanel;
class DataTable;
class FindPanel;
class FrameLogPanel;
class LineBar;
class ListenPanel;
class MeterBar;
class Notice;
class PollPanel;
class SetMeterPanel;
class TrendPanel;
class Theme;

// Meters on RS-485: one line and one meter at hand, its live values, their trend, and every frame; and behind
// a tab the meters that are polled by plan, on this line and on others. All is asked asynchronously; the page
// never waits.
class MetersPage : public Page
{
    Q_OBJECT

public:
    MetersPage(MeterLines &lines, const SteadyClock &steady, const Theme &theme, Ticker &ticker,
               QWidget *parent = nullptr);
    QString key() const override { return QStringLiteral("meters"); }
    QString title() const override { return tr("Meters"); }
    QString iconName() const override { return QStringLiteral("meter"); }

    // What the page starts with; the line is not opened by it.
    void setLine(const LineSettings &settings);
    void setAddress(const QString &address);
    // What a search may try where the page itself does not say; all that is usual otherwise.
    void setSearchScope(const SearchScope &scope);
    // Which curves the trend shows; see TrendChoice::toLines().
    void setTrendChoice(const QStringList &lines);
    // What was read so far, of all meters, as a table.
    void saveReadings(const QString &fileName);
    // The same as pressing the button.
    void openLine();
    void startReading(int seconds);
    static QStringList items(); // the quantities that are read of a meter that has them

Q_SIGNALS:
    // The total register was read: for whoever shows it beside the cloud's.
    void registerRead(const QString &path, const pd::MeterAddress &meter, const pd::Reading &reading,
                      qint64 steadyNs);
    // A person has chosen other curves: to be remembered.
    void trendChosen(const QStringList &lines);
    // The line in one sentence, for the status bar; what: "RS-485 ttyUSB0 2400 8E1, open".
    void lineStatusChanged(const QString &what, bool open);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    QWidget *buildLive();
    void connectBars();
    void connectLines();
    void tellLineStatus(const QString &path);
    void closeLine();
    void reopen(const LineSettings &settings); // the same line, set otherwise
    void lineBack(const QString &path);
    void lineGone(const Error &error);
    void find();
    void readOnce();
    void followPolling();
    void takeMeter();
    PolledMeter inHand() const;
    void takeFound(const FoundMeter &found);
    void forgetReadings();
    void takeReadings(const QList<Reading> &readings);
    void situation();
    void say(const Error &error);
    void appendFrame(const QString &path, const FrameLogEntry &entry);
    QString hindrance() const;
    void beQuiet();
    void exportReadings();

    MeterLines &m_lines;
    const Theme &m_theme;
    Texts m_texts;
    ReadingsModel m_readings;
    MeterPoller m_poller;
    LineBar *m_lineBar;
    MeterBar *m_meterBar;
    Notice *m_notice;
    DataTable *m_table;
    ReadingHistory m_history;
    TrendPanel *m_trend;
    PollPanel *m_plan;
    SetMeterPanel *m_set;
    FindPanel *m_findPanel;
    CheckPanel *m_check;
    ComparePanel *m_compare;
    ListenPanel *m_listen;
    QTabWidget *m_tabs;
    FrameLogPanel *m_log;
    QString m_path; // of the open line; empty: none
    QString m_lostPath; // of the line that was lost while it was open here
    bool m_polledWhenLost = false; // the reading goes on when that line is back
    QString m_toldPath; // of the line that was last spoken of
    bool m_finding = false;
    QFuture<Result<MeterAddress>> m_search;
    int m_searchNumber = 0; // of the newest search
};

} // namespace pd::ui
