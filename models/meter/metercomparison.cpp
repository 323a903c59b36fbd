// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meter/metercomparison.h"

#include "models/basics/decimal.h"
#include "models/basics/exactnumber.h"

#include <array>
#include <limits>

namespace pd {

namespace {

constexpr int mostDecimals = 6; // of registers, kWh
constexpr size_t mostEdges = 1024; // each new one is looked at beside all before it
constexpr qint64 million = 1'000'000;
using Wide = ExactNumber::Wide;

qint64 tenTo(int exponent)
{
    qint64 value = 1;
    for (int i = 0; i < exponent; ++i)
        value *= 10;
    return value;
}

Error noNumber(const QString &text)
{
    return {Error::Kind::Invalid, text, QStringLiteral("no_number")};
}

// As an integer of its own last decimal.
struct Counted
{
    qint64 steps = 0;
    int decimals = 0;
};
std::optional<Counted> counted(const QString &text)
{
    const std::optional<ExactNumber> number = ExactNumber::fromText(text);
    if (!number || number->decimals() > mostDecimals)
        return std::nullopt;
    const std::optional<qint64> steps = number->toScaled(number->decimals());
    return steps ? std::optional(Counted{*steps, number->decimals()}) : std::nullopt;
}

std::optional<qint64> ppm(const ExactNumber &part, const ExactNumber &whole)
{
    const auto share = part.dividedBy(whole, 6);
    return share ? share->toScaled(6) : std::nullopt;
}

// part / whole in ppm, away from zero where `up`; as much as fits.
qint64 ppmOf(Wide part, Wide whole, bool up)
{
    const Wide scaled = part * million;
    Wide share = scaled / whole;
    if (up && share * whole != scaled)
        ++share;
    const Wide most = std::numeric_limits<qint64>::max();
    return qint64(share > most ? most : share);
}

QString stepText(int decimals)
{
    return scaledText(1, decimals);
}

} // namespace

QString toWord(ComparisonVerdict verdict)
{
    static const std::array words{"pass", "fail", "inconclusive"};
    return QLatin1String(words.at(size_t(verdict)));
}

QString percentText(qint64 ppm, int decimals, bool sign)
{
    const std::optional<ExactNumber> exact = ExactNumber::fromText(scaledText(ppm, 4));
    const std::optional<ExactNumber> rounded = exact ? exact->rounded(decimals) : std::nullopt;
    const QString text = rounded ? rounded->text() : QString();
    return (sign && ppm > 0 ? QStringLiteral("+") : QString()) + text + QStringLiteral(" %");
}

ComparisonVerdict comparisonVerdict(qint64 errorPpm, qint64 uncertaintyPpm, qint64 limitPpm)
{
    const qint64 size = errorPpm < 0 ? -errorPpm : errorPpm;
    if (uncertaintyPpm <= limitPpm && size <= limitPpm - uncertaintyPpm)
        return ComparisonVerdict::Pass;
    return size > uncertaintyPpm && size - uncertaintyPpm > limitPpm ? ComparisonVerdict::Fail
                                                                     : ComparisonVerdict::Inconclusive;
}

Result<MeterComparison> compareWithReference(const QString &registerBefore, const QString &registerAfter,
                                             const QString &referenceKwh, qint64 limitPpm)
{
    const auto before = ExactNumber::fromText(registerBefore);
    const auto after = ExactNumber::fromText(registerAfter);
    const auto reference = ExactNumber::fromText(referenceKwh);
    if (!before || before->decimals() > mostDecimals)
        return tl::unexpected(noNumber(registerBefore));
    if (!after || after->decimals() > mostDecimals)
        return tl::unexpected(noNumber(registerAfter));
    if (!reference || reference->isZero() || reference->isNegative())
        return tl::unexpected(noNumber(referenceKwh));
    if (limitPpm <= 0)
        return failure(Error::Kind::Invalid, QString::number(limitPpm), QStringLiteral("no_limit"));
    const auto meter = after->plus(before->negated());
    if (meter && meter->isNegative())
        return failure(Error::Kind::Invalid, registerAfter, QStringLiteral("register_went_back"));
    const auto difference = meter ? meter->plus(reference->negated()) : std::nullopt;
    const QString step = stepText(qMin(before->decimals(), after->decimals()));
    const auto stepNumber = ExactNumber::fromText(step);
    if (!difference || !stepNumber)
        return tl::unexpected(noNumber(registerAfter));
    const auto error = ppm(*difference, *reference);
    const auto uncertainty = ppm(*stepNumber, *reference);
    if (!error || !uncertainty)
        return tl::unexpected(noNumber(referenceKwh));
    MeterComparison result{error.value_or(0), uncertainty.value_or(0), step, {}};
    result.verdict = comparisonVerdict(result.errorPpm, result.uncertaintyPpm, limitPpm);
    return result;
}

void StepTimer::reset()
{
    *this = {};
}

void StepTimer::begin(qint64 askedNs, qint64 value, int decimals)
{
    reset();
    m_decimals = decimals;
    m_askedNs = askedNs;
    m_value = value;
}

Done StepTimer::observe(qint64 askedNs, qint64 answeredNs, const QString &registerKwh)
{
    const std::optional<Counted> read = counted(registerKwh);
    if (!read)
        return tl::unexpected(noNumber(registerKwh));
    if (m_decimals < 0) {
        begin(askedNs, read->steps, read->decimals);
        return {};
    }
    if (read->decimals != m_decimals || read->steps < m_value) {
        const bool back = read->decimals == m_decimals;
        begin(askedNs, read->steps, read->decimals);
        return failure(Error::Kind::Invalid, registerKwh,
                       back ? QStringLiteral("register_went_back") : QStringLiteral("decimals_changed"));
    }
    if (read->steps > m_value)
        addEdge({m_askedNs, answeredNs, read->steps});
    m_askedNs = askedNs;
    m_value = read->steps;
    return {};
}

void StepTimer::addEdge(const Edge &edge)
{
    for (const Edge &first : m_edges) {
        if (edge.earliestNs <= first.latestNs)
            continue; // they may have been at the same moment
        const Measurement candidate = between(first, edge);
        if (!m_best || candidate.uncertaintyPpm <= m_best->uncertaintyPpm)
            m_best = candidate;
    }
    if (m_edges.size() < mostEdges)
        m_edges.push_back(edge);
}

// The middle of both gaps is taken; at most half of each is missed.
StepTimer::Measurement StepTimer::between(const Edge &first, const Edge &last) const
{
    Measurement result;
    result.steps = last.value - first.value;
    result.durationNs = (last.earliestNs + last.latestNs - first.earliestNs - first.latestNs) / 2;
    const qint64 missed = (last.latestNs - last.earliestNs + first.latestNs - first.earliestNs + 1) / 2;
    // The power is worst where the time was shorter than thought.
    result.uncertaintyPpm = ppmOf(missed, qMax<qint64>(1, result.durationNs - missed), true);
    // steps * 10^-decimals kWh = ... * 3.6e9 mW s; over ns: * 1e9.
    const Wide milliwatts = Wide(result.steps) * 3'600'000'000LL * 1'000'000'000LL
        / (Wide(tenTo(m_decimals)) * result.durationNs);
    result.powerMilliwatts = qint64(milliwatts);
    return result;
}

std::optional<MeterComparison> StepTimer::compare(qint64 referenceMilliwatts, qint64 limitPpm) const
{
    if (!m_best || referenceMilliwatts <= 0 || limitPpm <= 0)
        return std::nullopt;
    const qint64 difference = m_best->powerMilliwatts - referenceMilliwatts;
    MeterComparison result;
    result.errorPpm = ppmOf(difference, referenceMilliwatts, false);
    result.uncertaintyPpm = m_best->uncertaintyPpm;
    result.step = stepText(m_decimals);
    result.verdict = comparisonVerdict(result.errorPpm, result.uncertaintyPpm, limitPpm);
    return result;
}

} // namespace pd
