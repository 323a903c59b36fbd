// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/receipt/receipt.h"

namespace pd::ui {

// Writes the receipt as a PDF of A4 pages, whole or not at all. language: as "zh_CN"; another one than
// Chinese is English. Errors of checkReceipt; Storage with the system's words where the file cannot be
// written.
Done writeReceiptPdf(const QString &fileName, const Receipt &receipt, const QString &language);

} // namespace pd::ui
