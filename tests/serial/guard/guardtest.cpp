// SPDX-License-Identifier: GPL-3.0-or-later
// The guard against virtual meters with passwords and a lock, over pseudo-terminals: what it lets through,
// what it holds back, and what the audit then says.
#include "tests/serial/guard/guardbench.h"

using namespace pd;
using namespace pd::serial;
using pd::test::GuardBench;
using pd::test::guardedMeter;
using Act = WriteOrder::Act;
using Relay = WriteOrder::Relay;

namespace {
const QString broadcastTwice = QStringLiteral("sending, outcome confirmed, blocked clock_once_a_day");
}

class GuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void confirms();
    void auditIsThereBeforeTheFrame();
    void noAuditNoWrite();
    void refusedPasswordIsNeverRepeated();
    void stopsBeforeTheMeterLocks();
    void countsAcrossPrograms();
    void passwordsAreNowhere();
    void hostileMeters_data();
    void hostileMeters();
    void lostAnswers_data();
    void lostAnswers();
    void nothingToDo();
    void wrongOrders_data();
    void wrongOrders();
    void wildcardMeansOne();
    void wildcardThatSeveralAnswer();
    void secondAnswerThatComesLater();
    void checksTheClock();
    void setsTheClock();
    void broadcastsTheTime();
    void broadcastHasLimits_data();
    void broadcastHasLimits();
    void switchesTheRelay();
    void relayNeedsItsAddress();
    void relayWhoseAnswerIsLost();
    void givesAnAddress();
    void cancelledWriteIsRecorded();
    void fastClocksAreComparedByTheirRate();
    void olderEdition();
    void evidenceStays();
};

void GuardTest::confirms()
{
    GuardBench bench;
    QVERIFY(bench.ready);
    QCOMPARE(bench.outcome(bench.item("111111")), QStringLiteral("confirmed"));
    QCOMPARE(bench.last->before, QStringLiteral("15"));
    QCOMPARE(bench.last->shown, QStringLiteral("30"));
    QVERIFY(bench.last->wasSent);
    QCOMPARE(bench.story(), QStringLiteral("sending, outcome confirmed"));
    const WriteRecord record
        = bench.scene.audit.history({MeterProtocol::Dlt645_2007, guardedMeter})->records.last();
    QCOMPARE(record.person, QStringLiteral("tech1"));
    QCOMPARE(record.line, QStringLiteral("/dev/ttyUSB0"));
    QCOMPARE(record.item, QStringLiteral("04000103"));
    QCOMPARE(record.value, QStringLiteral("30"));
    QCOMPARE(record.before, QStringLiteral("15"));
    QCOMPARE(record.shown, QStringLiteral("30"));
    QCOMPARE(record.level.value(), 4);
    QCOMPARE(record.at, bench.now);
    QVERIFY(record.mark.isEmpty()); // what was accepted leaves no mark
}

// The slave looks into the file at the moment at which the write arrives.
void GuardTest::auditIsThereBeforeTheFrame()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(bench.item("111111")), QStringLiteral("confirmed"));
    QCOMPARE(bench.asked.size(), 3); // read, write, read
    QVERIFY(bench.auditAt[0].isEmpty());
    QVERIFY(bench.auditAt[1].contains("\"step\":\"sending\""));
    QVERIFY(!bench.auditAt[1].contains("\"step\":\"outcome\""));
}

void GuardTest::noAuditNoWrite()
{
    GuardBench bench;
    bench.scene.audit = AuditFile(bench.far.folder.path()); // a folder
    QCOMPARE(bench.outcome(bench.item("111111")), QStringLiteral("storage audit"));
    QCOMPARE(bench.outcome(bench.relay(Relay::Open)), QStringLiteral("storage audit"));
    bench.scene.audit = AuditFile(QStringLiteral("/dev/full"));
    QCOMPARE(bench.outcome(bench.with(Act::BroadcastTime)), QStringLiteral("storage audit"));
    QCOMPARE(bench.requestsThatChange(), 0);
}

