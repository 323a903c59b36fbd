// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/chargebill.h"

#include "models/session/chargepreview.h"
#include "tests/models/plans.h"

#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

PricePlan planV2()
{
    PricePlan plan = planV1();
    plan.version = QStringLiteral("V2");
    plan.prices[size_t(Band::Flat)].service = price("0.50");
    return plan;
}

// The session of constant power from `start` on, with a sample a minute.
RatingEngine charged(const PricePlan &plan, const QDateTime &start, qint64 powerW, Energy energy)
{
    RatingEngine engine(plan, start, kwh("8123.45"));
    const qint64 lengthMs = energy.tenthWh() * 360'000 / powerW;
    for (qint64 ms = 60'000; ms < lengthMs; ms += 60'000)
        (void)engine.addSample(start.addMSecs(ms),
                               kwh("8123.45") + Energy::fromTenthWh(powerW * ms / 360'000));
    (void)engine.addSample(start.addMSecs(lengthMs), kwh("8123.45") + energy);
    return engine;
}

QString linesOf(const ChargeBill &bill)
{
    constexpr std::array names{"electricity", "service", "time", "occupancy", "reservation"};
    QStringList lines;
    for (const BillLine &line : bill.lines) {
        QStringList words{QLatin1String(names[size_t(line.component)])};
        if (line.band)
            words << toWord(*line.band) << line.energy.kwhText();
        else
            words << QString::number(line.minutes);
        words << line.price.text() << line.cost.text(4);
        lines << words.join(QLatin1Char(' '));
    }
    return lines.join(QLatin1Char('\n'));
}

ChargeLimit limitOf(ChargeLimit::Kind kind, const char *amount)
{
    ChargeLimit limit;
    limit.kind = kind;
    if (kind == ChargeLimit::Kind::Amount)
        limit.amount = yuan(amount);
    else if (kind == ChargeLimit::Kind::Energy)
        limit.energy = kwh(amount);
    else
        limit.seconds = QByteArray(amount).toLongLong();
    return limit;
}

} // namespace

class ChargeBillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeModeCountsStartedMinutes();
    void startedMinutes_data();
    void startedMinutes();
    void autoFullThatStaysPluggedIn();
    void occupancy_data();
    void occupancy();
    void noShow();
    void planAtTheStartCounts();
    void minutesForAnAmount_data();
    void minutesForAnAmount();
    void whoBears_data();
    void whoBears();
    void previews_data();
    void previews();
    void previewsThatAreNone_data();
    void previewsThatAreNone();
    void prepayments_data();
    void prepayments();
};

// A2 (i): 60 min bought, unplugged at 35 min 20 s.
void ChargeBillTest::timeModeCountsStartedMinutes()
{
    const PricePlan plan = planV1();
    const QDateTime start = at("2026-03-16T18:40:00+08:00");
    const QDateTime end = start.addSecs(35 * 60 + 20);
    RatingEngine engine(plan, start, kwh("100"));
    QVERIFY(engine.addSample(end, kwh("104.12")));
    const ChargeBill bill = chargeBill(plan, Pricing::ByTime, engine, {{start, end}, {}, {}});
    QCOMPARE(bill.bill.time, yuan("3.60"));
    QCOMPARE(bill.bill.total(), yuan("3.60"));
    QCOMPARE(yuan("6.00") - bill.bill.total(), yuan("2.40"));
    QCOMPARE(linesOf(bill), QStringLiteral("time 36 0.10 3.6000"));
    // The energy is recorded by band, at no price.
    QCOMPARE(bill.bill.energy, kwh("4.12"));
    QCOMPARE(bill.bill.energyIn(Band::Peak) + bill.bill.energyIn(Band::Sharp), kwh("4.12"));
    QCOMPARE(bill.bill.periods.first().electricity, Cost());
}

