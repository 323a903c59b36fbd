// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QHash>
#include <QUrl>

namespace pd::net {

// Reads OCPI's two discovery answers. Pure.

// The URL of version 2.2.1 in the list of versions; Unsupported (reason "ocpi_version") where it is not
// there.
Result<QUrl> versionDetailsUrl(const QByteArray &versions);
// Endpoint of each module. Of a module in both roles the SENDER is taken: a console reads.
Result<QHash<QString, QUrl>> moduleEndpoints(const QByteArray &details);

} // namespace pd::net
