// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/tariffsession.h"

#include "models/rating/plantariff.h"
#include "models/rating/ratingengine.h"
#include "tests/models/plans.h"
#include "tests/models/tarifftext.h"

#include <QTest>

#include <rapidcheck.h>

#include <algorithm>

using namespace pd;
using namespace pd::test;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 dayMs = 1440 * minuteMs;

constexpr std::array zones{"Asia/Shanghai",       "Asia/Kathmandu",   "Europe/Berlin",
                           "Australia/Lord_Howe", "America/New_York", "America/St_Johns"};
// Within a day of these the clocks of Berlin, New York or Lord Howe change.
constexpr std::array clockChanges{"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-04-04T15:00:00Z",
                                  "2026-10-03T15:30:00Z", "2026-11-01T06:00:00Z"};

// Numbers are drawn one by one, so that a counterexample prints and shrinks as numbers.
template <typename T>
T anyOf(T from, T toExcluded)
{
    return *rc::gen::inRange<T>(from, toExcluded);
}

template <typename T, size_t N>
T anyOf(const std::array<T, N> &values)
{
    return values[anyOf<size_t>(0, N)];
}

bool sometimes(int oneIn)
{
    return anyOf(0, oneIn) == 0;
}

std::optional<qint64> anyBound(int oneIn, qint64 most, qint64 unit)
{
    return sometimes(oneIn) ? std::optional(anyOf<qint64>(0, most) * unit) : std::nullopt;
}

