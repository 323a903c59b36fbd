// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/items2007.h"

#include "serial/dlt645/tables2007.h"

#include <QStringList>

#include <algorithm>
#include <span>

namespace pd::serial::dlt645 {

namespace {

using Kind = Format::Kind;
using namespace tables;

quint8 di(ItemId id, int n)
{
    return quint8(id >> (8 * n));
}

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

constexpr quint8 block = 0xFF;
constexpr int tariffs = 63;
constexpr int settlementDays = 12;

struct Suffix
{
    QString en;
    QString zh;
};

Suffix tariffName(int tariff)
{
    static constexpr const char *periods[][2]
        = {{"sharp", "尖"}, {"peak", "峰"}, {"flat", "平"}, {"valley", "谷"}};
    if (tariff == 0)
        return {QStringLiteral("total"), text("总")};
    if (tariff == block)
        return {QStringLiteral("block"), text("数据块")};
    if (tariff > 4)
        return {QStringLiteral("tariff %1").arg(tariff), text("费率%1").arg(tariff)};
    return {QStringLiteral("tariff %1 (%2)").arg(tariff).arg(text(periods[tariff - 1][0])),
            text("%1(费率%2)").arg(text(periods[tariff - 1][1])).arg(tariff)};
}

Suffix dayName(int day)
{
    if (day == 0)
        return {QString(), text("(当前)")};
    if (day == block)
        return {QStringLiteral(", all settlement days"), text("(结算日块)")};
    return {QStringLiteral(", settlement day %1 back").arg(day), text("(上%1结算日)").arg(day)};
}

bool isTariff(int t)
{
    return t <= tariffs || t == block;
}

bool isDay(int d)
{
    return d <= settlementDays || d == block;
}

// 00ttTTdd and 01ttTTdd: register tt, tariff TT, settlement day dd.
std::optional<Item> registerItem(ItemId id, const QList<ItemPart> &parts, const char *en, const char *zh)
{
    const int tariff = di(id, 1);
    const int day = di(id, 0);
    if (!isTariff(tariff) || !isDay(day) || (tariff == block && day == block))
        return std::nullopt;
    Item item;
    item.id = id;
    item.parts = parts;
    item.name = text(en) + QStringLiteral(", ") + tariffName(tariff).en + dayName(day).en;
    item.nameZh = dayName(day).zh + text(zh) + QLatin1Char(' ') + tariffName(tariff).zh;
    for (int t = 0; tariff == block && t <= tariffs; ++t)
        item.members.append((id & 0xFFFF00FF) | ItemId(t) << 8);
    for (int d = 0; day == block && d <= settlementDays; ++d)
        item.members.append((id & 0xFFFFFF00) | ItemId(d));
    item.rounds = qMax(1, int(item.members.size()));
    return item;
}

const EnergyRow *energyRow(quint8 kind)
{
    const auto row = std::find_if(std::begin(energies), std::end(energies),
                                  [kind](const EnergyRow &e) { return e.di2 == kind; });
    return row == std::end(energies) ? nullptr : row;
}

std::optional<Item> energyItem(ItemId id)
{
    const EnergyRow *row = energyRow(di(id, 2));
    if (!row)
        return std::nullopt;
    const Format format{row->isSigned ? Kind::Signed : Kind::Number, 4, 2};
    return registerItem(id, {{format, text(row->unit)}}, row->en, row->zh);
}

std::optional<Item> demandItem(ItemId id)
{
    const EnergyRow *row = energyRow(di(id, 2));
    if (!row || !row->demandEn)
        return std::nullopt;
    const QList<ItemPart> parts{{{Kind::Number, 3, 4}, text(row->demandUnit)}, {{Kind::DateTime, 5, 0}, {}}};
    return registerItem(id, parts, row->demandEn, row->demandZh);
}

// 02ttPP00: quantity tt, phase PP (00 is the total, where there is one).
std::optional<Item> phaseItem(ItemId id)
{
    const auto row = std::find_if(std::begin(phaseQuantities), std::end(phaseQuantities),
                                  [id](const PhaseRow &q) { return q.di2 == di(id, 2); });
    const int phase = di(id, 1);
    if (row == std::end(phaseQuantities) || di(id, 0) != 0 || (phase > 3 && phase != block)
        || (phase == 0 && !row->hasTotal))
        return std::nullopt;
    static constexpr const char *phases[][2]
        = {{"total", "总"}, {"phase A", "A相"}, {"phase B", "B相"}, {"phase C", "C相"}};
    Item item;
    item.id = id;
    item.parts = {{row->format, text(row->unit)}};
    const QString en = phase == block ? QStringLiteral("block") : text(phases[phase][0]);
    item.name = text(row->en) + QStringLiteral(", ") + en;
    item.nameZh = phase == block ? text(row->zh) + text(" 数据块") : text(phases[phase][1]) + text(row->zh);
    for (int p = row->hasTotal ? 0 : 1; phase == block && p <= 3; ++p)
        item.members.append((id & 0xFFFF0000) | ItemId(p) << 8);
    item.rounds = qMax(1, int(item.members.size()));
    return item;
}

// 05ttccnn: freeze of kind tt, content cc, nn-th last.
std::optional<Item> freezeItem(ItemId id)
{
    const auto kind = std::find_if(std::begin(freezes), std::end(freezes),
                                   [id](const NamedByte &f) { return f.byte == di(id, 2); });
    if (kind == std::end(freezes) || di(id, 0) == 0 || di(id, 0) == block)
        return std::nullopt;
    Item item;
    item.id = id;
    const QString en = QStringLiteral("%1 freeze, %2 back: ").arg(text(kind->en)).arg(di(id, 0));
    const QString zh = text("(上%1次)%2冻结").arg(di(id, 0)).arg(text(kind->zh));
    const int content = di(id, 1);
    if (content == 0) {
        item.parts = {{{Kind::DateTime, 5, 0}, {}}};
        item.name = en + QStringLiteral("time");
        item.nameZh = zh + text("时间");
        return item;
    }
    const EnergyRow *row = content <= 8 ? energyRow(quint8(content)) : nullptr;
    if (!row)
        return std::nullopt;
    item.parts = {{{row->isSigned ? Kind::Signed : Kind::Number, 4, 2}, text(row->unit)}};
    item.rounds = tariffs + 1;
    item.name = en + text(row->en).toLower();
    item.nameZh = zh + text(row->zh) + text("数据");
    return item;
}

// 0401000n and 0402000n: the tables of time zones and of day periods of the first and second set.
std::optional<Item> scheduleItem(ItemId id)
{
    const int set = di(id, 2);
    const int table = di(id, 0);
    if ((set != 1 && set != 2) || di(id, 1) != 0 || table > 8)
        return std::nullopt;
    Item item;
    item.id = id;
    item.rounds = 14;
    item.access = Item::Access::ReadWrite;
    item.parts = {{{table == 0 ? Kind::ZoneRow : Kind::PeriodRow, 3, 0}, {}}};
    item.name = table == 0 ? QStringLiteral("Time zone table, set %1").arg(set)
                           : QStringLiteral("Day period table %1, set %2").arg(table).arg(set);
    item.nameZh = table == 0 ? text("第%1套时区表").arg(set) : text("第%1套第%2日时段表").arg(set).arg(table);
    return item;
}

std::optional<Item> plainItem(ItemId id)
{
    const std::span<const PlainRow> rows = plainRows();
    const auto row = std::lower_bound(rows.begin(), rows.end(), id,
                                      [](const PlainRow &r, ItemId wanted) { return r.id < wanted; });
    if (row == rows.end() || row->id != id)
        return std::nullopt;
    Item item;
    item.id = id;
    item.name = text(row->en);
    item.nameZh = text(row->zh);
    item.parts = {{row->format, text(row->unit)}};
    item.access = row->access;
    return item;
}

Item statusBlock()
{
    Item item;
    item.id = 0x040005FF;
    item.name = QStringLiteral("Status words, block");
    item.nameZh = text("电表运行状态字 数据块");
    item.parts = {{{Kind::Word, 2, 0}, {}}};
    for (ItemId n = 1; n <= 7; ++n)
        item.members.append(0x04000500 | n);
    item.rounds = int(item.members.size());
    return item;
}

void appendRegisters(ItemId base, QList<ItemId> &ids)
{
    for (int tariff = 0; tariff <= block; ++tariff) {
        for (int day = 0; day <= block && isTariff(tariff); ++day) {
            if (isDay(day) && !(tariff == block && day == block))
                ids.append(base | ItemId(tariff) << 8 | ItemId(day));
        }
    }
}

} // namespace

int Item::roundBytes() const
{
    int bytes = 0;
    for (const ItemPart &part : parts)
        bytes += part.format.bytes;
    return bytes;
}

QString Item::formatText() const
{
    QStringList formats;
    for (const ItemPart &part : parts)
        formats.append(part.format.text());
    return formats.join(QStringLiteral(" + "));
}

QString Item::unitText() const
{
    return parts.isEmpty() ? QString() : parts.first().unit;
}

std::optional<Item> item2007(ItemId id)
{
    if (id == 0x040005FF)
        return statusBlock();
    if (const std::optional<Item> item = plainItem(id))
        return item;
    switch (di(id, 3)) {
    case 0x00: return energyItem(id);
    case 0x01: return demandItem(id);
    case 0x02: return phaseItem(id);
    case 0x04: return scheduleItem(id);
    case 0x05: return freezeItem(id);
    default: return std::nullopt;
    }
}

QList<ItemId> allItems2007()
{
    QList<ItemId> ids;
    for (const EnergyRow &row : energies) {
        appendRegisters(ItemId(row.di2) << 16, ids);
        if (row.demandEn)
            appendRegisters(0x01000000 | ItemId(row.di2) << 16, ids);
    }
    for (const PhaseRow &row : phaseQuantities) {
        for (const int phase : {0, 1, 2, 3, int(block)}) {
            if (phase != 0 || row.hasTotal)
                ids.append(0x02000000 | ItemId(row.di2) << 16 | ItemId(phase) << 8);
        }
    }
    for (const PlainRow &row : plainRows())
        ids.append(row.id);
    ids.append(0x040005FF);
    for (ItemId n = 0; n <= 8; ++n)
        ids << (0x04010000 | n) << (0x04020000 | n);
    for (const NamedByte &kind : freezes) {
        for (ItemId content = 0; content <= 8; ++content) {
            for (ItemId back = 1; back <= 12; ++back)
                ids.append(0x05000000 | ItemId(kind.byte) << 16 | content << 8 | back);
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

QString itemText(ItemId id)
{
    return QString::number(id, 16).toUpper().rightJustified(8, QLatin1Char('0'));
}

std::optional<ItemId> itemFromText(const QString &text)
{
    bool ok = false;
    const ItemId id = text.toUInt(&ok, 16);
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber(); });
    return text.size() == 8 && plain && ok && !text.startsWith(QLatin1String("0x")) ? std::optional(id)
                                                                                    : std::nullopt;
}

QList<Value> decodeItem(const Item &item, const QByteArray &data)
{
    const int round = item.roundBytes();
    const qsizetype rounds = data.size() / round;
    QList<Value> values;
    if (data.isEmpty() || data.size() % round != 0 || rounds > item.rounds) {
        for (const ItemPart &part : item.parts)
            values.append({{}, part.unit, Reading::Quality::Unreadable});
        return values;
    }
    qsizetype at = 0;
    for (qsizetype n = 0; n < rounds; ++n) {
        for (const ItemPart &part : item.parts) {
            Value value = decodeValue(part.format, data.mid(at, part.format.bytes));
            value.unit = part.unit;
            values.append(value);
            at += part.format.bytes;
        }
    }
    return values;
}

QStringList statusBits(ItemId id, const QString &word)
{
    bool ok = false;
    const uint bits = word.toUInt(&ok, 16);
    QStringList names;
    if (!ok)
        return names;
    for (const StatusBit &bit : statusBitRows()) {
        const bool ours = bit.word == (id & 0xFF) || (bit.word == 4 && (id & 0xFF) >= 4 && (id & 0xFF) <= 6);
        if ((id & 0xFFFFFF00) == 0x04000500 && ours && ((bits >> bit.bit) & 1))
            names.append(text(bit.en));
    }
    return names;
}

std::optional<ItemId> itemForQuantity(const QString &quantity)
{
    for (const QuantityRow &row : quantityRows()) {
        if (quantity == QLatin1String(row.quantity))
            return row.id;
    }
    return std::nullopt;
}

QString quantityOf(ItemId id)
{
    for (const QuantityRow &row : quantityRows()) {
        if (row.id == id)
            return QLatin1String(row.quantity);
    }
    return {};
}

QStringList quantities2007()
{
    QStringList names;
    for (const QuantityRow &row : quantityRows())
        names.append(QLatin1String(row.quantity));
    return names;
}

} // namespace pd::serial::dlt645
