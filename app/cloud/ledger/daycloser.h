// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/ledger/heads.h"
#include "models/basics/clock.h"

#include <QObject>
#include <QTimer>

namespace pd::cloud {

// Signs each day's head of the ledger once the day is over and exports it. Core thread; owner: the
// composition root. open() → every few seconds: a day over? → signed → exported; a folder that cannot be
// written is tried again, and complained about once.
class DayCloser : public QObject
{
    Q_OBJECT

public:
    // What SigningKey::open() says.
    static Result<std::unique_ptr<DayCloser>> open(Database &database, const Clock &clock,
                                                   const QString &keyFile, const QString &folder);
    Done closeDays();

private:
    DayCloser(Database &database, const Clock &clock, SigningKey key, QString folder);

    HeadTable m_table;
    const Clock &m_clock;
    SigningKey m_key;
    QString m_folder;
    QString m_closedUntil; // nothing to look for again on the same day
    bool m_hasComplained = false;
    QTimer m_timer;
};

} // namespace pd::cloud
