// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/meters/metertablemodel.h"
#include "ui/widgets/texts.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QPushButton;

namespace pd::ui {

class DataTable;
class Theme;

// Several meters on one line or on several, read again and again by the lines themselves: what each said
// last, how well it answers, and how much of each line's time that takes. A line that is lost comes back by
// itself.
class PollPanel : public QWidget
{
    Q_OBJECT

public:
    PollPanel(MeterLines &lines, const SteadyClock &steady, const Theme &theme, const QStringList &quantities,
              QWidget *parent = nullptr);

    // The meter that the button adds; an empty path or address: none, and why.
    void setCandidate(const QString &path, const MeterAddress &meter, const QString &profile, int seconds);
    // The line that is only listened to: no plan may run on it, for this reason. Empty: none.
    void setHindrance(const QString &path, const QString &why);
    // One that was found; it is polled at once where a plan runs.
    void add(const QString &path, const MeterAddress &meter, const QString &profile);
    // Whether a plan runs on this line, so that it must stay open.
    bool isPolling(const QString &path) const { return m_running.contains(path); }
    QList<PolledMeter> metersOn(const QString &path) const { return m_model.metersOn(path); }
    void refresh(); // ages and statistics; called every second while shown
    // Somebody closed the line.
    void lineClosed(const QString &path);

Q_SIGNALS:
    void metersChanged();
    void pollingChanged(); // a plan was started or stopped
    void exportWanted(); // what was read
    void lineReleased(const QString &path); // no plan runs on it any more
    void failed(const pd::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void connectLines();
    void removeSelected();
    void startOrStop();
    void start();
    void startOn(const QString &path);
    void stop();
    void stopOn(const QString &path);
    void follow();
    QString linesText() const;

    MeterLines &m_lines;
    Texts m_texts;
    MeterTableModel m_model;
    QString m_candidatePath;
    QString m_hinderedPath;
    QString m_hindrance;
    MeterAddress m_candidate;
    QString m_candidateProfile;
    int m_seconds = 5;
    QSet<QString> m_running;
    QPushButton *m_add;
    QPushButton *m_remove;
    QPushButton *m_start;
    QPushButton *m_export;
    QLabel *m_status;
    DataTable *m_table;
};

} // namespace pd::ui
