// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/foundmetersmodel.h"

#include "ui/meters/readingsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/figures.h"

namespace pd::ui {

void FoundMetersModel::setMeters(const QList<FoundMeter> &meters)
{
    beginResetModel();
    m_meters = meters;
    endResetModel();
}

void FoundMetersModel::add(const FoundMeter &meter)
{
    for (int row = 0; row < m_meters.size(); ++row) {
        if (m_meters[row].meter != meter.meter || m_meters[row].settings != meter.settings)
            continue;
        m_meters[row] = meter;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    const int row = int(m_meters.size());
    beginInsertRows({}, row, row);
    m_meters.append(meter);
    endInsertRows();
}

void FoundMetersModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_meters.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_meters.size()) - 1, ColumnCount - 1));
}

int FoundMetersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_meters.size());
}

int FoundMetersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FoundMetersModel::text(const FoundMeter &meter, int column)
{
    switch (column) {
    case ProtocolColumn: return MeterWords::protocol(meter.meter.protocol);
    case AddressColumn: return MeterWords::meter(meter.meter);
    case SettingsColumn: return meter.settings.text();
    case ProfileColumn: return meter.profile.isEmpty() ? Figures::unknown() : meter.profile;
    case AnsweredColumn: return tr("%1 ms", "milliseconds").arg(meter.answeredMs);
    case DoubtColumn:
        if (meter.doubt.isEmpty())
            return tr("Answers well");
        return meter.doubt == QLatin1String("duplicate_address") ? tr("Address there twice?")
                                                                 : tr("Answers damaged");
    default: return {};
    }
}

QVariant FoundMetersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FoundMeter &meter = m_meters[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text(meter, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() == AnsweredColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case CellDelegate::StrongRole: return index.column() == AddressColumn;
    case CellDelegate::ColorRoleRole:
        return index.column() == DoubtColumn && !meter.doubt.isEmpty() ? int(ColorRole::PriorityHigh)
                                                                       : QVariant();
    default: return {};
    }
}

QVariant FoundMetersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == AnsweredColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ProtocolColumn: return tr("Protocol");
    case AddressColumn: return tr("Address");
    case SettingsColumn: return tr("Line settings");
    case ProfileColumn: return tr("Profile");
    case AnsweredColumn: return tr("Answers after");
    case DoubtColumn: return tr("Verdict");
    default: return {};
    }
}

} // namespace pd::ui
