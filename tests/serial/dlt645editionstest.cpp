// SPDX-License-Identifier: GPL-3.0-or-later
// What frames say by each of the two editions: all control codes, the dictionary of 1997, records of events.
// Published frames as far as there are any; the others are made by the rules of the standard.
#include "serial/dlt645/message.h"
#include "serial/dlt645/password.h"
#include "serial/dlt645/streamdecoder.h"
#include "tests/serial/publishedframes.h"

#include <QTest>

using namespace pd;
using namespace pd::serial::dlt645;

namespace {

QByteArray bytes(const char *hex)
{
    return QByteArray::fromHex(hex);
}

// "value/value bit, bit", "-" for absent and "?" for unreadable.
QString shown(const Message &message)
{
    QStringList texts = message.errors;
    for (const Value &value : message.values)
        texts.append(value.quality == Reading::Quality::Good         ? value.text
                         : value.quality == Reading::Quality::Absent ? QStringLiteral("-")
                                                                     : QStringLiteral("?"));
    return (texts.join(QLatin1Char('/')) + QLatin1Char(' ') + message.bits.join(QStringLiteral(", ")))
        .trimmed();
}

QStringList words(std::initializer_list<const char *> all)
{
    QStringList list;
    for (const char *word : all)
        list.append(QLatin1String(word));
    return list;
}

const QByteArray someAddress = bytes("129078563412");

} // namespace

class Dlt645EditionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void published_data();
    void published();
    void requests_data();
    void requests();
    void values1997_data();
    void values1997();
    void records_data();
    void records();
    void errorsOfBothEditions();
    void likely_data();
    void likely();
    void dictionaryIsWhole();
    void hidesPasswords_data();
    void hidesPasswords();
    void passwordsHaveSixDigits();
    void nothingIsTooStrange();
};

void Dlt645EditionsTest::published_data()
{
    QTest::addColumn<int>("row");
    for (int row = 0; row < int(std::size(test::publishedFrames1997)); ++row)
        QTest::newRow(test::publishedFrames1997[row].what) << row;
}

void Dlt645EditionsTest::published()
{
    QFETCH(int, row);
    const test::PublishedFrame &frame = test::publishedFrames1997[row];
    const QList<Sighting> seen = decodeAll(bytes(frame.hex));
    QCOMPARE(seen.size(), 1);
    const QString values = QString::fromUtf8(frame.values);
    if (values.startsWith(QLatin1Char('!'))) {
        QCOMPARE(QLatin1Char('!') + toWord(seen[0].flaw), values);
        return;
    }
    QCOMPARE(toWord(seen[0].flaw), QString());
    QVERIFY(likelyEdition(seen[0].frame) == Edition::Of1997);
    const Message message = interpret(seen[0].frame, Edition::Of1997);
    QCOMPARE(message.address, QString::fromUtf8(frame.address));
    QCOMPARE(int(message.frame.control), frame.control);
    QCOMPARE(message.item ? itemText(*message.item, Edition::Of1997) : QString(),
             QString::fromUtf8(frame.item));
    QCOMPARE(shown(message), values);
    QCOMPARE(encode(message.frame, seen[0].preamble), bytes(frame.hex));
}

