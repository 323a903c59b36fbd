// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/payments/sandbox.h"

namespace pd::station {

// The page on the simulated payer's phone: payee, amount, confirm and refuse, in Chinese and English. UTF-8
// HTML without scripts.
QByteArray phonePage(const SandboxPayment &payment);
QByteArray phonePageNotFound();

} // namespace pd::station
