// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"

// ChangeAvailability, ClearCache and UnlockConnector of OCPP 1.6 (edition 2, §5.2, §5.4, §5.18), both roles.
namespace pd::net::ocpp {

enum class AvailabilityType { Operative, Inoperative };
enum class AvailabilityStatus { Accepted, Rejected, Scheduled };
enum class UnlockStatus { Unlocked, UnlockFailed, NotSupported };
QLatin1String toWord(AvailabilityType type);
QLatin1String toWord(AvailabilityStatus status);
QLatin1String toWord(UnlockStatus status);

struct ChangeAvailability
{
    static constexpr QLatin1String action{"ChangeAvailability"};
    struct Request
    {
        int connectorId = 0; // 0: the whole charge point
        AvailabilityType type = AvailabilityType::Operative;
    };
    struct Confirmation
    {
        AvailabilityStatus status = AvailabilityStatus::Accepted; // Scheduled: after the charge that runs
    };
};

struct ClearCache
{
    static constexpr QLatin1String action{"ClearCache"};
    struct Request
    {
    };
    struct Confirmation
    {
        CommandStatus status = CommandStatus::Accepted;
    };
};

struct UnlockConnector
{
    static constexpr QLatin1String action{"UnlockConnector"};
    struct Request
    {
        int connectorId = 1; // from 1
    };
    struct Confirmation
    {
        UnlockStatus status = UnlockStatus::Unlocked;
    };
};

QByteArray encode(const ChangeAvailability::Request &message);
QByteArray encode(const ChangeAvailability::Confirmation &message);
QByteArray encode(const ClearCache::Request &message);
QByteArray encode(const ClearCache::Confirmation &message);
QByteArray encode(const UnlockConnector::Request &message);
QByteArray encode(const UnlockConnector::Confirmation &message);

} // namespace pd::net::ocpp
