// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/accounts.h"
#include "app/cloud/ledger/daycloser.h"
#include "app/cloud/ledger/reconciliation.h"
#include "tests/cloud/charges.h"
#include "tests/cloud/ledger_support.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

namespace {

// The transfers of an order, as an accountant would write them.
QString journalText(Database &db)
{
    QStringList lines;
    Rows rows = db.run(
        QStringLiteral("SELECT t.kind, p.account, p.amount FROM ledger_transfer t JOIN ledger_posting p "
                       "ON p.transfer_seq = t.seq ORDER BY t.seq, p.n"));
    while (rows.next()) {
        const QString account = rows.text(1).section(QLatin1Char(':'), 0, 0) == QLatin1String("hold")
            ? QStringLiteral("hold")
            : rows.text(1);
        lines.append(QStringLiteral("%1 %2 %3").arg(rows.text(0), account, rows.money(2).text()));
    }
    return lines.join(QLatin1Char('\n'));
}

QString findings(Database &db)
{
    return verify(db).findings.join(QLatin1Char('\n'));
}

// A settled charge: 20.00 paid, 3.26 taken, 16.74 returned.
void settleCharge(Rig &rig)
{
    const ChargeOrder running = runningOrder(rig);
    rig.core->office.stopTransaction(third,
                                     stopReport(running.transactionId, "2026-03-16 19:00:00", "8125.78"));
    QTRY_COMPARE(rig.order(running.id).refunded, yuan("16.74"));
}

} // namespace

class LedgerBooksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settledCharge();
    void holdIsThereWhileItCharges();
    void cappedBillIsWrittenOff();
    void cancelledIsReturned();
    void paidTooLateIsReturned();
    void cardIsOwed();
    void refusedBookingKeepsNothing();
    void accountsWithoutAPosting();
    void olderDatabaseIsCaughtUp();
    void everyTamperingIsFound_data();
    void everyTamperingIsFound();
    void dayIsSignedAndExported();
    void rewrittenChainIsFoundByItsExportedHead();
    void keyIsForItsOwnerOnly();
    void headsFromElsewhere();
    void verifyCommand();
};

void LedgerBooksTest::settledCharge()
{
    Rig rig;
    QVERIFY(rig.open());
    settleCharge(rig);
    QCOMPARE(journalText(*rig.db),
             QStringLiteral("capture clearing:NETWORK_PLATFORM 20.00\n"
                            "capture hold -20.00\n"
                            "earn hold 3.26\n"
                            "earn revenue:electricity -2.33\n"
                            "earn revenue:service -0.93\n"
                            "release hold 16.74\n"
                            "release refunds_payable -16.74\n"
                            "refund refunds_payable 16.74\n"
                            "refund clearing:NETWORK_PLATFORM -16.74"));
    QCOMPARE(findings(*rig.db), QString());
}

void LedgerBooksTest::holdIsThereWhileItCharges()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    QCOMPARE(rig.core->ledger.balance(accounts::hold(running.id)), yuan("-20.00"));
    QCOMPARE(findings(*rig.db), QString());
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(rig.core->ledger.balance(accounts::hold(running.id)), yuan("-20.00"));
}

void LedgerBooksTest::cappedBillIsWrittenOff()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig, "3.00");
    rig.core->office.stopTransaction(third,
                                     stopReport(running.transactionId, "2026-03-16 19:00:00", "8125.78"));
    QCOMPARE(rig.core->ledger.balance(accounts::writeOff), yuan("0.26"));
    QCOMPARE(rig.core->ledger.balance(accounts::electricity), yuan("-2.33"));
    QCOMPARE(rig.core->ledger.balance(accounts::service), yuan("-0.93"));
    QCOMPARE(rig.core->ledger.balance(accounts::hold(running.id)), Money());
    QCOMPARE(findings(*rig.db), QString());
}

void LedgerBooksTest::cancelledIsReturned()
{
    Rig rig;
    rig.channel.refundsFailing = 2;
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig);
    QVERIFY(rig.core->orders.cancel(paid.id, QStringLiteral("op1")));
    QCOMPARE(rig.core->ledger.balance(accounts::refundsPayable),
             yuan("-20.00")); // until the channel confirms
    QCOMPARE(findings(*rig.db), QString());
    QTRY_COMPARE(rig.order(paid.id).refunded, yuan("20.00"));
    QCOMPARE(rig.core->ledger.balance(accounts::refundsPayable), Money());
    QCOMPARE(rig.core->ledger.balance(accounts::clearing(PaymentMethod::NetworkPlatform)), Money());
    QCOMPARE(findings(*rig.db), QString());
}