void GuardTest::refusedPasswordIsNeverRepeated()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(bench.item("999999")), QStringLiteral("rejected unauthorised"));
    for (int n = 0; n < 3; ++n)
        QCOMPARE(bench.outcome(bench.item("999999", QString::number(20 + n))),
                 QStringLiteral("conflict password_refused_before"));
    QCOMPARE(bench.requestsThatChange(), 1);
    QCOMPARE(bench.device().wrongPasswords(), 1);
    QCOMPARE(bench.outcome(bench.item("111111")), QStringLiteral("confirmed"));
    // The counter begins again, the refused one stays refused.
    const MeterAddress meter = bench.item("1").meter;
    QCOMPARE(bench.scene.audit.history(meter)->lockout, Lockout());
    QCOMPARE(bench.outcome(bench.item("999999", QStringLiteral("45"))),
             QStringLiteral("conflict password_refused_before"));
    QCOMPARE(forgetRefusals(bench.scene, meter, QStringLiteral(" x ")).error().reason,
             QStringLiteral("reason"));
    QVERIFY(forgetRefusals(bench.scene, meter, QStringLiteral("meter was exchanged")));
    QVERIFY(bench.story().endsWith(QStringLiteral("forgot")));
    QCOMPARE(bench.outcome(bench.item("999999", QStringLiteral("45"))),
             QStringLiteral("rejected unauthorised"));
}

void GuardTest::stopsBeforeTheMeterLocks()
{
    GuardBench bench;
    for (const char *password : {"900001", "900002", "900003", "900004"})
        QCOMPARE(bench.outcome(bench.item(password)), QStringLiteral("rejected unauthorised"));
    QCOMPARE(bench.outcome(bench.item("111111")), QStringLiteral("conflict lockout_near"));
    QCOMPARE(bench.device().wrongPasswords(), 4);
    QVERIFY(!bench.device().isLocked());
    QVERIFY(
        forgetRefusals(bench.scene, bench.item("1").meter, QStringLiteral("new password from the maker")));
    QCOMPARE(bench.outcome(bench.item("111111")), QStringLiteral("confirmed"));
}

// The memory is the file: another guard, another line, the same meter.
void GuardTest::countsAcrossPrograms()
{
    GuardBench first;
    QCOMPARE(first.outcome(first.item("999999")), QStringLiteral("rejected unauthorised"));
    GuardBench second;
    QVERIFY(QFile::copy(first.scene.audit.path(), second.scene.audit.path()));
    second.scene.line = QStringLiteral("tcp://10.0.0.7:4001");
    QCOMPARE(second.outcome(second.item("999999")), QStringLiteral("conflict password_refused_before"));
    QCOMPARE(second.requestsThatChange(), 0);
}

void GuardTest::passwordsAreNowhere()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(bench.item("135790")), QStringLiteral("rejected unauthorised"));
    WriteOrder next = bench.item("111111");
    next.item = QStringLiteral("04000C05"); // the password of level 4
    next.values = {QStringLiteral("04246813")};
    QCOMPARE(bench.outcome(next), QStringLiteral("not_readable"));
    const QByteArray audit = bench.audit();
    QVERIFY(audit.count('\n') == 4);
    for (const char *secret : {"135790", "905713", "111111", "246813", "136824", "318642"})
        QVERIFY2(!audit.contains(secret), secret);
    for (const FrameLogEntry &entry : bench.log)
        QVERIFY2(!entry.text.contains(QLatin1String("135790")), qPrintable(entry.text));
}

void GuardTest::hostileMeters_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("result");
    // All answers are spoilt: what does not answer a question gets no password.
    QTest::newRow("silent") << QStringLiteral("silent") << QStringLiteral("timeout silent");
    QTest::newRow("line dead") << QStringLiteral("silent_line") << QStringLiteral("timeout silent");
    QTest::newRow("checksum") << QStringLiteral("checksum") << QStringLiteral("protocol checksum");
    QTest::newRow("truncated") << QStringLiteral("truncated") << QStringLiteral("protocol truncated");
    QTest::newRow("twin") << QStringLiteral("duplicate_address") << QStringLiteral("protocol checksum");
    QTest::newRow("another answers") << QStringLiteral("wrong_address")
                                     << QStringLiteral("timeout only_strays");
}

