// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/identifiers.h"
#include "models/basics/result.h"

#include <QDateTime>
#include <QFuture>
#include <QStringList>

#include <optional>

namespace pd::cloud {

// What else can be asked of a pile than to charge, whatever protocol it speaks; narrow doors for whoever
// needs just one. Core thread. Errors as in pilelink.h: Offline, Rejected (the reason is the pile's word in
// lower case), Timeout, Unsupported, Protocol. A success means that the pile agreed; what became of it is
// reported.

// When what was agreed takes effect.
enum class Consent { Now, AfterCharge, AfterRestart };

struct PileSetting
{
    QString key;
    QString value;
    bool isReadOnly = true;
};

struct PileSettings
{
    QList<PileSetting> known;
    QStringList unknown; // asked for, but the pile has no such key
};

class PileControl
{
public:
    virtual ~PileControl() = default;
    // Connector 0 is the whole pile.
    virtual QFuture<Result<Consent>> changeAvailability(const PileId &pile, int connector, bool operative)
        = 0;
    // No keys: all.
    virtual QFuture<Result<PileSettings>> settings(const PileId &pile, const QStringList &keys) = 0;
    // Key to 50, value to 500 characters (Invalid).
    virtual QFuture<Result<Consent>> changeSetting(const PileId &pile, const QString &key,
                                                   const QString &value)
        = 0;
    // `hard`: without ending charges in order.
    virtual QFuture<Done> reset(const PileId &pile, bool hard) = 0;
    virtual QFuture<Done> unlock(const PileId &pile, int connector) = 0;
    virtual QFuture<Done> clearCache(const PileId &pile) = 0;
    // Asks for a report: "BootNotification", "StatusNotification", "MeterValues", ...
    virtual QFuture<Done> trigger(const PileId &pile, const QString &report, std::optional<int> connector)
        = 0;
};

// A cap on what a pile takes from the grid.
class PowerControl
{
public:
    virtual ~PowerControl() = default;
    // Connector 0: the pile as a whole. `until` invalid: until it is lifted. At least 0 W (Invalid).
    virtual QFuture<Done> limitPower(const PileId &pile, int connector, qint64 watts, const QDateTime &until)
        = 0;
    // A pile that knows of no limit has what was wanted.
    virtual QFuture<Done> liftPowerLimit(const PileId &pile, int connector) = 0;
};

// Cards that a pile lets charge while it is offline.
struct LocalCard
{
    QString idTag;
    bool mayCharge = true; // a blocked card stands in the list as blocked
    QDateTime expires; // invalid: never
};

class LocalListControl
{
public:
    virtual ~LocalListControl() = default;
    // Unsupported where the pile has no list; 0: it is empty.
    virtual QFuture<Result<int>> localListVersion(const PileId &pile) = 0;
    // The whole list, in place of what the pile has.
    virtual QFuture<Done> sendLocalList(const PileId &pile, int version, const QList<LocalCard> &cards) = 0;
};

struct FirmwareOrder
{
    QString location; // URL from which the pile fetches it
    QDateTime notBefore;
    QString signingCertificate; // PEM; empty: not signed
    QString signature; // base64
    int requestId = 0; // of a signed one: comes back in its reports
};

struct LogOrder
{
    QString location; // URL of the folder to which the pile uploads
    QDateTime from; // invalid: all
    QDateTime to;
    bool securityLog = false;
    int requestId = 0;
};

class MaintenanceControl
{
public:
    virtual ~MaintenanceControl() = default;
    virtual QFuture<Done> updateFirmware(const PileId &pile, const FirmwareOrder &order) = 0;
    // The name of the file that will be uploaded; empty where there is nothing to upload.
    virtual QFuture<Result<QString>> diagnostics(const PileId &pile, const LogOrder &order) = 0;
    // The same of the security whitepaper, which also has the security log.
    virtual QFuture<Result<QString>> log(const PileId &pile, const LogOrder &order) = 0;
};

enum class RootCertificate { CentralSystem, Manufacturer };

struct InstalledCertificate
{
    QString hashAlgorithm; // "SHA256"
    QString issuerNameHash;
    QString issuerKeyHash;
    QString serialNumber;
};

class CertificateControl
{
public:
    virtual ~CertificateControl() = default;
    virtual QFuture<Result<QList<InstalledCertificate>>> installedCertificates(const PileId &pile,
                                                                               RootCertificate which)
        = 0;
    virtual QFuture<Done> installCertificate(const PileId &pile, RootCertificate which, const QString &pem)
        = 0;
    virtual QFuture<Done> deleteCertificate(const PileId &pile, const InstalledCertificate &certificate) = 0;
    virtual QFuture<Done> giveSignedCertificate(const PileId &pile, const QString &chainPem) = 0;
    virtual QFuture<Done> askForSigningRequest(const PileId &pile) = 0;
};

// The doors that a central system offers; null where it does not.
struct PileControls
{
    PileControl *control = nullptr;
    PowerControl *power = nullptr;
    LocalListControl *localLists = nullptr;
    MaintenanceControl *maintenance = nullptr;
    CertificateControl *certificates = nullptr;
};

} // namespace pd::cloud
