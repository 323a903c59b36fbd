// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/items2007.h"

#include <algorithm>

namespace pd::serial::dlt645::events {

namespace {

using Kind = Format::Kind;

constexpr int recordsKept = 10;
constexpr int monthsKept = 12;

enum class Shape {
    PhaseLoss, // times, energies, what each phase carried, ampere-hours
    PhaseCurrent, // the same without ampere-hours
    PhaseEnergy, // times and energies
    AllVoltageLost, // begin, current, end
    Times, // begin and end
    Energy, // times and energies, of the whole meter
    Unbalance, // times, greatest unbalance, energies
};

struct Row
{
    quint8 kind; // DI2
    Shape shape;
    const char *en;
    const char *zh;
};

constexpr Row rows[] = {
    {0x01, Shape::PhaseLoss, "Loss of voltage", "失压"},
    {0x02, Shape::PhaseLoss, "Undervoltage", "欠压"},
    {0x03, Shape::PhaseLoss, "Overvoltage", "过压"},
    {0x04, Shape::PhaseLoss, "Phase loss", "断相"},
    {0x05, Shape::AllVoltageLost, "All voltages lost", "全失压"},
    {0x06, Shape::Times, "Auxiliary supply lost", "辅助电源失电"},
    {0x07, Shape::Energy, "Voltage sequence reversed", "电压逆相序"},
    {0x08, Shape::Energy, "Current sequence reversed", "电流逆相序"},
    {0x09, Shape::Unbalance, "Voltage unbalance", "电压不平衡"},
    {0x0A, Shape::Unbalance, "Current unbalance", "电流不平衡"},
    {0x0B, Shape::PhaseCurrent, "Loss of current", "失流"},
    {0x0C, Shape::PhaseCurrent, "Overcurrent", "过流"},
    {0x0D, Shape::PhaseCurrent, "Current break", "断流"},
    {0x0E, Shape::PhaseEnergy, "Power reversed", "潮流反向"},
    {0x0F, Shape::PhaseEnergy, "Overload", "过载"},
};

enum class Log {
    Identifiers,
    Energies,
    Demands,
    Cleared,
    ClockSet,
    Periods,
    Zones,
    Word,
    Holidays,
    Days,
    Cover
};

struct LogRow
{
    Log log;
    const char *en;
    const char *zh;
};

// 0330kk..: by kk.
constexpr LogRow logs[] = {
    {Log::Identifiers, "Programming", "编程"},
    {Log::Energies, "Meter clearing", "电表清零"},
    {Log::Demands, "Demand clearing", "需量清零"},
    {Log::Cleared, "Event clearing", "事件清零"},
    {Log::ClockSet, "Clock setting", "校时"},
    {Log::Periods, "Day period table programming", "时段表编程"},
    {Log::Zones, "Time zone table programming", "时区表编程"},
    {Log::Word, "Weekend programming", "周休日编程"},
    {Log::Holidays, "Holiday programming", "节假日编程"},
    {Log::Word, "Active combination programming", "有功组合方式编程"},
    {Log::Word, "Reactive combination 1 programming", "无功组合方式1编程"},
    {Log::Word, "Reactive combination 2 programming", "无功组合方式2编程"},
    {Log::Days, "Settlement day programming", "结算日编程"},
    {Log::Cover, "Cover opening", "开表盖"},
    {Log::Cover, "Terminal cover opening", "开端钮盒"},
};

constexpr const char *demandLimits[][2] = {
    {"Forward active", "正向有功"},          {"Reverse active", "反向有功"},
    {"Quadrant 1 reactive", "第一象限无功"}, {"Quadrant 2 reactive", "第二象限无功"},
    {"Quadrant 3 reactive", "第三象限无功"}, {"Quadrant 4 reactive", "第四象限无功"},
};

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

ItemPart number(int bytes, int decimals, const char *unit)
{
    return {{Kind::Number, bytes, decimals}, text(unit)};
}

ItemPart signedNumber(int bytes, int decimals, const char *unit)
{
    return {{Kind::Signed, bytes, decimals}, text(unit)};
}

const ItemPart moment{{Kind::Moment, 6, 0}, {}};
const ItemPart minute{{Kind::DateTime, 5, 0}, {}};
const ItemPart operatorCode{{Kind::Operator, 4, 0}, {}};

// Forward and reverse active, combined reactive 1 and 2.
QList<ItemPart> fourEnergies()
{
    const ItemPart active = number(4, 2, "kWh");
    const ItemPart reactive = number(4, 2, "kvarh");
    return {active, active, reactive, reactive};
}

QList<ItemPart> phaseState()
{
    return {number(2, 1, "V"), signedNumber(3, 3, "A"), signedNumber(3, 4, "kW"), signedNumber(3, 4, "kvar"),
            signedNumber(2, 3, "")};
}

QList<ItemPart> phaseRecord(bool ampereHours)
{
    QList<ItemPart> parts{moment, moment};
    parts += fourEnergies();
    for (int phase = 0; phase < 3; ++phase)
        parts += fourEnergies() + phaseState();
    if (ampereHours)
        parts += QList<ItemPart>(4, number(4, 2, "Ah"));
    return parts;
}

void shapeRecord(Item &item, Shape shape)
{
    switch (shape) {
    case Shape::PhaseLoss:
    case Shape::PhaseCurrent: item.parts = phaseRecord(shape == Shape::PhaseLoss); return;
    case Shape::AllVoltageLost: item.parts = {moment, signedNumber(3, 3, "A"), moment}; return;
    case Shape::Times:
        item.parts = {moment};
        item.rounds = 2;
        return;
    case Shape::Unbalance: item.head = {moment, moment, number(2, 2, "%")}; break;
    case Shape::PhaseEnergy:
    case Shape::Energy: item.head = {moment, moment}; break;
    }
    item.parts = fourEnergies(); // of the whole meter, then of each phase
    item.rounds = 4;
}

bool isOfPhases(Shape shape)
{
    return shape == Shape::PhaseLoss || shape == Shape::PhaseCurrent || shape == Shape::PhaseEnergy;
}

QString backEn(int n)
{
    return QStringLiteral(", record %1 back").arg(n);
}

QString backZh(int n)
{
    return text("(上%1次)").arg(n);
}

void nameRecord(Item &item, const QString &en, const QString &zh, int back)
{
    item.name = en + backEn(back);
    item.nameZh = backZh(back) + zh + text("记录");
}

// 03kkPPnn: event kk of phase PP, the nn-th last; PP and nn 0 for how often and how long.
std::optional<Item> eventItem(const Row &row, int phase, int back)
{
    Item item;
    if (phase == 0 && back == 0) {
        item.parts = {number(3, 0, "次"), number(3, 0, "min")};
        item.rounds = isOfPhases(row.shape) ? 3 : 1;
        item.name = text(row.en) + QStringLiteral(", count and duration");
        item.nameZh = text(row.zh) + text("总次数及总累计时间");
        return item;
    }
    const bool phaseOk = isOfPhases(row.shape) ? phase >= 1 && phase <= 3 : phase == 0;
    if (!phaseOk || back < 1 || back > recordsKept)
        return std::nullopt;
    shapeRecord(item, row.shape);
    const QString name = phase ? text("%1相").arg(QLatin1Char(char('A' + phase - 1))) : QString();
    const QString en = phase
        ? QStringLiteral("%1, phase %2").arg(text(row.en)).arg(QLatin1Char(char('A' + phase - 1)))
        : text(row.en);
    nameRecord(item, en, name + text(row.zh), back);
    return item;
}

// 0310PPnn: how often the voltage was within its limits, of all or one phase, this month or nn back.
std::optional<Item> voltageQuality(int phase, int back)
{
    if (phase > 3 || back > monthsKept)
        return std::nullopt;
    Item item;
    const ItemPart when{{Kind::MonthDayTime, 4, 0}, {}};
    item.parts = {number(3, 0, "min"),
                  number(3, 2, "%"),
                  number(3, 2, "%"),
                  number(3, 0, "min"),
                  number(3, 0, "min"),
                  number(2, 1, "V"),
                  when,
                  number(2, 1, "V"),
                  when};
    const QString en
        = phase ? QStringLiteral(", phase %1").arg(QLatin1Char(char('A' + phase - 1))) : QString();
    const QString zh = phase ? text("%1相").arg(QLatin1Char(char('A' + phase - 1))) : QString();
    item.name = QStringLiteral("Voltage quality") + en
        + (back ? QStringLiteral(", %1 months back").arg(back) : QString());
    item.nameZh = (back ? text("(上%1月)").arg(back) : text("(本月)")) + zh + text("电压合格率统计数据");
    return item;
}

std::optional<Item> powerLoss(int phase, int back)
{
    if (phase != 0 || back > recordsKept)
        return std::nullopt;
    Item item;
    if (back == 0) {
        item.parts = {number(3, 0, "次")};
        item.name = QStringLiteral("Power loss count");
        item.nameZh = text("掉电总次数");
        return item;
    }
    shapeRecord(item, Shape::Times);
    nameRecord(item, QStringLiteral("Power loss"), text("掉电"), back);
    return item;
}

std::optional<Item> demandLimit(int which, int back)
{
    Item item;
    if (which == 0 && back == 0) {
        item.parts = {number(3, 0, "次")};
        item.rounds = int(std::size(demandLimits));
        item.name = QStringLiteral("Demand above its limit, counts");
        item.nameZh = text("需量超限总次数");
        return item;
    }
    if (which < 1 || which > int(std::size(demandLimits)) || back < 1 || back > recordsKept)
        return std::nullopt;
    item.parts = {moment, moment, number(3, 4, which <= 2 ? "kW" : "kvar"), minute};
    nameRecord(item, text(demandLimits[which - 1][0]) + QStringLiteral(" demand above its limit"),
               text(demandLimits[which - 1][1]) + text("需量超限"), back);
    return item;
}

// Forward and reverse active, the four quadrants.
QList<ItemPart> sixEnergies()
{
    const ItemPart active = number(4, 2, "kWh");
    const ItemPart reactive = number(4, 2, "kvarh");
    return {active, active, reactive, reactive, reactive, reactive};
}

QList<ItemPart> sixDemands()
{
    QList<ItemPart> parts;
    for (int n = 0; n < 6; ++n)
        parts << number(3, 4, n < 2 ? "kW" : "kvar") << minute;
    return parts;
}

void shapeLog(Item &item, Log log)
{
    item.head = {moment, operatorCode};
    const auto repeat = [&item](const QList<ItemPart> &parts, int rounds) {
        item.parts = parts;
        item.rounds = rounds;
    };
    switch (log) {
    case Log::Identifiers: return repeat({{{Kind::Identifier, 4, 0}, {}}}, 10);
    case Log::Energies: return repeat(sixEnergies(), 4); // of the whole meter, then of each phase
    case Log::Demands: return repeat(sixDemands(), 4);
    case Log::Cleared: return repeat({{{Kind::Identifier, 4, 0}, {}}}, 1);
    case Log::Periods: return repeat({{{Kind::PeriodRow, 3, 0}, {}}}, 2 * 8 * 14);
    case Log::Zones: return repeat({{{Kind::ZoneRow, 3, 0}, {}}}, 2 * 14);
    case Log::Word: return repeat({{{Kind::Number, 1, 0}, {}}}, 1);
    case Log::Holidays: return repeat({{{Kind::HolidayRow, 4, 0}, {}}}, 254);
    case Log::Days: return repeat({{{Kind::DayHour, 2, 0}, {}}}, 3);
    case Log::ClockSet: item.head = {operatorCode}; return repeat({moment}, 2); // before and after
    case Log::Cover: item.head = {moment, moment}; return repeat(sixEnergies(), 2); // before and after
    }
}

// 0330kknn: what was programmed or opened, the nn-th last; nn 0 for how often.
std::optional<Item> logItem(int kind, int back)
{
    if (kind >= int(std::size(logs)) || back > recordsKept)
        return std::nullopt;
    const LogRow &row = logs[kind];
    Item item;
    if (back == 0) {
        item.parts = {number(3, 0, "次")};
        item.name = text(row.en) + QStringLiteral(" count");
        item.nameZh = text(row.zh) + text("总次数");
        return item;
    }
    shapeLog(item, row.log);
    nameRecord(item, text(row.en), text(row.zh), back);
    return item;
}

std::optional<Item> madeItem(int kind, int middle, int back)
{
    switch (kind) {
    case 0x10: return voltageQuality(middle, back);
    case 0x11: return powerLoss(middle, back);
    case 0x12: return demandLimit(middle, back);
    case 0x30: return logItem(middle, back);
    default: break;
    }
    const auto row
        = std::find_if(std::begin(rows), std::end(rows), [kind](const Row &r) { return r.kind == kind; });
    return row == std::end(rows) ? std::nullopt : eventItem(*row, middle, back);
}

} // namespace

std::optional<Item> item(ItemId id)
{
    if (id >> 24 != 0x03)
        return std::nullopt;
    std::optional<Item> made = madeItem(int(id >> 16 & 0xFF), int(id >> 8 & 0xFF), int(id & 0xFF));
    if (made)
        made->id = id;
    return made;
}

QList<ItemId> all()
{
    QList<ItemId> ids;
    for (ItemId kind = 0x01; kind <= 0x30; ++kind) {
        for (ItemId middle = 0; middle <= 0x0E; ++middle) {
            for (ItemId back = 0; back <= monthsKept; ++back) {
                const ItemId id = 0x03000000 | kind << 16 | middle << 8 | back;
                if (madeItem(int(kind), int(middle), int(back)))
                    ids.append(id);
            }
        }
    }
    return ids;
}

} // namespace pd::serial::dlt645::events
