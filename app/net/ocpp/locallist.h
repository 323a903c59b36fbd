// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"

// GetLocalListVersion and SendLocalList of OCPP 1.6 (edition 2, §5.10, §5.15), both roles.
namespace pd::net::ocpp {

enum class UpdateType { Differential, Full };
enum class UpdateStatus { Accepted, Failed, NotSupported, VersionMismatch };
QLatin1String toWord(UpdateType type);
QLatin1String toWord(UpdateStatus status);

struct GetLocalListVersion
{
    static constexpr QLatin1String action{"GetLocalListVersion"};
    struct Request
    {
    };
    struct Confirmation
    {
        int listVersion = 0; // 0: no list; -1: the charge point has no such function
    };
};

// One tag of the list. Without an IdTagInfo a differential update takes the tag out.
struct AuthorizationData
{
    QString idTag; // 1..20 characters
    std::optional<IdTagInfo> idTagInfo;
};

struct SendLocalList
{
    static constexpr QLatin1String action{"SendLocalList"};
    struct Request
    {
        int listVersion = 1; // of the list after the update
        QList<AuthorizationData> localAuthorizationList; // a tag stands in it once
        UpdateType updateType = UpdateType::Full;
    };
    struct Confirmation
    {
        UpdateStatus status = UpdateStatus::Accepted;
    };
};

QByteArray encode(const GetLocalListVersion::Request &message);
QByteArray encode(const GetLocalListVersion::Confirmation &message);
QByteArray encode(const SendLocalList::Request &message);
QByteArray encode(const SendLocalList::Confirmation &message);

} // namespace pd::net::ocpp