void ChargeBillTest::startedMinutes_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<qint64>("minutes");
    QTest::newRow("nothing") << qint64(0) << qint64(0);
    QTest::newRow("back in time") << qint64(-5) << qint64(0);
    QTest::newRow("a moment") << qint64(1) << qint64(1);
    QTest::newRow("one full") << qint64(60'000) << qint64(1);
    QTest::newRow("one and a moment") << qint64(60'001) << qint64(2);
}

void ChargeBillTest::startedMinutes()
{
    QFETCH(qint64, ms);
    const QDateTime start = at("2026-03-16T18:40:00+08:00");
    QTEST(pd::startedMinutes({start, start.addMSecs(ms)}), "minutes");
}

// A2 (ii): 18.40 kWh in the valley from 00:30, and 45 min beside a full car.
void ChargeBillTest::autoFullThatStaysPluggedIn()
{
    const PricePlan plan = planV1();
    const QDateTime start = at("2026-03-17T00:30:00+08:00");
    const RatingEngine engine = charged(plan, start, 7000, kwh("18.40"));
    const QDateTime full = engine.lastSampleAt();
    QCOMPARE(full.toString(Qt::ISODate), QStringLiteral("2026-03-16T19:07:42Z"));
    const ChargeTimes times{{start, full}, TimeSpan{full, full.addSecs(45 * 60)}, {}};
    const ChargeBill bill = chargeBill(plan, Pricing::ByEnergy, engine, times);
    QCOMPARE(bill.bill.electricity + bill.bill.service, yuan("12.88"));
    QCOMPARE(bill.bill.occupancy, yuan("15.00"));
    QCOMPARE(bill.bill.total(), yuan("27.88"));
    QCOMPARE(yuan("50.00") - bill.bill.total(), yuan("22.12"));
    QCOMPARE(linesOf(bill),
             QStringLiteral("electricity valley 18.4000 0.30 5.5200\nservice valley 18.4000 0.40 7.3600\n"
                            "occupancy 30 0.50 15.0000"));
}

void ChargeBillTest::occupancy_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QList<std::pair<int, int>>>("suspended");
    QTest::addColumn<bool>("isCapped");
    QTest::addColumn<QString>("fee");
    using Spans = QList<std::pair<int, int>>;
    const auto row
        = [](const char *name, int seconds, const Spans &suspended, const char *fee, bool isCapped = true) {
              QTest::newRow(name) << seconds << suspended << isCapped << QString::fromLatin1(fee);
          };
    row("left at once", 0, {}, "0.00");
    row("the free minutes", 15 * 60, {}, "0.00");
    row("not yet a minute more", 16 * 60 - 1, {}, "0.00");
    row("a minute more", 16 * 60, {}, "0.50");
    row("to the cap", 75 * 60, {}, "30.00");
    row("A11: 21:05 to 23:35", 150 * 60, {}, "30.00");
    row("without a cap", 150 * 60, {}, "67.50", false);
    row("A11: the lock held the car", 150 * 60, {{0, 150 * 60}}, "0.00");
    row("held for the free minutes", 45 * 60, {{0, 15 * 60}}, "7.50");
    row("held in between, twice told", 45 * 60, {{1200, 1800}, {1200, 1500}, {1500, 1800}}, "10.00");
    row("held before and after", 45 * 60, {{-600, 60}, {44 * 60, 9999}}, "14.00");
    row("held backwards", 45 * 60, {{1800, 1200}}, "15.00");
}

void ChargeBillTest::occupancy()
{
    QFETCH(int, seconds);
    using Spans = QList<std::pair<int, int>>;
    QFETCH(Spans, suspended);
    QFETCH(bool, isCapped);
    QFETCH(QString, fee);
    PricePlan plan = planV1();
    if (!isCapped)
        plan.occupancy.cap.reset();
    const QDateTime full = at("2026-03-16T21:05:00+08:00");
    ChargeTimes times{{full.addSecs(-900), full}, TimeSpan{full, full.addSecs(seconds)}, {}};
    for (const auto &[from, to] : suspended)
        times.suspended.append({full.addSecs(from), full.addSecs(to)});
    const RatingEngine engine = charged(plan, full.addSecs(-900), 7000, kwh("1.75"));
    const ChargeBill bill = chargeBill(plan, Pricing::ByEnergy, engine, times);
    QCOMPARE(bill.bill.occupancy.text(), fee);
    // What a bill under way shows is the same, and grows exactly when it says.
    QCOMPARE(occupancyCost(plan, times).text(), fee);
    const std::optional<qint64> next = msToNextOccupancy(plan, times);
    QCOMPARE(next.has_value(), !isCapped || bill.bill.occupancy < *plan.occupancy.cap);
    if (!next)
        return;
    ChargeTimes later = times;
    later.suspended.removeIf([&](const TimeSpan &span) { return span.end > times.standing->end; });
    QCOMPARE(msToNextOccupancy(plan, later).has_value(), true);
    const qint64 wait = *msToNextOccupancy(plan, later);
    const Money now = occupancyCost(plan, later);
    later.standing->end = times.standing->end.addMSecs(wait - 1);
    QCOMPARE(occupancyCost(plan, later), now);
    later.standing->end = times.standing->end.addMSecs(wait);
    QVERIFY(occupancyCost(plan, later) > now);
    // A11: 20:50 to 21:05, 0.58 in the peak and 1.17 before it.
    QCOMPARE(bill.bill.electricity + bill.bill.service, yuan("2.68"));
}

