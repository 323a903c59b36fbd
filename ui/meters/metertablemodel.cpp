// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/metertablemodel.h"

#include "models/meter/quantity.h"
#include "ui/meters/readingsmodel.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/figures.h"

#include <QFileInfo>

namespace pd::ui {

MeterTableModel::MeterTableModel(const SteadyClock &steady, const QStringList &quantities, QObject *parent)
    : QAbstractTableModel(parent)
    , m_steady(steady)
    , m_quantities(quantities)
{
}

int MeterTableModel::find(const QString &path, const MeterAddress &meter) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].path == path && m_rows[row].meter == meter)
            return row;
    }
    return -1;
}

bool MeterTableModel::add(const QString &path, const MeterAddress &meter, const QString &profile)
{
    if (find(path, meter) >= 0)
        return false;
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append({path, meter, profile, State::Stopped, {}, std::nullopt});
    endInsertRows();
    return true;
}

void MeterTableModel::remove(int row)
{
    if (row < 0 || row >= m_rows.size())
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

QStringList MeterTableModel::paths() const
{
    QStringList paths;
    for (const Row &row : m_rows) {
        if (!paths.contains(row.path))
            paths.append(row.path);
    }
    return paths;
}

QList<PolledMeter> MeterTableModel::metersOn(const QString &path) const
{
    QList<PolledMeter> meters;
    for (const Row &row : m_rows) {
        if (row.path == path)
            meters.append({row.meter, row.profile, m_quantities});
    }
    return meters;
}

void MeterTableModel::changed(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void MeterTableModel::take(const QString &path, const MeterAddress &meter, const QList<Reading> &readings)
{
    const int row = find(path, meter);
    if (row < 0)
        return;
    m_rows[row].state = State::Answering;
    for (const Reading &reading : readings)
        m_rows[row].readings.insert(reading.quantity, reading);
    changed(row);
}

void MeterTableModel::takeStatistics(const QString &path, const PollStatistics &statistics)
{
    for (const MeterStatistics &one : statistics.meters) {
        const int row = find(path, one.meter);
        if (row < 0 || m_rows[row].statistics == one)
            continue;
        m_rows[row].statistics = one;
        changed(row);
    }
}

void MeterTableModel::setState(const QString &path, State state)
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].path != path)
            continue;
        m_rows[row].state = state;
        changed(row);
    }
}

void MeterTableModel::setState(const QString &path, const MeterAddress &meter, State state)
{
    const int row = find(path, meter);
    if (row < 0)
        return;
    m_rows[row].state = state;
    changed(row);
}

void MeterTableModel::setStaleAfter(int seconds)
{
    m_staleAfter = seconds;
    refreshAges();
}

void MeterTableModel::refreshAges()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, columnCount() - 1));
}

void MeterTableModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    refreshAges();
}

int MeterTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int MeterTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : firstCount() + CountColumns;
}

const Reading *MeterTableModel::reading(const Row &row, int column) const
{
    if (column < FirstQuantity || column >= firstCount())
        return nullptr;
    const auto it = row.readings.constFind(m_quantities[(column - FirstQuantity) / 2]);
    return it == row.readings.cend() ? nullptr : &*it;
}

qint64 MeterTableModel::ageSeconds(const Reading &reading) const
{
    return qMax<qint64>(0, (m_steady.nowNs() - reading.steadyNs) / 1'000'000'000);
}

QString MeterTableModel::stateText(State state)
{
    switch (state) {
    case State::Waiting: return tr("Waiting");
    case State::Answering: return tr("Answers");
    case State::Silent: return tr("No answer");
    case State::LineLost: return tr("Line lost");
    case State::Stopped: break;
    }
    return tr("Stopped");
}

QString MeterTableModel::countText(const Row &row, int count) const
{
    if (!row.statistics)
        return Figures::unknown();
    switch (count) {
    case Answers: return QString::number(row.statistics->answers);
    case Timeouts: return QString::number(row.statistics->timeouts);
    default: return QString::number(row.statistics->checksumErrors);
    }
}

QString MeterTableModel::text(const Row &row, int column) const
{
    switch (column) {
    case LineColumn: return QFileInfo(row.path).fileName();
    case MeterColumn: return MeterWords::meter(row.meter);
    case StateColumn: return stateText(row.state);
    default: break;
    }
    if (column >= firstCount())
        return countText(row, column - firstCount());
    const Reading *value = reading(row, column);
    if ((column - FirstQuantity) % 2 == 1)
        return value ? Figures::age(ageSeconds(*value)) : QString();
    return value && value->quality == Reading::Quality::Good ? Figures::grouped(value->value)
                                                             : Figures::unknown();
}

QVariant MeterTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    const Reading *value = reading(row, index.column());
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() >= FirstQuantity ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case CellDelegate::MutedRole:
        if (index.column() < FirstQuantity || index.column() >= firstCount())
            return row.state != State::Answering;
        return !value || value->quality != Reading::Quality::Good || ageSeconds(*value) > m_staleAfter
            || (index.column() - FirstQuantity) % 2 == 1;
    case Qt::ToolTipRole:
        if (index.column() == MeterColumn)
            return QString(MeterWords::protocol(row.meter.protocol) + QLatin1Char(' ') + row.profile)
                .trimmed();
        return index.column() == LineColumn ? row.path : QVariant();
    case Qt::AccessibleTextRole: return text(row, index.column());
    default: return {};
    }
}

QVariant MeterTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= FirstQuantity ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LineColumn: return tr("Line");
    case MeterColumn: return tr("Meter address");
    case StateColumn: return tr("State");
    default: break;
    }
    switch (section - firstCount()) {
    case Answers: return tr("Answered");
    case Timeouts: return tr("Timeouts");
    case ChecksumErrors: return tr("Checksum errors");
    default: break;
    }
    const QString &quantity = m_quantities[(section - FirstQuantity) / 2];
    if ((section - FirstQuantity) % 2 == 1)
        return tr("Age");
    const QString unit = unitOfQuantity(quantity);
    return unit.isEmpty() ? MeterWords::column(quantity)
                          : tr("%1 (%2)").arg(MeterWords::column(quantity), unit);
}

} // namespace pd::ui
