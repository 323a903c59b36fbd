// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

namespace pd::net {

namespace {

constexpr int costDecimals = 9;

void write(JsonWriter &out, const BillPeriod &period)
{
    out.beginObject()
        .member("band", toWord(period.band))
        .member("start", period.start)
        .member("end", period.end)
        .member("energy_kwh", period.energy)
        .member("electricity_price", period.price.electricity)
        .member("service_price", period.price.service)
        .member("electricity", period.electricity.text(costDecimals))
        .member("service", period.service.text(costDecimals))
        .endObject();
}

BillPeriod readPeriod(const JsonView &json)
{
    BillPeriod period;
    period.band = json["band"].word(&bandFromWord);
    period.start = json["start"].time();
    period.end = json["end"].time();
    period.energy = json["energy_kwh"].kwh();
    period.price = {json["electricity_price"].unitPrice(), json["service_price"].unitPrice()};
    period.electricity = Cost::fromE9(json["electricity"].scaled(costDecimals));
    period.service = Cost::fromE9(json["service"].scaled(costDecimals));
    return period;
}

} // namespace

void write(JsonWriter &out, const Bill &bill)
{
    out.beginObject()
        .member("plan", bill.planVersion)
        .member("currency", bill.currency)
        .member("rounding", bill.rounding)
        .member("energy_kwh", bill.energy)
        .member("electricity", bill.electricity)
        .member("service", bill.service)
        .member("time", bill.time)
        .member("occupancy", bill.occupancy)
        .member("reservation", bill.reservation)
        .member("total", bill.total())
        .key("periods")
        .beginArray();
    for (const BillPeriod &period : bill.periods)
        write(out, period);
    out.endArray().endObject();
}

Bill readBill(const JsonView &json)
{
    Bill bill;
    bill.planVersion = json["plan"].optionalText();
    bill.currency = json["currency"].text();
    bill.rounding = json["rounding"].text();
    bill.energy = json["energy_kwh"].kwh();
    bill.electricity = json["electricity"].money();
    bill.service = json["service"].money();
    bill.time = json["time"].money();
    bill.occupancy = json["occupancy"].money();
    bill.reservation = json["reservation"].money();
    json["periods"].each([&](const JsonView &period) { bill.periods.append(readPeriod(period)); });
    // A bill that does not add up must not reach a screen: real clouds have sent such.
    if (json["total"].money() != bill.total())
        json["total"].fail("not the sum of the components");
    return bill;
}

QByteArray encode(const Bill &bill)
{
    return encoded(bill);
}

} // namespace pd::net