// A4.
void ChargeBillTest::noShow()
{
    const QDateTime from = at("2026-03-16T15:20:00+08:00");
    const ChargeBill bill = noShowBill(planV1(), {from, from.addSecs(900)});
    QCOMPARE(bill.bill.reservation, yuan("2.00"));
    QCOMPARE(bill.bill.total(), yuan("2.00"));
    QCOMPARE(linesOf(bill), QStringLiteral("reservation 0 0.00 2.0000"));
    PricePlan free = planV1();
    free.reservation.noShowFee = {};
    QVERIFY(noShowBill(free, {from, from.addSecs(900)}).lines.isEmpty());
}

// A10: X began before V2, Y under it.
void ChargeBillTest::planAtTheStartCounts()
{
    const auto total = [](const PricePlan &plan, const char *start) {
        return billText(charged(plan, at(start), 7000, kwh("7.00")).bill()).section(QLatin1Char(' '), -1);
    };
    QCOMPARE(total(planV1(), "2026-03-16T21:30:00+08:00"), QStringLiteral("8.75"));
    QCOMPARE(total(planV2(), "2026-03-16T22:05:00+08:00"), QStringLiteral("8.40"));
}

void ChargeBillTest::minutesForAnAmount_data()
{
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("perMinute");
    QTest::addColumn<qint64>("minutes");
    QTest::newRow("A2") << "6.00"
                        << "0.10" << qint64(60);
    QTest::newRow("nothing") << "0.00"
                             << "0.10" << qint64(0);
    QTest::newRow("less than a minute") << "0.09"
                                        << "0.10" << qint64(0);
    QTest::newRow("rounded down to it") << "0.10"
                                        << "0.104" << qint64(1);
    QTest::newRow("rounded up beyond it") << "0.10"
                                          << "0.105" << qint64(0);
    QTest::newRow("in debt") << "-1.00"
                             << "0.10" << qint64(0);
    QTest::newRow("free") << "6.00"
                          << "0" << qint64(-1);
}

void ChargeBillTest::minutesForAnAmount()
{
    QFETCH(QString, amount);
    QFETCH(QString, perMinute);
    PricePlan plan = planV1();
    plan.perStartedMinute = UnitPrice::fromText(perMinute).value();
    QTEST(minutesFor(Money::fromText(amount).value(), plan).value_or(-1), "minutes");
}

void ChargeBillTest::whoBears_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("occupancy");
    QTest::addColumn<QString>("paid");
    QTest::addColumn<QString>("shares"); // from what was paid, debt, written off
    QTest::newRow("enough") << "7.36"
                            << "15.00"
                            << "50.00"
                            << "27.88 0.00 0.00";
    QTest::newRow("standing beyond it") << "7.36"
                                        << "15.00"
                                        << "20.00"
                                        << "20.00 7.88 0.00";
    QTest::newRow("ran over") << "4.50"
                              << "0.00"
                              << "10.00"
                              << "10.00 0.00 0.02";
    QTest::newRow("both") << "4.50"
                          << "15.00"
                          << "10.00"
                          << "10.00 15.00 0.02";
}

void ChargeBillTest::whoBears()
{
    QFETCH(QString, service);
    QFETCH(QString, occupancy);
    QFETCH(QString, paid);
    Bill bill;
    bill.electricity = yuan("5.52");
    bill.service = Money::fromText(service).value();
    bill.occupancy = Money::fromText(occupancy).value();
    const Bearing shares = bearing(bill, Money::fromText(paid).value());
    QCOMPARE(shares.fromPaid + shares.debt + shares.writtenOff, bill.total());
    QTEST(
        QStringLiteral("%1 %2 %3").arg(shares.fromPaid.text(), shares.debt.text(), shares.writtenOff.text()),
        "shares");
}

