// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

namespace pd::net {

void write(JsonWriter &out, const Station &station)
{
    out.beginObject()
        .member("id", station.id.text())
        .member("name", station.name)
        .member("address", station.address)
        .member("city", station.city)
        .member("time_zone", station.timeZone)
        .key("position");
    write(out, station.position);
    out.optionalText("price_plan", station.pricePlan).key("site_plan");
    // What is not JSON must not spoil the whole answer.
    if (isJson(station.sitePlan))
        out.raw(station.sitePlan);
    else
        out.null();
    out.endObject();
}

QByteArray encode(const Station &station)
{
    return encoded(station);
}

QByteArray encode(const QList<Station> &stations)
{
    JsonWriter out;
    out.beginArray();
    for (const Station &station : stations)
        write(out, station);
    return out.endArray().result();
}

Result<Station> decodeStation(const QByteArray &json)
{
    const JsonDocument document(json, "station");
    if (document.error())
        return document.result(Station());
    const JsonView root = document.root();
    Station station;
    station.id = StationId(root["id"].text());
    station.name = root["name"].text();
    station.address = root["address"].optionalText();
    station.city = root["city"].optionalText();
    station.timeZone = root["time_zone"].optionalText();
    station.position = readPosition(root["position"]);
    station.pricePlan = root["price_plan"].optionalText();
    if (const JsonView plan = root["site_plan"]; !plan.isAbsent()) {
        if (!plan.isObject())
            plan.fail("not an object");
        station.sitePlan = jsonMember(json, "site_plan").value_or(QByteArray());
    }
    return document.result(station);
}

Result<QList<Station>> decodeStations(const QByteArray &json)
{
    const JsonDocument document(json, "stations");
    if (!document.error())
        document.root().each([](const JsonView &) {});
    if (document.error())
        return tl::unexpected(*document.error());
    const Result<QList<JsonPart>> parts = jsonParts(json);
    if (!parts)
        return tl::unexpected(parts.error());
    QList<Station> stations;
    for (const JsonPart &part : *parts) {
        const Result<Station> station = decodeStation(part.json);
        if (!station)
            return tl::unexpected(station.error());
        stations.append(*station);
    }
    return stations;
}

} // namespace pd::net