void LedgerBooksTest::paidTooLateIsReturned()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(rig.request("r", "20.00", pile3));
    QVERIFY(made);
    rig.channel.pay(made->payment->id);
    QVERIFY(rig.core->orders.cancel(made->id, QStringLiteral("op1")));
    QTRY_COMPARE(rig.order(made->id).refunded, yuan("20.00"));
    QCOMPARE(journalText(*rig.db).count(QStringLiteral("capture hold")), 1);
    QCOMPARE(findings(*rig.db), QString());
}

void LedgerBooksTest::cardIsOwed()
{
    Rig rig;
    QVERIFY(rig.open());
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<StartAnswer> started = rig.core->office.startTransaction(
        third, startReport(QStringLiteral("04A2B3C4"), "2026-03-16 18:40:00", "8123.45"));
    QVERIFY(started);
    rig.core->office.stopTransaction(third,
                                     stopReport(started->transactionId, "2026-03-16 19:00:00", "8125.78"));
    QCOMPARE(rig.core->ledger.balance(accounts::debt(AccountId(QStringLiteral("acc-5678")))), yuan("3.26"));
    QCOMPARE(findings(*rig.db), QString());
}

// The ledger says no: the state that would have meant the money is not recorded either.
void LedgerBooksTest::refusedBookingKeepsNothing()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    // Somebody has emptied the hold by hand.
    QVERIFY(rig.core->ledger.book(
        {QStringLiteral("by-hand"),
         QStringLiteral("test"),
         running.id.text(),
         {},
         {{accounts::hold(running.id), yuan("20.00")}, {accounts::writeOff, yuan("-20.00")}}},
        rig.clock.now()));
    const auto stopped = rig.core->office.stopTransaction(
        third, stopReport(running.transactionId, "2026-03-16 19:00:00", "8125.78"));
    Q_UNUSED(stopped)
    QCOMPARE(rig.order(running.id).state, OrderState::Charging);
    QVERIFY(rig.channel.refundLog.isEmpty());
    QVERIFY(!journalText(*rig.db).contains(QStringLiteral("earn")));
    // Taken back, the pile's report counts as if nothing had been.
    QVERIFY(
        rig.core->ledger.reverse(QStringLiteral("by-hand"), QStringLiteral("by-hand-back"), rig.clock.now()));
    rig.core->office.stopTransaction(third,
                                     stopReport(running.transactionId, "2026-03-16 19:00:00", "8125.78"));
    QCOMPARE(rig.order(running.id).state, OrderState::Settled);
    QTRY_COMPARE(rig.order(running.id).refunded, yuan("16.74"));
    QCOMPARE(findings(*rig.db), QString());
}

// Nothing that happens to an order touches them, and whatever does is found.
void LedgerBooksTest::accountsWithoutAPosting()
{
    Rig rig;
    QVERIFY(rig.open());
    settleCharge(rig);
    const QString wallet = accounts::wallet(AccountId(QStringLiteral("acc-5678")));
    for (const QString &unused : {wallet, accounts::rounding}) {
        QCOMPARE(rig.core->ledger.balance(unused), Money());
        const Money fen = Money::fromMinor(unused == wallet ? -1 : 1); // on its normal side
        QVERIFY(rig.core->ledger.book({QStringLiteral("by-hand/") + unused,
                                       QStringLiteral("test"),
                                       QStringLiteral("order"),
                                       {},
                                       {{unused, fen}, {accounts::electricity, -fen}}},
                                      rig.clock.now()));
        QVERIFY2(findings(*rig.db).contains(QStringLiteral("The ledger has 0.01 CNY at ") + unused),
                 qPrintable(findings(*rig.db)));
    }
}

void LedgerBooksTest::olderDatabaseIsCaughtUp()
{
    Rig rig;
    QVERIFY(rig.open());
    settleCharge(rig);
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Result<ChargeOrder> open = rig.create(rig.request("open", "5.00", pile3));
    QVERIFY2(open, open ? "" : qPrintable(open.error().detail));
    const QString before = journalText(*rig.db);
    rig.close();
    // As it was before there was a ledger.
    dropGuards(rig.url());
    for (const char *sql :
         {"DELETE FROM ledger_posting", "DELETE FROM ledger_transfer", "DELETE FROM ledger_balance",
          "UPDATE ledger_tip SET seq = 0, earliest = NULL, hash = "
          "'0000000000000000000000000000000000000000000000000000000000000000'"})
        QCOMPARE(rig.database->run(QLatin1String(sql)), QString());
    QVERIFY(rig.open());
    QCOMPARE(journalText(*rig.db), before);
    QCOMPARE(findings(*rig.db), QString());
}

