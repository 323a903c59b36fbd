// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Golden texts, written by hand from app/net/ocpi/README.md.
namespace pd::net::samples {

inline QByteArray pile()
{
    return R"({"pile":"33010800100003","location_id":"S1","bay":"3","vendor":"PileDeck","model":"AC7",
 "online":true,"last_seen":"2026-03-16T11:00:00Z","position":{"latitude":"30.208400","longitude":"120.211900",
 "source":"receiver","at":"2026-03-16T10:35:00Z","hdop":"0.9","satellites":11},
 "ports":[{"evse_uid":"33010800100003-1","connector":1,"state":"CHARGING","connector_status":"Charging",
  "error_code":"NoError","since":"2026-03-16T10:40:00Z","max_power_w":7000,"meter_address":"330108000103",
  "reading":{"at":"2026-03-16T10:59:58.250Z","register_kwh":"8125.7800","power_w":"7000.000",
             "voltage_v":"221.300","current_a":"31.800","soc":null},
  "charge":{"order":"o-1","session":"s-1","account":"138****5678","energy_kwh":"2.3300","cost":"3.26",
            "started_at":"2026-03-16T10:40:00Z"}}]})";
}

inline QByteArray order()
{
    return R"({"id":"o-1","client_ref":"r-1","state":"CHARGING","location_id":"S1","evse_uid":"33010800100003-1",
 "account":"acc-5678","account_masked":"138****5678","mode":"ENERGY","limit":{"kind":"AMOUNT","amount":"20.00"},
 "payment":{"id":"p-1","method":"NETWORK_PLATFORM","state":"SUCCEEDED","amount":"20.00","captured":"20.00",
            "code_url":"https://pay.example/c/1","created_at":"2026-03-16T10:38:00Z",
            "paid_at":"2026-03-16T10:39:00Z"},
 "command":{"kind":"START","life":"CONFIRMED","reason":"","requested_at":"2026-03-16T10:40:00Z",
            "changed_at":"2026-03-16T10:40:05Z","by":"op1"},
 "session":"s-1","transaction_id":7,"created_at":"2026-03-16T10:38:00Z","started_at":"2026-03-16T10:40:00Z",
 "start_at":null,"charged_until":null,"left_at":null,"owed":"0.00","settlement":null,
 "ended_at":null,"start_register_kwh":"8123.4500","last_register_kwh":"8125.7800",
 "last_sample_at":"2026-03-16T11:00:00Z","stop_reason":"","operator":"op1","refunded":"0.00",
 "updated_at":"2026-03-16T11:00:00Z",
 "bill":{"plan":"V1","currency":"CNY","rounding":"half-up","energy_kwh":"2.3300","electricity":"2.33",
  "service":"0.93","time":"0.00","occupancy":"0.00","reservation":"0.00","total":"3.26",
  "periods":[{"band":"peak","start":"2026-03-16T10:40:00Z","end":"2026-03-16T11:00:00Z","energy_kwh":"2.3300",
   "electricity_price":"1.00","service_price":"0.40","electricity":"2.330000000","service":"0.932000000"}]}})";
}

inline QByteArray station()
{
    return R"({"id":"S1","name":"滨江充电站","address":"滨江区江南大道 588 号","city":"杭州","time_zone":"Asia/Shanghai",
 "position":{"latitude":"30.208400","longitude":"120.211900","source":"planned","at":null},"price_plan":"V1",
 "site_plan":{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",
 "coordinates":[120.2119000000001,3.02084e1]}}]}})";
}

inline QByteArray plan()
{
    QByteArray halfHours;
    const char *const bands[][2] = {{"valley", "16"}, {"peak", "6"}, {"flat", "4"}, {"peak", "12"},
                                    {"sharp", "4"},   {"peak", "2"}, {"flat", "4"}};
    for (const auto &[band, count] : bands) {
        for (int i = 0; i < QByteArray(count).toInt(); ++i)
            halfHours += (halfHours.isEmpty() ? "\"" : ",\"") + QByteArray(band) + '"';
    }
    return R"({"version":"V1","currency":"CNY","time_zone":"Asia/Shanghai","slots":[)" + halfHours
        + R"(],"prices":{"sharp":{"electricity":"1.20","service":"0.40"},
 "peak":{"electricity":"1.00","service":"0.40"},"flat":{"electricity":"0.70","service":"0.40"},
 "valley":{"electricity":"0.30","service":"0.40"}},"per_started_minute":"0.10"})";
}

inline QByteArray refused()
{
    return R"([{"identity":"CP-STRANGER","peer":"10.0.0.7:41234","http_status":404,"reason":"unknown_pile",
 "detail":"no pile is registered as CP-STRANGER","count":3,"first_at":"2026-03-16T09:00:00Z",
 "last_at":"2026-03-16T10:30:00Z"},
 {"identity":"33010800100003","peer":"10.0.0.8:40112","http_status":null,"reason":"message_too_big",
 "detail":"","count":1,"first_at":"2026-03-16T10:00:00Z","last_at":"2026-03-16T10:00:00Z"},
 {"identity":"33010800100004","peer":"","http_status":400,"reason":"a_reason_of_tomorrow",
 "count":1,"last_at":"2026-03-16T08:00:00Z"}])";
}

inline QByteArray account()
{
    return R"({"account":"acc-5678","phone":"138****5678","plate":"浙A·D***88","ports_in_use":0,"port_limit":3,
 "blocked":false,"settle_after":true,"has_card":true,"owed":"1.75","last_charges":[{"order":"o-9",
 "evse_uid":"33010800100002-1","started_at":"2026-03-15T10:40:00Z","energy_kwh":"1.2500","total":"1.75","owed":"1.75"}]})";
}

inline QByteArray signIn()
{
    return R"({"staff":"op1","display_name":"值班员一","roles":["operator","viewer"],"token":"t-secret",
 "expires_at":"2026-03-17T10:00:00Z","sandbox":true})";
}

} // namespace pd::net::samples
