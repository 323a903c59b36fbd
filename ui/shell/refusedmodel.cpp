// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/refusedmodel.h"

#include "ui/shell/refusaltext.h"
#include "ui/widgets/figures.h"

namespace pd::ui {

void RefusedModel::setRefusals(const QList<PileRefusal> &refusals, const QTimeZone &zone)
{
    if (refusals == m_refusals && zone == m_zone)
        return;
    beginResetModel();
    m_refusals = refusals;
    m_zone = zone;
    endResetModel();
}

void RefusedModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_refusals.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_refusals.size()) - 1, ColumnCount - 1));
}

int RefusedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_refusals.size());
}

int RefusedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RefusedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return display(m_refusals.at(index.row()), index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() == CountColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QString RefusedModel::display(const PileRefusal &refusal, int column) const
{
    switch (column) {
    case LastColumn: return Figures::dayTime(refusal.lastAt, m_zone);
    case CountColumn: return QString::number(refusal.count);
    case PileColumn: return refusal.identity;
    case AddressColumn: return refusal.peer.isEmpty() ? Figures::unknown() : refusal.peer;
    case ReasonColumn: return RefusalText::name(refusal.reason);
    default: return {};
    }
}

QVariant RefusedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == CountColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LastColumn: return tr("Last");
    case CountColumn: return tr("Times", "how often");
    case PileColumn: return tr("Pile");
    case AddressColumn: return tr("Address", "of the network");
    case ReasonColumn: return tr("Reason");
    default: return {};
    }
}

} // namespace pd::ui