void LedgerBooksTest::everyTamperingIsFound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *sql, const char *sentence) {
        QTest::newRow(name) << QString::fromLatin1(sql) << QString::fromLatin1(sentence);
    };
    row("amount", "UPDATE ledger_posting SET amount = amount - 1 WHERE transfer_seq = 2 AND n = 2",
        "differ by");
    row("account", "UPDATE ledger_posting SET account = 'rounding' WHERE transfer_seq = 2 AND n = 2",
        "not what was booked");
    row("subject", "UPDATE ledger_transfer SET subject = 'another' WHERE seq = 1", "not what was booked");
    row("time", "UPDATE ledger_transfer SET booked_at = booked_at + 1 WHERE seq = 4", "hash is not that");
    row("posting gone", "DELETE FROM ledger_posting WHERE transfer_seq = 2 AND n = 3", "differ by");
    row("end cut off", "DELETE FROM ledger_posting WHERE transfer_seq = 4",
        "its end is cut off|has 0 postings");
    row("tip", "UPDATE ledger_tip SET seq = seq - 1", "its end is cut off");
    row("balance", "UPDATE ledger_balance SET amount = amount + 5 WHERE account = 'revenue:service'",
        "The balance of revenue:service is -0.88 CNY and the journal says -0.93 CNY");
    row("balance gone", "DELETE FROM ledger_balance WHERE account = 'revenue:service'", "is missing");
    row("payment", "UPDATE payment SET amount = amount + 100",
        "The ledger has 3.26 CNY at clearing:NETWORK_PLATFORM; orders, payments and refunds say 4.26 CNY");
    row("refund", "UPDATE refund SET state = 'PROCESSING'", "at refunds_payable");
    row("order reopened", "UPDATE charge_order SET state = 'CHARGING'", "at hold:");
    row("bill", "UPDATE charge_order SET electricity = electricity + 1", "at revenue;");
    row("write-off", "UPDATE charge_order SET written_off = 7", "at write_off;");
}

void LedgerBooksTest::everyTamperingIsFound()
{
    QFETCH(QString, sql);
    QFETCH(QString, sentence);
    Rig rig;
    QVERIFY(rig.open());
    settleCharge(rig);
    QCOMPARE(findings(*rig.db), QString());
    dropGuards(rig.url());
    QCOMPARE(rig.database->run(sql), QString());
    QVERIFY2(QRegularExpression(sentence).match(findings(*rig.db)).hasMatch(), qPrintable(findings(*rig.db)));
}

void LedgerBooksTest::dayIsSignedAndExported()
{
    Rig rig;
    QVERIFY(rig.open());
    settleCharge(rig);
    QTemporaryDir folder;
    const QString heads = folder.filePath(QStringLiteral("heads"));
    const auto days = DayCloser::open(*rig.db, rig.clock, folder.filePath(QStringLiteral("key")), heads);
    QVERIFY2(days, days ? "" : qPrintable(days.error().detail));
    QVERIFY((*days)->closeDays());
    QVERIFY(HeadTable(*rig.db).heads().isEmpty()); // the day is not over
    rig.clock.set(shanghai("2026-03-17 00:00:01"));
    QVERIFY((*days)->closeDays());
    const QList<DayHead> own = HeadTable(*rig.db).heads();
    QCOMPARE(own.size(), 1);
    QCOMPARE(own.first().day, QStringLiteral("2026-03-16"));
    QCOMPARE(own.first().seq, qint64(4));
    QVERIFY(own.first().isSignatureGood());
    const Result<QList<DayHead>> exported = importHeads(heads);
    QVERIFY(exported);
    QCOMPARE(*exported, own);
    QCOMPARE(verify(*rig.db, *exported).findings, QStringList());

    // Nothing more is booked into the day, even where the clock is set back into it.
    rig.clock.set(shanghai("2026-03-16 20:00:00"));
    const Result<Booked> late = rig.core->ledger.book(deposit(QStringLiteral("late"), 1, 5), rig.clock.now());
    QVERIFY(late);
    QCOMPARE(ledgerDay(late->at), QStringLiteral("2026-03-17"));
    QVERIFY(rig.core->ledger.reverse(QStringLiteral("late"), QStringLiteral("late-back"), rig.clock.now()));
    QCOMPARE(verify(*rig.db, *exported).findings, QStringList());
}

