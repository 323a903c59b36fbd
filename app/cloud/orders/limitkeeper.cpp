// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/limitkeeper.h"

#include "models/basics/whenfinished.h"

#include <QTimer>

namespace pd::cloud {

namespace {

const QString timeReached = QStringLiteral("time_reached");

} // namespace

LimitKeeper::LimitKeeper(Database &database, OrderBook &book, LiveCharges &live, CommandDesk &commands,
                         PileLink &link, Board &board, const Clock &clock, const LimitSettings &settings,
                         QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_book(book)
    , m_live(live)
    , m_commands(commands)
    , m_link(link)
    , m_board(board)
    , m_clock(clock)
    , m_settings(settings)
{
}

std::optional<Energy> LimitKeeper::target(const OrderRecord &record, const LiveCharge &charge)
{
    std::optional<Energy> limit;
    if (charge.pricing == Pricing::ByTime)
        return limit;
    if (record.order.payment)
        limit = charge.engine.energyLimit(record.order.payment->amount, charge.likelyPowerW());
    else if (record.order.limit.kind == ChargeLimit::Kind::Amount)
        limit = charge.engine.energyLimit(record.order.limit.amount, charge.likelyPowerW());
    if (record.order.limit.kind == ChargeLimit::Kind::Energy)
        limit = limit ? qMin(*limit, record.order.limit.energy) : record.order.limit.energy;
    return limit;
}

QList<int> LimitKeeper::chargesOf(const PileId &pile) const
{
    QList<int> transactions;
    for (const auto &[id, charge] : m_live.all()) {
        if (pileOf(charge.port) == pile)
            transactions.append(id);
    }
    return transactions;
}

void LimitKeeper::considerAll(const PileId &pile)
{
    for (const int id : chargesOf(pile))
        consider(id);
}

void LimitKeeper::tellAgain(const PileId &pile)
{
    Transaction work(m_db);
    for (const int id : chargesOf(pile)) {
        std::optional<OrderRecord> record = m_book.table().order(m_live.find(id)->order);
        if (record && record->limitAccepted) {
            record->limitAccepted.reset();
            m_book.save(*record);
        }
    }
    if (work.commit())
        considerAll(pile);
}

void LimitKeeper::consider(int transaction)
{
    const LiveCharge *charge = m_live.find(transaction);
    const std::optional<OrderRecord> record = charge ? m_book.table().order(charge->order) : std::nullopt;
    if (!record)
        return;
    if (charge->agreedEnd.isValid())
        keepTime(*record, *charge);
    const std::optional<Energy> limit = target(*record, *charge);
    if (!limit)
        return;
    const PileRecord *pile = m_board.record(pileOf(charge->port));
    const bool takesLimit = pile && pile->takesLimit.value_or(true);
    // A pile that is away can neither be told nor be stopped: this is looked at again when it comes back.
    const bool isAway = !m_link.isOnline(pileOf(charge->port));
    if (isAway || (takesLimit && record->limitAccepted == limit)) {
        m_keeping[transaction].timer.reset();
        return;
    }
    if (!takesLimit || m_keeping[transaction].timer)
        predict(*record, *charge, *limit);
    if (takesLimit)
        tell(*record, *charge, *limit);
}

// What flows in the moment between this and the pile's obedience is not priced: nothing is gained by haste. A
// pile that is away is looked at again when it comes back.
void LimitKeeper::keepTime(const OrderRecord &record, const LiveCharge &charge)
{
    if (record.order.state != OrderState::Charging || !m_link.isOnline(pileOf(charge.port)))
        return;
    Keeping &keeping = m_keeping[charge.transaction];
    if (!keeping.end) {
        keeping.end = std::make_shared<BusinessTimer>(m_clock);
        const int id = charge.transaction;
        connect(
            keeping.end.get(), &BusinessTimer::timeout, this, [this, id] { stopNow(id, timeReached); },
            Qt::QueuedConnection);
    }
    if (keeping.end->moment() != charge.agreedEnd)
        keeping.end->startAt(charge.agreedEnd);
}

void LimitKeeper::forget(int transaction)
{
    m_keeping.remove(transaction);
}

void LimitKeeper::tell(const OrderRecord &record, const LiveCharge &charge, Energy limit)
{
    Keeping &keeping = m_keeping[charge.transaction];
    if (keeping.asked)
        return; // its answer looks again
    keeping.asked = limit;
    const int id = charge.transaction;
    qCInfo(lcOrders).noquote() << "order" << record.order.id.text() << "limit" << limit.kwhText() << "kWh";
    whenFinished(m_link.setLimit(pileOf(charge.port), id, limit), this,
                 [this, id, limit](const Done &answer) { told(id, limit, answer); });
}

void LimitKeeper::told(int transaction, Energy limit, const Done &answer)
{
    const LiveCharge *charge = m_live.find(transaction);
    if (!charge)
        return;
    m_keeping[transaction].asked.reset();
    Transaction work(m_db);
    std::optional<OrderRecord> record = m_book.table().order(charge->order);
    if (!record)
        return;
    if (answer) {
        record->limitAccepted = limit;
        m_book.save(*record);
        m_board.setTakesLimit(pileOf(charge->port), true);
    } else {
        qCWarning(lcOrders).noquote()
            << "order" << record->order.id.text() << "limit not taken:" << answer.error().detail;
        if (answer.error().kind == Error::Kind::Unsupported)
            m_board.setTakesLimit(pileOf(charge->port), false);
    }
    const bool isSaved = work.commit().has_value();
    const bool wasAway = !answer && answer.error().kind == Error::Kind::Offline;
    if ((isSaved && answer) || wasAway)
        consider(transaction); // it may be back already
    else if (!answer && isWaitedFor(*charge, answer.error()))
        QTimer::singleShot(m_settings.stopLeadMs, this, [this, transaction] { consider(transaction); });
    else if (const std::optional<Energy> now = target(*record, *charge))
        predict(*record, *charge, *now); // not asked again at once: the next sample does
}

// A pile that has not spoken of its transaction yet may not have heard its number: the cloud was away when it
// began. It is given the time to say it again before it is stopped by prediction.
bool LimitKeeper::isWaitedFor(const LiveCharge &charge, const Error &error)
{
    return error.kind == Error::Kind::Rejected && charge.samples == 0
        && !std::exchange(m_keeping[charge.transaction].unknownOnce, true);
}

void LimitKeeper::predict(const OrderRecord &record, const LiveCharge &charge, Energy limit)
{
    if (record.order.state != OrderState::Charging)
        return;
    const qint64 left = limit.tenthWh() - (charge.lastRegister - charge.startRegister).tenthWh();
    const qint64 msLeft = left <= 0 ? 0 : left * wattMsPerTenthWh / qMax<qint64>(1, charge.greatestPowerW());
    const qint64 leadMs = qint64(double(m_settings.stopLeadMs) * qMax(1.0, m_clock.rate()));
    const QDateTime moment = charge.engine.lastSampleAt().addMSecs(qMax<qint64>(0, msLeft - leadMs));
    Keeping &keeping = m_keeping[charge.transaction];
    if (!keeping.timer) {
        keeping.timer = std::make_shared<BusinessTimer>(m_clock);
        const int id = charge.transaction;
        connect(keeping.timer.get(), &BusinessTimer::timeout, this, [this, id] { stopNow(id, {}); });
    }
    keeping.timer->startAt(moment);
}

void LimitKeeper::stopNow(int transaction, const QString &reason)
{
    const LiveCharge *charge = m_live.find(transaction);
    std::optional<OrderRecord> record = charge ? m_book.table().order(charge->order) : std::nullopt;
    if (!record || record->order.state != OrderState::Charging)
        return;
    Transaction work(m_db);
    const QString byEnergy = record->order.limit.kind == ChargeLimit::Kind::Energy
        ? QStringLiteral("energy_reached")
        : QStringLiteral("amount_used");
    m_commands.stop(*record, QStringLiteral("cloud"), reason.isEmpty() ? byEnergy : reason);
    (void)work.commit();
}

} // namespace pd::cloud
