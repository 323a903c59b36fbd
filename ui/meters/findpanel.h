// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"
#include "ui/meters/foundmetersmodel.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace pd::ui {

class DataTable;
class FindingsList;
class Theme;

// The search for meters on the line at hand, of which nothing need be known but its port: how far it is, what
// was found, and what the line has shown, in words. It only ever reads.
//
// Life of a search: start -> (lineWanted(), where the line is closed) -> running -> done, failed or
// cancelled.
class FindPanel : public QWidget
{
    Q_OBJECT

public:
    FindPanel(MeterLines &lines, const Theme &theme, QWidget *parent = nullptr);
    // The open line; empty: none is open. A search that waits for its line begins with it, or is given up.
    void setLine(const QString &path);
    void setHindrance(const QString &why); // why the line cannot be searched now; empty: it can
    void setScope(const SearchScope &scope) { m_scope = scope; } // where the choices here say nothing else
    bool isSearching() const { return m_state == State::Running; }
    void start();
    void cancel();

Q_SIGNALS:
    void lineWanted();
    void searchingChanged();
    void addWanted(const pd::FoundMeter &meter);
    void failed(const pd::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class State { Idle, Waiting, Running, Done, Cancelled, Failed };
    void build(const Theme &theme);
    void addTexts();
    void run();
    void setState(State state);
    void conclude(const Result<SearchReport> &result);
    void addSelected();
    void follow();
    SearchScope scope() const;
    std::optional<FoundMeter> chosen() const;
    QString statusText() const;
    static QString stageText(SearchProgress::Stage stage);

    MeterLines &m_lines;
    Texts m_texts;
    FoundMetersModel m_model;
    State m_state = State::Idle;
    SearchProgress m_progress;
    QFuture<Result<SearchReport>> m_search;
    int m_number = 0; // of the newest search; what an older one says is not listened to
    QString m_path;
    QString m_hindrance;
    SearchScope m_scope;
    QPushButton *m_start;
    QComboBox *m_protocols;
    QCheckBox *m_everything;
    QPushButton *m_add;
    QProgressBar *m_bar;
    QLabel *m_status;
    DataTable *m_table;
    FindingsList *m_findings;
};

} // namespace pd::ui
