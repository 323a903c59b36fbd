// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/pileextensions.h"

#include "app/net/ocpp/fields.h"
#include "app/net/ocpp/objectwriter.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

QByteArray slotsJson(const PricePlan &plan)
{
    QStringList words;
    for (const Band band : plan.slotBands)
        words.append(QLatin1Char('"') + toWord(band) + QLatin1Char('"'));
    return '[' + words.join(QLatin1Char(',')).toLatin1() + ']';
}

QByteArray pricesJson(const PricePlan &plan)
{
    ObjectWriter prices;
    for (const Band band : allBands) {
        if (!plan.hasBand(band))
            continue;
        ObjectWriter price;
        price.text("electricity", plan.priceOf(band).electricity.text())
            .text("service", plan.priceOf(band).service.text());
        prices.raw(toWord(band).toLatin1().constData(), price.finish());
    }
    return prices.finish();
}

UnitPrice unitPrice(Fields &f, QByteArrayView name)
{
    const JsonValue *value = f.any(name, Need::Required);
    const Result<UnitPrice> price
        = UnitPrice::fromText(value ? plainDecimal(value->utf8()) : QStringLiteral("0"));
    if (!price || *price < UnitPrice())
        f.violate(ErrorCode::PropertyConstraintViolation, name, QStringLiteral("is not a price"));
    return price.value_or(UnitPrice());
}

void readSlots(Fields &f, const JsonValue &list, PricePlan &plan)
{
    if (list.items().size() != size_t(PricePlan::slotCount))
        return f.violate(ErrorCode::PropertyConstraintViolation, "slots", QStringLiteral("are not 48"));
    for (size_t slot = 0; slot < plan.slotBands.size(); ++slot) {
        const Result<Band> band = bandFromWord(list.items()[slot].text());
        if (!band)
            return f.violate(ErrorCode::PropertyConstraintViolation, "slots", band.error().detail);
        plan.slotBands[slot] = *band;
    }
}

void readPrices(Fields &f, const JsonValue &prices, PricePlan &plan)
{
    for (const Band band : allBands) {
        const JsonValue *price = prices.member(toWord(band).toLatin1());
        if (!price && plan.hasBand(band))
            f.violate(ErrorCode::OccurenceConstraintViolation, "prices", toWord(band));
        if (!price || !price->isObject())
            continue;
        Fields of(*price);
        plan.prices[size_t(band)] = {unitPrice(of, "electricity"), unitPrice(of, "service")};
        if (of.violation())
            f.adopt(*of.violation());
    }
}

} // namespace

DataTransfer::Request transferOf(const PricePlan &plan)
{
    ObjectWriter w;
    w.text("version", plan.version)
        .text("currency", plan.currency)
        .text("timeZone", QString::fromLatin1(plan.timeZone.id()))
        .raw("slots", slotsJson(plan))
        .raw("prices", pricesJson(plan))
        .text("perStartedMinute", plan.perStartedMinute.text())
        .optionalText("text", plan.alternativeText);
    return {vendorId, pricePlanMessage, QString::fromUtf8(w.finish())};
}

Decoded<PricePlan> pricePlanOf(const QString &data)
{
    const Result<JsonValue> json = parseJson(data.toUtf8());
    if (!json)
        return tl::unexpected(Violation{ErrorCode::FormationViolation, json.error().detail});
    Fields f(*json);
    PricePlan plan;
    plan.version = f.token("version", 36, Need::Required);
    plan.currency = f.token("currency", 3, Need::Required);
    plan.timeZone = QTimeZone(f.token("timeZone", 64, Need::Required).toLatin1());
    if (!QTimeZone::isTimeZoneIdAvailable(plan.timeZone.id())) // "Moon" would be a valid rule
        f.violate(ErrorCode::PropertyConstraintViolation, "timeZone", QStringLiteral("is unknown"));
    if (const JsonValue *list = f.array("slots", Need::Required))
        readSlots(f, *list, plan);
    if (const JsonValue *prices = f.object("prices", Need::Required))
        readPrices(f, *prices, plan);
    plan.perStartedMinute = unitPrice(f, "perStartedMinute");
    plan.alternativeText = f.label("text", 512, Need::Optional);
    return f.finish(plan);
}

} // namespace pd::net::ocpp
