// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/reservations.h"

namespace pd::cloud {

namespace {

namespace ocpp = net::ocpp;

// Done, or the pile's word for why not.
QFuture<Done> resultOf(const std::function<void(std::function<void(const Result<QString> &)>)> &ask,
                       const QString &accepted)
{
    const auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    ask([promise, accepted](const Result<QString> &word) {
        if (!word)
            promise->addResult(Done(tl::unexpected(word.error())));
        else if (*word == accepted)
            promise->addResult(Done());
        else
            promise->addResult(Done(
                failure(Error::Kind::Rejected, QStringLiteral("the pile said ") + *word, word->toLower())));
        promise->finish();
    });
    return promise->future();
}

} // namespace

QFuture<Done> askReserve(PileDialogue &pile, const PortHolding &holding)
{
    return resultOf(
        [&](const std::function<void(const Result<QString> &)> &done) {
            const ocpp::ReserveNow::Request request{holding.connector, holding.until, holding.idTag,
                                                    holding.reservationId};
            pile.ask<ocpp::ReserveNow>(request, [done](const Result<ocpp::ReserveNow::Confirmation> &answer) {
                done(answer.map([](const auto &given) { return QString(toWord(given.status)); }));
            });
        },
        QString(toWord(ocpp::ReservationStatus::Accepted)));
}

QFuture<Done> askCancelReservation(PileDialogue &pile, int reservationId)
{
    return resultOf(
        [&](const std::function<void(const Result<QString> &)> &done) {
            pile.ask<ocpp::CancelReservation>(
                {reservationId}, [done](const Result<ocpp::CancelReservation::Confirmation> &answer) {
                    done(answer.map([](const auto &given) { return QString(toWord(given.status)); }));
                });
        },
        QString(toWord(ocpp::CommandStatus::Accepted)));
}

} // namespace pd::cloud
