// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/pileextensions.h"

#include "app/net/ocpp/fields.h"
#include "app/net/ocpp/objectwriter.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

std::optional<double> decimal(Fields &f, QByteArrayView name, double limit, Need need)
{
    const JsonValue *value = f.any(name, need);
    if (!value)
        return std::nullopt;
    bool good = false;
    const double number = plainDecimal(value->utf8()).toDouble(&good);
    if (good && qAbs(number) <= limit)
        return number;
    f.violate(ErrorCode::PropertyConstraintViolation, name, QStringLiteral("is not a number in its range"));
    return std::nullopt;
}

Position::Source sourceOf(const QString &quality)
{
    if (quality.isEmpty() || quality == QLatin1String("fix"))
        return Position::Source::Receiver;
    return positionSourceFromWord(quality);
}

DataTransfer::Request transfer(QLatin1String messageId, const QByteArray &data)
{
    return {vendorId, messageId, QString::fromUtf8(data)};
}

} // namespace

DataTransfer::Request transferOf(const Position &position)
{
    ObjectWriter w;
    w.text("latitude", QString::number(position.latitude, 'f', 6))
        .text("longitude", QString::number(position.longitude, 'f', 6));
    if (position.at.isValid())
        w.text("at", timeText(position.at));
    if (position.hdop)
        w.text("hdop", QString::number(*position.hdop, 'f', 1));
    w.optionalNumber("satellites", position.satellites);
    const bool fix = position.source == Position::Source::Receiver;
    return transfer(positionMessage,
                    w.text("quality", fix ? QStringLiteral("fix") : toWord(position.source)).finish());
}

DataTransfer::Request transferOf(const Limit &limit)
{
    ObjectWriter w;
    w.number("transactionId", limit.transactionId);
    if (limit.energy)
        w.text("energy", limit.energy->kwhText());
    else
        w.raw("energy", QByteArrayLiteral("null"));
    return transfer(limitMessage, w.finish());
}

Decoded<Position> readPosition(const QString &data)
{
    const Result<JsonValue> json = parseJson(data.toUtf8());
    if (!json)
        return tl::unexpected(Violation{ErrorCode::FormationViolation, json.error().detail});
    Fields f(*json);
    Position position;
    position.latitude = decimal(f, "latitude", 90, Need::Required).value_or(0);
    position.longitude = decimal(f, "longitude", 180, Need::Required).value_or(0);
    position.at = f.time("at", Need::Optional);
    position.hdop = decimal(f, "hdop", 100, Need::Optional);
    position.satellites = f.integer("satellites", Need::Optional);
    position.source = sourceOf(f.label("quality", 32, Need::Optional));
    return f.finish(position);
}

Decoded<Limit> limitOf(const QString &data)
{
    const Result<JsonValue> json = parseJson(data.toUtf8());
    if (!json)
        return tl::unexpected(Violation{ErrorCode::FormationViolation, json.error().detail});
    Fields f(*json);
    Limit limit;
    limit.transactionId = f.integer("transactionId");
    if (!json->member("energy"))
        f.violate(ErrorCode::OccurenceConstraintViolation, "energy", QStringLiteral("is missing"));
    if (const JsonValue *energy = f.any("energy", Need::Optional)) {
        const Result<Energy> kwh = Energy::fromKwhText(plainDecimal(energy->utf8()));
        if (!kwh || *kwh < Energy())
            f.violate(ErrorCode::TypeConstraintViolation, "energy", QStringLiteral("is not kWh"));
        limit.energy = kwh.value_or(Energy());
    }
    return f.finish(limit);
}

} // namespace pd::net::ocpp
