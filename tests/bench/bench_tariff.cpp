// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/cdrreader.h"
#include "models/rating/plantariff.h"
#include "models/rating/tariffsession.h"
#include "tests/bench/figure.h"

using namespace pd;

namespace {

PricePlan dayPlan()
{
    PricePlan plan;
    plan.version = QStringLiteral("bench");
    plan.timeZone = QTimeZone("Europe/Berlin");
    for (int slot = 0; slot < PricePlan::slotCount; ++slot)
        plan.slotBands[size_t(slot)] = allBands[size_t(slot / 4 % 4)];
    for (size_t band = 0; band < plan.prices.size(); ++band)
        plan.prices[band] = {UnitPrice::fromE5(30'000 + qint64(band) * 20'000), UnitPrice::fromE5(40'000)};
    return plan;
}

// A usual record: four half hours of charging and one of parking, with the members that OCPI asks for.
QByteArray record(int day)
{
    const QByteArray date = "2026-" + QByteArray::number(day / 28 % 12 + 101).mid(1) + '-'
        + QByteArray::number(day % 28 + 101).mid(1) + 'T';
    QByteArray periods;
    for (int i = 0; i < 5; ++i) {
        const QByteArray start
            = date + QByteArray::number(108 + i / 2).mid(1) + (i % 2 == 0 ? ":00:00Z" : ":30:00Z");
        periods += (i > 0 ? "," : "") + QByteArray("{\"start_date_time\":\"") + start + "\",\"dimensions\":["
            + (i < 4 ? "{\"type\":\"ENERGY\",\"volume\":3.5012},{\"type\":\"TIME\",\"volume\":0.5}"
                     : "{\"type\":\"PARKING_TIME\",\"volume\":0.5}")
            + "],\"tariff_id\":\"T\"}";
    }
    return R"({"country_code":"DE","party_id":"ABC","id":"C1","start_date_time":")" + date
        + R"(08:00:00Z","end_date_time":")" + date
        + R"(10:30:00Z","session_id":"S1","cdr_token":{"country_code":"DE",
"party_id":"ABC","uid":"T1","type":"RFID","contract_id":"DE-ABC-C1"},"auth_method":"WHITELIST","cdr_location":{"id":"L1",
"name":"Test","address":"Test 1","city":"Test","postal_code":"00000","country":"DEU","coordinates":{"latitude":"52.000000",
"longitude":"4.000000"},"evse_uid":"E1","evse_id":"DE*ABC*E1","connector_id":"1","connector_standard":"IEC_62196_T2",
"connector_format":"SOCKET","connector_power_type":"AC_3_PHASE"},"currency":"CNY","charging_periods":[)"
        + periods
        + R"(],"total_cost":{"excl_vat":12.34},"total_energy":14.0048,"total_time":2.5,"last_updated":")"
        + date + R"(10:30:05Z"})";
}

Tariff dayTariff()
{
    Tariff tariff = energyTariff(dayPlan(), 1).tariff;
    TariffElement parking;
    parking.components.append({TariffDimension::ParkingTime, TariffPrice::fromE6(6'000'000), 200'000, 300});
    parking.components.append({TariffDimension::Flat, TariffPrice::fromE6(500'000), 200'000, 1});
    tariff.elements.append(parking);
    return tariff;
}

} // namespace

// Records priced from their JSON on one core, beside what a program in Rust does as a whole process on this
// kind of machine; and a running session's cost after one more sample of its meter.
int main()
{
    const auto rules = std::make_shared<const TariffRules>(TariffRules::of(dayTariff()).value());
    const QTimeZone zone = dayPlan().timeZone;
    std::vector<QByteArray> records;
    for (int day = 0; day < 336; ++day)
        records.push_back(record(day));
    bool right = true;
    net::CdrReader reader;
    TariffRating rating(rules, zone);
    const double priced = bench::perSecond([&](qint64 n) {
        for (qint64 i = 0; i < n; ++i) {
            const Result<Cdr> cdr = reader.read(records[size_t(i) % records.size()]);
            const Result<RatedCdr> rated = cdr ? rate(rating, *cdr) : Result<RatedCdr>();
            right = right && cdr && rated && ExactCost() < rated->bill.total.exclVat;
        }
    });
    constexpr double rustReference = 30'000;
    bench::report("tariff.cdrs_from_json", priced, "CDRs/s", "tandemdrive ocpi-tariffs 0.6.1, whole process",
                  rustReference);

    // Samples of 10 s at 7 kW with the running total after each; a new session every ten hours.
    const double updates = bench::perSecond([&](qint64 n) {
        SessionSample sample;
        sample.atMs = 1'773'655'200'000;
        std::optional<TariffSession> session;
        for (qint64 i = 0; i < n; ++i) {
            if (i % 3600 == 0)
                session.emplace(rules, zone, sample);
            sample.atMs += 10'000;
            sample.energyRegister += Energy::fromTenthWh(194);
            right = right && session->add(sample) && ExactCost() < session->bill().total.exclVat;
        }
    });
    constexpr double perMicrosecond = 1'000'000;
    bench::report("tariff.incremental_update", updates, "samples/s", "one a microsecond", perMicrosecond);
    return right ? 0 : 1;
}
