// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/centralsystem.h"

#include "app/cloud/centralsystem/authorization.h"
#include "app/cloud/centralsystem/availability.h"
#include "app/cloud/centralsystem/certificates.h"
#include "app/cloud/centralsystem/control.h"
#include "app/cloud/centralsystem/datatransfer.h"
#include "app/cloud/centralsystem/dispatcher.h"
#include "app/cloud/centralsystem/handshake.h"
#include "app/cloud/centralsystem/locallists.h"
#include "app/cloud/centralsystem/maintenance.h"
#include "app/cloud/centralsystem/metering.h"
#include "app/cloud/centralsystem/powercontrol.h"
#include "app/cloud/centralsystem/provisioning.h"
#include "app/cloud/centralsystem/remotecontrol.h"
#include "app/cloud/centralsystem/reservations.h"
#include "app/cloud/centralsystem/transactions.h"
#include "models/basics/whenfinished.h"

#include <QLoggingCategory>

#include <unordered_map>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(log, "pd.ocpp")

namespace ocpp = net::ocpp;

constexpr qsizetype longestIdTag = 20;

QFuture<Done> fails(Error::Kind kind, const QString &detail)
{
    return readyFuture(Done(failure(kind, detail)));
}

} // namespace

struct CentralSystem::Private
{
    Private(BackOffice &office, const Clock &clock, const CentralSystemSettings &given)
        : backOffice(office)
        , settings(given)
        , provisioning(office, clock)
        , authorization(office)
        , availability(office, clock)
        , transactions(office, clock)
        , metering(office, clock)
        , dataTransfers(office, clock)
        , control(finder())
        , power(finder(), clock)
        , localLists(finder())
        , maintenance(finder(), office)
        , certificates(finder(), office, clock)
    {
        provisioning.offer(dispatcher);
        authorization.offer(dispatcher);
        availability.offer(dispatcher);
        transactions.offer(dispatcher);
        metering.offer(dispatcher);
        dataTransfers.offer(dispatcher);
        maintenance.offer(dispatcher);
        certificates.offer(dispatcher);
    }

    void answer(PileDialogue &pile, const ocpp::Call &call);
    ocpp::Decoded<QByteArray> serve(PileDialogue &pile, const ocpp::Call &call);
    void refuse(const PileDialogue &pile, RefusalReason reason, const QString &detail)
    {
        backOffice.connectionRefused({pile.pile().text(), pile.address(), 0, reason, detail});
    }
    FindPile finder()
    {
        return [this](const PileId &pile) { return current(pile); };
    }
    PileDialogue *current(const PileId &pile) const { return currentDialogues.value(pile, nullptr); }

    BackOffice &backOffice;
    const CentralSystemSettings settings;
    Dispatcher dispatcher;
    Provisioning provisioning;
    Authorization authorization;
    Availability availability;
    Transactions transactions;
    Metering metering;
    DataTransfers dataTransfers;
    Control control;
    SmartCharging power;
    LocalLists localLists;
    Maintenance maintenance;
    Certificates certificates;
    QHash<PileId, std::shared_ptr<PileMemory>> memories;
    std::unordered_map<quint64, std::unique_ptr<PileDialogue>>
        dialogues; // by peer, until its socket has closed
    QHash<PileId, PileDialogue *> currentDialogues;
};

ocpp::Decoded<QByteArray> CentralSystem::Private::serve(PileDialogue &pile, const ocpp::Call &call)
{
    const bool always
        = call.action == ocpp::BootNotification::action || call.action == ocpp::StopTransaction::action;
    if (pile.boot() == BootDecision::Rejected && !always)
        return tl::unexpected(ocpp::Violation{ocpp::ErrorCode::SecurityError,
                                              QStringLiteral("this charge point was rejected")});
    return dispatcher.dispatch(pile, call);
}

void CentralSystem::Private::answer(PileDialogue &pile, const ocpp::Call &call)
{
    const ocpp::Decoded<QByteArray> answer = serve(pile, call);
    if (answer) {
        pile.send(ocpp::resultText(call.id, *answer));
        return;
    }
    qCWarning(log).noquote() << pile.pile().text() << call.action.left(64) << "answered with"
                             << ocpp::toWord(answer.error().code) << answer.error().detail;
    pile.send(ocpp::errorText(call.id, answer.error()));
}

CentralSystem::CentralSystem(BackOffice &backOffice, const Clock &clock,
                             const CentralSystemSettings &settings, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(backOffice, clock, settings))
{
}

CentralSystem::~CentralSystem() = default;

bool CentralSystem::isPilePath(const QString &path)
{
    return path == QLatin1String("/ocpp") || path.startsWith(QLatin1String("/ocpp/"));
}

UpgradeDecision CentralSystem::decideUpgrade(const HttpRequest &request)
{
    return decideHandshake(request, d->backOffice);
}

HttpResponse CentralSystem::explainHttp(const HttpRequest &) const
{
    return explainWithoutUpgrade();
}

void CentralSystem::socketOpened(const HttpRequest &request, const WebSocketPeerPtr &peer)
{
    const PileId pile = pileOfPath(request.path);
    if (PileDialogue *older = d->current(pile)) {
        // The pile knows best: a socket that still looks open to us may be dead to it.
        qCInfo(log).noquote() << pile.text() << "connected anew; the older connection is closed";
        d->currentDialogues.remove(pile);
        older->close(1008, QStringLiteral("replaced by a newer connection"));
        older->end(QStringLiteral("replaced by a newer connection"));
    }
    std::shared_ptr<PileMemory> &memory = d->memories[pile];
    if (!memory)
        memory = std::make_shared<PileMemory>();
    auto dialogue = std::make_unique<PileDialogue>(pile, request.peer, peer, *memory, d->settings);
    d->currentDialogues.insert(pile, dialogue.get());
    qCInfo(log).noquote() << pile.text() << "connected from" << request.peer;
    d->provisioning.expectStatus(*dialogue);
    d->dialogues.emplace(peer->id(), std::move(dialogue));
    d->backOffice.pileOnline(pile, true);
}