void ChargeBillTest::previews_data()
{
    QTest::addColumn<ChargeMode>("mode");
    QTest::addColumn<QString>("start");
    QTest::addColumn<ChargeLimit>("limit");
    QTest::addColumn<QString>("expected"); // end (UTC), energy, total
    QTest::addColumn<QString>("lines");
    using Kind = ChargeLimit::Kind;
    QTest::newRow("A1") << ChargeMode::ByEnergy << "2026-03-16T18:40:00+08:00"
                        << limitOf(Kind::Amount, "20.00") << "12:29:37 12.7900 20.00"
                        << "electricity peak 2.3333 1.00 2.3333\nservice peak 2.3333 0.40 0.9333\n"
                           "electricity sharp 10.4567 1.20 12.5480\nservice sharp 10.4567 0.40 4.1827";
    QTest::newRow("A2, an amount of time") << ChargeMode::ByTime << "2026-03-16T18:40:00+08:00"
                                           << limitOf(Kind::Amount, "6.00") << "11:40:00 7.0000 6.00"
                                           << "time 60 0.10 6.0000";
    QTest::newRow("A2, 60 minutes") << ChargeMode::ByTime << "2026-03-16T18:40:00+08:00"
                                    << limitOf(Kind::Time, "3600") << "11:40:00 7.0000 6.00"
                                    << "time 60 0.10 6.0000";
    QTest::newRow("A2 (iii)") << ChargeMode::AutoFull << "2026-03-17T00:30:00+08:00"
                              << limitOf(Kind::Amount, "10.00") << "18:32:24 14.2800 9.99"
                              << "electricity valley 14.2800 0.30 4.2840\nservice valley 14.2800 0.40 5.7120";
    QTest::newRow("A3") << ChargeMode::ByEnergy << "2026-03-16T11:10:00+08:00"
                        << limitOf(Kind::Energy, "5.00") << "03:52:51 5.0000 5.50"
                        << "electricity flat 5.0000 0.70 3.5000\nservice flat 5.0000 0.40 2.0000";
}

void ChargeBillTest::previews()
{
    QFETCH(ChargeMode, mode);
    QFETCH(QString, start);
    QFETCH(ChargeLimit, limit);
    const Result<ChargePreview> result = preview(planV1(), mode, at(start.toLatin1()), 7000, limit);
    QVERIFY(result);
    QTEST(QStringLiteral("%1 %2 %3")
              .arg(result->end.toString(QStringLiteral("HH:mm:ss")), result->energy.kwhText(),
                   result->cost.bill.total().text()),
          "expected");
    QTEST(linesOf(result->cost), "lines");
}

void ChargeBillTest::previewsThatAreNone_data()
{
    QTest::addColumn<ChargeMode>("mode");
    QTest::addColumn<ChargeLimit>("limit");
    using Kind = ChargeLimit::Kind;
    QTest::newRow("no limit") << ChargeMode::AutoFull << ChargeLimit();
    QTest::newRow("no amount") << ChargeMode::ByEnergy << limitOf(Kind::Amount, "0");
    QTest::newRow("less than a step") << ChargeMode::ByEnergy << limitOf(Kind::Energy, "0.0099");
    QTest::newRow("less than a minute") << ChargeMode::ByTime << limitOf(Kind::Amount, "0.09");
    QTest::newRow("no time") << ChargeMode::ByTime << limitOf(Kind::Time, "0");
    QTest::newRow("ages") << ChargeMode::ByTime << limitOf(Kind::Time, "9223372036854775807");
    QTest::newRow("a sea of energy") << ChargeMode::ByEnergy << limitOf(Kind::Energy, "900000000000");
    QTest::newRow("a heap of money") << ChargeMode::ByTime << limitOf(Kind::Amount, "90000000000");
}

void ChargeBillTest::previewsThatAreNone()
{
    QFETCH(ChargeMode, mode);
    QFETCH(ChargeLimit, limit);
    const Result<ChargePreview> result
        = preview(planV1(), mode, at("2026-03-16T18:40:00+08:00"), 7000, limit);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Invalid);
}

void ChargeBillTest::prepayments_data()
{
    QTest::addColumn<ChargeLimit>("limit");
    QTest::addColumn<QString>("asked");
    using Kind = ChargeLimit::Kind;
    QTest::newRow("no limit") << ChargeLimit() << "0.00";
    QTest::newRow("an amount") << limitOf(Kind::Amount, "20.00") << "20.00";
    QTest::newRow("60 minutes") << limitOf(Kind::Time, "3600") << "6.00";
    QTest::newRow("a minute that has begun") << limitOf(Kind::Time, "61") << "0.20";
    // Whenever it flows: at the dearest band, 1.20 + 0.40.
    QTest::newRow("5 kWh") << limitOf(Kind::Energy, "5.00") << "8.00";
    QTest::newRow("each component rounded") << limitOf(Kind::Energy, "0.01") << "0.01";
}

void ChargeBillTest::prepayments()
{
    QFETCH(ChargeLimit, limit);
    QTEST(prepaymentFor(limit, planV1()).text(), "asked");
}

QTEST_GUILESS_MAIN(ChargeBillTest)
#include "tst_chargebill.moc"
