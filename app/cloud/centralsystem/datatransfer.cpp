// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/datatransfer.h"

#include "app/cloud/centralsystem/piletime.h"
#include "app/net/ocpp/pileextensions.h"

#include <QLoggingCategory>
#include <QPromise>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(log, "pd.ocpp")

namespace ocpp = net::ocpp;

Done outcomeOf(const Result<ocpp::DataTransfer::Confirmation> &answer)
{
    if (!answer)
        return tl::unexpected(answer.error());
    const QString detail = QStringLiteral("DataTransfer: ") + ocpp::toWord(answer->status);
    switch (answer->status) {
    case ocpp::TransferStatus::Accepted: return {};
    case ocpp::TransferStatus::Rejected: return failure(Error::Kind::Rejected, detail);
    case ocpp::TransferStatus::UnknownMessageId:
    case ocpp::TransferStatus::UnknownVendorId: break;
    }
    return failure(Error::Kind::Unsupported, detail);
}

QFuture<Done> send(PileDialogue &pile, const ocpp::DataTransfer::Request &transfer)
{
    const auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    pile.ask<ocpp::DataTransfer>(transfer, [promise](const Result<ocpp::DataTransfer::Confirmation> &answer) {
        promise->addResult(outcomeOf(answer));
        promise->finish();
    });
    return promise->future();
}

} // namespace

void DataTransfers::offer(Dispatcher &dispatcher)
{
    using Message = ocpp::DataTransfer;
    dispatcher.serve<Message>(
        [this](PileDialogue &pile, const Message::Request &request) -> ocpp::Decoded<Message::Confirmation> {
            return transfer(pile, request);
        });
}

ocpp::DataTransfer::Confirmation DataTransfers::transfer(PileDialogue &pile,
                                                         const ocpp::DataTransfer::Request &request)
{
    if (request.vendorId != ocpp::vendorId)
        return {ocpp::TransferStatus::UnknownVendorId, {}};
    if (request.messageId != ocpp::positionMessage)
        return {ocpp::TransferStatus::UnknownMessageId, {}};
    return {position(pile, request.data), {}};
}

ocpp::TransferStatus DataTransfers::position(PileDialogue &pile, const QString &data)
{
    ocpp::Decoded<Position> position = ocpp::readPosition(data);
    if (!position) {
        qCWarning(log).noquote() << pile.pile().text() << "position:" << position.error().detail;
        return ocpp::TransferStatus::Rejected;
    }
    position->at = plausibleTime(position->at, m_clock.now());
    const Done taken = m_backOffice.position(pile.pile(), *position);
    if (!taken)
        qCInfo(log).noquote() << pile.pile().text() << "position refused:" << taken.error().detail;
    return taken ? ocpp::TransferStatus::Accepted : ocpp::TransferStatus::Rejected;
}

QFuture<Done> DataTransfers::askLimit(PileDialogue &pile, int transactionId, std::optional<Energy> energy)
{
    return send(pile, ocpp::transferOf(ocpp::Limit{transactionId, energy}));
}

QFuture<Done> DataTransfers::givePlan(PileDialogue &pile, const PricePlan &plan)
{
    return send(pile, ocpp::transferOf(plan));
}

} // namespace pd::cloud
