// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/ordertablemodel.h"

#include <algorithm>

namespace pd {

namespace {

QVariant moneyText(Money money)
{
    return money.text();
}

// Of the band and, with the valley, of the deep valley; empty where the charge never ran in it.
std::optional<Energy> energyIn(const ChargeOrder &order, Band band)
{
    const auto matches = [band](const BillPeriod &period) {
        return period.band == band || (band == Band::Valley && period.band == Band::DeepValley);
    };
    if (std::none_of(order.bill.periods.begin(), order.bill.periods.end(), matches))
        return {};
    const Energy deep = band == Band::Valley ? order.bill.energyIn(Band::DeepValley) : Energy();
    return order.bill.energyIn(band) + deep;
}

std::optional<Energy> energyAt(const ChargeOrder &order, int column)
{
    switch (column) {
    case OrderTableModel::EnergyColumn:
        return order.startedAt.isValid() ? std::optional(order.bill.energy) : std::nullopt;
    case OrderTableModel::SharpColumn: return energyIn(order, Band::Sharp);
    case OrderTableModel::PeakColumn: return energyIn(order, Band::Peak);
    case OrderTableModel::FlatColumn: return energyIn(order, Band::Flat);
    case OrderTableModel::ValleyColumn: return energyIn(order, Band::Valley);
    default: return {};
    }
}

std::optional<Money> moneyAt(const ChargeOrder &order, int column)
{
    const bool billed = order.startedAt.isValid();
    switch (column) {
    case OrderTableModel::ElectricityColumn:
        return billed ? std::optional(order.bill.electricity) : std::nullopt;
    case OrderTableModel::ServiceColumn: return billed ? std::optional(order.bill.service) : std::nullopt;
    case OrderTableModel::TotalColumn: return billed ? std::optional(order.bill.total()) : std::nullopt;
    case OrderTableModel::PaidColumn:
        if (order.payment && order.payment->state == PaymentState::Succeeded)
            return order.payment->amount;
        return {};
    case OrderTableModel::RefundedColumn:
        return order.refunded == Money() ? std::nullopt : std::optional(order.refunded);
    default: return {};
    }
}

} // namespace

OrderTableModel::OrderTableModel(const OrderStore &store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{
    connect(&store, &OrderStore::aboutToReset, this, [this] { beginResetModel(); });
    connect(&store, &OrderStore::wasReset, this, [this] { endResetModel(); });
    connect(&store, &OrderStore::aboutToInsert, this,
            [this](int first, int last) { beginInsertRows({}, first, last); });
    connect(&store, &OrderStore::inserted, this, [this] { endInsertRows(); });
    connect(&store, &OrderStore::ordersChanged, this, [this](int first, int last) {
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    });
}

int OrderTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_store.orders().size());
}

int OrderTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OrderTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ChargeOrder &order = m_store.orders().at(index.row());
    switch (role) {
    case Qt::DisplayRole: return display(order, index.column());
    case OrderIdRole: return order.id.text();
    case StateRole: return int(order.state);
    case ModeRole: return int(order.mode);
    case SortRole: break;
    default: return {};
    }
    if (const auto energy = energyAt(order, index.column()))
        return energy->tenthWh();
    if (const auto money = moneyAt(order, index.column()))
        return money->minor();
    switch (index.column()) {
    case StateColumn: return int(order.state);
    case ModeColumn: return int(order.mode);
    default: return display(order, index.column());
    }
}

QVariant OrderTableModel::display(const ChargeOrder &order, int column) const
{
    switch (column) {
    case StartColumn: return order.startedAt.isValid() ? order.startedAt : order.createdAt;
    case PileColumn: return pileOf(order.port).text();
    case AccountColumn: return order.accountMasked;
    case ModeColumn: return toWord(order.mode);
    case StateColumn: return toWord(order.state);
    default: break;
    }
    if (const auto energy = energyAt(order, column))
        return energy->kwhRounded(2);
    if (const auto money = moneyAt(order, column))
        return moneyText(*money);
    return {};
}

} // namespace pd
