// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/backoffice.h"
#include "app/cloud/centralsystem/pilecontrol.h"
#include "app/cloud/centralsystem/pilelink.h"
#include "app/cloud/front/frontserver.h"
#include "models/basics/clock.h"

#include <memory>

namespace pd::cloud {

struct CentralSystemSettings
{
    int callTimeoutMs = 30'000; // a pile that has not answered frees the line for the next request
    int statusGraceMs = 10'000; // after a connection or a boot a pile has so long to report its connectors
    int garbageLimit = 10; // so many unreadable messages in a row end the connection
    qint64 slowReaderBytes = 1024 * 1024; // unsent bytes at which a pile that does not read is cut off
};

// The OCPP 1.6J central system: piles at /ocpp/{charge point id}, subprotocol ocpp1.6. Core thread.
// The composition root routes FrontHandler's calls for that path here; everything a pile says goes to the
// BackOffice, everything the cloud asks of a pile comes through PileLink. One block (file) per OCPP function.
//
// A pile has one connection, the latest; the older is closed. Requests to a pile wait in its queue: one is
// on its way at a time. Messages that come before BootNotification are served (offline queues); a pile whose
// boot was rejected gets SecurityError for everything but BootNotification and StopTransaction.
class CentralSystem final : public QObject, public PileLink
{
    Q_OBJECT

public:
    CentralSystem(BackOffice &backOffice, const Clock &clock, const CentralSystemSettings &settings = {},
                  QObject *parent = nullptr);
    ~CentralSystem() override;

    // "/ocpp" and all below it.
    static bool isPilePath(const QString &path);

    // FrontHandler's calls, for those paths and for peers that ownsPeer() knows.
    UpgradeDecision decideUpgrade(const HttpRequest &request);
    HttpResponse explainHttp(const HttpRequest &request) const; // to who asks without an upgrade
    void socketOpened(const HttpRequest &request, const WebSocketPeerPtr &peer);
    bool ownsPeer(quint64 peerId) const;
    void socketText(quint64 peerId, const QByteArray &utf8);
    void socketFaulty(quint64 peerId, SocketFault fault, int limit);
    void socketClosed(quint64 peerId, const QString &reason);

    PileControls controls();

    bool isOnline(const PileId &pile) const override;
    QFuture<Done> remoteStart(const PileId &pile, int connector, const QString &idTag) override;
    QFuture<Done> remoteStop(const PileId &pile, int transactionId) override;
    QFuture<Done> setLimit(const PileId &pile, int transactionId, std::optional<Energy> energy) override;
    QFuture<Done> givePlan(const PileId &pile, const PricePlan &plan) override;
    QFuture<Done> reserve(const PileId &pile, const PortHolding &holding) override;
    QFuture<Done> cancelReservation(const PileId &pile, int reservationId) override;
    void disconnect(const PileId &pile) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pd::cloud
