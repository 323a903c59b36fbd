// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/payment/jointsettlement.h"
#include "models/receipt/drivertexts.h"
#include "models/session/order.h"

#include <QTimeZone>

namespace pd {

// What a receipt is made of: one charge, or several of one account that were settled in one payment.
struct Receipt
{
    QList<ChargeOrder> charges; // settled ones
    QString stationName;
    QTimeZone zone; // of the station: all times are in it, and it is named
    std::optional<JointSettlement> settlement = {}; // the one payment for them, where there was one

    Money total() const;
    QDateTime asOf() const; // when the youngest of its figures was settled
};

// Conflict ("not_settled") where a charge is not settled yet: its figures could still change. Invalid without
// charges, or where they are of several accounts.
Done checkReceipt(const Receipt &receipt);

// The receipt as HTML of the subset that QTextDocument shows: per charge the components and beneath them the
// period lines with four decimals, then payment and what was returned; at the end what a
// joint settlement paid of each charge, and its payment. The account stands there masked.
QString receiptHtml(const Receipt &receipt, const DriverTexts &texts);

} // namespace pd
