// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registers/chargeenergy.h"
#include "tests/models/plans.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pd;
using namespace pd::test;

namespace {

constexpr RegisterFacts ac7{7000, 60'000};
constexpr qint64 size6 = 10'000'000'000; // of a register with six digits of kWh, in 0.1 Wh

template <typename T>
T anyOf(T from, T toExcluded)
{
    return *rc::gen::inRange<T>(from, toExcluded);
}

// A charge as an honest pile tells it: at least two minutes between its words, never above its power.
RegisterReports anyCharge(qint64 firstTenthWh)
{
    const QDateTime begin = at("2026-03-16T10:40:00Z");
    qint64 ms = 0;
    qint64 tenthWh = firstTenthWh;
    const auto next = [&] {
        const qint64 pause = anyOf<qint64>(120'000, 900'000);
        ms += pause;
        tenthWh += anyOf<qint64>(0, 7000 * pause / 360'000);
        return RegisterReport{begin.addMSecs(ms), begin.addMSecs(ms + anyOf<qint64>(0, 20'000)),
                              Energy::fromTenthWh(tenthWh)};
    };
    RegisterReports reports;
    reports.start = {begin, begin.addMSecs(500), Energy::fromTenthWh(firstTenthWh)};
    const int count = anyOf(0, 12);
    for (int i = 0; i < count; ++i)
        reports.samples.append(next());
    reports.stop = next();
    return reports;
}

qint64 anyRegister()
{
    return anyOf<qint64>(60'000'000, 90'000'000); // 6,000 to 9,000 kWh: far from every end of a register
}

Energy told(const RegisterReports &reports)
{
    return reports.stop->energyRegister - reports.start.energyRegister;
}

template <typename F>
void eachReport(RegisterReports &reports, const F &f)
{
    f(reports.start);
    for (RegisterReport &sample : reports.samples)
        f(sample);
    f(*reports.stop);
}

} // namespace

class ChargeEnergyPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void honestIsEndMinusStart();
    void orderAndDoublesDoNotMatter();
    void rollingOverChangesNothing();
    void aGlitchChangesNothing();
    void aWrongClockChangesOnlyTheTime();
    void neverMoreThanCanBe();
};

void ChargeEnergyPropertiesTest::honestIsEndMinusStart()
{
    QVERIFY(rc::check("an honest pile is believed to the last digit", [] {
        const RegisterReports reports = anyCharge(anyRegister());
        const ChargeEnergy result = chargeEnergy(reports, ac7);
        RC_ASSERT(result.energy == told(reports));
        RC_ASSERT(!result.isAbnormal());
        RC_ASSERT(!result.flags);
        RC_ASSERT(result.points.last() == (EnergyPoint{reports.stop->at, told(reports)}));
    }));
}

void ChargeEnergyPropertiesTest::orderAndDoublesDoNotMatter()
{
    QVERIFY(rc::check("samples in any order, some of them twice", [] {
        const RegisterReports reports = anyCharge(anyRegister());
        RegisterReports shuffled = reports;
        const int doubles = reports.samples.isEmpty() ? 0 : anyOf(0, 4);
        for (int i = 0; i < doubles; ++i)
            shuffled.samples.append(reports.samples.at(anyOf<qsizetype>(0, reports.samples.size())));
        for (qsizetype i = shuffled.samples.size() - 1; i > 0; --i)
            shuffled.samples.swapItemsAt(i, anyOf<qsizetype>(0, i + 1));
        const ChargeEnergy expected = chargeEnergy(reports, ac7);
        const ChargeEnergy result = chargeEnergy(shuffled, ac7);
        RC_ASSERT(result.energy == expected.energy);
        RC_ASSERT(result.points == expected.points);
        RC_ASSERT(result.flags.testFlag(RegisterFlag::Doubled) == (doubles > 0));
    }));
}

void ChargeEnergyPropertiesTest::rollingOverChangesNothing()
{
    QVERIFY(rc::check("a register that passes its last digit", [] {
        RegisterReports reports = anyCharge(size6 - anyOf<qint64>(1, 50'000));
        const Energy expected = told(reports);
        eachReport(reports, [](RegisterReport &report) {
            report.energyRegister = Energy::fromTenthWh(report.energyRegister.tenthWh() % size6);
        });
        const ChargeEnergy result = chargeEnergy(reports, ac7);
        RC_ASSERT(!result.isAbnormal());
        // An end of exactly 0 cannot be told from one that is missing.
        RC_PRE(!result.flags.testFlag(RegisterFlag::StopMissing));
        RC_ASSERT(result.energy == expected);
    }));
}

void ChargeEnergyPropertiesTest::aGlitchChangesNothing()
{
    QVERIFY(rc::check("one sample that the others contradict", [] {
        RegisterReports reports = anyCharge(anyRegister());
        const Energy expected = told(reports);
        RC_PRE(!reports.samples.isEmpty());
        RegisterReport odd = reports.samples.at(anyOf<qsizetype>(0, reports.samples.size()));
        odd.at = odd.at.addSecs(-30);
        odd.arrivedAt = odd.at;
        odd.energyRegister = Energy::fromTenthWh(anyOf(0, 2) == 0 ? anyOf<qint64>(0, 50'000'000)
                                                                  : anyOf<qint64>(110'000'000, 900'000'000));
        reports.samples.append(odd);
        const ChargeEnergy result = chargeEnergy(reports, ac7);
        RC_ASSERT(result.energy == expected);
        RC_ASSERT(!result.isAbnormal());
        RC_ASSERT(result.flags.testFlag(RegisterFlag::Glitch));
    }));
}

void ChargeEnergyPropertiesTest::aWrongClockChangesOnlyTheTime()
{
    QVERIFY(rc::check("a clock that is wrong all the time is put right", [] {
        RegisterReports reports = anyCharge(anyRegister());
        const ChargeEnergy expected = chargeEnergy(reports, ac7);
        const qint64 wrongMs = (anyOf(0, 2) == 0 ? -1 : 1) * anyOf<qint64>(100'000, 40'000'000);
        eachReport(reports, [&](RegisterReport &report) { report.at = report.at.addMSecs(wrongMs); });
        const ChargeEnergy result = chargeEnergy(reports, ac7);
        RC_ASSERT(result.energy == expected.energy);
        RC_ASSERT(result.flags.testFlag(RegisterFlag::ClockCorrected)
                  || reports.samples.isEmpty()); // too short to tell a slow clock from a slow message
        if (!result.flags.testFlag(RegisterFlag::ClockCorrected))
            return;
        for (qsizetype i = 0; i < result.points.size(); ++i)
            RC_ASSERT(qAbs(result.points[i].at.msecsTo(expected.points[i].at)) <= ac7.clockToleranceMs);
    }));
}

void ChargeEnergyPropertiesTest::neverMoreThanCanBe()
{
    QVERIFY(rc::check("whatever a pile says, no more than its power allows is billed unseen", [] {
        RegisterReports reports = anyCharge(anyRegister());
        const int wrong = anyOf(1, 4);
        for (int i = 0; i < wrong; ++i)
            reports.samples.append({reports.start.at.addSecs(anyOf<qint64>(-4000, 40'000)),
                                    reports.start.at.addSecs(anyOf<qint64>(0, 40'000)),
                                    Energy::fromTenthWh(anyOf<qint64>(-1'000'000, size6))});
        if (anyOf(0, 3) == 0)
            reports.stop->energyRegister = Energy::fromTenthWh(anyOf<qint64>(-1'000'000, size6));
        if (anyOf(0, 3) == 0)
            reports.start.energyRegister = Energy::fromTenthWh(anyOf<qint64>(-1'000'000, size6));
        const ChargeEnergy result = chargeEnergy(reports, ac7);
        const QList<EnergyPoint> &points = result.points;
        RC_ASSERT(result.energy >= Energy());
        RC_ASSERT(result.energy == points.last().sinceStart);
        for (qsizetype i = 1; i < points.size(); ++i)
            RC_ASSERT(points[i - 1].at <= points[i].at && points[i - 1].sinceStart <= points[i].sinceStart);
        const qint64 lengthMs = points.first().at.msecsTo(points.last().at);
        RC_ASSERT(result.isAbnormal() || result.energy <= mostDeliverable(ac7.ratedPowerW, lengthMs));
    }));
}

QTEST_GUILESS_MAIN(ChargeEnergyPropertiesTest)
#include "tst_chargeenergyproperties.moc"
