// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/dispatcher.h"

#include <QFuture>

namespace pd::cloud {

// DataTransfer of vendor cnpdk: Position from the pile, Limit and PricePlan to it (app/net/ocpp/README.md).
class DataTransfers
{
public:
    DataTransfers(BackOffice &backOffice, const Clock &clock)
        : m_backOffice(backOffice)
        , m_clock(clock)
    {
    }
    void offer(Dispatcher &dispatcher);
    static QFuture<Done> askLimit(PileDialogue &pile, int transactionId, std::optional<Energy> energy);
    static QFuture<Done> givePlan(PileDialogue &pile, const PricePlan &plan);

private:
    net::ocpp::DataTransfer::Confirmation transfer(PileDialogue &pile,
                                                   const net::ocpp::DataTransfer::Request &request);
    net::ocpp::TransferStatus position(PileDialogue &pile, const QString &data);

    BackOffice &m_backOffice;
    const Clock &m_clock;
};

} // namespace pd::cloud
