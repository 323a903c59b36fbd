// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/identifiers.h"
#include "models/basics/money.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace pd {

// A line of an account's charging records.
struct AccountCharge
{
    OrderId order;
    PortId port;
    QDateTime startedAt;
    Energy energy;
    Money total;
    Money owed;

    friend bool operator==(const AccountCharge &, const AccountCharge &) = default;
};

// What the desk sees of an account before a charge (patent, step c). Personal data come masked from the
// cloud; the full number never reaches the window.
struct AccountCheck
{
    AccountId account;
    QString phoneMasked; // "138****5678"
    QString plateMasked; // "浙A·D***88", empty where none is known
    int portsInUse = 0;
    int portLimit = 1;
    bool blocked = false;
    bool settleAfter = false; // charges first, and pays several bills at once
    bool hasCard = false; // a bank card is bound
    Money owed = {}; // bills and debts that nothing has paid for yet
    QList<AccountCharge> lastCharges = {}; // newest first, at most five

    friend bool operator==(const AccountCheck &, const AccountCheck &) = default;
};

// What a lead may change of an account; what is not there stays.
struct AccountChange
{
    std::optional<bool> settleAfter;
    std::optional<int> portLimit; // 0 to 1000
    std::optional<bool> blocked;

    friend bool operator==(const AccountChange &, const AccountChange &) = default;
};

QString maskedPhone(QStringView phone); // "13800135678" -> "138****5678"
QString maskedPlate(QStringView plate); // "浙AD12388" -> "浙A·D***88"

} // namespace pd
