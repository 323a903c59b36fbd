// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/remotecontrol.h"

#include "models/basics/whenfinished.h"

namespace pd::cloud {

namespace {

namespace ocpp = net::ocpp;

template <typename Message>
QFuture<Done> command(PileDialogue &pile, const typename Message::Request &request)
{
    // While a pile is pending or rejected it must not charge (OCPP 1.6, 4.2).
    if (pile.boot().value_or(BootDecision::Accepted) != BootDecision::Accepted)
        return readyFuture(
            Done(failure(Error::Kind::Rejected, pile.pile().text() + QStringLiteral(" is not accepted"))));
    const auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    pile.ask<Message>(request, [promise](const Result<typename Message::Confirmation> &answer) {
        Done done;
        if (!answer)
            done = tl::unexpected(answer.error());
        else if (answer->status != ocpp::CommandStatus::Accepted)
            done = failure(Error::Kind::Rejected,
                           QString(Message::action) + QStringLiteral(" was rejected by the pile"));
        promise->addResult(done);
        promise->finish();
    });
    return promise->future();
}

} // namespace

QFuture<Done> askRemoteStart(PileDialogue &pile, int connector, const QString &idTag)
{
    return command<ocpp::RemoteStartTransaction>(pile, {connector, idTag});
}

QFuture<Done> askRemoteStop(PileDialogue &pile, int transactionId)
{
    return command<ocpp::RemoteStopTransaction>(pile, {transactionId});
}

} // namespace pd::cloud