void Dlt645EditionsTest::requests_data()
{
    QTest::addColumn<bool>("older");
    QTest::addColumn<int>("control");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("function");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, bool older, int control, const char *data, const char *function,
                        const char *says) {
        QTest::newRow(name) << older << control << bytes(data) << QString::fromLatin1(function)
                            << QString::fromLatin1(says);
    };
    row("write", false, 0x14, "03010004 02 332211 78563412 15", "write data", "15");
    row("write too short", false, 0x14, "03010004 02 332211", "write data", "");
    row("write with MAC", false, 0x14, "03010004 98 332211 78563412 AABBCCDD", "write data", "");
    row("write password", false, 0x14, "030C0004 02 332211 78563412 04 665544", "write data", "");
    row("written", false, 0x94, "", "write data", "");
    row("freeze now", false, 0x16, "99999999", "freeze", "at once");
    row("freeze hourly", false, 0x16, "30999999", "freeze", "*-* *:30 hourly");
    row("freeze daily", false, 0x16, "00069999", "freeze", "*-* 06:00 daily");
    row("freeze monthly", false, 0x16, "00061599", "freeze", "*-15 06:00 monthly");
    row("freeze, cut", false, 0x16, "9999", "freeze", "");
    row("baud", false, 0x17, "20", "change baud", "9600");
    row("password", false, 0x18, "030C0004 02 332211 02 665544", "change password", "");
    row("clear demand", false, 0x19, "02 332211 78563412", "clear maximum demand", "");
    row("clear meter", false, 0x1A, "02 332211 78563412", "clear meter", "");
    row("clear all events", false, 0x1B, "02 332211 78563412 FFFFFFFF", "clear events", "all events");
    row("close", false, 0x1C, "02 332211 78563412 1C00 050418160326", "relay/alarm/keep-power control",
        "2026-03-16 18:04:05 close");
    row("keep power", false, 0x1C, "02 332211 78563412 3A00 000000000000", "relay/alarm/keep-power control",
        "keep power");
    row("unknown command", false, 0x1C, "02 332211 78563412 7700 000000000000",
        "relay/alarm/keep-power control", "command 77H");
    row("encrypted command", false, 0x1C, "98 332211 78563412 0102030405060708090A0B0C0D0E0F1011121314",
        "relay/alarm/keep-power control", "");
    row("output", false, 0x1D, "01", "multi-function output", "demand period");
    row("authentication", false, 0x03, "FF000007 78563412 0011", "security authentication", "");
    row("broadcast time", false, 0x08, "050418160326", "broadcast time", "2026-03-16 18:04:05");
    row("no function", false, 0x1E, "", "unknown", "");

    row("write, 1997", true, 0x04, "11C1 15", "write data", "15");
    row("write with password, 1997", true, 0x04, "11C1 02332211 15", "write data", "15");
    row("write of a table with password", true, 0x04, "2FC3 02332211 030101", "write data", "01-01 03");
    row("read more, 1997", true, 0x02, "1F90", "read subsequent", "");
    row("re-read", true, 0x03, "", "re-read", "");
    row("time, 1997", true, 0x08, "050418160326", "broadcast time", "2026-03-16 18:04:05");
    row("time with password, 1997", true, 0x08, "02332211 050418160326", "broadcast time",
        "2026-03-16 18:04:05");
    row("address, 1997", true, 0x0A, "896745230100", "write address", "000123456789");
    row("baud, 1997", true, 0x0C, "08", "change baud", "2400");
    row("password, 1997", true, 0x0F, "0233221102665544", "change password", "");
    row("clear demand, 1997", true, 0x10, "02332211", "clear maximum demand", "");
    row("calibration of a vendor", true, 0x05, "0011", "vendor", "");
}

void Dlt645EditionsTest::requests()
{
    QFETCH(bool, older);
    QFETCH(int, control);
    QFETCH(QByteArray, data);
    QFETCH(QString, function);
    QFETCH(QString, says);
    const Edition edition = older ? Edition::Of1997 : Edition::Of2007;
    const Message message = interpret({someAddress, quint8(control), data}, edition);
    QCOMPARE(message.function, function);
    QCOMPARE(shown(message), says);
    const QString all = summary(message) + message.note;
    for (const char *secret : {"112233", "332211", "33 22 11", "445566", "665544"})
        QVERIFY2(!all.contains(QLatin1String(secret)), qPrintable(all));
}

void Dlt645EditionsTest::values1997_data()
{
    QTest::addColumn<uint>("item");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, uint item, const char *data, const char *says) {
        QTest::newRow(name) << item << bytes(data) << QString::fromLatin1(says);
    };
    row("tariffs, short block", 0x901F, "00100000 00020000 AA", "10.00/2.00");
    row("tariffs, short block without its end", 0x901F, "00100000 00020000", "10.00/2.00");
    row("absent tariff", 0x901F, "00100000 FFFFFFFF AA", "10.00/-");
    row("an end too much", 0x9010, "00100000 AA", "?");
    row("last month", 0x9410, "78563412", "123456.78");
    row("demand has three bytes", 0xA410, "703800", "0.3870");
    row("demand of four bytes is unreadable", 0xA410, "70380000", "?");
    row("time of demand", 0xB010, "40181603", "03-16 18:40");
    row("phases of voltage", 0xB61F, "2002 2102 FFFF", "220/221/-");
    row("power limit", 0xB634, "0007", "7.00");
    row("date", 0xC010, "01160326", "2026-03-16 W01");
    row("time", 0xC011, "054018", "18:40:05");
    row("status", 0xC020, "14", "0x14 battery low, active reversed");
    row("grid status", 0xC021, "02", "0x02 phase B lost");
    row("weekend", 0xC022, "41", "0x41 Sunday, Saturday");
    row("number", 0xC032, "896745230100", "000123456789");
    row("period", 0xC331, "043018", "18:30 04");
    row("table of periods", 0xC33F, "043018 010622", "18:30 04/22:06 01");
    row("holiday", 0xC411, "020105", "05-01 02");
    row("start value", 0xC119, "25000000", "2.5");
    row("load record", 0xD110, "AABB01", "AABB01");
    row("not BCD", 0xB611, "2A02", "?");
    row("unknown item", 0xE323, "00", "");
}

