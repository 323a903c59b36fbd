// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/vehicles/vehicle.h"

namespace pd::station {

namespace {

constexpr int taperSteps = 10;
constexpr int longestStayS = 7 * 24 * 3600;

tl::unexpected<Error> wrong(QLatin1String member)
{
    return failure(Error::Kind::Invalid, QLatin1String("vehicle: wrong member ") + member);
}

Result<Energy> energyMember(const QJsonObject &json, QLatin1String name, Energy before)
{
    if (!json.contains(name))
        return before;
    Result<Energy> energy = Energy::fromKwhText(json.value(name).toString());
    if (!energy || *energy < Energy() || *energy > Energy::fromWh(1'000'000))
        return wrong(name);
    return energy;
}

} // namespace

qint64 Vehicle::powerAt(MilliJoule taken, qint64 pileW) const
{
    if (isFull(taken))
        return qMin(trickleW, pileW);
    const qint64 full = powerW > 0 ? qMin(powerW, pileW) : pileW;
    const MilliJoule taperMj = milliJoule(qMin(taper, wants));
    const MilliJoule into = taken - (milliJoule(wants) - taperMj);
    if (taperMj == 0 || into < 0)
        return full;
    // Step k (0..9) draws (10 - k) tenths.
    const qint64 step = qMin<qint64>(into * taperSteps / taperMj, taperSteps - 1);
    return qMax<qint64>(1, full * (taperSteps - step) / taperSteps);
}

std::optional<MilliJoule> Vehicle::nextChange(MilliJoule taken) const
{
    if (isFull(taken))
        return std::nullopt;
    const MilliJoule taperMj = milliJoule(qMin(taper, wants));
    const MilliJoule taperStart = milliJoule(wants) - taperMj;
    if (taperMj == 0)
        return milliJoule(wants);
    if (taken < taperStart)
        return taperStart;
    const qint64 step = (taken - taperStart) * taperSteps / taperMj;
    // Upwards, so that the step counted at the boundary is the next one.
    return taperStart + (taperMj * (step + 1) + taperSteps - 1) / taperSteps;
}

Result<Vehicle> vehicleFrom(const QJsonObject &json, const Vehicle &before)
{
    Vehicle vehicle = before;
    if (json.contains(QLatin1String("power_w"))) {
        vehicle.powerW = json.value(QLatin1String("power_w")).toInteger(-1);
        if (vehicle.powerW < 0 || vehicle.powerW > 1'000'000)
            return wrong(QLatin1String("power_w"));
    }
    const Result<Energy> wants = energyMember(json, QLatin1String("wants_kwh"), before.wants);
    const Result<Energy> taper = energyMember(json, QLatin1String("taper_kwh"), before.taper);
    if (!wants || !taper)
        return tl::unexpected(wants ? taper.error() : wants.error());
    vehicle.wants = *wants;
    vehicle.taper = *taper;
    if (json.contains(QLatin1String("trickle_w"))) {
        vehicle.trickleW = json.value(QLatin1String("trickle_w")).toInteger(-1);
        if (vehicle.trickleW < 0 || vehicle.trickleW > 1'000'000)
            return wrong(QLatin1String("trickle_w"));
    }
    if (json.contains(QLatin1String("ends_when_full"))) {
        if (!json.value(QLatin1String("ends_when_full")).isBool())
            return wrong(QLatin1String("ends_when_full"));
        vehicle.endsWhenFull = json.value(QLatin1String("ends_when_full")).toBool();
    }
    if (const QJsonValue leaves = json.value(QLatin1String("leaves_after_s")); leaves.isNull()) {
        vehicle.leavesAfterS.reset();
    } else if (!leaves.isUndefined()) {
        vehicle.leavesAfterS = int(leaves.toInteger(-1));
        if (*vehicle.leavesAfterS < 0 || *vehicle.leavesAfterS > longestStayS)
            return wrong(QLatin1String("leaves_after_s"));
    }
    if (const QJsonValue at = json.value(QLatin1String("leaves_at")); at.isNull()) {
        vehicle.leavesAt = {};
    } else if (!at.isUndefined()) {
        vehicle.leavesAt = QDateTime::fromString(at.toString(), Qt::ISODateWithMs).toUTC();
        if (!vehicle.leavesAt.isValid())
            return wrong(QLatin1String("leaves_at"));
    }
    return vehicle;
}

QJsonObject toJson(const Vehicle &vehicle)
{
    QJsonObject json{{QStringLiteral("power_w"), vehicle.powerW},
                     {QStringLiteral("wants_kwh"), vehicle.wants.kwhText()},
                     {QStringLiteral("taper_kwh"), vehicle.taper.kwhText()},
                     {QStringLiteral("trickle_w"), vehicle.trickleW},
                     {QStringLiteral("ends_when_full"), vehicle.endsWhenFull}};
    if (vehicle.leavesAfterS)
        json.insert(QStringLiteral("leaves_after_s"), *vehicle.leavesAfterS);
    if (vehicle.leavesAt.isValid())
        json.insert(QStringLiteral("leaves_at"), vehicle.leavesAt.toString(Qt::ISODateWithMs));
    return json;
}

} // namespace pd::station
