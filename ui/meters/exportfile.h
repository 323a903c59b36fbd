// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QStringList>

#include <functional>

class QWidget;

namespace pd::ui {

// Writes the whole file or leaves what was there. Storage ("log_not_written") otherwise.
Done saveFile(const QString &fileName, const QByteArray &bytes);

// Asks where to save; `chosen` gets the file's name unless the dialog is cancelled. Filters as QFileDialog
// wants them, the first is the usual one; the suffix follows the filter that is chosen.
void askWhereToSave(QWidget *parent, const QString &title, const QString &usualName,
                    const QStringList &filters, const std::function<void(const QString &fileName)> &chosen);

} // namespace pd::ui