void Dlt645EditionsTest::values1997()
{
    QFETCH(uint, item);
    QFETCH(QByteArray, data);
    QFETCH(QString, says);
    const Frame frame{someAddress, 0x81, itemBytes(item, Edition::Of1997) + data};
    QCOMPARE(shown(interpret(frame, Edition::Of1997)), says);
}

void Dlt645EditionsTest::records_data()
{
    QTest::addColumn<uint>("item");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("says");
    QTest::addColumn<int>("bytes");
    const auto row = [](uint item, const QByteArray &data, const char *says, int expected) {
        QTest::addRow("%08X", item) << item << data << QString::fromLatin1(says) << expected;
    };
    row(0x03300400, bytes("050000"), "5", 3);
    row(0x03300401, bytes("44332211 050418160326 100418160326"),
        "11223344/2026-03-16 18:04:05/2026-03-16 18:04:10", 16);
    row(0x03300001, bytes("050418160326 44332211 01010004 FFFFFFFF"),
        "2026-03-16 18:04:05/11223344/04000101/-", 50);
    row(0x03110001, bytes("050418160326 100418160326"), "2026-03-16 18:04:05/2026-03-16 18:04:10", 12);
    row(0x03050000, bytes("020000 300000"), "2/30", 6);
    row(0x03010000, bytes("020000 300000 000000 000000 010000 020000"), "2/30/0/0/1/2", 18);
    row(0x03120101, bytes("050418160326 100418160326 703800 0418160326"),
        "2026-03-16 18:04:05/2026-03-16 18:04:10/0.3870/2026-03-16 18:04", 20);
    row(0x03120101, bytes("050418160326 100418160326"), "?/?/?/?", 20);
    row(0x03300701, bytes("050418160326 44332211 03"), "2026-03-16 18:04:05/11223344/3", 11);
    row(0x04030001, bytes("02010526"), "2026-05-01 02", 4);
    row(0x04040101, bytes("00000100"), "00010000", 4);
    row(0x020A0103, bytes("3412"), "12.34", 2);
    row(0x06010002, bytes("A0A01C"), "A0A01C", 4096);
    row(0x00150000, bytes("78563412"), "123456.78", 4);
}

void Dlt645EditionsTest::records()
{
    QFETCH(uint, item);
    QFETCH(QByteArray, data);
    QFETCH(QString, says);
    QFETCH(int, bytes);
    QCOMPARE(shown(interpret({someAddress, 0x91, itemBytes(item) + data})), says);
    QCOMPARE(dictionaryItem(Edition::Of2007, item)->bytes(), bytes);
}

void Dlt645EditionsTest::errorsOfBothEditions()
{
    QCOMPARE(errorBits(0x7F),
             words({"other", "no_such_data", "unauthorised", "baud_cannot_change", "year_zones",
                    "day_periods", "tariffs"}));
    QCOMPARE(errorBits(0x77, Edition::Of1997),
             words({"illegal_data", "no_such_data", "unauthorised", "year_zones", "day_periods", "tariffs"}));
    const Message serr = interpret({someAddress, 0xC3, bytes("0201")});
    QVERIFY(serr.errors.isEmpty() && !serr.note.isEmpty());
}

void Dlt645EditionsTest::likely_data()
{
    QTest::addColumn<int>("control");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<bool>("older");
    const auto row = [](const char *name, int control, const char *data, bool older) {
        QTest::newRow(name) << control << bytes(data) << older;
    };
    row("re-read", 0x03, "", true);
    row("re-read answer", 0x83, "1090 00010000", true);
    row("re-read refused", 0xC3, "02", true);
    row("authentication", 0x03, "FF000007 78563412 0011", false);
    row("authentication answer", 0x83, "FF000007 0011", false);
    row("authentication refused", 0xC3, "0200", false);
    row("read address", 0x13, "", false);
    row("time", 0x08, "050418160326", false);
    row("time with password", 0x08, "02332211050418160326", true);
    row("clear demand", 0x10, "02332211", true);
    row("two bytes with 11H", 0x11, "11B6", true);
    row("refused 11H", 0xD1, "02", false);
}

void Dlt645EditionsTest::likely()
{
    QFETCH(int, control);
    QFETCH(QByteArray, data);
    QFETCH(bool, older);
    QCOMPARE(likelyEdition({someAddress, quint8(control), data}) == Edition::Of1997, older);
}

