// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/backoffice.h"
#include "app/cloud/front/frontserver.h"

namespace pd::cloud {

// The charge point id behind "/ocpp/", a trailing slash aside; empty where there is none or it is not usable.
PileId pileOfPath(const QString &path);

// 404 for a path without a usable id or an unknown charge point, 400 without the subprotocol ocpp1.6, 401 for
// wrong credentials, 503 where the back office cannot tell. The body explains in words, because a person at
// the pile's configuration page is who reads it.
UpgradeDecision decideHandshake(const HttpRequest &request, BackOffice &backOffice);
HttpResponse explainWithoutUpgrade();

} // namespace pd::cloud
