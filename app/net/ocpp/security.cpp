// SPDX-License-Identifier: GPL-3.0-or-later
// ExtendedTriggerMessage, GetLog, LogStatusNotification, SecurityEventNotification, SignedUpdateFirmware,
// SignedFirmwareStatusNotification.
#include "app/net/ocpp/security.h"
#include "app/net/ocpp/parts.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr int longestLocation = 512;
constexpr int longestFileName = 255;
constexpr int longestEventType = 50;
constexpr int longestTechInfo = 255;
constexpr int longestCertificate = 5500;
constexpr int longestSignature = 800;
constexpr std::array triggerStatuses{TriggerStatus::Accepted, TriggerStatus::Rejected,
                                     TriggerStatus::NotImplemented};
constexpr std::array logTypes{LogType::DiagnosticsLog, LogType::SecurityLog};
constexpr std::array logAnswers{LogStatus::Accepted, LogStatus::Rejected, LogStatus::AcceptedCanceled};
constexpr std::array firmwareAnswers{
    FirmwareOrderStatus::Accepted, FirmwareOrderStatus::Rejected, FirmwareOrderStatus::AcceptedCanceled,
    FirmwareOrderStatus::InvalidCertificate, FirmwareOrderStatus::RevokedCertificate};

} // namespace

QLatin1String toWord(LogType type)
{
    return type == LogType::DiagnosticsLog ? QLatin1String("DiagnosticsLog") : QLatin1String("SecurityLog");
}

QLatin1String toWord(LogStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Rejected"),
                               QLatin1String("AcceptedCanceled")};
    return words[size_t(status)];
}

QLatin1String toWord(FirmwareOrderStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Rejected"),
                               QLatin1String("AcceptedCanceled"), QLatin1String("InvalidCertificate"),
                               QLatin1String("RevokedCertificate")};
    return words[size_t(status)];
}

QList<QLatin1String> logStatuses()
{
    return {
        QLatin1String("BadMessage"),       QLatin1String("Idle"),     QLatin1String("NotSupportedOperation"),
        QLatin1String("PermissionDenied"), QLatin1String("Uploaded"), QLatin1String("UploadFailure"),
        QLatin1String("Uploading")};
}

QList<QLatin1String> signedFirmwareStatuses()
{
    return {QLatin1String("Downloaded"),         QLatin1String("DownloadFailed"),
            QLatin1String("Downloading"),        QLatin1String("DownloadScheduled"),
            QLatin1String("DownloadPaused"),     QLatin1String("Idle"),
            QLatin1String("InstallationFailed"), QLatin1String("Installing"),
            QLatin1String("Installed"),          QLatin1String("InstallRebooting"),
            QLatin1String("InstallScheduled"),   QLatin1String("InstallVerificationFailed"),
            QLatin1String("InvalidSignature"),   QLatin1String("SignatureVerified")};
}

QList<QLatin1String> extendedTriggers()
{
    return {QLatin1String("BootNotification"),
            QLatin1String("LogStatusNotification"),
            QLatin1String("FirmwareStatusNotification"),
            QLatin1String("Heartbeat"),
            QLatin1String("MeterValues"),
            QLatin1String("SignChargePointCertificate"),
            QLatin1String("StatusNotification")};
}

template <>
Decoded<ExtendedTriggerMessage::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    ExtendedTriggerMessage::Request r;
    r.requestedMessage = f.oneOf("requestedMessage", extendedTriggers());
    r.connectorId = f.integer("connectorId", Need::Optional);
    return f.finish(r);
}

QByteArray encode(const ExtendedTriggerMessage::Request &message)
{
    return ObjectWriter()
        .text("requestedMessage", message.requestedMessage)
        .optionalNumber("connectorId", message.connectorId)
        .finish();
}

template <>
Decoded<ExtendedTriggerMessage::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<ExtendedTriggerMessage::Confirmation>(payload, triggerStatuses);
}

QByteArray encode(const ExtendedTriggerMessage::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<GetLog::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    GetLog::Request r;
    r.logType = f.word("logType", logTypes);
    r.requestId = f.integer("requestId");
    r.retries = f.integer("retries", Need::Optional);
    r.retryInterval = f.integer("retryInterval", Need::Optional);
    if (const JsonValue *log = f.object("log", Need::Required)) {
        Fields where(*log);
        r.remoteLocation = where.token("remoteLocation", longestLocation, Need::Required);
        r.oldestTimestamp = where.time("oldestTimestamp", Need::Optional);
        r.latestTimestamp = where.time("latestTimestamp", Need::Optional);
        if (where.violation())
            f.adopt(*where.violation());
    }
    return f.finish(r);
}