void GuardTest::hostileMeters()
{
    QFETCH(QString, fault);
    QFETCH(QString, result);
    GuardBench bench;
    QVERIFY(bench.far.slave.setFault(fault, true, guardedMeter));
    for (const WriteOrder &order : {bench.item("111111"), bench.relay(Relay::Open),
                                    bench.with(Act::SetClock, "111111"), bench.with(Act::BroadcastTime)})
        QCOMPARE(bench.outcome(order), result);
    QCOMPARE(bench.requestsThatChange(), 0);
    QCOMPARE(bench.story(), QString());
    // An adapter that hears itself is no obstacle.
    GuardBench echoing;
    QVERIFY(echoing.far.slave.setFault(QStringLiteral("echo"), true));
    QCOMPARE(echoing.outcome(echoing.item("111111")), QStringLiteral("confirmed"));
    QCOMPARE(echoing.requestsThatChange(), 1);
}

void GuardTest::lostAnswers_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("result");
    QTest::addColumn<int>("doubtful");
    // From now on each second answer is spoilt, and the reading before takes the first one: the write's own.
    QTest::newRow("damaged, written")
        << QStringLiteral("checksum") << QStringLiteral("111111") << QStringLiteral("confirmed") << 0;
    QTest::newRow("damaged, perhaps refused") << QStringLiteral("checksum") << QStringLiteral("999999")
                                              << QStringLiteral("protocol not_written") << 1;
    QTest::newRow("swallowed") << QStringLiteral("silent") << QStringLiteral("111111")
                               << QStringLiteral("timeout not_written") << 1;
}

void GuardTest::lostAnswers()
{
    QFETCH(QString, fault);
    QFETCH(QString, password);
    GuardBench bench;
    // The write is the second request of three.
    QObject::connect(&bench.far.slave, &dlt645::Slave::requested, &bench.far.slave,
                     [&](const dlt645::Message &message) {
                         const bool isWrite = message.frame.function() == quint8(dlt645::Function::Write);
                         QVERIFY(bench.far.slave.setFault(fault, isWrite, guardedMeter));
                     });
    const QByteArray digits = password.toLatin1();
    const QString result = bench.outcome(bench.item(digits.constData()));
    QTEST(result, "result");
    QCOMPARE(bench.requestsThatChange(), 1);
    const Lockout lockout = bench.scene.audit.history(bench.item("1").meter)->lockout;
    QTEST(lockout.doubtful, "doubtful");
    QCOMPARE(lockout.refused, 0);
}

void GuardTest::nothingToDo()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(bench.item("999999", QStringLiteral("15"))), QStringLiteral("confirmed"));
    QVERIFY(!bench.last->wasSent);
    QCOMPARE(bench.requestsThatChange(), 0);
    QCOMPARE(bench.story(), QString());
}

void GuardTest::wrongOrders_data()
{
    QTest::addColumn<WriteOrder>("order");
    QTest::addColumn<QString>("result");
    const GuardBench bench;
    const auto row = [](const char *name, const WriteOrder &order, const char *result) {
        QTest::newRow(name) << order << QString::fromLatin1(result);
    };
    WriteOrder order = bench.item("111111");
    order.password.reset();
    row("no password", order, "invalid password");
    row("short password", bench.item("11111"), "invalid password");
    order = bench.item("111111");
    order.password->level = 10;
    row("no such level", order, "invalid password_level");
    order = bench.item("111111");
    order.password->operatorCode = 100'000'000;
    row("operator code", order, "invalid operator");
    row("no value of this item", bench.item("111111", QStringLiteral("fifteen")), "invalid value");
    order = bench.item("111111");
    order.item = QStringLiteral("00010000");
    row("energy cannot be written", order, "invalid read_only");
    order.item = QStringLiteral("clock");
    row("two items", order, "invalid unknown_item");
    order.item = QStringLiteral("nonsense");
    row("no item", order, "invalid unknown_item");
    order = bench.item("111111");
    order.meter.address = QStringLiteral("12x");
    row("no address", order, "invalid address");
    order = bench.item("111111");
    order.meter.protocol = MeterProtocol::ModbusRtu;
    row("Modbus", order, "unsupported protocol");
    order = bench.with(Act::Address);
    order.newAddress = QStringLiteral("AA0000000001");
    row("a wildcard as an address", order, "invalid address");
    order.newAddress = QStringLiteral("999999999999");
    row("broadcast as an address", order, "invalid address");
    order.newAddress = QStringLiteral("12");
    row("address not in full", order, "invalid address");
}

