// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/smartcharging.h"

#include "app/net/ocpp/parts.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr std::array units{RateUnit::Amperes, RateUnit::Watts};
constexpr std::array purposes{ProfilePurpose::ChargePointMaxProfile, ProfilePurpose::TxDefaultProfile,
                              ProfilePurpose::TxProfile};
constexpr std::array kinds{ProfileKind::Absolute, ProfileKind::Recurring, ProfileKind::Relative};
constexpr std::array recurrencies{Recurrency::Daily, Recurrency::Weekly};
constexpr std::array profileStatuses{ProfileStatus::Accepted, ProfileStatus::Rejected,
                                     ProfileStatus::NotSupported};
constexpr std::array clearStatuses{ClearProfileStatus::Accepted, ClearProfileStatus::Unknown};
constexpr std::array commandStatuses{CommandStatus::Accepted, CommandStatus::Rejected};

// A word that may be absent.
template <typename Enum, size_t N>
std::optional<Enum> optionalWord(Fields &f, QByteArrayView name, const std::array<Enum, N> &all)
{
    return f.any(name, Need::Optional) ? std::optional(f.word(name, all)) : std::nullopt;
}

QByteArray tenthsText(qint64 tenths)
{
    return QByteArray::number(tenths / 10) + '.' + QByteArray::number(tenths % 10);
}

SchedulePeriod readPeriod(Fields &parent, const JsonValue &json)
{
    Fields f(json);
    SchedulePeriod period;
    period.startPeriod = f.integer("startPeriod");
    period.limitTenths = f.tenths("limit", Need::Required).value_or(0);
    period.numberPhases = f.integer("numberPhases", Need::Optional);
    if (period.limitTenths < 0)
        f.violate(ErrorCode::PropertyConstraintViolation, "limit", QStringLiteral("is negative"));
    if (f.violation())
        parent.adopt(*f.violation());
    return period;
}

void checkPeriods(Fields &f, const QList<SchedulePeriod> &periods)
{
    if (periods.isEmpty())
        f.violate(ErrorCode::OccurenceConstraintViolation, "chargingSchedulePeriod",
                  QStringLiteral("is empty"));
    int last = -1;
    for (const SchedulePeriod &period : periods) {
        if (period.startPeriod <= last)
            f.violate(ErrorCode::PropertyConstraintViolation, "startPeriod",
                      QStringLiteral("does not rise from 0"));
        last = period.startPeriod;
    }
    if (!periods.isEmpty() && periods.constFirst().startPeriod != 0)
        f.violate(ErrorCode::PropertyConstraintViolation, "startPeriod",
                  QStringLiteral("of the first is not 0"));
}

ChargingSchedule readSchedule(Fields &parent, const JsonValue &json)
{
    Fields f(json);
    ChargingSchedule schedule;
    schedule.duration = f.integer("duration", Need::Optional);
    schedule.startSchedule = f.time("startSchedule", Need::Optional);
    schedule.unit = f.word("chargingRateUnit", units);
    if (const JsonValue *periods = f.array("chargingSchedulePeriod", Need::Required)) {
        for (const JsonValue &period : periods->items())
            schedule.periods.append(readPeriod(f, period));
        checkPeriods(f, schedule.periods);
    }
    schedule.minimumTenths = f.tenths("minChargingRate", Need::Optional);
    if (f.violation())
        parent.adopt(*f.violation());
    return schedule;
}

QByteArray scheduleText(const ChargingSchedule &schedule)
{
    QList<QByteArray> periods;
    for (const SchedulePeriod &period : schedule.periods)
        periods.append(ObjectWriter()
                           .number("startPeriod", period.startPeriod)
                           .raw("limit", tenthsText(period.limitTenths))
                           .optionalNumber("numberPhases", period.numberPhases)
                           .finish());
    ObjectWriter writer;
    writer.optionalNumber("duration", schedule.duration)
        .optionalTime("startSchedule", schedule.startSchedule)
        .text("chargingRateUnit", toWord(schedule.unit))
        .raw("chargingSchedulePeriod", arrayText(periods));
    if (schedule.minimumTenths)
        writer.raw("minChargingRate", tenthsText(*schedule.minimumTenths));
    return writer.finish();
}

ChargingProfile readProfile(Fields &parent, const JsonValue &json)
{
    Fields f(json);
    ChargingProfile profile;
    profile.id = f.integer("chargingProfileId");
    profile.transactionId = f.integer("transactionId", Need::Optional);
    profile.stackLevel = f.integer("stackLevel");
    profile.purpose = f.word("chargingProfilePurpose", purposes);
    profile.kind = f.word("chargingProfileKind", kinds);
    profile.recurrency = optionalWord(f, "recurrencyKind", recurrencies);
    profile.validFrom = f.time("validFrom", Need::Optional);
    profile.validTo = f.time("validTo", Need::Optional);
    if (const JsonValue *schedule = f.object("chargingSchedule", Need::Required))
        profile.schedule = readSchedule(f, *schedule);
    if (profile.stackLevel < 0)
        f.violate(ErrorCode::PropertyConstraintViolation, "stackLevel", QStringLiteral("is negative"));
    if (f.violation())
        parent.adopt(*f.violation());
    return profile;
}

