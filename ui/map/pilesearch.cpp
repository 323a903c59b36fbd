// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/pilesearch.h"

#include <algorithm>

namespace pd::ui {

namespace {

bool allDigits(const QString &word)
{
    return std::all_of(word.begin(), word.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool stationMatches(const Station &station, const QString &word)
{
    return station.name.contains(word, Qt::CaseInsensitive)
        || station.address.contains(word, Qt::CaseInsensitive)
        || station.city.contains(word, Qt::CaseInsensitive)
        || station.id.text().compare(word, Qt::CaseInsensitive) == 0;
}

bool matches(const Pile &pile, const Station *station, const QString &word)
{
    const QString &number = pile.id.text();
    if (!allDigits(word))
        return number.contains(word, Qt::CaseInsensitive) || (station && stationMatches(*station, word));
    if (number.endsWith(word) || pile.bay == word)
        return true;
    if (word.size() >= 5 && number.contains(word))
        return true;
    return word.size() >= 3 && station && stationMatches(*station, word);
}

} // namespace

QList<PileId> searchPiles(const PileStore &store, const QString &text)
{
    // Full-width digits and letters, as Chinese input methods give them, are the same to the searcher.
    QStringList words
        = text.normalized(QString::NormalizationForm_KC).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString &word : words) {
        while (word.startsWith(QChar(0x2026)) || word.startsWith(QLatin1Char('.')))
            word.remove(0, 1);
    }
    words.removeAll(QString());
    QList<PileId> hits;
    for (const Pile &pile : store.piles()) {
        const Station *station = store.station(pile.station);
        if (std::all_of(words.begin(), words.end(),
                        [&](const QString &w) { return matches(pile, station, w); }))
            hits.append(pile.id);
    }
    return hits;
}

} // namespace pd::ui
