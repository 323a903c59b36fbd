// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/plans/plandesk.h"

#include <QLoggingCategory>

#include <algorithm>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(lcPlans, "pd.cloud.plans")

constexpr int longestReason = 500;
constexpr int longestText = 512;
// Beyond this a price is a slip of the hand: electricity costs about one yuan.
const UnitPrice highestPrice = UnitPrice::fromE5(100LL * 100'000);

tl::unexpected<Error> no(Error::Kind kind, const char *reason, const QString &detail)
{
    return failure(kind, detail, QLatin1String(reason));
}

bool isPlausible(UnitPrice price)
{
    return price >= UnitPrice() && price <= highestPrice;
}

bool isPlausible(const PricePlan &plan)
{
    for (const Band band : allBands) {
        if (!isPlausible(plan.priceOf(band).electricity) || !isPlausible(plan.priceOf(band).service))
            return false;
        if (plan.hasBand(band) && plan.priceOf(band).sum() == UnitPrice())
            return false; // energy for nothing
    }
    return isPlausible(plan.perStartedMinute) && isPlausible(plan.occupancy.perCompletedMinute)
        && plan.occupancy.cap.value_or(Money()) >= Money() && plan.reservation.noShowFee >= Money()
        && plan.alternativeText.size() <= longestText;
}

} // namespace

