// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/reconciliation.h"
#include "tests/cloud/charges.h"

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

// Registers that contradict themselves, from the pile's words to the money.
class CloudAbnormalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putRight_data();
    void putRight();
    void held_data();
    void held();
    void heldOutlivesARestart();
    void billedByAPerson();
    void returnedByAPerson();
    void decisionsThatAreRefused();
    void clockOfThePileIsPutRight();
    void refusedSamplesDoNotGrowWithoutEnd();

private:
    static ChargeOrder charged(Rig &rig, const char *samples, const char *stop);
};

namespace {

QString findings(Rig &rig)
{
    return verify(*rig.db, {}, {}).findings.join(QLatin1Char('\n'));
}

QStringList noteWords(Rig &rig, const OrderId &id)
{
    QStringList words;
    for (const OrderNote &note : rig.core->orderTable.notes(id))
        words.append(note.word);
    return words;
}

} // namespace

// Starts at 18:40 at 8123.45, tells "HH:mm:register" one after the other and ends.
ChargeOrder CloudAbnormalTest::charged(Rig &rig, const char *samples, const char *stop)
{
    const ChargeOrder running = runningOrder(rig);
    const auto moment = [](const QString &text) {
        return shanghai(QStringLiteral("2026-03-16 %1:00")
                            .arg(text.section(QLatin1Char(':'), 0, 1))
                            .toLatin1()
                            .constData());
    };
    for (const QString &text : QString::fromLatin1(samples).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        rig.clock.set(qMax(rig.clock.now(), moment(text)));
        rig.sample(pile3, running.transactionId, moment(text),
                   kwh(text.section(QLatin1Char(':'), 2).toLatin1().constData()));
    }
    const QString end = QString::fromLatin1(stop);
    rig.clock.set(moment(end));
    StopReport report;
    report.transactionId = running.transactionId;
    report.at = moment(end);
    report.meterStop = kwh(end.section(QLatin1Char(':'), 2).toLatin1().constData());
    report.reason = QStringLiteral("EVDisconnected");
    rig.core->office.stopTransaction(third, report);
    return rig.order(running.id);
}

void CloudAbnormalTest::putRight_data()
{
    QTest::addColumn<QByteArray>("samples");
    QTest::addColumn<QByteArray>("stop");
    QTest::addColumn<QString>("bill");
    QTest::addColumn<QString>("flags");
    const auto row
        = [](const char *name, const char *samples, const char *stop, const char *bill, const char *flags) {
              QTest::newRow(name) << QByteArray(samples) << QByteArray(stop) << QString::fromLatin1(bill)
                                  << QString::fromLatin1(flags);
          };
    const char *whole = "3.50 kWh = 3.73 + 1.40 = 5.13; peak 2.33; sharp 1.17";
    row("honest", "18:50:8124.61 19:00:8125.78", "19:10:8126.95", whole, "");
    row("late", "19:00:8125.78 18:50:8124.61", "19:10:8126.95", whole, "");
    row("a boundary told late", "18:50:8124.61 19:05:8126.36 19:00:8125.78", "19:10:8126.95", whole, "");
    row("a glitch that the running bill believed", "18:50:8124.61 18:55:8160.00 19:00:8125.78",
        "19:10:8126.95", whole, "glitch");
    row("0 in place of the end", "18:50:8124.61 19:00:8125.78 19:10:8126.95", "19:11:0.00", whole,
        "stop_missing");
    row("a reboot", "18:50:8124.61 19:00:8125.78 19:05:0.58", "19:10:1.17", whole, "was_reset");
    row("samples since the start", "18:50:1.16 19:00:2.33", "19:10:3.50", whole, "session_relative");
}

