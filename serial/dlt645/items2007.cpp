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
constexpr int variablesContent = 0x10; // of a freeze

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
std::optional<Item> registerItem(ItemId id, const QList<ItemPart> &parts, const QByteArray &en,
                                 const QByteArray &zh)
{
    const int tariff = di(id, 1);
    const int day = di(id, 0);
    if (!isTariff(tariff) || !isDay(day) || (tariff == block && day == block))
        return std::nullopt;
    Item item;
    item.id = id;
    item.parts = parts;
    item.name = QString::fromUtf8(en) + QStringLiteral(", ") + tariffName(tariff).en + dayName(day).en;
    item.nameZh = dayName(day).zh + QString::fromUtf8(zh) + QLatin1Char(' ') + tariffName(tariff).zh;
    for (int t = 0; tariff == block && t <= tariffs; ++t)
        item.members.append((id & 0xFFFF00FF) | ItemId(t) << 8);
    for (int d = 0; day == block && d <= settlementDays; ++d)
        item.members.append((id & 0xFFFFFF00) | ItemId(d));
    item.rounds = qMax(1, int(item.members.size()));
    return item;
}

const EnergyRow *energyRow(int kind)
{
    const auto row = std::find_if(std::begin(energies), std::end(energies),
                                  [kind](const EnergyRow &e) { return e.di2 == kind; });
    return row == std::end(energies) ? nullptr : row;
}

// What DI2 means: a register of the whole meter, or of one phase.
struct Register
{
    const EnergyRow *row = nullptr;
    int phase = 0; // 1..3

    QByteArray en(const char *name) const
    {
        return phase ? QByteArray("Phase ") + char('A' + phase - 1) + ' ' + QByteArray(name).toLower()
                     : QByteArray(name);
    }
    QByteArray zh(const char *name) const
    {
        return phase ? QByteArray(1, char('A' + phase - 1)) + "相" + name : QByteArray(name);
    }
};

Register registerOf(quint8 kind)
{
    constexpr int perPhase = 0x14;
    const int phase = kind > perPhase ? (kind - 1) / perPhase : 0;
    const EnergyRow *row = phase <= 3 ? energyRow(kind - phase * perPhase) : nullptr;
    return row && phase > 0 && row->di2 == 0 ? Register() : Register{row, phase};
}

std::optional<Item> energyItem(ItemId id)
{
    const Register reg = registerOf(di(id, 2));
    if (!reg.row)
        return std::nullopt;
    const Format format{reg.row->isSigned ? Kind::Signed : Kind::Number, 4, 2};
    return registerItem(id, {{format, text(reg.row->unit)}}, reg.en(reg.row->en), reg.zh(reg.row->zh));
}

std::optional<Item> demandItem(ItemId id)
{
    const Register reg = registerOf(di(id, 2));
    if (!reg.row || !reg.row->demandEn)
        return std::nullopt;
    const QList<ItemPart> parts{{{Kind::Number, 3, 4}, text(reg.row->demandUnit)},
                                {{Kind::DateTime, 5, 0}, {}}};
    return registerItem(id, parts, reg.en(reg.row->demandEn), reg.zh(reg.row->demandZh));
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
    if (content == variablesContent) {
        item.parts = {{{Kind::Signed, 3, 4}, {}}};
        item.rounds = 8; // active and reactive power, each of all and of A, B, C
        item.name = en + QStringLiteral("powers");
        item.nameZh = zh + text("变量数据");
        return item;
    }
    const bool demand = content == 9 || content == 10;
    const EnergyRow *row = content <= 10 ? energyRow(demand ? content - 8 : content) : nullptr;
    if (!row)
        return std::nullopt;
    item.parts = {{{row->isSigned ? Kind::Signed : Kind::Number, 4, 2}, text(row->unit)}};
    if (demand)
        item.parts = {{{Kind::Number, 3, 4}, text(row->demandUnit)}, {{Kind::DateTime, 5, 0}, {}}};
    item.rounds = tariffs + 1;
    item.name = en + text(demand ? row->demandEn : row->en).toLower();
    item.nameZh = zh + text(demand ? row->demandZh : row->zh) + text("数据");
    return item;
}

// 020APPnn and 020BPPnn: the nn-th harmonic of phase PP.
std::optional<Item> harmonicItem(ItemId id)
{
    const auto row = std::find_if(std::begin(harmonics), std::end(harmonics),
                                  [id](const PhaseRow &q) { return q.di2 == di(id, 2); });
    const int phase = di(id, 1);
    const int order = di(id, 0);
    if (row == std::end(harmonics) || phase < 1 || phase > 3 || order == 0
        || (order > harmonicCount && order != block))
        return std::nullopt;
    Item item;
    item.id = id;
    item.parts = {{row->format, text(row->unit)}};
    const QChar letter = QLatin1Char(char('A' + phase - 1));
    const bool all = order == block;
    item.name = QStringLiteral("%1, phase %2, ").arg(text(row->en)).arg(letter)
        + (all ? QStringLiteral("block") : QStringLiteral("order %1").arg(order));
    item.nameZh
        = text("%1相%2").arg(letter).arg(text(row->zh)) + (all ? text(" 数据块") : text(" %1次").arg(order));
    for (int n = 1; all && n <= harmonicCount; ++n)
        item.members.append((id & 0xFFFFFF00) | ItemId(n));
    item.rounds = qMax(1, int(item.members.size()));
    return item;
}

