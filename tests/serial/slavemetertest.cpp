// SPDX-License-Identifier: GPL-3.0-or-later
// What a virtual meter says and remembers, without any wire.
#include "serial/dlt645/slavemeter.h"
#include "tests/serial/virtualline.h"

#include <QTest>

using namespace pd;
using namespace pd::serial::dlt645;
using pd::test::TableSource;

namespace {

const QByteArray own = QByteArray::fromHex("896745230100");

QByteArray bytes(const char *hex)
{
    return QByteArray::fromHex(hex);
}

// Control code and data of the answer, "silent" for none.
QString said(const std::optional<Frame> &frame)
{
    if (!frame)
        return QStringLiteral("silent");
    return QString::number(frame->control, 16).toUpper() + QLatin1Char(' ')
        + QString::fromLatin1(frame->data.toHex().toUpper());
}

// Level 4 "111111", level 2 "222222", level 0 "000000".
MeterRules guarded(Edition edition, const Clock &clock)
{
    MeterRules rules;
    rules.edition = edition;
    rules.clock = &clock;
    rules.passwords
        = {{0, QStringLiteral("000000")}, {2, QStringLiteral("222222")}, {4, QStringLiteral("111111")}};
    return rules;
}

Frame write2007(ItemId item, const char *password, const char *data, const QByteArray &to = own)
{
    return {to, 0x14, itemBytes(item) + bytes(password) + bytes("78563412") + bytes(data)};
}

Frame relay(const char *password, const char *command)
{
    return {own, 0x1C, bytes(password) + bytes("78563412") + bytes(command) + bytes("000000000000")};
}

} // namespace

class SlaveMeterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void writes_data();
    void writes();
    void wrongPasswordsLock();
    void withoutPasswordsNobodyWrites();
    void clockIsWritten();
    void clockTakesSmallBroadcastsOnce();
    void relayOpensAndCloses();
    void baudAndAddress();
    void passwordIsChanged();
    void freezes();
    void registersAreReset();
    void isReplaced();
    void answersInTheOlderEdition();
    void blockOfTheOlderEditionInParts();
    void clearingIsRefused();

private:
    ManualClock m_clock{QDateTime(QDate(2026, 3, 16), QTime(18, 40), Qt::UTC)};
    TableSource m_source;
};

void SlaveMeterTest::init()
{
    m_clock.set(QDateTime(QDate(2026, 3, 16), QTime(18, 40), Qt::UTC));
    m_source.values = {{0x00010000, QStringLiteral("123.45")},
                       {0x00010100, QStringLiteral("23.45")},
                       {0x04000101, QStringLiteral("2026-03-16 W01")},
                       {0x04000102, QStringLiteral("18:40:00")},
                       {0x04000103, QStringLiteral("15")},
                       {0x04000503, QStringLiteral("0x0001")},
                       {0x9010, QStringLiteral("9.99")},
                       {0xC010, QStringLiteral("2026-03-16 W01")},
                       {0xC011, QStringLiteral("18:40:00")},
                       {0xC111, QStringLiteral("15")},
                       {0xB611, QStringLiteral("221")}};
}

void SlaveMeterTest::writes_data()
{
    QTest::addColumn<uint>("item");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("answer");
    const auto row
        = [](const char *name, uint item, const char *password, const char *data, const char *answer) {
              QTest::newRow(name) << item << QByteArray(password) << QByteArray(data)
                                  << QString::fromLatin1(answer);
          };
    row("right password", 0x04000103, "04111111", "30", "94 ");
    row("higher level", 0x04000103, "00000000", "30", "94 ");
    row("wrong password", 0x04000103, "04111112", "30", "D4 04");
    row("level without password", 0x04000103, "03111111", "30", "D4 04");
    row("level too low", 0x04000103, "05111111", "30", "D4 04");
    row("read only", 0x00010000, "04111111", "78563412", "D4 02");
    row("not in this meter", 0x04000104, "04111111", "30", "D4 02");
    row("no such item", 0x04FFFFFF, "04111111", "30", "D4 02");
    row("wrong width", 0x04000103, "04111111", "3000", "D4 01");
    row("not BCD", 0x04000103, "04111111", "3A", "D4 01");
    row("nothing", 0x04000103, "04111111", "", "D4 01");
}