PlanDesk::PlanDesk(Database &database, PlanTable &table, Catalogue &catalogue, const Clock &clock,
                   QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_table(table)
    , m_catalogue(catalogue)
    , m_clock(clock)
    , m_nextStart(clock)
{
    connect(&m_nextStart, &BusinessTimer::timeout, this, &PlanDesk::startReached);
}

void PlanDesk::resume()
{
    waitForNextStart();
}

// ---- reading

Result<PlanVersion> PlanDesk::found(const QString &name)
{
    const std::optional<PlanVersion> version = m_table.version(name);
    if (!version)
        return no(Error::Kind::NotFound, "unknown_plan", QStringLiteral("no version ") + name.left(60));
    return *version;
}

// Which of the approved ones is in force is a question of the moment, and is not stored.
void PlanDesk::showState(QList<PlanVersion> &versions, const Station &station)
{
    const QDateTime now = m_clock.now();
    const QString inForce = m_catalogue.planVersionAt(station, now);
    QStringList coming;
    for (const PlanTable::Start &start : m_table.starts(station.id)) {
        if (start.at > now)
            coming.append(start.version);
    }
    for (PlanVersion &version : versions) {
        if (version.state == PlanState::Approved && !coming.contains(version.plan.version))
            version.state = version.plan.version == inForce ? PlanState::InForce : PlanState::Superseded;
    }
}

Result<QList<PlanVersion>> PlanDesk::versions(const StationId &id)
{
    const std::optional<Station> station = m_catalogue.station(id);
    if (!station)
        return no(Error::Kind::NotFound, "unknown_location", QStringLiteral("no such location"));
    QList<PlanVersion> list = m_table.versionsOf(id);
    for (PlanVersion &version : list)
        version.acts = m_table.acts(version.plan.version);
    if (const std::optional<PricePlan> first = m_catalogue.plan(station->pricePlan)) {
        PlanVersion version;
        version.plan = *first;
        version.station = id;
        version.state = PlanState::Approved;
        version.createdAt = m_catalogue.planCreatedAt(first->version);
        list.append(version);
    }
    showState(list, *station);
    return list;
}

// ---- drafting

Done PlanDesk::checkDraft(const PlanDraft &draft)
{
    const std::optional<Station> station = m_catalogue.station(draft.station);
    if (!station)
        return no(Error::Kind::NotFound, "unknown_location", QStringLiteral("no such location"));
    if (!draft.rollsBackTo.isEmpty())
        return {};
    const std::optional<PricePlan> inForce = m_catalogue.planAt(*station, m_clock.now());
    const bool fits = QString::fromLatin1(draft.plan.timeZone.id()) == station->timeZone
        && (!inForce || inForce->currency == draft.plan.currency);
    if (!fits)
        return no(Error::Kind::Invalid, "plan_invalid",
                  QStringLiteral("currency and time zone are not those of the station"));
    if (!isPlausible(draft.plan))
        return no(Error::Kind::Invalid, "plan_invalid", QStringLiteral("a price or fee is out of range"));
    return {};
}

Result<PricePlan> PlanDesk::planOf(const PlanDraft &draft)
{
    if (draft.rollsBackTo.isEmpty())
        return draft.plan;
    const std::optional<PricePlan> old = m_catalogue.plan(draft.rollsBackTo);
    if (!old)
        return no(Error::Kind::NotFound, "unknown_plan",
                  QStringLiteral("no version was ever in force as ") + draft.rollsBackTo.left(60));
    PricePlan plan = *old;
    plan.startsAt = draft.plan.startsAt;
    return plan;
}

QString PlanDesk::freeName()
{
    QString name;
    do {
        name = QLatin1Char('V') + QString::number(m_db.nextNumber(QStringLiteral("price_plan")));
    } while (m_table.isTaken(name));
    return name;
}

QList<PlanChange> PlanDesk::difference(const PlanVersion &version)
{
    const std::optional<Station> station = m_catalogue.station(version.station);
    const std::optional<PricePlan> inForce
        = station ? m_catalogue.planAt(*station, m_clock.now()) : std::nullopt;
    return planDifference(inForce.value_or(PricePlan()), version.plan);
}

Result<PlanVersion> PlanDesk::kept(Transaction &work, const PlanVersion &version)
{
    m_db.afterCommit([this, station = version.station] { Q_EMIT plansChanged(station); });
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    const Result<QList<PlanVersion>> all = versions(version.station);
    if (!all)
        return tl::unexpected(all.error());
    for (const PlanVersion &known : *all) {
        if (known.plan.version == version.plan.version)
            return known;
    }
    return version;
}

Result<PlanVersion> PlanDesk::draft(const PlanDraft &draft, const Person &by)
{
    Transaction work(m_db);
    if (const Done good = checkDraft(draft); !good)
        return tl::unexpected(good.error());
    const Result<PricePlan> plan = planOf(draft);
    if (!plan)
        return tl::unexpected(plan.error());
    PlanVersion version;
    version.plan = *plan;
    version.plan.version = freeName();
    version.station = draft.station;
    version.draftedBy = by.name;
    version.createdAt = m_clock.now();
    version.rollsBackTo = draft.rollsBackTo;
    m_table.insert(version);
    m_table.addAct(version.plan.version, {PlanDeed::Draft, by.name, m_clock.now(), {}, difference(version)});
    return kept(work, version);
}

Result<PlanVersion> PlanDesk::change(const QString &name, const PlanDraft &draft, const Person &by)
{
    Transaction work(m_db);
    Result<PlanVersion> version = found(name);
    if (!version)
        return version;
    if (version->state != PlanState::Draft)
        return no(Error::Kind::Conflict, "not_draft",
                  QStringLiteral("the version is ") + toWord(version->state));
    if (version->draftedBy != by.name)
        return no(Error::Kind::NotAllowed, "not_the_drafter", QStringLiteral("somebody else drafted it"));
    PlanDraft wanted = draft;
    wanted.station = version->station;
    if (const Done good = checkDraft(wanted); !good)
        return tl::unexpected(good.error());
    const Result<PricePlan> plan = planOf(wanted);
    if (!plan)
        return tl::unexpected(plan.error());
    version->plan = *plan;
    version->plan.version = name;
    version->rollsBackTo = wanted.rollsBackTo;
    m_table.save(*version);
    m_table.addAct(name, {PlanDeed::Change, by.name, m_clock.now(), {}, difference(*version)});
    return kept(work, *version);
}

// ---- deciding

Done PlanDesk::checkAct(const PlanVersion &version, PlanDeed deed, const Person &by, const QString &reason)
{
    const bool decides = deed == PlanDeed::Approve || deed == PlanDeed::Refuse;
    if (decides && !by.mayApprove)
        return no(Error::Kind::NotAllowed, "role_missing", QStringLiteral("the role for this is missing"));
    const PlanState needed = decides ? PlanState::Submitted : PlanState::Draft;
    const bool isOpen
        = version.state == needed || (deed == PlanDeed::Discard && version.state == PlanState::Submitted);
    if (!isOpen)
        return no(Error::Kind::Conflict, decides ? "not_submitted" : "not_draft",
                  QStringLiteral("the version is ") + toWord(version.state));
    const bool isOwn = version.draftedBy == by.name;
    if (decides && isOwn)
        return no(Error::Kind::NotAllowed, "own_draft",
                  QStringLiteral("somebody else has to decide on a draft of one's own"));
    if (!decides && !isOwn)
        return no(Error::Kind::NotAllowed, "not_the_drafter", QStringLiteral("somebody else drafted it"));
    if (deed == PlanDeed::Refuse && reason.trimmed().isEmpty())
        return no(Error::Kind::Invalid, "reason_missing", QStringLiteral("a refusal needs a reason"));
    const bool goesOn = deed == PlanDeed::Submit || deed == PlanDeed::Approve;
    if (goesOn && version.plan.startsAt.isValid() && version.plan.startsAt < m_clock.now())
        return no(Error::Kind::Conflict, "start_passed", QStringLiteral("it should have started before now"));
    if (deed == PlanDeed::Submit && difference(version).isEmpty())
        return no(Error::Kind::Conflict, "no_difference",
                  QStringLiteral("these prices are in force already"));
    return {};
}

void PlanDesk::approve(PlanVersion &version)
{
    if (!version.plan.startsAt.isValid())
        version.plan.startsAt = m_clock.now();
    m_catalogue.schedulePlan(version.station, version.plan, m_clock.now());
    m_db.afterCommit([this] { waitForNextStart(); });
}

Result<PlanVersion> PlanDesk::act(const QString &name, PlanDeed deed, const Person &by, const QString &reason)
{
    Transaction work(m_db);
    Result<PlanVersion> version = found(name);
    if (!version)
        return version;
    if (const Done may = checkAct(*version, deed, by, reason); !may)
        return tl::unexpected(may.error());
    const QList<PlanChange> changes = difference(*version);
    switch (deed) {
    case PlanDeed::Submit: version->state = PlanState::Submitted; break;
    case PlanDeed::Approve:
        version->state = PlanState::Approved;
        approve(*version);
        break;
    case PlanDeed::Refuse: version->state = PlanState::Refused; break;
    case PlanDeed::Discard: version->state = PlanState::Discarded; break;
    case PlanDeed::Draft:
    case PlanDeed::Change: return no(Error::Kind::Invalid, "unknown_deed", toWord(deed));
    }
    m_table.save(*version);
    m_table.addAct(name, {deed, by.name, m_clock.now(), reason.trimmed().left(longestReason), changes});
    qCInfo(lcPlans).noquote() << "plan" << name << toWord(deed) << "by" << by.name;
    return kept(work, *version);
}

// ---- starting

void PlanDesk::waitForNextStart()
{
    const QDateTime now = m_clock.now();
    QDateTime next;
    for (const Station &station : m_catalogue.stations()) {
        for (const PlanTable::Start &start : m_table.starts(station.id)) {
            if (start.at > now && (!next.isValid() || start.at < next))
                next = start.at;
        }
    }
    if (next.isValid())
        m_nextStart.startAt(next);
    else
        m_nextStart.stop();
}

void PlanDesk::startReached()
{
    for (const Station &station : m_catalogue.stations())
        Q_EMIT plansChanged(station.id);
    waitForNextStart();
}

} // namespace pd::cloud
