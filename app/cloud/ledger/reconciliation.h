// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/ledger/audit.h"

namespace pd::cloud {

// What orders, payments and refunds say against what the journal says: what is held belongs to open orders,
// what a channel owes is what was paid less what went back, and nothing was earned, written off or owed that
// no order tells of. `standings` are the journal's. Sentences; empty where both say the same. Thread of the
// database.
QStringList reconcile(Database &database, const Standings &standings);

// The journal and what it is about, looked at in one state. Both together are "verify".
AuditReport verify(Database &database, const QList<DayHead> &exported = {}, const QString &publicKey = {});

} // namespace pd::cloud
