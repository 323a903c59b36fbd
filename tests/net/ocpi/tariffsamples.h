// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// An OCPI tariff with every member, and a record of a reservation, a charge and parking.
namespace pd::samples {

inline QByteArray tariff()
{
    return R"({"country_code":"CN","party_id":"PDK","id":"V1","currency":"CNY","type":"REGULAR",
"tariff_alt_text":[{"language":"en","text":"by the hour"}],
"min_price":{"excl_vat":0.50,"incl_vat":0.55},"max_price":{"excl_vat":10.00,"incl_vat":11.00},
"elements":[
 {"price_components":[{"type":"TIME","price":1.2,"vat":10.0,"step_size":1800},
                      {"type":"PARKING_TIME","price":1.00,"step_size":900}],
  "restrictions":{"start_time":"09:00","end_time":"17:30","start_date":"2026-01-01","end_date":"2027-01-01",
   "min_kwh":1,"max_kwh":50.5,"min_current":6,"max_current":32.5,"min_power":1.4,"max_power":22,
   "min_duration":60,"max_duration":86400,"day_of_week":["MONDAY","SUNDAY"]}},
 {"price_components":[{"type":"FLAT","price":2,"vat":20.0,"step_size":1}],
  "restrictions":{"reservation":"RESERVATION_EXPIRES"}},
 {"price_components":[{"type":"ENERGY","price":0.2501,"vat":8.875,"step_size":1}]}],
"start_date_time":"2026-01-01T00:00:00Z","end_date_time":"2026-12-31T00:00:00Z",
"energy_mix":{"is_green_energy":true},"last_updated":"2026-01-01T00:00:00Z"})";
}

inline QByteArray cdr()
{
    return R"({"country_code":"CN","party_id":"PDK","id":"C1","start_date_time":"2026-03-16T10:00:00Z",
"end_date_time":"2026-03-16T12:00:00.500Z","currency":"CNY","cdr_location":{"id":"S1"},
"charging_periods":[
 {"start_date_time":"2026-03-16T10:00:00","dimensions":[{"type":"RESERVATION_TIME","volume":0.25}]},
 {"start_date_time":"2026-03-16T10:15:00Z","tariff_id":"V1","dimensions":[{"type":"ENERGY","volume":20.0001},
  {"type":"TIME","volume":1.0},{"type":"MIN_CURRENT","volume":16},{"type":"MAX_CURRENT","volume":32.5},
  {"type":"POWER","volume":20.5},{"type":"STATE_OF_CHARGE","volume":80}]},
 {"start_date_time":"2026-03-16T11:15:00Z","dimensions":[{"type":"PARKING_TIME","volume":0.75}]}],
"total_cost":{"excl_vat":1e99},"total_energy":"nonsense","last_updated":"2026-03-16T12:00:01Z"})";
}

} // namespace pd::samples