void GuardTest::wrongOrders()
{
    QFETCH(WriteOrder, order);
    GuardBench bench;
    const QString result = bench.outcome(order);
    QTEST(result, "result");
    QCOMPARE(bench.requestsThatChange(), 0);
}

void GuardTest::wildcardMeansOne()
{
    GuardBench bench;
    WriteOrder order = bench.item("111111");
    order.meter.address = QStringLiteral("AAAAAAAAAAAA");
    QCOMPARE(bench.outcome(order), QStringLiteral("confirmed"));
    QCOMPARE(bench.last->meter.address, guardedMeter);
    QCOMPARE(bench.asked.last().address, guardedMeter);
    order.meter.address = QStringLiteral("AAAAAAAA6789");
    order.values = {QStringLiteral("15")};
    QCOMPARE(bench.outcome(order), QStringLiteral("confirmed"));
    for (const dlt645::Message &message : std::as_const(bench.asked))
        QVERIFY(message.frame.function() != quint8(dlt645::Function::Write)
                || message.address == guardedMeter);
    // What the wildcard taught counts for the meter.
    order.password = MeterPassword{QStringLiteral("999999"), 4, 0};
    order.values = {QStringLiteral("45")};
    QCOMPARE(bench.outcome(order), QStringLiteral("rejected unauthorised"));
    QCOMPARE(bench.outcome(bench.item("999999")), QStringLiteral("conflict password_refused_before"));
    order.meter.address = QStringLiteral("AAAAAAAA6780");
    QCOMPARE(bench.outcome(order), QStringLiteral("timeout silent"));
}

void GuardTest::wildcardThatSeveralAnswer()
{
    GuardBench bench;
    QVERIFY(bench.add(QStringLiteral("201000006789")));
    const auto wild = [](WriteOrder order, const char *address) {
        order.meter.address = QLatin1String(address);
        order.confirmation = order.meter.address;
        return order;
    };
    for (const char *address : {"AAAAAAAAAAAA", "AAAAAAAA6789", "999999999999"}) {
        QCOMPARE(bench.outcome(wild(bench.item("111111"), address)),
                 QStringLiteral("conflict more_than_one_meter"));
        QCOMPARE(bench.outcome(wild(bench.relay(Relay::Open), address)),
                 QStringLiteral("conflict more_than_one_meter"));
    }
    WriteOrder address = bench.with(Act::Address);
    address.newAddress = QStringLiteral("000000000001");
    QCOMPARE(bench.outcome(address), QStringLiteral("conflict more_than_one_meter"));
    QCOMPARE(bench.requestsThatChange(), 0);
    QVERIFY(bench.story().startsWith(QStringLiteral("blocked more_than_one_meter, blocked")));
    QCOMPARE(bench.outcome(wild(bench.item("111111"), "AAAA23456789")), QStringLiteral("confirmed"));
}

// Two meters that think for different times answer one after the other, each undamaged.
void GuardTest::secondAnswerThatComesLater()
{
    GuardBench bench;
    QVERIFY(bench.add(QStringLiteral("201000000012")));
    const QString slow = QStringLiteral("201000000012");
    QVERIFY(bench.far.slave.setFault(QStringLiteral("silent"), true, slow));
    // The second one's voice: well framed, 120 ms after the first.
    QObject::connect(&bench.far.slave, &dlt645::Slave::requested, &bench.far.slave,
                     [&bench](const dlt645::Message &message) {
                         if (message.frame.function() != quint8(dlt645::Function::ReadAddress))
                             return;
                         const QByteArray own
                             = dlt645::addressFromText(QStringLiteral("201000000012")).value();
                         QTimer::singleShot(120, &bench.far.slave, [&bench, own] {
                             bench.far.line.send(dlt645::encode({own, 0x93, own}));
                         });
                     });
    WriteOrder order = bench.item("111111");
    order.meter.address = QStringLiteral("AAAAAAAAAAAA");
    QCOMPARE(bench.outcome(order), QStringLiteral("conflict more_than_one_meter"));
    QCOMPARE(bench.requestsThatChange(), 0);
}

