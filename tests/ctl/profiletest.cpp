// SPDX-License-Identifier: GPL-3.0-or-later
// The profile of virtual meters: what it gives, and that mistakes in it are told.
#include "app/ctl/virtualmeter.h"

#include <QTest>

using namespace pd;
using namespace pd::ctl;

namespace {

const QByteArray good
    = R"({"protocol": "dlt645-2007", "pacing": false, "answer_delay_ms": 50, "faults": ["echo"],
  "meters": [{"address": "123456789", "clock": true, "clock_offset_s": -250,
    "values": {"energy.forward.total": "123.45", "02010100": "221.3", "temperature": null},
    "growth_per_hour": {"energy.forward.total": 7.037}, "faults": {"checksum": 8}}]})";

} // namespace

class ProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void growsWithBusinessTime();
    void mistakes_data();
    void mistakes();

private:
    ManualClock m_clock{QDateTime(QDate(2026, 3, 16), QTime(10, 0), Qt::UTC)};
};

void ProfileTest::reads()
{
    const Result<ServedMeters> profile = profileFromJson(good, m_clock);
    QVERIFY2(profile, profile ? "" : qPrintable(profile.error().detail));
    QVERIFY(!profile->pacing);
    QCOMPARE(profile->answerDelayMs, 50);
    QCOMPARE(profile->faults, QStringList(QStringLiteral("echo")));
    QCOMPARE(profile->meters.size(), 1u);
    const VirtualMeter &meter = *profile->meters.front();
    QCOMPARE(meter.address, QStringLiteral("123456789"));
    QCOMPARE(meter.faults.value(QStringLiteral("checksum")), 8);
    QCOMPARE(meter.value(0x02010100).value(), QStringLiteral("221.3"));
    QCOMPARE(meter.value(0x02800007).value(), QString()); // there, but without a value
    QVERIFY(!meter.value(0x02010200));
    QCOMPARE(meter.value(0x04000101).value(), QStringLiteral("2026-03-16 W01"));
    QCOMPARE(meter.value(0x04000102).value(), QStringLiteral("09:55:50"));
}

void ProfileTest::growsWithBusinessTime()
{
    const Result<ServedMeters> profile = profileFromJson(good, m_clock);
    const QDateTime start = m_clock.now();
    const VirtualMeter &meter = *profile->meters.front();
    QCOMPARE(meter.value(0x00010000).value(), QStringLiteral("123.45"));
    m_clock.advance(5);
    QCOMPARE(meter.value(0x00010000).value(), QStringLiteral("123.45")); // 0.0098 kWh: the step is not full
    m_clock.advance(1);
    QCOMPARE(meter.value(0x00010000).value(), QStringLiteral("123.46"));
    m_clock.set(start.addSecs(3600));
    QCOMPARE(meter.value(0x00010000).value(), QStringLiteral("130.48"));
    m_clock.set(start);
}

void ProfileTest::mistakes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("told");
    const auto meter = [](const char *inside) {
        return QByteArray(R"({"meters": [{"address": "1", )") + inside + QByteArray("}]}");
    };
    QTest::newRow("no JSON") << QByteArray("{\"meters\": [") << QStringLiteral("byte");
    QTest::newRow("no object") << QByteArray("[]") << QStringLiteral("no object");
    QTest::newRow("no meters") << QByteArray("{}") << QStringLiteral("meters");
    QTest::newRow("unknown word") << QByteArray(R"({"metres": []})") << QStringLiteral("metres");
    QTest::newRow("other protocol") << QByteArray(R"({"protocol": "iec62056", "meters": []})")
                                    << QStringLiteral("no such protocol: iec62056");
    const auto modbus = [](const char *members) {
        return QByteArray(R"({"protocol": "modbus-rtu", "meters": [{)") + members + "}]}";
    };
    QTest::newRow("Modbus unit") << modbus(R"("address": "248", "profile": "abb-b23")")
                                 << QStringLiteral("248");
    QTest::newRow("Modbus profile") << modbus(R"("address": "1", "profile": "none")")
                                    << QStringLiteral("none");
    QTest::newRow("Modbus quantity") << modbus(
        R"("address": "1", "profile": "abb-b23", "values": {"clock": "1"})")
                                     << QStringLiteral("abb-b23 has no clock");
    QTest::newRow("Modbus value") << modbus(
        R"("address": "1", "profile": "abb-b23", "values": {"voltage.a": "-1"})")
                                  << QStringLiteral("does not fit uint32");
    QTest::newRow("Modbus fault") << modbus(
        R"("address": "1", "profile": "abb-b23", "faults": {"refuse": 1})")
                                  << QStringLiteral("refuse");
    QTest::newRow("password of five digits")
        << meter(R"("passwords": {"4": "12345"})") << QStringLiteral("six digits");
    QTest::newRow("password of level ten")
        << meter(R"("passwords": {"10": "123456"})") << QStringLiteral("level");
    QTest::newRow("item of the other edition")
        << meter(R"("protocol": "dlt645-1997", "values": {"00010000": "1.00"})")
        << QStringLiteral("00010000");
    QTest::newRow("no meter") << QByteArray(R"({"meters": []})") << QStringLiteral("at least one meter");
    QTest::newRow("no address") << QByteArray(R"({"meters": [{}]})") << QStringLiteral("address");
    QTest::newRow("wrong address") << QByteArray(R"({"meters": [{"address": "12345678901234"}]})")
                                   << QStringLiteral("12345678901234");
    QTest::newRow("unknown item") << meter(R"("values": {"energy": "1.00"})") << QStringLiteral("energy");
    QTest::newRow("block") << meter(R"("values": {"0201FF00": "221.3"})") << QStringLiteral("block");
    QTest::newRow("number for text") << meter(R"("values": {"02010100": true})")
                                     << QStringLiteral("02010100");
    QTest::newRow("too many digits") << meter(R"("values": {"02010100": "2213.0"})")
                                     << QStringLiteral("XXX.X");
    QTest::newRow("unknown fault") << meter(R"("faults": {"lazy": 1})") << QStringLiteral("lazy");
    QTest::newRow("unknown line fault")
        << QByteArray(R"({"faults": ["lazy"], "meters": []})") << QStringLiteral("lazy");
    QTest::newRow("growth without value")
        << meter(R"("growth_per_hour": {"00010000": 1})") << QStringLiteral("00010000");
    QTest::newRow("growth of a text")
        << meter(R"("values": {"04000404": "220.0V"}, "growth_per_hour": {"04000404": 1})")
        << QStringLiteral("04000404");
    QTest::newRow("delay") << QByteArray(R"({"answer_delay_ms": -5, "meters": []})")
                           << QStringLiteral("answer_delay_ms");
}

void ProfileTest::mistakes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, told);
    const Result<ServedMeters> profile = profileFromJson(json, m_clock);
    QVERIFY(!profile);
    QVERIFY2(profile.error().detail.contains(told), qPrintable(profile.error().detail));
}

QTEST_APPLESS_MAIN(ProfileTest)
#include "profiletest.moc"
