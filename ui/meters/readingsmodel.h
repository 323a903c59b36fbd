// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/meter/meterpoint.h"
#include "models/meter/reading.h"

#include <QAbstractTableModel>
#include <QCoreApplication>

namespace pd::ui {

// The quantities that the page reads, in the user's words. An unknown name is shown as it is.
class MeterWords
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::MeterWords)

public:
    static QString quantity(const QString &name); // "energy.forward.total" -> "Energy, forward"
    static QString column(const QString &name); // short, where many stand side by side: "Energy"
    static bool isKnown(const QString &quantity);
    static QString quality(Reading::Quality quality);
    static QString protocol(MeterProtocol protocol); // "DL/T 645-2007": a name, the same in all languages
    static QString protocol(const QString &word); // of "dlt645-2007"; the word itself where it is none
    static QString meter(const MeterAddress &meter); // "000123456789", "Unit 1"
};

// One row a quantity: the last value, its unit, age and quality. What was not read yet is "--".
class ReadingsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { QuantityColumn, ValueColumn, UnitColumn, AgeColumn, QualityColumn, ColumnCount };

    ReadingsModel(const SteadyClock &steady, QObject *parent = nullptr);
    void setItems(const QStringList &items); // forgets all values
    void take(const QList<Reading> &readings); // found by their quantity, else by their item
    void refuse(const QString &item);
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
        QString item;
        std::optional<Reading> reading;
        bool refused = false;
    };
    static QString valueText(const Reading &reading);
    static bool isGood(const Row &row);
    QString text(const Row &row, int column) const;
    qint64 ageSeconds(const Row &row) const;

    const SteadyClock &m_steady;
    QList<Row> m_rows;
    int m_staleAfter = 30;
};

} // namespace pd::ui
