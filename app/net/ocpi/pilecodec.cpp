// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

#include "models/basics/decimal.h"

#include <cmath>

namespace pd::net {

namespace {

constexpr int milli = 3;
constexpr int mostConnectors = 1000;

void writeMilli(JsonWriter &out, const char *name, const std::optional<qint64> &value)
{
    out.key(name);
    if (value)
        out.text(scaledText(*value, milli));
    else
        out.null();
}

void write(JsonWriter &out, const PortReading &reading)
{
    if (!reading.at.isValid()) {
        out.null();
        return;
    }
    out.beginObject().member("at", reading.at).member("register_kwh", reading.energyRegister);
    writeMilli(out, "power_w", reading.powerMilliW);
    writeMilli(out, "voltage_v", reading.voltageMilliV);
    writeMilli(out, "current_a", reading.currentMilliA);
    out.member("soc", reading.socPercent).endObject();
}

void write(JsonWriter &out, const std::optional<PortCharge> &charge)
{
    if (!charge) {
        out.null();
        return;
    }
    out.beginObject()
        .member("order", charge->order.text())
        .member("session", charge->session.text())
        .member("account", charge->accountMasked)
        .member("energy_kwh", charge->energy)
        .member("cost", charge->cost)
        .member("started_at", charge->startedAt)
        .endObject();
}

void write(JsonWriter &out, const Port &port)
{
    out.beginObject()
        .member("evse_uid", port.id.text())
        .member("connector", port.connector)
        .member("state", toWord(port.state))
        .member("connector_status", toWord(port.connectorStatus))
        .member("error_code", port.errorCode)
        .member("since", port.stateSince)
        .member("max_power_w", port.maxPowerW)
        .optionalText("meter_address", port.meterAddress)
        .key("reading");
    write(out, port.reading);
    out.key("charge");
    write(out, port.charge);
    out.endObject();
}

std::optional<Energy> optionalEnergy(const JsonView &json)
{
    return json.isAbsent() ? std::nullopt : std::optional(json.kwh());
}

std::optional<qint64> optionalMilli(const JsonView &json)
{
    return json.isAbsent() ? std::nullopt : std::optional(json.scaled(milli));
}

PortReading readReading(const JsonView &json)
{
    PortReading reading;
    if (json.isAbsent())
        return reading;
    reading.at = json["at"].time();
    reading.energyRegister = optionalEnergy(json["register_kwh"]);
    reading.powerMilliW = optionalMilli(json["power_w"]);
    reading.voltageMilliV = optionalMilli(json["voltage_v"]);
    reading.currentMilliA = optionalMilli(json["current_a"]);
    if (const JsonView soc = json["soc"]; !soc.isAbsent())
        reading.socPercent = int(soc.integer(0, 100));
    return reading;
}

std::optional<PortCharge> readCharge(const JsonView &json)
{
    if (json.isAbsent())
        return std::nullopt;
    PortCharge charge;
    charge.order = OrderId(json["order"].text());
    charge.session = SessionId(json["session"].optionalText());
    charge.accountMasked = json["account"].optionalText();
    charge.energy = json["energy_kwh"].kwh();
    charge.cost = json["cost"].money();
    charge.startedAt = json["started_at"].optionalTime();
    return charge;
}

Port readPort(const JsonView &json)
{
    Port port;
    port.id = PortId(json["evse_uid"].text());
    port.connector = int(json["connector"].integer(1, mostConnectors));
    port.state = portStateFromWord(json["state"].text());
    port.connectorStatus = connectorStatusFromWord(json["connector_status"].optionalText());
    port.errorCode = json["error_code"].optionalText();
    port.stateSince = json["since"].optionalTime();
    if (const JsonView power = json["max_power_w"]; !power.isAbsent())
        port.maxPowerW = power.integer(0, 100'000'000);
    port.meterAddress = json["meter_address"].optionalText();
    port.reading = readReading(json["reading"]);
    port.charge = readCharge(json["charge"]);
    return port;
}

} // namespace

void write(JsonWriter &out, const Position &position)
{
    const bool nowhere = position.latitude == 0 && position.longitude == 0;
    if (position.source == Position::Source::Unknown && nowhere) {
        out.null();
        return;
    }
    out.beginObject()
        .member("latitude", QString::number(position.latitude, 'f', 6))
        .member("longitude", QString::number(position.longitude, 'f', 6))
        .member("source", toWord(position.source))
        .member("at", position.at);
    if (position.hdop)
        out.member("hdop", QString::number(*position.hdop, 'f', 1));
    if (position.satellites)
        out.member("satellites", *position.satellites);
    out.endObject();
}

Position readPosition(const JsonView &json)
{
    Position position;
    if (json.isAbsent())
        return position;
    position.latitude = json["latitude"].coordinate(90);
    position.longitude = json["longitude"].coordinate(180);
    position.source = positionSourceFromWord(json["source"].optionalText());
    position.at = json["at"].optionalTime();
    if (const JsonView hdop = json["hdop"]; !hdop.isAbsent())
        position.hdop = std::abs(hdop.coordinate(1000));
    if (const JsonView satellites = json["satellites"]; !satellites.isAbsent())
        position.satellites = int(satellites.integer(0, 1000));
    return position;
}

void write(JsonWriter &out, const Pile &pile)
{
    out.beginObject()
        .member("pile", pile.id.text())
        .member("location_id", pile.station.text())
        .member("bay", pile.bay)
        .member("vendor", pile.vendor)
        .member("model", pile.model)
        .member("online", pile.online)
        .member("last_seen", pile.lastSeen)
        .key("position");
    write(out, pile.position);
    out.key("ports").beginArray();
    for (const Port &port : pile.ports)
        write(out, port);
    out.endArray().endObject();
}

Pile readPile(const JsonView &json)
{
    Pile pile;
    pile.id = PileId(json["pile"].text());
    pile.station = StationId(json["location_id"].optionalText());
    pile.bay = json["bay"].optionalText();
    pile.vendor = json["vendor"].optionalText();
    pile.model = json["model"].optionalText();
    pile.online = json["online"].flag();
    pile.lastSeen = json["last_seen"].optionalTime();
    pile.position = readPosition(json["position"]);
    json["ports"].each([&pile](const JsonView &port) { pile.ports.append(readPort(port)); });
    if (pile.id.isEmpty())
        json["pile"].fail("empty");
    return pile;
}

QByteArray encode(const Pile &pile)
{
    return encoded(pile);
}

QByteArray encode(const QList<Pile> &piles)
{
    JsonWriter out;
    out.beginArray();
    for (const Pile &pile : piles)
        write(out, pile);
    return out.endArray().result();
}

Result<Pile> decodePile(const QByteArray &json)
{
    return decoded(json, "pile", &readPile);
}

Result<QList<Pile>> decodePiles(const QByteArray &json)
{
    const JsonDocument document(json, "piles");
    QList<Pile> piles;
    if (!document.error())
        document.root().each([&piles](const JsonView &pile) { piles.append(readPile(pile)); });
    return document.result(piles);
}

} // namespace pd::net
