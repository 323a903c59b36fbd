// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/linkwatch.h"

#include "ui/shell/refusaltext.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/messagebar.h"

#include <algorithm>

namespace pd::ui {

namespace {

const QString cloudCause = QStringLiteral("cloud");
const QString pilesCause = QStringLiteral("piles");
const QString storageCause = QStringLiteral("storage");

ErrorText words(const QString &what, const QString &help)
{
    ErrorText text;
    text.what = what;
    text.help = help;
    return text;
}

} // namespace

LinkWatch::LinkWatch(const CloudLink &link, const PileStore &piles, Ticker &ticker, MessageBar &messages,
                     QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_piles(piles)
    , m_ticker(ticker)
    , m_messages(messages)
{
    connect(&link, &CloudLink::stateChanged, this, &LinkWatch::followLink);
    connect(&piles, &PileStore::wasReset, this, &LinkWatch::followPiles);
    connect(&piles, &PileStore::pilesChanged, this, &LinkWatch::followPiles);
    connect(&ticker, &Ticker::tick, this, &LinkWatch::tick);
    followLink();
    followPiles();
}

void LinkWatch::followLink()
{
    const LinkState state = m_link.state();
    switch (state) {
    case LinkState::Stale: sayLost(); break;
    case LinkState::Refused:
        m_lostAt = {};
        m_messages.clear(cloudCause);
        if (m_before == LinkState::Connecting)
            break; // a sign-in that fails: the sign-in sheet says why
        m_messages.report(cloudCause, MessageBar::Severity::Caution,
                          [error = m_link.lastError()] { return ErrorText::of(error); });
        break;
    case LinkState::Live:
        if (m_lostAt.isValid()) {
            m_ticksSinceBack = 0;
            const auto away = m_ticker.ageSeconds(std::exchange(m_lostAt, {}));
            sayBack(
                cloudCause, [away] { return tr("The cloud is back after %1.").arg(Figures::age(away)); },
                [] { return tr("Values are current again and commands can be given."); });
        } else if (m_before != LinkState::Live) {
            m_messages.clear(cloudCause);
        }
        break;
    case LinkState::SignedOut:
    case LinkState::Connecting:
        m_lostAt = {};
        m_messages.clear(cloudCause);
        break;
    }
    m_before = state;
    followStorage();
}

void LinkWatch::followStorage()
{
    const bool isFailing = m_link.state() == LinkState::Live && m_link.isStorageFailing();
    if (std::exchange(m_storageSaid, isFailing) == isFailing)
        return;
    m_messages.clear(storageCause);
    if (isFailing)
        m_messages.report(storageCause, MessageBar::Severity::Caution, [] {
            return words(
                tr("The cloud cannot record anything."),
                tr("Charges go on at the piles, but energy and cost stand still here and commands fail. "
                   "Its disk may be full: tell whoever runs it."));
        });
}

void LinkWatch::sayLost()
{
    if (m_lostAt.isValid())
        return; // one cause, counted by nobody: the link tells each retry
    m_lostAt = m_ticker.clock().now();
    m_said.remove(cloudCause);
    m_messages.clear(cloudCause);
    m_messages.report(cloudCause, MessageBar::Severity::Caution, [] {
        return words(tr("The cloud cannot be reached."),
                     tr("Charges go on at the piles. Values are old, commands blocked; reconnecting by "
                        "itself."));
    });
}

// What a pile was before a cloud was away counts as well: its comeback brings the whole picture anew.
void LinkWatch::followPiles()
{
    QSet<PileId> known;
    QSet<PileId> online;
    for (const Pile &pile : m_piles.piles()) {
        known.insert(pile.id);
        if (pile.online)
            online.insert(pile.id);
    }
    const QSet<PileId> before = m_lost;
    m_lost = (m_lost + (m_online - online)).subtract(online).intersect(known);
    m_online = online;
    m_lostSince.removeIf([this](const auto &since) { return !m_lost.contains(since.key()); });
    for (const PileId &id : m_lost) {
        if (!m_lostSince.contains(id))
            m_lostSince.insert(id, m_ticker.clock().now());
    }
    if (known.isEmpty()) { // signed out
        m_said.remove(pilesCause);
        m_messages.clear(pilesCause);
        m_pilesSaid = false;
    }
    if (m_lost == before || known.isEmpty())
        return;
    if (before.isEmpty())
        m_ticksUntilSaid
            = m_ticksSinceBack < patienceAfterCloudTicks ? patienceAfterCloudTicks : patienceTicks;
    if (m_pilesSaid && !m_lost.isEmpty())
        return sayPilesLost();
    if (m_pilesSaid) {
        m_pilesSaid = false;
        sayBack(
            pilesCause, [] { return tr("All piles are connected again."); },
            [] { return tr("Their values are current again and commands can be given."); });
    }
}

void LinkWatch::sayPilesLost()
{
    m_pilesSaid = true;
    m_said.remove(pilesCause);
    m_messages.clear(pilesCause);
    m_messages.report(pilesCause, MessageBar::Severity::Caution, [this] {
        return words(lostPiles(),
                     m_lost.size() == 1
                         ? tr("Its state is unknown, values are old, commands blocked. It reconnects by "
                              "itself.")
                         : tr("Their state is unknown, values are old, commands blocked. They reconnect "
                              "by themselves."));
    });
}

QString LinkWatch::lostPiles() const
{
    QSet<StationId> stations;
    for (const PileId &id : m_lost) {
        if (const Pile *pile = m_piles.pile(id))
            stations.insert(pile->station);
    }
    QList<PileId> lost(m_lost.begin(), m_lost.end());
    std::sort(lost.begin(), lost.end());
    QStringList names;
    for (const PileId &id : lost.first(qMin<qsizetype>(namedPiles, lost.size())))
        names.append(named(id));
    QString list = names.join(tr(", ", "between piles"));
    if (lost.size() > names.size())
        list = tr("%1 and %n more", "piles", int(lost.size() - names.size())).arg(list);
    const QString count
        = tr("%n pile(s) lost the connection to the cloud: %1.", nullptr, int(lost.size())).arg(list);
    const Station *only = stations.size() == 1 ? m_piles.station(*stations.begin()) : nullptr;
    return only ? tr("%1: %2", "station, what happened there").arg(only->name, count) : count;
}

QString LinkWatch::named(const PileId &pile) const
{
    const auto since = m_ticker.ageSeconds(m_lostSince.value(pile));
    for (const PileRefusal &refusal : m_refusals) { // the latest first
        const auto age = m_ticker.ageSeconds(refusal.lastAt);
        const bool isReason
            = refusal.identity == pile.text() && since && age && *age <= *since + reasonWithinSeconds;
        if (isReason)
            return tr("%1 (%2)", "pile, why the cloud closed its connection")
                .arg(shortName(pile), RefusalText::name(refusal.reason));
    }
    return shortName(pile);
}

void LinkWatch::setRefusals(const QList<PileRefusal> &refusals)
{
    if (refusals == m_refusals)
        return;
    m_refusals = refusals;
    if (m_pilesSaid)
        m_messages.refresh();
}

void LinkWatch::sayBack(const QString &cause, std::function<QString()> what, std::function<QString()> help)
{
    m_messages.clear(cause);
    m_messages.report(cause, MessageBar::Severity::Info,
                      [what = std::move(what), help = std::move(help)] { return words(what(), help()); });
    m_said.insert(cause, saidForTicks);
}

void LinkWatch::tick()
{
    m_ticksSinceBack = qMin(m_ticksSinceBack + 1, patienceAfterCloudTicks);
    if (!m_pilesSaid && !m_lost.isEmpty() && --m_ticksUntilSaid <= 0)
        sayPilesLost();
    for (const QString &cause : m_said.keys()) {
        if (--m_said[cause] > 0)
            continue;
        m_said.remove(cause);
        m_messages.clear(cause);
    }
}

} // namespace pd::ui
