// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"

#include <QAbstractTableModel>
#include <QHash>

namespace pd::ui {

// One row a meter of the plan, whatever its line: what it said last, how old that is, and how well it
// answers. Every quantity has two columns, the value with its unit in the header and its age. What was not
// read is "--".
class MeterTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class State { Waiting, Answering, Silent, LineLost, Stopped };
    enum FixedColumn { LineColumn, MeterColumn, StateColumn, FirstQuantity };

    MeterTableModel(const SteadyClock &steady, const QStringList &quantities, QObject *parent = nullptr);

    // False where the meter is in the table already.
    bool add(const QString &path, const MeterAddress &meter, const QString &profile);
    void remove(int row);
    QStringList paths() const; // each line once, in the order in which it came
    QList<PolledMeter> metersOn(const QString &path) const; // each wants all quantities
    const QStringList &quantities() const { return m_quantities; }

    void take(const QString &path, const MeterAddress &meter, const QList<Reading> &readings);
    void takeStatistics(const QString &path, const PollStatistics &statistics);
    void setState(const QString &path, State state); // of all meters on a line
    void setState(const QString &path, const MeterAddress &meter, State state);
    void setStaleAfter(int seconds); // older values are greyed
    void refreshAges();
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString path;
        MeterAddress meter;
        QString profile;
        State state = State::Stopped;
        QHash<QString, Reading> readings; // by quantity
        std::optional<MeterStatistics> statistics;
    };
    enum Count { Answers, Timeouts, ChecksumErrors, CountColumns };

    int find(const QString &path, const MeterAddress &meter) const;
    void changed(int row);
    int firstCount() const { return FirstQuantity + 2 * int(m_quantities.size()); }
    const Reading *reading(const Row &row, int column) const;
    qint64 ageSeconds(const Reading &reading) const;
    QString text(const Row &row, int column) const;
    QString countText(const Row &row, int count) const;
    static QString stateText(State state);

    const SteadyClock &m_steady;
    const QStringList m_quantities;
    QList<Row> m_rows;
    int m_staleAfter = 15;
};

} // namespace pd::ui
