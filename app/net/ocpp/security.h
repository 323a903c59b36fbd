// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"

// What the whitepaper "Improved security for OCPP 1.6-J" (edition 3) adds, both roles. Lengths are its own.
namespace pd::net::ocpp {

enum class CertificateUse { CentralSystemRootCertificate, ManufacturerRootCertificate };
enum class HashAlgorithm { Sha256, Sha384, Sha512 };
enum class InstallStatus { Accepted, Failed, Rejected };
enum class DeleteStatus { Accepted, Failed, NotFound };
enum class InstalledStatus { Accepted, NotFound };
enum class LogType { DiagnosticsLog, SecurityLog };
enum class LogStatus { Accepted, Rejected, AcceptedCanceled };
enum class FirmwareOrderStatus {
    Accepted,
    Rejected,
    AcceptedCanceled,
    InvalidCertificate,
    RevokedCertificate
};
QLatin1String toWord(CertificateUse use);
QLatin1String toWord(HashAlgorithm algorithm); // "SHA256", ...
QLatin1String toWord(InstallStatus status);
QLatin1String toWord(DeleteStatus status);
QLatin1String toWord(InstalledStatus status);
QLatin1String toWord(LogType type);
QLatin1String toWord(LogStatus status);
QLatin1String toWord(FirmwareOrderStatus status);

// The words of LogStatusNotification and SignedFirmwareStatusNotification, and what an ExtendedTriggerMessage
// can ask for; nothing else is taken.
QList<QLatin1String> logStatuses();
QList<QLatin1String> signedFirmwareStatuses();
QList<QLatin1String> extendedTriggers();

struct ExtendedTriggerMessage
{
    static constexpr QLatin1String action{"ExtendedTriggerMessage"};
    struct Request
    {
        QString requestedMessage; // "SignChargePointCertificate", ...
        std::optional<int> connectorId;
    };
    struct Confirmation
    {
        TriggerStatus status = TriggerStatus::Accepted;
    };
};

// From the charge point: please have this signed.
struct SignCertificate
{
    static constexpr QLatin1String action{"SignCertificate"};
    struct Request
    {
        QString csr; // PEM, at most 5500 characters
    };
    struct Confirmation
    {
        CommandStatus status = CommandStatus::Accepted;
    };
};

struct CertificateSigned
{
    static constexpr QLatin1String action{"CertificateSigned"};
    struct Request
    {
        QString certificateChain; // PEM, at most 10000 characters
    };
    struct Confirmation
    {
        CommandStatus status = CommandStatus::Accepted;
    };
};

struct InstallCertificate
{
    static constexpr QLatin1String action{"InstallCertificate"};
    struct Request
    {
        CertificateUse certificateType = CertificateUse::CentralSystemRootCertificate;
        QString certificate; // PEM, at most 5500 characters
    };
    struct Confirmation
    {
        InstallStatus status = InstallStatus::Accepted;
    };
};

struct CertificateHash
{
    HashAlgorithm algorithm = HashAlgorithm::Sha256;
    QString issuerNameHash; // at most 128 characters, as is the next
    QString issuerKeyHash;
    QString serialNumber; // at most 40 characters
};

struct DeleteCertificate
{
    static constexpr QLatin1String action{"DeleteCertificate"};
    struct Request
    {
        CertificateHash certificateHashData;
    };
    struct Confirmation
    {
        DeleteStatus status = DeleteStatus::Accepted;
    };
};

struct GetInstalledCertificateIds
{
    static constexpr QLatin1String action{"GetInstalledCertificateIds"};
    struct Request
    {
        CertificateUse certificateType = CertificateUse::CentralSystemRootCertificate;
    };
    struct Confirmation
    {
        InstalledStatus status = InstalledStatus::NotFound;
        QList<CertificateHash> certificateHashData;
    };
};

struct GetLog
{
    static constexpr QLatin1String action{"GetLog"};
    struct Request
    {
        LogType logType = LogType::DiagnosticsLog;
        int requestId = 0; // comes back in every LogStatusNotification
        std::optional<int> retries;
        std::optional<int> retryInterval; // seconds
        QString remoteLocation; // at most 512 characters
        QDateTime oldestTimestamp; // invalid: from the first
        QDateTime latestTimestamp; // invalid: to the last
    };
    struct Confirmation
    {
        LogStatus status = LogStatus::Accepted;
        QString filename;
    };
};

struct LogStatusNotification
{
    static constexpr QLatin1String action{"LogStatusNotification"};
    struct Request
    {
        QString status; // "Uploading"
        std::optional<int> requestId;
    };
    struct Confirmation
    {
    };
};

struct SecurityEventNotification
{
    static constexpr QLatin1String action{"SecurityEventNotification"};
    struct Request
    {
        QString type; // "TamperDetectionActivated"; at most 50 characters
        QDateTime timestamp;
        QString techInfo; // cut at 255 characters
    };
    struct Confirmation
    {
    };
};

struct SignedUpdateFirmware
{
    static constexpr QLatin1String action{"SignedUpdateFirmware"};
    struct Request
    {
        int requestId = 0; // comes back in every SignedFirmwareStatusNotification
        std::optional<int> retries;
        std::optional<int> retryInterval; // seconds
        QString location; // at most 512 characters
        QDateTime retrieveDateTime;
        QDateTime installDateTime; // invalid: at once
        QString signingCertificate; // PEM, at most 5500 characters
        QString signature; // base64, at most 800 characters
    };
    struct Confirmation
    {
        FirmwareOrderStatus status = FirmwareOrderStatus::Accepted;
    };
};

struct SignedFirmwareStatusNotification
{
    static constexpr QLatin1String action{"SignedFirmwareStatusNotification"};
    struct Request
    {
        QString status; // "SignatureVerified"
        std::optional<int> requestId;
    };
    struct Confirmation
    {
    };
};

QByteArray encode(const ExtendedTriggerMessage::Request &message);
QByteArray encode(const ExtendedTriggerMessage::Confirmation &message);
QByteArray encode(const SignCertificate::Request &message);
QByteArray encode(const SignCertificate::Confirmation &message);
QByteArray encode(const CertificateSigned::Request &message);
QByteArray encode(const CertificateSigned::Confirmation &message);
QByteArray encode(const InstallCertificate::Request &message);
QByteArray encode(const InstallCertificate::Confirmation &message);
QByteArray encode(const DeleteCertificate::Request &message);
QByteArray encode(const DeleteCertificate::Confirmation &message);
QByteArray encode(const GetInstalledCertificateIds::Request &message);
QByteArray encode(const GetInstalledCertificateIds::Confirmation &message);
QByteArray encode(const GetLog::Request &message);
QByteArray encode(const GetLog::Confirmation &message);
QByteArray encode(const LogStatusNotification::Request &message);
QByteArray encode(const LogStatusNotification::Confirmation &message);
QByteArray encode(const SecurityEventNotification::Request &message);
QByteArray encode(const SecurityEventNotification::Confirmation &message);
QByteArray encode(const SignedUpdateFirmware::Request &message);
QByteArray encode(const SignedUpdateFirmware::Confirmation &message);
QByteArray encode(const SignedFirmwareStatusNotification::Request &message);
QByteArray encode(const SignedFirmwareStatusNotification::Confirmation &message);

} // namespace pd::net::ocpp