void CloudAbnormalTest::putRight()
{
    QFETCH(QByteArray, samples);
    QFETCH(QByteArray, stop);
    QFETCH(QString, flags);
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder ended = charged(rig, samples.constData(), stop.constData());
    QTEST(text(ended.bill), "bill");
    QCOMPARE(ended.state, OrderState::Settled);
    QVERIFY(rig.core->billing.waiting().isEmpty());
    QString told;
    for (const OrderNote &note : rig.core->orderTable.notes(ended.id)) {
        if (note.word == QLatin1String("register_put_right"))
            told = note.detail.section(QLatin1String(", the pile"), 0, 0);
    }
    QCOMPARE(told, flags);
    QCOMPARE(findings(rig), QString());
}

void CloudAbnormalTest::held_data()
{
    QTest::addColumn<QByteArray>("samples");
    QTest::addColumn<QByteArray>("stop");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("certain");
    const auto row = [](const char *name, const char *samples, const char *stop, const char *reason,
                        const char *certain) {
        QTest::newRow(name) << QByteArray(samples) << QByteArray(stop) << QString::fromLatin1(reason)
                            << QString::fromLatin1(certain);
    };
    row("an end that leaps", "18:50:8124.61", "19:00:9033.00", "register_leapt", "1.16");
    row("an end below the last", "18:50:8124.61 19:00:8125.78", "19:10:8124.00", "stop_below_last", "2.33");
    row("another meter", "18:50:8124.61 19:00:3000.00", "19:10:3001.16", "meter_replaced", "2.32");
    row("a wrong start", "18:50:9033.00 19:00:9034.16", "19:10:9035.33", "start_contradicts", "2.33");
}

void CloudAbnormalTest::held()
{
    QFETCH(QByteArray, samples);
    QFETCH(QByteArray, stop);
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder ended = charged(rig, samples.constData(), stop.constData());
    QCOMPARE(ended.state, OrderState::Ended);
    QCOMPARE(ended.bill.total(), Money());
    QCOMPARE(rig.channel.returned(), Money());
    QCOMPARE(rig.core->orderTable.countCdrs({}, {}), 0);
    QVERIFY(noteWords(rig, ended.id).contains(QStringLiteral("held_from_settlement")));
    const QList<AbnormalOrder> waiting = rig.core->billing.waiting();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.first().order, ended.id);
    QTEST(waiting.first().reason, "reason");
    QTEST(waiting.first().energy.kwhText(2), "certain");
    // The port is free again, and the books agree that the money is on hold.
    QVERIFY(!rig.core->orderTable.openAt(third, 1));
    QVERIFY(!rig.core->board.port(ended.port)->charge);
    QCOMPARE(findings(rig), QString());
}

void CloudAbnormalTest::heldOutlivesARestart()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder ended = charged(rig, "18:50:8124.61", "19:00:9033.00");
    rig.close();
    QVERIFY(rig.open());
    QCOMPARE(rig.order(ended.id).state, OrderState::Ended);
    QCOMPARE(rig.core->billing.waiting().size(), 1);
    QCOMPARE(findings(rig), QString());
}

void CloudAbnormalTest::billedByAPerson()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder ended = charged(rig, "18:50:8124.61 19:00:8125.78", "19:10:8124.00");
    const Result<ChargeOrder> decided
        = rig.core->billing.decide(ended.id, BillingDesk::Decision::Bill, QStringLiteral("csLead"),
                                   QStringLiteral("display says 8125.78"));
    QVERIFY(decided);
    const ChargeOrder settled = rig.order(ended.id);
    QCOMPARE(settled.state, OrderState::Settled);
    QCOMPARE(text(settled.bill), QStringLiteral("2.33 kWh = 2.33 + 0.93 = 3.26; peak 2.33"));
    QTRY_COMPARE(rig.channel.returned(), yuan("16.74"));
    QCOMPARE(rig.core->orderTable.countCdrs({}, {}), 1);
    QVERIFY(rig.core->billing.waiting().isEmpty());
    QCOMPARE(rig.core->abnormal.find(ended.id)->decidedBy, QStringLiteral("csLead"));
    QCOMPARE(findings(rig), QString());
}

