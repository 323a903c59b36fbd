// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/items1997.h"

#include <algorithm>

namespace pd::serial::dlt645 {

namespace {

using Kind = Format::Kind;
using Access = Item::Access;

constexpr int tariffs = 14; // 1..E
constexpr int blockDigit = 0xF;
constexpr int firstTable = 3; // C33x is the first table of day periods
constexpr int lastTable = 0xA;
constexpr int mostPeriods = 10;

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

int digit(ItemId id, int n)
{
    return int(id >> (4 * n) & 0xF);
}

struct Row
{
    ItemId id;
    Format format;
    const char *en;
    const char *zh;
    const char *unit;
    Access access;
};

constexpr Access read = Access::Read;
constexpr Access both = Access::ReadWrite;
constexpr Format when{Kind::MonthDayTime, 4, 0};
constexpr Format count2{Kind::Number, 2, 0, 'N'};
constexpr Format count3{Kind::Number, 3, 0, 'N'};
constexpr Format one{Kind::Number, 1, 0, 'N'};
constexpr Format oneX{Kind::Number, 1, 0};

constexpr Row plain[] = {
    {0xB210, when, "Last programming", "最近一次编程时间", "", read},
    {0xB211, when, "Last demand clearing", "最近一次最大需量清零时间", "", read},
    {0xB212, count2, "Programming count", "编程次数", "次", read},
    {0xB213, count2, "Demand clearing count", "最大需量清零次数", "次", read},
    {0xB214, count3, "Battery working time", "电池工作时间", "min", read},
    {0xB634, {Kind::Number, 2, 2}, "Forward active power limit", "正向有功功率上限值", "kW", both},
    {0xB635, {Kind::Number, 2, 2}, "Reverse active power limit", "反向有功功率上限值", "kW", both},
    {0xC010, {Kind::Date, 4, 0}, "Date and weekday", "日期及周次", "", both},
    {0xC011, {Kind::Time, 3, 0}, "Time", "时间", "", both},
    {0xC020, {Kind::Word, 1, 0}, "Status word of the meter", "电表运行状态字", "", both},
    {0xC021, {Kind::Word, 1, 0}, "Status word of the grid", "电网状态字", "", both},
    {0xC022, {Kind::Word, 1, 0}, "Weekend word", "周休日状态字", "", both},
    {0xC030, {Kind::Number, 3, 0, 'N'}, "Active constant", "电表常数(有功)", "imp/kWh", both},
    {0xC031, {Kind::Number, 3, 0, 'N'}, "Reactive constant", "电表常数(无功)", "imp/kvarh", both},
    {0xC032, {Kind::Digits, 6, 0}, "Meter number", "表号", "", both},
    {0xC033, {Kind::Digits, 6, 0}, "Customer number", "用户号", "", both},
    {0xC034, {Kind::Digits, 6, 0}, "Device code", "设备码", "", both},
    {0xC111, oneX, "Maximum demand period", "最大需量周期", "min", both},
    {0xC112, oneX, "Demand slip time", "滑差时间", "min", both},
    {0xC113, oneX, "Time of each screen", "循显时间", "s", both},
    {0xC114, oneX, "Time until the screen stops", "停显时间", "s", both},
    {0xC115, one, "Decimals of energy shown", "显示电能小数位数", "", both},
    {0xC116, one, "Decimals of power shown", "显示功率(最大需量)小数位数", "", both},
    {0xC117, {Kind::DayHour, 2, 0}, "Day of automatic reading", "自动抄表日期", "", both},
    {0xC118, one, "Load representative day", "负荷代表日", "", both},
    {0xC119, {Kind::Number, 4, 1, 'N'}, "Active energy to begin with", "有功电能起始读数", "kWh", both},
    {0xC11A, {Kind::Number, 4, 1, 'N'}, "Reactive energy to begin with", "无功电能起始读数", "kvarh", both},
    {0xC211, count2, "Output pulse width", "输出脉冲宽度", "ms", both},
    {0xC212, {Kind::Digits, 4, 0}, "Password", "密码权限及密码", "", Access::Write},
    {0xC310, one, "Number of time zones", "年时区数", "", both},
    {0xC311, one, "Number of day tables", "日时段表数", "", both},
    {0xC312, one, "Number of periods a day", "日时段数", "", both},
    {0xC313, one, "Number of tariffs", "费率数", "", both},
    {0xC314, one, "Number of public holidays", "公共假日数", "", both},
    {0xC41E, one, "Day table of weekends", "周休日采用的日时段表号", "", both},
    {0xC510, when, "Start of load records", "负荷记录起始时间", "", both},
    {0xC511, count2, "Interval of load records", "负荷记录间隔时间", "min", both},
};

// B3kp, B6kp: a row of items for the phases; p 0 is the total or the last of any, F the block.
struct PhaseRow
{
    ItemId base;
    Format format;
    const char *en;
    const char *zh;
    const char *unit;
    bool hasTotal;
};

constexpr PhaseRow phaseRows[] = {
    {0xB310, count2, "Phase loss count", "断相次数", "次", true},
    {0xB320, count3, "Phase loss duration", "断相时间累计值", "min", true},
    {0xB330, when, "Last phase loss, begin", "最近一次断相起始时刻", "", true},
    {0xB340, when, "Last phase loss, end", "最近一次断相结束时刻", "", true},
    {0xB610, {Kind::Number, 2, 0, 'X', 3}, "Voltage", "电压", "V", false},
    {0xB620, {Kind::Number, 2, 2}, "Current", "电流", "A", false},
    {0xB630, {Kind::Number, 3, 4}, "Active power", "有功功率", "kW", true},
    {0xB640, {Kind::Number, 2, 2}, "Reactive power", "无功功率", "kvar", true},
    {0xB650, {Kind::Number, 2, 3}, "Power factor", "功率因数", "", true},
};

struct Bit
{
    ItemId id;
    int bit;
    const char *en;
};

constexpr Bit bits[] = {
    {0xC020, 0, "read by hand"},
    {0xC020, 1, "demand by block"},
    {0xC020, 2, "battery low"},
    {0xC020, 4, "active reversed"},
    {0xC020, 5, "reactive reversed"},
    {0xC021, 0, "phase A lost"},
    {0xC021, 1, "phase B lost"},
    {0xC021, 2, "phase C lost"},
    {0xC021, 4, "phase A overvoltage"},
    {0xC021, 5, "phase B overvoltage"},
    {0xC021, 6, "phase C overvoltage"},
    {0xC022, 0, "Sunday"},
    {0xC022, 1, "Monday"},
    {0xC022, 2, "Tuesday"},
    {0xC022, 3, "Wednesday"},
    {0xC022, 4, "Thursday"},
    {0xC022, 5, "Friday"},
    {0xC022, 6, "Saturday"},
};

constexpr Quantity1997 quantityRows[] = {
    {"energy.forward.total", 0x9010},
    {"energy.forward.sharp", 0x9011},
    {"energy.forward.peak", 0x9012},
    {"energy.forward.flat", 0x9013},
    {"energy.forward.valley", 0x9014},
    {"energy.reverse.total", 0x9020},
    {"energy.reverse.sharp", 0x9021},
    {"energy.reverse.peak", 0x9022},
    {"energy.reverse.flat", 0x9023},
    {"energy.reverse.valley", 0x9024},
    {"energy.reactive.forward.total", 0x9110},
    {"energy.reactive.reverse.total", 0x9120},
    {"voltage.a", 0xB611},
    {"voltage.b", 0xB612},
    {"voltage.c", 0xB613},
    {"current.a", 0xB621},
    {"current.b", 0xB622},
    {"current.c", 0xB623},
    {"power.active.total", 0xB630},
    {"power.active.a", 0xB631},
    {"power.active.b", 0xB632},
    {"power.active.c", 0xB633},
    {"power.reactive.total", 0xB640},
    {"power.reactive.a", 0xB641},
    {"power.reactive.b", 0xB642},
    {"power.reactive.c", 0xB643},
    {"power.factor.total", 0xB650},
    {"power.factor.a", 0xB651},
    {"power.factor.b", 0xB652},
    {"power.factor.c", 0xB653},
    {"demand.forward.total", 0xA010},
    {"demand.reverse.total", 0xA020},
    {"demand.forward.time", 0xB010},
    {"demand.reverse.time", 0xB020},
    {"clock.date", 0xC010},
    {"clock.time", 0xC011},
    {"meter.number", 0xC032},
    {"meter.constant.active", 0xC030},
    {"meter.constant.reactive", 0xC031},
};

struct Names
{
    const char *en;
    const char *zh;
};

// By the third digit; the order of the quadrants is the standard's.
constexpr Names activeKinds[] = {{"Forward active", "正向有功"}, {"Reverse active", "反向有功"}};
constexpr Names reactiveKinds[] = {
    {"Forward reactive", "正向无功"},      {"Reverse reactive", "反向无功"},
    {"Quadrant 1 reactive", "一象限无功"}, {"Quadrant 4 reactive", "四象限无功"},
    {"Quadrant 2 reactive", "二象限无功"}, {"Quadrant 3 reactive", "三象限无功"},
};

std::optional<Names> monthName(int second)
{
    switch (second & 0xC) {
    case 0x0: return Names{"", "(当前)"};
    case 0x4: return Names{", last month", "(上月)"};
    case 0x8: return Names{", month before last", "(上上月)"};
    default: return std::nullopt;
    }
}

QString tariffEn(int tariff)
{
    static constexpr const char *periods[] = {"sharp", "peak", "flat", "valley"};
    if (tariff == 0)
        return QStringLiteral("total");
    if (tariff == blockDigit)
        return QStringLiteral("block");
    const QString plainName = QStringLiteral("tariff %1").arg(tariff);
    return tariff > 4 ? plainName
                      : plainName + QStringLiteral(" (%1)").arg(QLatin1String(periods[tariff - 1]));
}

QString tariffZh(int tariff)
{
    if (tariff == 0)
        return text("总");
    return tariff == blockDigit ? text("数据块") : text("费率%1").arg(tariff);
}

// 9mkt, Amkt, Bmkt.
std::optional<Item> registerItem(ItemId id)
{
    const int group = digit(id, 3);
    const int second = digit(id, 2);
    const int kind = digit(id, 1);
    const int tariff = digit(id, 0);
    const bool reactive = second & 1;
    const std::optional<Names> month = monthName(second);
    const int kinds = reactive ? int(std::size(reactiveKinds)) : int(std::size(activeKinds));
    if ((second & 2) || !month || kind < 1 || kind > kinds)
        return std::nullopt;
    const Names direction = reactive ? reactiveKinds[kind - 1] : activeKinds[kind - 1];
    static constexpr Names things[] = {
        {" energy", "电能"}, {" maximum demand", "最大需量"}, {" maximum demand, time", "最大需量发生时间"}};
    static constexpr Format formats[] = {{Kind::Number, 4, 2}, {Kind::Number, 3, 4}, when};
    static constexpr const char *units[][2] = {{"kWh", "kvarh"}, {"kW", "kvar"}, {"", ""}};
    const int thing = group - 0x9;
    Item item;
    item.id = id;
    item.parts = {{formats[thing], text(units[thing][reactive])}};
    item.name = text(direction.en) + text(things[thing].en) + QStringLiteral(", ") + tariffEn(tariff)
        + text(month->en);
    item.nameZh
        = text(month->zh) + text(direction.zh) + text(things[thing].zh) + QLatin1Char(' ') + tariffZh(tariff);
    for (ItemId t = 0; tariff == blockDigit && t <= tariffs; ++t)
        item.members.append((id & 0xFFF0) | t);
    item.rounds = qMax(1, int(item.members.size()));
    return item;
}

std::optional<Item> phaseItem(ItemId id)
{
    const auto row = std::find_if(std::begin(phaseRows), std::end(phaseRows),
                                  [id](const PhaseRow &r) { return r.base == (id & 0xFFF0); });
    const int phase = digit(id, 0);
    if (row == std::end(phaseRows) || (phase > 3 && phase != blockDigit) || (phase == 0 && !row->hasTotal))
        return std::nullopt;
    static constexpr Names phases[]
        = {{"total", "总"}, {"phase A", "A相"}, {"phase B", "B相"}, {"phase C", "C相"}};
    Item item;
    item.id = id;
    item.parts = {{row->format, text(row->unit)}};
    const bool block = phase == blockDigit;
    item.name
        = text(row->en) + QStringLiteral(", ") + (block ? QStringLiteral("block") : text(phases[phase].en));
    item.nameZh = block ? text(row->zh) + text(" 数据块") : text(phases[phase].zh) + text(row->zh);
    for (ItemId p = row->hasTotal ? 0 : 1; block && p <= 3; ++p)
        item.members.append(row->base | p);
    item.rounds = qMax(1, int(item.members.size()));
    return item;
}

Item scheduleItem(ItemId id, Format format, const QString &en, const QString &zh, int most)
{
    Item item;
    item.id = id;
    item.parts = {{format, {}}};
    item.access = both;
    const int n = digit(id, 0);
    const bool block = n == blockDigit;
    item.rounds = block ? most : 1;
    item.name = en + (block ? QStringLiteral(", block") : QStringLiteral(", %1").arg(n));
    item.nameZh = zh + (block ? text(" 数据块") : QString::number(n));
    return item;
}

// C32n time zones, C33n..C3An day periods, C41n public holidays; F is the whole table.
std::optional<Item> tableItem(ItemId id)
{
    const int kind = digit(id, 1);
    const int n = digit(id, 0);
    if (digit(id, 2) == 4 && kind == 1 && n >= 1)
        return scheduleItem(id, {Kind::ZoneRow, 3, 0}, QStringLiteral("Public holiday"), text("公共假日"),
                            13);
    if (digit(id, 2) != 3)
        return std::nullopt;
    if (kind == 2)
        return scheduleItem(id, {Kind::ZoneRow, 3, 0}, QStringLiteral("Time zone"), text("时区"), tariffs);
    if (kind < firstTable || kind > lastTable || (n > mostPeriods && n != blockDigit))
        return std::nullopt;
    return scheduleItem(id, {Kind::PeriodRow, 3, 0}, QStringLiteral("Day table %1, period").arg(kind - 2),
                        text("第%1日时段表时段").arg(kind - 2), mostPeriods);
}

// D1n0 and D210: what a record holds is the maker's own.
std::optional<Item> loadItem(ItemId id)
{
    const bool energy = digit(id, 2) == 1;
    if (digit(id, 0) != 0 || (!energy && id != 0xD210))
        return std::nullopt;
    Item item;
    item.id = id;
    item.parts = {{{Kind::Raw, 1, 0}, {}}};
    item.rounds = 200;
    item.name = energy ? QStringLiteral("Load record of forward active energy, %1").arg(digit(id, 1))
                       : QStringLiteral("Load record of forward demand");
    item.nameZh = energy ? text("正向有功总电能负荷记录数据块%1").arg(digit(id, 1))
                         : text("正向最大需量负荷记录数据块");
    return item;
}

std::optional<Item> plainItem(ItemId id)
{
    const auto row = std::lower_bound(std::begin(plain), std::end(plain), id,
                                      [](const Row &r, ItemId wanted) { return r.id < wanted; });
    if (row == std::end(plain) || row->id != id)
        return std::nullopt;
    Item item;
    item.id = id;
    item.name = text(row->en);
    item.nameZh = text(row->zh);
    item.parts = {{row->format, text(row->unit)}};
    item.access = row->access;
    return item;
}

} // namespace

std::optional<Item> item1997(ItemId id)
{
    if (id > 0xFFFF)
        return std::nullopt;
    if (const std::optional<Item> item = plainItem(id))
        return item;
    if (const std::optional<Item> item = phaseItem(id))
        return item;
    switch (digit(id, 3)) {
    case 0x9:
    case 0xA:
    case 0xB: return registerItem(id);
    case 0xC: return tableItem(id);
    case 0xD: return loadItem(id);
    default: return std::nullopt;
    }
}

QList<ItemId> allItems1997()
{
    QList<ItemId> ids;
    for (ItemId id = 0x9000; id <= 0xDFFF; ++id) {
        if (item1997(id))
            ids.append(id);
    }
    return ids;
}

QStringList statusBits1997(ItemId id, const QString &word)
{
    bool ok = false;
    const uint value = word.toUInt(&ok, 16);
    QStringList names;
    for (const Bit &bit : bits) {
        if (ok && bit.id == id && ((value >> bit.bit) & 1))
            names.append(QLatin1String(bit.en));
    }
    return names;
}

std::span<const Quantity1997> quantities1997()
{
    return quantityRows;
}

} // namespace pd::serial::dlt645
