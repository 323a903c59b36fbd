// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registers/chargeenergy.h"

#include "models/basics/words.h"
#include "models/registers/pileclock.h"

#include <algorithm>
#include <array>
#include <limits>

namespace pd {

namespace {

__extension__ using Wide = __int128;

// What a register may run ahead of its time stamp by a step of reporting.
constexpr Energy step = Energy::fromWh(50);
constexpr qint64 wattMsPerTenthWh = 360'000;
// How many samples may be wrong one after the other and still be taken for glitches.
constexpr size_t longestGlitch = 3;

// Beyond it (1e11 kWh) nothing measures, and sums would not fit.
constexpr Energy largestRegister = Energy::fromTenthWh(1'000'000'000'000'000);

constexpr qint64 tenthWhAKwh = 10'000;
// Where registers go back to 0: four to eight digits of kWh, and 32 bits of Wh.
constexpr std::array registerSizes{
    Energy::fromTenthWh(10'000 * tenthWhAKwh),     Energy::fromTenthWh(100'000 * tenthWhAKwh),
    Energy::fromTenthWh(1'000'000 * tenthWhAKwh),  Energy::fromTenthWh(42'949'672'960),
    Energy::fromTenthWh(10'000'000 * tenthWhAKwh), Energy::fromTenthWh(100'000'000 * tenthWhAKwh)};

constexpr std::array flagWords{
    Word<RegisterFlag>{RegisterFlag::Doubled, QLatin1String("doubled")},
    Word<RegisterFlag>{RegisterFlag::OutOfOrder, QLatin1String("out_of_order")},
    Word<RegisterFlag>{RegisterFlag::Glitch, QLatin1String("glitch")},
    Word<RegisterFlag>{RegisterFlag::RolledOver, QLatin1String("rolled_over")},
    Word<RegisterFlag>{RegisterFlag::WasReset, QLatin1String("was_reset")},
    Word<RegisterFlag>{RegisterFlag::MeterReplaced, QLatin1String("meter_replaced")},
    Word<RegisterFlag>{RegisterFlag::SessionRelative, QLatin1String("session_relative")},
    Word<RegisterFlag>{RegisterFlag::StopMissing, QLatin1String("stop_missing")},
    Word<RegisterFlag>{RegisterFlag::ClockCorrected, QLatin1String("clock_corrected")},
};

constexpr std::array doubtWords{
    Word<EnergyDoubt>{EnergyDoubt::None, QLatin1String("")},
    Word<EnergyDoubt>{EnergyDoubt::AboveRatedPower, QLatin1String("above_rated_power")},
    Word<EnergyDoubt>{EnergyDoubt::RegisterLeapt, QLatin1String("register_leapt")},
    Word<EnergyDoubt>{EnergyDoubt::StartContradicts, QLatin1String("start_contradicts")},
    Word<EnergyDoubt>{EnergyDoubt::StopBelowLast, QLatin1String("stop_below_last")},
    Word<EnergyDoubt>{EnergyDoubt::MeterReplaced, QLatin1String("meter_replaced")},
    Word<EnergyDoubt>{EnergyDoubt::UnusableRegister, QLatin1String("unusable_register")},
};

// Walks the registers of one charge in order of time.
class Walk
{
public:
    Walk(const RegisterReports &reports, const RegisterFacts &facts)
        : m_facts(facts)
        , m_timed(onOurClock(reports, facts))
        , m_start(m_timed.start)
        , m_last(m_timed.start)
    {
        m_result.flags = m_timed.flags;
        m_result.clockOffsetMs = m_timed.offsetMs;
        takePoint(m_start.ms, Energy());
    }

    ChargeEnergy result()
    {
        dropUnusable();
        const std::vector<TimedRegister> &samples = m_timed.samples;
        for (size_t i = 0; i < samples.size(); ++i) {
            if (isGlitch(i))
                m_result.flags |= RegisterFlag::Glitch;
            else
                take(samples[i]);
        }
        takeStop();
        const qint64 lengthMs = m_last.ms - m_start.ms;
        if (m_result.energy > mostDeliverable(m_facts.ratedPowerW, lengthMs))
            doubt(EnergyDoubt::AboveRatedPower);
        return std::move(m_result);
    }

private:
    static bool isUsable(Energy value) { return value >= Energy() && value <= largestRegister; }

    void dropUnusable()
    {
        std::vector<TimedRegister> &samples = m_timed.samples;
        const auto end = std::remove_if(samples.begin(), samples.end(),
                                        [](const TimedRegister &report) { return !isUsable(report.value); });
        if (end != samples.end())
            m_result.flags |= RegisterFlag::Glitch;
        samples.erase(end, samples.end());
        if (m_timed.stop && !isUsable(m_timed.stop->value)) {
            doubt(EnergyDoubt::UnusableRegister);
            m_timed.stop->value = {}; // as one that is missing
        }
        if (!isUsable(m_start.value)) {
            doubt(EnergyDoubt::UnusableRegister);
            const Energy last = m_timed.stop ? m_timed.stop->value : Energy();
            m_start.value = samples.empty() ? last : samples.front().value;
            m_last.value = m_start.value;
        }
    }

    // The first doubt is the cause, what follows from it is not.
    void doubt(EnergyDoubt why)
    {
        if (m_result.doubt == EnergyDoubt::None)
            m_result.doubt = why;
    }

    Energy deliverable(const TimedRegister &from, const TimedRegister &to) const
    {
        return mostDeliverable(m_facts.ratedPowerW, to.ms - from.ms);
    }
    bool follows(const TimedRegister &from, const TimedRegister &to) const
    {
        return to.value >= from.value && to.value - from.value <= deliverable(from, to);
    }
    // How far a register that rolled over has come; none where it cannot have.
    std::optional<Energy> risenOver(const TimedRegister &from, const TimedRegister &to) const
    {
        for (const Energy size : registerSizes) {
            const Energy rise = size - from.value + to.value;
            if (from.value < size && to.value < from.value && rise <= deliverable(from, to))
                return rise;
        }
        return std::nullopt;
    }
    bool canFollow(const TimedRegister &from, const TimedRegister &to) const
    {
        return follows(from, to) || risenOver(from, to).has_value();
    }

    // It does not fit, and one of the next few goes on from before it and not from it.
    bool isGlitch(size_t i) const
    {
        const std::vector<TimedRegister> &samples = m_timed.samples;
        const TimedRegister &odd = samples[i];
        if (canFollow(m_last, odd))
            return false;
        std::vector<TimedRegister> next;
        for (size_t k = i + 1; k < samples.size() && next.size() < longestGlitch; ++k)
            next.push_back(samples[k]);
        if (next.size() < longestGlitch && m_timed.stop && m_timed.stop->value > Energy())
            next.push_back(*m_timed.stop);
        return std::any_of(next.begin(), next.end(), [&](const TimedRegister &report) {
            return canFollow(m_last, report) && !follows(odd, report);
        });
    }

    void takePoint(qint64 ms, Energy sinceStart)
    {
        m_result.energy = sinceStart;
        m_result.points.append({QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC), sinceStart});
    }
    void rise(const TimedRegister &report, Energy by)
    {
        m_last = report;
        takePoint(report.ms, m_result.energy + by);
    }

    void take(const TimedRegister &report)
    {
        if (follows(m_last, report))
            rise(report, report.value - m_last.value);
        else if (report.value < m_last.value)
            takeFall(report);
        else
            takeLeap(report);
    }

    void takeFall(const TimedRegister &report)
    {
        if (const std::optional<Energy> over = risenOver(m_last, report)) {
            m_result.flags |= RegisterFlag::RolledOver;
            rise(report, *over);
        } else if (report.value <= deliverable(m_last, report)) {
            // It counts from 0: from the start of the charge on, or since the pile began anew.
            const bool isFirst = m_result.points.size() == 1;
            m_result.flags |= isFirst ? RegisterFlag::SessionRelative : RegisterFlag::WasReset;
            m_isRelative = m_isRelative || isFirst;
            rise(report, report.value);
        } else {
            m_result.flags |= RegisterFlag::MeterReplaced;
            doubt(EnergyDoubt::MeterReplaced);
            rise(report, Energy());
        }
    }

    // Higher than can be, and what follows stays there.
    void takeLeap(const TimedRegister &report)
    {
        const bool isFirst = m_result.points.size() == 1;
        doubt(isFirst ? EnergyDoubt::StartContradicts : EnergyDoubt::RegisterLeapt);
        rise(report, Energy());
    }

    void takeStop()
    {
        if (!m_timed.stop || (m_timed.stop->value == Energy() && m_last.value > Energy())) {
            m_result.flags |= RegisterFlag::StopMissing;
            return;
        }
        const TimedRegister &stop = *m_timed.stop;
        if (follows(m_last, stop)) {
            rise(stop, stop.value - m_last.value);
        } else if (const auto over = risenOver(m_last, stop)) {
            m_result.flags |= RegisterFlag::RolledOver;
            rise(stop, *over);
        } else if (!takeOtherKind(stop)) {
            doubt(stop.value < m_last.value ? EnergyDoubt::StopBelowLast : EnergyDoubt::RegisterLeapt);
        }
    }

    // The end in the other way of counting than the samples: as the start did, or since the start.
    bool takeOtherKind(const TimedRegister &stop)
    {
        const Energy whole = m_isRelative && follows(m_start, stop) ? stop.value - m_start.value : stop.value;
        const bool isWhole = m_isRelative && follows(m_start, stop);
        const Energy rest = whole - m_result.energy;
        const bool fits = rest >= Energy() && rest <= deliverable(m_last, stop)
            && (isWhole || stop.value < m_start.value);
        if (!fits)
            return false;
        m_result.flags |= RegisterFlag::SessionRelative;
        rise(stop, rest);
        return true;
    }

    RegisterFacts m_facts;
    TimedReports m_timed;
    TimedRegister m_start;
    TimedRegister m_last;
    bool m_isRelative = false;
    ChargeEnergy m_result;
};

} // namespace

QStringList toWords(RegisterFlags flags)
{
    QStringList list;
    for (const auto &word : flagWords) {
        if (flags.testFlag(word.value))
            list.append(word.text);
    }
    return list;
}

QString toWord(EnergyDoubt doubt)
{
    return wordFor(doubtWords, doubt);
}

Energy mostDeliverable(qint64 ratedPowerW, qint64 ms)
{
    const Wide most = Wide(qMax<qint64>(0, ratedPowerW)) * qMax<qint64>(0, ms) * 11 / (10 * wattMsPerTenthWh)
        + step.tenthWh();
    return Energy::fromTenthWh(qint64(qMin<Wide>(most, std::numeric_limits<qint64>::max() / 4)));
}

ChargeEnergy chargeEnergy(const RegisterReports &reports, const RegisterFacts &facts)
{
    return Walk(reports, facts).result();
}

} // namespace pd
