// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/reservationdesk.h"

#include "app/cloud/staff/passwords.h"
#include "models/basics/whenfinished.h"

#include <QTimeZone>

namespace pd::cloud {

namespace {

using State = Reservation::State;

tl::unexpected<Error> no(Error::Kind kind, const char *reason, const QString &detail)
{
    return failure(kind, detail, QLatin1String(reason));
}

} // namespace

ReservationDesk::ReservationDesk(Database &database, ReservationTable &table, OrderBook &book,
                                 OrderDesk &orders, Settlement &settlement, Board &board,
                                 Catalogue &catalogue, PileLink &link, DriverMessages &messages,
                                 const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_table(table)
    , m_book(book)
    , m_orders(orders)
    , m_settlement(settlement)
    , m_board(board)
    , m_catalogue(catalogue)
    , m_link(link)
    , m_messages(messages)
    , m_clock(clock)
{
    connect(&book, &OrderBook::orderChanged, this, &ReservationDesk::consider);
}

// What a pile had not answered when the cloud went down is held: the pile may hold it.
void ReservationDesk::resume()
{
    for (const ReservationRecord &record : m_table.open()) {
        arm(record.reservation);
        holdPort(record.reservation);
    }
}

Result<ReservationRecord> ReservationDesk::prepared(const ReservationRequest &request, const QString &by)
{
    const Result<AccountId> account = m_orders.checkReservation(request.port, request.account);
    if (!account)
        return tl::unexpected(account.error());
    const StationId stationId = m_board.record(pileOf(request.port))->pile.station;
    const std::optional<Station> station = m_catalogue.station(stationId);
    const QDateTime now = m_clock.now();
    const std::optional<PricePlan> plan = station ? m_catalogue.planAt(*station, now) : std::nullopt;
    if (!plan)
        return no(Error::Kind::Conflict, "no_price_plan", QStringLiteral("the station has no price plan"));
    const QDateTime last = now.addSecs(qint64(plan->reservation.freeMinutes) * 60);
    const QDateTime until = request.until.isValid() ? request.until : last;
    if (until <= now || until > last)
        return no(Error::Kind::Invalid, "until_invalid",
                  QStringLiteral("a port is held for %1 min at most").arg(plan->reservation.freeMinutes));
    ReservationRecord record;
    record.idTag = QStringLiteral("PR") + randomLetters(18);
    record.planVersion = plan->version;
    Reservation &reservation = record.reservation;
    reservation.clientRef = request.clientRef;
    reservation.station = stationId;
    reservation.port = request.port;
    reservation.account = *account;
    reservation.createdAt = now;
    reservation.until = until;
    reservation.operatorName = by;
    m_table.insert(record);
    return record;
}

QFuture<Result<Reservation>> ReservationDesk::create(const ReservationRequest &request, const QString &by)
{
    Transaction work(m_db);
    if (!request.clientRef.isEmpty()) {
        if (const auto known = m_table.byClientRef(request.clientRef))
            return readyFuture(Result<Reservation>(shown(*known)));
    }
    const Result<ReservationRecord> made = prepared(request, by);
    if (!made)
        return readyFuture(Result<Reservation>(tl::unexpected(made.error())));
    if (const Done done = work.commit(); !done)
        return readyFuture(Result<Reservation>(tl::unexpected(done.error())));
    const Reservation &asked = made->reservation;
    arm(asked);
    auto promise = std::make_shared<QPromise<Result<Reservation>>>();
    promise->start();
    const QFuture<Done> answer
        = m_link.reserve(pileOf(asked.port), {connectorOf(asked.port), asked.id, made->idTag, asked.until});
    whenFinished(answer, this, [this, promise, id = asked.id](const Done &done) {
        answered(id, done);
        const Result<Reservation> now = reservation(id);
        if (now && now->state == State::Refused)
            promise->addResult(no(Error::Kind::Rejected, "pile_refused", done.error().detail));
        else
            promise->addResult(now);
        promise->finish();
    });
    return promise->future();
}

// A pile that does not know reservations, or whose answer got lost: the cloud holds the port all the same.
void ReservationDesk::answered(int id, const Done &answer)
{
    Transaction work(m_db);
    std::optional<ReservationRecord> record = m_table.reservation(id);
    if (!record || record->reservation.state != State::Requested)
        return;
    const bool isRefused = !answer && answer.error().kind == Error::Kind::Rejected;
    if (isRefused)
        record->reservation.reason = answer.error().reason;
    save(*record, isRefused ? State::Refused : State::Held);
    (void)work.commit();
}

Result<Reservation> ReservationDesk::reservation(int id)
{
    const std::optional<ReservationRecord> record = m_table.reservation(id);
    if (!record)
        return no(Error::Kind::NotFound, "unknown_reservation", QStringLiteral("no reservation %1").arg(id));
    return shown(*record);
}

// As screens have it: the holder's number masked.
Reservation ReservationDesk::shown(const ReservationRecord &record)
{
    Reservation reservation = record.reservation;
    if (const std::optional<Account> account = m_catalogue.account(reservation.account))
        reservation.accountMasked = maskedPhone(account->phone);
    return reservation;
}

QList<Reservation> ReservationDesk::newest(int most)
{
    QList<Reservation> list;
    for (const ReservationRecord &record : m_table.newest(most))
        list.append(shown(record));
    return list;
}

Result<Reservation> ReservationDesk::cancel(int id, const QString &reason, const QString &by)
{
    if (reason.trimmed().isEmpty())
        return no(Error::Kind::Invalid, "reason_missing", QStringLiteral("a cancellation needs a reason"));
    Transaction work(m_db);
    std::optional<ReservationRecord> record = m_table.reservation(id);
    if (!record)
        return no(Error::Kind::NotFound, "unknown_reservation", QStringLiteral("no reservation %1").arg(id));
    if (record->reservation.state == State::Cancelled)
        return shown(*record);
    if (!isHolding(record->reservation.state))
        return no(Error::Kind::Conflict, "reservation_over",
                  QStringLiteral("the reservation is ") + toWord(record->reservation.state));
    record->reservation.reason = reason.trimmed().left(500);
    save(*record, State::Cancelled);
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    qCInfo(lcOrders).noquote() << "reservation" << id << "cancelled by" << by << reason.left(100);
    (void)m_link.cancelReservation(pileOf(record->reservation.port), id);
    return shown(*record);
}

// The holder charges: the reservation is used up.
void ReservationDesk::consider(const ChargeOrder &order)
{
    if (order.state != OrderState::Starting && order.state != OrderState::Charging)
        return;
    std::optional<ReservationRecord> record = m_table.heldAt(order.port);
    if (!record || record->reservation.account != order.account)
        return;
    Transaction work(m_db);
    record->reservation.order = order.id;
    save(*record, State::Consumed);
    (void)work.commit();
}

void ReservationDesk::arm(const Reservation &reservation)
{
    auto timer = std::make_shared<BusinessTimer>(m_clock);
    connect(
        timer.get(), &BusinessTimer::timeout, this, [this, id = reservation.id] { due(id); },
        Qt::QueuedConnection);
    timer->startAt(reservation.until);
    m_timers.insert(reservation.id, timer);
}

void ReservationDesk::due(int id)
{
    m_timers.remove(id);
    std::optional<ReservationRecord> record = m_table.reservation(id);
    if (!record || !isHolding(record->reservation.state))
        return;
    if (m_clock.now() < record->reservation.until)
        return arm(record->reservation); // the clock was set back
    Transaction work(m_db);
    const PortId port = record->reservation.port;
    const std::optional<OrderRecord> order = m_book.table().openAt(pileOf(port), connectorOf(port));
    if (order && order->order.account == record->reservation.account) {
        record->reservation.order = order->order.id; // he is there, and about to start
        save(*record, State::Consumed);
    } else {
        billNoShow(*record);
        save(*record, State::Expired);
    }
    (void)work.commit();
}

// A bill of its own, with nothing but the fee on it: it is settled like any other.
void ReservationDesk::billNoShow(ReservationRecord &record)
{
    Reservation &reservation = record.reservation;
    const std::optional<PricePlan> plan = m_catalogue.plan(record.planVersion);
    const std::optional<Account> account = m_catalogue.account(reservation.account);
    const std::optional<Station> station = m_catalogue.station(reservation.station);
    if (!plan || !account || !station || plan->reservation.noShowFee <= Money())
        return;
    OrderRecord bill;
    bill.origin = OrderRecord::Origin::Reservation;
    bill.planVersion = plan->version;
    bill.order.state = OrderState::Ended;
    bill.order.station = reservation.station;
    bill.order.port = reservation.port;
    bill.order.account = reservation.account;
    bill.order.accountMasked = maskedPhone(account->phone);
    bill.order.operatorName = reservation.operatorName;
    m_book.insert(bill, QTimeZone(station->timeZone.toLatin1()));
    bill.order.startedAt = reservation.createdAt;
    bill.order.endedAt = reservation.until;
    bill.order.stopReason = QStringLiteral("NoShow");
    m_book.note(
        bill.order.id, QStringLiteral("no_show"),
        QStringLiteral("reservation %1 of %2 expired").arg(reservation.id).arg(reservation.port.text()));
    m_settlement.owe(bill, noShowBill(*plan, {reservation.createdAt, reservation.until}).bill);
    reservation.order = bill.order.id;
    m_messages.tell(reservation.account, bill.order.id, QStringLiteral("no_show"),
                    {reservation.port.text(), plan->reservation.noShowFee.text()}, m_clock.now());
}

// Also a pile that does not know reservations shows the port as reserved.
void ReservationDesk::holdPort(const Reservation &reservation)
{
    m_board.setHeld(reservation.port, QStringLiteral("reservation %1").arg(reservation.id),
                    isHolding(reservation.state));
}

void ReservationDesk::save(ReservationRecord &record, State state)
{
    record.reservation.state = state;
    if (!isHolding(state)) {
        record.reservation.endedAt = m_clock.now();
        m_timers.remove(record.reservation.id);
    }
    m_table.update(record);
    m_db.afterCommit([this, now = shown(record)] {
        holdPort(now);
        Q_EMIT reservationChanged(now);
    });
}

} // namespace pd::cloud
