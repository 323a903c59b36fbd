// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/program/core.h"
#include "app/cloud/store/site.h"
#include "models/basics/businesstimer.h"
#include "models/basics/whenfinished.h"
#include "tests/cloud/testdatabase.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

#include <optional>

namespace pd::cloud::test {

inline constexpr const char *pile3 = "33010800100003";
inline const PileId third{QStringLiteral("33010800100003")};

inline QDateTime shanghai(const char *text)
{
    QDateTime local = QDateTime::fromString(QString::fromLatin1(text), QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    local.setTimeZone(QTimeZone("Asia/Shanghai"));
    return local.toUTC();
}

inline Energy kwh(const char *text)
{
    return Energy::fromKwhText(QString::fromLatin1(text)).value();
}

inline Money yuan(const char *text)
{
    return Money::fromText(QString::fromLatin1(text)).value();
}

// Piles that answer as they are told to.
class FakeLink final : public PileLink
{
public:
    bool isOnline(const PileId &pile) const override { return !offline.contains(pile.text()); }
    QFuture<Done> remoteStart(const PileId &pile, int connector, const QString &idTag) override
    {
        log.append(QStringLiteral("start %1 %2").arg(pile.text()).arg(connector));
        lastIdTag = idTag;
        return readyFuture(startAnswer);
    }
    QFuture<Done> remoteStop(const PileId &pile, int transactionId) override
    {
        log.append(QStringLiteral("stop %1 %2").arg(pile.text()).arg(transactionId));
        return readyFuture(stopAnswer);
    }
    QFuture<Done> setLimit(const PileId &pile, int transactionId, std::optional<Energy> energy) override
    {
        log.append(QStringLiteral("limit %1 %2 %3")
                       .arg(pile.text())
                       .arg(transactionId)
                       .arg(energy ? energy->kwhText(2) : QStringLiteral("none")));
        return readyFuture(limitAnswer);
    }
    QFuture<Done> givePlan(const PileId &pile, const PricePlan &plan) override
    {
        log.append(QStringLiteral("plan %1 %2").arg(pile.text(), plan.version));
        return readyFuture(planAnswer);
    }
    QFuture<Done> reserve(const PileId &pile, const PortHolding &holding) override
    {
        log.append(QStringLiteral("reserve %1 %2 %3")
                       .arg(pile.text())
                       .arg(holding.connector)
                       .arg(holding.reservationId));
        lastIdTag = holding.idTag;
        return readyFuture(reserveAnswer);
    }
    QFuture<Done> cancelReservation(const PileId &pile, int reservationId) override
    {
        log.append(QStringLiteral("unreserve %1 %2").arg(pile.text()).arg(reservationId));
        return readyFuture(Done());
    }
    void disconnect(const PileId &) override { }
    int count(const QString &word) const { return int(log.filter(word).size()); }

    QStringList offline;
    QStringList log;
    QString lastIdTag;
    Done startAnswer;
    Done stopAnswer;
    Done limitAnswer;
    Done planAnswer = failure(Error::Kind::Unsupported, QStringLiteral("knows no prices"));
    Done reserveAnswer;
};

// A payment channel in memory: one number, one payment; one refund number, one refund. With a file it
// outlives a killed cloud, as a real one does.
class FakeChannel final : public PaymentChannel
{
public:
    struct Entry
    {
        Money amount;
        ChannelPayment::State state = ChannelPayment::State::NotPaid;
        std::optional<Money> captured;
    };

    QFuture<Result<QString>> create(const NewPayment &payment) override
    {
        const QString &number = payment.number;
        ++creates;
        if (down)
            return readyFuture(Result<QString>(failure(Error::Kind::Offline, QStringLiteral("refused"))));
        if (!payments.contains(number))
            payments.insert(number, {payment.amount, ChannelPayment::State::NotPaid, {}});
        save();
        if (loseAnswer)
            return readyFuture(Result<QString>(failure(Error::Kind::Timeout, QStringLiteral("lost"))));
        return readyFuture(Result<QString>(QStringLiteral("weixin://wxpay/bizpayurl?pr=") + number));
    }
    QFuture<Result<ChannelPayment>> query(const QString &number) override
    {
        ++queries;
        if (!payments.contains(number))
            return readyFuture(Result<ChannelPayment>(failure(Error::Kind::NotFound, number)));
        return readyFuture(
            Result<ChannelPayment>(ChannelPayment{payments[number].state, QStringLiteral("wx1"),
                                                  payments[number].amount, payments[number].captured}));
    }
    QFuture<Done> close(const QString &number) override
    {
        if (payments.contains(number) && payments[number].state == ChannelPayment::State::NotPaid)
            payments[number].state = ChannelPayment::State::Closed;
        save();
        return readyFuture(Done());
    }
    QFuture<Done> capture(const QString &number, Money amount, const QString &) override
    {
        captureLog.append(number + QLatin1Char(' ') + amount.text());
        if (loseCapture)
            payments[number].captured = amount;
        if (loseCapture || captureFails)
            return readyFuture(Done(failure(Error::Kind::Timeout, QStringLiteral("lost"))));
        if (payments[number].captured.value_or(amount) != amount)
            return readyFuture(Done(failure(Error::Kind::Rejected, QStringLiteral("captured before"))));
        payments[number].captured = amount;
        return readyFuture(Done());
    }
    QFuture<Result<ChannelRefund>> refund(const RefundOrder &order) override
    {
        refundLog.append(order.refundNumber);
        if (refundsFailing > 0) {
            --refundsFailing;
            return readyFuture(
                Result<ChannelRefund>(failure(Error::Kind::Timeout, QStringLiteral("SYSTEMERROR"))));
        }
        refunds.insert(order.refundNumber, order.amount);
        save();
        return readyFuture(Result<ChannelRefund>(ChannelRefund{ChannelRefund::State::Processing}));
    }
    QFuture<Result<ChannelRefund>> queryRefund(const QString &number) override
    {
        if (!refunds.contains(number))
            return readyFuture(Result<ChannelRefund>(failure(Error::Kind::NotFound, number)));
        return readyFuture(Result<ChannelRefund>(ChannelRefund{ChannelRefund::State::Arrived}));
    }
    void pay(const PaymentId &number)
    {
        payments[number.text()].state = ChannelPayment::State::Paid;
        save();
    }
    void refuse(const PaymentId &number) { payments[number.text()].state = ChannelPayment::State::Refused; }
    Money collected() const
    {
        Money sum;
        for (const Entry &entry : payments)
            sum += entry.state == ChannelPayment::State::Paid ? entry.amount : Money();
        return sum;
    }
    void load()
    {
        QFile from(file);
        if (!from.open(QIODevice::ReadOnly))
            return;
        for (const QByteArray &line : from.readAll().split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            const QString number = QString::fromLatin1(words.first());
            if (words.size() == 3)
                payments.insert(
                    number,
                    {Money::fromMinor(words[1].toLongLong()), ChannelPayment::State(words[2].toInt()), {}});
            else if (words.size() == 2)
                refunds.insert(number, Money::fromMinor(words[1].toLongLong()));
        }
    }
    void save() const
    {
        QFile to(file);
        if (file.isEmpty() || !to.open(QIODevice::WriteOnly))
            return;
        for (auto it = payments.cbegin(); it != payments.cend(); ++it)
            to.write(QStringLiteral("%1 %2 %3\n")
                         .arg(it.key())
                         .arg(it->amount.minor())
                         .arg(int(it->state))
                         .toLatin1());
        for (auto it = refunds.cbegin(); it != refunds.cend(); ++it)
            to.write(QStringLiteral("%1 %2\n").arg(it.key()).arg(it->minor()).toLatin1());
    }
    Money returned() const
    {
        Money sum;
        for (const Money amount : refunds)
            sum += amount;
        return sum;
    }

    QString file;
    bool down = false;
    bool loseAnswer = false;
    int creates = 0;
    int queries = 0;
    int refundsFailing = 0;
    QHash<QString, Entry> payments;
    QHash<QString, Money> refunds;
    QStringList refundLog;
    QStringList captureLog;
    bool loseCapture = false; // it is done, and not said
    bool captureFails = false;
};

// A cloud without doors on a database of its own; close() and open() again are a crash and a restart.
class Rig
{
public:
    // On a database that is there already, or on one of its own.
    explicit Rig(const QDateTime &start = shanghai("2026-03-16 18:35:00"), QString url = {})
        : clock(start)
        , m_url(std::move(url))
    {
        if (m_url.isEmpty())
            m_url = database.emplace().url();
        settings.cashier = {5, 60'000, 5, 20};
        settings.command.lostAfterMs = 50;
    }
    QString url() const { return m_url; }
    Done open(InstallationMode mode = InstallationMode::Sandbox)
    {
        Result<std::unique_ptr<Database>> opened = Database::open(url(), mode, clock.now());
        if (!opened)
            return tl::unexpected(opened.error());
        db = std::move(*opened);
        core = std::make_unique<Core>(*db, PaymentChannels(&channel, &cards), clock, steady, settings);
        core->link.setLink(&link);
        if (core->catalogue.stations().isEmpty()) {
            const Result<Site> site = readSite(QStringLiteral(CLOUD_TEST_SITE));
            if (!site)
                return tl::unexpected(site.error());
            Transaction work(*db);
            storeSite(core->catalogue, *site, clock.now());
            if (const Done done = work.commit(); !done)
                return done;
        }
        core->resume();
        return {};
    }
    void close()
    {
        core.reset();
        db.reset();
    }
    // Business time comes to this moment, and whatever was due by then is done: its timers were armed before
    // this one, and what they queue runs before the turn that is waited for last.
    void moveTo(const QDateTime &moment)
    {
        clock.set(moment);
        BusinessTimer marker(clock);
        QSignalSpy reached(&marker, &BusinessTimer::timeout);
        marker.startAt(moment);
        QVERIFY(reached.count() > 0 || reached.wait());
        letRun();
    }
    // What is queued now runs.
    static void letRun()
    {
        QTimer turn;
        turn.setSingleShot(true);
        QSignalSpy over(&turn, &QTimer::timeout);
        turn.start(0);
        QVERIFY(over.wait());
    }
    void report(const char *pile, ConnectorStatus status)
    {
        core->office.status(PileId(QString::fromLatin1(pile)),
                            {1, status, QStringLiteral("NoError"), {}, {}, clock.now()});
    }
    void connectPile(const char *pile, ConnectorStatus status)
    {
        core->office.pileOnline(PileId(QString::fromLatin1(pile)), true);
        report(pile, status);
    }
    void sample(const char *pile, std::optional<int> transaction, const QDateTime &at, Energy energyRegister,
                std::optional<qint64> powerMilliW = 7'000'000, std::optional<qint64> offeredMilliW = {})
    {
        MeterSample meter;
        meter.connector = 1;
        meter.transactionId = transaction;
        meter.reading.at = at;
        meter.reading.energyRegister = energyRegister;
        meter.reading.powerMilliW = powerMilliW;
        meter.offeredMilliW = offeredMilliW;
        core->office.meterValues(PileId(QString::fromLatin1(pile)), {meter});
    }
    OrderRequest request(const char *ref, const char *amount, const char *pile)
    {
        OrderRequest wanted;
        wanted.clientRef = QString::fromLatin1(ref);
        wanted.port = portId(PileId(QString::fromLatin1(pile)), 1);
        wanted.account = AccountId(QStringLiteral("acc-5678"));
        wanted.limit.kind = ChargeLimit::Kind::Amount;
        wanted.limit.amount = yuan(amount);
        return wanted;
    }
    Result<ChargeOrder> create(const OrderRequest &wanted)
    {
        const QFuture<Result<ChargeOrder>> made = core->orders.create(wanted, QStringLiteral("op1"));
        if (!QTest::qWaitFor([&] { return made.isFinished(); }))
            return failure(Error::Kind::Timeout, QStringLiteral("no answer"));
        return made.result();
    }
    bool waitState(const OrderId &id, OrderState state)
    {
        return QTest::qWaitFor([&] { return core->orders.order(id)->state == state; });
    }
    ChargeOrder order(const OrderId &id) { return core->orders.order(id).value(); }

    std::optional<TestDatabase> database;
    ManualClock clock;
    SystemSteadyClock steady;
    FakeLink link;
    FakeChannel channel;
    FakeChannel cards;
    CoreSettings settings;
    std::unique_ptr<Database> db;
    std::unique_ptr<Core> core;

private:
    QString m_url;
};

} // namespace pd::cloud::test
