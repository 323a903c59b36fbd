// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/firmware.h"

#include "app/net/ocpp/parts.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr int longestLocation = 2000; // an URI; the standard gives no length
constexpr int longestFileName = 255;

} // namespace

QList<QLatin1String> firmwareStatuses()
{
    return {QLatin1String("Downloaded"), QLatin1String("DownloadFailed"), QLatin1String("Downloading"),
            QLatin1String("Idle"),       QLatin1String("Installing"),     QLatin1String("InstallationFailed"),
            QLatin1String("Installed")};
}

QList<QLatin1String> diagnosticsStatuses()
{
    return {QLatin1String("Idle"), QLatin1String("Uploaded"), QLatin1String("UploadFailed"),
            QLatin1String("Uploading")};
}

template <>
Decoded<UpdateFirmware::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    UpdateFirmware::Request r;
    r.location = f.token("location", longestLocation, Need::Required);
    r.retries = f.integer("retries", Need::Optional);
    r.retrieveDate = f.time("retrieveDate", Need::Required);
    r.retryInterval = f.integer("retryInterval", Need::Optional);
    return f.finish(r);
}

QByteArray encode(const UpdateFirmware::Request &message)
{
    return ObjectWriter()
        .text("location", message.location)
        .optionalNumber("retries", message.retries)
        .text("retrieveDate", timeText(message.retrieveDate))
        .optionalNumber("retryInterval", message.retryInterval)
        .finish();
}

template <>
Decoded<UpdateFirmware::Confirmation> decode(const JsonValue &payload)
{
    return readEmpty<UpdateFirmware::Confirmation>(payload);
}

QByteArray encode(const UpdateFirmware::Confirmation &)
{
    return emptyText();
}

template <>
Decoded<FirmwareStatusNotification::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    FirmwareStatusNotification::Request r;
    r.status = f.oneOf("status", firmwareStatuses());
    return f.finish(r);
}

QByteArray encode(const FirmwareStatusNotification::Request &message)
{
    return ObjectWriter().text("status", message.status).finish();
}

template <>
Decoded<FirmwareStatusNotification::Confirmation> decode(const JsonValue &payload)
{
    return readEmpty<FirmwareStatusNotification::Confirmation>(payload);
}

QByteArray encode(const FirmwareStatusNotification::Confirmation &)
{
    return emptyText();
}

template <>
Decoded<GetDiagnostics::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    GetDiagnostics::Request r;
    r.location = f.token("location", longestLocation, Need::Required);
    r.retries = f.integer("retries", Need::Optional);
    r.retryInterval = f.integer("retryInterval", Need::Optional);
    r.startTime = f.time("startTime", Need::Optional);
    r.stopTime = f.time("stopTime", Need::Optional);
    return f.finish(r);
}

QByteArray encode(const GetDiagnostics::Request &message)
{
    return ObjectWriter()
        .text("location", message.location)
        .optionalNumber("retries", message.retries)
        .optionalNumber("retryInterval", message.retryInterval)
        .optionalTime("startTime", message.startTime)
        .optionalTime("stopTime", message.stopTime)
        .finish();
}

template <>
Decoded<GetDiagnostics::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    return f.finish(GetDiagnostics::Confirmation{f.label("fileName", longestFileName, Need::Optional)});
}

QByteArray encode(const GetDiagnostics::Confirmation &message)
{
    return ObjectWriter().optionalText("fileName", message.fileName).finish();
}

template <>
Decoded<DiagnosticsStatusNotification::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    DiagnosticsStatusNotification::Request r;
    r.status = f.oneOf("status", diagnosticsStatuses());
    return f.finish(r);
}

QByteArray encode(const DiagnosticsStatusNotification::Request &message)
{
    return ObjectWriter().text("status", message.status).finish();
}

template <>
Decoded<DiagnosticsStatusNotification::Confirmation> decode(const JsonValue &payload)
{
    return readEmpty<DiagnosticsStatusNotification::Confirmation>(payload);
}

QByteArray encode(const DiagnosticsStatusNotification::Confirmation &)
{
    return emptyText();
}

} // namespace pd::net::ocpp
