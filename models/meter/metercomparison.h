// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace pd {

// Shares are in parts per million: 6000 is 0.60 %.

enum class ComparisonVerdict {
    Pass, // within the limit, whatever the register's step hides
    Fail, // beyond it, whatever the step hides
    Inconclusive, // the step is too coarse to tell
};
QString toWord(ComparisonVerdict verdict); // "pass", "fail", "inconclusive"

// A meter beside a reference meter over the same time.
struct MeterComparison
{
    qint64 errorPpm = 0; // the meter's energy against the reference's; positive: it counts too much
    qint64 uncertaintyPpm = 0; // +- what one step of the register is of the reference's energy
    QString step; // "0.01", kWh
    ComparisonVerdict verdict = ComparisonVerdict::Inconclusive;

    friend bool operator==(const MeterComparison &, const MeterComparison &) = default;
};

// Registers as the meter shows them, decimal kWh ("123.45"): the number of decimals is its step. The
// reference's energy is decimal kWh over the same time, above 0. Invalid where a text is no number, the limit
// is not above 0, or the register went backwards ("register_went_back": it was reset or the meter replaced).
Result<MeterComparison> compareWithReference(const QString &registerBefore, const QString &registerAfter,
                                             const QString &referenceKwh, qint64 limitPpm);
// What the limit makes of an error that is known to +- uncertainty.
ComparisonVerdict comparisonVerdict(qint64 errorPpm, qint64 uncertaintyPpm, qint64 limitPpm);
// "+0.60 %", "0.2 %": rounded half away from zero.
QString percentText(qint64 ppm, int decimals, bool sign);

// The short test: while the load is steady the register's steps come at even intervals, about every 5.1 s at
// 7 kW and 0.01 kWh. Between two steps exactly so many steps of energy have passed, so only the moments
// count, and each is known to the gap between two readings. Minutes give what the difference of two registers
// gives only after hours.
class StepTimer
{
public:
    // One reading of the register; times are SteadyClock's, asked before answered, readings in order. Invalid
    // where the text is no number, has other decimals than before, or the register went back
    // ("register_went_back"): the test is then over, and begins anew with this reading.
    Done observe(qint64 askedNs, qint64 answeredNs, const QString &registerKwh);
    void reset();

    struct Measurement
    {
        qint64 steps = 0; // between the two moments
        qint64 durationNs = 0;
        qint64 powerMilliwatts = 0; // the mean one, as the register counts it
        qint64 uncertaintyPpm = 0; // +-, at most, from the moments alone
    };
    int edges() const { return int(m_edges.size()); } // steps that were seen to happen
    // The pair of steps that tells most; nothing before the second step.
    std::optional<Measurement> measurement() const { return m_best; }
    // Against what a reference meter shows as mean power meanwhile, in mW. Nothing before measurement().
    std::optional<MeterComparison> compare(qint64 referenceMilliwatts, qint64 limitPpm) const;

private:
    struct Edge
    {
        qint64 earliestNs = 0; // the register reached the value after this ...
        qint64 latestNs = 0; // ... and before this
        qint64 value = 0; // in steps
    };
    void addEdge(const Edge &edge);
    Measurement between(const Edge &first, const Edge &last) const;
    void begin(qint64 askedNs, qint64 value, int decimals);

    int m_decimals = -1; // -1: nothing read yet
    qint64 m_askedNs = 0; // of the reading before
    qint64 m_value = 0; // in steps
    std::vector<Edge> m_edges; // the sharp ones of them
    std::optional<Measurement> m_best;
};

} // namespace pd
