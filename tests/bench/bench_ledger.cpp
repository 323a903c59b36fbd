// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/ledger.h"
#include "tests/bench/figure.h"

#include <QCoreApplication>
#include <QTemporaryDir>

using namespace pd;
using namespace pd::cloud;

namespace {

const QDateTime now(QDate(2026, 3, 16), QTime(10, 35), Qt::UTC);

// A settlement as it is usual: the hold becomes two components of revenue and a refund.
Transfer settlement(qint64 n)
{
    const QString number = QString::number(n);
    return {QStringLiteral("earn/") + number,
            QStringLiteral("earn"),
            number,
            {},
            {{QStringLiteral("clearing:NETWORK_PLATFORM"), Money::fromMinor(2000)},
             {QStringLiteral("revenue:electricity"), Money::fromMinor(-233)},
             {QStringLiteral("revenue:service"), Money::fromMinor(-93)},
             {QStringLiteral("wallet:w") + QString::number(n % 1000), Money::fromMinor(-1674)}}};
}

} // namespace

// Postings that are durable when they are acknowledged (SQLite, WAL, synchronous FULL, on the disk of the
// working folder), each transfer in a transaction of its own, and ten to a transaction as a busy second would
// have it. Beside it: one bare row a transaction on the same disk, the least that a durable booking must do.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTemporaryDir folder(QStringLiteral("bench-ledger-XXXXXX"));
    const auto db = Database::open(QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("a.db")),
                                   InstallationMode::Real, now);
    if (!db)
        return 1;
    Ledger ledger(**db);
    qint64 next = 0;
    bool good = true;
    const auto bookInGroups = [&](qint64 count, qint64 group) {
        for (qint64 i = 0; i < count; i += group) {
            Transaction work(**db);
            for (qint64 k = 0; k < group; ++k)
                good = ledger.book(settlement(next++), now).has_value() && good;
            good = work.commit().has_value() && good;
        }
    };
    const double alone = bench::perSecond([&](qint64 n) { bookInGroups(n, 1); }) * 4;
    const double tens = bench::perSecond([&](qint64 n) { bookInGroups(n, 10); }) * 4;
    const double bare = bench::perSecond([&](qint64 n) {
        for (qint64 i = 0; i < n; ++i) {
            Transaction work(**db);
            (*db)->run(QStringLiteral("INSERT INTO counter (name, value) VALUES (?, 1)"),
                       {QString::number(next++)});
            good = work.commit().has_value() && good;
        }
    });
    bench::report("ledger.postings_each_transfer_durable", alone, "postings/s",
                  "bare rows, one a transaction", bare);
    bench::report("ledger.postings_ten_transfers_a_commit", tens, "postings/s",
                  "bare rows, one a transaction", bare);
    return good ? 0 : 1;
}
