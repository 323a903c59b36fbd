// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/settlementdesk.h"

#include "app/cloud/staff/passwords.h"
#include "models/basics/whenfinished.h"

namespace pd::cloud {

namespace {

using State = JointSettlement::State;

tl::unexpected<Error> no(Error::Kind kind, const char *reason, const QString &detail)
{
    return failure(kind, detail, QLatin1String(reason));
}

QFuture<Result<JointSettlement>> refused(const Error &error)
{
    return readyFuture(Result<JointSettlement>(tl::unexpected(error)));
}

} // namespace

SettlementDesk::SettlementDesk(Database &database, OrderBook &book, SettlementTable &table, Cashier &cashier,
                               Catalogue &catalogue, Books &books, QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_book(book)
    , m_table(table)
    , m_cashier(cashier)
    , m_catalogue(catalogue)
    , m_books(books)
{
    cashier.setSettlementListener(this);
}

Result<Account> SettlementDesk::accountOf(const AccountId &id)
{
    std::optional<Account> account = m_catalogue.account(id);
    if (!account)
        account = m_catalogue.accountByPhone(id.text());
    if (!account)
        return no(Error::Kind::NotFound, "unknown_account", QStringLiteral("no such account"));
    return *account;
}

Result<QList<OrderRecord>> SettlementDesk::owedOf(const Account &account, const SettlementRequest &request)
{
    const QList<OrderRecord> owed = m_book.table().owedBy(account.id);
    QList<OrderRecord> chosen;
    for (const OrderRecord &record : owed) {
        const bool isWanted = request.orders.isEmpty() || request.orders.contains(record.order.id);
        if (isWanted && record.order.settlement.isEmpty())
            chosen.append(record);
        else if (isWanted && !request.orders.isEmpty())
            return no(Error::Kind::Conflict, "already_settling",
                      record.order.id.text() + QStringLiteral(" is in settlement ")
                          + record.order.settlement);
    }
    if (!request.orders.isEmpty() && chosen.size() != request.orders.size())
        return no(Error::Kind::Conflict, "not_owed",
                  QStringLiteral("an order is paid, or not the account's"));
    if (chosen.isEmpty())
        return no(Error::Kind::Conflict, owed.isEmpty() ? "nothing_owed" : "already_settling",
                  QStringLiteral("nothing is to be settled"));
    return chosen;
}

Result<JointSettlement> SettlementDesk::prepared(const SettlementRequest &request, const QString &by)
{
    const Result<Account> account = accountOf(request.account);
    if (!account)
        return tl::unexpected(account.error());
    if (!m_cashier.hasChannel(request.method))
        return no(Error::Kind::Offline, "payment_channel_down",
                  QStringLiteral("no payment channel is set up for ") + toWord(request.method));
    const bool isByCard = request.method == PaymentMethod::BankCard;
    if (isByCard && account->boundCard.isEmpty())
        return no(Error::Kind::Conflict, "no_bound_card", QStringLiteral("no bank card is bound"));
    Result<QList<OrderRecord>> owed = owedOf(*account, request);
    if (!owed)
        return tl::unexpected(owed.error());
    JointSettlement settlement;
    const qint64 seq = m_db.nextNumber(QStringLiteral("settlement"));
    settlement.id = QStringLiteral("PS%1-%2").arg(seq, 6, 10, QLatin1Char('0')).arg(randomLetters(6));
    settlement.clientRef = request.clientRef;
    settlement.account = account->id;
    settlement.operatorName = by;
    settlement.createdAt = m_book.now();
    settlement.updatedAt = settlement.createdAt;
    for (OrderRecord &record : *owed) {
        settlement.parts.append({record.order.id, record.order.owed});
        settlement.amount += record.order.owed;
        record.order.settlement = settlement.id;
        m_book.save(record);
    }
    m_table.insert(settlement, seq);
    return settlement;
}

QFuture<Result<JointSettlement>> SettlementDesk::create(const SettlementRequest &request, const QString &by)
{
    Transaction work(m_db);
    if (!request.clientRef.isEmpty()) {
        if (const std::optional<JointSettlement> known = m_table.byClientRef(request.clientRef))
            return readyFuture(Result<JointSettlement>(*known));
    }
    const Result<JointSettlement> made = prepared(request, by);
    if (!made)
        return refused(made.error());
    PaymentRecord payment;
    payment.settlement = made->id;
    payment.currency = made->currency;
    payment.payment.id = PaymentId(made->id + QStringLiteral("-P1"));
    payment.payment.method = request.method;
    payment.payment.amount = made->amount;
    payment.payment.createdAt = made->createdAt;
    if (request.method == PaymentMethod::BankCard)
        payment.card = m_catalogue.account(made->account)->boundCard;
    const QFuture<Result<Payment>> opened = m_cashier.open(payment, QStringLiteral("PileDeck ") + made->id);
    if (const Done done = work.commit(); !done)
        return refused(done.error());
    auto promise = std::make_shared<QPromise<Result<JointSettlement>>>();
    promise->start();
    whenFinished(opened, this, [this, promise, id = made->id](const Result<Payment> &answer) {
        const Result<JointSettlement> now = settlement(id);
        if (!answer && now && now->state == State::Failed)
            promise->addResult(no(Error::Kind::Offline, "payment_channel_down", answer.error().detail));
        else
            promise->addResult(now);
        promise->finish();
    });
    return promise->future();
}

Result<JointSettlement> SettlementDesk::settlement(const QString &id)
{
    const std::optional<JointSettlement> known = m_table.settlement(id);
    if (!known)
        return no(Error::Kind::NotFound, "unknown_settlement",
                  QStringLiteral("no settlement ") + id.left(60));
    return *known;
}

Result<QList<JointSettlement>> SettlementDesk::of(const QString &account)
{
    return accountOf(AccountId(account)).map([this](const Account &known) { return m_table.of(known.id); });
}

// ---- money

void SettlementDesk::paymentChanged(const PaymentRecord &payment)
{
    std::optional<JointSettlement> settlement = m_table.settlement(payment.settlement);
    if (!settlement || settlement->state != State::AwaitingPayment)
        return;
    // Paid though nobody waited for it any more: it is paid all the same, the bills were kept for it.
    if (payment.payment.state == PaymentState::Succeeded)
        settle(*settlement, payment);
    else if (payment.payment.state == PaymentState::Refused || payment.payment.state == PaymentState::Closed)
        giveUp(*settlement);
}

void SettlementDesk::settle(JointSettlement &settlement, const PaymentRecord &payment)
{
    settlement.state = State::Settled;
    settlement.updatedAt = m_book.now();
    m_table.update(settlement);
    m_books.settled(payment, settlement.account, m_book.now());
    m_cashier.capture(payment.payment.id, payment.payment.amount);
    for (const JointSettlement::Part &part : std::as_const(settlement.parts)) {
        std::optional<OrderRecord> record = m_book.table().order(part.order);
        if (!record)
            continue;
        record->order.owed = record->order.owed - part.amount;
        if (record->order.owed == Money())
            record->order.state = OrderState::Settled;
        m_book.save(*record);
    }
}

void SettlementDesk::giveUp(JointSettlement &settlement)
{
    settlement.state = State::Failed;
    settlement.updatedAt = m_book.now();
    m_table.update(settlement);
    for (const JointSettlement::Part &part : std::as_const(settlement.parts)) {
        std::optional<OrderRecord> record = m_book.table().order(part.order);
        if (!record || record->order.settlement != settlement.id)
            continue;
        record->order.settlement.clear();
        m_book.save(*record);
    }
}

void SettlementDesk::refundChanged(const RefundRecord &) { }

// What the channel says of the closed payment decides.
void SettlementDesk::payerTooLate(const PaymentRecord &payment)
{
    m_cashier.giveUp(payment.payment.id);
}

} // namespace pd::cloud
