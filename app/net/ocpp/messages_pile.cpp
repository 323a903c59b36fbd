// SPDX-License-Identifier: GPL-3.0-or-later
// BootNotification, Heartbeat, StatusNotification, DataTransfer, TriggerMessage, and the words of all enums.
#include "app/net/ocpp/fields.h"
#include "app/net/ocpp/objectwriter.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr std::array registrationStatuses{RegistrationStatus::Accepted, RegistrationStatus::Pending,
                                          RegistrationStatus::Rejected};
constexpr std::array triggerStatuses{TriggerStatus::Accepted, TriggerStatus::Rejected,
                                     TriggerStatus::NotImplemented};
constexpr std::array transferStatuses{TransferStatus::Accepted, TransferStatus::Rejected,
                                      TransferStatus::UnknownMessageId, TransferStatus::UnknownVendorId};

// A string, or whatever else a pile puts there, as text.
QString looseText(const JsonValue *value)
{
    if (!value)
        return {};
    return value->type() == JsonValue::Type::String ? value->text() : QString::fromUtf8(value->toJson());
}

} // namespace

QLatin1String toWord(RegistrationStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Pending"),
                               QLatin1String("Rejected")};
    return words[size_t(status)];
}

QLatin1String toWord(AuthorizationStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Blocked"), QLatin1String("Expired"),
                               QLatin1String("Invalid"), QLatin1String("ConcurrentTx")};
    return words[size_t(status)];
}

QLatin1String toWord(CommandStatus status)
{
    return status == CommandStatus::Accepted ? QLatin1String("Accepted") : QLatin1String("Rejected");
}

QLatin1String toWord(TriggerStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Rejected"),
                               QLatin1String("NotImplemented")};
    return words[size_t(status)];
}

QLatin1String toWord(TransferStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Rejected"),
                               QLatin1String("UnknownMessageId"), QLatin1String("UnknownVendorId")};
    return words[size_t(status)];
}

template <>
Decoded<BootNotification::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    BootNotification::Request r;
    r.chargePointVendor = f.label("chargePointVendor", 20, Need::Required);
    r.chargePointModel = f.label("chargePointModel", 20, Need::Required);
    r.chargePointSerialNumber = f.label("chargePointSerialNumber", 25, Need::Optional);
    r.chargeBoxSerialNumber = f.label("chargeBoxSerialNumber", 25, Need::Optional);
    r.firmwareVersion = f.label("firmwareVersion", 50, Need::Optional);
    r.iccid = f.label("iccid", 20, Need::Optional);
    r.imsi = f.label("imsi", 20, Need::Optional);
    r.meterType = f.label("meterType", 25, Need::Optional);
    r.meterSerialNumber = f.label("meterSerialNumber", 25, Need::Optional);
    return f.finish(r);
}

QByteArray encode(const BootNotification::Request &message)
{
    return ObjectWriter()
        .text("chargePointVendor", message.chargePointVendor.left(20))
        .text("chargePointModel", message.chargePointModel.left(20))
        .optionalText("chargePointSerialNumber", message.chargePointSerialNumber.left(25))
        .optionalText("chargeBoxSerialNumber", message.chargeBoxSerialNumber.left(25))
        .optionalText("firmwareVersion", message.firmwareVersion.left(50))
        .optionalText("iccid", message.iccid.left(20))
        .optionalText("imsi", message.imsi.left(20))
        .optionalText("meterType", message.meterType.left(25))
        .optionalText("meterSerialNumber", message.meterSerialNumber.left(25))
        .finish();
}

template <>
Decoded<BootNotification::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    BootNotification::Confirmation c;
    c.status = f.word("status", registrationStatuses);
    c.currentTime = f.time("currentTime", Need::Required);
    c.interval = f.integer("interval");
    return f.finish(c);
}

QByteArray encode(const BootNotification::Confirmation &message)
{
    return ObjectWriter()
        .text("status", toWord(message.status))
        .text("currentTime", timeText(message.currentTime))
        .number("interval", message.interval)
        .finish();
}

template <>
Decoded<Heartbeat::Request> decode(const JsonValue &payload)
{
    return Fields(payload).finish(Heartbeat::Request{});
}

QByteArray encode(const Heartbeat::Request &)
{
    return QByteArrayLiteral("{}");
}

template <>
Decoded<Heartbeat::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    Heartbeat::Confirmation c;
    c.currentTime = f.time("currentTime", Need::Required);
    return f.finish(c);
}

QByteArray encode(const Heartbeat::Confirmation &message)
{
    return ObjectWriter().text("currentTime", timeText(message.currentTime)).finish();
}

