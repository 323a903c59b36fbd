// SPDX-License-Identifier: GPL-3.0-or-later
// What a search asks at one setting: wildcards, shortened addresses, and each meter by its own address.
#include "serial/dlt645/edition.h"
#include "serial/explain/valuerules.h"
#include "serial/find/search.h"
#include "serial/modbus/registervalue.h"

namespace pd::serial {

namespace {

using dlt645::Edition;
using Stage = SearchProgress::Stage;
using Outcome = Sounding::Outcome;

constexpr dlt645::ItemId energy2007 = 0x00010000;
constexpr dlt645::ItemId address2007 = 0x04000401;
constexpr dlt645::ItemId energy1997 = 0x9010;
constexpr dlt645::ItemId number1997 = 0xC032;
constexpr int bcdBytes = 100;
constexpr int shortestAnswerMs = 200;
constexpr int mostCrowds = 16; // of hundred parts of a line's addresses
constexpr int mostTwins = 4; // complete addresses that are there more than once
constexpr int silentProfiles = 2; // after so many unanswered in a row the others are not tried
const QString voltageA = QStringLiteral("voltage.a");

// What is read from a meter before it counts as found: values of which two meters hardly have the same.
QList<dlt645::ItemId> telling(Edition edition)
{
    if (edition == Edition::Of2007)
        return {energy2007, 0x02010100, 0x02020100};
    return {energy1997, 0xB611, 0xB621};
}

QByteArray shortened(const QByteArray &low)
{
    return low + QByteArray(dlt645::addressBytes - low.size(), char(0xAA));
}

bool isWildcard(const QByteArray &address)
{
    return address.contains(char(0xAA)) || address == dlt645::broadcastAddress;
}

int quickMs(const Sounding &sounding)
{
    return qBound(shortestAnswerMs, 3 * sounding.answeredMs + 100, dltAnswerMs);
}

} // namespace

Done Search::probe2007()
{
    const auto sounding = m_prober.dlt645(Edition::Of2007, dlt645::readAddressRequest(), dltAnswerMs);
    if (!sounding)
        return tl::unexpected(sounding.error());
    keepHeard(*sounding);
    switch (sounding->outcome) {
    case Outcome::Silent: return {};
    case Outcome::Damaged:
        return mayBeCrowd(*sounding) ? separate(Edition::Of2007, {}, quickMs(*sounding)) : Done();
    case Outcome::Answered:
    case Outcome::Refused: break;
    }
    const bool told = sounding->data.size() == dlt645::addressBytes && !isWildcard(sounding->data);
    const QByteArray address = told ? sounding->data : sounding->address;
    if (!isWildcard(address))
        addCandidate({{MeterProtocol::Dlt645_2007, dlt645::addressText(address)}});
    return listenForMore();
}

Done Search::probe1997()
{
    Result<Sounding> sounding = Sounding();
    QByteArray asked;
    for (const QByteArray &wildcard : {dlt645::wildcardAddress, dlt645::broadcastAddress}) {
        asked = wildcard;
        sounding = m_prober.dlt645(Edition::Of1997,
                                   dlt645::readRequest(wildcard, number1997, Edition::Of1997), dltAnswerMs);
        if (!sounding)
            return tl::unexpected(sounding.error());
        keepHeard(*sounding);
        if (sounding->outcome != Outcome::Silent)
            break;
    }
    if (sounding->outcome == Outcome::Silent)
        return {};
    if (sounding->outcome == Outcome::Damaged)
        return mayBeCrowd(*sounding) ? separate(Edition::Of1997, {}, quickMs(*sounding)) : Done();
    const QByteArray address = isWildcard(sounding->address) ? sounding->data.mid(2) : sounding->address;
    if (address.size() == dlt645::addressBytes && !isWildcard(address))
        addCandidate({{MeterProtocol::Dlt645_1997, dlt645::addressText(address)}});
    return listenForMore();
}

// What is no remnant of an answer, or comes while others talk, says nothing of how many answer.
bool Search::mayBeCrowd(const Sounding &sounding) const
{
    return sounding.beganRight && !m_talk && !m_heard->hasMaster();
}

// Several meters answer on top of each other: asked for by their low digits alone, two more digits each time,
// they come apart. Where nobody can be told apart, nobody is added.
Done Search::separate(Edition edition, const QByteArray &low, int answerMs)
{
    const MeterProtocol protocol = dlt645::protocolOf(edition);
    const qint64 each = silentMs(protocol, m_progress.settings.baud, answerMs);
    const qsizetype before = m_candidates.size();
    m_noisy = m_noisy && !low.isEmpty();
    int spoiled = 0;
    for (int digits = 0; digits < bcdBytes && !m_noisy; ++digits) {
        tell(Stage::Separating, protocol, (bcdBytes - digits) * each);
        const QByteArray part = low + char(digits / 10 << 4 | digits % 10);
        const dlt645::Frame request = dlt645::readRequest(
            shortened(part), edition == Edition::Of2007 ? energy2007 : energy1997, edition);
        const auto sounding = m_prober.dlt645(edition, request, answerMs);
        if (!sounding)
            return tl::unexpected(sounding.error());
        keepHeard(*sounding);
        spoiled += sounding->outcome == Outcome::Damaged;
        m_noisy = spoiled > (part.size() == dlt645::addressBytes ? mostTwins : mostCrowds);
        if (m_noisy)
            break;
        if (sounding->outcome == Outcome::Damaged && part.size() < dlt645::addressBytes) {
            if (Done done = separate(edition, part, answerMs); !done)
                return done;
        } else if (sounding->outcome == Outcome::Damaged) {
            addCandidate({{protocol, dlt645::addressText(part)}, dltAnswerMs, true});
        } else if (sounding->isThere()) {
            const auto own = ownAddress(edition, shortened(part), *sounding, answerMs);
            if (!own)
                return tl::unexpected(own.error());
            if (!own->isEmpty())
                addCandidate({{protocol, dlt645::addressText(*own)}});
        }
    }
    if (m_noisy) // it is not the meters that spoil the answers
        m_candidates.resize(before);
    const auto apart = int(m_candidates.size() - before);
    if (low.isEmpty() && apart > 0) {
        m_evidence.crowded.append({protocol, {}});
        m_evidence.crowd += apart;
    }
    return {};
}

// Some meters answer with the wildcard itself: then their number must serve. Empty where there is none.
Result<QByteArray> Search::ownAddress(Edition edition, const QByteArray &asked, const Sounding &answer,
                                      int answerMs)
{
    if (!isWildcard(answer.address))
        return answer.address;
    const dlt645::ItemId item = edition == Edition::Of2007 ? address2007 : number1997;
    return m_prober.dlt645(edition, dlt645::readRequest(asked, item, edition), answerMs)
        .map([&](const Sounding &sounding) {
            const QByteArray own = sounding.data.mid(dlt645::identifierBytes(edition));
            const bool good = sounding.outcome == Outcome::Answered && own.size() == dlt645::addressBytes;
            return good && !isWildcard(own) ? own : QByteArray();
        });
}

Done Search::checkCandidates()
{
    for (qsizetype n = 0; n < m_candidates.size(); ++n) {
        const Candidate candidate = m_candidates[n];
        if (isFound(candidate.meter))
            continue;
        if (m_progress.stage != Stage::Counting)
            tell(Stage::Checking, candidate.meter.protocol, (m_candidates.size() - n) * candidate.answerMs);
        if (Done done = check(candidate); !done)
            return done;
    }
    return {};
}

// A meter counts once it was read from by its own address. Where reading is spoiled again and again although
// it begins right, a second one of that address is suspected, and nothing of it is to be believed.
Done Search::check(const Candidate &candidate)
{
    const bool isModbus = candidate.meter.protocol == MeterProtocol::ModbusRtu;
    const auto check = isModbus ? checkModbus(candidate) : checkDlt645(candidate);
    if (!check)
        return tl::unexpected(check.error());
    if (check->answers == 0 && check->damaged == 0 && !candidate.spoiled)
        return {};
    FoundMeter found{candidate.meter, m_progress.settings, check->answeredMs, {}, check->profile};
    const bool twins = check->twins > 0 || (candidate.spoiled && check->answers == 0);
    // Another master's requests spoil answers just so.
    if (twins && !m_heard->hasMaster()) {
        found.doubt = QStringLiteral("duplicate_address");
        m_evidence.twins.append(candidate.meter);
    } else if (twins || check->damaged > 0) {
        found.doubt = QStringLiteral("spoiled");
    }
    m_evidence.late += !isModbus && found.answeredMs > dltAnswerMs;
    m_found.append(found);
    if (m_hooks.found)
        m_hooks.found(found);
    return {};
}

Result<Search::Check> Search::checkDlt645(const Candidate &candidate)
{
    Check check;
    const Edition edition = *dlt645::editionOf(candidate.meter.protocol);
    const std::optional<QByteArray> address = dlt645::addressFromText(candidate.meter.address);
    if (!address)
        return check; // heard, with digits that are none
    for (const dlt645::ItemId item : telling(edition)) {
        const auto sounding
            = m_prober.dlt645(edition, dlt645::readRequest(*address, item, edition), candidate.answerMs);
        if (!sounding)
            return tl::unexpected(sounding.error());
        check.answers += sounding->isThere();
        check.damaged += sounding->outcome == Outcome::Damaged;
        check.twins += sounding->outcome == Outcome::Damaged && sounding->beganRight;
        if (sounding->isThere())
            check.answeredMs = qMax(check.answeredMs, sounding->answeredMs);
        noteOther(candidate.meter, *sounding);
        if (sounding->outcome == Outcome::Silent && check.answers == 0)
            break;
    }
    return check;
}

// An answer from whom nobody asked.
void Search::noteOther(const MeterAddress &asked, const Sounding &sounding)
{
    if (sounding.outcome != Outcome::Silent || m_heard->hasMaster())
        return;
    const QList<dlt645::Sighting> all = dlt645::decodeAll(sounding.received);
    for (const dlt645::Sighting &one : all) {
        if (one.flaw != dlt645::Flaw::None || !one.frame.isAnswer())
            continue;
        const QString address = dlt645::addressText(one.frame.address);
        const OtherAnswer other{{asked.protocol, address}, asked.address};
        if (address != asked.address && !m_evidence.others.contains(other))
            m_evidence.others.append(other);
    }
}

// Which profile fits is a by-product: what is read for it must come through.
Result<Search::Check> Search::checkModbus(const Candidate &candidate)
{
    Check check;
    const int unit = candidate.meter.address.toInt();
    const auto first
        = m_prober.modbus(unit, modbus::Function::ReadHoldingRegisters, 0, 1, candidate.answerMs);
    if (!first)
        return tl::unexpected(first.error());
    check.answers += first->isThere();
    check.damaged += first->outcome == Outcome::Damaged;
    check.twins += first->outcome == Outcome::Damaged && first->beganRight;
    check.answeredMs = first->answeredMs;
    int best = 0;
    int silent = 0;
    for (const MeterProfile &profile : m_profiles) {
        if (check.twins > 0 || silent >= silentProfiles)
            break;
        int score = 0;
        const int answers = check.answers;
        if (Done done = compare(profile, unit, check, &score); !done)
            return tl::unexpected(done.error());
        silent = check.answers == answers ? silent + 1 : 0;
        if (score > best) {
            best = score;
            check.profile = profile.name;
        }
    }
    if (check.damaged > 0)
        check.profile.clear();
    return check;
}

// How many of the voltages the meter has where the profile says, and its energy.
Done Search::compare(const MeterProfile &profile, int unit, Check &check, int *score)
{
    for (const QString &quantity : {voltageA, QStringLiteral("voltage.b"), QStringLiteral("voltage.c"),
                                    QStringLiteral("energy.forward.total")}) {
        const MeterRegister *one = profile.find(quantity);
        if (!one)
            continue;
        const auto sounding = m_prober.modbus(unit, modbus::Function(one->function), one->address,
                                              registersOf(one->format.type), modbusAnswerMs);
        if (!sounding)
            return tl::unexpected(sounding.error());
        check.answers += sounding->isThere();
        check.damaged += sounding->outcome == Outcome::Damaged;
        check.twins += sounding->outcome == Outcome::Damaged && sounding->beganRight;
        const modbus::RegisterValue value = modbus::decodeRegisters(one->format, sounding->registers);
        const std::optional<ExactNumber> number = ExactNumber::fromText(value.text);
        const bool fits = sounding->outcome == Outcome::Answered && number
            && isPlausible(quantity, number->toDouble())
            && (!number->isZero() || !quantity.startsWith(QLatin1String("voltage.")));
        *score += fits;
        if (!fits && quantity == voltageA)
            return {};
    }
    return {};
}

} // namespace pd::serial
