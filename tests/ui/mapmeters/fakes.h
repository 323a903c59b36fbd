// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
#include "models/basics/whenfinished.h"
#include "models/gateways/cloudgateways.h"
#include "models/pile/pilestore.h"
#include "models/session/orderstore.h"
#include "ui/widgets/ticker.h"

#include <QFile>
#include <QTimeZone>

namespace pd {

class FakeLink : public CloudLink
{
public:
    LinkState now = LinkState::Live;
    LinkState state() const override { return now; }
    Error lastError() const override { return {}; }
    QUrl url() const override { return {}; }
    SignIn signedIn() const override
    {
        SignIn signIn;
        signIn.roles = {QStringLiteral("operator")};
        return signIn;
    }
    bool isSandbox() const override { return true; }
    QFuture<Result<SignIn>> signIn(const QUrl &, const QString &, const QString &) override
    {
        return readyFuture<Result<SignIn>>(failure(Error::Kind::Unsupported, {}));
    }
    void signOut() override { }
};

class FakeOrders : public OrdersGateway
{
public:
    QList<OrderId> stopped;
    Result<ChargeOrder> stopAnswer = failure(Error::Kind::Timeout, {}, QStringLiteral("pile_silent"));

    QFuture<Result<AccountCheck>> checkAccount(const QString &) override { return no<AccountCheck>(); }
    QFuture<Result<AccountCheck>> changeAccount(const AccountId &, const AccountChange &) override
    {
        return no<AccountCheck>();
    }
    QFuture<Result<ChargeOrder>> create(const OrderRequest &) override { return no<ChargeOrder>(); }
    QFuture<Result<ChargeOrder>> order(const OrderId &) override { return no<ChargeOrder>(); }
    QFuture<Result<ChargeOrder>> start(const OrderId &) override { return no<ChargeOrder>(); }
    QFuture<Result<ChargeOrder>> stop(const OrderId &id) override
    {
        stopped.append(id);
        return readyFuture(stopAnswer);
    }
    QFuture<Result<ChargeOrder>> cancel(const OrderId &) override { return no<ChargeOrder>(); }
    QFuture<Result<Page>> page(const QString &, int) override { return no<Page>(); }
    QFuture<Result<JointSettlement>> settle(const SettlementRequest &) override
    {
        return no<JointSettlement>();
    }
    QFuture<Result<JointSettlement>> settlement(const QString &) override { return no<JointSettlement>(); }

private:
    template <typename T>
    static QFuture<Result<T>> no()
    {
        return readyFuture<Result<T>>(failure(Error::Kind::Unsupported, {}));
    }
};

// A small world: ten piles in ten bays at one station, four at another, at 18:47:32 in Hangzhou.
struct World
{
    ManualClock clock{QDateTime({2026, 3, 16}, {10, 47, 32}, Qt::UTC)};
    ManualSteadyClock steady;
    PileStore piles;
    OrderStore orders;
    FakeLink link;
    FakeOrders gateway;
    ui::Ticker ticker{clock};

    static PileId pileId(int number)
    {
        return PileId(QStringLiteral("330108001%1").arg(number, 5, 10, QLatin1Char('0')));
    }

    Pile pile(int number) const
    {
        Pile pile;
        pile.id = pileId(number);
        pile.station = StationId(QStringLiteral("S1"));
        pile.bay = QString::number(number);
        pile.online = true;
        pile.lastSeen = clock.now().addSecs(-2);
        pile.position.latitude = number <= 5 ? 30.20849 : 30.20831;
        pile.position.longitude = 120.2118 + 0.00005 * ((number - 1) % 5);
        pile.position.source = Position::Source::Receiver;
        pile.position.at = clock.now().addSecs(-720);
        Port port;
        port.id = portId(pile.id, 1);
        port.state = PortState::Available;
        port.connectorStatus = ConnectorStatus::Available;
        port.errorCode = QStringLiteral("NoError");
        port.stateSince = clock.now().addSecs(-600);
        port.reading.at = clock.now().addSecs(-4);
        port.reading.energyRegister = Energy::fromWh(7'300'710 + 411'370 * (number - 1));
        port.reading.powerMilliW = 0;
        pile.ports.append(port);
        return pile;
    }

    // A charge of 2.33 kWh so far at 7.00 kW.
    Pile chargingPile(int number) const
    {
        Pile pile = this->pile(number);
        Port &port = pile.ports.first();
        port.state = PortState::Charging;
        port.connectorStatus = ConnectorStatus::Charging;
        port.reading.powerMilliW = 7'000'000;
        port.reading.voltageMilliV = 221'300;
        port.reading.currentMilliA = 31'630;
        PortCharge charge;
        charge.order = OrderId(QStringLiteral("order-%1").arg(number));
        charge.session = SessionId(QStringLiteral("session-%1").arg(number));
        charge.accountMasked = QStringLiteral("138****5678");
        charge.energy = Energy::fromWh(2330);
        charge.cost = Money::fromMinor(327);
        charge.startedAt = clock.now().addSecs(-1200);
        port.charge = charge;
        return pile;
    }

    static Station station(const QString &id, const QString &name, const QString &address, double lat,
                           double lon)
    {
        Station station;
        station.id = StationId(id);
        station.name = name;
        station.address = address;
        station.city = QStringLiteral("杭州");
        station.timeZone = QStringLiteral("Asia/Shanghai");
        station.position.latitude = lat;
        station.position.longitude = lon;
        return station;
    }

    void fill()
    {
        Station s1 = station(QStringLiteral("S1"), QStringLiteral("滨江充电站"),
                             QStringLiteral("滨江区江南大道 588 号"), 30.2084, 120.2119);
        QFile plan(qEnvironmentVariable("PILEDECK_SOURCE")
                   + QStringLiteral("/resources/binjiang/s1-plan.geojson"));
        if (plan.open(QIODevice::ReadOnly))
            s1.sitePlan = plan.readAll();
        const Station s3 = station(QStringLiteral("S3"), QStringLiteral("滨康快充站"),
                                   QStringLiteral("滨康路 12 号"), 30.1831, 120.1685);
        QList<Pile> all;
        for (int number = 1; number <= 10; ++number)
            all.append(number == 2 || number == 3 || number == 8 ? chargingPile(number) : pile(number));
        const auto set = [&](int number, PortState state, ConnectorStatus status) {
            all[number - 1].ports.first().state = state;
            all[number - 1].ports.first().connectorStatus = status;
        };
        set(4, PortState::Blocked, ConnectorStatus::Preparing);
        set(5, PortState::Reserved, ConnectorStatus::Reserved);
        set(6, PortState::OutOfOrder, ConnectorStatus::Faulted);
        all[5].ports.first().errorCode = QStringLiteral("GroundFailure");
        all[6].online = false;
        all[8].position.source = Position::Source::Manual;
        for (int number = 1; number <= 2; ++number) {
            Pile fast = pile(number);
            fast.id = PileId(QStringLiteral("3301080030000%1").arg(number));
            fast.station = s3.id;
            fast.position.latitude = 30.1831 + 0.0001 * number;
            fast.position.longitude = 120.1685;
            Port second = fast.ports.first();
            fast.ports.first().id = portId(fast.id, 1);
            second.id = portId(fast.id, 2);
            second.connector = 2;
            fast.ports.append(second);
            all.append(fast);
        }
        piles.reset({s1, s3}, all);
        piles.setStale(false);
    }
};

} // namespace pd
