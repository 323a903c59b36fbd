// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloud/ledger_support.h"

#include <atomic>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

class LedgerWritersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hundredWritersAtOnce();
    void lookingDoesNotWaitForWriters();
};

// Each with a connection of its own: what comes in at one channel, what goes from wallet to wallet, and every
// transfer told twice by two writers.
void LedgerWritersTest::hundredWritersAtOnce()
{
    constexpr int writers = 100;
    constexpr int each = 6;
    const LedgerPlace place;
    Complaints complaints;
    std::atomic_int fresh = 0;
    std::atomic_int repeated = 0;
    const auto count = [&](const Result<Booked> &booked) {
        complaints.needs(booked);
        if (booked)
            ++(booked->isNew ? fresh : repeated);
    };
    concurrently(place.database.url(), writers, complaints, [&](Database &db, int who) {
        Ledger ledger(db);
        const int pair = who / 2;
        for (int i = 0; i < each; ++i) {
            const QString name = QStringLiteral("%1-%2").arg(pair).arg(i);
            count(ledger.book(deposit(QStringLiteral("in-") + name, pair, 100 + i), ledgerNow));
            count(ledger.book(
                movement(QStringLiteral("on-") + name, walletOf(pair), walletOf((pair + 1) % 50), 40),
                ledgerNow));
        }
    });
    QCOMPARE(complaints.list().join(QLatin1Char('\n')), QString());
    QCOMPARE(fresh.load(), 50 * each * 2);
    QCOMPARE(repeated.load(), 50 * each * 2);
    const AuditReport report = Audit(*place.db).run();
    QCOMPARE(report.findings.join(QLatin1Char('\n')), QString());
    QCOMPARE(report.transfers, qint64(50 * each * 2));
    Ledger ledger(*place.db);
    const qint64 all = 50 * (6 * 100 + 15);
    QCOMPARE(ledger.balance(collected).minor(), all);
    qint64 held = 0;
    for (int w = 0; w < 50; ++w) {
        QCOMPARE(-ledger.balance(walletOf(w)).minor(), qint64(6 * 100 + 15)); // as much came on as went
        held -= ledger.balance(walletOf(w)).minor();
    }
    QCOMPARE(held, all);
}

void LedgerWritersTest::lookingDoesNotWaitForWriters()
{
    const LedgerPlace place;
    QVERIFY(Ledger(*place.db).book(deposit(QStringLiteral("a"), 1, 100), ledgerNow));
    Transaction work(*place.db);
    QVERIFY(Ledger(*place.db).book(deposit(QStringLiteral("b"), 1, 100), ledgerNow));
    const auto guest = Database::join(place.database.url());
    QVERIFY2(guest, guest ? "" : qPrintable(guest.error().detail));
    const AuditReport before = Audit(**guest).run();
    QCOMPARE(before.transfers, qint64(1));
    QCOMPARE(before.findings, QStringList());
    QVERIFY(work.commit());
    QCOMPARE(Audit(**guest).run().transfers, qint64(2));
}

QTEST_GUILESS_MAIN(LedgerWritersTest)
#include "ledger_writers_test.moc"
