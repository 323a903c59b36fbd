// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/framelogmodel.h"

#include "ui/meters/frametext.h"
#include "ui/meters/readinghistory.h"
#include "ui/meters/readingsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/csv.h"

namespace pd::ui {

namespace {

constexpr qsizetype mostMeters = 250; // to choose from

// With its date and offset where the calendar is known.
QString whenText(const FrameLogEntry &entry)
{
    return entry.at.isValid() ? momentText(entry.at) : entry.wallTime;
}

} // namespace

FrameLogModel::FrameLogModel(int capacity, QObject *parent)
    : QAbstractTableModel(parent)
    , m_capacity(qMax(10, capacity))
{
}

void FrameLogModel::append(const FrameLogEntry &entry)
{
    if (m_entries.size() >= m_capacity) {
        // A tenth at once, so that a full log does not move all its rows at every frame.
        const int gone = m_capacity / 10;
        beginRemoveRows({}, 0, gone - 1);
        m_entries.remove(0, gone);
        endRemoveRows();
    }
    const int row = int(m_entries.size());
    beginInsertRows({}, row, row);
    m_entries.append(entry);
    endInsertRows();
    const MeterAddress &meter = entry.meaning.meter;
    if (meter.address.isEmpty() || m_meters.size() >= mostMeters || m_meters.contains(meter))
        return;
    m_meters.append(meter);
    Q_EMIT metersChanged();
}

void FrameLogModel::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
    m_meters.clear();
    Q_EMIT metersChanged();
}

void FrameLogModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0, DirectionColumn), index(int(m_entries.size()) - 1, TextColumn));
}

QByteArray FrameLogModel::csv() const
{
    Csv csv({tr("Time"), tr("Direction"), tr("Protocol"), tr("Meter address"), tr("Bytes"), tr("Meaning")});
    for (const FrameLogEntry &entry : m_entries) {
        const MeterAddress &meter = entry.meaning.meter;
        csv.addLine({whenText(entry), text(entry, DirectionColumn),
                     meter.address.isEmpty() ? QString() : MeterWords::protocol(meter.protocol),
                     meter.address, text(entry, HexColumn), text(entry, TextColumn)});
    }
    return csv.bytes();
}

QByteArray FrameLogModel::plainText() const
{
    QString all;
    for (const FrameLogEntry &entry : m_entries) {
        const QString bytes = text(entry, HexColumn);
        all += whenText(entry) + QLatin1String("  ") + text(entry, DirectionColumn)
            + (bytes.isEmpty() ? QString() : QLatin1String("  ") + bytes) + QLatin1String("\n    ")
            + text(entry, TextColumn) + QLatin1Char('\n');
    }
    return all.toUtf8();
}

int FrameLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int FrameLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FrameLogModel::text(const FrameLogEntry &entry, int column) const
{
    switch (column) {
    case TimeColumn: return entry.wallTime;
    case DirectionColumn:
        switch (entry.direction) {
        case FrameLogEntry::Direction::Sent: return tr("Sent");
        case FrameLogEntry::Direction::Received:
            return entry.valid ? tr("Received") : tr("Received, damaged");
        case FrameLogEntry::Direction::Note: break;
        }
        return tr("Note");
    case HexColumn: return QString::fromLatin1(entry.bytes.toHex(' ').toUpper());
    case TextColumn: return FrameText::of(entry);
    default: return {};
    }
}

QVariant FrameLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FrameLogEntry &entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(entry, index.column());
    case Qt::ToolTipRole: return index.column() >= HexColumn ? text(entry, index.column()) : QVariant();
    case CellDelegate::MutedRole:
        return index.column() == TimeColumn || entry.direction == FrameLogEntry::Direction::Note;
    case CellDelegate::ColorRoleRole:
        // A damaged frame is told by words; the colour only helps to find it.
        return entry.valid || index.column() == TimeColumn ? QVariant() : int(ColorRole::PriorityHigh);
    default: return {};
    }
}

QVariant FrameLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case DirectionColumn: return tr("Direction");
    case HexColumn: return tr("Bytes");
    case TextColumn: return tr("Meaning");
    default: return {};
    }
}

} // namespace pd::ui
