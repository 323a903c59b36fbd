// SPDX-License-Identifier: GPL-3.0-or-later
// `meter poll` as a program of its own on a line with virtual meters.
#include "serial/line/line.h"
#include "tests/serial/virtualline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace pd;
using namespace pd::serial;
using pd::test::runUntil;
using pd::test::VirtualLine;

namespace {

const QString meter1 = QStringLiteral("000123456789");
const QString meter2 = QStringLiteral("000000000041");
const QString meter3 = QStringLiteral("000000000042");

const QByteArray plan = R"({"period_ms": 50, "items": ["energy.forward.total", "02010100"],
  "timing": {"answer_ms": 200, "gap_ms": 60, "late_ms": 300, "retries": 2},
  "meters": [{"address": "000123456789"}, {"address": "41"}, {"address": "42"}]})";

QStringList pollOf(const VirtualLine &far, const QByteArray &json, const QString &seconds)
{
    const QString path = far.folder.filePath(QStringLiteral("plan.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size())
        return {};
    return {QStringLiteral("meter"),     QStringLiteral("poll"),
            QStringLiteral("--line"),    far.settings.path,
            QStringLiteral("--plan"),    path,
            QStringLiteral("--seconds"), seconds};
}

struct Poll
{
    explicit Poll(const QStringList &arguments)
    {
        process.start(qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeckctl"), arguments);
    }
    ~Poll()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished();
        }
    }
    bool isOver() const { return process.state() == QProcess::NotRunning; }
    QList<QJsonObject> lines()
    {
        output += process.readAllStandardOutput();
        QList<QJsonObject> objects;
        for (const QByteArray &line : output.split('\n')) {
            if (!line.isEmpty())
                objects.append(QJsonDocument::fromJson(line).object());
        }
        return objects;
    }

    QProcess process;
    QByteArray output;
};

int number(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toInt(-1);
}

} // namespace

class PollTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pollsAndCloses();
    void interrupted();
    void nobodyAnswers();
    void usedLineNamesItsHolder();
    void usage_data();
    void usage();
};

void PollTest::pollsAndCloses()
{
    VirtualLine far;
    far.source.values = {{0x00010000, QStringLiteral("8125.78")}, {0x02010100, QStringLiteral("221.3")}};
    for (const QString &meter : {meter1, meter2, meter3})
        QVERIFY(far.slave.addMeter(meter, far.source));
    QVERIFY(far.slave.setFault(QStringLiteral("checksum"), true, meter2, 4));
    QVERIFY(far.slave.setFault(QStringLiteral("silent"), true, meter3));
    Poll poll(pollOf(far, plan, QStringLiteral("3")));
    QVERIFY(runUntil([&] { return poll.isOver(); }));
    QCOMPARE(poll.process.exitCode(), 0);
    QList<QJsonObject> lines = poll.lines();
    QVERIFY(lines.size() > 10);
    const QJsonObject closing = lines.takeLast();
    int readings = 0;
    for (const QJsonObject &line : lines) {
        QVERIFY(line.value(QLatin1String("address")).toString() != meter3);
        readings += line.value(QLatin1String("item")) == QLatin1String("00010000")
            && line.value(QLatin1String("value")) == QLatin1String("8125.78");
    }
    QVERIFY(readings >= lines.size() / 2 - 1);

    const QJsonArray meters = closing.value(QLatin1String("per_meter")).toArray();
    QCOMPARE(meters.size(), 3);
    for (const char *key : {"requests", "ok", "timeouts", "checksum_errors", "intermediate_errors"}) {
        int sum = 0;
        for (const auto &meter : meters)
            sum += number(meter.toObject(), key);
        QCOMPARE(number(closing, key), sum);
    }
    QVERIFY(number(closing, "ok") >= lines.size());
    QVERIFY(number(meters[1].toObject(), "checksum_errors") >= 3);
    QCOMPARE(number(meters[0].toObject(), "timeouts"), 0);
    QCOMPARE(number(meters[2].toObject(), "ok"), 0);
    QVERIFY(number(meters[2].toObject(), "timeouts") >= 1);
    QVERIFY(meters[2].toObject().value(QLatin1String("dead")).toBool());
    const double used = closing.value(QLatin1String("line_utilisation")).toDouble(-1);
    QVERIFY2(used > 0 && used <= 1, qPrintable(QString::number(used)));
}

void PollTest::interrupted()
{
    VirtualLine far;
    far.source.values = {{0x00010000, QStringLiteral("8125.78")}, {0x02010100, QStringLiteral("221.3")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    Poll poll(pollOf(far, plan, QStringLiteral("600")));
    QVERIFY(runUntil([&] { return poll.lines().size() >= 3; }));
    ::kill(pid_t(poll.process.processId()), SIGINT);
    QVERIFY(runUntil([&] { return poll.isOver(); }, 5000));
    QCOMPARE(poll.process.exitCode(), 0);
    QVERIFY(number(poll.lines().last(), "requests") >= 3);
}

void PollTest::nobodyAnswers()
{
    VirtualLine far;
    Poll poll(pollOf(far, plan, QStringLiteral("1")));
    QVERIFY(runUntil([&] { return poll.isOver(); }));
    QCOMPARE(poll.process.exitCode(), 1);
    QCOMPARE(poll.lines().size(), 1);
    QCOMPARE(number(poll.lines().first(), "ok"), 0);
}

// Another program has the port: our error says which.
void PollTest::usedLineNamesItsHolder()
{
    VirtualLine far;
    far.source.values = {{0x00010000, QStringLiteral("8125.78")}, {0x02010100, QStringLiteral("221.3")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    Poll poll(pollOf(far, plan, QStringLiteral("600")));
    QVERIFY(runUntil([&] { return !poll.lines().isEmpty(); }));
    Line line(far.settings, far.clock);
    const QFuture<Done> opening = line.open();
    QVERIFY(runUntil([&] { return opening.isFinished(); }));
    QVERIFY(!opening.result());
    const Error error = opening.result().error();
    QCOMPARE(error.reason, QStringLiteral("port_in_use"));
    QVERIFY2(error.detail.endsWith(
                 QStringLiteral("in use by piledeckctl, process %1").arg(poll.process.processId())),
             qPrintable(error.detail));
}

void PollTest::usage_data()
{
    QTest::addColumn<QByteArray>("plan");
    QTest::addColumn<QString>("seconds");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no number") << plan << QStringLiteral("x") << QByteArray("--seconds");
    QTest::newRow("no time") << plan << QStringLiteral("0") << QByteArray("--seconds");
    QTest::newRow("bad plan") << QByteArray("{}") << QStringLiteral("1") << QByteArray("plan: meters");
    QTest::newRow("bad item") << QByteArray(R"({"meters": [{"address": "1", "items": ["nothing"]}]})")
                              << QStringLiteral("1") << QByteArray("nothing");
}

void PollTest::usage()
{
    QFETCH(QByteArray, plan);
    QFETCH(QString, seconds);
    QFETCH(QByteArray, says);
    VirtualLine far;
    Poll poll(pollOf(far, plan, seconds));
    QVERIFY(runUntil([&] { return poll.isOver(); }));
    QCOMPARE(poll.process.exitCode(), 2);
    QVERIFY(poll.lines().isEmpty());
    const QByteArray reasons = poll.process.readAllStandardError();
    QVERIFY2(reasons.contains(says), reasons.constData());
}

QTEST_GUILESS_MAIN(PollTest)
#include "polltest.moc"
