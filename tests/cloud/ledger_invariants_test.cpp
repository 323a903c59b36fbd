// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloud/ledger_defects.h"

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

namespace {

constexpr int writers = 8;

// One ledger with at most one defect, and what a check has to say of it.
class Bench
{
public:
    explicit Bench(Defect defect)
        : m_defect(defect)
        , ledger(*place.db, defect, nullptr)
    {
        if (defect == Defect::Changeable)
            place.tamper({});
    }
    Result<Booked> book(const Transfer &transfer) { return ledger.book(transfer, ledgerNow); }
    void need(const Transfer &transfer) { complaints.needs(book(transfer)); }
    void together(const std::function<void(Ledger &, int)> &work)
    {
        std::barrier meeting(writers);
        concurrently(place.database.url(), writers, complaints, [&](Database &db, int who) {
            DefectiveLedger own(db, m_defect, &meeting);
            work(own, who);
        });
    }
    // The journal read back and added up, not the projection.
    qint64 journalOf(const QString &account)
    {
        return place.number(
            QStringLiteral("SELECT COALESCE(SUM(amount), 0) FROM ledger_posting WHERE account = '%1'")
                .arg(account));
    }
    qint64 rows() { return place.number(QStringLiteral("SELECT COUNT(*) FROM ledger_transfer")); }
    void audit()
    {
        for (const QString &finding : Audit(*place.db).run().findings)
            complaints.add(finding);
    }
    void expect(qint64 is, qint64 should, const char *what)
    {
        complaints.unless(
            is == should,
            QStringLiteral("%1: %2 instead of %3").arg(QLatin1String(what)).arg(is).arg(should));
    }

private:
    Defect m_defect;

public:
    LedgerPlace place;
    DefectiveLedger ledger;
    Complaints complaints;
};

QString id(const char *word, int a, int b = 0)
{
    return QStringLiteral("%1-%2-%3").arg(QLatin1String(word)).arg(a).arg(b);
}

// The check is silent on the ledger as it is, and not on one with the defect.
void prove(void (*check)(Bench &), Defect defect)
{
    Bench sound(Defect::None);
    check(sound);
    QCOMPARE(sound.complaints.list().join(QLatin1Char('\n')), QString());
    Bench defective(defect);
    check(defective);
    QVERIFY2(!defective.complaints.list().isEmpty(), "the defect was not noticed");
    qInfo().noquote() << "noticed:" << defective.complaints.list().first();
}

void checkBalanced(Bench &bench)
{
    Transfer wrong = deposit(QStringLiteral("a"), 1, 100);
    wrong.postings[1].amount = Money::fromMinor(-90);
    bench.complaints.unless(!bench.book(wrong), QStringLiteral("100 came in and 90 arrived"));
    bench.need(deposit(QStringLiteral("b"), 1, 100));
    bench.audit();
}

void checkAppendOnly(Bench &bench)
{
    bench.need(deposit(QStringLiteral("a"), 1, 100));
    bench.need(deposit(QStringLiteral("b"), 1, 100));
    QStringList attempts{QStringLiteral("UPDATE ledger_posting SET amount = amount * 2"),
                         QStringLiteral("DELETE FROM ledger_posting WHERE transfer_seq = 2"),
                         QStringLiteral("UPDATE ledger_transfer SET subject = 'x'"),
                         QStringLiteral("DELETE FROM ledger_posting"),
                         QStringLiteral("DELETE FROM ledger_transfer")};
    if (isOnPostgres())
        attempts.append(QStringLiteral("TRUNCATE ledger_posting, ledger_transfer"));
    for (const QString &attempt : attempts)
        bench.complaints.unless(!bench.place.database.run(attempt).isEmpty(), attempt);
    bench.audit();
}

// Somebody who can write everything makes one row, its postings and the balances say something else, and even
// gives the row a hash that fits. The rows after it do not fit any more.
void checkChained(Bench &bench)
{
    for (int i = 1; i <= 4; ++i)
        bench.need(deposit(id("a", i), 1, 100));
    bench.audit();
    Transfer forged = deposit(QStringLiteral("a-4-0"), 1, 500);
    const QString contents = chain::contents(forged);
    bench.place.tamper(QStringLiteral("UPDATE ledger_posting SET amount = amount * 5, balance = balance * 2 "
                                      "WHERE transfer_seq = 4"));
    bench.place.tamper(QStringLiteral("UPDATE ledger_balance SET amount = amount * 2"));
    bench.place.tamper(
        QStringLiteral("UPDATE ledger_transfer SET contents = '%1' WHERE seq = 4").arg(contents));
    bench.complaints.unless(!Audit(*bench.place.db).run().findings.isEmpty(),
                            QStringLiteral("a forged row was not found"));
}

void checkDuplicate(Bench &bench)
{
    const Result<Booked> first = bench.book(deposit(QStringLiteral("a"), 1, 100));
    bench.complaints.needs(first);
    bench.need(deposit(QStringLiteral("b"), 1, 1));
    const Result<Booked> again = bench.book(deposit(QStringLiteral("a"), 1, 100));
    bench.complaints.needs(again);
    bench.complaints.unless(again && !again->isNew && again->seq == first->seq && again->hash == first->hash
                                && again->at == first->at,
                            QStringLiteral("the second does not name the first"));
    const Result<Booked> other = bench.book(deposit(QStringLiteral("a"), 1, 200));
    bench.complaints.unless(!other && other.error().kind == Error::Kind::Conflict,
                            QStringLiteral("another transfer under the same id"));
    bench.expect(-bench.ledger.balance(walletOf(1)).minor(), 101, "balance");
    bench.expect(bench.rows(), 2, "rows");
}

void checkConcurrentDuplicates(Bench &bench)
{
    std::atomic_int fresh = 0;
    std::atomic_int repeated = 0;
    bench.together([&](Ledger &ledger, int) {
        const Result<Booked> booked = ledger.book(deposit(QStringLiteral("same"), 1, 100), ledgerNow);
        bench.complaints.needs(booked);
        if (booked)
            ++(booked->isNew ? fresh : repeated);
    });
    bench.expect(fresh, 1, "booked");
    bench.expect(repeated, writers - 1, "recognised");
    bench.expect(-bench.journalOf(walletOf(1)), 100, "journal");
}

void checkHotAccount(Bench &bench)
{
    constexpr int each = 10;
    bench.together([&](Ledger &ledger, int who) {
        for (int i = 0; i < each; ++i)
            bench.complaints.needs(ledger.book(deposit(id("hot", who, i), 1, 7), ledgerNow));
    });
    bench.expect(-bench.ledger.balance(walletOf(1)).minor(), qint64(writers) * each * 7, "hot account");
}

void checkConservation(Bench &bench)
{
    constexpr int wallets = 5;
    for (int w = 0; w < wallets; ++w)
        bench.need(deposit(id("start", w), w, 1'000));
    bench.together([&](Ledger &ledger, int who) {
        for (int i = 0; i < 12; ++i) {
            const int from = (who + i) % wallets;
            const int to = (who + 2 * i + 1) % wallets;
            if (from == to)
                continue;
            const Result<Booked> booked = ledger.book(
                movement(id("move", who, i), walletOf(from), walletOf(to), 300 + 100 * (i % 4)), ledgerNow);
            bench.complaints.unless(booked || booked.error().reason == QLatin1String("overdraft"),
                                    booked ? QString() : booked.error().detail);
        }
    });
    qint64 all = 0;
    for (int w = 0; w < wallets; ++w)
        all -= bench.ledger.balance(walletOf(w)).minor();
    bench.expect(all, 1'000 * wallets, "money in all wallets");
    bench.expect(bench.place.number(QStringLiteral("SELECT SUM(amount) FROM ledger_posting")), 0, "journal");
}

void checkProjection(Bench &bench)
{
    for (int i = 1; i <= 10; ++i)
        bench.need(deposit(id("a", i), i % 3, i));
    for (int w = 0; w < 3; ++w)
        bench.expect(bench.ledger.balance(walletOf(w)).minor(), bench.journalOf(walletOf(w)), "projection");
}

void checkDrain(Bench &bench)
{
    bench.complaints.needs(Ledger(*bench.place.db).book(deposit(QStringLiteral("start"), 1, 100), ledgerNow));
    std::atomic_int drawn = 0;
    bench.together([&](Ledger &ledger, int who) {
        const Result<Booked> booked
            = ledger.book(movement(id("draw", who), walletOf(1), walletOf(2), 30), ledgerNow);
        if (booked)
            ++drawn;
        else
            bench.complaints.unless(booked.error().reason == QLatin1String("overdraft"),
                                    booked.error().detail);
    });
    bench.expect(drawn, 3, "drawn");
    bench.expect(-bench.ledger.balance(walletOf(1)).minor(), 10, "left");
}

void checkPrecision(Bench &bench)
{
    Transaction work(*bench.place.db);
    for (int i = 0; i < 1'000; ++i)
        bench.need(deposit(id("fen", i), 1, 1 + i % 3));
    const qint64 large = (qint64(1) << 53) + 1;
    bench.need(deposit(QStringLiteral("large"), 2, large));
    bench.need(deposit(QStringLiteral("one"), 2, 1));
    bench.complaints.unless(
        !bench.book(deposit(QStringLiteral("too much"), 2, std::numeric_limits<qint64>::max())),
        QStringLiteral("more money than there is was booked"));
    (void)work.commit();
    bench.expect(-bench.ledger.balance(walletOf(1)).minor(), 1'999, "many small ones");
    bench.expect(-bench.ledger.balance(walletOf(2)).minor(), large + 1, "a large one");
    bench.audit();
}

void checkCurrencies(Bench &bench)
{
    Transfer mixed = deposit(QStringLiteral("a"), 1, 100);
    mixed.postings[1].currency = QStringLiteral("USD");
    bench.complaints.unless(!bench.book(mixed), QStringLiteral("yuan became dollars"));
    bench.need(deposit(QStringLiteral("b"), 1, 100));
    bench.need(movement(QStringLiteral("c"), collected, walletOf(1), 30, QStringLiteral("USD")));
    bench.expect(-bench.ledger.balance(walletOf(1)).minor(), 100, "yuan");
    bench.expect(-bench.ledger.balance(walletOf(1), QStringLiteral("USD")).minor(), 30, "dollars");
    bench.audit();
}

void checkReversal(Bench &bench)
{
    bench.need(deposit(QStringLiteral("a"), 1, 100));
    const auto take = [&](const char *by) {
        return bench.ledger.reverse(QStringLiteral("a"), QLatin1String(by), ledgerNow);
    };
    bench.complaints.needs(take("undo"));
    bench.expect(bench.ledger.balance(walletOf(1)).minor(), 0, "balance");
    bench.expect(bench.rows(), 2, "rows: the first one stays");
    const Result<Booked> again = take("undo");
    bench.complaints.unless(again && !again->isNew, QStringLiteral("taken back twice"));
    const Result<Booked> other = take("undo-2");
    bench.complaints.unless(!other && other.error().reason == QLatin1String("already_reversed"),
                            QStringLiteral("taken back twice under two ids"));
    bench.complaints.unless(!bench.ledger.reverse(QStringLiteral("none"), QStringLiteral("u"), ledgerNow),
                            QStringLiteral("took back what is not there"));
    bench.audit();
}

void checkRebuild(Bench &bench)
{
    for (int i = 1; i <= 9; ++i)
        bench.need(deposit(id("a", i), i % 3, i * 10));
    bench.need(movement(QStringLiteral("m"), walletOf(1), walletOf(2), 5));
    QList<qint64> before;
    for (int w = 0; w < 3; ++w)
        before.append(bench.ledger.balance(walletOf(w)).minor());
    bench.place.tamper(QStringLiteral("DELETE FROM ledger_balance WHERE account = 'wallet:w1'"));
    bench.place.tamper(QStringLiteral("UPDATE ledger_balance SET amount = amount + 1"));
    bench.complaints.unless(bench.ledger.rebuildBalances().has_value(), QStringLiteral("not rebuilt"));
    for (int w = 0; w < 3; ++w)
        bench.expect(bench.ledger.balance(walletOf(w)).minor(), before[w], "rebuilt balance");
    bench.audit();
}

void checkOrder(Bench &bench)
{
    bench.together([&](Ledger &ledger, int who) {
        for (int i = 0; i < 5; ++i)
            bench.complaints.needs(ledger.book(deposit(id("o", who, i), 1, 10), ledgerNow));
    });
    qint64 n = 0;
    Rows rows = bench.place.db->run(
        QStringLiteral("SELECT account_seq, balance FROM ledger_posting WHERE account = ? "
                       "ORDER BY transfer_seq"),
        {walletOf(1)});
    while (rows.next()) {
        ++n;
        bench.expect(rows.number(0), n, "number within the account");
        bench.expect(-rows.number(1), n * 10, "balance after it");
    }
    bench.expect(n, writers * 5, "postings");
}

void checkRefused(Bench &bench)
{
    const Transfer draw = movement(QStringLiteral("draw"), walletOf(1), walletOf(2), 50);
    for (int round = 0; round < 2; ++round) {
        const Result<Booked> refused = bench.book(draw);
        bench.complaints.unless(!refused && refused.error().reason == QLatin1String("overdraft"),
                                QStringLiteral("a refused transfer is reported as applied"));
    }
    bench.expect(bench.rows(), 0, "rows");
    bench.need(deposit(QStringLiteral("money"), 1, 50));
    const Result<Booked> late = bench.book(draw);
    bench.complaints.unless(late && late->isNew, QStringLiteral("it could be booked now"));
    bench.expect(-bench.ledger.balance(walletOf(2)).minor(), 50, "arrived");
}

} // namespace

// The fifteen invariants of a ledger. Each is shown to hold, and its check is shown to fail on a ledger with
// just the one defect that breaks it.
class LedgerInvariantsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void i01_balancedPerCurrency() { prove(checkBalanced, Defect::Unbalanced); }
    void i02_appendOnly() { prove(checkAppendOnly, Defect::Changeable); }
    void i03_hashChain() { prove(checkChained, Defect::LooseChain); }
    void i04_duplicateIsNoOperation() { prove(checkDuplicate, Defect::BooksTwice); }
    void i05_concurrentDuplicatesAreOne() { prove(checkConcurrentDuplicates, Defect::KnowsBeforeLock); }
    void i06_noUpdateIsLost() { prove(checkHotAccount, Defect::StaleBalance); }
    void i07_moneyIsConserved() { prove(checkConservation, Defect::LosesPosting); }
    void i08_balanceIsTheJournal() { prove(checkProjection, Defect::ForgetsBalance); }
    void i09_noOverdraftUnderDrain() { prove(checkDrain, Defect::StaleFloor); }
    void i10_noPrecisionIsLost() { prove(checkPrecision, Defect::FloatingPoint); }
    void i11_noMixedCurrencies() { prove(checkCurrencies, Defect::MixesCurrencies); }
    void i12_reversalCompensates() { prove(checkReversal, Defect::ReversesWrong); }
    void i13_rebuildsFromTheJournal() { prove(checkRebuild, Defect::BooksBeside); }
    void i14_orderWithinAnAccount() { prove(checkOrder, Defect::Disorder); }
    void i15_refusedIsNeverApplied() { prove(checkRefused, Defect::RefusedIsKnown); }
};

QTEST_GUILESS_MAIN(LedgerInvariantsTest)
#include "ledger_invariants_test.moc"
