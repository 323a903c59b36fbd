// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"

// The FirmwareManagement profile of OCPP 1.6 (edition 2, §4.4, §4.5, §5.9, §5.19), both roles.
namespace pd::net::ocpp {

// The words of FirmwareStatusNotification and DiagnosticsStatusNotification; nothing else is taken.
QList<QLatin1String> firmwareStatuses();
QList<QLatin1String> diagnosticsStatuses();

struct UpdateFirmware
{
    static constexpr QLatin1String action{"UpdateFirmware"};
    struct Request
    {
        QString location; // where the charge point fetches it
        std::optional<int> retries;
        QDateTime retrieveDate; // not before
        std::optional<int> retryInterval; // seconds
    };
    struct Confirmation
    {
    };
};

struct FirmwareStatusNotification
{
    static constexpr QLatin1String action{"FirmwareStatusNotification"};
    struct Request
    {
        QString status; // "Downloading"
    };
    struct Confirmation
    {
    };
};

struct GetDiagnostics
{
    static constexpr QLatin1String action{"GetDiagnostics"};
    struct Request
    {
        QString location; // the folder to which the charge point uploads
        std::optional<int> retries;
        std::optional<int> retryInterval; // seconds
        QDateTime startTime; // invalid: from the first
        QDateTime stopTime; // invalid: to the last
    };
    struct Confirmation
    {
        QString fileName; // empty: there is nothing to upload
    };
};

struct DiagnosticsStatusNotification
{
    static constexpr QLatin1String action{"DiagnosticsStatusNotification"};
    struct Request
    {
        QString status; // "Uploaded"
    };
    struct Confirmation
    {
    };
};

QByteArray encode(const UpdateFirmware::Request &message);
QByteArray encode(const UpdateFirmware::Confirmation &message);
QByteArray encode(const FirmwareStatusNotification::Request &message);
QByteArray encode(const FirmwareStatusNotification::Confirmation &message);
QByteArray encode(const GetDiagnostics::Request &message);
QByteArray encode(const GetDiagnostics::Confirmation &message);
QByteArray encode(const DiagnosticsStatusNotification::Request &message);
QByteArray encode(const DiagnosticsStatusNotification::Confirmation &message);

} // namespace pd::net::ocpp
