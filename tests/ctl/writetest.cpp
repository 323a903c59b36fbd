// SPDX-License-Identifier: GPL-3.0-or-later
// `meter write`, `clock`, `relay`, `address` and `lockout` as a program of its own on a line with virtual
// meters.
#include "models/basics/clock.h"
#include "tests/serial/virtualline.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace pd;
using namespace pd::serial;
using pd::test::runUntil;
using pd::test::VirtualLine;

namespace {

const QString meter = QStringLiteral("000123456789");
constexpr dlt645::ItemId demandPeriod = 0x04000103;

struct Bench
{
    Bench()
    {
        far.source.values = {{demandPeriod, QStringLiteral("15")},
                             {0x04000101, QStringLiteral("2026-03-16 W01")},
                             {0x04000102, QStringLiteral("18:40:00")}};
        dlt645::MeterRules rules;
        rules.passwords = {{2, QStringLiteral("222222")}, {4, QStringLiteral("111111")}};
        ready = far.opened && far.slave.addMeter(meter, far.source, rules).has_value();
    }
    QString passwordFile(const QByteArray &digits, const char *name = "password")
    {
        QFile file(far.folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(digits + '\n') > 0 ? file.fileName() : QString();
    }
    int run(const QString &command, const QStringList &arguments)
    {
        QProcess process;
        process.start(qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeckctl"),
                      QStringList{QStringLiteral("meter"), command, QStringLiteral("--audit"), auditPath()}
                          + wire(command) + arguments);
        if (!runUntil([&] { return process.state() == QProcess::NotRunning; })) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        output = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        errors = QString::fromUtf8(process.readAllStandardError());
        return process.exitCode();
    }
    QStringList wire(const QString &command) const
    {
        if (command == QLatin1String("lockout"))
            return {};
        return {QStringLiteral("--line"), far.settings.path, QStringLiteral("--frames")};
    }
    QString auditPath() const { return far.folder.filePath(QStringLiteral("state/audit.jsonl")); }
    QByteArray audit() const
    {
        QFile file(auditPath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    qint64 number(const char *key) const { return output.value(QLatin1String(key)).toInteger(-99); }
    int write(const QByteArray &password)
    {
        return run(QStringLiteral("write"),
                   {QStringLiteral("--address"), meter, QStringLiteral("--password-file"),
                    passwordFile(password), QStringLiteral("04000103"), QStringLiteral("30")});
    }
    QString text(const char *key) const { return output.value(QLatin1String(key)).toString(); }

    VirtualLine far;
    bool ready = false;
    QJsonObject output;
    QString errors;
};

} // namespace

class WriteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReadsBack();
    void refusedPasswordIsSentOnce();
    void relayNeedsItsAddressTwice();
    void clockIsCheckedAndSet();
    void needsAPassword();
    void lockoutIsShownAndForgotten();
    void wildcardWithTwoMeters();
    void addressIsGiven();
    void timeIsBroadcastOnceADay();
    void silentMeterGetsNoPassword();
    void noAuditNoWrite();
    void rateIsChanged();
    void passwordIsChanged();
    void freezeAndOutput();
    void wrongSettings_data();
    void wrongSettings();
};

void WriteTest::writesAndReadsBack()
{
    Bench bench;
    QVERIFY(bench.ready);
    QCOMPARE(bench.write("111111"), 0);
    QCOMPARE(bench.text("read_back"), QStringLiteral("30"));
    QCOMPARE(bench.text("before"), QStringLiteral("15"));
    QCOMPARE(bench.text("verdict"), QStringLiteral("confirmed"));
    QCOMPARE(bench.audit().count('\n'), 2);
    QVERIFY(!bench.audit().contains("111111"));
    QVERIFY(!bench.errors.contains(QStringLiteral("111111")));
}

void WriteTest::refusedPasswordIsSentOnce()
{
    Bench bench;
    QVERIFY(bench.ready);
    QCOMPARE(bench.write("987654"), 1);
    QVERIFY(bench.output.isEmpty());
    QVERIFY2(bench.errors.contains(QStringLiteral("unauthorised")), qPrintable(bench.errors));
    QVERIFY(!bench.errors.contains(QStringLiteral("987654")));
    QCOMPARE(bench.far.slave.meter(meter)->wrongPasswords(), 1);
    // Nor by the next run of the program.
    QCOMPARE(bench.write("987654"), 1);
    QVERIFY2(bench.errors.contains(QStringLiteral("password_refused_before")), qPrintable(bench.errors));
    QVERIFY2(bench.errors.contains(QStringLiteral("meter lockout")), qPrintable(bench.errors));
    QCOMPARE(bench.far.slave.meter(meter)->wrongPasswords(), 1);
    QVERIFY(!bench.audit().contains("987654"));
    QCOMPARE(bench.write("111111"), 0);
}

void WriteTest::relayNeedsItsAddressTwice()
{
    Bench bench;
    QVERIFY(bench.ready);
    QStringList arguments{QStringLiteral("--address"), meter, QStringLiteral("--password-file"),
                          bench.passwordFile("222222"), QStringLiteral("trip")};
    QCOMPARE(bench.run(QStringLiteral("relay"), arguments), 2);
    QVERIFY(!bench.far.slave.meter(meter)->isRelayOpen());
    arguments += {QStringLiteral("--confirm"), meter};
    QCOMPARE(bench.run(QStringLiteral("relay"), arguments), 0);
    QVERIFY(bench.far.slave.meter(meter)->isRelayOpen());
    QCOMPARE(bench.text("relay"), QStringLiteral("open"));
}

void WriteTest::clockIsCheckedAndSet()
{
    Bench bench;
    QVERIFY(bench.ready);
    const QStringList address{QStringLiteral("--address"), meter};
    QVERIFY2(bench.run(QStringLiteral("clock"), address + QStringList{QStringLiteral("--check")}) == 0,
             qPrintable(bench.errors));
    const qint64 offset = bench.output.value(QLatin1String("offset_s")).toInteger();
    QVERIFY(qAbs(offset) > 60); // the meter stands still at a day of its own
    QVERIFY2(bench.run(QStringLiteral("clock"),
                       address + QStringList{QStringLiteral("--password-file"), bench.passwordFile("111111")})
                 == 0,
             qPrintable(bench.errors));
    QVERIFY(qAbs(bench.output.value(QLatin1String("offset_s")).toInteger(99)) <= 5);
    QVERIFY(qAbs(bench.output.value(QLatin1String("offset_before_s")).toInteger() - offset) <= 30);
}

void WriteTest::needsAPassword()
{
    Bench bench;
    QVERIFY(bench.ready);
    for (const QString &command : {QStringLiteral("write"), QStringLiteral("clock")})
        QCOMPARE(
            bench.run(command,
                      {QStringLiteral("--address"), meter, QStringLiteral("04000103"), QStringLiteral("30")}),
            2);
    QCOMPARE(bench.write("12345"), 2);
    QCOMPARE(bench.far.slave.answered(), 0);
}

void WriteTest::lockoutIsShownAndForgotten()
{
    Bench bench;
    QVERIFY(bench.ready);
    const QStringList which{QStringLiteral("--address"), meter};
    const auto lockout
        = [&](const QStringList &more = {}) { return bench.run(QStringLiteral("lockout"), which + more); };
    QCOMPARE(lockout(), 0);
    QCOMPARE(bench.number("refused"), 0);
    QCOMPARE(bench.number("tries_left"), 4);
    for (const char *password : {"900001", "900002", "900003", "900004"})
        QCOMPARE(bench.write(password), 1);
    QCOMPARE(bench.write("111111"), 1);
    QVERIFY2(bench.errors.contains(QStringLiteral("lockout_near")), qPrintable(bench.errors));
    QCOMPARE(bench.far.slave.meter(meter)->wrongPasswords(), 4);
    QCOMPARE(lockout(), 0);
    QCOMPARE(bench.number("refused"), 4);
    QCOMPARE(bench.number("tries_left"), 0);
    QCOMPARE(lockout({QStringLiteral("--forget")}), 2);
    const QString reason = QStringLiteral("换了新表, maker's letter");
    QCOMPARE(lockout({QStringLiteral("--forget"), QStringLiteral("--reason"), reason}), 0);
    QCOMPARE(bench.number("refused"), 0);
    QVERIFY(bench.audit().contains(reason.toUtf8()));
    QCOMPARE(bench.write("111111"), 0);
}

void WriteTest::wildcardWithTwoMeters()
{
    Bench bench;
    QVERIFY(bench.ready);
    QVERIFY(bench.far.slave.addMeter(QStringLiteral("201000000012"), bench.far.source));
    const QStringList arguments{QStringLiteral("--address"),       QStringLiteral("AAAAAAAAAAAA"),
                                QStringLiteral("--password-file"), bench.passwordFile("111111"),
                                QStringLiteral("04000103"),        QStringLiteral("30")};
    QCOMPARE(bench.run(QStringLiteral("write"), arguments), 1);
    QVERIFY2(bench.errors.contains(QStringLiteral("more_than_one_meter")), qPrintable(bench.errors));
    QVERIFY(bench.audit().contains("\"blocked\""));
}

void WriteTest::addressIsGiven()
{
    Bench bench;
    QVERIFY(bench.ready);
    const QStringList old{QStringLiteral("--address"), meter};
    const QString next = QStringLiteral("000000000007");
    QCOMPARE(bench.run(QStringLiteral("address"), old), 2);
    QCOMPARE(bench.run(QStringLiteral("address"), old + QStringList{QStringLiteral("7")}), 2);
    QCOMPARE(bench.run(QStringLiteral("address"), old + QStringList{next}), 1); // no key is pressed
    bench.far.slave.meter(meter)->setProgrammingKey(true);
    QCOMPARE(bench.run(QStringLiteral("address"), old + QStringList{next}), 0);
    QCOMPARE(bench.text("address"), next);
    QCOMPARE(bench.far.slave.addresses(), QStringList(next));
}

void WriteTest::timeIsBroadcastOnceADay()
{
    Bench bench;
    QVERIFY(bench.ready);
    const QStringList arguments{QStringLiteral("--address"), meter, QStringLiteral("--broadcast")};
    QCOMPARE(bench.run(QStringLiteral("clock"), arguments), 1);
    QVERIFY2(bench.errors.contains(QStringLiteral("clock_too_far")), qPrintable(bench.errors));
    const QDateTime now = SystemClock().now().toLocalTime();
    bench.far.source.values[0x04000101] = now.toString(QStringLiteral("yyyy-MM-dd")) + QStringLiteral(" W00");
    bench.far.source.values[0x04000102] = now.addSecs(-60).toString(QStringLiteral("HH:mm:ss"));
    const bool midnight = now.time().hour() == (now.time().minute() < 30 ? 0 : 23)
        && (now.time().minute() < 7 || now.time().minute() > 52);
    QCOMPARE(bench.run(QStringLiteral("clock"), arguments), midnight ? 1 : 0);
    if (midnight)
        return; // near midnight it is not sent, which is another test's
    QVERIFY(bench.number("offset_before_s") < -50);
    QVERIFY(qAbs(bench.number("offset_s")) <= 5);
    QCOMPARE(bench.run(QStringLiteral("clock"), arguments), 1);
    QVERIFY2(bench.errors.contains(QStringLiteral("clock_once_a_day")), qPrintable(bench.errors));
}

void WriteTest::silentMeterGetsNoPassword()
{
    Bench bench;
    QVERIFY(bench.ready);
    int writes = 0;
    QObject::connect(&bench.far.slave, &dlt645::Slave::requested, &bench.far.slave,
                     [&writes](const dlt645::Message &message) {
                         writes += message.frame.function() == quint8(dlt645::Function::Write) ? 1 : 0;
                     });
    QVERIFY(bench.far.slave.setFault(QStringLiteral("silent"), true, meter));
    QCOMPARE(bench.write("111111"), 1);
    QVERIFY2(bench.errors.contains(QStringLiteral("timeout")), qPrintable(bench.errors));
    QCOMPARE(writes, 0);
}

void WriteTest::noAuditNoWrite()
{
    Bench bench;
    QVERIFY(bench.ready);
    QVERIFY(QDir().mkpath(bench.auditPath())); // a folder in its place
    QCOMPARE(bench.write("111111"), 1);
    QVERIFY2(bench.errors.contains(QStringLiteral("storage (audit)")), qPrintable(bench.errors));
    QCOMPARE(bench.far.slave.meter(meter)->wrongPasswords(), 0);
}

void WriteTest::rateIsChanged()
{
    Bench bench;
    const QStringList to9600{QStringLiteral("--address"), meter, QStringLiteral("9600")};
    QCOMPARE(bench.run(QStringLiteral("baud"), to9600), 0);
    QCOMPARE(bench.text("answers_at"), QStringLiteral("9600"));
    QCOMPARE(bench.text("before"), QStringLiteral("2400"));
    QCOMPARE(bench.text("verdict"), QStringLiteral("confirmed"));
    QCOMPARE(bench.far.line.settings().baud, 9600);
    // The line is still set to the old rate: there nobody answers, and nothing is sent.
    const qint64 lines = bench.audit().count('\n');
    QCOMPARE(bench.run(QStringLiteral("baud"), to9600), 1);
    QCOMPARE(bench.audit().count('\n'), lines);
}

void WriteTest::passwordIsChanged()
{
    Bench bench;
    const QString present = bench.passwordFile("111111");
    const QString next = bench.passwordFile("246813", "next");
    QCOMPARE(bench.run(QStringLiteral("password"),
                       {QStringLiteral("--address"), meter, QStringLiteral("--password-file"), present,
                        QStringLiteral("--new-password-file"), next}),
             0);
    QCOMPARE(bench.number("level"), 4);
    QCOMPARE(bench.text("verdict"), QStringLiteral("not_readable"));
    for (const char *secret : {"111111", "246813"}) {
        QVERIFY(!bench.audit().contains(secret));
        QVERIFY(!bench.errors.contains(QLatin1String(secret)));
    }
    QCOMPARE(bench.write("246813"), 0);
    QCOMPARE(bench.text("read_back"), QStringLiteral("30"));
}

void WriteTest::freezeAndOutput()
{
    Bench bench;
    QCOMPARE(bench.run(QStringLiteral("freeze"), {QStringLiteral("--address"), meter, QStringLiteral("now")}),
             0);
    QCOMPARE(bench.text("frozen_at"), QStringLiteral("2026-03-16 18:40"));
    QCOMPARE(bench.text("verdict"), QStringLiteral("confirmed"));
    QCOMPARE(
        bench.run(QStringLiteral("output"), {QStringLiteral("--address"), meter, QStringLiteral("demand")}),
        0);
    QCOMPARE(bench.text("output"), QStringLiteral("demand_period"));
    // Declined by this meter, and told so.
    QCOMPARE(bench.run(QStringLiteral("freeze"),
                       {QStringLiteral("--address"), meter, QStringLiteral("monthly:01:00:30")}),
             1);
    QVERIFY2(bench.errors.contains(QStringLiteral("rejected")), qPrintable(bench.errors));
    QVERIFY(bench.audit().contains("monthly 01 00:30"));
}

void WriteTest::wrongSettings_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("word");
    for (const char *word : {"", "tomorrow", "hourly", "hourly:60", "daily:24:00", "monthly:31:00:00",
                             "monthly:0:00:00", "daily:1:2:3"})
        QTest::addRow("freeze %s", word) << QStringLiteral("freeze") << QString::fromLatin1(word);
    for (const char *word : {"", "9601", "115200", "fast"})
        QTest::addRow("baud %s", word) << QStringLiteral("baud") << QString::fromLatin1(word);
    QTest::newRow("output") << QStringLiteral("output") << QStringLiteral("light");
    QTest::newRow("no new password") << QStringLiteral("password") << QString();
}

void WriteTest::wrongSettings()
{
    QFETCH(QString, command);
    QFETCH(QString, word);
    Bench bench;
    QStringList arguments{QStringLiteral("--address"), meter};
    if (command == QLatin1String("password"))
        arguments << QStringLiteral("--password-file") << bench.passwordFile("111111");
    if (!word.isEmpty())
        arguments << word;
    QCOMPARE(bench.run(command, arguments), 2);
    QVERIFY(bench.audit().isEmpty());
}

QTEST_GUILESS_MAIN(WriteTest)
#include "writetest.moc"
