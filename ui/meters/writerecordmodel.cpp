// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/writerecordmodel.h"

#include "ui/meters/writewords.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/figures.h"

#include <QSet>

namespace pd::ui {

void WriteRecordModel::setRecords(const QList<WriteRecord> &records)
{
    QSet<QString> ended;
    for (const WriteRecord &record : records) {
        if (record.step == WriteRecord::Step::Outcome)
            ended.insert(record.number);
    }
    beginResetModel();
    m_records.clear();
    for (const WriteRecord &record : records) {
        if (record.step != WriteRecord::Step::Sending || !ended.contains(record.number))
            m_records.prepend(record);
    }
    endResetModel();
}

void WriteRecordModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, Columns - 1);
    if (!m_records.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_records.size()) - 1, Columns - 1));
}

int WriteRecordModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int WriteRecordModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Columns);
}

QString WriteRecordModel::text(const WriteRecord &record, int column) const
{
    switch (column) {
    case TimeColumn: return Figures::dayTime(record.at, m_zone);
    case DeedColumn: return WriteWords::deed(record);
    case ResultColumn: return WriteWords::result(record);
    case ChangeColumn: return WriteWords::change(record.before, record.shown);
    default: return record.person;
    }
}

QVariant WriteRecordModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WriteRecord &record = m_records[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: return text(record, index.column());
    case Qt::TextAlignmentRole: return int(Qt::AlignLeft | Qt::AlignVCenter);
    case CellDelegate::StrongRole:
        return index.column() == ResultColumn && record.verdict && !acceptedPassword(*record.verdict);
    case CellDelegate::MutedRole: return index.column() == PersonColumn || index.column() == TimeColumn;
    default: return {};
    }
}

QVariant WriteRecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case DeedColumn: return tr("Action");
    case ResultColumn: return tr("Result");
    case ChangeColumn: return tr("Before → after");
    default: return tr("By");
    }
}

} // namespace pd::ui