void Dlt645EditionsTest::dictionaryIsWhole()
{
    const QList<ItemId> all = allItems(Edition::Of1997);
    QVERIFY(all.size() > 1300);
    QVERIFY(std::adjacent_find(all.begin(), all.end(), std::greater_equal<ItemId>()) == all.end());
    for (ItemId id : all) {
        const std::optional<Item> item = dictionaryItem(Edition::Of1997, id);
        QVERIFY2(item && item->id == id, qPrintable(itemText(id, Edition::Of1997)));
        QVERIFY(!item->name.isEmpty() && !item->nameZh.isEmpty() && item->fits(item->bytes()));
        for (ItemId member : item->members)
            QVERIFY(!dictionaryItem(Edition::Of1997, member)->isBlock());
        QCOMPARE(itemFromText(itemText(id, Edition::Of1997), Edition::Of1997).value(), id);
    }
    for (const ItemId none : {0x9030u, 0x9210u, 0x9C10u, 0x9170u, 0xB610u, 0xC3B1u, 0xFFFFu, 0x00010000u})
        QVERIFY(!dictionaryItem(Edition::Of1997, none));
    for (const Edition edition : {Edition::Of2007, Edition::Of1997}) {
        for (const QString &quantity : quantityNames(edition)) {
            const std::optional<ItemId> item = itemForQuantity(edition, quantity);
            QVERIFY2(item && dictionaryItem(edition, *item), qPrintable(quantity));
            QCOMPARE(quantityOf(edition, *item), quantity);
        }
    }
}

void Dlt645EditionsTest::hidesPasswords_data()
{
    QTest::addColumn<bool>("older");
    QTest::addColumn<int>("control");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *name, bool older, int control, const char *data, const char *masked) {
        QTest::newRow(name) << older << control << bytes(data) << bytes(masked);
    };
    row("write", false, 0x14, "03010004 02 332211 78563412 15", "03010004 02 000000 78563412 15");
    row("write of a password", false, 0x14, "030C0004 02 332211 78563412 04665544",
        "030C0004 02 000000 78563412 00000000");
    row("change of password", false, 0x18, "030C0004 02332211 04665544", "030C0004 02000000 04000000");
    row("relay", false, 0x1C, "02 332211 78563412 1A00", "02 000000 78563412 1A00");
    row("clearing", false, 0x1A, "02 332211 78563412", "02 000000 78563412");
    row("cut within the password", false, 0x1C, "02 33", "02 00");
    row("read has none", false, 0x11, "00000100", "00000100");
    row("answer has none", false, 0x94, "0203332211", "0203332211");
    row("write, 1997", true, 0x04, "11C1 02332211 15", "11C1 02000000 15");
    row("write without password, 1997", true, 0x04, "11C1 15", "11C1 15");
    row("write to a vendor's item", true, 0x04, "23E3 02332211 15", "23E3 02000000 15");
    row("write of a password, 1997", true, 0x04, "12C2 02332211 02665544", "12C2 00000000 00000000");
    row("change of password, 1997", true, 0x0F, "02332211 02665544", "02000000 02000000");
    row("clearing, 1997", true, 0x10, "02332211", "02000000");
}

void Dlt645EditionsTest::hidesPasswords()
{
    QFETCH(bool, older);
    QFETCH(int, control);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, shown);
    const Frame frame{someAddress, quint8(control), data};
    QCOMPARE(concealed(frame, older ? Edition::Of1997 : Edition::Of2007).data.toHex(), shown.toHex());
}

void Dlt645EditionsTest::passwordsHaveSixDigits()
{
    const Result<Password> password = Password::fromText(QStringLiteral("020637"), 2);
    QVERIFY(password);
    QCOMPARE(password->level(), 2);
    QCOMPARE(password->wire(), bytes("02370602")); // as in a published relay command
    for (const char *wrong : {"", "12345", "1234567", "12345x", "１２３４５６"}) {
        const Result<Password> none = Password::fromText(QString::fromUtf8(wrong), 2);
        QVERIFY(!none);
        QVERIFY(!none.error().detail.contains(QLatin1String("12345")));
    }
    QVERIFY(!Password::fromText(QStringLiteral("123456"), 10));
    QVERIFY(!Password::fromText(QStringLiteral("123456"), -1));
}

// Every control code with every length of data, in both editions: an error is told, never a crash.
void Dlt645EditionsTest::nothingIsTooStrange()
{
    for (int control = 0; control < 256; ++control) {
        for (int size = 0; size <= 32; ++size) {
            for (const char fill : {'\x00', '\x99', '\xFF', '\xAA'}) {
                const Frame frame{someAddress, quint8(control), QByteArray(size, fill)};
                for (const Edition edition : {Edition::Of2007, Edition::Of1997}) {
                    const Message message = interpret(frame, edition);
                    QVERIFY(!summary(message).isEmpty());
                    for (const Value &value : message.values)
                        QVERIFY(value.text.isEmpty() == (value.quality != Reading::Quality::Good));
                    QCOMPARE(concealed(frame, edition).data.size(), size);
                }
                likelyEdition(frame);
            }
        }
    }
}

QTEST_APPLESS_MAIN(Dlt645EditionsTest)
#include "dlt645editionstest.moc"