void SlaveMeterTest::writes()
{
    QFETCH(uint, item);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, data);
    QFETCH(QString, answer);
    SlaveMeter meter(own, m_source, guarded(Edition::Of2007, m_clock));
    QCOMPARE(said(meter.reply(write2007(item, password.constData(), data.constData()))), answer);
    const bool written = answer.startsWith(QLatin1String("94"));
    QCOMPARE(said(meter.reply(readRequest(own, 0x04000103))),
             written ? QStringLiteral("91 0301000430") : QStringLiteral("91 0301000415"));
}

void SlaveMeterTest::wrongPasswordsLock()
{
    SlaveMeter meter(own, m_source, guarded(Edition::Of2007, m_clock));
    const Frame wrong = write2007(0x04000103, "04999999", "30");
    const Frame right = write2007(0x04000103, "04111111", "30");
    for (int n = 0; n < 4; ++n)
        QCOMPARE(said(meter.reply(wrong)), QStringLiteral("D4 04"));
    QCOMPARE(said(meter.reply(right)), QStringLiteral("94 ")); // counts anew
    for (int n = 0; n < 5; ++n)
        meter.reply(wrong);
    QVERIFY(meter.isLocked());
    QCOMPARE(said(meter.reply(right)), QStringLiteral("D4 04"));
    QCOMPARE(said(meter.reply(relay("02222222", "1A00"))), QStringLiteral("DC 04"));
    QCOMPARE(said(meter.reply(readRequest(own, 0x04000103))), QStringLiteral("91 0301000430"));
    m_clock.advance(24 * 3600 - 1);
    QVERIFY(meter.isLocked());
    m_clock.advance(1);
    QVERIFY(!meter.isLocked());
    QCOMPARE(said(meter.reply(wrong)), QStringLiteral("D4 04"));
    QCOMPARE(meter.wrongPasswords(), 1);
    QCOMPARE(said(meter.reply(right)), QStringLiteral("94 "));
}

void SlaveMeterTest::withoutPasswordsNobodyWrites()
{
    SlaveMeter meter(own, m_source, {});
    for (int n = 0; n < 10; ++n)
        QCOMPARE(said(meter.reply(write2007(0x04000103, "04000000", "30"))), QStringLiteral("D4 04"));
    QVERIFY(!meter.isLocked());
}

void SlaveMeterTest::clockIsWritten()
{
    SlaveMeter meter(own, m_source, guarded(Edition::Of2007, m_clock));
    QCOMPARE(said(meter.reply(write2007(0x04000102, "04111111", "001519"))), QStringLiteral("94 "));
    QCOMPARE(said(meter.reply(write2007(0x04000101, "04111111", "02170326"))), QStringLiteral("94 "));
    m_source.values[0x04000102] = QStringLiteral("18:40:07"); // seven seconds later
    QCOMPARE(said(meter.reply(readRequest(own, 0x04000102))), QStringLiteral("91 02010004071519"));
    QCOMPARE(said(meter.reply(readRequest(own, 0x04000101))), QStringLiteral("91 0101000402170326"));
    QCOMPARE(said(meter.reply(write2007(0x04000102, "04111111", "006119"))), QStringLiteral("D4 01"));
}

void SlaveMeterTest::clockTakesSmallBroadcastsOnce()
{
    SlaveMeter meter(own, m_source, {});
    const auto broadcast = [&meter](const char *moment) {
        QCOMPARE(said(meter.reply({broadcastAddress, 0x08, bytes(moment)})), QStringLiteral("silent"));
    };
    const auto time = [&meter] { return said(meter.reply(readRequest(own, 0x04000102))).mid(11); };
    broadcast("014518160326"); // 5 minutes and a second
    QCOMPARE(time(), QStringLiteral("004018"));
    broadcast("004418160326");
    QCOMPARE(time(), QStringLiteral("004418"));
    broadcast("004318160326"); // the second of the day
    QCOMPARE(time(), QStringLiteral("004418"));
    m_source.values[0x04000101] = QStringLiteral("2026-03-17 W02");
    broadcast("004318170326");
    QCOMPARE(time(), QStringLiteral("004318"));
    broadcast("99");
    broadcast("");
}

