// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/dictionary.h"

#include "serial/dlt645/items1997.h"
#include "serial/dlt645/items2007.h"
#include "serial/dlt645/tables2007.h"

namespace pd::serial::dlt645 {

namespace {

// Calls f(name, id) for each quantity of the edition until it returns true.
template <typename F>
void eachQuantity(Edition edition, F f)
{
    if (edition == Edition::Of2007) {
        for (const tables::QuantityRow &row : tables::quantityRows()) {
            if (f(QLatin1String(row.quantity), row.id))
                return;
        }
        return;
    }
    for (const Quantity1997 &row : quantities1997()) {
        if (f(QLatin1String(row.quantity), row.id))
            return;
    }
}

} // namespace

std::optional<Item> dictionaryItem(Edition edition, ItemId id)
{
    return edition == Edition::Of2007 ? item2007(id) : item1997(id);
}

QList<ItemId> allItems(Edition edition)
{
    return edition == Edition::Of2007 ? allItems2007() : allItems1997();
}

QStringList statusBits(Edition edition, ItemId id, const QString &word)
{
    return edition == Edition::Of2007 ? statusBits2007(id, word) : statusBits1997(id, word);
}

std::optional<ItemId> itemForQuantity(Edition edition, const QString &quantity)
{
    std::optional<ItemId> found;
    eachQuantity(edition, [&](QLatin1String name, ItemId id) {
        if (quantity != name)
            return false;
        found = id;
        return true;
    });
    return found;
}

QString quantityOf(Edition edition, ItemId wanted)
{
    QString found;
    eachQuantity(edition, [&](QLatin1String name, ItemId id) {
        if (wanted != id)
            return false;
        found = name;
        return true;
    });
    return found;
}

QStringList quantityNames(Edition edition)
{
    QStringList names;
    eachQuantity(edition, [&names](QLatin1String name, ItemId) {
        names.append(name);
        return false;
    });
    return names;
}

ItemId dateItem(Edition edition)
{
    return edition == Edition::Of2007 ? 0x04000101 : 0xC010;
}

ItemId timeItem(Edition edition)
{
    return edition == Edition::Of2007 ? 0x04000102 : 0xC011;
}

} // namespace pd::serial::dlt645
