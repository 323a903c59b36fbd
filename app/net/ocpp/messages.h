// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/frame.h"
#include "models/basics/energy.h"
#include "models/pile/pile.h"

#include <QDateTime>
#include <QList>

#include <optional>

// The payloads of OCPP 1.6 (edition 2) that PileDeck speaks, in both roles and both directions: the cloud
// decodes requests and encodes confirmations, a charge point the other way round.
//
//   decode<Heartbeat::Request>(call.payload)   -> the struct, or the Violation that goes into the CALLERROR
//   encode(Heartbeat::Confirmation{now})       -> JSON text of the payload, in the standard's member names
//
// Strict: a required member that is missing (OccurenceConstraintViolation), of the wrong type
// (TypeConstraintViolation), too long or an unknown word (PropertyConstraintViolation); unknown members are
// passed over. Tolerant where real piles are sloppy and the meaning is certain: numbers as strings and whole
// numbers as decimals, times with microseconds, offsets or without a zone (taken as UTC), null for an absent
// member, descriptive texts that are too long (cut) or empty. What is encoded is strict.
namespace pd::net::ocpp {

template <typename T>
using Decoded = tl::expected<T, Violation>;

// Specialised for every Request and Confirmation below.
template <typename Message>
Decoded<Message> decode(const JsonValue &payload);

enum class RegistrationStatus { Accepted, Pending, Rejected };
enum class AuthorizationStatus { Accepted, Blocked, Expired, Invalid, ConcurrentTx };
enum class CommandStatus { Accepted, Rejected };
enum class ReservationStatus { Accepted, Faulted, Occupied, Rejected, Unavailable };
enum class TriggerStatus { Accepted, Rejected, NotImplemented };
enum class TransferStatus { Accepted, Rejected, UnknownMessageId, UnknownVendorId };
QLatin1String toWord(RegistrationStatus status);
QLatin1String toWord(AuthorizationStatus status);
QLatin1String toWord(CommandStatus status);
QLatin1String toWord(ReservationStatus status);
QLatin1String toWord(TriggerStatus status);
QLatin1String toWord(TransferStatus status);

struct IdTagInfo
{
    AuthorizationStatus status = AuthorizationStatus::Accepted;
    QDateTime expiryDate; // invalid: none
    QString parentIdTag;
};

// One measured value (§7.43), its defaults filled in, its words as they came.
struct SampledValue
{
    QString value; // decimal text; what it means stands in metering.h
    QString context = QStringLiteral("Sample.Periodic");
    QString format = QStringLiteral("Raw");
    QString measurand = QStringLiteral("Energy.Active.Import.Register");
    QString phase; // "L1", "L1-N", ...; empty: not of one phase
    QString location = QStringLiteral("Outlet");
    QString unit; // empty: none was given, Wh for energy
};

struct MeterValue
{
    QDateTime timestamp; // invalid where the pile wrote nonsense: the time of arrival counts
    QList<SampledValue> sampledValue; // may be empty: real piles send that
};

struct Authorize
{
    static constexpr QLatin1String action{"Authorize"};
    struct Request
    {
        QString idTag; // 1..20 characters
    };
    struct Confirmation
    {
        IdTagInfo idTagInfo;
    };
};

struct BootNotification
{
    static constexpr QLatin1String action{"BootNotification"};
    struct Request
    {
        QString chargePointVendor; // may come empty
        QString chargePointModel;
        QString chargePointSerialNumber;
        QString chargeBoxSerialNumber;
        QString firmwareVersion;
        QString iccid;
        QString imsi;
        QString meterType;
        QString meterSerialNumber;
    };
    struct Confirmation
    {
        RegistrationStatus status = RegistrationStatus::Accepted;
        QDateTime currentTime;
        int interval = 300; // seconds
    };
};

struct Heartbeat
{
    static constexpr QLatin1String action{"Heartbeat"};
    struct Request
    {
    };
    struct Confirmation
    {
        QDateTime currentTime;
    };
};

struct StatusNotification
{
    static constexpr QLatin1String action{"StatusNotification"};
    struct Request
    {
        int connectorId = 0; // 0: the whole charge point
        ConnectorStatus status = ConnectorStatus::Unknown;
        QString errorCode = QStringLiteral("NoError"); // vendors send words of their own
        QString info;
        QDateTime timestamp; // invalid: none
        QString vendorId;
        QString vendorErrorCode;
    };
    struct Confirmation
    {
    };
};

struct StartTransaction
{
    static constexpr QLatin1String action{"StartTransaction"};
    struct Request
    {
        int connectorId = 1;
        QString idTag;
        Energy meterStart; // encoded in whole Wh, downwards; decimals are understood
        std::optional<int> reservationId;
        QDateTime timestamp;
    };
    struct Confirmation
    {
        int transactionId = 0;
        IdTagInfo idTagInfo;
    };
};

struct MeterValues
{
    static constexpr QLatin1String action{"MeterValues"};
    struct Request
    {
        int connectorId = 0;
        std::optional<int> transactionId;
        QList<MeterValue> meterValue;
    };
    struct Confirmation
    {
    };
};

// A pile repeats a StopTransaction that is refused for ever, so its decoder insists on the transaction id
// only: a time that cannot be read is invalid, broken entries of transactionData are dropped, and an
// unreadable meterStop is none.
struct StopTransaction
{
    static constexpr QLatin1String action{"StopTransaction"};
    struct Request
    {
        int transactionId = 0; // 0 or less where the pile started while offline
        QString idTag; // may be empty
        std::optional<Energy> meterStop; // encoded in whole Wh, downwards
        QDateTime timestamp;
        QString reason; // empty: none was given, which means Local
        QList<MeterValue> transactionData;
    };
    struct Confirmation
    {
        std::optional<IdTagInfo> idTagInfo;
    };
};

struct DataTransfer
{
    static constexpr QLatin1String action{"DataTransfer"};
    struct Request
    {
        QString vendorId;
        QString messageId; // may be empty
        QString data; // often JSON text; an object sent in place of a string comes as its JSON text
    };
    struct Confirmation
    {
        TransferStatus status = TransferStatus::Accepted;
        QString data;
    };
};

struct RemoteStartTransaction
{
    static constexpr QLatin1String action{"RemoteStartTransaction"};
    struct Request
    {
        std::optional<int> connectorId;
        QString idTag;
    };
    struct Confirmation
    {
        CommandStatus status = CommandStatus::Accepted;
    };
};

struct RemoteStopTransaction
{
    static constexpr QLatin1String action{"RemoteStopTransaction"};
    struct Request
    {
        int transactionId = 0;
    };
    struct Confirmation
    {
        CommandStatus status = CommandStatus::Accepted;
    };
};

struct ReserveNow
{
    static constexpr QLatin1String action{"ReserveNow"};
    struct Request
    {
        int connectorId = 0;
        QDateTime expiryDate;
        QString idTag;
        int reservationId = 0;
    };
    struct Confirmation
    {
        ReservationStatus status = ReservationStatus::Accepted;
    };
};

struct CancelReservation
{
    static constexpr QLatin1String action{"CancelReservation"};
    struct Request
    {
        int reservationId = 0;
    };
    struct Confirmation
    {
        CommandStatus status = CommandStatus::Accepted;
    };
};

struct TriggerMessage
{
    static constexpr QLatin1String action{"TriggerMessage"};
    struct Request
    {
        QString requestedMessage; // "StatusNotification", ...
        std::optional<int> connectorId;
    };
    struct Confirmation
    {
        TriggerStatus status = TriggerStatus::Accepted;
    };
};

QByteArray encode(const Authorize::Request &message);
QByteArray encode(const Authorize::Confirmation &message);
QByteArray encode(const BootNotification::Request &message);
QByteArray encode(const BootNotification::Confirmation &message);
QByteArray encode(const Heartbeat::Request &message);
QByteArray encode(const Heartbeat::Confirmation &message);
QByteArray encode(const StatusNotification::Request &message);
QByteArray encode(const StatusNotification::Confirmation &message);
QByteArray encode(const StartTransaction::Request &message);
QByteArray encode(const StartTransaction::Confirmation &message);
QByteArray encode(const MeterValues::Request &message);
QByteArray encode(const MeterValues::Confirmation &message);
QByteArray encode(const StopTransaction::Request &message);
QByteArray encode(const StopTransaction::Confirmation &message);
QByteArray encode(const DataTransfer::Request &message);
QByteArray encode(const DataTransfer::Confirmation &message);
QByteArray encode(const RemoteStartTransaction::Request &message);
QByteArray encode(const RemoteStartTransaction::Confirmation &message);
QByteArray encode(const RemoteStopTransaction::Request &message);
QByteArray encode(const RemoteStopTransaction::Confirmation &message);
QByteArray encode(const ReserveNow::Request &message);
QByteArray encode(const ReserveNow::Confirmation &message);
QByteArray encode(const CancelReservation::Request &message);
QByteArray encode(const CancelReservation::Confirmation &message);
QByteArray encode(const TriggerMessage::Request &message);
QByteArray encode(const TriggerMessage::Confirmation &message);

// All 28 actions of OCPP 1.6: one of them that is not served is NotSupported, any other NotImplemented.
bool isStandardAction(QStringView action);

} // namespace pd::net::ocpp
