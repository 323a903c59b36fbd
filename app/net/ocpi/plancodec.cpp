// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

namespace pd::net {

namespace {

bool isUsed(const PricePlan &plan, Band band)
{
    return plan.priceOf(band) != BandPrice()
        || std::find(plan.slotBands.begin(), plan.slotBands.end(), band) != plan.slotBands.end();
}

void readSlots(const JsonView &json, PricePlan &plan)
{
    int slot = 0;
    json.each([&](const JsonView &word) {
        if (slot < PricePlan::slotCount)
            plan.slotBands[size_t(slot)] = word.word(&bandFromWord);
        ++slot;
    });
    if (slot != PricePlan::slotCount)
        json.fail("not 48 half hours");
}

void readPrices(const JsonView &json, PricePlan &plan)
{
    std::array<bool, bandCount> priced{};
    json.eachMember([&](const QString &name, const JsonView &price) {
        const Result<Band> band = bandFromWord(name);
        if (!band) {
            price.fail("unknown band");
            return;
        }
        plan.prices[size_t(*band)] = {price["electricity"].unitPrice(), price["service"].unitPrice()};
        priced[size_t(*band)] = true;
    });
    // A band without a price would be energy for nothing.
    for (Band band : plan.slotBands) {
        if (!priced[size_t(band)])
            json.fail("a band of the slots has no price");
    }
}

constexpr qint64 longestFreeMinutes = 7 * 24 * 60;

// Rules that charge nothing are left out, as plans were written before there were any.
void writeRules(JsonWriter &out, const PricePlan &plan)
{
    if (plan.occupancy != OccupancyRule())
        out.key("occupancy")
            .beginObject()
            .member("per_completed_minute", plan.occupancy.perCompletedMinute)
            .member("grace_minutes", plan.occupancy.graceMinutes)
            .member("cap", plan.occupancy.cap)
            .endObject();
    if (plan.reservation != HoldingRule())
        out.key("reservation")
            .beginObject()
            .member("free_minutes", plan.reservation.freeMinutes)
            .member("no_show_fee", plan.reservation.noShowFee)
            .endObject();
    if (plan.startsAt.isValid())
        out.member("starts_at", plan.startsAt);
    if (!plan.alternativeText.isEmpty())
        out.member("alternative_text", plan.alternativeText);
}

void readRules(const JsonView &root, PricePlan &plan)
{
    if (const JsonView rule = root["occupancy"]; !rule.isAbsent()) {
        plan.occupancy.perCompletedMinute = rule["per_completed_minute"].unitPrice();
        plan.occupancy.graceMinutes = int(rule["grace_minutes"].integer(0, longestFreeMinutes));
        if (!rule["cap"].isAbsent())
            plan.occupancy.cap = rule["cap"].money();
    }
    if (const JsonView rule = root["reservation"]; !rule.isAbsent()) {
        plan.reservation.freeMinutes = int(rule["free_minutes"].integer(0, longestFreeMinutes));
        plan.reservation.noShowFee = rule["no_show_fee"].money();
    }
    plan.startsAt = root["starts_at"].optionalTime();
    plan.alternativeText = root["alternative_text"].optionalText();
}

} // namespace

void write(JsonWriter &out, const PricePlan &plan)
{
    out.beginObject()
        .member("version", plan.version)
        .member("currency", plan.currency)
        .member("time_zone", QString::fromLatin1(plan.timeZone.id()))
        .key("slots")
        .beginArray();
    for (Band band : plan.slotBands)
        out.text(toWord(band));
    out.endArray().key("prices").beginObject();
    for (Band band : allBands) {
        if (!isUsed(plan, band))
            continue;
        out.key(toWord(band).toLatin1().constData())
            .beginObject()
            .member("electricity", plan.priceOf(band).electricity)
            .member("service", plan.priceOf(band).service)
            .endObject();
    }
    out.endObject().member("per_started_minute", plan.perStartedMinute);
    writeRules(out, plan);
    out.endObject();
}

PricePlan readPlan(const JsonView &root)
{
    PricePlan plan;
    plan.version = root["version"].text();
    plan.currency = root["currency"].text();
    plan.timeZone = QTimeZone(root["time_zone"].text().toLatin1());
    if (!plan.timeZone.isValid())
        root["time_zone"].fail("unknown time zone");
    readSlots(root["slots"], plan);
    readPrices(root["prices"], plan);
    plan.perStartedMinute = root["per_started_minute"].unitPrice();
    readRules(root, plan);
    return plan;
}

QByteArray encode(const PricePlan &plan)
{
    return encoded(plan);
}

Result<PricePlan> decodePricePlan(const QByteArray &json)
{
    return decoded(json, "price plan", &readPlan);
}

} // namespace pd::net