// 040300nn public holidays, 04040pnn what the screens show.
std::optional<Item> listItem(ItemId id)
{
    constexpr int longest = 254;
    const int n = di(id, 0);
    const int list = di(id, 1);
    if (n < 1 || n > longest)
        return std::nullopt;
    Item item;
    item.id = id;
    item.access = Item::Access::ReadWrite;
    if (di(id, 2) == 3 && list == 0) {
        item.parts = {{{Kind::HolidayRow, 4, 0}, {}}};
        item.name = QStringLiteral("Public holiday %1").arg(n);
        item.nameZh = text("第%1公共假日日期及日时段表号").arg(n);
        return item;
    }
    if (di(id, 2) != 4 || (list != 1 && list != 2))
        return std::nullopt;
    item.parts = {{{Kind::Identifier, 4, 0, 'N'}, {}}};
    item.name = QStringLiteral("Screen %1 shown %2")
                    .arg(n)
                    .arg(list == 1 ? QStringLiteral("in turn") : QStringLiteral("by key"));
    item.nameZh = text("%1循环显示第%2屏显示数据项").arg(list == 1 ? text("自动") : text("按键")).arg(n);
    return item;
}

// 06tt000n: load records of class tt (0 all), the oldest block, from a given time, or the newest. The blocks
// have a layout of their own and are given as bytes.
std::optional<Item> loadItem(ItemId id)
{
    static constexpr const char *which[][2] = {{"oldest block", "最早记录块"},
                                               {"from a given time", "给定时间记录块"},
                                               {"newest block", "最近一个记录块"}};
    const int kind = di(id, 2);
    if (kind > 6 || di(id, 1) != 0 || di(id, 0) > 2)
        return std::nullopt;
    Item item;
    item.id = id;
    item.parts = {{{Kind::Raw, 1, 0}, {}}};
    item.rounds = 4096;
    const QString en
        = kind ? QStringLiteral("Load record of class %1, ").arg(kind) : QStringLiteral("Load record, ");
    item.name = en + text(which[di(id, 0)][0]);
    item.nameZh = (kind ? text("第%1类负荷记录 ").arg(kind) : text("负荷记录 ")) + text(which[di(id, 0)][1]);
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

std::optional<Item> ruledItem(ItemId id)
{
    switch (di(id, 3)) {
    case 0x00: return energyItem(id);
    case 0x01: return demandItem(id);
    case 0x02: return di(id, 2) == 0x0A || di(id, 2) == 0x0B ? harmonicItem(id) : phaseItem(id);
    case 0x03: return events::item(id);
    case 0x04: return di(id, 2) <= 2 ? scheduleItem(id) : listItem(id);
    case 0x05: return freezeItem(id);
    case 0x06: return loadItem(id);
    default: return std::nullopt;
    }
}

// All items that rules (not rows) give from an identifier on.
void appendWhere(ItemId from, ItemId count, QList<ItemId> &ids)
{
    for (ItemId id = from; id < from + count; ++id) {
        if (ruledItem(id))
            ids.append(id);
    }
}

} // namespace

std::optional<Item> item2007(ItemId id)
{
    if (id == 0x040005FF)
        return statusBlock();
    if (const std::optional<Item> item = plainItem(id))
        return item;
    return ruledItem(id);
}

QList<ItemId> allItems2007()
{
    QList<ItemId> ids = events::all();
    for (int kind = 0; kind < block; ++kind) {
        const EnergyRow *row = registerOf(quint8(kind)).row;
        if (row)
            appendRegisters(ItemId(kind) << 16, ids);
        if (row && row->demandEn)
            appendRegisters(0x01000000 | ItemId(kind) << 16, ids);
    }
    for (const PlainRow &row : plainRows())
        ids.append(row.id);
    ids.append(0x040005FF);
    appendWhere(0x02000000, 0x0C0000, ids);
    appendWhere(0x04010000, 0x020000, ids);
    appendWhere(0x04030000, 0x020000, ids);
    appendWhere(0x06000000, 0x070000, ids);
    for (const NamedByte &kind : freezes) {
        for (ItemId content = 0; content <= variablesContent; ++content) {
            for (ItemId back = 1; back <= 12; ++back) {
                const ItemId id = 0x05000000 | ItemId(kind.byte) << 16 | content << 8 | back;
                if (freezeItem(id))
                    ids.append(id);
            }
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

QStringList statusBits2007(ItemId id, const QString &word)
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

} // namespace pd::serial::dlt645