QByteArray encode(const GetLog::Request &message)
{
    const QByteArray where = ObjectWriter()
                                 .text("remoteLocation", message.remoteLocation)
                                 .optionalTime("oldestTimestamp", message.oldestTimestamp)
                                 .optionalTime("latestTimestamp", message.latestTimestamp)
                                 .finish();
    return ObjectWriter()
        .text("logType", toWord(message.logType))
        .number("requestId", message.requestId)
        .optionalNumber("retries", message.retries)
        .optionalNumber("retryInterval", message.retryInterval)
        .raw("log", where)
        .finish();
}

template <>
Decoded<GetLog::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    GetLog::Confirmation c;
    c.status = f.word("status", logAnswers);
    c.filename = f.label("filename", longestFileName, Need::Optional);
    return f.finish(c);
}

QByteArray encode(const GetLog::Confirmation &message)
{
    return ObjectWriter()
        .text("status", toWord(message.status))
        .optionalText("filename", message.filename)
        .finish();
}

template <>
Decoded<LogStatusNotification::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    LogStatusNotification::Request r;
    r.status = f.oneOf("status", logStatuses());
    r.requestId = f.integer("requestId", Need::Optional);
    return f.finish(r);
}

QByteArray encode(const LogStatusNotification::Request &message)
{
    return ObjectWriter()
        .text("status", message.status)
        .optionalNumber("requestId", message.requestId)
        .finish();
}

template <>
Decoded<LogStatusNotification::Confirmation> decode(const JsonValue &payload)
{
    return readEmpty<LogStatusNotification::Confirmation>(payload);
}

QByteArray encode(const LogStatusNotification::Confirmation &)
{
    return emptyText();
}

template <>
Decoded<SecurityEventNotification::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    SecurityEventNotification::Request r;
    r.type = f.token("type", longestEventType, Need::Required);
    r.timestamp = f.time("timestamp", Need::Required);
    r.techInfo = f.label("techInfo", longestTechInfo, Need::Optional);
    return f.finish(r);
}

QByteArray encode(const SecurityEventNotification::Request &message)
{
    return ObjectWriter()
        .text("type", message.type)
        .text("timestamp", timeText(message.timestamp))
        .optionalText("techInfo", message.techInfo)
        .finish();
}

template <>
Decoded<SecurityEventNotification::Confirmation> decode(const JsonValue &payload)
{
    return readEmpty<SecurityEventNotification::Confirmation>(payload);
}

QByteArray encode(const SecurityEventNotification::Confirmation &)
{
    return emptyText();
}

template <>
Decoded<SignedUpdateFirmware::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    SignedUpdateFirmware::Request r;
    r.requestId = f.integer("requestId");
    r.retries = f.integer("retries", Need::Optional);
    r.retryInterval = f.integer("retryInterval", Need::Optional);
    if (const JsonValue *firmware = f.object("firmware", Need::Required)) {
        Fields what(*firmware);
        r.location = what.token("location", longestLocation, Need::Required);
        r.retrieveDateTime = what.time("retrieveDateTime", Need::Required);
        r.installDateTime = what.time("installDateTime", Need::Optional);
        r.signingCertificate = what.token("signingCertificate", longestCertificate, Need::Required);
        r.signature = what.token("signature", longestSignature, Need::Required);
        if (what.violation())
            f.adopt(*what.violation());
    }
    return f.finish(r);
}

QByteArray encode(const SignedUpdateFirmware::Request &message)
{
    const QByteArray firmware = ObjectWriter()
                                    .text("location", message.location)
                                    .text("retrieveDateTime", timeText(message.retrieveDateTime))
                                    .optionalTime("installDateTime", message.installDateTime)
                                    .text("signingCertificate", message.signingCertificate)
                                    .text("signature", message.signature)
                                    .finish();
    return ObjectWriter()
        .optionalNumber("retries", message.retries)
        .optionalNumber("retryInterval", message.retryInterval)
        .number("requestId", message.requestId)
        .raw("firmware", firmware)
        .finish();
}

template <>
Decoded<SignedUpdateFirmware::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<SignedUpdateFirmware::Confirmation>(payload, firmwareAnswers);
}

QByteArray encode(const SignedUpdateFirmware::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<SignedFirmwareStatusNotification::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    SignedFirmwareStatusNotification::Request r;
    r.status = f.oneOf("status", signedFirmwareStatuses());
    r.requestId = f.integer("requestId", Need::Optional);
    return f.finish(r);
}

QByteArray encode(const SignedFirmwareStatusNotification::Request &message)
{
    return ObjectWriter()
        .text("status", message.status)
        .optionalNumber("requestId", message.requestId)
        .finish();
}

template <>
Decoded<SignedFirmwareStatusNotification::Confirmation> decode(const JsonValue &payload)
{
    return readEmpty<SignedFirmwareStatusNotification::Confirmation>(payload);
}

QByteArray encode(const SignedFirmwareStatusNotification::Confirmation &)
{
    return emptyText();
}

} // namespace pd::net::ocpp
