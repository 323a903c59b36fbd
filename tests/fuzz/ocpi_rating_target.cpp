// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/cdrreader.h"
#include "app/net/ocpi/tariffcodec.h"
#include "tests/fuzz/entry.h"

#include <cstdlib>

namespace {

using namespace pd;

// What the input is not stands in as this.
const QByteArray plainTariff
    = R"({"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":1,"step_size":1},
{"type":"TIME","price":2,"step_size":60},{"type":"FLAT","price":3,"step_size":1}],"restrictions":{"start_time":"08:00",
"end_time":"20:00","max_kwh":20}},{"price_components":[{"type":"PARKING_TIME","price":4,"step_size":900}]}]})";
const QByteArray plainCdr
    = R"({"start_date_time":"2026-03-29T00:00:00Z","end_date_time":"2026-03-29T03:00:00Z","charging_periods":[
{"start_date_time":"2026-03-29T00:00:00Z","dimensions":[{"type":"RESERVATION_TIME","volume":0.5}]},
{"start_date_time":"2026-03-29T00:30:00Z","dimensions":[{"type":"ENERGY","volume":20},{"type":"TIME","volume":1}]},
{"start_date_time":"2026-03-29T01:30:00Z","dimensions":[{"type":"PARKING_TIME","volume":1.5}]}]})";

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void price(const Tariff &tariff, const Cdr &cdr)
{
    Result<TariffRules> rules = TariffRules::of(tariff);
    if (!rules)
        return;
    TariffRating rating(std::make_shared<const TariffRules>(std::move(*rules)), QTimeZone("Europe/Berlin"));
    const Result<RatedCdr> rated = rate(rating, cdr, true);
    if (!rated)
        return;
    TariffCost sum = rated->bill.byMinPrice;
    sum += rated->bill.byMaxPrice;
    for (const TariffLine &line : rated->bill.lines)
        sum += line.cost;
    require(sum == rated->bill.total);
    rated->bill.total.inclVat.text(6, 15);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), qsizetype(size));
    const Result<Tariff> tariff = net::decodeTariff(json);
    if (tariff) {
        const Result<Tariff> again = net::decodeTariff(net::encode(*tariff));
        require(again.has_value() && again->elements == tariff->elements);
        price(*tariff, net::CdrReader().read(plainCdr).value());
    }
    for (OcpiVersion version : {OcpiVersion::V221, OcpiVersion::V211}) {
        const Result<Cdr> cdr = net::CdrReader(version).read(json);
        if (cdr)
            price(net::decodeTariff(plainTariff).value(), *cdr);
    }
    return 0;
}
