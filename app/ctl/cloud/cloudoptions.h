// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/payment/jointsettlement.h"
#include "models/session/order.h"
#include "models/session/reservation.h"

#include <QStringList>
#include <QUrl>

namespace pd::ctl {

// What was asked for on the command line: piledeckctl cloud --url URL ... VERB [OPERAND].
struct CloudOptions
{
    QUrl url;
    QString user;
    QString password; // from a file: never on the command line, where everybody sees it
    QByteArray token;
    QString verb;
    QString operand; // an order id, a phone number
    OrderRequest order; // of `start`, but for the account
    QString phone;
    SettlementRequest settlement; // of `settle`
    ReservationRequest reservation; // of `reserve`
    QString reason; // of cancelling a reservation
    QByteArray command; // of `command`: JSON, what cnpdk_piles/{pile}/commands takes
    int limit = 100; // of lists
    int count = -1; // of events; -1: for ever
    int seconds = -1; // of events, and of waiting; -1: for ever
    bool wait = false;
    bool help = false; // nothing else was looked at
};

// arguments: what follows "cloud". A failure is Invalid: wrong usage, in words; NotFound: a file of
// the command line cannot be read, or has nothing in it.
Result<CloudOptions> parseCloudOptions(const QStringList &arguments);
QString cloudUsage();

} // namespace pd::ctl
