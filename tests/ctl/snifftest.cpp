// SPDX-License-Identifier: GPL-3.0-or-later
// `meter sniff` as a program of its own on a line on which somebody else asks.
#include "tests/serial/virtualline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace pd;
using pd::test::runUntil;
using pd::test::VirtualLine;

namespace {

const QString meter = QStringLiteral("330108000103");

struct Bench
{
    Bench()
    {
        far.source.values = {{0x00010000, QStringLiteral("8125.78")}};
        ready = far.opened && far.slave.addMeter(meter, far.source).has_value();
        far.slave.setForeignPollMs(150);
        QObject::connect(&far.line, &serial::DeviceLine::received, &far.line,
                         [this](const QByteArray &bytes) { sent += bytes; });
    }
    int run(const QStringList &arguments)
    {
        QProcess process;
        process.start(qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeckctl"),
                      QStringList{QStringLiteral("meter"), QStringLiteral("sniff"), QStringLiteral("--line"),
                                  far.settings.path}
                          + arguments);
        if (!runUntil([&] { return process.state() == QProcess::NotRunning; })) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
            if (!line.isEmpty())
                printed.append(QJsonDocument::fromJson(line).object());
        }
        errors = QString::fromUtf8(process.readAllStandardError());
        return process.exitCode();
    }

    VirtualLine far;
    bool ready = false;
    QByteArray sent;
    QList<QJsonObject> printed;
    QString errors;
};

} // namespace

class SniffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsFramesAndWhoAsksWhom();
    void silenceFails();
    void wrongUsage();
};

void SniffTest::printsFramesAndWhoAsksWhom()
{
    Bench bench;
    QVERIFY(bench.ready && bench.far.slave.setFault(QStringLiteral("foreign_master"), true));
    QCOMPARE(bench.run({QStringLiteral("--seconds"), QStringLiteral("2")}), 0);
    QVERIFY2(bench.printed.size() > 4, qPrintable(bench.errors));
    const QJsonObject first = bench.printed.first();
    QCOMPARE(first.value(QLatin1String("protocol")).toString(), QStringLiteral("dlt645-2007"));
    QCOMPARE(first.value(QLatin1String("address")).toString(), meter);
    QCOMPARE(first.value(QLatin1String("valid")).toBool(), true);
    QVERIFY(first.value(QLatin1String("bytes")).toString().startsWith(QLatin1String("68 03 01")));
    const QJsonObject last = bench.printed.last();
    const QJsonObject master = last.value(QLatin1String("masters")).toArray().first().toObject();
    QVERIFY(master.value(QLatin1String("requests")).toInt() >= 3);
    const QJsonObject heard = last.value(QLatin1String("meters")).toArray().first().toObject();
    QCOMPARE(heard.value(QLatin1String("address")).toString(), meter);
    QVERIFY(heard.value(QLatin1String("answers")).toInt() >= 3);
    QCOMPARE(last.value(QLatin1String("frames")).toInt(), int(bench.printed.size()) - 1);
    QCOMPARE(bench.sent, QByteArray());
}

void SniffTest::silenceFails()
{
    Bench bench;
    QCOMPARE(bench.run({QStringLiteral("--seconds"), QStringLiteral("0.3")}), 1);
    QCOMPARE(bench.printed.size(), 1);
    QCOMPARE(bench.printed.first().value(QLatin1String("bytes")).toInt(-1), 0);
}

void SniffTest::wrongUsage()
{
    Bench bench;
    for (const char *seconds : {"0", "-1", "nan", "1e9", "long"})
        QCOMPARE(bench.run({QStringLiteral("--seconds"), QLatin1String(seconds)}), 2);
    bench.far.line.close();
    QCOMPARE(bench.run({QStringLiteral("--seconds"), QStringLiteral("1")}), 1);
}

QTEST_GUILESS_MAIN(SniffTest)
#include "snifftest.moc"
