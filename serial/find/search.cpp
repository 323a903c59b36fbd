// SPDX-License-Identifier: GPL-3.0-or-later
// The order of a search: listening, one setting after the other, counting units.
#include "serial/find/search.h"

#include "serial/explain/linerules.h"

#include <algorithm>

namespace pd::serial {

namespace {

using Stage = SearchProgress::Stage;
using Outcome = Sounding::Outcome;

constexpr qint64 nsPerMs = 1'000'000;
constexpr int gapMs = 60; // silence between frames of others
constexpr int otherListenMs = 1000; // at each other setting, once something was heard
constexpr int secondAnswerMs = 150; // a slower meter's answer comes right behind the first
constexpr int lastAnswerMs = 500;
constexpr int fewUnits = 16; // asked at once where one unit answers
constexpr int shortestUnitMs = 150;
constexpr int lateMs = 3000; // for a meter whose answer came too late

// Sums up what was seen at several settings.
void merge(LineEvidence &all, const LineEvidence &one, const LineSettings &settings)
{
    if (one.counters.bytesReceived + one.heardBytes > 0 && all.settings.isEmpty())
        all.settings = settings.text();
    all.counters += one.counters;
    all.spoiledTails += one.spoiledTails;
    all.heardBytes += one.heardBytes;
    all.heardFrames += one.heardFrames;
    if (!all.foreign)
        all.foreign = one.foreign;
    all.crowded += one.crowded;
    all.crowd += one.crowd;
    all.late += one.late;
    all.twins += one.twins;
    all.others += one.others;
    all.refusals += one.refusals;
}

} // namespace

Search::Search(LineIo &io, const SearchScope &scope, const QList<MeterProfile> &profiles, Hooks hooks)
    : m_prober(io)
    , m_scope(scope)
    , m_profiles(profiles)
    , m_hooks(std::move(hooks))
    , m_beganNs(io.nowNs())
    , m_steps(searchSteps(scope, io.settings().path))
    , m_heard(std::make_unique<Overhearing>())
{
}

Result<SearchReport> Search::run()
{
    if (Done done = listenFirst(); !done)
        return tl::unexpected(done.error());
    while (!m_steps.isEmpty()) {
        const SearchStep step = m_steps.takeFirst();
        if (Done done = visit(step); !done)
            return tl::unexpected(done.error());
        const bool known = !m_found.isEmpty() || m_visits.last().evidence.foreign;
        if (known && !m_scope.everything)
            m_steps.clear();
    }
    if (Done done = countUnits(); !done)
        return tl::unexpected(done.error());
    return SearchReport{m_found, findings()};
}

// Without a single request: whoever speaks by himself tells how the line is set.
Done Search::listenFirst()
{
    if (m_steps.isEmpty() || m_scope.listenMs <= 0)
        return {};
    const QList<SearchStep> steps = m_steps;
    for (qsizetype n = 0; n < steps.size(); ++n) {
        const LineSettings settings = steps[n].settings;
        if (Done done = tuned(settings); !done)
            return done;
        const qint64 left = n == 0 ? 0 : (steps.size() - n) * otherListenMs;
        tell(Stage::Listening, MeterProtocol::Dlt645_2007, left + m_scope.listenMs);
        if (Done done = overhear(n == 0 ? m_scope.listenMs : otherListenMs); !done)
            return done;
        m_talk = m_talk || m_heard->bytes() > 0;
        if (m_heard->frames() > 0) {
            preferStep(settings);
            return {};
        }
        if (m_fixed || (n == 0 && m_heard->bytes() == 0))
            return {}; // quiet
    }
    return {};
}

// A master that was heard once is listened to until it is named.
Done Search::overhear(int ms)
{
    m_heard->setStopAtMaster(true);
    Done done = m_prober.io().listen(*m_heard, qMax(1, ms), gapMs);
    if (done && m_heard->frames() > 0 && !m_heard->hasMaster() && ms > 1)
        done = m_prober.io().listen(*m_heard, ms, gapMs);
    m_heard->setStopAtMaster(false);
    return done;
}

void Search::preferStep(const LineSettings &settings)
{
    const auto step = std::find_if(m_steps.begin(), m_steps.end(),
                                   [&](const SearchStep &one) { return one.settings == settings; });
    if (step != m_steps.end())
        std::rotate(m_steps.begin(), step, step + 1);
}

Done Search::tuned(const LineSettings &settings)
{
    const LineSettings before = m_prober.io().settings();
    const Done done = m_prober.io().retune(settings);
    if (!done && done.error().kind == Error::Kind::Unsupported) {
        // Somebody else sets it: what it is set to is all there is.
        m_prober.io().note({QStringLiteral("this line cannot be set from here: asking as it is set"),
                            {QStringLiteral("cannot_be_set"), {}}});
        m_fixed = true;
        SearchStep only = m_steps.value(0);
        only.settings = before;
        m_steps = {only};
        return {};
    }
    if (done && before != settings)
        m_heard = std::make_unique<Overhearing>();
    return done;
}

Done Search::visit(const SearchStep &step)
{
    if (Done done = m_fixed ? Done() : tuned(step.settings); !done)
        return done;
    if (m_fixed)
        m_steps.clear();
    m_progress.settings = m_prober.io().settings();
    m_evidence = {};
    m_candidates.clear();
    m_asked.clear();
    if (Done done = overhear(1); !done)
        return done;
    addHeard();
    for (const MeterProtocol protocol : step.protocols) {
        tell(Stage::Probing, protocol, silentMs(step));
        Done done;
        switch (protocol) {
        case MeterProtocol::Dlt645_2007: done = probe2007(); break;
        case MeterProtocol::Dlt645_1997: done = probe1997(); break;
        case MeterProtocol::ModbusRtu: done = probeUnits(step.units, true); break;
        }
        if (!done)
            return done;
    }
    if (Done done = overhear(lastListenMs(step)); !done)
        return done;
    addHeard();
    if (Done done = checkCandidates(); !done)
        return done;
    closeVisit();
    return {};
}

// Bytes without a frame, and nobody who answers: perhaps a master that has spoken in the meantime. And the
// answer to the last request may come late.
int Search::lastListenMs(const SearchStep &step) const
{
    if (!m_candidates.isEmpty() || step.protocols.isEmpty())
        return 1;
    if (m_heard->bytes() > 0)
        return otherListenMs;
    return step.protocols.last() == MeterProtocol::ModbusRtu ? 1 : lastAnswerMs;
}

void Search::closeVisit()
{
    const LineSettings settings = m_prober.io().settings();
    LineEvidence evidence = m_prober.takeEvidence();
    evidence.heardBytes = m_heard->bytes();
    evidence.heardFrames = m_heard->frames();
    evidence.foreign = m_heard->master(settings);
    evidence.crowded = m_evidence.crowded;
    evidence.crowd = m_evidence.crowd;
    evidence.late = m_evidence.late;
    evidence.twins = m_evidence.twins;
    evidence.others = m_evidence.others;
    const bool found = std::any_of(m_found.cbegin(), m_found.cend(),
                                   [&](const FoundMeter &one) { return one.settings == settings; });
    m_visits.append({settings, evidence, found});
}

Done Search::probeUnits(const QList<int> &units, bool bothFunctions)
{
    bool answered = false;
    for (qsizetype n = 0; n < units.size(); ++n) {
        const int unit = units[n];
        if (m_asked.contains(unit))
            continue;
        m_asked.append(unit);
        auto sounding = m_prober.modbus(unit, modbus::Function::ReadHoldingRegisters, 0, 1, m_unitAnswerMs);
        if (sounding && sounding->outcome == Outcome::Silent && bothFunctions && n == 0)
            sounding = m_prober.modbus(unit, modbus::Function::ReadInputRegisters, 0, 1, m_unitAnswerMs);
        if (!sounding)
            return tl::unexpected(sounding.error());
        keepHeard(*sounding);
        const bool spoiled = sounding->outcome == Outcome::Damaged && sounding->beganRight;
        if (!sounding->isThere() && !spoiled)
            continue;
        answered = true;
        // Units of one line answer alike fast: what is not there need not be waited for so long.
        m_unitAnswerMs = qMin(m_unitAnswerMs, qMax(shortestUnitMs, 3 * sounding->answeredMs + 60));
        addCandidate({{MeterProtocol::ModbusRtu, QString::number(unit)}, modbusAnswerMs, spoiled});
    }
    if (!answered || !bothFunctions)
        return {};
    QList<int> more;
    for (int unit = 1; unit <= qMin(fewUnits, m_scope.lastUnit); ++unit)
        more.append(unit);
    return probeUnits(more, false);
}

// Where units may be found that are none of the usual.
QList<LineSettings> Search::settingsToCount() const
{
    QList<LineSettings> settings;
    for (const Visit &visit : m_visits) {
        const bool here = std::any_of(m_found.cbegin(), m_found.cend(), [&](const FoundMeter &one) {
            return one.settings == visit.settings && one.meter.protocol == MeterProtocol::ModbusRtu;
        });
        const int likelyBaud = m_scope.bauds.size() == 1 ? m_scope.bauds.first() : 9600;
        const bool likely = visit.settings.baud == likelyBaud && visit.settings.parity == Parity::None
            && visit.settings.stopBits == 1;
        const bool nowhere = m_found.isEmpty() && !visit.evidence.foreign && (likely || m_visits.size() == 1);
        if (here || nowhere || m_scope.everything)
            settings.append(visit.settings);
    }
    return settings;
}

Done Search::countUnits()
{
    const bool wanted = m_scope.protocols.isEmpty() || m_scope.protocols.contains(MeterProtocol::ModbusRtu);
    const QList<LineSettings> all = wanted ? settingsToCount() : QList<LineSettings>();
    for (qsizetype n = 0; n < all.size(); ++n) {
        if (Done done = m_fixed ? Done() : tuned(all[n]); !done)
            return done;
        m_progress.settings = all[n];
        m_candidates.clear();
        m_evidence = {};
        m_asked.clear();
        for (const FoundMeter &one : std::as_const(m_found)) {
            if (one.settings == all[n] && one.meter.protocol == MeterProtocol::ModbusRtu)
                m_asked.append(one.meter.address.toInt());
        }
        const qint64 each = silentMs(MeterProtocol::ModbusRtu, all[n].baud, m_unitAnswerMs);
        for (int unit = 1; unit <= m_scope.lastUnit; ++unit) {
            const qint64 rest = m_scope.lastUnit - unit + 1 + (all.size() - n - 1) * m_scope.lastUnit;
            tell(Stage::Counting, MeterProtocol::ModbusRtu, rest * each);
            if (Done done = probeUnits({unit}, false); !done)
                return done;
            if (Done done = checkCandidates(); !done)
                return done;
            m_candidates.clear();
        }
        closeVisit();
    }
    return {};
}

// After a clean answer to a wildcard another one may follow.
Done Search::listenForMore()
{
    const Done done = m_prober.io().listen(*m_heard, secondAnswerMs, gapMs);
    addHeard();
    return done;
}

void Search::keepHeard(const Sounding &sounding)
{
    if (sounding.outcome != Outcome::Silent || sounding.received.isEmpty())
        return;
    m_heard->hear(sounding.received);
    m_heard->hear({});
}

void Search::addHeard()
{
    for (const MeterAddress &meter : m_heard->meters()) {
        if (m_scope.protocols.isEmpty() || m_scope.protocols.contains(meter.protocol))
            addCandidate({meter, lateMs, false});
    }
}

void Search::addCandidate(const Candidate &candidate)
{
    for (const Candidate &one : std::as_const(m_candidates)) {
        if (one.meter == candidate.meter)
            return;
    }
    if (!isFound(candidate.meter))
        m_candidates.append(candidate);
}

bool Search::isFound(const MeterAddress &meter) const
{
    return std::any_of(m_found.cbegin(), m_found.cend(), [&](const FoundMeter &one) {
        return one.meter == meter && one.settings == m_progress.settings;
    });
}

void Search::tell(SearchProgress::Stage stage, MeterProtocol protocol, qint64 stageMs)
{
    if (!m_hooks.progressed)
        return;
    m_progress.stage = stage;
    m_progress.protocol = protocol;
    m_progress.elapsedMs = (m_prober.io().nowNs() - m_beganNs) / nsPerMs;
    m_progress.remainingMs = stageMs;
    for (const SearchStep &step : std::as_const(m_steps))
        m_progress.remainingMs += silentMs(step);
    if (stage != Stage::Counting && m_found.isEmpty()
        && (m_scope.protocols.isEmpty() || m_scope.protocols.contains(MeterProtocol::ModbusRtu)))
        m_progress.remainingMs += m_scope.lastUnit * silentMs(MeterProtocol::ModbusRtu, 9600, m_unitAnswerMs);
    m_progress.found = int(m_found.size());
    m_hooks.progressed(m_progress);
}

// At the settings at which a meter was found; where none was, all of them.
QList<Finding> Search::findings() const
{
    const bool any = std::any_of(m_visits.cbegin(), m_visits.cend(), [](const Visit &v) { return v.found; });
    LineEvidence all;
    for (const Visit &visit : m_visits) {
        if (visit.found || !any)
            merge(all, visit.evidence, visit.settings);
    }
    return explainLine(all);
}

} // namespace pd::serial
