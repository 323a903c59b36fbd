// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder.h"

#include "ui/widgets/figures.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace pd::ui {

namespace {

bool matches(const QString &haystack, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(),
                       [&](const QString &word) { return haystack.contains(word, Qt::CaseInsensitive); });
}

QString haystackOf(const Pile &pile, const Station *station)
{
    QStringList parts{pile.id.text(), shortName(pile.id), pile.bay, pile.vendor, pile.model};
    if (station)
        parts << station->name << station->address << station->city;
    return parts.join(QLatin1Char(' '));
}

} // namespace

Finder::Finder(const PileStore &piles, const OrderStore &orders)
    : m_piles(piles)
    , m_orders(orders)
{
}

QList<Finder::Hit> Finder::find(const QString &text, int limit) const
{
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    QList<Hit> hits = pilesFor(words);
    std::stable_sort(hits.begin(), hits.end(), [&](const Hit &a, const Hit &b) {
        return pileOf(PortId(a.id)).text().endsWith(words.last())
            > pileOf(PortId(b.id)).text().endsWith(words.last());
    });
    // Orders keep a third of the list, so that a common word does not hide them behind piles.
    const QList<Hit> orders = ordersFor(words);
    const qsizetype room = qMax<qsizetype>(limit - orders.size(), limit * 2 / 3);
    hits = hits.mid(0, room) + orders;
    return hits.mid(0, limit);
}

QList<Finder::Hit> Finder::pilesFor(const QStringList &words) const
{
    QList<Hit> hits;
    for (const Pile &pile : m_piles.piles()) {
        const Station *station = m_piles.station(pile.station);
        if (pile.ports.isEmpty() || !matches(haystackOf(pile, station), words))
            continue;
        const QString state = PortLook::of(pile.ports.first(), pile.online).word;
        hits.append({QStringLiteral("piles"), pile.ports.first().id.text(),
                     tr("Pile %1").arg(shortName(pile.id)),
                     tr("%1 · bay %2 · %3", "station, bay, state")
                         .arg(station ? station->name : pile.station.text(), pile.bay, state),
                     QStringLiteral("pile")});
    }
    return hits;
}

QList<Finder::Hit> Finder::ordersFor(const QStringList &words) const
{
    QList<Hit> hits;
    for (const ChargeOrder &order : m_orders.orders()) {
        const QString haystack = QStringList{order.id.text(), order.session.text(), order.accountMasked,
                                             pileOf(order.port).text()}
                                     .join(QLatin1Char(' '));
        if (!matches(haystack, words))
            continue;
        const Station *station = m_piles.station(order.station);
        const QTimeZone zone = zoneOf(station ? station->timeZone : QString());
        hits.append(
            {QStringLiteral("sessions"), order.id.text(),
             tr("Session %1", "a date and time")
                 .arg(Figures::dayTime(order.startedAt.isValid() ? order.startedAt : order.createdAt, zone)),
             tr("%1 · %2 · %3", "pile, account, state")
                 .arg(shortName(pileOf(order.port)), order.accountMasked, Words::orderState(order, zone)),
             QStringLiteral("session")});
    }
    return hits;
}

} // namespace pd::ui
