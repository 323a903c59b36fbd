// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/accounts.h"

#include <array>

namespace pd::cloud {

namespace {

constexpr std::array<AccountKind, 12> kinds{{
    {QLatin1String("wallet"), false, true, true},
    {QLatin1String("hold"), false, true, true},
    {QLatin1String("clearing"), true, false, true},
    {QLatin1String("debt"), true, true, true},
    {QLatin1String("revenue:electricity"), false, false, false},
    {QLatin1String("revenue:service"), false, false, false},
    {QLatin1String("revenue:time"), false, false, false},
    {QLatin1String("revenue:occupancy"), false, false, false},
    {QLatin1String("revenue:reservation"), false, false, false},
    {QLatin1String("refunds_payable"), false, true, false},
    {QLatin1String("write_off"), true, false, false},
    {QLatin1String("rounding"), true, false, false},
}};

} // namespace

std::optional<AccountKind> kindOf(const QString &account)
{
    for (const AccountKind &kind : kinds) {
        const qsizetype length = kind.prefix.size();
        if (kind.isFamily ? account.startsWith(kind.prefix) && account.size() > length + 1
                    && account[length] == QLatin1Char(':')
                          : account == kind.prefix)
            return kind;
    }
    return std::nullopt;
}

namespace accounts {

QString wallet(const AccountId &customer)
{
    return QStringLiteral("wallet:") + customer.text();
}

QString hold(const OrderId &order)
{
    return QStringLiteral("hold:") + order.text();
}

QString clearing(PaymentMethod channel)
{
    return QStringLiteral("clearing:") + toWord(channel);
}

QString debt(const AccountId &customer)
{
    return QStringLiteral("debt:") + (customer.isEmpty() ? QStringLiteral("roaming") : customer.text());
}

} // namespace accounts

} // namespace pd::cloud
