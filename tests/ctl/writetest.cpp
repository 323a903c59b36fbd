// SPDX-License-Identifier: GPL-3.0-or-later
// `meter write` and `meter relay` as a program of its own on a line with virtual meters.
#include "tests/serial/virtualline.h"

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
    QString passwordFile(const QByteArray &digits)
    {
        QFile file(far.folder.filePath(QStringLiteral("password")));
        return file.open(QIODevice::WriteOnly) && file.write(digits + '\n') > 0 ? file.fileName() : QString();
    }
    int run(const QString &command, const QStringList &arguments)
    {
        QProcess process;
        process.start(qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeckctl"),
                      QStringList{QStringLiteral("meter"), command, QStringLiteral("--line"),
                                  far.settings.path, QStringLiteral("--frames")}
                          + arguments);
        if (!runUntil([&] { return process.state() == QProcess::NotRunning; })) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        output = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        errors = QString::fromUtf8(process.readAllStandardError());
        return process.exitCode();
    }
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
};

void WriteTest::writesAndReadsBack()
{
    Bench bench;
    QVERIFY(bench.ready);
    QCOMPARE(bench.write("111111"), 0);
    QCOMPARE(bench.text("read_back"), QStringLiteral("30"));
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

QTEST_GUILESS_MAIN(WriteTest)
#include "writetest.moc"