template <>
Decoded<StatusNotification::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    StatusNotification::Request r;
    r.connectorId = f.integer("connectorId");
    const QString status = f.token("status", 64, Need::Required);
    r.status = connectorStatusFromWord(status);
    r.errorCode = f.label("errorCode", 64, Need::Required);
    r.info = f.label("info", 50, Need::Optional);
    r.timestamp = f.time("timestamp", Need::Optional);
    r.vendorId = f.label("vendorId", 255, Need::Optional);
    r.vendorErrorCode = f.label("vendorErrorCode", 50, Need::Optional);
    if (r.connectorId < 0)
        f.violate(ErrorCode::PropertyConstraintViolation, "connectorId", QStringLiteral("is negative"));
    if (r.status == ConnectorStatus::Unknown)
        f.violate(ErrorCode::PropertyConstraintViolation, "status", status);
    return f.finish(r);
}

QByteArray encode(const StatusNotification::Request &message)
{
    ObjectWriter w;
    w.number("connectorId", message.connectorId)
        .text("errorCode", message.errorCode)
        .optionalText("info", message.info.left(50))
        .text("status", toWord(message.status));
    if (message.timestamp.isValid())
        w.text("timestamp", timeText(message.timestamp));
    return w.optionalText("vendorId", message.vendorId.left(255))
        .optionalText("vendorErrorCode", message.vendorErrorCode.left(50))
        .finish();
}

template <>
Decoded<StatusNotification::Confirmation> decode(const JsonValue &payload)
{
    return Fields(payload).finish(StatusNotification::Confirmation{});
}

QByteArray encode(const StatusNotification::Confirmation &)
{
    return QByteArrayLiteral("{}");
}

template <>
Decoded<DataTransfer::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    DataTransfer::Request r;
    r.vendorId = f.token("vendorId", 255, Need::Required);
    r.messageId = f.token("messageId", 50, Need::Optional);
    r.data = looseText(f.any("data", Need::Optional));
    return f.finish(r);
}

QByteArray encode(const DataTransfer::Request &message)
{
    return ObjectWriter()
        .text("vendorId", message.vendorId)
        .optionalText("messageId", message.messageId)
        .optionalText("data", message.data)
        .finish();
}

template <>
Decoded<DataTransfer::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    DataTransfer::Confirmation c;
    c.status = f.word("status", transferStatuses);
    c.data = looseText(f.any("data", Need::Optional));
    return f.finish(c);
}

QByteArray encode(const DataTransfer::Confirmation &message)
{
    return ObjectWriter().text("status", toWord(message.status)).optionalText("data", message.data).finish();
}

template <>
Decoded<TriggerMessage::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    TriggerMessage::Request r;
    r.requestedMessage = f.token("requestedMessage", 64, Need::Required);
    r.connectorId = f.integer("connectorId", Need::Optional);
    return f.finish(r);
}

QByteArray encode(const TriggerMessage::Request &message)
{
    return ObjectWriter()
        .text("requestedMessage", message.requestedMessage)
        .optionalNumber("connectorId", message.connectorId)
        .finish();
}

template <>
Decoded<TriggerMessage::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    TriggerMessage::Confirmation c;
    c.status = f.word("status", triggerStatuses);
    return f.finish(c);
}

QByteArray encode(const TriggerMessage::Confirmation &message)
{
    return ObjectWriter().text("status", toWord(message.status)).finish();
}

bool isStandardAction(QStringView action)
{
    static const QList<QLatin1String> actions{Authorize::action,
                                              BootNotification::action,
                                              QLatin1String("CancelReservation"),
                                              QLatin1String("ChangeAvailability"),
                                              QLatin1String("ChangeConfiguration"),
                                              QLatin1String("ClearCache"),
                                              QLatin1String("ClearChargingProfile"),
                                              DataTransfer::action,
                                              QLatin1String("DiagnosticsStatusNotification"),
                                              QLatin1String("FirmwareStatusNotification"),
                                              QLatin1String("GetCompositeSchedule"),
                                              QLatin1String("GetConfiguration"),
                                              QLatin1String("GetDiagnostics"),
                                              QLatin1String("GetLocalListVersion"),
                                              Heartbeat::action,
                                              MeterValues::action,
                                              RemoteStartTransaction::action,
                                              RemoteStopTransaction::action,
                                              QLatin1String("ReserveNow"),
                                              QLatin1String("Reset"),
                                              QLatin1String("SendLocalList"),
                                              QLatin1String("SetChargingProfile"),
                                              StartTransaction::action,
                                              StatusNotification::action,
                                              StopTransaction::action,
                                              TriggerMessage::action,
                                              QLatin1String("UnlockConnector"),
                                              QLatin1String("UpdateFirmware")};
    return std::any_of(actions.begin(), actions.end(),
                       [action](QLatin1String known) { return action == known; });
}

} // namespace pd::net::ocpp
