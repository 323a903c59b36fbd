// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/payments/sandbox.h"

#include <QJsonObject>

namespace pd::station {

// All that the sandbox knows, as it stands in the state file. Amounts are whole fen.
struct SandboxBook
{
    qint64 serial = 0;
    QList<SandboxPayment> payments;
    QList<SandboxRefund> refunds;
};

QJsonObject toJson(const SandboxBook &book);
// Invalid where anything is damaged: money is not guessed.
Result<SandboxBook> sandboxBookFrom(const QJsonObject &json);

QJsonObject toJson(const SandboxPayment &payment);
QJsonObject toJson(const SandboxRefund &refund);

} // namespace pd::station
