// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArray>
#include <QString>

namespace pd {

// The file has this content, or stays as it was: written beside it and put in its place. Storage, with the
// path and the system's reason, where the disk is full or the folder cannot be written.
Done writeWholeFile(const QString &path, const QByteArray &content);

} // namespace pd
