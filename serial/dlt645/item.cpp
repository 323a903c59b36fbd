// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/item.h"

#include <algorithm>

namespace pd::serial::dlt645 {

namespace {

constexpr char blockEnd = char(0xAA); // edition of 1997

int bytesOf(const QList<ItemPart> &parts)
{
    int bytes = 0;
    for (const ItemPart &part : parts)
        bytes += part.format.bytes;
    return bytes;
}

bool isRaw(const Item &item)
{
    return item.parts.size() == 1 && item.parts.first().format.kind == Format::Kind::Raw;
}

bool endsWithBlockEnd(const Item &item, const QByteArray &data)
{
    return item.isBlock() && data.endsWith(blockEnd) && !item.fits(data.size()) && item.fits(data.size() - 1);
}

} // namespace

const ItemPart &Item::part(qsizetype n) const
{
    return n < head.size() ? head[n] : parts[(n - head.size()) % parts.size()];
}

int Item::headBytes() const
{
    return bytesOf(head);
}

int Item::roundBytes() const
{
    return bytesOf(parts);
}

bool Item::fits(qsizetype size) const
{
    const qsizetype rest = size - headBytes();
    const int round = roundBytes();
    return rest > 0 && round > 0 && (isRaw(*this) || (rest % round == 0 && rest / round <= rounds));
}

QString Item::formatText() const
{
    QStringList formats;
    for (const ItemPart &part : head + parts)
        formats.append(part.format.text());
    return formats.join(QLatin1Char(';'));
}

QString Item::unitText() const
{
    return parts.isEmpty() ? QString() : parts.first().unit;
}

QList<Value> decodeItem(const Item &item, const QByteArray &data)
{
    if (endsWithBlockEnd(item, data))
        return decodeItem(item, data.chopped(1));
    QList<Value> values;
    if (!item.fits(data.size())) {
        for (const ItemPart &part : item.head + item.parts)
            values.append({{}, part.unit, Reading::Quality::Unreadable});
        return values;
    }
    if (isRaw(item))
        return {decodeValue({Format::Kind::Raw, int(data.size()), 0}, data)};
    qsizetype at = 0;
    for (qsizetype n = 0; at < data.size(); ++n) {
        const ItemPart &part = item.part(n);
        Value value = decodeValue(part.format, data.mid(at, part.format.bytes));
        value.unit = part.unit;
        values.append(value);
        at += part.format.bytes;
    }
    return values;
}

Result<QByteArray> encodeItem(const Item &item, const QStringList &texts)
{
    const qsizetype most = item.head.size() + item.parts.size() * item.rounds;
    if (texts.size() > most)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("%1 values, at most %2").arg(texts.size()).arg(most),
                       QStringLiteral("value"));
    QByteArray data;
    for (qsizetype n = 0; n < texts.size() || !item.fits(data.size()); ++n) {
        const ItemPart &part = item.part(n);
        const Result<QByteArray> bytes = encodeValue(part.format, n < texts.size() ? texts[n] : QString());
        if (!bytes)
            return bytes;
        data.append(*bytes);
    }
    return data;
}

QString itemText(ItemId id, Edition edition)
{
    return QString::number(id, 16).toUpper().rightJustified(2 * identifierBytes(edition), QLatin1Char('0'));
}

std::optional<ItemId> itemFromText(const QString &text, Edition edition)
{
    const bool hex = std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= QLatin1Char('0') && c <= QLatin1Char('9'))
            || (c >= QLatin1Char('a') && c <= QLatin1Char('f'))
            || (c >= QLatin1Char('A') && c <= QLatin1Char('F'));
    });
    if (!hex || text.size() != 2 * identifierBytes(edition))
        return std::nullopt;
    return text.toUInt(nullptr, 16);
}

} // namespace pd::serial::dlt645
