// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/identifiers.h"
#include "models/payment/payment.h"

#include <QString>

#include <optional>

namespace pd::cloud {

// One kind of account of the ledger. Amounts are debits where positive; the normal side says on which side a
// balance of this kind stands.
struct AccountKind
{
    QLatin1String prefix;
    bool isDebit = false; // normal side
    bool isGuarded = false; // the balance never crosses to the other side: no overdraft
    bool isFamily = false; // one account per name behind the colon
};

// Nothing for a name that is no account: an unknown kind, a family without a member.
std::optional<AccountKind> kindOf(const QString &account);

namespace accounts {

QString wallet(const AccountId &customer); // what a customer keeps with us
QString hold(const OrderId &order); // prepaid, not earned yet
QString clearing(PaymentMethod channel); // collected by the channel, owed to us
QString debt(const AccountId &customer); // billed, not paid yet; without an account: by a roaming partner
inline const QString electricity = QStringLiteral("revenue:electricity");
inline const QString service = QStringLiteral("revenue:service");
inline const QString time = QStringLiteral("revenue:time");
inline const QString occupancy = QStringLiteral("revenue:occupancy");
inline const QString reservation = QStringLiteral("revenue:reservation");
inline const QString refundsPayable = QStringLiteral("refunds_payable");
inline const QString writeOff = QStringLiteral("write_off");
inline const QString rounding = QStringLiteral("rounding");

} // namespace accounts

} // namespace pd::cloud
