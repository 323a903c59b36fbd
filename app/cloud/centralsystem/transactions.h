// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/dispatcher.h"

namespace pd::cloud {

// StartTransaction and StopTransaction. Both are answered with a result whatever the tag or the transaction,
// because a pile repeats a refused one for ever; only a start that could not be recorded is an error
// (InternalError), so that the pile says it again.
class Transactions
{
public:
    Transactions(BackOffice &backOffice, const Clock &clock)
        : m_backOffice(backOffice)
        , m_clock(clock)
    {
    }
    void offer(Dispatcher &dispatcher);

private:
    using Start = net::ocpp::StartTransaction;
    using Stop = net::ocpp::StopTransaction;
    net::ocpp::Decoded<Start::Confirmation> start(PileDialogue &pile, const Start::Request &request);
    net::ocpp::Decoded<Stop::Confirmation> stop(PileDialogue &pile, const Stop::Request &request);
    QDateTime momentOf(PileDialogue &pile, const Start::Request &request) const;

    BackOffice &m_backOffice;
    const Clock &m_clock;
};

} // namespace pd::cloud
