// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/orders/orderdesk.h"
#include "app/cloud/store/drivermessages.h"
#include "app/cloud/store/reservationtable.h"
#include "models/basics/businesstimer.h"

#include <QHash>

#include <memory>

namespace pd::cloud {

// Ports held for drivers (OCPP 1.6, ReserveNow and CancelReservation). Whoever does not come owes the
// plan's fee, as a bill of its own; a pile that does not know reservations is held by the cloud alone. Core
// thread.
class ReservationDesk : public QObject
{
    Q_OBJECT

public:
    ReservationDesk(Database &database, ReservationTable &table, OrderBook &book, OrderDesk &orders,
                    Settlement &settlement, Board &board, Catalogue &catalogue, PileLink &link,
                    DriverMessages &messages, const Clock &clock, QObject *parent = nullptr);
    void resume();

    // The reservation once the pile has answered. Reasons as of an order (port_occupied, reserved,
    // ports_limit, …) and until_invalid.
    QFuture<Result<Reservation>> create(const ReservationRequest &request, const QString &by);
    Result<Reservation> reservation(int id);
    QList<Reservation> newest(int most = 100);
    // No fee. Invalid without a reason, Conflict where it is over.
    Result<Reservation> cancel(int id, const QString &reason, const QString &by);

Q_SIGNALS:
    void reservationChanged(const pd::Reservation &reservation);

private:
    Result<ReservationRecord> prepared(const ReservationRequest &request, const QString &by);
    void answered(int id, const Done &answer);
    void consider(const ChargeOrder &order);
    void arm(const Reservation &reservation);
    void due(int id);
    Reservation shown(const ReservationRecord &record);
    void holdPort(const Reservation &reservation);
    void billNoShow(ReservationRecord &record);
    void save(ReservationRecord &record, Reservation::State state);

    Database &m_db;
    ReservationTable &m_table;
    OrderBook &m_book;
    OrderDesk &m_orders;
    Settlement &m_settlement;
    Board &m_board;
    Catalogue &m_catalogue;
    PileLink &m_link;
    DriverMessages &m_messages;
    const Clock &m_clock;
    QHash<int, std::shared_ptr<BusinessTimer>> m_timers;
};

} // namespace pd::cloud