void SlaveMeterTest::relayOpensAndCloses()
{
    SlaveMeter meter(own, m_source, guarded(Edition::Of2007, m_clock));
    const auto status = [&meter] { return said(meter.reply(readRequest(own, 0x04000503))).mid(11); };
    QCOMPARE(said(meter.reply(relay("04111111", "1A00"))), QStringLiteral("DC 04")); // may write, not switch
    QCOMPARE(said(meter.reply(relay("02222222", "1A00"))), QStringLiteral("9C "));
    QVERIFY(meter.isRelayOpen());
    QCOMPARE(status(), QStringLiteral("1100"));
    QCOMPARE(said(meter.reply(relay("02222222", "1B00"))), QStringLiteral("9C "));
    QVERIFY(meter.isRelayOpen()); // until the button is pressed
    meter.setProgrammingKey(true);
    QVERIFY(!meter.isRelayOpen());
    QCOMPARE(status(), QStringLiteral("0100"));
    QCOMPARE(said(meter.reply(relay("02222222", "3A00"))), QStringLiteral("9C "));
    QCOMPARE(said(meter.reply(relay("02222222", "1A00"))), QStringLiteral("DC 01")); // power is to be kept
    QCOMPARE(said(meter.reply(relay("02222222", "3B00"))), QStringLiteral("9C "));
    QCOMPARE(said(meter.reply(relay("02222222", "1A00"))), QStringLiteral("9C "));
    QCOMPARE(said(meter.reply(relay("02222222", "1C00"))), QStringLiteral("9C "));
    QVERIFY(!meter.isRelayOpen());
    QCOMPARE(said(meter.reply(relay("02222222", "7700"))), QStringLiteral("DC 01"));
    Frame late = relay("02222222", "1A00");
    late.data = late.data.left(10) + bytes("003918160326"); // was good until a minute ago
    QCOMPARE(said(meter.reply(late)), QStringLiteral("DC 01"));
    QVERIFY(!meter.isRelayOpen());
}

void SlaveMeterTest::baudAndAddress()
{
    SlaveMeter meter(own, m_source, {});
    QCOMPARE(said(meter.reply({own, 0x17, bytes("20")})), QStringLiteral("97 20"));
    QCOMPARE(meter.takeBaud().value(), 9600);
    QVERIFY(!meter.takeBaud());
    QCOMPARE(said(meter.reply({own, 0x17, bytes("D5")})), QStringLiteral("D7 08"));
    const Frame newAddress{wildcardAddress, 0x15, bytes("112233445566")};
    QCOMPARE(said(meter.reply(newAddress)), QStringLiteral("D5 04"));
    meter.setProgrammingKey(true);
    QCOMPARE(said(meter.reply(newAddress)), QStringLiteral("95 "));
    QCOMPARE(meter.address(), bytes("112233445566"));
    QCOMPARE(said(meter.reply(readRequest(meter.address(), 0x04000401))),
             QStringLiteral("91 01040004112233445566"));
    QVERIFY(!meter.isAsked(own));
}

void SlaveMeterTest::passwordIsChanged()
{
    SlaveMeter meter(own, m_source, guarded(Edition::Of2007, m_clock));
    const Frame change{own, 0x18, bytes("050C0004 04111111 04333333")};
    QCOMPARE(said(meter.reply(change)), QStringLiteral("98 "));
    QCOMPARE(said(meter.reply(change)), QStringLiteral("D8 04"));
    QCOMPARE(said(meter.reply(write2007(0x04000103, "04333333", "30"))), QStringLiteral("94 "));
    // A lower level may not change a higher one's.
    QCOMPARE(said(meter.reply({own, 0x18, bytes("030C0004 04333333 02444444")})), QStringLiteral("D8 04"));
}

void SlaveMeterTest::freezes()
{
    SlaveMeter meter(own, m_source, {});
    QCOMPARE(said(meter.reply({own, 0x16, bytes("99999999")})), QStringLiteral("96 "));
    m_source.values[0x00010000] = QStringLiteral("130.00");
    QCOMPARE(said(meter.reply(readRequest(own, 0x05010001))), QStringLiteral("91 010001054018160326"));
    QCOMPARE(said(meter.reply(readRequest(own, 0x05010101))), QStringLiteral("91 010101054523010045230000"));
    QCOMPARE(said(meter.reply({own, 0x16, bytes("00069999")})), QStringLiteral("D6 01"));
    QCOMPARE(said(meter.reply({broadcastAddress, 0x16, bytes("99999999")})), QStringLiteral("silent"));
    QCOMPARE(said(meter.reply(readRequest(own, 0x05010101))), QStringLiteral("91 010101050030010045230000"));
}

void SlaveMeterTest::registersAreReset()
{
    SlaveMeter meter(own, m_source, {});
    meter.resetRegisters(true);
    m_source.values[0x00010000] = QStringLiteral("123.50");
    QCOMPARE(said(meter.reply(readRequest(own, 0x00010000))), QStringLiteral("91 0000010005000000"));
    meter.resetRegisters(false);
    QCOMPARE(said(meter.reply(readRequest(own, 0x00010000))), QStringLiteral("91 0000010050230100"));
}