void GuardTest::checksTheClock()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(bench.with(Act::CheckClock)), QStringLiteral("confirmed"));
    QCOMPARE(bench.last->offsetS.value(), -240);
    QCOMPARE(bench.requestsThatChange(), 0);
    QCOMPARE(bench.story(), QString());
    bench.far.source.values[0x04000102] = QString(); // FF: it has lost its time
    QCOMPARE(bench.outcome(bench.with(Act::CheckClock)), QStringLiteral("protocol no_clock"));
}

void GuardTest::setsTheClock()
{
    GuardBench bench;
    bench.now = test::guardNoon.addSecs(3600);
    QCOMPARE(bench.outcome(bench.with(Act::SetClock, "111111")), QStringLiteral("confirmed"));
    QCOMPARE(bench.last->offsetBeforeS.value(), -3840);
    QCOMPARE(bench.last->offsetS.value(), 0);
    QCOMPARE(bench.requestsThatChange(), 1); // the date was right
    bench.now = bench.now.addDays(3);
    QCOMPARE(bench.outcome(bench.with(Act::SetClock, "111111")), QStringLiteral("confirmed"));
    QCOMPARE(bench.requestsThatChange(), 3);
    bench.now = QDateTime(QDate(2026, 3, 19), QTime(23, 57), Qt::UTC);
    QCOMPARE(bench.outcome(bench.with(Act::SetClock, "111111")), QStringLiteral("conflict near_midnight"));
    bench.now = test::guardNoon;
    QCOMPARE(bench.outcome(bench.with(Act::SetClock, "999999")), QStringLiteral("rejected unauthorised"));
    QCOMPARE(bench.outcome(bench.with(Act::SetClock, "999999")),
             QStringLiteral("conflict password_refused_before"));
    QCOMPARE(bench.requestsThatChange(), 4);
}

void GuardTest::broadcastsTheTime()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(bench.with(Act::BroadcastTime)), QStringLiteral("confirmed"));
    QCOMPARE(bench.last->offsetBeforeS.value(), -240);
    QCOMPARE(bench.last->offsetS.value(), 0);
    QCOMPARE(bench.outcome(bench.with(Act::BroadcastTime)), QStringLiteral("conflict clock_once_a_day"));
    QCOMPARE(bench.requestsThatChange(), 1);
    QCOMPARE(bench.story(), broadcastTwice);
    QCOMPARE(bench.line->counters().timeouts, 0); // nobody is waited for
    // On another line, the same meter; then another day.
    bench.scene.line = QStringLiteral("/dev/ttyUSB1");
    QCOMPARE(bench.outcome(bench.with(Act::BroadcastTime)), QStringLiteral("conflict clock_once_a_day"));
    bench.now = bench.now.addDays(1);
    QCOMPARE(bench.outcome(bench.with(Act::BroadcastTime)), QStringLiteral("conflict clock_too_far"));
}

void GuardTest::broadcastHasLimits_data()
{
    QTest::addColumn<QString>("meterTime");
    QTest::addColumn<QTime>("now");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const char *meter, const QTime &now, const char *result) {
        QTest::newRow(name) << QString::fromLatin1(meter) << now << QString::fromLatin1(result);
    };
    row("five minutes", "11:55:00", {12, 0}, "confirmed");
    row("fast", "12:05:00", {12, 0}, "confirmed");
    row("more", "11:54:59", {12, 0}, "conflict clock_too_far");
    row("much more", "03:00:00", {12, 0}, "conflict clock_too_far");
    row("before midnight", "23:56:00", {23, 56}, "conflict near_midnight");
    row("after midnight", "00:04:00", {0, 4, 30}, "conflict near_midnight");
    row("the meter's midnight", "23:55:30", {23, 54}, "conflict near_midnight");
}

