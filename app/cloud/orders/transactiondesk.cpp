// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/orders/transactiondesk.h"

#include "models/account/account.h"

#include <QTimeZone>

#include <algorithm>

namespace pd::cloud {

namespace {

using Status = AuthorizationStatus;

constexpr int mostRefused = 1000;
constexpr int longestDelayDays = 7;
const QString reservedForAnother = QStringLiteral("the port is reserved for another account");

StopReport lostEnd(const LiveCharge &charge, const QString &reason)
{
    StopReport report;
    report.transactionId = charge.transaction;
    report.meterStop = charge.lastRegister;
    report.at = charge.engine.lastSampleAt();
    report.reason = reason;
    return report;
}

} // namespace

TransactionDesk::TransactionDesk(Database &database, TransactionTable &table, OrderBook &book,
                                 LiveCharges &live, BillingDesk &billing, CommandDesk &commands,
                                 LimitKeeper &limits, Board &board, Catalogue &catalogue,
                                 ReservationTable &reservations, PileLink &link, const Clock &clock,
                                 QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_table(table)
    , m_book(book)
    , m_live(live)
    , m_billing(billing)
    , m_commands(commands)
    , m_limits(limits)
    , m_board(board)
    , m_catalogue(catalogue)
    , m_reservations(reservations)
    , m_link(link)
    , m_clock(clock)
{
    connect(&commands, &CommandDesk::chargeLost, this, &TransactionDesk::endLost);
    connect(&board, &Board::portStatusChanged, this, [this](const PortId &port) {
        if (const LiveCharge *charge = m_live.at(port))
            m_commands.considerStarted(charge->order);
    });
}

void TransactionDesk::resume()
{
    m_live.clear();
    for (const PileTransaction &transaction : m_table.open()) {
        const std::optional<OrderRecord> record = m_book.table().order(transaction.order);
        const std::optional<PricePlan> plan = record ? m_catalogue.plan(record->planVersion) : std::nullopt;
        const std::optional<Port> port = record ? m_board.port(record->order.port) : std::nullopt;
        if (!plan || !port || record->order.endedAt.isValid())
            continue;
        LiveCharge &charge = m_live.add(LiveCharge(transaction, *plan, port->maxPowerW, record->order));
        for (const PortEvent &event : m_book.table().statuses(record->order.id))
            charge.say(event);
        for (const StoredSample &sample : m_table.samples(transaction.id)) {
            (void)charge.add(sample.at, sample.energyRegister);
            charge.powerMilliW = sample.powerMilliW;
            charge.power.add(sample.at, sample.energyRegister, sample.powerMilliW);
            ++charge.samples;
        }
        // What the pile offered meanwhile is not on record.
        charge.power.beginAnew(record->order.chargedUntil);
        charge.recordedFull = record->order.chargedUntil;
        charge.refused = int(m_table.refused(transaction.id).size());
        charge.touchedAt = record->order.updatedAt;
        showCharge(charge);
        // While nothing can be recorded this is done again and again; that is said once, by the database.
        if (!m_db.trouble())
            qCInfo(lcOrders).noquote() << "order" << record->order.id.text() << "goes on at"
                                       << charge.engine.energy().kwhText() << "kWh";
    }
}

// ---- who may charge

AuthorizationStatus TransactionDesk::authorize(const PileId &pile, const QString &idTag)
{
    if (const std::optional<OrderRecord> record = m_book.table().byIdTag(idTag))
        return pileOf(record->order.port) == pile && !isOver(record->order.state) ? Status::Accepted
                                                                                  : Status::Invalid;
    const std::optional<Card> card = m_catalogue.card(idTag);
    const std::optional<Account> account = card ? m_catalogue.account(card->account) : std::nullopt;
    if (!account)
        return Status::Invalid;
    if (card->blocked || account->blocked)
        return Status::Blocked;
    const std::optional<Pile> seen = m_board.pile(pile);
    const auto isForOthers = [&](const Port &port) { return isHeldForOthers(port.id, account->id); };
    if (seen && !seen->ports.isEmpty() && std::all_of(seen->ports.begin(), seen->ports.end(), isForOthers)) {
        qCInfo(lcOrders).noquote() << "pile" << pile.text() << "card refused:" << reservedForAnother;
        return Status::Blocked;
    }
    return Status::Accepted;
}

bool TransactionDesk::isHeldForOthers(const PortId &port, const AccountId &account)
{
    const std::optional<ReservationRecord> held = m_reservations.heldAt(port);
    return held && held->reservation.account != account;
}

TransactionDesk::Claim TransactionDesk::claimOf(const PileId &pile, int connector, const QString &idTag)
{
    if (const std::optional<OrderRecord> record = m_book.table().byIdTag(idTag)) {
        const bool fits
            = record->order.port == portId(pile, connector) && record->order.state == OrderState::Starting;
        return fits ? Claim{Status::Accepted, record, {}} : Claim{};
    }
    const std::optional<Card> card = m_catalogue.card(idTag);
    return card ? claimOfCard(pile, connector, *card) : Claim{};
}

// A card at the pile: an order that is settled afterwards. Where there is no price plan nothing is billed.
TransactionDesk::Claim TransactionDesk::claimOfCard(const PileId &pile, int connector, const Card &card)
{
    const std::optional<Account> account = m_catalogue.account(card.account);
    if (!account || card.blocked || account->blocked)
        return {Status::Blocked, {}, QStringLiteral("the card or its account is blocked")};
    if (isHeldForOthers(portId(pile, connector), account->id))
        return {Status::Blocked, {}, reservedForAnother};
    if (m_book.table().openOrdersOf(account->id) >= account->portLimit)
        return {Status::ConcurrentTx, {}, QStringLiteral("all ports of the account are in use")};
    if (m_book.table().openAt(pile, connector))
        return {Status::Invalid, {}, QStringLiteral("somebody else has paid for the port")};
    const PileRecord *record = m_board.record(pile);
    const std::optional<Station> station = record ? m_catalogue.station(record->pile.station) : std::nullopt;
    if (!station)
        return {Status::Accepted, {}, {}};
    OrderRecord fresh;
    fresh.origin = OrderRecord::Origin::Card;
    fresh.planVersion = m_catalogue.planVersionAt(*station, m_clock.now());
    fresh.order.station = station->id;
    fresh.order.port = portId(pile, connector);
    fresh.order.account = account->id;
    fresh.order.accountMasked = maskedPhone(account->phone);
    fresh.order.mode = ChargeMode::AutoFull;
    fresh.order.state = OrderState::Charging;
    m_book.insert(fresh, QTimeZone(station->timeZone.toLatin1()));
    return {Status::Accepted, fresh, {}};
}

// ---- start

Result<StartAnswer> TransactionDesk::start(const PileId &pile, const StartReport &report)
{
    Transaction work(m_db);
    if (const std::optional<PileTransaction> known = m_table.same(pile, report)) {
        considerLater(known->id);
        return StartAnswer{known->id, known->answer};
    }
    // A pile that corrected its clock meanwhile repeats the start with another time: the one-time tag and the
    // register tell.
    if (const auto record = m_book.table().byIdTag(report.idTag); record && isSameStart(*record, report)) {
        considerLater(record->order.transactionId);
        return StartAnswer{record->order.transactionId, Status::Accepted};
    }

    endStale(pile, report.connector);
    Claim claim = claimOf(pile, report.connector, report.idTag);
    PileTransaction transaction;
    transaction.pile = pile;
    transaction.connector = report.connector;
    transaction.idTag = report.idTag;
    transaction.startedAt = report.at;
    transaction.meterStart = report.meterStart;
    transaction.answer = claim.status;
    if (claim.order)
        transaction.order = claim.order->order.id;
    m_table.insert(transaction, m_clock.now());
    if (claim.order)
        beginCharge(*claim.order, transaction);
    else if (claim.status != Status::Accepted)
        sendAway(transaction, claim.reason);
    if (const Done done = work.commit(); !done) {
        resume(); // what is in memory is what is on disk
        return tl::unexpected(done.error());
    }
    considerLater(transaction.id);
    return StartAnswer{transaction.id, transaction.answer};
}

// The pile learns the number of its transaction from the answer, which must go out first.
void TransactionDesk::considerLater(int transaction)
{
    QMetaObject::invokeMethod(
        this, [this, transaction] { m_limits.consider(transaction); }, Qt::QueuedConnection);
}

bool TransactionDesk::isSameStart(const OrderRecord &record, const StartReport &report) const
{
    return record.order.transactionId > 0 && record.order.startRegister == report.meterStart
        && connectorOf(record.order.port) == report.connector;
}

// A pile that begins anew on a connector has ended what ran there, though its word of it never came.
void TransactionDesk::endStale(const PileId &pile, int connector)
{
    std::optional<PileTransaction> stale = m_table.openAt(pile, connector);
    if (!stale)
        return;
    StopReport report;
    report.transactionId = stale->id;
    report.meterStop = stale->meterStart;
    report.at = stale->startedAt;
    if (const LiveCharge *charge = m_live.find(stale->id))
        report = lostEnd(*charge, {});
    report.reason = QStringLiteral("Other");
    if (!stale->order.isEmpty())
        m_book.note(stale->order, QStringLiteral("end_lost"),
                    QStringLiteral("the port began another transaction"));
    endCharge(*stale, report);
    (void)m_billing.finish(stale->order, report.at); // how long its car stood nobody knows
}

// The plan at the start of the session counts for all of it, also where the pile's word of it comes late. Its
// clock does not choose the prices: no session starts after we heard of it, nor before it was told to.
void TransactionDesk::choosePlan(OrderRecord &record, const PileTransaction &transaction)
{
    const std::optional<Station> station = m_catalogue.station(record.order.station);
    if (!station)
        return;
    const QDateTime now = m_clock.now();
    QDateTime begin = transaction.startedAt;
    if (begin > now || begin <= now.addDays(-longestDelayDays))
        begin = now;
    if (record.order.command)
        begin = qMax(begin, record.order.command->requestedAt);
    const QString version = m_catalogue.planVersionAt(*station, begin);
    if (version == record.planVersion)
        return;
    record.planVersion = version;
    m_book.table().setPlan(record.order.id, version);
    m_book.note(record.order.id, QStringLiteral("plan_changed"),
                QStringLiteral("the session began under plan ") + version);
}

void TransactionDesk::beginCharge(OrderRecord &record, const PileTransaction &transaction)
{
    choosePlan(record, transaction);
    ChargeOrder &order = record.order;
    order.state = OrderState::Charging;
    order.session = SessionId(order.id.text() + QStringLiteral("-S"));
    order.transactionId = transaction.id;
    order.startedAt = transaction.startedAt;
    order.startRegister = transaction.meterStart;
    order.lastRegister = transaction.meterStart;
    order.lastSampleAt = transaction.startedAt;
    m_book.save(record);
    const std::optional<PricePlan> plan = m_catalogue.plan(record.planVersion);
    const std::optional<Port> port = m_board.port(order.port);
    if (!plan)
        return;
    const LiveCharge &charge
        = m_live.add(LiveCharge(transaction, *plan, port ? port->maxPowerW : 7000, record.order));
    showCharge(charge);
}

// Nobody's charge: told to the pile with the answer, and once more as a command, because not every pile
// obeys.
void TransactionDesk::sendAway(const PileTransaction &transaction, const QString &reason)
{
    park(transaction.pile, QStringLiteral("start"), transaction.id, transaction.startedAt,
         transaction.meterStart, reason);
    m_db.afterCommit([this, pile = transaction.pile, id = transaction.id] {
        QMetaObject::invokeMethod(
            this, [this, pile, id] { (void)m_link.remoteStop(pile, id); }, Qt::QueuedConnection);
    });
}

// ---- meter values

Done TransactionDesk::meterValues(const PileId &pile, const QList<MeterSample> &samples)
{
    Transaction work(m_db);
    QList<int> moved;
    for (const MeterSample &sample : samples) {
        m_board.setReading(pile, sample.connector, sample.reading);
        LiveCharge *charge = chargeOf(pile, sample);
        if (charge && addSample(*charge, sample.reading.at, sample) && !moved.contains(charge->transaction))
            moved.append(charge->transaction);
    }
    for (const int id : moved) {
        LiveCharge &charge = *m_live.find(id);
        considerFull(charge);
        showCharge(charge);
        m_book.touch(charge);
    }
    if (const Done done = work.commit(); !done) {
        resume();
        return done;
    }
    for (const int id : moved) {
        m_commands.considerStarted(m_live.find(id)->order);
        m_limits.consider(id);
    }
    return {};
}

LiveCharge *TransactionDesk::chargeOf(const PileId &pile, const MeterSample &sample)
{
    if (!sample.transactionId)
        return nullptr;
    const int id = *sample.transactionId;
    // Piles that began offline number their transactions -1 or 0: then the connector tells.
    LiveCharge *charge = id > 0 ? m_live.find(id) : m_live.at(portId(pile, sample.connector));
    if (charge && charge->port == portId(pile, sample.connector))
        return charge;
    const std::optional<PileTransaction> known = id > 0 ? m_table.transaction(id) : std::nullopt;
    if (!known || known->pile != pile)
        park(pile, QStringLiteral("meter_values"), id, sample.reading.at, sample.reading.energyRegister,
             QStringLiteral("unknown transaction"));
    return nullptr;
}

// True where the charge moved. What is refused here never reaches the database.
bool TransactionDesk::addSample(LiveCharge &charge, const QDateTime &at, const MeterSample &sample)
{
    const PortReading &reading = sample.reading;
    if (reading.powerMilliW && at >= charge.engine.lastSampleAt())
        charge.powerMilliW = reading.powerMilliW;
    if (!reading.energyRegister)
        return false;
    const LiveCharge::Verdict verdict = charge.add(at, *reading.energyRegister);
    if (verdict == LiveCharge::Verdict::Absurd)
        m_book.note(charge.order, QStringLiteral("absurd_register"),
                    QStringLiteral("%1 kWh after %2")
                        .arg(reading.energyRegister->kwhText(), charge.lastRegister.kwhText()));
    if (verdict == LiveCharge::Verdict::Doubtful && !std::exchange(charge.doubted, true))
        m_book.note(charge.order, QStringLiteral("doubtful_register"),
                    QStringLiteral("rises faster than the port can deliver, at %1 kWh")
                        .arg(charge.lastRegister.kwhText()));
    if (verdict == LiveCharge::Verdict::Old || verdict == LiveCharge::Verdict::Absurd)
        refuse(charge, at, *reading.energyRegister);
    if (verdict != LiveCharge::Verdict::New && verdict != LiveCharge::Verdict::Doubtful)
        return false;
    m_table.addSample(charge.transaction, ++charge.samples,
                      {at, *reading.energyRegister, charge.powerMilliW, {}}, m_clock.now());
    hearAgain(charge, at);
    charge.power.add(at, *reading.energyRegister, reading.powerMilliW, sample.offeredMilliW);
    return true;
}

// A pile that was away and goes on with its charge says so with a sample; its port is as it last said.
void TransactionDesk::hearAgain(LiveCharge &charge, const QDateTime &at)
{
    if (charge.events.isEmpty() || charge.events.last().status != ConnectorStatus::Unknown
        || at < charge.events.last().at)
        return;
    PortEvent as{at, ConnectorStatus::Charging, {}};
    for (const PortEvent &event : std::as_const(charge.events)) {
        if (event.status != ConnectorStatus::Unknown)
            as = {at, event.status, event.errorCode};
    }
    m_book.addEvent(charge.order, as);
}

// Full by its power alone, or taking power again: recorded, so that it outlives a restart and the bill has
// it.
void TransactionDesk::considerFull(LiveCharge &charge)
{
    const QDateTime full = charge.power.fullAt();
    if (charge.recordedFull == full)
        return;
    std::optional<OrderRecord> record = m_book.table().order(charge.order);
    if (!record)
        return;
    charge.recordedFull = full;
    record->order.chargedUntil = full;
    if (full.isValid())
        m_book.note(charge.order, QStringLiteral("full_by_power"),
                    QStringLiteral("nearly nothing flows since %1").arg(full.toString(Qt::ISODate)));
    else
        charge.stopAsked = false;
    m_book.save(*record);
}

// Kept for the final bill, though not without end.
void TransactionDesk::refuse(LiveCharge &charge, const QDateTime &at, Energy energyRegister)
{
    if (charge.refused < mostRefused)
        m_table.addRefused(charge.transaction, ++charge.refused, {at, energyRegister, {}, {}}, m_clock.now());
}

void TransactionDesk::showCharge(const LiveCharge &charge)
{
    const std::optional<OrderRecord> record = m_book.table().order(charge.order);
    if (!record)
        return;
    const Bill bill = charge.bill(m_clock.now());
    m_board.setCharge(charge.port,
                      PortCharge{record->order.id, record->order.session, record->order.accountMasked,
                                 bill.energy, bill.total(), charge.startedAt});
}

// ---- stop

Result<AuthorizationStatus> TransactionDesk::stop(const PileId &pile, const StopReport &report)
{
    Transaction work(m_db);
    std::optional<PileTransaction> transaction;
    if (report.transactionId > 0)
        transaction = m_table.transaction(report.transactionId);
    if (!transaction || transaction->pile != pile) {
        park(pile, QStringLiteral("stop"), report.transactionId, report.at, report.meterStop,
             QStringLiteral("unknown transaction, reason ") + report.reason);
    } else if (!transaction->stopReceivedAt.isValid()) {
        endCharge(*transaction, report);
    } else if (transaction->meterStop != report.meterStop) {
        park(pile, QStringLiteral("stop"), report.transactionId, report.at, report.meterStop,
             QStringLiteral("ended before with another register"));
    }
    if (const Done done = work.commit(); !done) {
        resume();
        return tl::unexpected(done.error());
    }
    return Status::Accepted;
}

void TransactionDesk::endCharge(PileTransaction &transaction, const StopReport &report)
{
    transaction.stoppedAt = report.at;
    transaction.meterStop = report.meterStop;
    transaction.stopReason = report.reason;
    transaction.stopReceivedAt = m_clock.now();
    m_table.update(transaction);
    LiveCharge *charge = m_live.find(transaction.id);
    std::optional<OrderRecord> record = charge ? m_book.table().order(charge->order) : std::nullopt;
    if (!record)
        return;
    for (const MeterSample &sample : report.transactionData)
        (void)addSample(*charge, sample.reading.at, sample);
    finishRegister(*charge, transaction);
    ChargeOrder &order = record->order;
    order.chargedUntil = charge->power.fullAt();
    order.endedAt = qMax(report.at, order.startedAt);
    order.lastRegister = charge->lastRegister;
    order.lastSampleAt = charge->engine.lastSampleAt();
    order.stopReason = report.reason;
    closeCommand(*record, *charge);
    m_billing.end(*record, transaction);
    // The end register is the newest the pile has told of this port, and without a transaction nothing flows.
    PortReading end;
    end.at = order.lastSampleAt;
    end.energyRegister = order.lastRegister;
    end.powerMilliW = 0;
    end.currentMilliA = 0;
    m_board.setReading(transaction.pile, connectorOf(charge->port), end);
    m_board.setCharge(charge->port, std::nullopt);
    m_limits.forget(transaction.id);
    m_live.remove(transaction.id);
}

// The end register counts where it can be true; otherwise the last good sample does, and a person is told.
void TransactionDesk::finishRegister(LiveCharge &charge, const PileTransaction &transaction)
{
    MeterSample last;
    last.reading.energyRegister = transaction.meterStop;
    const QDateTime at = qMax(transaction.stoppedAt, charge.engine.lastSampleAt());
    if (*transaction.meterStop < charge.lastRegister) {
        m_book.note(charge.order, QStringLiteral("end_register_below_last"),
                    QStringLiteral("%1 kWh after %2")
                        .arg(transaction.meterStop->kwhText(), charge.lastRegister.kwhText()));
        return;
    }
    (void)addSample(charge, at, last);
}

void TransactionDesk::closeCommand(OrderRecord &record, const LiveCharge &charge)
{
    const QDateTime now = m_clock.now();
    std::optional<PileCommand> &command = record.order.command;
    const Energy energy = charge.engine.energy();
    if (command && command->kind == PileCommand::Kind::Stop && command->life != CommandLife::Refused) {
        command->life = CommandLife::Confirmed;
        command->changedAt = now;
    } else if (record.limitAccepted && energy + meterStep > *record.limitAccepted) {
        // The pile stopped by itself where it had been told to.
        const QString reason = record.order.limit.kind == ChargeLimit::Kind::Energy
            ? QStringLiteral("energy_reached")
            : QStringLiteral("amount_used");
        command = PileCommand{PileCommand::Kind::Stop, CommandLife::Confirmed, reason, now, now,
                              QStringLiteral("cloud")};
    } else if (command && !isOver(command->life)) {
        command->life = energy > Energy() ? CommandLife::Confirmed : CommandLife::Failed;
        command->reason = energy > Energy() ? QString() : QStringLiteral("no_energy");
        command->changedAt = now;
    }
}

void TransactionDesk::endLost(const OrderId &order)
{
    const LiveCharge *charge = m_live.byOrder(order);
    std::optional<PileTransaction> transaction
        = charge ? m_table.transaction(charge->transaction) : std::nullopt;
    if (!transaction)
        return;
    Transaction work(m_db);
    m_book.note(order, QStringLiteral("end_lost"),
                QStringLiteral("the pile knows nothing of the transaction"));
    endCharge(*transaction, lostEnd(*charge, QStringLiteral("Other")));
    (void)work.commit();
}

void TransactionDesk::park(const PileId &pile, const QString &kind, int transaction, const QDateTime &at,
                           std::optional<Energy> energyRegister, const QString &detail)
{
    qCWarning(lcOrders).noquote() << "pile" << pile.text() << kind << transaction << detail;
    m_table.park({pile, kind, transaction, at, energyRegister, detail}, m_clock.now());
}

} // namespace pd::cloud
