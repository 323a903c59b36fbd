// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/billingdesk.h"

namespace pd::cloud {

namespace {

constexpr qint64 usualPowerW = 7000;
constexpr qint64 usualToleranceMs = 60'000;

} // namespace

BillingDesk::BillingDesk(Database &database, TransactionTable &transactions, AbnormalTable &abnormal,
                         OrderBook &book, Settlement &settlement, Board &board, Catalogue &catalogue,
                         const Clock &clock)
    : m_db(database)
    , m_transactions(transactions)
    , m_abnormal(abnormal)
    , m_book(book)
    , m_settlement(settlement)
    , m_board(board)
    , m_catalogue(catalogue)
    , m_clock(clock)
{
}

// A real second on the way is ten minutes of a clock that runs 600 times as fast.
ChargeEnergy BillingDesk::reckoned(const PileTransaction &transaction)
{
    RegisterReports reports;
    reports.start = {transaction.startedAt, transaction.receivedAt, transaction.meterStart};
    const QList<StoredSample> told
        = m_transactions.samples(transaction.id) + m_transactions.refused(transaction.id);
    for (const StoredSample &sample : told) {
        // The running bill has taken the end as one more sample.
        const bool isEnd
            = transaction.meterStop == sample.energyRegister && sample.at >= transaction.stoppedAt;
        if (!isEnd)
            reports.samples.append({sample.at, sample.receivedAt, sample.energyRegister});
    }
    if (transaction.meterStop)
        reports.stop = {transaction.stoppedAt, transaction.stopReceivedAt, *transaction.meterStop};
    RegisterFacts facts;
    const std::optional<Port> port = m_board.port(portId(transaction.pile, transaction.connector));
    facts.ratedPowerW = port ? port->maxPowerW : usualPowerW;
    facts.clockToleranceMs = qint64(double(usualToleranceMs) * qMax(1.0, m_clock.rate()));
    return chargeEnergy(reports, facts);
}

Bill BillingDesk::billOf(const ChargeOrder &order, const PricePlan &plan, const ChargeEnergy &energy,
                         const ChargeTimes &times)
{
    RatingEngine engine(plan, energy.points.first().at, Energy());
    for (const EnergyPoint &point : energy.points)
        (void)engine.addSample(point.at, point.sinceStart);
    return chargeBill(plan, pricingOf(order.mode), engine, times).bill;
}

// Whether the car is still there and that may cost something.
bool BillingDesk::mayStand(const ChargeOrder &order, const PricePlan &plan, const Bill &bill) const
{
    const std::optional<Port> port = m_board.port(order.port);
    const bool isGone = order.stopReason == QLatin1String("EVDisconnected") || !port
        || port->connectorStatus == ConnectorStatus::Available;
    return !isGone && bill.energy > Energy() && plan.occupancy.perCompletedMinute > UnitPrice();
}

void BillingDesk::end(OrderRecord &record, const PileTransaction &transaction)
{
    const std::optional<PricePlan> plan = m_catalogue.plan(record.planVersion);
    if (!plan)
        return;
    const ChargeEnergy energy = reckoned(transaction);
    ChargeOrder &order = record.order;
    if (energy.clockOffsetMs != 0) {
        order.startedAt = energy.points.first().at;
        order.endedAt = qMax(energy.points.last().at, order.endedAt.addMSecs(energy.clockOffsetMs));
        if (order.chargedUntil.isValid())
            order.chargedUntil = order.chargedUntil.addMSecs(energy.clockOffsetMs);
    }
    const RegisterFlags harmless = RegisterFlag::Doubled | RegisterFlag::OutOfOrder;
    if (const RegisterFlags told = energy.flags & ~harmless)
        m_book.note(order.id, QStringLiteral("register_put_right"),
                    QStringLiteral("%1, the pile's clock %2 ms off")
                        .arg(toWords(told).join(QStringLiteral(", ")))
                        .arg(-energy.clockOffsetMs));
    if (energy.isAbnormal())
        return hold(record, energy);
    // Gone with the plug: what stood before that, full and suspended, is over as well.
    const ChargeTimes times = m_book.timesOf(order, *plan, order.endedAt);
    const Bill bill = billOf(order, *plan, energy, times);
    order.chargedUntil = times.charging.end;
    if (!mayStand(order, *plan, bill)) {
        order.leftAt = order.endedAt;
        m_settlement.settle(record, bill);
        return;
    }
    order.state = OrderState::Ended;
    order.bill = bill;
    m_book.save(record);
}

std::optional<ChargeOrder> BillingDesk::finish(const OrderId &id, const QDateTime &leftAt)
{
    std::optional<OrderRecord> record = m_book.table().order(id);
    if (!record || record->billed || record->order.state != OrderState::Ended)
        return std::nullopt;
    const std::optional<PileTransaction> transaction
        = m_transactions.transaction(record->order.transactionId);
    const std::optional<PricePlan> plan = m_catalogue.plan(record->planVersion);
    if (!transaction || !plan)
        return std::nullopt;
    ChargeOrder &order = record->order;
    order.leftAt = qMax(leftAt, order.endedAt);
    m_settlement.settle(
        *record, billOf(order, *plan, reckoned(*transaction), m_book.timesOf(order, *plan, order.leftAt)));
    return record->order;
}

// It is Ended and has no bill: what was paid stays on hold, and nothing is owed.
void BillingDesk::hold(OrderRecord &record, const ChargeEnergy &energy)
{
    ChargeOrder &order = record.order;
    order.state = OrderState::Ended;
    order.chargedUntil = {}; // how long it stands matters to nobody now
    m_abnormal.add({order.id,
                    toWord(energy.doubt),
                    energy.energy,
                    toWords(energy.flags),
                    m_clock.now(),
                    {},
                    {},
                    {},
                    {}});
    m_book.note(order.id, QStringLiteral("held_from_settlement"),
                QStringLiteral("%1, %2 kWh are certain").arg(toWord(energy.doubt), energy.energy.kwhText()));
    m_book.save(record);
}

Result<ChargeOrder> BillingDesk::decide(const OrderId &id, Decision decision, const QString &by,
                                        const QString &reason)
{
    if (reason.trimmed().isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("a decision needs a reason"),
                       QStringLiteral("reason_missing"));
    Transaction work(m_db);
    std::optional<AbnormalOrder> abnormal = m_abnormal.find(id);
    std::optional<OrderRecord> record = m_book.table().order(id);
    if (!abnormal || !record)
        return failure(Error::Kind::NotFound, QStringLiteral("no abnormal order ") + id.text().left(60),
                       QStringLiteral("unknown_order"));
    const std::optional<PileTransaction> transaction
        = m_transactions.transaction(record->order.transactionId);
    const std::optional<PricePlan> plan = m_catalogue.plan(record->planVersion);
    if (abnormal->decidedAt.isValid() || !transaction || !plan)
        return failure(Error::Kind::Conflict, QStringLiteral("decided before by ") + abnormal->decidedBy,
                       QStringLiteral("decided_before"));
    abnormal->decidedAt = m_clock.now();
    abnormal->decision = decision == Decision::Bill ? QStringLiteral("BILL") : QStringLiteral("RETURN");
    abnormal->decidedBy = by;
    abnormal->note = reason.left(500);
    m_abnormal.update(*abnormal);
    m_book.note(id, QStringLiteral("decided"),
                QStringLiteral("%1 by %2: %3").arg(abnormal->decision, by, abnormal->note));
    const bool isBilled = decision == Decision::Bill;
    m_settlement.settle(*record,
                        isBilled ? billOf(record->order, *plan, reckoned(*transaction),
                                          m_book.timesOf(record->order, *plan, {}))
                                 : Bill());
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    return m_book.present(*record);
}

} // namespace pd::cloud