void GuardTest::broadcastHasLimits()
{
    QFETCH(QString, meterTime);
    QFETCH(QTime, now);
    GuardBench bench;
    bench.far.source.values[0x04000102] = meterTime;
    bench.now = QDateTime(QDate(2026, 3, 16), now, Qt::UTC);
    const QString result = bench.outcome(bench.with(Act::BroadcastTime));
    QTEST(result, "result");
    QCOMPARE(bench.requestsThatChange(), result == QLatin1String("confirmed") ? 1 : 0);
}

void GuardTest::switchesTheRelay()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(bench.relay(Relay::Open)), QStringLiteral("confirmed"));
    QVERIFY(bench.device().isRelayOpen());
    QCOMPARE(bench.last->before, QStringLiteral("closed"));
    QCOMPARE(bench.last->shown, QStringLiteral("open"));
    QCOMPARE(bench.outcome(bench.relay(Relay::PermitClosing)), QStringLiteral("awaits_button"));
    QVERIFY(bench.device().isRelayOpen());
    QCOMPARE(bench.outcome(bench.relay(Relay::Close)), QStringLiteral("confirmed"));
    QVERIFY(!bench.device().isRelayOpen());
    QCOMPARE(bench.outcome(bench.relay(Relay::Open, "111111")), QStringLiteral("rejected unauthorised"));
    QCOMPARE(bench.outcome(bench.relay(Relay::Open, "111111")),
             QStringLiteral("conflict password_refused_before"));
    // A meter that keeps its supply declines; its answer says nothing of the password.
    GuardBench other;
    QVERIFY(other.far.slave.setFault(QStringLiteral("refuse"), true, guardedMeter));
    QCOMPARE(other.outcome(other.relay(Relay::Open)), QStringLiteral("rejected no_such_data"));
    QCOMPARE(other.story(), QStringLiteral("sending, outcome rejected"));
}

void GuardTest::relayNeedsItsAddress()
{
    GuardBench bench;
    for (const char *confirmation : {"", "000123456780", "relay", "yes"}) {
        WriteOrder order = bench.relay(Relay::Open);
        order.confirmation = QLatin1String(confirmation);
        QCOMPARE(bench.outcome(order), QStringLiteral("invalid confirmation"));
    }
    QVERIFY(bench.asked.isEmpty());
    QVERIFY(!bench.device().isRelayOpen());
}

void GuardTest::relayWhoseAnswerIsLost()
{
    for (const char *fault : {"checksum", "silent"}) {
        GuardBench bench;
        QObject::connect(&bench.far.slave, &dlt645::Slave::requested, &bench.far.slave,
                         [&](const dlt645::Message &message) {
                             const bool isRelay = message.frame.function() == quint8(dlt645::Function::Relay);
                             QVERIFY(bench.far.slave.setFault(QLatin1String(fault), isRelay, guardedMeter));
                         });
        const bool acts = qstrcmp(fault, "checksum") == 0;
        QCOMPARE(bench.outcome(bench.relay(Relay::Open)),
                 acts ? QStringLiteral("confirmed") : QStringLiteral("timeout unconfirmed"));
        QCOMPARE(bench.requestsThatChange(), 1);
        QCOMPARE(bench.device().isRelayOpen(), acts);
    }
}

void GuardTest::givesAnAddress()
{
    GuardBench bench;
    WriteOrder order = bench.with(Act::Address);
    order.newAddress = QStringLiteral("000000000007");
    QCOMPARE(bench.outcome(order), QStringLiteral("rejected unauthorised")); // its key is not pressed
    QCOMPARE(bench.scene.audit.history(order.meter)->lockout, Lockout()); // no password was sent
    bench.device().setProgrammingKey(true);
    WriteOrder other = order;
    other.meter.address = QStringLiteral("000000000001");
    QCOMPARE(bench.outcome(other), QStringLiteral("conflict other_meter"));
    QCOMPARE(bench.outcome(order), QStringLiteral("confirmed"));
    QCOMPARE(bench.far.slave.addresses(), QStringList(QStringLiteral("000000000007")));
    QCOMPARE(bench.story(),
             QStringLiteral("sending, outcome refused, blocked other_meter, sending, outcome confirmed"));
}

