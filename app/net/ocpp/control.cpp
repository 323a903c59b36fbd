// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/control.h"

#include "app/net/ocpp/parts.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr std::array availabilityTypes{AvailabilityType::Operative, AvailabilityType::Inoperative};
constexpr std::array availabilityStatuses{AvailabilityStatus::Accepted, AvailabilityStatus::Rejected,
                                          AvailabilityStatus::Scheduled};
constexpr std::array unlockStatuses{UnlockStatus::Unlocked, UnlockStatus::UnlockFailed,
                                    UnlockStatus::NotSupported};
constexpr std::array commandStatuses{CommandStatus::Accepted, CommandStatus::Rejected};

} // namespace

QLatin1String toWord(AvailabilityType type)
{
    return type == AvailabilityType::Operative ? QLatin1String("Operative") : QLatin1String("Inoperative");
}

QLatin1String toWord(AvailabilityStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Rejected"),
                               QLatin1String("Scheduled")};
    return words[size_t(status)];
}

QLatin1String toWord(UnlockStatus status)
{
    constexpr std::array words{QLatin1String("Unlocked"), QLatin1String("UnlockFailed"),
                               QLatin1String("NotSupported")};
    return words[size_t(status)];
}

template <>
Decoded<ChangeAvailability::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    ChangeAvailability::Request r;
    r.connectorId = f.integer("connectorId");
    r.type = f.word("type", availabilityTypes);
    if (r.connectorId < 0)
        f.violate(ErrorCode::PropertyConstraintViolation, "connectorId", QStringLiteral("is negative"));
    return f.finish(r);
}

QByteArray encode(const ChangeAvailability::Request &message)
{
    return ObjectWriter()
        .number("connectorId", message.connectorId)
        .text("type", toWord(message.type))
        .finish();
}

template <>
Decoded<ChangeAvailability::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<ChangeAvailability::Confirmation>(payload, availabilityStatuses);
}

QByteArray encode(const ChangeAvailability::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<ClearCache::Request> decode(const JsonValue &payload)
{
    return readEmpty<ClearCache::Request>(payload);
}

QByteArray encode(const ClearCache::Request &)
{
    return emptyText();
}

template <>
Decoded<ClearCache::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<ClearCache::Confirmation>(payload, commandStatuses);
}

QByteArray encode(const ClearCache::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<UnlockConnector::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    UnlockConnector::Request r;
    r.connectorId = f.integer("connectorId");
    if (r.connectorId < 1)
        f.violate(ErrorCode::PropertyConstraintViolation, "connectorId", QStringLiteral("is less than 1"));
    return f.finish(r);
}

QByteArray encode(const UnlockConnector::Request &message)
{
    return ObjectWriter().number("connectorId", message.connectorId).finish();
}

template <>
Decoded<UnlockConnector::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<UnlockConnector::Confirmation>(payload, unlockStatuses);
}

QByteArray encode(const UnlockConnector::Confirmation &message)
{
    return statusOnlyText(message);
}

} // namespace pd::net::ocpp
