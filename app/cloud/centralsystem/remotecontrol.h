// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/piledialogue.h"

#include <QFuture>

namespace pd::cloud {

// RemoteStartTransaction and RemoteStopTransaction. Success means that the pile accepted, no more.
QFuture<Done> askRemoteStart(PileDialogue &pile, int connector, const QString &idTag);
QFuture<Done> askRemoteStop(PileDialogue &pile, int transactionId);

} // namespace pd::cloud