PriceComponent anyComponent(bool mayBeNegative)
{
    PriceComponent component;
    component.dimension = TariffDimension(anyOf(0, tariffDimensionCount));
    component.price = TariffPrice::fromE6(anyOf<qint64>(mayBeNegative ? -2'000'000 : 0, 5'000'000));
    if (!sometimes(3))
        component.vatE4 = anyOf<qint64>(0, 250'000);
    component.stepSize = anyOf(std::array<qint64, 6>{0, 1, 60, 100, 900, 1000});
    return component;
}

TariffRestrictions anyRestrictions()
{
    TariffRestrictions r;
    if (sometimes(2))
        r.startMinute = anyOf(0, 1440);
    if (sometimes(2))
        r.endMinute = anyOf(0, 1440);
    if (sometimes(5))
        r.days = quint8(anyOf(1, 128));
    if (sometimes(8))
        r.startDate = QDate(2026, 1, 1).addDays(anyOf(0, 365));
    if (sometimes(8))
        r.endDate = QDate(2026, 1, 1).addDays(anyOf(0, 365));
    r.minNanoKwh = anyBound(6, 300, 100'000'000);
    r.maxNanoKwh = anyBound(6, 300, 100'000'000);
    r.minDurationS = anyBound(6, 300, 60);
    r.maxDurationS = anyBound(6, 300, 60);
    r.minPowerE4 = anyBound(8, 60, 10'000);
    r.maxPowerE4 = anyBound(8, 60, 10'000);
    r.minCurrentE4 = anyBound(12, 60, 10'000);
    if (sometimes(12))
        r.reservation = sometimes(2) ? ReservationRule::Reservation : ReservationRule::ReservationExpires;
    return r;
}

Tariff anyTariff(bool mayBeNegative)
{
    Tariff tariff;
    const int elements = anyOf(1, 6);
    for (int i = 0; i < elements; ++i) {
        TariffElement element;
        const int components = anyOf(1, 4);
        for (int k = 0; k < components; ++k)
            element.components.append(anyComponent(mayBeNegative));
        if (!sometimes(4))
            element.restrictions = anyRestrictions();
        tariff.elements.append(element);
    }
    if (sometimes(4))
        tariff.minPrice = PriceLimit{TariffPrice::fromE6(anyOf<qint64>(0, 5'000'000)), std::nullopt};
    if (sometimes(4))
        tariff.maxPrice = PriceLimit{TariffPrice::fromE6(anyOf<qint64>(5'000'000, 50'000'000)), std::nullopt};
    return tariff;
}

qint64 anyMoment()
{
    if (sometimes(2))
        return at("2026-01-01T00:00:00Z").toMSecsSinceEpoch() + anyOf<qint64>(0, 365 * dayMs);
    return at(anyOf(clockChanges)).toMSecsSinceEpoch() + anyOf<qint64>(-dayMs, dayMs);
}

SessionActivity anyActivity()
{
    return anyOf(std::array{SessionActivity::Charging, SessionActivity::Charging, SessionActivity::Parking});
}

SessionSample anyStart()
{
    SessionSample start;
    start.atMs = anyMoment();
    start.energyRegister = Energy::fromTenthWh(anyOf<qint64>(0, 1'000'000));
    if (sometimes(8))
        start.activity = SessionActivity::Reserved;
    return start;
}

// What follows the start. Samples of one moment are left to a test of their own.
std::vector<SessionSample> anySamples(const SessionSample &start)
{
    std::vector<SessionSample> samples;
    SessionSample sample = start;
    const int count = anyOf(1, 12);
    for (int i = 0; i < count; ++i) {
        sample.atMs += anyOf<qint64>(1, 180 * minuteMs);
        sample.energyRegister += Energy::fromTenthWh(sometimes(4) ? 0 : anyOf<qint64>(0, 100'000));
        sample.activity = anyActivity();
        sample.powerE4 = anyBound(2, 60, 10'000);
        sample.currentE4 = anyBound(2, 60, 10'000);
        samples.push_back(sample);
    }
    return samples;
}

struct Setting
{
    Tariff tariff;
    std::shared_ptr<const TariffRules> rules;
    QTimeZone zone;
    SessionSample start;
    bool expired;
};

Setting anySetting(bool mayBeNegative = true)
{
    Setting setting;
    setting.tariff = anyTariff(mayBeNegative);
    setting.rules = rulesOf(setting.tariff);
    setting.zone = QTimeZone(anyOf(zones));
    setting.start = anyStart();
    setting.expired = sometimes(4);
    return setting;
}

TariffSession rated(const Setting &setting, const std::vector<SessionSample> &samples)
{
    TariffSession session(setting.rules, setting.zone, setting.start, setting.expired);
    for (const SessionSample &sample : samples)
        RC_ASSERT(session.add(sample).has_value());
    return session;
}

// Whether an element holds, by way of QDateTime's own local time: apart from how the engine finds it.
bool holdsByCalendar(const TariffRestrictions &r, const QDateTime &moment, const QTimeZone &zone)
{
    const QDateTime local = moment.toTimeZone(zone);
    const int minute = local.time().hour() * 60 + local.time().minute();
    const int start = r.startMinute.value_or(0);
    const int end = r.endMinute.value_or(0) == 0 ? 1440 : *r.endMinute;
    const bool inTime = start <= end ? minute >= start && minute < end : minute >= start || minute < end;
    const bool onDay = r.days == 0 || (r.days >> (local.date().dayOfWeek() - 1) & 1) != 0;
    return inTime && onDay && !(r.startDate && local.date() < *r.startDate)
        && !(r.endDate && local.date() >= *r.endDate);
}

// Elements that only the calendar restricts, so that it alone tells the price.
Tariff calendarTariff()
{
    Tariff tariff;
    const int count = anyOf(1, 6);
    for (int i = 0; i < count; ++i) {
        TariffElement element;
        element.components.append(
            {TariffDimension::Energy, TariffPrice::fromE6(anyOf<qint64>(0, 5'000'000)), std::nullopt, 0});
        const TariffRestrictions any = anyRestrictions();
        element.restrictions.startMinute = any.startMinute;
        element.restrictions.endMinute = any.endMinute;
        element.restrictions.startDate = any.startDate;
        element.restrictions.endDate = any.endDate;
        element.restrictions.days = any.days;
        tariff.elements.append(element);
    }
    return tariff;
}

PricePlan anyPlan()
{
    PricePlan plan;
    plan.timeZone = QTimeZone(anyOf(zones));
    Band band = Band::Flat;
    const bool fine = sometimes(4);
    for (size_t slot = 0; slot < PricePlan::slotCount; ++slot) {
        if (fine || slot % 4 == 0)
            band = anyOf(allBands);
        plan.slotBands[slot] = band;
    }
    for (BandPrice &pair : plan.prices)
        pair = {UnitPrice::fromE5(anyOf<qint64>(0, 300'000)), UnitPrice::fromE5(anyOf<qint64>(0, 100'000))};
    return plan;
}

} // namespace

class TariffPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void incrementalEqualsBatch();
    void splittingChangesNothing();
    void splittingAPeriodChangesNothing();
    void linesMakeTheTotal();
    void costNeverFallsAsEnergyGrows();
    void orderOfLateSamplesDoesNotMatter();
    void samplesOfOneMomentHaveAnOrder();
    void refusedSamplesChangeNothing();
    void pricesFollowTheCalendar();
    void planAndTariffAgree();
};

void TariffPropertiesTest::incrementalEqualsBatch()
{
    QVERIFY(rc::check("periods priced anew cost what the running session cost", [] {
        const Setting setting = anySetting();
        const std::vector<SessionSample> samples = anySamples(setting.start);
        TariffSession session(setting.rules, setting.zone, setting.start, setting.expired);
        TariffRating rating(setting.rules, setting.zone);
        for (const SessionSample &sample : samples) {
            RC_ASSERT(session.add(sample).has_value());
            const Result<RatedCdr> again = rate(rating, session.cdr(), setting.expired);
            RC_ASSERT(again.has_value());
            RC_ASSERT(again->bill == session.bill());
            RC_ASSERT(again->choices == session.choices());
        }
    }));
}

// A sample that lies exactly on the line between its neighbours says nothing new.
void TariffPropertiesTest::splittingChangesNothing()
{
    QVERIFY(rc::check("a sample on the line", [] {
        const Setting setting = anySetting();
        const qint64 parts = anyOf<qint64>(2, 50);
        const qint64 part = anyOf<qint64>(1, parts);
        const qint64 partMs = anyOf<qint64>(1, 30 * minuteMs);
        const qint64 partEnergy = anyOf<qint64>(0, 10'000);
        const auto on = [&](qint64 n) {
            SessionSample sample = setting.start;
            sample.atMs += n * partMs;
            sample.energyRegister += Energy::fromTenthWh(n * partEnergy);
            return sample;
        };
        RC_ASSERT(rated(setting, {on(parts)}).bill() == rated(setting, {on(part), on(parts)}).bill());
    }));
}

// Between two changes of price a record may be cut anywhere.
void TariffPropertiesTest::splittingAPeriodChangesNothing()
{
    QVERIFY(rc::check("a period in two", [] {
        const Setting setting = anySetting();
        Cdr cdr = rated(setting, anySamples(setting.start)).cdr();
        const size_t index = anyOf<size_t>(0, cdr.periods.size());
        const qint64 part = anyOf<qint64>(0, 100);
        TariffRating rating(setting.rules, setting.zone);
        const TariffBill whole = rate(rating, cdr, setting.expired)->bill;
        const auto cut = [&](qint64 &first, qint64 &second) {
            const qint64 all = first;
            first = all / 100 * part;
            second = all - first;
        };
        ChargingPeriod &first = cdr.periods[index];
        ChargingPeriod second = first;
        cut(first.nanoKwh, second.nanoKwh);
        cut(first.chargingNs, second.chargingNs);
        cut(first.parkingNs, second.parkingNs);
        cut(first.reservationNs, second.reservationNs);
        second.startMs += (first.chargingNs + first.parkingNs + first.reservationNs) / 1'000'000;
        cdr.periods.insert(cdr.periods.begin() + qptrdiff(index) + 1, second);
        RC_ASSERT(rate(rating, cdr, setting.expired)->bill == whole);
    }));
}

void TariffPropertiesTest::linesMakeTheTotal()
{
    QVERIFY(rc::check("sum of lines is the total", [] {
        const Setting setting = anySetting();
        const std::vector<SessionSample> samples = anySamples(setting.start);
        const TariffSession session = rated(setting, samples);
        const TariffBill bill = session.bill();
        TariffCost lines;
        qint64 extraEnergy = 0;
        for (const TariffLine &line : bill.lines) {
            lines += line.cost;
            RC_ASSERT(line.roundedUp >= 0);
            if (line.kind == ChargeKind::Energy)
                extraEnergy += line.roundedUp;
        }
        TariffCost parts;
        for (const TariffCost &part : {bill.energy, bill.time, bill.parking, bill.fixed, bill.reservation})
            parts += part;
        RC_ASSERT(parts == lines);
        lines += bill.byMinPrice;
        lines += bill.byMaxPrice;
        RC_ASSERT(bill.total == lines);
        RC_ASSERT(bill.billedNanoKwh == bill.energyNanoKwh + extraEnergy);
        RC_ASSERT(bill.energyNanoKwh == session.energy().tenthWh() * 100'000);
        const qint64 ns = bill.chargingNs + bill.parkingNs + bill.reservationNs;
        RC_ASSERT(ns == (samples.back().atMs - setting.start.atMs) * 1'000'000);
    }));
}

// Nothing but the energy of one stretch grows. Tiers of a price that falls with energy may cost less for
// more, and so may a step that ends in a cheaper hour: neither is a fault of the engine, so they are left
// out.
void TariffPropertiesTest::costNeverFallsAsEnergyGrows()
{
    QVERIFY(rc::check("more energy, no less cost", [] {
        Setting setting = anySetting(false);
        for (TariffElement &element : setting.tariff.elements) {
            element.restrictions.minNanoKwh.reset();
            element.restrictions.maxNanoKwh.reset();
            for (PriceComponent &component : element.components)
                component.stepSize = 0;
        }
        setting.rules = rulesOf(setting.tariff);
        std::vector<SessionSample> samples = anySamples(setting.start);
        const TariffCost less = rated(setting, samples).bill().total;
        const size_t from = anyOf<size_t>(0, samples.size());
        const Energy more = Energy::fromTenthWh(anyOf<qint64>(0, 50'000));
        for (size_t i = from; i < samples.size(); ++i)
            samples[i].energyRegister += more;
        const TariffCost grown = rated(setting, samples).bill().total;
        RC_ASSERT(!(grown.exclVat < less.exclVat));
        RC_ASSERT(!(grown.inclVat < less.inclVat));
    }));
}

void TariffPropertiesTest::orderOfLateSamplesDoesNotMatter()
{
    QVERIFY(rc::check("samples in any order, some twice", [] {
        const Setting setting = anySetting();
        const std::vector<SessionSample> samples = anySamples(setting.start);
        const TariffSession inOrder = rated(setting, samples);
        std::vector<SessionSample> shuffled = samples;
        for (size_t i = shuffled.size(); i > 1; --i)
            std::swap(shuffled[i - 1], shuffled[anyOf<size_t>(0, i)]);
        shuffled.push_back(shuffled[anyOf<size_t>(0, shuffled.size())]);
        const TariffSession late = rated(setting, shuffled);
        RC_ASSERT(late.bill() == inOrder.bill());
        RC_ASSERT(late.periods() == inOrder.periods());
    }));
}

void TariffPropertiesTest::samplesOfOneMomentHaveAnOrder()
{
    QVERIFY(rc::check("two samples of one moment", [] {
        const Setting setting = anySetting();
        std::vector<SessionSample> samples = anySamples(setting.start);
        SessionSample twin = samples.back();
        twin.activity = anyActivity();
        twin.energyRegister += Energy::fromTenthWh(anyOf<qint64>(0, 50'000));
        SessionSample after = twin;
        after.atMs += anyOf<qint64>(1, 60 * minuteMs);
        after.energyRegister += Energy::fromTenthWh(anyOf<qint64>(0, 50'000));
        samples.insert(samples.end(), {twin, after});
        const TariffSession inOrder = rated(setting, samples);
        std::reverse(samples.begin(), samples.end());
        const TariffSession reversed = rated(setting, samples);
        RC_ASSERT(inOrder.bill() == reversed.bill());
        TariffRating rating(setting.rules, setting.zone);
        RC_ASSERT(rate(rating, inOrder.cdr(), setting.expired)->bill == inOrder.bill());
    }));
}

void TariffPropertiesTest::refusedSamplesChangeNothing()
{
    QVERIFY(rc::check("a sample that cannot be", [] {
        const Setting setting = anySetting();
        TariffSession session = rated(setting, anySamples(setting.start));
        const TariffBill before = session.bill();
        SessionSample wrong = session.lastSample();
        switch (anyOf(0, 5)) {
        case 0: wrong.energyRegister = setting.start.energyRegister - Energy::fromTenthWh(1); break;
        case 1: wrong.atMs = setting.start.atMs - 1; break;
        case 2: wrong.atMs += 367 * dayMs; break;
        case 3: wrong.energyRegister += Energy::fromWh(1'000'000'001); break;
        default:
            wrong.atMs = setting.start.atMs + 1;
            wrong.energyRegister += Energy::fromTenthWh(1);
            RC_PRE(session.lastSample().atMs > wrong.atMs);
        }
        const Done done = session.add(wrong);
        RC_ASSERT(!done.has_value());
        RC_ASSERT(done.error().kind == Error::Kind::Invalid);
        RC_ASSERT(session.bill() == before);
    }));
}

void TariffPropertiesTest::pricesFollowTheCalendar()
{
    QVERIFY(rc::check("the element of each moment", [] {
        Setting setting = anySetting();
        setting.tariff = calendarTariff();
        setting.rules = rulesOf(setting.tariff);
        setting.start.activity = SessionActivity::Charging;
        const TariffSession session = rated(setting, anySamples(setting.start));
        for (size_t i = 0; i < session.periods().size(); ++i) {
            const bool isLast = i + 1 == session.periods().size();
            const qint64 end = isLast ? session.lastSample().atMs : session.periods()[i + 1].startMs;
            const int chosen = session.choices()[i].of(ChargeKind::Energy);
            for (qint64 ms = session.periods()[i].startMs; ms < end; ms += qMax<qint64>(1, (end - ms) / 2)) {
                const QDateTime moment = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
                int expected = -1;
                for (int k = 0; k < setting.tariff.elements.size() && expected < 0; ++k) {
                    const bool holds
                        = holdsByCalendar(setting.tariff.elements.at(k).restrictions, moment, setting.zone);
                    expected = holds ? k : -1;
                }
                RC_ASSERT(chosen == expected);
            }
        }
    }));
}

// What we bill in two books is what the published tariff says, to the last figure.
void TariffPropertiesTest::planAndTariffAgree()
{
    QVERIFY(rc::check("plan and published tariff", [] {
        const PricePlan plan = anyPlan();
        Setting setting;
        setting.rules = rulesOf(energyTariff(plan, 0).tariff);
        setting.zone = plan.timeZone;
        setting.start = anyStart();
        setting.start.activity = SessionActivity::Charging;
        setting.expired = false;
        std::vector<SessionSample> samples = anySamples(setting.start);
        RatingEngine engine(plan, QDateTime::fromMSecsSinceEpoch(setting.start.atMs, Qt::UTC),
                            setting.start.energyRegister);
        for (SessionSample &sample : samples) {
            sample.activity = SessionActivity::Charging;
            RC_ASSERT(
                engine.addSample(QDateTime::fromMSecsSinceEpoch(sample.atMs, Qt::UTC), sample.energyRegister)
                    .has_value());
        }
        Cost inTwoBooks;
        for (const BillPeriod &period : engine.bill().periods)
            inTwoBooks += period.electricity + period.service;
        TariffRating rating(setting.rules, setting.zone);
        const TariffBill published = rate(rating, rated(setting, samples).cdr())->bill;
        RC_ASSERT(published.total.exclVat.cost() == inTwoBooks);
        RC_ASSERT(published.total.exclVat.text(9, 18) == published.total.exclVat.text(9, 9));
    }));
}

QTEST_GUILESS_MAIN(TariffPropertiesTest)
#include "tst_tariffproperties.moc"