// Who cancels, or closes the line, in the middle of a write does not escape the audit.
void GuardTest::cancelledWriteIsRecorded()
{
    GuardBench bench;
    const WriteOrder order = bench.item("111111");
    QFuture<Result<WriteOutcome>> future = bench.line->submit<WriteOutcome>([&](LineIo &io) {
        LineTiming patient;
        patient.answerMs = 30'000;
        patient.retries = 0;
        return WriteGuard(io, bench.scene, patient).perform(order);
    });
    QObject::connect(&bench.far.slave, &dlt645::Slave::requested, &bench.far.slave,
                     [&](const dlt645::Message &message) {
                         const bool isWrite = message.frame.function() == quint8(dlt645::Function::Write);
                         QVERIFY(bench.far.slave.setFault(QStringLiteral("silent"), isWrite, guardedMeter));
                         if (isWrite)
                             future.cancel();
                     });
    QVERIFY(pd::test::runUntil([&] { return bench.audit().count('\n') == 2; }, 10'000));
    QCOMPARE(bench.story(), QStringLiteral("sending, outcome unknown"));
    QCOMPARE(bench.scene.audit.history(order.meter)->lockout.doubtful, 1);
}

// In a demonstration sixty seconds pass in one: what a frame takes is no error of the meter.
void GuardTest::fastClocksAreComparedByTheirRate()
{
    for (const double rate : {1.0, 60.0}) {
        GuardBench bench;
        bench.scene.rate = rate;
        bench.scene.now = [&bench] { return bench.now = bench.now.addSecs(10); }; // at each look
        const QString verdict = rate > 1.0 ? QStringLiteral("confirmed") : QStringLiteral("differs");
        QCOMPARE(bench.outcome(bench.with(Act::SetClock, "111111")), verdict);
    }
}

void GuardTest::olderEdition()
{
    GuardBench bench(dlt645::Edition::Of1997);
    QCOMPARE(bench.outcome(bench.item("111111")), QStringLiteral("confirmed"));
    QCOMPARE(bench.outcome(bench.item("999999", QStringLiteral("45"))),
             QStringLiteral("rejected unauthorised"));
    QCOMPARE(bench.outcome(bench.item("999999", QStringLiteral("45"))),
             QStringLiteral("conflict password_refused_before"));
    QCOMPARE(bench.outcome(bench.with(Act::SetClock, "111111")), QStringLiteral("confirmed"));
    QCOMPARE(bench.outcome(bench.relay(Relay::Open)), QStringLiteral("unsupported protocol"));
}

// Whatever is asked for, no frame clears demand, meter or events.
void GuardTest::evidenceStays()
{
    GuardBench bench;
    bench.device().setProgrammingKey(true);
    WriteOrder address = bench.with(Act::Address);
    address.newAddress = QStringLiteral("000000000007");
    for (const WriteOrder &order :
         {bench.item("111111"), bench.with(Act::CheckClock), bench.with(Act::BroadcastTime),
          bench.with(Act::SetClock, "111111"), bench.relay(Relay::Open), bench.relay(Relay::PermitClosing),
          bench.relay(Relay::Close), address})
        QVERIFY(bench.perform(order));
    QVERIFY(bench.requestsThatChange() >= 6);
    using dlt645::Function;
    for (const dlt645::Message &message : std::as_const(bench.asked)) {
        for (const Function clearing :
             {Function::ClearDemand, Function::ClearMeter, Function::ClearEvents, Function(0x10)})
            QVERIFY(Function(message.frame.function()) != clearing);
    }
}

QTEST_GUILESS_MAIN(GuardTest)
#include "guardtest.moc"
