// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/planversion.h"
#include "ui/widgets/ticker.h"

#include <QAbstractTableModel>

#include <functional>

namespace pd::ui {

// The three small tables of the price page: rows of values, each column a text of the row.
template <typename Row>
class RowModel : public QAbstractTableModel
{
public:
    struct Column
    {
        using Text = std::function<QString(const Row &)>;
        using Test = std::function<bool(const Row &)>;
        Column(std::function<QString()> titleIn, Text textIn, Test isStrongIn = nullptr)
            : title(std::move(titleIn))
            , text(std::move(textIn))
            , isStrong(std::move(isStrongIn))
        {
        }
        std::function<QString()> title;
        Text text;
        Test isStrong;
    };

    explicit RowModel(std::vector<Column> columns)
        : m_columns(std::move(columns))
    {
    }
    void setRows(const QList<Row> &rows)
    {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    const QList<Row> &rows() const { return m_rows; }
    void retranslate()
    {
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }
    QVariant data(const QModelIndex &at, int role) const override
    {
        if (!checkIndex(at, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        const Column &column = m_columns[size_t(at.column())];
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return column.text(m_rows.at(at.row()));
        if (role == strongRole)
            return column.isStrong && column.isStrong(m_rows.at(at.row()));
        return {};
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        const bool isOurs = orientation == Qt::Horizontal && role == Qt::DisplayRole;
        return isOurs ? QVariant(m_columns[size_t(section)].title()) : QVariant();
    }

private:
    static const int strongRole;

    std::vector<Column> m_columns;
    QList<Row> m_rows;
};

// Version, state, start, who drafted it.
std::vector<RowModel<PlanVersion>::Column> versionColumns();
// What differs, in force, in this version.
std::vector<RowModel<PlanChange>::Column> changeColumns();
// Pile, what it says, version, since when.
std::vector<RowModel<PlanConfirmation>::Column> confirmationColumns(const Ticker &ticker);

} // namespace pd::ui
