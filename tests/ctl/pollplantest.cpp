// SPDX-License-Identifier: GPL-3.0-or-later
// The plan of `meter poll`: what it gives, and that mistakes in it are told.
#include "app/ctl/pollplan.h"

#include <QTest>

using namespace pd;
using namespace pd::ctl;

class PollPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void shortest();
    void mistakes_data();
    void mistakes();
};

void PollPlanTest::reads()
{
    const Result<PollFile> file = pollFileFromJson(R"({"period_ms": 250, "items": ["voltage.a", "00010000"],
      "timing": {"answer_ms": 6000, "retries": 0, "silence_us": 1750},
      "meters": [{"address": "000123456789"},
                 {"address": "7", "protocol": "modbus-rtu", "profile": "dtsu666", "items": ["frequency"]}]})");
    QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
    QCOMPARE(file->plan.periodMs, 250);
    QCOMPARE(file->plan.meters.size(), 2);
    QCOMPARE(file->plan.meters[0],
             (PolledMeter{{MeterProtocol::Dlt645_2007, QStringLiteral("000123456789")},
                          {},
                          {QStringLiteral("voltage.a"), QStringLiteral("00010000")}}));
    QCOMPARE(file->plan.meters[1],
             (PolledMeter{{MeterProtocol::ModbusRtu, QStringLiteral("7")},
                          QStringLiteral("dtsu666"),
                          {QStringLiteral("frequency")}}));
    QCOMPARE(file->timing.answerMs, 6000);
    QCOMPARE(file->timing.retries, 0);
    QCOMPARE(file->timing.silenceUs, 1750);
    QCOMPARE(file->timing.gapMs, serial::LineTiming().gapMs);
    QVERIFY(file->timing.longestMs > 6000);
}

void PollPlanTest::shortest()
{
    const Result<PollFile> file = pollFileFromJson(R"({"meters": [{"address": "1", "items": ["clock"]}]})");
    QVERIFY(file);
    QCOMPARE(file->plan.periodMs, 0);
    QCOMPARE(file->timing.answerMs, serial::LineTiming().answerMs);
}

void PollPlanTest::mistakes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *json, const char *says) {
        QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(says);
    };
    row("nothing", "", "at byte 0");
    row("no JSON", R"({"meters": [})", "at byte");
    row("an array", "[]", "no object");
    row("no meters", R"({"items": ["clock"]})", "1 to 1000");
    row("meters of another kind", R"({"items": ["clock"], "meters": {"address": "1"}})", "1 to 1000");
    row("a meter of another kind", R"({"items": ["clock"], "meters": ["1"]})", "list of objects");
    row("no address", R"({"items": ["clock"], "meters": [{}]})", "without address");
    row("address of another kind", R"({"items": ["clock"], "meters": [{"address": 1}]})", "address: a text");
    row("no items", R"({"meters": [{"address": "1"}]})", "1 has no items");
    row("empty items", R"({"items": [], "meters": [{"address": "1"}]})", "at least one");
    row("items of another kind", R"({"items": "clock", "meters": [{"address": "1"}]})", "list of texts");
    row("an item of another kind", R"({"items": [1], "meters": [{"address": "1"}]})", "list of texts");
    row("unknown member", R"({"every": 1, "meters": []})", "no such member: every");
    row("unknown member of a meter", R"({"meters": [{"address": "1", "item": "x"}]})",
        "no such member: item");
    row("unknown protocol", R"({"protocol": "iec", "meters": []})", "no such protocol: iec");
    row("negative period", R"({"period_ms": -1, "meters": []})", "period_ms");
    row("half a period", R"({"period_ms": 1.5, "meters": []})", "period_ms");
    row("endless period", R"({"period_ms": 1e99, "meters": []})", "period_ms");
    row("timing of another kind", R"({"timing": 5, "meters": []})", "timing: an object");
    row("timing out of range", R"({"timing": {"retries": 21}, "meters": []})", "retries");
    row("unknown timing", R"({"timing": {"patience": 1}, "meters": []})", "no such member: patience");
}

void PollPlanTest::mistakes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const Result<PollFile> file = pollFileFromJson(json);
    QVERIFY(!file);
    QCOMPARE(toWord(file.error().kind), QStringLiteral("invalid"));
    QVERIFY2(file.error().detail.contains(says), qPrintable(file.error().detail));
}

QTEST_GUILESS_MAIN(PollPlanTest)
#include "pollplantest.moc"
