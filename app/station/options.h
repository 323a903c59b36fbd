// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QHostAddress>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace pd::station {

struct ListenAddress
{
    QHostAddress address;
    quint16 port = 0; // 0: any free one
};

// The command line of piledeck-station.
struct Options
{
    QString site; // path of the site file
    QUrl cloud; // ws:// or wss://, to which each pile adds its id
    QString lines; // folder of the pseudo-terminals' paths
    QString control; // path of the control socket
    QString state; // path of the state file; default: station-state.json in `lines`
    QString clockFile; // empty: the machine's clock
    std::optional<ListenAddress> payments;
    std::optional<int> payerConfirmsAfterMs; // real time
    bool help = false;
    bool version = false;
};

// Invalid with a sentence for the command line's user.
Result<Options> parseOptions(const QStringList &arguments);
QString usage();

} // namespace pd::station