bool CentralSystem::ownsPeer(quint64 peerId) const
{
    return d->dialogues.contains(peerId);
}

void CentralSystem::socketText(quint64 peerId, const QByteArray &utf8)
{
    const auto found = d->dialogues.find(peerId);
    if (found == d->dialogues.end() || d->current(found->second->pile()) != found->second.get())
        return;
    PileDialogue &pile = *found->second;
    d->backOffice.pileSeen(pile.pile());
    const tl::expected<ocpp::Frame, ocpp::FrameFault> frame = ocpp::parseFrame(utf8);
    if (!frame) {
        d->refuse(pile, RefusalReason::NotOcpp, frame.error().violation.detail);
        pile.receivedGarbage(frame.error());
        return;
    }
    pile.receivedSense();
    if (const auto *call = std::get_if<ocpp::Call>(&*frame))
        d->answer(pile, *call);
    else if (const auto *result = std::get_if<ocpp::CallResult>(&*frame))
        pile.received(*result);
    else
        pile.received(std::get<ocpp::CallError>(*frame));
}

void CentralSystem::socketFaulty(quint64 peerId, SocketFault fault, int limit)
{
    const auto found = d->dialogues.find(peerId);
    if (found == d->dialogues.end())
        return;
    const PileDialogue &pile = *found->second;
    const bool tooBig = fault == SocketFault::MessageTooBig;
    const QString detail = tooBig
        ? QStringLiteral("a message of more than %1 bytes, the most that is taken").arg(limit)
        : fault == SocketFault::NotUtf8 ? QStringLiteral("a message that is not UTF-8")
                                        : QStringLiteral("a binary message; OCPP-J is text");
    qCWarning(log).noquote() << pile.pile().text() << "at" << pile.address() << "sent" << detail;
    d->refuse(pile, tooBig ? RefusalReason::MessageTooBig : RefusalReason::NotOcpp, detail);
}

void CentralSystem::socketClosed(quint64 peerId, const QString &reason)
{
    auto node = d->dialogues.extract(peerId);
    if (node.empty())
        return;
    const std::unique_ptr<PileDialogue> dialogue = std::move(node.mapped());
    const PileId pile = dialogue->pile();
    qCInfo(log).noquote() << pile.text() << "disconnected:" << reason;
    if (d->current(pile) != dialogue.get())
        return;
    d->currentDialogues.remove(pile);
    dialogue->end(reason);
    d->backOffice.pileOnline(pile, false);
}

PileControls CentralSystem::controls()
{
    return {&d->control, &d->power, &d->localLists, &d->maintenance, &d->certificates};
}

bool CentralSystem::isOnline(const PileId &pile) const
{
    return d->current(pile) != nullptr;
}

QFuture<Done> CentralSystem::remoteStart(const PileId &pile, int connector, const QString &idTag)
{
    if (idTag.isEmpty() || idTag.size() > longestIdTag || connector < 1)
        return fails(Error::Kind::Invalid,
                     QStringLiteral("an id tag of 1 to 20 characters and a connector are wanted"));
    PileDialogue *dialogue = d->current(pile);
    return dialogue ? askRemoteStart(*dialogue, connector, idTag)
                    : fails(Error::Kind::Offline, pile.text() + QStringLiteral(" is not connected"));
}

QFuture<Done> CentralSystem::remoteStop(const PileId &pile, int transactionId)
{
    PileDialogue *dialogue = d->current(pile);
    return dialogue ? askRemoteStop(*dialogue, transactionId)
                    : fails(Error::Kind::Offline, pile.text() + QStringLiteral(" is not connected"));
}

QFuture<Done> CentralSystem::setLimit(const PileId &pile, int transactionId, std::optional<Energy> energy)
{
    PileDialogue *dialogue = d->current(pile);
    return dialogue ? DataTransfers::askLimit(*dialogue, transactionId, energy)
                    : fails(Error::Kind::Offline, pile.text() + QStringLiteral(" is not connected"));
}

QFuture<Done> CentralSystem::givePlan(const PileId &pile, const PricePlan &plan)
{
    PileDialogue *dialogue = d->current(pile);
    return dialogue ? DataTransfers::givePlan(*dialogue, plan)
                    : fails(Error::Kind::Offline, pile.text() + QStringLiteral(" is not connected"));
}

QFuture<Done> CentralSystem::reserve(const PileId &pile, const PortHolding &holding)
{
    PileDialogue *dialogue = d->current(pile);
    return dialogue ? askReserve(*dialogue, holding)
                    : fails(Error::Kind::Offline, pile.text() + QStringLiteral(" is not connected"));
}

QFuture<Done> CentralSystem::cancelReservation(const PileId &pile, int reservationId)
{
    PileDialogue *dialogue = d->current(pile);
    return dialogue ? askCancelReservation(*dialogue, reservationId)
                    : fails(Error::Kind::Offline, pile.text() + QStringLiteral(" is not connected"));
}

void CentralSystem::disconnect(const PileId &pile)
{
    if (PileDialogue *dialogue = d->current(pile))
        dialogue->close(1000, QStringLiteral("disconnected by the cloud"));
}

} // namespace pd::cloud
