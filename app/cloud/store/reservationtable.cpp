// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/reservationtable.h"

namespace pd::cloud {

namespace {

QVariant textOrNull(const QString &text)
{
    return text.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(text);
}

QString filled(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace

void ReservationTable::insert(ReservationRecord &record)
{
    Reservation &reservation = record.reservation;
    reservation.id = int(m_db.nextNumber(QStringLiteral("reservation")));
    m_db.run(QStringLiteral("INSERT INTO reservation (id, client_ref, station_id, pile_id, connector, "
                            "account_id, id_tag, state, price_plan, created_at, held_until, operator, "
                            "reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             {reservation.id, textOrNull(reservation.clientRef), reservation.station.text(),
              pileOf(reservation.port).text(), connectorOf(reservation.port), reservation.account.text(),
              record.idTag, toWord(reservation.state), record.planVersion, toSql(reservation.createdAt),
              toSql(reservation.until), filled(reservation.operatorName), filled(reservation.reason)});
}

void ReservationTable::update(const ReservationRecord &record)
{
    const Reservation &reservation = record.reservation;
    m_db.run(QStringLiteral("UPDATE reservation SET state = ?, ended_at = ?, reason = ?, order_id = ? "
                            "WHERE id = ?"),
             {toWord(reservation.state), toSql(reservation.endedAt), filled(reservation.reason),
              textOrNull(reservation.order.text()), reservation.id});
}

std::optional<ReservationRecord> ReservationTable::reservation(int id)
{
    return one(QStringLiteral("WHERE id = ?"), {id});
}

std::optional<ReservationRecord> ReservationTable::byClientRef(const QString &clientRef)
{
    return one(QStringLiteral("WHERE client_ref = ?"), {clientRef});
}

std::optional<ReservationRecord> ReservationTable::heldAt(const PortId &port)
{
    return one(QStringLiteral("WHERE pile_id = ? AND connector = ? AND state IN ('REQUESTED', 'HELD')"),
               {pileOf(port).text(), connectorOf(port)});
}

QList<ReservationRecord> ReservationTable::open()
{
    return many(QStringLiteral("WHERE state IN ('REQUESTED', 'HELD') ORDER BY id"));
}

QList<ReservationRecord> ReservationTable::newest(int most)
{
    return many(QStringLiteral("ORDER BY id DESC LIMIT ?"), {most});
}

int ReservationTable::heldFor(const AccountId &account)
{
    Rows rows
        = m_db.run(QStringLiteral("SELECT COUNT(*) FROM reservation r WHERE r.account_id = ? AND r.state IN "
                                  "('REQUESTED', 'HELD') AND NOT EXISTS (SELECT 1 FROM charge_order o WHERE "
                                  "o.pile_id = r.pile_id AND o.connector = r.connector AND o.state IN "
                                  "('AWAITING_PAYMENT', 'PAID', 'STARTING', 'CHARGING', 'STOPPING'))"),
                   {account.text()});
    return rows.next() ? rows.integer(0) : 0;
}

std::optional<ReservationRecord> ReservationTable::one(const QString &tail, const QVariantList &values)
{
    const QList<ReservationRecord> found = many(tail, values);
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<ReservationRecord> ReservationTable::many(const QString &tail, const QVariantList &values)
{
    QList<ReservationRecord> list;
    Rows rows = m_db.run(QStringLiteral("SELECT id, client_ref, station_id, pile_id, connector, account_id, "
                                        "id_tag, state, price_plan, created_at, held_until, ended_at, "
                                        "operator, reason, order_id FROM reservation ")
                             + tail,
                         values);
    while (rows.next()) {
        ReservationRecord record;
        Reservation &reservation = record.reservation;
        reservation.id = rows.integer(0);
        reservation.clientRef = rows.text(1);
        reservation.station = StationId(rows.text(2));
        reservation.port = portId(PileId(rows.text(3)), rows.integer(4));
        reservation.account = AccountId(rows.text(5));
        record.idTag = rows.text(6);
        reservation.state = reservationStateFromWord(rows.text(7)).value_or(Reservation::State::Refused);
        record.planVersion = rows.text(8);
        reservation.createdAt = rows.moment(9);
        reservation.until = rows.moment(10);
        reservation.endedAt = rows.moment(11);
        reservation.operatorName = rows.text(12);
        reservation.reason = rows.text(13);
        reservation.order = OrderId(rows.text(14));
        list.append(record);
    }
    return list;
}

} // namespace pd::cloud
