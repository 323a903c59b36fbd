// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/orderdesk.h"

#include "models/basics/whenfinished.h"
#include "models/session/chargepreview.h"

#include <QTimeZone>

namespace pd::cloud {

namespace {

constexpr int longestClientRef = 100;
constexpr int largestPage = 500;
constexpr int mostRecent = 5;
constexpr qint64 longestAheadS = 24 * 3600;
constexpr qint64 longestTimeS = 24 * 3600;
constexpr Energy largestEnergy = Energy::fromWh(1'000'000);

template <typename T>
QFuture<Result<T>> refused(const Error &error)
{
    return readyFuture(Result<T>(tl::unexpected(error)));
}

tl::unexpected<Error> no(Error::Kind kind, const char *reason, const QString &detail)
{
    return failure(kind, detail, QLatin1String(reason));
}

} // namespace

OrderDesk::OrderDesk(Database &database, OrderBook &book, Settlement &settlement, Cashier &cashier,
                     CommandDesk &commands, Board &board, Catalogue &catalogue,
                     ReservationTable &reservations, PileLink &link, const OrderSettings &settings,
                     QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_book(book)
    , m_settlement(settlement)
    , m_cashier(cashier)
    , m_commands(commands)
    , m_board(board)
    , m_catalogue(catalogue)
    , m_reservations(reservations)
    , m_link(link)
    , m_settings(settings)
{
    cashier.setListener(this);
}

// ---- checks

Result<AccountCheck> OrderDesk::checkAccount(const QString &phone)
{
    const std::optional<Account> account = m_catalogue.accountByPhone(phone.trimmed());
    if (!account)
        return no(Error::Kind::NotFound, "unknown_account",
                  QStringLiteral("no account has this phone number"));
    return described(*account);
}

AccountCheck OrderDesk::described(const Account &account)
{
    AccountCheck check{account.id,
                       maskedPhone(account.phone),
                       maskedPlate(account.plate),
                       portsInUse(account.id),
                       account.portLimit,
                       account.blocked,
                       account.settleAfter,
                       !account.boundCard.isEmpty(),
                       m_book.table().sumOwedBy(account.id),
                       {}};
    for (const OrderRecord &record : m_book.table().lastOf(account.id, mostRecent)) {
        const ChargeOrder order = m_book.present(record);
        check.lastCharges.append(
            {order.id, order.port, order.startedAt, order.bill.energy, order.bill.total(), order.owed});
    }
    return check;
}

int OrderDesk::portsInUse(const AccountId &account)
{
    return m_book.table().openOrdersOf(account) + m_reservations.heldFor(account);
}

Result<AccountId> OrderDesk::checkReservation(const PortId &port, const AccountId &id)
{
    const Result<Account> account = checkAccount(id, {});
    if (!account)
        return tl::unexpected(account.error());
    if (m_reservations.heldAt(port))
        return no(Error::Kind::Busy, "reserved", QStringLiteral("the port is reserved"));
    if (const Done done = checkPort(port, {}, account->id, true); !done)
        return tl::unexpected(done.error());
    const std::optional<Port> seen = m_board.port(port);
    if (seen && seen->connectorStatus != ConnectorStatus::Available)
        return no(Error::Kind::Busy, "port_occupied", QStringLiteral("a car is there"));
    return account->id;
}

std::optional<Account> OrderDesk::accountOf(const AccountId &id)
{
    std::optional<Account> account = m_catalogue.account(id);
    return account ? account : m_catalogue.accountByPhone(id.text());
}

Result<AccountCheck> OrderDesk::changeAccount(const AccountId &id, const AccountChange &change,
                                              const QString &by)
{
    Transaction work(m_db);
    std::optional<Account> account = accountOf(id);
    if (!account)
        return no(Error::Kind::NotFound, "unknown_account", QStringLiteral("no such account"));
    account->settleAfter = change.settleAfter.value_or(account->settleAfter);
    account->portLimit = change.portLimit.value_or(account->portLimit);
    account->blocked = change.blocked.value_or(account->blocked);
    m_catalogue.updateAccount(*account);
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    qCInfo(lcOrders).noquote() << "account" << account->id.text() << "changed by" << by;
    return described(*account);
}

// What was true when the order was made may not be so any more: between the two others have started.
Done OrderDesk::checkAgain(const OrderRecord &record)
{
    const std::optional<Account> account = m_catalogue.account(record.order.account);
    if (!account)
        return {};
    if (account->blocked)
        return no(Error::Kind::NotAllowed, "account_blocked", QStringLiteral("the account is blocked"));
    const int inUse = m_book.table().runningOrdersOf(account->id, record.order.id);
    if (inUse >= account->portLimit)
        return no(Error::Kind::Rejected, "ports_limit",
                  QStringLiteral("%1 of %2 ports in use").arg(inUse).arg(account->portLimit));
    return {};
}

// Where it has a port held for it already, it takes just that.
Result<Account> OrderDesk::checkAccount(const AccountId &id, const PortId &port)
{
    const std::optional<Account> account = accountOf(id);
    if (!account)
        return no(Error::Kind::NotFound, "unknown_account", QStringLiteral("no such account"));
    if (account->blocked)
        return no(Error::Kind::NotAllowed, "account_blocked", QStringLiteral("the account is blocked"));
    const std::optional<ReservationRecord> held = m_reservations.heldAt(port);
    const bool isHolder = held && held->reservation.account == account->id;
    const int inUse = portsInUse(account->id) - (isHolder ? 1 : 0);
    if (inUse >= account->portLimit)
        return no(Error::Kind::Rejected, "ports_limit",
                  QStringLiteral("%1 of %2 ports in use").arg(inUse).arg(account->portLimit));
    const Money owed = m_book.table().sumOwedBy(account->id);
    if (owed > (account->settleAfter ? m_settings.largestCredit : m_settings.largestDebt))
        return no(Error::Kind::Rejected, "unpaid_bills",
                  QStringLiteral("%1 are unpaid of earlier bills").arg(owed.text()));
    return *account;
}

// A start that is set for later: not in the past, and not so far ahead that nobody remembers.
Done OrderDesk::checkStart(const OrderRequest &request) const
{
    if (!request.startAt.isValid())
        return {};
    const QDateTime now = m_book.now();
    if (request.startAt < now || request.startAt > now.addSecs(longestAheadS))
        return no(Error::Kind::Invalid, "start_at_invalid",
                  QStringLiteral("the start does not lie within the next 24 hours"));
    return {};
}

// The car of a later start may still be on its way.
Done OrderDesk::checkPort(const PortId &id, const OrderId &own, const AccountId &account, bool isLater)
{
    const std::optional<Port> port = m_board.port(id);
    const PileRecord *pile = m_board.record(pileOf(id));
    if (!port || !pile || pile->pile.station.isEmpty())
        return no(Error::Kind::NotFound, "unknown_port", QStringLiteral("no port ") + id.text().left(60));
    const std::optional<OrderRecord> other = m_book.table().openAt(pileOf(id), connectorOf(id));
    if (other && other->order.id != own)
        return no(Error::Kind::Busy, "port_occupied", QStringLiteral("another order holds the port"));
    const std::optional<ReservationRecord> held = m_reservations.heldAt(id);
    if (held && held->reservation.account != account)
        return no(Error::Kind::Busy, "reserved", QStringLiteral("the port is reserved"));
    if (!m_link.isOnline(pileOf(id)))
        return no(Error::Kind::Offline, "port_offline", QStringLiteral("the pile is not connected"));
    switch (port->connectorStatus) {
    case ConnectorStatus::Preparing:
    case ConnectorStatus::Finishing: // some piles say so of a car just plugged in
        return {};
    case ConnectorStatus::Reserved:
        if (!held)
            return no(Error::Kind::Busy, "reserved", QStringLiteral("the port is reserved"));
        [[fallthrough]];
    case ConnectorStatus::Available:
        if (isLater)
            return {};
        return no(Error::Kind::Conflict, "port_not_plugged", QStringLiteral("no car is plugged in"));
    case ConnectorStatus::Unknown:
        return no(Error::Kind::Offline, "port_offline", QStringLiteral("the port has not reported yet"));
    case ConnectorStatus::Unavailable:
    case ConnectorStatus::Faulted:
        return no(Error::Kind::Conflict, "port_faulted",
                  QStringLiteral("the port is ") + toWord(port->connectorStatus));
    default: break;
    }
    return no(Error::Kind::Busy, "port_occupied",
              QStringLiteral("the port is ") + toWord(port->connectorStatus));
}

Result<Money> OrderDesk::amountFor(const OrderRequest &request, const PricePlan &plan)
{
    const bool byAmount = request.limit.kind == ChargeLimit::Kind::Amount;
    const bool byEnergy = request.limit.kind == ChargeLimit::Kind::Energy;
    const bool byTime = request.limit.kind == ChargeLimit::Kind::Time;
    const bool isOffered = (request.mode == ChargeMode::ByEnergy && (byAmount || byEnergy))
        || (request.mode == ChargeMode::AutoFull && byAmount)
        || (request.mode == ChargeMode::ByTime && (byAmount || byTime));
    if (!isOffered)
        return no(Error::Kind::Unsupported, "mode_not_offered",
                  QStringLiteral("%1 with limit %2").arg(toWord(request.mode), toWord(request.limit.kind)));
    if (byEnergy && (request.limit.energy < meterStep || request.limit.energy > largestEnergy))
        return no(Error::Kind::Invalid, "amount_invalid", QStringLiteral("the energy is out of range"));
    if (byTime && (request.limit.seconds < 60 || request.limit.seconds > longestTimeS))
        return no(Error::Kind::Invalid, "amount_invalid", QStringLiteral("the time is out of range"));
    const Money amount = prepaymentFor(request.limit, plan);
    if (amount <= Money() || amount > m_settings.largestAmount)
        return no(Error::Kind::Invalid, "amount_invalid",
                  QStringLiteral("%1 is not within 0.01 and %2")
                      .arg(amount.text(), m_settings.largestAmount.text()));
    return amount;
}

Result<OrderRecord> OrderDesk::found(const OrderId &id)
{
    const std::optional<OrderRecord> record = m_book.table().order(id);
    if (!record)
        return no(Error::Kind::NotFound, "unknown_order", QStringLiteral("no order ") + id.text().left(60));
    return *record;
}

// ---- making

Result<OrderRecord> OrderDesk::prepared(const OrderRequest &request, const QString &by, Money *amount)
{
    if (request.clientRef.size() > longestClientRef)
        return no(Error::Kind::Invalid, "client_ref_invalid", QStringLiteral("client_ref is too long"));
    if (const Done later = checkStart(request); !later)
        return tl::unexpected(later.error());
    const std::optional<Account> known = accountOf(request.account);
    const AccountId asker = known ? known->id : AccountId();
    if (const Done port = checkPort(request.port, {}, asker, request.startAt.isValid()); !port)
        return tl::unexpected(port.error());
    const Result<Account> account = checkAccount(request.account, request.port);
    if (!account)
        return tl::unexpected(account.error());
    const StationId stationId = m_board.record(pileOf(request.port))->pile.station;
    const std::optional<Station> station = m_catalogue.station(stationId);
    const std::optional<PricePlan> plan = station ? m_catalogue.planAt(*station, m_book.now()) : std::nullopt;
    if (!plan)
        return no(Error::Kind::Conflict, "no_price_plan", QStringLiteral("the station has no price plan"));
    const Result<Money> prepaid = amountFor(request, *plan);
    if (!prepaid)
        return tl::unexpected(prepaid.error());
    if (!account->settleAfter && !m_cashier.hasChannel(request.method))
        return no(Error::Kind::Offline, "payment_channel_down",
                  QStringLiteral("no payment channel is set up for ") + toWord(request.method));
    const bool isByCard = !account->settleAfter && request.method == PaymentMethod::BankCard;
    if (isByCard && account->boundCard.isEmpty())
        return no(Error::Kind::Conflict, "no_bound_card", QStringLiteral("no bank card is bound"));
    *amount = *prepaid;

    OrderRecord record;
    record.planVersion = plan->version;
    ChargeOrder &order = record.order;
    order.clientRef = request.clientRef;
    order.station = stationId;
    order.port = request.port;
    order.account = account->id;
    order.accountMasked = maskedPhone(account->phone);
    order.mode = request.mode;
    order.limit = request.limit;
    order.startAt = request.startAt;
    if (account->settleAfter)
        order.state = OrderState::Paid;
    order.operatorName = by;
    m_book.insert(record, QTimeZone(station->timeZone.toLatin1()));
    return record;
}

QFuture<Result<ChargeOrder>> OrderDesk::create(const OrderRequest &request, const QString &by)
{
    Transaction work(m_db);
    if (!request.clientRef.isEmpty()) {
        if (const std::optional<OrderRecord> known = m_book.table().byClientRef(request.clientRef))
            return readyFuture(Result<ChargeOrder>(m_book.present(*known)));
    }
    Money amount;
    const Result<OrderRecord> record = prepared(request, by, &amount);
    if (!record)
        return refused<ChargeOrder>(record.error());
    if (record->order.state == OrderState::Paid) // it settles afterwards
        return readyFuture(finished(work, *record));
    PaymentRecord payment;
    payment.order = record->order.id;
    payment.currency = m_catalogue.plan(record->planVersion)->currency;
    payment.payment.id = PaymentId(record->order.id.text() + QStringLiteral("-P1"));
    payment.payment.method = request.method;
    payment.payment.amount = amount;
    payment.payment.createdAt = record->order.createdAt;
    if (request.method == PaymentMethod::BankCard)
        payment.card = m_catalogue.account(record->order.account)->boundCard;
    const QFuture<Result<Payment>> opened
        = m_cashier.open(payment, QStringLiteral("PileDeck ") + record->order.port.text());
    if (const Done done = work.commit(); !done)
        return refused<ChargeOrder>(done.error());

    auto promise = std::make_shared<QPromise<Result<ChargeOrder>>>();
    promise->start();
    whenFinished(opened, this, [this, promise, id = record->order.id](const Result<Payment> &answer) {
        // Where nobody knows what the channel did, the order stands and the channel is asked on.
        const Result<ChargeOrder> made = order(id);
        if (!answer && made && isOver(made->state))
            promise->addResult(no(Error::Kind::Offline, "payment_channel_down", answer.error().detail));
        else
            promise->addResult(made);
        promise->finish();
    });
    return promise->future();
}

Result<ChargeOrder> OrderDesk::order(const OrderId &id)
{
    return found(id).map([this](const OrderRecord &record) { return m_book.present(record); });
}

OrdersGateway::Page OrderDesk::page(const QString &cursor, int limit)
{
    OrdersGateway::Page page;
    const int rows = qBound(1, limit, largestPage);
    const QList<OrderRecord> records = m_book.table().newestBefore(cursor.toLongLong(), rows);
    for (const OrderRecord &record : records)
        page.orders.append(m_book.present(record));
    if (records.size() == rows && records.last().seq > 1)
        page.next = QString::number(records.last().seq);
    return page;
}

// ---- acting

Result<ChargeOrder> OrderDesk::finished(Transaction &work, const OrderRecord &record)
{
    const OrderId id = record.order.id;
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    return order(id);
}

Result<ChargeOrder> OrderDesk::start(const OrderId &id, const QString &by)
{
    Transaction work(m_db);
    Result<OrderRecord> record = found(id);
    if (!record)
        return tl::unexpected(record.error());
    const OrderState state = record->order.state;
    if (state == OrderState::Starting || state == OrderState::Charging)
        return m_book.present(*record);
    if (state == OrderState::AwaitingPayment)
        return no(Error::Kind::Conflict, "not_paid", QStringLiteral("the order is not paid yet"));
    if (state != OrderState::Paid)
        return no(Error::Kind::Conflict, "already_started", QStringLiteral("the order is ") + toWord(state));
    if (const Done port = checkPort(record->order.port, id, record->order.account); !port)
        return tl::unexpected(port.error());
    if (const Done account = checkAgain(*record); !account) {
        record->order.stopReason = account.error().reason;
        m_book.note(id, QStringLiteral("not_started"), account.error().detail);
        m_settlement.endWithout(*record, OrderState::Failed);
        if (const Done done = work.commit(); !done)
            return tl::unexpected(done.error());
        return tl::unexpected(account.error());
    }
    const std::optional<ReservationRecord> held = m_reservations.heldAt(record->order.port);
    m_commands.start(*record, by, held ? held->idTag : QString());
    return finished(work, *record);
}

Result<ChargeOrder> OrderDesk::stop(const OrderId &id, const QString &by)
{
    Transaction work(m_db);
    Result<OrderRecord> record = found(id);
    if (!record)
        return tl::unexpected(record.error());
    const OrderState state = record->order.state;
    if (state == OrderState::Stopping || record->order.endedAt.isValid())
        return m_book.present(*record);
    if (state != OrderState::Charging)
        return no(Error::Kind::Conflict, "not_charging", QStringLiteral("the order is ") + toWord(state));
    m_commands.stop(*record, by, {});
    return finished(work, *record);
}

Result<ChargeOrder> OrderDesk::cancel(const OrderId &id, const QString &by)
{
    Transaction work(m_db);
    Result<OrderRecord> record = found(id);
    if (!record)
        return tl::unexpected(record.error());
    const OrderState state = record->order.state;
    if (state == OrderState::Cancelled)
        return m_book.present(*record);
    if (state != OrderState::AwaitingPayment && state != OrderState::Paid)
        return no(Error::Kind::Conflict, "already_started", QStringLiteral("the order is ") + toWord(state));
    record->order.stopReason = QStringLiteral("Cancelled");
    m_settlement.endWithout(*record, OrderState::Cancelled);
    qCInfo(lcOrders).noquote() << "order" << id.text() << "cancelled by" << by;
    return finished(work, *record);
}

Result<ChargeOrder> OrderDesk::startForToken(const TokenStart &start, const QString &by)
{
    Transaction work(m_db);
    if (const Done port = checkPort(start.port, {}, {}); !port)
        return tl::unexpected(port.error());
    const std::optional<Station> station
        = m_catalogue.station(m_board.record(pileOf(start.port))->pile.station);
    OrderRecord record;
    record.origin = OrderRecord::Origin::Ocpi;
    record.planVersion = m_catalogue.planVersionAt(*station, m_book.now());
    record.replyId = start.replyId;
    record.replyUrl = start.replyUrl;
    ChargeOrder &order = record.order;
    order.station = station->id;
    order.port = start.port;
    order.mode = ChargeMode::AutoFull;
    order.state = OrderState::Paid;
    order.operatorName = by;
    order.accountMasked = QStringLiteral("****") + start.contractId.right(4);
    if (const std::optional<Card> card = m_catalogue.card(start.tokenUid)) {
        const Result<Account> account = card->blocked
            ? Result<Account>(
                no(Error::Kind::NotAllowed, "account_blocked", QStringLiteral("the card is blocked")))
            : checkAccount(card->account, start.port);
        if (!account)
            return tl::unexpected(account.error());
        order.account = account->id;
        order.accountMasked = maskedPhone(account->phone);
    }
    m_book.insert(record, QTimeZone(station->timeZone.toLatin1()));
    m_commands.start(record, by);
    return finished(work, record);
}

Result<ChargeOrder> OrderDesk::stopSession(const SessionId &session, const QString &replyId,
                                           const QString &replyUrl, const QString &by)
{
    std::optional<OrderRecord> record = m_book.table().bySession(session);
    if (!record)
        return no(Error::Kind::NotFound, "unknown_session", QStringLiteral("no such session"));
    Transaction work(m_db);
    record->replyId = replyId;
    record->replyUrl = replyUrl;
    m_book.save(*record);
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    return stop(record->order.id, by);
}

// ---- money

void OrderDesk::paymentChanged(const PaymentRecord &payment)
{
    std::optional<OrderRecord> record = m_book.table().order(payment.order);
    if (!record)
        return;
    const bool isWaiting = record->order.state == OrderState::AwaitingPayment;
    switch (payment.payment.state) {
    case PaymentState::Succeeded:
        m_settlement.captured(payment);
        if (isWaiting)
            record->order.state = OrderState::Paid;
        else
            m_settlement.returnAll(payment, QStringLiteral("the order was given up"));
        break;
    case PaymentState::Refused:
    case PaymentState::Closed:
        if (isWaiting)
            record->order.state = OrderState::Failed;
        break;
    default: break;
    }
    m_book.save(*record);
}

void OrderDesk::refundChanged(const RefundRecord &refund)
{
    std::optional<OrderRecord> record = m_book.table().order(refund.order);
    if (!record)
        return;
    if (refund.state == RefundRecord::State::Succeeded) {
        record->order.refunded += refund.amount;
        m_settlement.refunded(refund);
    }
    if (refund.state == RefundRecord::State::Closed || refund.state == RefundRecord::State::Abnormal)
        m_book.note(refund.order, QStringLiteral("refund_failed"),
                    refund.id + QLatin1Char(' ') + toWord(refund.state));
    m_book.save(*record);
}

void OrderDesk::payerTooLate(const PaymentRecord &payment)
{
    std::optional<OrderRecord> record = m_book.table().order(payment.order);
    if (!record || record->order.state != OrderState::AwaitingPayment)
        return;
    record->order.stopReason = QStringLiteral("PaymentTimeout");
    m_settlement.endWithout(*record, OrderState::Cancelled);
}

} // namespace pd::cloud
