// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/binjiang.h"

#include "models/rating/ratingengine.h"

namespace pd::ui::test {

namespace {

PileId pileId(int station, int pile)
{
    return PileId(QString::number(33010800000000LL + station * 100000LL + pile));
}

Energy kwh(const char *text)
{
    return Energy::fromKwhText(QString::fromLatin1(text)).value();
}

Pile acPile(int number, PortState state, ConnectorStatus status, const QDateTime &now)
{
    Pile pile;
    pile.id = pileId(1, number);
    pile.station = StationId(QStringLiteral("S1"));
    pile.bay = QString::number(number);
    pile.vendor = QStringLiteral("PileDeck");
    pile.model = QStringLiteral("AC7");
    pile.online = true;
    pile.lastSeen = now.addSecs(-2);
    Port made;
    made.id = portId(pile.id, 1);
    made.state = state;
    made.connectorStatus = status;
    made.errorCode = QStringLiteral("NoError");
    made.stateSince = now.addSecs(-1800 - number * 61);
    made.reading.at = now.addSecs(-4);
    made.reading.energyRegister = Energy::fromWh(8123450 + number * 17510);
    made.reading.powerMilliW = 0;
    made.reading.voltageMilliV = 221300 + number * 100;
    made.reading.currentMilliA = 0;
    pile.ports = {made};
    return pile;
}

void letCharge(Pile &pile, const QString &order, const QString &account, Energy energy, Money cost,
               const QDateTime &start)
{
    Port &charging = pile.ports.first();
    charging.reading.powerMilliW = 7000000;
    charging.reading.currentMilliA = 31800;
    charging.charge
        = PortCharge{OrderId(order), SessionId(QStringLiteral("S-") + order), account, energy, cost, start};
}

} // namespace

QDateTime at(const char *iso)
{
    return QDateTime::fromString(QLatin1String(iso), Qt::ISODate).toUTC();
}

PricePlan planV1()
{
    PricePlan plan;
    plan.version = QStringLiteral("V1");
    plan.timeZone = QTimeZone("Asia/Shanghai");
    const auto fill = [&](int from, int to, Band band) {
        for (int slot = from * 2; slot < to * 2; ++slot)
            plan.slotBands[size_t(slot)] = band;
    };
    fill(0, 8, Band::Valley);
    fill(8, 11, Band::Peak);
    fill(11, 13, Band::Flat);
    fill(13, 19, Band::Peak);
    fill(19, 21, Band::Sharp);
    fill(21, 22, Band::Peak);
    fill(22, 24, Band::Flat);
    const auto price = [](int cents) {
        return BandPrice{UnitPrice::fromE5(cents * 1000), UnitPrice::fromE5(40000)};
    };
    plan.prices[size_t(Band::Sharp)] = price(120);
    plan.prices[size_t(Band::Peak)] = price(100);
    plan.prices[size_t(Band::Flat)] = price(70);
    plan.prices[size_t(Band::Valley)] = price(30);
    plan.perStartedMinute = UnitPrice::fromE5(10000);
    return plan;
}

QList<PlanVersion> planVersions()
{
    PlanVersion v1;
    v1.plan = planV1();
    v1.station = StationId(QStringLiteral("S1"));
    v1.state = PlanState::InForce;
    PlanVersion v2 = v1;
    v2.plan.version = QStringLiteral("V2");
    v2.plan.startsAt = at("2026-03-16T22:00:00+08:00");
    v2.plan.prices[size_t(Band::Flat)].service = UnitPrice::fromE5(50000);
    v2.state = PlanState::Submitted;
    v2.draftedBy = QStringLiteral("op1");
    const QList<PlanChange> difference = planDifference(v1.plan, v2.plan);
    v2.acts = {{PlanDeed::Draft, v2.draftedBy, at("2026-03-16T18:50:00+08:00"), {}, difference},
               {PlanDeed::Submit, v2.draftedBy, at("2026-03-16T18:55:00+08:00"), {}, difference}};
    return {v2, v1};
}

QList<PlanConfirmation> planConfirmations(const QDateTime &now)
{
    QList<PlanConfirmation> list;
    const QString v1 = QStringLiteral("V1");
    for (int number = 1; number <= 10; ++number)
        list.append({pileId(1, number), PlanTaking::Confirmed, v1, v1, now.addSecs(-7200), {}, {}});
    for (int i = 5; i < 9; ++i) {
        list[i].taking = PlanTaking::Pending;
        list[i].pendingSince = now.addSecs(-300);
        list[i].reason = QStringList{QStringLiteral("offline"), QStringLiteral("charging"),
                                     QStringLiteral("refused"), QStringLiteral("no_answer")}
                             .at(i - 5);
    }
    list[8].confirmed.clear();
    list[9] = {pileId(1, 10), PlanTaking::CloudPriced, v1, {}, {}, {}, {}};
    list[0] = {pileId(1, 1), PlanTaking::Unknown, v1, {}, {}, {}, {}};
    return list;
}

QList<Station> stations()
{
    const auto make = [](const char *id, const QString &name, const QString &address) {
        Station station;
        station.id = StationId(QLatin1String(id));
        station.name = name;
        station.address = address;
        station.city = QStringLiteral("杭州");
        station.timeZone = QStringLiteral("Asia/Shanghai");
        station.pricePlan = QStringLiteral("V1");
        return station;
    };
    return {make("S1", QStringLiteral("滨江充电站"), QStringLiteral("江南大道 1 号")),
            make("S2", QStringLiteral("地库站"), QStringLiteral("地下二层")),
            make("S3", QStringLiteral("滨康快充站"), QStringLiteral("滨康路 8 号"))};
}

QList<Pile> piles(const QDateTime &now)
{
    QList<Pile> made;
    const QDateTime start = at("2026-03-16T18:40:00+08:00");
    for (int number = 1; number <= 10; ++number)
        made << acPile(number, PortState::Available, ConnectorStatus::Available, now);
    const auto set = [&](int number, PortState state, ConnectorStatus status) {
        made[number - 1].ports[0].state = state;
        made[number - 1].ports[0].connectorStatus = status;
    };
    for (int number : {2, 3, 8})
        set(number, PortState::Charging, ConnectorStatus::Charging);
    letCharge(made[1], QStringLiteral("O-2"), QStringLiteral("139****0011"), kwh("4.12"),
              Money::fromMinor(610), start.addSecs(-600));
    letCharge(made[2], QStringLiteral("O-1"), QStringLiteral("138****5678"), kwh("3.50"),
              Money::fromMinor(513), start);
    letCharge(made[7], QStringLiteral("O-8"), QStringLiteral("137****2210"), kwh("11.05"),
              Money::fromMinor(1568), start.addSecs(-3600));
    set(4, PortState::Blocked, ConnectorStatus::Preparing);
    set(5, PortState::Reserved, ConnectorStatus::Reserved);
    set(6, PortState::OutOfOrder, ConnectorStatus::Faulted);
    made[5].ports[0].errorCode = QStringLiteral("GroundFailure");
    set(7, PortState::Blocked, ConnectorStatus::Finishing);
    set(9, PortState::Inoperative, ConnectorStatus::Unavailable);
    made[9].online = false;
    made[9].lastSeen = now.addSecs(-1860);
    made[9].ports[0].reading.at = now.addSecs(-1862);
    for (int number = 1; number <= 2; ++number) {
        Pile fast = acPile(number, PortState::Available, ConnectorStatus::Available, now);
        fast.id = pileId(3, number);
        fast.station = StationId(QStringLiteral("S3"));
        fast.model = QStringLiteral("DC120");
        fast.ports[0].id = portId(fast.id, 1);
        fast.ports[0].maxPowerW = 120000;
        fast.ports << fast.ports[0];
        fast.ports[1].id = portId(fast.id, 2);
        fast.ports[1].connector = 2;
        fast.ports[1].reading = {};
        made << fast;
    }
    return made;
}

Bill billOf(const QDateTime &start, Energy startRegister, const QDateTime &end, Energy energy)
{
    RatingEngine engine(planV1(), start, startRegister);
    (void)engine.addSample(end, startRegister + energy);
    return engine.bill();
}

ChargeOrder settledOrder()
{
    ChargeOrder order;
    order.id = OrderId(QStringLiteral("O-1"));
    order.clientRef = QStringLiteral("ref-1");
    order.state = OrderState::Settled;
    order.station = StationId(QStringLiteral("S1"));
    order.port = portId(pileId(1, 3), 1);
    order.account = AccountId(QStringLiteral("A1"));
    order.accountMasked = QStringLiteral("138****5678");
    order.limit = {ChargeLimit::Kind::Amount, 0, {}, Money::fromMinor(2000)};
    order.createdAt = at("2026-03-16T18:38:30+08:00");
    order.startedAt = at("2026-03-16T18:40:00+08:00");
    order.endedAt = at("2026-03-16T20:29:38+08:00");
    order.payment = Payment{PaymentId(QStringLiteral("P-20260316-0001")),
                            PaymentMethod::NetworkPlatform,
                            PaymentState::Succeeded,
                            Money::fromMinor(2000),
                            QStringLiteral("https://pay.example/c/P-20260316-0001"),
                            order.createdAt,
                            order.createdAt.addSecs(25)};
    order.command = PileCommand{PileCommand::Kind::Stop, CommandLife::Confirmed, {},
                                order.endedAt,           order.endedAt,          QStringLiteral("cloud")};
    order.session = SessionId(QStringLiteral("CN-PDK-7"));
    order.transactionId = 7;
    order.startRegister = kwh("8123.45");
    order.lastRegister = kwh("8136.24");
    order.lastSampleAt = order.endedAt;
    order.stopReason = QStringLiteral("Local");
    order.operatorName = QStringLiteral("op1");
    order.bill = billOf(order.startedAt, *order.startRegister, order.endedAt, kwh("12.79"));
    order.updatedAt = order.endedAt;
    return order;
}

ChargeOrder chargingOrder(const QDateTime &now)
{
    ChargeOrder order = settledOrder();
    order.state = OrderState::Charging;
    order.endedAt = {};
    order.stopReason.clear();
    order.command = PileCommand{PileCommand::Kind::Start, CommandLife::Confirmed,     {},
                                order.startedAt,          order.startedAt.addSecs(8), QStringLiteral("op1")};
    const QDateTime sample = now.addSecs(-4);
    const Energy energy
        = Energy::fromTenthWh(order.startedAt.secsTo(sample) * 70000 / 3600).floorTo(meterStep);
    order.lastRegister = *order.startRegister + energy;
    order.lastSampleAt = sample;
    order.bill = billOf(order.startedAt, *order.startRegister, sample, energy);
    order.updatedAt = sample;
    return order;
}

QList<ChargeOrder> unpaidOrders()
{
    const QList<std::pair<int, Energy>> charges{{6, kwh("3.50")}, {2, kwh("3.20")}, {1, kwh("5.00")}};
    QList<ChargeOrder> made;
    for (const auto &[pile, energy] : charges) {
        ChargeOrder order = settledOrder();
        order.id = OrderId(QStringLiteral("O-A3-%1").arg(pile));
        order.state = OrderState::Ended;
        order.port = portId(pileId(1, pile), 1);
        order.payment.reset();
        order.startedAt = at("2026-03-16T11:10:00+08:00").addSecs(pile * 30);
        order.createdAt = order.startedAt.addSecs(-20);
        order.endedAt = order.startedAt.addSecs(1800);
        order.lastRegister = *order.startRegister + energy;
        order.bill = billOf(order.startedAt, *order.startRegister, order.endedAt, energy);
        if (pile == 6) {
            order.mode = ChargeMode::ByTime;
            order.bill.electricity = order.bill.service = {};
            order.bill.time = Money::fromMinor(300);
        }
        order.owed = order.bill.total();
        order.updatedAt = order.endedAt;
        made << order;
    }
    return made;
}

AccountCheck settlesAfter()
{
    AccountCheck check{AccountId(QStringLiteral("A1")), QStringLiteral("138****5678"), {}, 1, 3, false};
    check.settleAfter = true;
    for (const ChargeOrder &order : unpaidOrders()) {
        const Money owed = check.lastCharges.isEmpty() ? Money() : order.owed;
        check.lastCharges.append(
            {order.id, order.port, order.startedAt, order.bill.energy, order.bill.total(), owed});
        check.owed += owed;
    }
    return check;
}

QList<Reservation> reservations(const QDateTime &now)
{
    const auto make = [&now](int id, int number, Reservation::State state, qint64 ageS) {
        Reservation made;
        made.id = id;
        made.state = state;
        made.station = StationId(QStringLiteral("S1"));
        made.port = portId(pileId(1, number), 1);
        made.account = AccountId(QStringLiteral("A1"));
        made.accountMasked = QStringLiteral("138****5678");
        made.createdAt = now.addSecs(-ageS);
        made.until = made.createdAt.addSecs(900);
        made.operatorName = QStringLiteral("op1");
        return made;
    };
    QList<Reservation> list{make(1, 9, Reservation::State::Cancelled, 4000),
                            make(2, 8, Reservation::State::Expired, 2000),
                            make(3, 5, Reservation::State::Held, 180)};
    list.first().reason = QStringLiteral("司机来电改期");
    return list;
}

JointSettlement settlementOf(const QList<ChargeOrder> &orders)
{
    JointSettlement made;
    made.id = QStringLiteral("PS000001-ABCDEF");
    made.account = orders.first().account;
    for (const ChargeOrder &order : orders) {
        made.parts.append({order.id, order.owed});
        made.amount += order.owed;
    }
    made.createdAt = made.updatedAt = at("2026-03-16T12:10:00+08:00");
    made.payment = Payment{PaymentId(made.id + QStringLiteral("-P1")),
                           PaymentMethod::NetworkPlatform,
                           PaymentState::AwaitingPayer,
                           made.amount,
                           QStringLiteral("http://127.0.0.1:28093/phone/PS000001-ABCDEF-P1"),
                           made.createdAt,
                           {}};
    return made;
}

QList<ChargeOrder> orders(const QDateTime &now)
{
    QList<ChargeOrder> made{chargingOrder(now)};
    for (int i = 0; i < 14; ++i) {
        ChargeOrder order = settledOrder();
        order.id = OrderId(QStringLiteral("O-%1").arg(100 + i));
        order.port = portId(pileId(1, i % 10 + 1), 1);
        order.accountMasked = i % 3 ? QStringLiteral("139****0011") : QStringLiteral("137****2210");
        order.startedAt = now.addSecs(-3600LL * (i + 3));
        order.createdAt = order.startedAt.addSecs(-60);
        const qint64 seconds = 2000 + i * 631;
        order.endedAt = order.startedAt.addSecs(seconds);
        order.bill = billOf(order.startedAt, *order.startRegister, order.endedAt,
                            Energy::fromTenthWh(seconds * 70000 / 3600));
        order.refunded = order.payment->amount - order.bill.total();
        if (order.refunded < Money())
            order.refunded = {};
        if (i == 4) {
            order.state = OrderState::Failed;
            order.startedAt = {};
            order.bill = {};
            order.refunded = order.payment->amount;
            order.command
                = PileCommand{PileCommand::Kind::Start, CommandLife::Refused, QStringLiteral("Rejected"),
                              order.createdAt,          order.createdAt,      QStringLiteral("op1")};
        }
        made << order;
    }
    return made;
}

} // namespace pd::ui::test
