// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/billperiodmodel.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/words.h"

namespace pd::ui {

void BillPeriodModel::setBill(const Bill &bill, const QTimeZone &zone)
{
    m_zone = zone;
    if (bill.periods.size() == m_periods.size()) {
        m_periods = bill.periods;
        if (!m_periods.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(int(m_periods.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_periods = bill.periods;
    endResetModel();
}

void BillPeriodModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_periods.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_periods.size()) - 1, ColumnCount - 1));
}

int BillPeriodModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_periods.size());
}

int BillPeriodModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BillPeriodModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return display(m_periods.at(index.row()), index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() < EnergyColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case CellDelegate::MutedRole: return index.column() == TimeColumn || index.column() == PriceColumn;
    default: return {};
    }
}

QString BillPeriodModel::display(const BillPeriod &period, int column) const
{
    switch (column) {
    case BandColumn: return Words::band(period.band);
    case TimeColumn:
        return tr("%1 to %2", "times")
            .arg(Figures::clockTime(period.start, m_zone), Figures::clockTime(period.end, m_zone));
    case EnergyColumn: return period.energy.kwhText(4);
    case PriceColumn:
        return tr("%1 + %2", "electricity and service price")
            .arg(period.price.electricity.text(), period.price.service.text());
    case ElectricityColumn: return period.electricity.text(4);
    case ServiceColumn: return period.service.text(4);
    default: return {};
    }
}

QVariant BillPeriodModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section < EnergyColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BandColumn: return tr("Band");
    case TimeColumn: return tr("Time");
    case EnergyColumn: return tr("Energy kWh");
    case PriceColumn: return tr("Price ¥/kWh");
    case ElectricityColumn: return tr("Electricity ¥");
    case ServiceColumn: return tr("Service ¥");
    default: return {};
    }
}

} // namespace pd::ui
