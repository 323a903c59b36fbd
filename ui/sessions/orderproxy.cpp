// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/orderproxy.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace pd::ui {

using Column = OrderTableModel::Column;

OrderProxy::OrderProxy(OrderTableModel &model, const OrderStore &orders, const PileStore &piles,
                       QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
    , m_orders(orders)
    , m_piles(piles)
{
    setSourceModel(&model);
    setSortRole(OrderTableModel::SortRole);
}

bool OrderProxy::isFigure(int column)
{
    return column >= OrderTableModel::EnergyColumn && column <= OrderTableModel::RefundedColumn;
}

void OrderProxy::setText(const QString &text)
{
    m_words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void OrderProxy::setGroup(Group group)
{
    m_group = group;
    invalidateFilter();
}

void OrderProxy::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, OrderTableModel::ColumnCount - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, OrderTableModel::ColumnCount - 1));
}

QVariant OrderProxy::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return display(index);
    case Qt::TextAlignmentRole:
        return int((isFigure(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case CellDelegate::MutedRole:
    case CellDelegate::StrongRole:
    case CellDelegate::ColorRoleRole: return look(index, role);
    default: return QSortFilterProxyModel::data(index, role);
    }
}

const ChargeOrder *OrderProxy::orderOf(const QModelIndex &source) const
{
    return m_orders.order(OrderId(source.data(OrderTableModel::OrderIdRole).toString()));
}

QString OrderProxy::display(const QModelIndex &index) const
{
    const QModelIndex source = mapToSource(index);
    const ChargeOrder *order = orderOf(source);
    if (!order)
        return {};
    switch (index.column()) {
    case OrderTableModel::StartColumn: {
        const Station *station = m_piles.station(order->station);
        return Figures::dayTime(source.data().toDateTime(), zoneOf(station ? station->timeZone : QString()));
    }
    case OrderTableModel::PileColumn: return shortName(pileOf(order->port));
    case OrderTableModel::ModeColumn: return Words::chosen(order->mode, order->limit);
    case OrderTableModel::StateColumn: return stateOf(*order);
    default: return source.data().toString();
    }
}

QVariant OrderProxy::look(const QModelIndex &index, int role) const
{
    const int column = index.column();
    const auto state = OrderState(mapToSource(index).data(OrderTableModel::StateRole).toInt());
    const bool main = column == OrderTableModel::EnergyColumn || column == OrderTableModel::TotalColumn;
    switch (role) {
    case CellDelegate::StrongRole: return main;
    case CellDelegate::MutedRole:
        return !main && column != OrderTableModel::StartColumn && column != OrderTableModel::StateColumn
            && column != OrderTableModel::PaidColumn;
    case CellDelegate::ColorRoleRole:
        return column == OrderTableModel::StateColumn && state == OrderState::Failed
            ? QVariant(int(ColorRole::PriorityHigh))
            : QVariant();
    default: return {};
    }
}

QVariant OrderProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section >= OrderTableModel::SharpColumn
        && section <= OrderTableModel::ValleyColumn)
        return tr("Part of the energy, in kWh");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case OrderTableModel::StartColumn: return tr("Start");
    case OrderTableModel::PileColumn: return tr("Pile");
    case OrderTableModel::AccountColumn: return tr("Account");
    case OrderTableModel::ModeColumn: return tr("Mode");
    case OrderTableModel::EnergyColumn: return tr("Energy kWh");
    case OrderTableModel::SharpColumn: return Words::band(Band::Sharp);
    case OrderTableModel::PeakColumn: return Words::band(Band::Peak);
    case OrderTableModel::FlatColumn: return Words::band(Band::Flat);
    case OrderTableModel::ValleyColumn: return Words::band(Band::Valley);
    case OrderTableModel::ElectricityColumn: return tr("Electricity ¥");
    case OrderTableModel::ServiceColumn: return tr("Service ¥");
    case OrderTableModel::TotalColumn: return tr("Total ¥");
    case OrderTableModel::PaidColumn: return tr("Paid ¥");
    case OrderTableModel::RefundedColumn: return tr("Refunded ¥");
    case OrderTableModel::StateColumn: return tr("State");
    default: return {};
    }
}

OrderId OrderProxy::orderAt(int row) const
{
    return OrderId(index(row, 0).data(OrderTableModel::OrderIdRole).toString());
}

int OrderProxy::rowOf(const OrderId &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (orderAt(row) == id)
            return row;
    }
    return -1;
}

QString OrderProxy::total(int column) const
{
    if (!isFigure(column))
        return {};
    qint64 sum = 0;
    bool any = false;
    for (int row = 0; row < rowCount(); ++row) {
        const QVariant value = index(row, column).data(OrderTableModel::SortRole);
        any = any || value.typeId() == QMetaType::LongLong;
        sum += value.toLongLong();
    }
    if (!any)
        return {};
    return column <= OrderTableModel::ValleyColumn ? Energy::fromTenthWh(sum).kwhRounded(2)
                                                   : Money::fromMinor(sum).text();
}

bool OrderProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const ChargeOrder *order = orderOf(m_model.index(row, 0, parent));
    if (!order || !inGroup(*order))
        return false;
    const QString text = QStringList{order->id.text(),
                                     order->session.text(),
                                     pileOf(order->port).text(),
                                     order->accountMasked,
                                     stateOf(*order),
                                     order->payment ? order->payment->id.text() : QString()}
                             .join(QLatin1Char(' '));
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool OrderProxy::inGroup(const ChargeOrder &order) const
{
    switch (m_group) {
    case Group::Any: return true;
    case Group::Running: return !isOver(order.state);
    case Group::Unpaid: return order.owed > Money();
    case Group::Settled: return order.state == OrderState::Settled;
    case Group::Unfinished: return order.state == OrderState::Failed || order.state == OrderState::Cancelled;
    }
    return true;
}

// A bill that nothing has paid for yet says so, whatever became of the charge.
QString OrderProxy::stateOf(const ChargeOrder &order) const
{
    if (order.owed <= Money()) {
        const Station *station = m_piles.station(order.station);
        return Words::orderState(order, zoneOf(station ? station->timeZone : QString()));
    }
    return order.settlement.isEmpty() ? tr("Unpaid ¥%1").arg(order.owed.text()) : tr("Waiting for payment");
}

} // namespace pd::ui