// Whoever has the database and even the key writes the whole journal anew. The copy of the head tells.
void LedgerBooksTest::rewrittenChainIsFoundByItsExportedHead()
{
    QTemporaryDir folder;
    const Result<SigningKey> key = SigningKey::open(folder.filePath(QStringLiteral("key")));
    QVERIFY(key);
    const auto bookDay = [&](Database &db, qint64 fen) {
        Ledger ledger(db);
        QVERIFY(ledger.book(deposit(QStringLiteral("a"), 1, fen), ledgerNow));
        QVERIFY(HeadTable(db).closeDays(*key, ledgerNow.addDays(1)));
    };
    const LedgerPlace first;
    bookDay(*first.db, 1'000);
    const QList<DayHead> kept = HeadTable(*first.db).heads();
    const LedgerPlace second;
    bookDay(*second.db, 900);
    QCOMPARE(Audit(*second.db).run().findings, QStringList()); // by itself it is sound
    const QStringList found = Audit(*second.db).run(kept).findings;
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().contains(QStringLiteral("the journal was rewritten")));
    DayHead forged = kept.first();
    forged.seq = 2;
    QVERIFY(!forged.isSignatureGood());
    QVERIFY(
        !Audit(*first.db).run({}, QStringLiteral("00")).findings.isEmpty()); // not the key that should have
}

void LedgerBooksTest::keyIsForItsOwnerOnly()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("key"));
    const Result<SigningKey> made = SigningKey::open(path);
    QVERIFY(made);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(SigningKey::open(path)->publicKey(), made->publicKey());
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
    QCOMPARE(SigningKey::open(path).error().kind, Error::Kind::NotAllowed);
    QFile file(folder.filePath(QStringLiteral("short")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write("abcd");
    file.close();
    QCOMPARE(SigningKey::open(file.fileName()).error().kind, Error::Kind::Invalid);
    QCOMPARE(SigningKey::open(folder.filePath(QStringLiteral("none/key"))).error().kind,
             Error::Kind::Storage);
}

void LedgerBooksTest::headsFromElsewhere()
{
    for (const char *bad :
         {"", "[]", "{}", "{\"day\":\"2026-03-16\",\"seq\":1}",
          R"({"day":"x","seq":"1","hash":"a","signed_at_ms":"1","public_key":"a","signature":"a"})"})
        QCOMPARE(DayHead::fromJson(bad).error().kind, Error::Kind::Invalid);
    const Result<DayHead> odd = DayHead::fromJson(
        R"({"day":"2026-03-16","seq":"1","hash":"a","signed_at_ms":"1","public_key":"zz","signature":"00"})");
    QVERIFY(odd);
    QVERIFY(!odd->isSignatureGood());
    QVERIFY(!importHeads(QStringLiteral("/nonexistent")));
}

void LedgerBooksTest::verifyCommand()
{
    Rig rig;
    QVERIFY(rig.open());
    settleCharge(rig);
    const auto run = [](const QStringList &arguments) {
        QProcess process;
        process.start(qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeck-cloud"), arguments);
        (void)process.waitForFinished(30'000);
        return std::pair(process.exitCode(),
                         QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError()));
    };
    const QStringList arguments{QStringLiteral("verify"), QStringLiteral("--database"), rig.url()};
    const auto sound = run(arguments); // while a cloud serves it
    QVERIFY2(sound.first == 0, qPrintable(sound.second));
    QVERIFY2(sound.second.contains(QStringLiteral("The ledger is sound: 4 rows, 9 postings")),
             qPrintable(sound.second));
    QCOMPARE(rig.database->run(QStringLiteral("UPDATE ledger_balance SET amount = amount + 5")), QString());
    const auto wrong = run(arguments);
    QCOMPARE(wrong.first, 1);
    QVERIFY2(wrong.second.contains(QStringLiteral("the journal says")), qPrintable(wrong.second));
    const auto none = run(
        {QStringLiteral("verify"), QStringLiteral("--database"), QStringLiteral("sqlite:/nonexistent")});
    QCOMPARE(none.first, 1);
    QVERIFY(none.second.contains(QStringLiteral("/nonexistent")));
    QCOMPARE(run({QStringLiteral("verify"), QStringLiteral("--database"), QStringLiteral("nowhere")}).first,
             2);
    QCOMPARE(run(arguments + QStringList{QStringLiteral("--heads"), QStringLiteral("/nonexistent")}).first,
             1);
}

QTEST_GUILESS_MAIN(LedgerBooksTest)
#include "ledger_books_test.moc"
