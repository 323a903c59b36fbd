// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/tariffcodec.h"

#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"
#include "models/basics/decimal.h"

namespace pd::net {

namespace {

constexpr int priceDecimals = 6;
constexpr int vatDecimals = 4;
constexpr int kwhDecimals = 9;
constexpr int electricalDecimals = 4;

qint64 number(const JsonView &json, int decimals)
{
    const std::optional<qint64> value = scaledNumber(json.text().toUtf8(), decimals);
    if (!value)
        json.fail("not a decimal number in range");
    return value.value_or(0);
}

std::optional<qint64> optionalNumber(const JsonView &json, int decimals)
{
    return json.isAbsent() ? std::nullopt : std::optional(number(json, decimals));
}

qint64 wholeNumber(const JsonView &json)
{
    const qint64 value = number(json, 3);
    if (value % 1000 != 0)
        json.fail("not a whole number");
    return value / 1000;
}

TariffPrice price(const JsonView &json)
{
    const qint64 e6 = number(json, priceDecimals);
    if (qAbs(e6) > TariffPrice::largestE6)
        json.fail("a price above 1,000,000");
    return TariffPrice::fromE6(e6);
}

// "HH:MM", 00:00 to 23:59.
std::optional<int> optionalMinute(const JsonView &json)
{
    if (json.isAbsent())
        return {};
    const QString text = json.text();
    const auto digits = [&](qsizetype at) {
        const int tens = text.at(at).unicode() - '0';
        const int ones = text.at(at + 1).unicode() - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 99;
    };
    if (text.size() == 5 && text.at(2) == QLatin1Char(':') && digits(0) < 24 && digits(3) < 60)
        return digits(0) * 60 + digits(3);
    json.fail("not a time of day");
    return {};
}

std::optional<QDate> optionalDate(const JsonView &json)
{
    if (json.isAbsent())
        return {};
    const QString text = json.text();
    const QDate date = text.size() == 10 ? QDate::fromString(text, Qt::ISODate) : QDate();
    if (!date.isValid())
        json.fail("not a date");
    return date;
}

quint8 readDays(const JsonView &json)
{
    quint8 days = 0;
    if (json.isAbsent())
        return days;
    json.each([&](const JsonView &day) { days |= quint8(1 << day.word(&weekdayFromWord)); });
    return days;
}

std::optional<qint64> optionalSeconds(const JsonView &json)
{
    return json.isAbsent() ? std::nullopt : std::optional(wholeNumber(json));
}

TariffRestrictions readRestrictions(const JsonView &json)
{
    TariffRestrictions r;
    if (json.isAbsent())
        return r;
    if (!json.isObject())
        json.fail("not an object");
    r.startMinute = optionalMinute(json["start_time"]);
    r.endMinute = optionalMinute(json["end_time"]);
    r.startDate = optionalDate(json["start_date"]);
    r.endDate = optionalDate(json["end_date"]);
    r.minNanoKwh = optionalNumber(json["min_kwh"], kwhDecimals);
    r.maxNanoKwh = optionalNumber(json["max_kwh"], kwhDecimals);
    r.minCurrentE4 = optionalNumber(json["min_current"], electricalDecimals);
    r.maxCurrentE4 = optionalNumber(json["max_current"], electricalDecimals);
    r.minPowerE4 = optionalNumber(json["min_power"], electricalDecimals);
    r.maxPowerE4 = optionalNumber(json["max_power"], electricalDecimals);
    r.minDurationS = optionalSeconds(json["min_duration"]);
    r.maxDurationS = optionalSeconds(json["max_duration"]);
    r.days = readDays(json["day_of_week"]);
    const JsonView reservation = json["reservation"];
    if (!reservation.isAbsent())
        r.reservation = reservation.word(&reservationRuleFromWord);
    return r;
}

PriceComponent readComponent(const JsonView &json)
{
    PriceComponent component;
    component.dimension = json["type"].word(&tariffDimensionFromWord);
    component.price = price(json["price"]);
    component.vatE4 = optionalNumber(json["vat"], vatDecimals);
    component.stepSize = wholeNumber(json["step_size"]);
    return component;
}

TariffElement readElement(const JsonView &json)
{
    TariffElement element;
    json["price_components"].each(
        [&](const JsonView &component) { element.components.append(readComponent(component)); });
    if (element.components.isEmpty())
        json["price_components"].fail("empty");
    element.restrictions = readRestrictions(json["restrictions"]);
    return element;
}

std::optional<PriceLimit> optionalLimit(const JsonView &json)
{
    if (json.isAbsent())
        return {};
    PriceLimit limit;
    limit.exclVat = price(json["excl_vat"]);
    const JsonView incl = json["incl_vat"];
    if (!incl.isAbsent())
        limit.inclVat = price(incl);
    return limit;
}

void decimal(JsonWriter &out, const char *name, const std::optional<qint64> &value, int decimals)
{
    if (value)
        out.number(name, scaledText(*value, decimals));
}

void minute(JsonWriter &out, const char *name, const std::optional<int> &value)
{
    if (value)
        out.member(name, QTime(0, 0).addSecs(*value * 60).toString(QStringLiteral("HH:mm")));
}

void writeRestrictions(JsonWriter &out, const TariffRestrictions &r)
{
    out.key("restrictions").beginObject();
    minute(out, "start_time", r.startMinute);
    minute(out, "end_time", r.endMinute);
    if (r.startDate)
        out.member("start_date", r.startDate->toString(Qt::ISODate));
    if (r.endDate)
        out.member("end_date", r.endDate->toString(Qt::ISODate));
    decimal(out, "min_kwh", r.minNanoKwh, kwhDecimals);
    decimal(out, "max_kwh", r.maxNanoKwh, kwhDecimals);
    decimal(out, "min_current", r.minCurrentE4, electricalDecimals);
    decimal(out, "max_current", r.maxCurrentE4, electricalDecimals);
    decimal(out, "min_power", r.minPowerE4, electricalDecimals);
    decimal(out, "max_power", r.maxPowerE4, electricalDecimals);
    decimal(out, "min_duration", r.minDurationS, 0);
    decimal(out, "max_duration", r.maxDurationS, 0);
    if (r.days != 0) {
        out.key("day_of_week").beginArray();
        for (int day = 0; day < 7; ++day) {
            if ((r.days >> day & 1) != 0)
                out.text(weekdayWord(day));
        }
        out.endArray();
    }
    if (r.reservation)
        out.member("reservation", toWord(*r.reservation));
    out.endObject();
}

void writeElement(JsonWriter &out, const TariffElement &element)
{
    out.beginObject().key("price_components").beginArray();
    for (const PriceComponent &component : element.components) {
        out.beginObject().member("type", toWord(component.dimension)).number("price", component.price.text());
        decimal(out, "vat", component.vatE4, vatDecimals);
        out.member("step_size", component.stepSize).endObject();
    }
    out.endArray();
    if (!element.restrictions.isEmpty())
        writeRestrictions(out, element.restrictions);
    out.endObject();
}

void writeLimit(JsonWriter &out, const char *name, const std::optional<PriceLimit> &limit)
{
    if (!limit)
        return;
    out.key(name).beginObject().number("excl_vat", limit->exclVat.text());
    if (limit->inclVat)
        out.number("incl_vat", limit->inclVat->text());
    out.endObject();
}

} // namespace

Result<Tariff> decodeTariff(const QByteArray &json, OcpiVersion version)
{
    const JsonDocument document(json, "tariff");
    if (document.error())
        return document.result(Tariff());
    const JsonView root = document.root();
    const bool isNew = version == OcpiVersion::V221;
    Tariff tariff;
    tariff.id = root["id"].text();
    tariff.currency = root["currency"].text();
    root["elements"].each([&](const JsonView &element) { tariff.elements.append(readElement(element)); });
    if (tariff.elements.isEmpty())
        root["elements"].fail("empty");
    if (isNew) {
        tariff.type = root["type"].optionalText();
        tariff.minPrice = optionalLimit(root["min_price"]);
        tariff.maxPrice = optionalLimit(root["max_price"]);
        tariff.validFrom = root["start_date_time"].optionalTime();
        tariff.validUntil = root["end_date_time"].optionalTime();
    }
    tariff.lastUpdated = root["last_updated"].optionalTime();
    return document.result(isNew ? tariff : asVersion211(tariff));
}

QByteArray encode(const Tariff &tariff)
{
    JsonWriter out;
    out.beginObject().member("id", tariff.id).member("currency", tariff.currency);
    if (!tariff.type.isEmpty())
        out.member("type", tariff.type);
    writeLimit(out, "min_price", tariff.minPrice);
    writeLimit(out, "max_price", tariff.maxPrice);
    out.key("elements").beginArray();
    for (const TariffElement &element : tariff.elements)
        writeElement(out, element);
    out.endArray();
    if (tariff.validFrom.isValid())
        out.member("start_date_time", tariff.validFrom);
    if (tariff.validUntil.isValid())
        out.member("end_date_time", tariff.validUntil);
    if (tariff.lastUpdated.isValid())
        out.member("last_updated", tariff.lastUpdated);
    return out.endObject().result();
}

} // namespace pd::net
