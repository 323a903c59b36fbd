// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/piles/portproxy.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/stateglyph.h"

#include <algorithm>

namespace pd::ui {

namespace {

// After so many real seconds a running port's figures are old: piles report every few seconds.
constexpr qint64 oldAfterSeconds = 60;

bool isFigure(int column)
{
    switch (column) {
    case PortTableModel::PowerColumn:
    case PortTableModel::EnergyColumn:
    case PortTableModel::CostColumn:
    case PortTableModel::RegisterColumn:
    case PortTableModel::AgeColumn: return true;
    default: return false;
    }
}

PortLook lookOf(const QModelIndex &source)
{
    return PortLook::of(PortState(source.data(PortTableModel::StateRole).toInt()),
                        ConnectorStatus(source.data(PortTableModel::ConnectorStatusRole).toInt()),
                        source.data(PortTableModel::OnlineRole).toBool());
}

QString pileText(const QModelIndex &source)
{
    const PortId port(source.data(PortTableModel::PortIdRole).toString());
    const QString pile = shortName(PileId(source.data(PortTableModel::PileIdRole).toString()));
    // The model names the port where its pile has several.
    const bool several = !port.isEmpty() && source.data(Qt::DisplayRole).toString() == port.text();
    return several ? pile + QLatin1Char('-') + QString::number(connectorOf(port)) : pile;
}

} // namespace

PortProxy::PortProxy(PortTableModel &model, const Ticker &ticker, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
    , m_ticker(ticker)
{
    setSourceModel(&model);
    setSortRole(PortTableModel::SortRole);
    setDynamicSortFilter(true);
    sort(PortTableModel::PileColumn);
}

void PortProxy::setText(const QString &text)
{
    m_words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void PortProxy::setStation(const QString &station)
{
    m_station = station;
    invalidateFilter();
}

void PortProxy::setGroup(Group group)
{
    m_group = group;
    invalidateFilter();
}

void PortProxy::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, PortTableModel::ColumnCount - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, PortTableModel::ColumnCount - 1));
}

QVariant PortProxy::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return display(index);
    case Qt::ToolTipRole: return toolTip(index);
    case Qt::TextAlignmentRole:
        return int((isFigure(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case CellDelegate::MutedRole:
    case CellDelegate::StrongRole:
    case CellDelegate::ColorRoleRole:
    case CellDelegate::GlyphRole:
    case CellDelegate::HatchedRole: return look(index, role);
    default: return QSortFilterProxyModel::data(index, role);
    }
}

QString PortProxy::display(const QModelIndex &index) const
{
    const QModelIndex source = mapToSource(index);
    switch (index.column()) {
    case PortTableModel::PileColumn: return pileText(source);
    case PortTableModel::StateColumn: return lookOf(source).word;
    case PortTableModel::AgeColumn:
        return Figures::age(m_ticker.ageSeconds(source.data(PortTableModel::SampleTimeRole).toDateTime()));
    case PortTableModel::RegisterColumn: {
        const QString text = source.data().toString();
        return text.isEmpty() ? Figures::unknown() : Figures::grouped(text);
    }
    case PortTableModel::PowerColumn: {
        const QString text = source.data().toString();
        return text.isEmpty() ? Figures::unknown() : text;
    }
    default: return source.data().toString();
    }
}

QVariant PortProxy::toolTip(const QModelIndex &index) const
{
    const QModelIndex source = mapToSource(index);
    const QString port = source.data(PortTableModel::PortIdRole).toString();
    if (index.column() == PortTableModel::PileColumn)
        return port.isEmpty() ? source.data(PortTableModel::PileIdRole) : QVariant(port);
    if (index.column() == PortTableModel::StateColumn && port.isEmpty())
        return tr("The pile has not told its ports yet.");
    return {};
}

QVariant PortProxy::look(const QModelIndex &index, int role) const
{
    const QModelIndex source = mapToSource(index);
    const bool isState = index.column() == PortTableModel::StateColumn;
    const bool stale = source.data(PortTableModel::StaleRole).toBool();
    switch (role) {
    case CellDelegate::GlyphRole: return isState ? QVariant(int(lookOf(source).glyph)) : QVariant();
    case CellDelegate::HatchedRole: return stale;
    case CellDelegate::ColorRoleRole: {
        const PortLook port = lookOf(source);
        const bool fault = port.role == ColorRole::StateFault;
        return isState && (fault || stale) ? QVariant(int(port.role)) : QVariant();
    }
    case CellDelegate::StrongRole:
        return index.column() == PortTableModel::PileColumn || index.column() == PortTableModel::CostColumn;
    case CellDelegate::MutedRole: {
        if (stale || index.column() == PortTableModel::AgeColumn
            || index.column() == PortTableModel::StationColumn)
            return true;
        const auto age = m_ticker.ageSeconds(source.data(PortTableModel::SampleTimeRole).toDateTime());
        return isFigure(index.column()) && (!age || *age > oldAfterSeconds);
    }
    default: return {};
    }
}

QVariant PortProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PortTableModel::PileColumn: return tr("Pile");
    case PortTableModel::StationColumn: return tr("Station");
    case PortTableModel::StateColumn: return tr("State");
    case PortTableModel::PowerColumn: return tr("Power kW");
    case PortTableModel::EnergyColumn: return tr("Energy kWh");
    case PortTableModel::CostColumn: return tr("Cost ¥");
    case PortTableModel::RegisterColumn: return tr("Register kWh");
    case PortTableModel::AccountColumn: return tr("Account");
    case PortTableModel::AgeColumn: return tr("Age");
    default: return {};
    }
}

PortId PortProxy::portAt(int row) const
{
    return PortId(index(row, 0).data(PortTableModel::PortIdRole).toString());
}

int PortProxy::rowOf(const PortId &port) const
{
    const int row = m_model.rowOf(port);
    return row < 0 ? -1 : mapFromSource(m_model.index(row, 0)).row();
}

bool PortProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex source = m_model.index(row, 0, parent);
    const QString station = source.siblingAtColumn(PortTableModel::StationColumn).data().toString();
    if (!m_station.isEmpty() && station != m_station)
        return false;
    if (!inGroup(source))
        return false;
    const QString text
        = QStringList{source.data(PortTableModel::PileIdRole).toString(),
                      source.data(PortTableModel::PortIdRole).toString(), station, lookOf(source).word,
                      source.siblingAtColumn(PortTableModel::AccountColumn).data().toString()}
              .join(QLatin1Char(' '));
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool PortProxy::inGroup(const QModelIndex &source) const
{
    const auto state = PortState(source.data(PortTableModel::StateRole).toInt());
    const bool online = source.data(PortTableModel::OnlineRole).toBool();
    switch (m_group) {
    case Group::Any: return true;
    case Group::Charging: return online && state == PortState::Charging;
    case Group::Plugged: return online && state == PortState::Blocked;
    case Group::Available: return online && state == PortState::Available;
    case Group::Attention:
        return !online || state == PortState::OutOfOrder || state == PortState::Inoperative
            || state == PortState::Unknown;
    }
    return true;
}

} // namespace pd::ui