void CloudAbnormalTest::returnedByAPerson()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder ended = charged(rig, "18:50:8124.61", "19:00:9033.00");
    QVERIFY(rig.core->billing.decide(ended.id, BillingDesk::Decision::Return, QStringLiteral("csLead"),
                                     QStringLiteral("goodwill")));
    QCOMPARE(rig.order(ended.id).state, OrderState::Cancelled);
    QTRY_COMPARE(rig.channel.returned(), yuan("20.00"));
    QCOMPARE(findings(rig), QString());
}

void CloudAbnormalTest::decisionsThatAreRefused()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder ended = charged(rig, "18:50:8124.61", "19:00:9033.00");
    const auto kindOf = [&](const OrderId &id, const char *reason) {
        const Result<ChargeOrder> decided = rig.core->billing.decide(
            id, BillingDesk::Decision::Return, QStringLiteral("csLead"), QString::fromLatin1(reason));
        return decided ? Error::Kind::Internal : decided.error().kind;
    };
    QCOMPARE(kindOf(ended.id, "  "), Error::Kind::Invalid);
    QCOMPARE(kindOf(OrderId(QStringLiteral("PD-none")), "why"), Error::Kind::NotFound);
    QVERIFY(rig.core->billing.decide(ended.id, BillingDesk::Decision::Return, QStringLiteral("csLead"),
                                     QStringLiteral("why")));
    QCOMPARE(kindOf(ended.id, "again"), Error::Kind::Conflict);
    QTRY_COMPARE(rig.channel.returned(), yuan("20.00"));
    QCOMPARE(rig.channel.refunds.size(), 1);
}

// Its clock is 20 minutes slow all the time: the change of price at 19:00 comes at 18:40 of its time.
void CloudAbnormalTest::clockOfThePileIsPutRight()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder paid = paidOrder(rig);
    rig.clock.set(shanghai("2026-03-16 18:40:00"));
    (void)rig.core->orders.start(paid.id, QStringLiteral("op1"));
    QVERIFY(QTest::qWaitFor([&] { return rig.order(paid.id).command->life == CommandLife::Accepted; }));
    const Result<StartAnswer> answer = rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, "2026-03-16 18:20:00", "8123.45"));
    for (const auto &[ours, told, energy] :
         {std::tuple{"2026-03-16 18:50:00", "2026-03-16 18:30:00", "8124.61"},
          std::tuple{"2026-03-16 19:00:00", "2026-03-16 18:40:00", "8125.78"}}) {
        rig.clock.set(shanghai(ours));
        rig.sample(pile3, answer->transactionId, shanghai(told), kwh(energy));
    }
    rig.clock.set(shanghai("2026-03-16 19:10:00"));
    rig.core->office.stopTransaction(third,
                                     stopReport(answer->transactionId, "2026-03-16 18:50:00", "8126.95"));
    const ChargeOrder ended = rig.order(paid.id);
    QCOMPARE(text(ended.bill), QStringLiteral("3.50 kWh = 3.73 + 1.40 = 5.13; peak 2.33; sharp 1.17"));
    QCOMPARE(ended.startedAt, shanghai("2026-03-16 18:40:00"));
    QCOMPARE(ended.endedAt, shanghai("2026-03-16 19:10:00"));
    QVERIFY(noteWords(rig, ended.id).contains(QStringLiteral("register_put_right")));
}

void CloudAbnormalTest::refusedSamplesDoNotGrowWithoutEnd()
{
    Rig rig;
    QVERIFY(rig.open());
    const ChargeOrder running = runningOrder(rig);
    for (int i = 0; i < 1100; ++i)
        rig.sample(pile3, running.transactionId, shanghai("2026-03-16 18:41:00").addSecs(i), kwh("1.00"));
    QCOMPARE(rig.core->transactionTable.refused(running.transactionId).size(), 1000);
    rig.close();
    QVERIFY(rig.open());
    rig.sample(pile3, running.transactionId, shanghai("2026-03-16 19:30:00"), kwh("1.00"));
    QCOMPARE(rig.core->transactionTable.refused(running.transactionId).size(), 1000);
}

QTEST_GUILESS_MAIN(CloudAbnormalTest)
#include "cloud_abnormal_test.moc"
