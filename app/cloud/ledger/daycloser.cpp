// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/daycloser.h"

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(lcLedger, "pd.cloud.ledger")

constexpr int intervalMs = 5'000;

} // namespace

Result<std::unique_ptr<DayCloser>> DayCloser::open(Database &database, const Clock &clock,
                                                   const QString &keyFile, const QString &folder)
{
    Result<SigningKey> key = SigningKey::open(keyFile);
    if (!key)
        return tl::unexpected(key.error());
    return std::unique_ptr<DayCloser>(new DayCloser(database, clock, std::move(*key), folder));
}

DayCloser::DayCloser(Database &database, const Clock &clock, SigningKey key, QString folder)
    : m_table(database)
    , m_clock(clock)
    , m_key(std::move(key))
    , m_folder(std::move(folder))
{
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { (void)closeDays(); });
    m_timer.start();
}

Done DayCloser::closeDays()
{
    const QDateTime now = m_clock.now();
    if (m_closedUntil == ledgerDay(now))
        return {};
    const Done done = m_table.closeDays(m_key, now).and_then([this](const QList<DayHead> &closed) -> Done {
        for (const DayHead &head : closed)
            qCInfo(lcLedger).noquote() << head.day << "is closed at row" << head.seq << head.hash;
        return exportHeads(m_table.heads(), m_folder);
    });
    if (done)
        m_closedUntil = ledgerDay(now);
    else if (!std::exchange(m_hasComplained, true))
        qCCritical(lcLedger).noquote() << "the day's head is not exported:" << done.error().detail;
    m_hasComplained = m_hasComplained && !done;
    return done;
}

} // namespace pd::cloud
