// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/overheardmodel.h"

#include "ui/meters/readingsmodel.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/figures.h"

namespace pd::ui {

// Meters are never taken away while somebody listens: the rows stay, so that a selection does.
void OverheardModel::setMeters(const QList<OverheardMeter> &meters)
{
    if (meters.size() < m_meters.size()) {
        beginResetModel();
        m_meters = meters;
        endResetModel();
        return;
    }
    const int before = int(m_meters.size());
    if (meters.size() > before) {
        beginInsertRows({}, before, int(meters.size()) - 1);
        m_meters += meters.mid(before);
        endInsertRows();
    }
    m_meters = meters;
    if (before > 0)
        Q_EMIT dataChanged(index(0, 0), index(before - 1, ColumnCount - 1));
}

void OverheardModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_meters.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_meters.size()) - 1, ColumnCount - 1));
}

int OverheardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_meters.size());
}

int OverheardModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString OverheardModel::text(const OverheardMeter &meter, int column)
{
    switch (column) {
    case MeterColumn: return MeterWords::meter(meter.meter);
    case ProtocolColumn: return MeterWords::protocol(meter.meter.protocol);
    case RequestsColumn: return QString::number(meter.requests);
    case AnswersColumn: return QString::number(meter.answers);
    case RefusedColumn: return QString::number(meter.refused);
    case UnansweredColumn: return QString::number(meter.unanswered);
    default: return meter.slowestAnswerMs > 0 ? QString::number(meter.slowestAnswerMs) : Figures::unknown();
    }
}

QVariant OverheardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OverheardMeter &meter = m_meters[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text(meter, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() >= RequestsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case CellDelegate::StrongRole:
        return (index.column() == UnansweredColumn && meter.unanswered > 0)
            || (index.column() == RefusedColumn && meter.refused > 0);
    default: return {};
    }
}

QVariant OverheardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= RequestsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case MeterColumn: return tr("Meter address");
    case ProtocolColumn: return tr("Protocol");
    case RequestsColumn: return tr("Requests");
    case AnswersColumn: return tr("Answers");
    case RefusedColumn: return tr("Error answers");
    case UnansweredColumn: return tr("Unanswered");
    case SlowestColumn: return tr("Slowest answer (ms)");
    default: return {};
    }
}

} // namespace pd::ui
