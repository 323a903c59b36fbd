// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/pile/pile.h"
#include "models/pile/refusal.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace pd::cloud {

struct BootInfo
{
    QString vendor;
    QString model;
    QString serialNumber;
    QString firmware;
    QString iccid;
    QString imsi;
};

enum class BootDecision { Accepted, Pending, Rejected };

enum class AuthorizationStatus { Accepted, Blocked, Expired, Invalid, ConcurrentTx };

struct StatusReport
{
    int connector = 0; // 0 is the whole pile
    ConnectorStatus status = ConnectorStatus::Unknown;
    QString errorCode;
    QString vendorErrorCode;
    QString info;
    QDateTime at; // the pile's own time where it gave a plausible one, else the time of arrival
};

// One register sample of a port with what was measured at the same moment.
struct MeterSample
{
    enum class Context { Periodic, Clock, Begin, End, Trigger, Other };
    int connector = 0;
    std::optional<int> transactionId;
    Context context = Context::Periodic;
    PortReading reading;
    std::optional<qint64> offeredMilliW; // what the pile lets the car take
};

struct StartReport
{
    int connector = 1;
    QString idTag;
    Energy meterStart;
    QDateTime at;
    std::optional<int> reservationId;
};

struct StartAnswer
{
    int transactionId = 0; // positive, unique; the same report again gives the same number
    AuthorizationStatus status = AuthorizationStatus::Accepted;
};

struct StopReport
{
    int transactionId = 0;
    QString idTag;
    Energy meterStop;
    QDateTime at;
    QString reason; // OCPP's word; "Local" where the pile gave none
    QList<MeterSample> transactionData;
};

// A charge point that was turned away before the upgrade, or that sent what cannot be taken.
struct ConnectionRefusal
{
    QString identity; // as the URL names it, cut to 64 characters; the path where there is no usable one
    QString peer; // "127.0.0.1:41234"
    int status = 0; // HTTP; 0 where the connection was open
    RefusalReason reason = RefusalReason::Unknown;
    QString detail; // for a person; never the password
};

// How a firmware update or an upload goes on.
struct MaintenanceReport
{
    enum class Of { Firmware, Diagnostics, Log };
    Of of = Of::Firmware;
    QString word; // OCPP's: "Downloading", "Uploaded", ...
    std::optional<int> requestId; // of the order, where the pile says it
};

struct SecurityEvent
{
    QString type; // the whitepaper's word, or the maker's
    QDateTime at;
    QString info;
};

// What the central system tells the rest of the cloud and asks of it. Core thread. Whatever a call records
// is on disk when it returns, because the pile is answered next and will not say it again.
class BackOffice
{
public:
    virtual ~BackOffice() = default;

    // Before the upgrade: may this charge point connect? NotFound refuses with 404, NotAllowed and
    // Unauthenticated with 401; the detail goes to the log. The authorization header is passed as it came.
    virtual Done mayConnect(const PileId &pile, const QByteArray &authorization) = 0;
    virtual void connectionRefused(const ConnectionRefusal &refusal) = 0;
    virtual void pileOnline(const PileId &pile, bool online) = 0;
    virtual void pileSeen(const PileId &pile) = 0; // any message
    virtual BootDecision boot(const PileId &pile, const BootInfo &info) = 0;
    virtual AuthorizationStatus authorize(const PileId &pile, const QString &idTag) = 0;
    virtual void status(const PileId &pile, const StatusReport &report) = 0;
    virtual void meterValues(const PileId &pile, const QList<MeterSample> &samples) = 0;
    virtual Result<StartAnswer> startTransaction(const PileId &pile, const StartReport &report) = 0;
    virtual AuthorizationStatus stopTransaction(const PileId &pile, const StopReport &report) = 0;
    // Invalid where the position is not plausible.
    virtual Done position(const PileId &pile, const Position &position) = 0;
    virtual void maintenance(const PileId &pile, const MaintenanceReport &report) = 0;
    virtual void securityEvent(const PileId &pile, const SecurityEvent &event) = 0;
    // PEM. Not done where it cannot be kept for a person to sign.
    virtual Done signingRequest(const PileId &pile, const QString &csr) = 0;
    virtual int heartbeatSeconds() const = 0;
};

} // namespace pd::cloud