QByteArray profileText(const ChargingProfile &profile)
{
    ObjectWriter writer;
    writer.number("chargingProfileId", profile.id)
        .optionalNumber("transactionId", profile.transactionId)
        .number("stackLevel", profile.stackLevel)
        .text("chargingProfilePurpose", toWord(profile.purpose))
        .text("chargingProfileKind", toWord(profile.kind));
    if (profile.recurrency)
        writer.text("recurrencyKind", toWord(*profile.recurrency));
    return writer.optionalTime("validFrom", profile.validFrom)
        .optionalTime("validTo", profile.validTo)
        .raw("chargingSchedule", scheduleText(profile.schedule))
        .finish();
}

} // namespace

QLatin1String toWord(RateUnit unit)
{
    return unit == RateUnit::Amperes ? QLatin1String("A") : QLatin1String("W");
}

QLatin1String toWord(ProfilePurpose purpose)
{
    constexpr std::array words{QLatin1String("ChargePointMaxProfile"), QLatin1String("TxDefaultProfile"),
                               QLatin1String("TxProfile")};
    return words[size_t(purpose)];
}

QLatin1String toWord(ProfileKind kind)
{
    constexpr std::array words{QLatin1String("Absolute"), QLatin1String("Recurring"),
                               QLatin1String("Relative")};
    return words[size_t(kind)];
}

QLatin1String toWord(Recurrency recurrency)
{
    return recurrency == Recurrency::Daily ? QLatin1String("Daily") : QLatin1String("Weekly");
}

QLatin1String toWord(ProfileStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Rejected"),
                               QLatin1String("NotSupported")};
    return words[size_t(status)];
}

QLatin1String toWord(ClearProfileStatus status)
{
    return status == ClearProfileStatus::Accepted ? QLatin1String("Accepted") : QLatin1String("Unknown");
}

template <>
Decoded<SetChargingProfile::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    SetChargingProfile::Request r;
    r.connectorId = f.integer("connectorId");
    if (const JsonValue *profile = f.object("csChargingProfiles", Need::Required))
        r.profile = readProfile(f, *profile);
    if (r.connectorId < 0)
        f.violate(ErrorCode::PropertyConstraintViolation, "connectorId", QStringLiteral("is negative"));
    return f.finish(r);
}

QByteArray encode(const SetChargingProfile::Request &message)
{
    return ObjectWriter()
        .number("connectorId", message.connectorId)
        .raw("csChargingProfiles", profileText(message.profile))
        .finish();
}

template <>
Decoded<SetChargingProfile::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<SetChargingProfile::Confirmation>(payload, profileStatuses);
}

QByteArray encode(const SetChargingProfile::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<ClearChargingProfile::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    ClearChargingProfile::Request r;
    r.id = f.integer("id", Need::Optional);
    r.connectorId = f.integer("connectorId", Need::Optional);
    r.purpose = optionalWord(f, "chargingProfilePurpose", purposes);
    r.stackLevel = f.integer("stackLevel", Need::Optional);
    return f.finish(r);
}

QByteArray encode(const ClearChargingProfile::Request &message)
{
    ObjectWriter writer;
    writer.optionalNumber("id", message.id).optionalNumber("connectorId", message.connectorId);
    if (message.purpose)
        writer.text("chargingProfilePurpose", toWord(*message.purpose));
    return writer.optionalNumber("stackLevel", message.stackLevel).finish();
}

template <>
Decoded<ClearChargingProfile::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<ClearChargingProfile::Confirmation>(payload, clearStatuses);
}

QByteArray encode(const ClearChargingProfile::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<GetCompositeSchedule::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    GetCompositeSchedule::Request r;
    r.connectorId = f.integer("connectorId");
    r.duration = f.integer("duration");
    r.unit = optionalWord(f, "chargingRateUnit", units);
    if (r.connectorId < 0)
        f.violate(ErrorCode::PropertyConstraintViolation, "connectorId", QStringLiteral("is negative"));
    return f.finish(r);
}

QByteArray encode(const GetCompositeSchedule::Request &message)
{
    ObjectWriter writer;
    writer.number("connectorId", message.connectorId).number("duration", message.duration);
    if (message.unit)
        writer.text("chargingRateUnit", toWord(*message.unit));
    return writer.finish();
}

template <>
Decoded<GetCompositeSchedule::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    GetCompositeSchedule::Confirmation c;
    c.status = f.word("status", commandStatuses);
    c.connectorId = f.integer("connectorId", Need::Optional);
    c.scheduleStart = f.time("scheduleStart", Need::Optional);
    if (const JsonValue *schedule = f.object("chargingSchedule", Need::Optional))
        c.schedule = readSchedule(f, *schedule);
    return f.finish(c);
}

QByteArray encode(const GetCompositeSchedule::Confirmation &message)
{
    ObjectWriter writer;
    writer.text("status", toWord(message.status))
        .optionalNumber("connectorId", message.connectorId)
        .optionalTime("scheduleStart", message.scheduleStart);
    if (message.schedule)
        writer.raw("chargingSchedule", scheduleText(*message.schedule));
    return writer.finish();
}

} // namespace pd::net::ocpp
