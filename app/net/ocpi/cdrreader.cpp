// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/cdrreader.h"

#include "app/net/ocpi/jsonreader.h"
#include "models/basics/decimal.h"

#include <rapidjson/error/en.h>

#include <algorithm>
#include <chrono>

namespace pd::net {

namespace {

using rapidjson::Value;

constexpr unsigned parseFlags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
constexpr qint64 nsPerNanoHour = 3'600;
constexpr qint64 nsPerMs = 1'000'000;
constexpr qint64 largestVolume = 1'000'000'000'000'000; // 1e6 kWh or h, in 1e-9
// Half of 0.0001 h: what a correctly rounded length may be off.
constexpr qint64 lengthRoundingNs = 180'000'000;

enum class Dimension {
    Energy,
    Time,
    ParkingTime,
    ReservationTime,
    Current,
    MinCurrent,
    MaxCurrent,
    Power,
    MinPower,
    MaxPower
};
struct DimensionName
{
    QByteArrayView name;
    Dimension dimension;
};
constexpr DimensionName dimensionNames[] = {
    {"ENERGY", Dimension::Energy},
    {"TIME", Dimension::Time},
    {"PARKING_TIME", Dimension::ParkingTime},
    {"RESERVATION_TIME", Dimension::ReservationTime},
    {"CURRENT", Dimension::Current},
    {"MIN_CURRENT", Dimension::MinCurrent},
    {"MAX_CURRENT", Dimension::MaxCurrent},
    {"POWER", Dimension::Power},
    {"MIN_POWER", Dimension::MinPower},
    {"MAX_POWER", Dimension::MaxPower},
};

QByteArrayView textOf(const Value &value)
{
    return {value.GetString(), qsizetype(value.GetStringLength())};
}

const Value *memberOf(const Value &object, QByteArrayView name)
{
    for (const auto &member : object.GetObject()) {
        if (textOf(member.name) == name)
            return member.value.IsNull() ? nullptr : &member.value;
    }
    return nullptr;
}

std::optional<Dimension> dimensionOf(QByteArrayView name)
{
    for (const DimensionName &known : dimensionNames) {
        if (known.name == name)
            return known.dimension;
    }
    return {};
}

int decimalsOf(Dimension dimension)
{
    return dimension < Dimension::Current ? 9 : 4;
}

bool bit(quint32 bits, Dimension dimension)
{
    return (bits >> int(dimension) & 1) != 0;
}

// The average stands in where the extreme was not told.
void averageForExtremes(const std::optional<qint64> &average, std::optional<qint64> &lowest,
                        std::optional<qint64> &highest)
{
    if (!lowest)
        lowest = average;
    if (!highest)
        highest = average;
}

void agreeWithTimes(ChargingPeriod &period, qint64 lengthMs)
{
    qint64 *only = nullptr;
    for (qint64 *ns : {&period.chargingNs, &period.parkingNs, &period.reservationNs}) {
        if (*ns != 0 && only)
            return;
        if (*ns != 0)
            only = ns;
    }
    constexpr qint64 longestMs = TariffRating::mostNs / nsPerMs;
    if (only && lengthMs > 0 && lengthMs < longestMs && qAbs(*only - lengthMs * nsPerMs) <= lengthRoundingNs)
        *only = lengthMs * nsPerMs;
}

void finishPeriods(Cdr &cdr)
{
    const auto earlier
        = [](const ChargingPeriod &a, const ChargingPeriod &b) { return a.startMs < b.startMs; };
    if (!std::is_sorted(cdr.periods.begin(), cdr.periods.end(), earlier))
        std::stable_sort(cdr.periods.begin(), cdr.periods.end(), earlier);
    for (size_t i = 0; i < cdr.periods.size(); ++i) {
        const qint64 end = i + 1 < cdr.periods.size() ? cdr.periods[i + 1].startMs : cdr.endMs;
        agreeWithTimes(cdr.periods[i], end - cdr.periods[i].startMs);
    }
}

std::optional<int> digits(QByteArrayView text, qsizetype from, qsizetype count)
{
    int value = 0;
    for (qsizetype i = from; i < from + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return {};
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

} // namespace

std::optional<qint64> utcMs(QByteArrayView text)
{
    constexpr QByteArrayView pattern("0000-00-00T00:00:00");
    if (text.endsWith('Z'))
        text.chop(1);
    if (text.size() < pattern.size())
        return {};
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const bool fits = pattern[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == pattern[i];
        if (!fits)
            return {};
    }
    using namespace std::chrono;
    const year_month_day date{year(*digits(text, 0, 4)), month(unsigned(*digits(text, 5, 2))),
                              day(unsigned(*digits(text, 8, 2)))};
    const int hour = *digits(text, 11, 2);
    const int minute = *digits(text, 14, 2);
    const int second = *digits(text, 17, 2);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59)
        return {};
    int ms = 0;
    if (text.size() > pattern.size()) {
        const QByteArrayView fraction = text.sliced(pattern.size());
        if (fraction.size() < 2 || fraction[0] != '.'
            || !digits(fraction, 1, qMin<qsizetype>(9, fraction.size() - 1)) || fraction.size() > 10)
            return {};
        for (qsizetype i = 1; i < 4; ++i)
            ms = ms * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    }
    const qint64 days = sys_days(date).time_since_epoch().count();
    return ((days * 24 + hour) * 60 + minute) * 60'000 + second * 1000 + ms;
}

CdrReader::CdrReader(OcpiVersion version)
    : m_version(version)
    , m_document(&m_pool)
{
}

CdrReader::Flaw CdrReader::flaw(const char *member, const char *what)
{
    return std::make_unique<Fault>(Fault{QString::fromLatin1(member), what});
}

Result<Cdr> CdrReader::read(QByteArrayView json)
{
    const auto fail = [](const QString &detail) {
        return failure(Error::Kind::Protocol, QStringLiteral("cdr: ") + detail, QStringLiteral("bad_json"));
    };
    if (json.size() > maxJsonBytes)
        return fail(QStringLiteral("too long"));
    if (jsonDepth(json) > maxJsonDepth)
        return fail(QStringLiteral("nested too deeply"));
    m_document.SetNull();
    m_pool.Clear();
    if (m_document.Parse<parseFlags>(json.data(), size_t(json.size())).HasParseError()) {
        return fail(textPlace(json, qsizetype(m_document.GetErrorOffset())) + QStringLiteral(": ")
                    + QString::fromLatin1(rapidjson::GetParseError_En(m_document.GetParseError())));
    }
    Cdr cdr;
    if (const Flaw found = readRoot(m_document, cdr)) {
        const QString where
            = found->path.isEmpty() ? QString() : found->path.left(200) + QStringLiteral(": ");
        return fail(where + QString::fromLatin1(found->what));
    }
    finishPeriods(cdr);
    return cdr;
}

CdrReader::Flaw CdrReader::readRoot(const Value &root, Cdr &cdr) const
{
    if (!root.IsObject())
        return flaw("", "not an object");
    const auto time = [&root](const char *name, qint64 &ms) {
        const Value *value = memberOf(root, name);
        const std::optional<qint64> read = value && value->IsString() ? utcMs(textOf(*value)) : std::nullopt;
        ms = read.value_or(0);
        return read ? nullptr : flaw(name, value ? "not a time in UTC" : "missing");
    };
    const auto text = [&root](const char *name) {
        const Value *value = memberOf(root, name);
        return value && value->IsString() ? QString::fromUtf8(textOf(*value)) : QString();
    };
    cdr.id = text("id");
    cdr.currency = text("currency");
    if (Flaw found = time("start_date_time", cdr.startMs))
        return found;
    const char *end = m_version == OcpiVersion::V211 ? "stop_date_time" : "end_date_time";
    if (Flaw found = time(end, cdr.endMs))
        return found;
    if (cdr.endMs < cdr.startMs)
        return flaw(end, "before the start");
    const Value *periods = memberOf(root, "charging_periods");
    if (!periods || !periods->IsArray())
        return flaw("charging_periods", periods ? "not a list" : "missing");
    cdr.periods.resize(periods->Size());
    for (rapidjson::SizeType i = 0; i < periods->Size(); ++i) {
        if (Flaw found = readPeriod((*periods)[i], cdr.periods[i])) {
            found->path = QStringLiteral("charging_periods[%1].").arg(i) + found->path;
            return found;
        }
    }
    return nullptr;
}

CdrReader::Flaw CdrReader::readPeriod(const Value &value, ChargingPeriod &period)
{
    if (!value.IsObject())
        return flaw("", "not an object");
    const Value *start = memberOf(value, "start_date_time");
    const std::optional<qint64> startMs = start && start->IsString() ? utcMs(textOf(*start)) : std::nullopt;
    if (!startMs)
        return flaw("start_date_time", start ? "not a time in UTC" : "missing");
    period.startMs = *startMs;
    const Value *dimensions = memberOf(value, "dimensions");
    if (!dimensions || !dimensions->IsArray())
        return flaw("dimensions", dimensions ? "not a list" : "missing");
    Seen seen;
    for (rapidjson::SizeType i = 0; i < dimensions->Size(); ++i) {
        if (Flaw found = readDimension((*dimensions)[i], period, seen)) {
            found->path = QStringLiteral("dimensions[%1].").arg(i) + found->path;
            return found;
        }
    }
    averageForExtremes(seen.currentE4, period.minCurrentE4, period.maxCurrentE4);
    averageForExtremes(seen.powerE4, period.minPowerE4, period.maxPowerE4);
    const quint32 bits = seen.dimensions;
    period.isReservation = bit(bits, Dimension::ReservationTime) && !bit(bits, Dimension::Energy)
        && !bit(bits, Dimension::Time) && !bit(bits, Dimension::ParkingTime);
    return nullptr;
}

CdrReader::Flaw CdrReader::readDimension(const Value &value, ChargingPeriod &period, Seen &seen)
{
    const Value *type = value.IsObject() ? memberOf(value, "type") : nullptr;
    if (!type || !type->IsString())
        return flaw("type", "missing");
    const std::optional<Dimension> dimension = dimensionOf(textOf(*type));
    if (!dimension)
        return nullptr;
    if (bit(seen.dimensions, *dimension))
        return flaw("type", "the same dimension twice in one period");
    seen.dimensions |= 1U << int(*dimension);
    const Value *volume = memberOf(value, "volume");
    if (!volume || !volume->IsString())
        return flaw("volume", volume ? "not a number" : "missing");
    const std::optional<qint64> amount = scaledNumber(textOf(*volume), decimalsOf(*dimension));
    if (!amount || qAbs(*amount) > largestVolume)
        return flaw("volume", "not a decimal number in range");
    const bool isTime = *dimension == Dimension::Time || *dimension == Dimension::ParkingTime
        || *dimension == Dimension::ReservationTime;
    if (isTime && *amount < 0)
        return flaw("volume", "a time below zero");
    switch (*dimension) {
    case Dimension::Energy: period.nanoKwh = *amount; break;
    case Dimension::Time: period.chargingNs = *amount * nsPerNanoHour; break;
    case Dimension::ParkingTime: period.parkingNs = *amount * nsPerNanoHour; break;
    case Dimension::ReservationTime: period.reservationNs = *amount * nsPerNanoHour; break;
    case Dimension::Current: seen.currentE4 = amount; break;
    case Dimension::MinCurrent: period.minCurrentE4 = amount; break;
    case Dimension::MaxCurrent: period.maxCurrentE4 = amount; break;
    case Dimension::Power: seen.powerE4 = amount; break;
    case Dimension::MinPower: period.minPowerE4 = amount; break;
    case Dimension::MaxPower: period.maxPowerE4 = amount; break;
    }
    return nullptr;
}

} // namespace pd::net