void SlaveMeterTest::isReplaced()
{
    SlaveMeter meter(own, m_source, {});
    meter.replace(true);
    QVERIFY(!meter.isAsked(own));
    QVERIFY(meter.isAsked(wildcardAddress));
    const Frame number = meter.reply(readRequest(wildcardAddress, 0x04000401)).value();
    QCOMPARE(number.data.mid(4), meter.address());
    QCOMPARE(said(meter.reply(readRequest(meter.address(), 0x00010000))),
             QStringLiteral("91 0000010000000000"));
    meter.replace(false);
    QCOMPARE(meter.address(), own);
}

void SlaveMeterTest::answersInTheOlderEdition()
{
    SlaveMeter meter(own, m_source, guarded(Edition::Of1997, m_clock));
    const auto read = [](ItemId item) { return readRequest(own, item, Edition::Of1997); };
    QCOMPARE(said(meter.reply(read(0x9010))), QStringLiteral("81 109099090000"));
    QCOMPARE(said(meter.reply(read(0xB611))), QStringLiteral("81 11B62102"));
    QCOMPARE(said(meter.reply(read(0xB612))), QStringLiteral("C1 02"));
    QCOMPARE(said(meter.reply(read(0xB61F))), QStringLiteral("81 1FB62102AA"));
    QCOMPARE(said(meter.reply(read(0xC032))), QStringLiteral("81 32C0896745230100"));
    QCOMPARE(said(meter.reply(readRequest(broadcastAddress, 0x9010, Edition::Of1997))),
             QStringLiteral("81 109099090000"));
    QCOMPARE(said(meter.reply({own, 0x01, bytes("00000100")})), QStringLiteral("C1 02"));
    QCOMPARE(said(meter.reply(readRequest(own, 0x00010000))), QStringLiteral("silent"));
    QCOMPARE(said(meter.reply({own, 0x04, bytes("11C1 04111111 30")})), QStringLiteral("84 "));
    QCOMPARE(said(meter.reply(read(0xC111))), QStringLiteral("81 11C130"));
    QCOMPARE(said(meter.reply({own, 0x04, bytes("11C1 04111112 30")})), QStringLiteral("C4 04"));
    QCOMPARE(said(meter.reply({own, 0x04, bytes("11C1 30")})), QStringLiteral("C4 01"));
    QCOMPARE(said(meter.reply({own, 0x0F, bytes("04111111 04333333")})), QStringLiteral("8F "));
    QCOMPARE(said(meter.reply({own, 0x0C, bytes("04")})), QStringLiteral("8C 04"));
    QCOMPARE(meter.takeBaud().value(), 1200);
}

void SlaveMeterTest::blockOfTheOlderEditionInParts()
{
    for (ItemId tariff = 0; tariff <= 4; ++tariff)
        m_source.values[0x9010 | tariff] = QString::number(tariff + 1);
    MeterRules rules;
    rules.edition = Edition::Of1997;
    rules.longestAnswer = 8;
    SlaveMeter meter(own, m_source, rules);
    const Frame more{own, 0x02, bytes("1F90")};
    const Frame again{own, 0x03, {}};
    QCOMPARE(said(meter.reply(more)), QStringLiteral("C2 02")); // of nothing
    QCOMPARE(said(meter.reply(readRequest(own, 0x901F, Edition::Of1997))),
             QStringLiteral("A1 1F900001000000020000"));
    QCOMPARE(said(meter.reply(more)), QStringLiteral("A2 1F900003000000040000"));
    QCOMPARE(said(meter.reply(again)), QStringLiteral("A3 1F900003000000040000"));
    QCOMPARE(said(meter.reply(more)), QStringLiteral("82 1F9000050000AA"));
    QCOMPARE(said(meter.reply(more)), QStringLiteral("C2 02"));
}

void SlaveMeterTest::clearingIsRefused()
{
    SlaveMeter meter(own, m_source, guarded(Edition::Of2007, m_clock));
    for (const quint8 function : {0x19, 0x1A, 0x1B})
        QCOMPARE(said(meter.reply({own, function, bytes("00000000 78563412 FFFFFFFF")})).right(2),
                 QStringLiteral("04"));
}

QTEST_APPLESS_MAIN(SlaveMeterTest)
#include "slavemetertest.moc"
