// SPDX-License-Identifier: GPL-3.0-or-later
// Frames, decoder, dictionary and messages of DL/T 645-2007.
#include "serial/dlt645/items2007.h"
#include "serial/dlt645/master.h"
#include "serial/dlt645/message.h"
#include "serial/dlt645/streamdecoder.h"
#include "tests/serial/publishedframes.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pd;
using namespace pd::serial;
using namespace pd::serial::dlt645;

namespace {

// What a byte string is seen as: "91 123456789012|checksum|noise 3".
QString seenText(const QList<Sighting> &seen)
{
    QStringList parts;
    for (const Sighting &s : seen) {
        if (s.flaw == Flaw::None)
            parts.append(QStringLiteral("%1 %2")
                             .arg(s.frame.control, 2, 16, QLatin1Char('0'))
                             .arg(addressText(s.frame.address)));
        else if (s.flaw == Flaw::Noise)
            parts.append(QStringLiteral("noise %1").arg(s.bytes.size()));
        else
            parts.append(toWord(s.flaw));
    }
    return parts.join(QLatin1Char('|'));
}

QByteArray bytes(const char *hex)
{
    return QByteArray::fromHex(hex);
}

QString valuesText(const Message &message)
{
    QStringList texts = message.errors;
    for (const Value &value : message.values)
        texts.append(value.quality == Reading::Quality::Good         ? value.text
                         : value.quality == Reading::Quality::Absent ? QStringLiteral("-")
                                                                     : QStringLiteral("?"));
    return texts.join(QLatin1Char('/'));
}

Message answered(ItemId item, const char *dataHex)
{
    return interpret({bytes("112233445566"), 0x91, itemBytes(item) + bytes(dataHex)});
}

const char *const goodAnswer = "68 12 90 78 56 34 12 68 91 08 33 33 34 33 AB 89 67 45 CC 16";
const char *const otherAnswer = "68 01 00 44 23 52 00 68 91 06 33 36 34 35 95 55 DD 16";

} // namespace

class Dlt645Test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void published_data();
    void published();
    void streams_data();
    void streams();
    void piecesDoNotMatter();
    void everyTruncation();
    void everyBitError();
    void checksumThatIsTheEndByte();
    void frameWithinAFrame();
    void lotsOfGarbage();
    void addressesText();
    void wildcards();
    void values_data();
    void values();
    void encodesBack_data();
    void encodesBack();
    void refusesToEncode_data();
    void refusesToEncode();
    void errorBitNames();
    void dictionaryIsWhole();
    void quantitiesBothWays();
    void relayShowsNoPassword();
    void followUpFrames();
    void blockReadingIsMarked();
};

void Dlt645Test::published_data()
{
    QTest::addColumn<int>("row");
    for (int row = 0; row < int(std::size(test::publishedFrames)); ++row)
        QTest::newRow(test::publishedFrames[row].what) << row;
}

void Dlt645Test::published()
{
    QFETCH(int, row);
    const test::PublishedFrame &frame = test::publishedFrames[row];
    const QList<Sighting> seen = decodeAll(bytes(frame.hex));
    QCOMPARE(seen.size(), 1);
    const QString values = QString::fromUtf8(frame.values);
    if (values.startsWith(QLatin1Char('!'))) {
        QCOMPARE(QLatin1Char('!') + toWord(seen[0].flaw), values);
        return;
    }
    QCOMPARE(toWord(seen[0].flaw), QString());
    const Message message = interpret(seen[0].frame);
    QCOMPARE(message.address, QString::fromUtf8(frame.address));
    QCOMPARE(int(message.frame.control), frame.control);
    QCOMPARE(message.item ? itemText(*message.item) : QString(), QString::fromUtf8(frame.item));
    QCOMPARE(valuesText(message), values);
    QCOMPARE(encode(message.frame, seen[0].preamble), bytes(frame.hex));
}

void Dlt645Test::streams_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QString>("seen");
    const QByteArray good = bytes(goodAnswer);
    const QByteArray other = bytes(otherAnswer);
    const QString a = QStringLiteral("91 123456789012");
    const QString b = QStringLiteral("91 005223440001");
    QByteArray badSum = good;
    badSum[18] = 0x55;
    QByteArray badEnd = good;
    badEnd[19] = 0x17;
    QByteArray noSecond = good;
    noSecond[7] = 0x69;
    QByteArray longer = good;
    longer[9] = 0x07;

    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("only noise") << bytes("00112233") << QStringLiteral("noise 4");
    QTest::newRow("only a preamble") << bytes("FEFEFEFE") << QStringLiteral("noise 4");
    QTest::newRow("glued") << good + other << a + QLatin1Char('|') + b;
    QTest::newRow("glued with preambles")
        << bytes("FEFE") + good + bytes("FEFEFEFEFE") + other << a + QLatin1Char('|') + b;
    QTest::newRow("noise around") << bytes("0011") + good + bytes("77") + other + bytes("88")
                                  << QStringLiteral("noise 2|%1|noise 1|%2|noise 1").arg(a, b);
    QTest::newRow("stray 68 before") << bytes("68") + good << QStringLiteral("noise 1|") + a;
    QTest::newRow("three stray 68 before") << bytes("686868") + good << QStringLiteral("noise 3|") + a;
    QTest::newRow("stray 68 and noise") << bytes("6801020304") + good << QStringLiteral("noise 5|") + a;
    QTest::newRow("stray 68 seven bytes before")
        << bytes("68010203040506") + good << QStringLiteral("noise 7|") + a;
    QTest::newRow("stray 68 after") << good + bytes("68") << a + QStringLiteral("|truncated");
    QTest::newRow("wrong sum, then good") << badSum + other << QStringLiteral("checksum|") + b;
    QTest::newRow("good, then wrong sum") << other + badSum << b + QStringLiteral("|checksum");
    QTest::newRow("wrong end, then good") << badEnd + other << QStringLiteral("end|") + b;
    QTest::newRow("no second start, then good")
        << noSecond + bytes("FEFE") + other << QStringLiteral("format|") + b;
    QTest::newRow("all flaws in a row")
        << badSum + badEnd + noSecond + good.left(12) << QStringLiteral("checksum|end|format|truncated");
    QTest::newRow("cut, then good") << good.left(14) + other << QStringLiteral("truncated|") + b;
    QTest::newRow("cut in its header, then good") << good.left(9) + other << QStringLiteral("truncated|") + b;
    QTest::newRow("cut, preamble, good")
        << good.left(14) + bytes("FEFEFEFE") + other << QStringLiteral("truncated|") + b;
    QTest::newRow("L too short by one") << longer << QStringLiteral("length");
    QTest::newRow("L of 201") << bytes("68 12 90 78 56 34 12 68 91 C9 33 33") << QStringLiteral("length");
    QTest::newRow("L of 255, then good")
        << bytes("68 12 90 78 56 34 12 68 91 FF 33 33") + other << QStringLiteral("length|") + b;
    QTest::newRow("seven address bytes")
        << bytes("68 03 00 00 00 00 00 00 68 01 02 43 C3 DC 16") << QStringLiteral("format");
    QTest::newRow("echo and answer") << bytes("68 12 90 78 56 34 12 68 11 04 33 33 34 33 68 16") + good
                                     << QStringLiteral("11 123456789012|") + a;
}

void Dlt645Test::streams()
{
    QFETCH(QByteArray, stream);
    QFETCH(QString, seen);
    QCOMPARE(seenText(decodeAll(stream)), seen);
}

// However the bytes are cut into pieces, the same frames are found.
void Dlt645Test::piecesDoNotMatter()
{
    const QByteArray stream = bytes("0068") + bytes(goodAnswer) + bytes("FEFE") + bytes(otherAnswer)
        + bytes("6877") + bytes(goodAnswer).left(13) + bytes(otherAnswer);
    const QString whole = seenText(decodeAll(stream));
    for (int size = 1; size < stream.size(); ++size) {
        StreamDecoder decoder;
        QList<Sighting> seen;
        for (qsizetype at = 0; at < stream.size(); at += size)
            seen += decoder.feed(stream.mid(at, size));
        seen += decoder.finish();
        QCOMPARE(seenText(seen), whole);
    }
}

void Dlt645Test::everyTruncation()
{
    const QByteArray good = bytes(goodAnswer);
    for (int size = 1; size < good.size(); ++size)
        QCOMPARE(seenText(decodeAll(good.left(size))), QStringLiteral("truncated"));
}

// No single wrong bit may go unnoticed, and none may keep the next frame from being found.
void Dlt645Test::everyBitError()
{
    const QByteArray good = bytes(goodAnswer);
    for (int bit = 0; bit < good.size() * 8; ++bit) {
        QByteArray bad = good;
        bad[bit / 8] = char(bad[bit / 8] ^ (1 << (bit % 8)));
        const QList<Sighting> seen = decodeAll(bad + bytes("FEFEFEFE") + bytes(otherAnswer));
        QVERIFY2(seen.size() >= 2, qPrintable(seenText(seen)));
        for (qsizetype n = 0; n + 1 < seen.size(); ++n)
            QVERIFY2(seen[n].flaw != Flaw::None, qPrintable(seenText(seen)));
        QCOMPARE(seen.last().flaw, Flaw::None);
        QCOMPARE(addressText(seen.last().frame.address), QStringLiteral("005223440001"));
    }
}

void Dlt645Test::checksumThatIsTheEndByte()
{
    Frame frame{bytes("000000000000"), 0x91, itemBytes(0x02010100) + bytes("0000")};
    for (int address = 0; address < 256; ++address) {
        frame.address[0] = char(address);
        const QByteArray wire = encode(frame, 0);
        if (quint8(wire[wire.size() - 2]) != 0x16)
            continue;
        QCOMPARE(seenText(decodeAll(wire + wire)).count(QLatin1Char('|')), 1);
        StreamDecoder decoder;
        QVERIFY(decoder.feed(wire.chopped(1)).isEmpty()); // the checksum 16H does not end it
        QCOMPARE(decoder.feed(wire.right(1)).size(), 1);
        return;
    }
    QFAIL("no such frame");
}

// The data of a frame may look like a frame.
void Dlt645Test::frameWithinAFrame()
{
    QByteArray inner = bytes(otherAnswer);
    for (char &byte : inner)
        byte = char(quint8(byte) - 0x33);
    const QByteArray outer = encode({bytes("123456789012"), 0x91, itemBytes(0x04FF0000) + inner}, 0);
    QVERIFY(outer.contains(bytes(otherAnswer)));
    QCOMPARE(seenText(decodeAll(outer)), QStringLiteral("91 129078563412"));
    StreamDecoder decoder;
    QList<Sighting> seen;
    for (char byte : outer)
        seen += decoder.feed(QByteArray(1, byte));
    QCOMPARE(seenText(seen), QStringLiteral("91 129078563412"));
}

void Dlt645Test::lotsOfGarbage()
{
    QRandomGenerator random(645);
    StreamDecoder decoder;
    for (int n = 0; n < 300; ++n) {
        QByteArray garbage(1024, Qt::Uninitialized);
        for (char &byte : garbage)
            byte = char(random.bounded(4) == 0 ? 0x68 : random.bounded(256));
        decoder.feed(garbage);
        QVERIFY(decoder.pending() < 1024);
    }
    decoder.finish();
    QCOMPARE(seenText(decoder.feed(bytes(goodAnswer))), QStringLiteral("91 123456789012"));
}

void Dlt645Test::addressesText()
{
    QCOMPARE(addressText(bytes("896745230100")), QStringLiteral("000123456789"));
    QCOMPARE(addressFromText(QStringLiteral("123456789")).value(), bytes("896745230100"));
    QCOMPARE(addressFromText(QStringLiteral("AAAAAAAAAAAA")).value(), wildcardAddress);
    for (const char *wrong : {"", "1234567890123", "12 34", "0x12", "-1", "zz"})
        QVERIFY2(!addressFromText(QLatin1String(wrong)), wrong);
}

void Dlt645Test::wildcards()
{
    const QByteArray own = addressFromText(QStringLiteral("123456789012")).value();
    QVERIFY(addresses(own, own));
    QVERIFY(addresses(wildcardAddress, own));
    QVERIFY(addresses(addressFromText(QStringLiteral("AAAAAAAA9012")).value(), own));
    QVERIFY(!addresses(addressFromText(QStringLiteral("AAAAAAAA9013")).value(), own));
    QVERIFY(!addresses(addressFromText(QStringLiteral("9012")).value(), own));
    QVERIFY(answers(wildcardAddress, wildcardAddress)); // some meters do
    QVERIFY(!answers(own, addressFromText(QStringLiteral("123456789013")).value()));
}

void Dlt645Test::values_data()
{
    QTest::addColumn<uint>("item");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, uint item, const char *data, const char *shown) {
        QTest::newRow(name) << item << QByteArray(data) << QString::fromLatin1(shown);
    };
    // No published frame has the sign bit set; these are made by the rule of the standard.
    row("reverse current", 0x02020100, "001883", "-31.800");
    row("reverse current, top", 0x02020100, "9999F9", "-799.999");
    row("negative power", 0x02030000, "703880", "-0.3870");
    row("minus nothing", 0x02030000, "000080", "0.0000");
    row("forward energy has no sign", 0x00010000, "00000080", "800000.00");
    row("negative combined energy", 0x00000000, "26010080", "-1.26");
    row("negative power factor", 0x02060100, "9889", "-0.998");
    row("frost", 0x02800007, "5280", "-5.2");
    row("absent", 0x00010000, "FFFFFFFF", "-");
    row("absent though signed", 0x02020100, "FFFFFF", "-");
    row("one phase of three", 0x0201FF00, "1322FFFFFFFF", "221.3/-/-");
    row("one digit not BCD", 0x02010100, "1A22", "?");
    row("one of a block not BCD", 0x0201FF00, "13221A222122", "221.3/?/222.1");
    row("too few bytes", 0x00010000, "785634", "?");
    row("too many bytes", 0x00010000, "7856341200", "?");
    row("no bytes", 0x00010000, "", "?");
    row("block of uneven size", 0x0201FF00, "1322132213", "?");
    row("too many phases", 0x0201FF00, "1322132213221322", "?");
    row("demand and its time", 0x01010000, "703800 4018160326", "0.3870/2026-03-16 18:40");
    row("demand, never", 0x01010000, "000000 FFFFFFFFFF", "0.0000/-");
    row("settlement day", 0x00010001, "78561200", "1256.78");
    row("baud word", 0x04000703, "20", "9600");
    row("baud word with two bits", 0x04000703, "30", "?");
    row("status of FF is a status", 0x04000503, "FFFF", "0xFFFF");
    row("text that is none", 0x04000404, "000102030405", "?");
    row("no text", 0x04000404, "000000000000", "-");
    row("period table", 0x04010001, "040008 010608", "08:00 04/08:06 01");
    row("daily freeze time", 0x05060001, "0000091015", "2015-10-09 00:00");
    row("unknown item", 0x04FFFFFF, "1234", "");
}

void Dlt645Test::values()
{
    QFETCH(uint, item);
    QFETCH(QByteArray, data);
    QFETCH(QString, shown);
    QCOMPARE(valuesText(answered(item, data.constData())), shown);
}

void Dlt645Test::encodesBack_data()
{
    QTest::addColumn<uint>("item");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("data");
    const auto row = [](uint item, const char *text, const char *data) {
        QTest::newRow(text) << item << QString::fromLatin1(text) << bytes(data);
    };
    row(0x00010000, "8125.78", "78258100");
    row(0x00010000, "8125.7", "70258100");
    row(0x02020100, "-31.800", "001883");
    row(0x02020100, "31.8", "001803"); // fewer decimals than the item has
    row(0x02010100, "221.3", "1322");
    row(0x04000101, "2026-03-16 W01", "01160326");
    row(0x04000102, "18:40:05", "054018");
    row(0x04000404, "220.0V", "56302E303232");
    row(0x04000405, "5.0A", "000041302E35");
    row(0x04000503, "0x0050", "5000");
    row(0x04000703, "9600", "20");
    row(0x04000401, "000123456789", "896745230100");
    row(0x00010000, "", "FFFFFFFF");
}

void Dlt645Test::encodesBack()
{
    QFETCH(uint, item);
    QFETCH(QString, text);
    QFETCH(QByteArray, data);
    const Result<QByteArray> encoded = encodeValue(item2007(item)->parts.first().format, text);
    QVERIFY(encoded);
    QCOMPARE(encoded->toHex(), data.toHex());
}

void Dlt645Test::refusesToEncode_data()
{
    QTest::addColumn<uint>("item");
    QTest::addColumn<QString>("text");
    const auto row
        = [](uint item, const char *text) { QTest::newRow(text) << item << QString::fromLatin1(text); };
    row(0x00010000, "1000000.00");
    row(0x00010000, "-1.00");
    row(0x00010000, "1.234");
    row(0x00010000, "NaN");
    row(0x02020100, "800.000"); // the bit of 8 is the sign
    row(0x04000101, "2026-03-16");
    row(0x04000102, "18:4O:05");
    row(0x04000404, "220.0 V");
    row(0x04000703, "9601");
    row(0x04000503, "0x10000");
}

void Dlt645Test::refusesToEncode()
{
    QFETCH(uint, item);
    QFETCH(QString, text);
    const Result<QByteArray> encoded = encodeValue(item2007(item)->parts.first().format, text);
    QVERIFY(!encoded);
    QCOMPARE(encoded.error().kind, Error::Kind::Invalid);
}

void Dlt645Test::errorBitNames()
{
    QCOMPARE(errorBits(0x00), QStringList());
    QCOMPARE(errorBits(0x06), QStringList({QStringLiteral("no_such_data"), QStringLiteral("unauthorised")}));
    QCOMPARE(errorBits(0xFF).size(), 8);
}

void Dlt645Test::dictionaryIsWhole()
{
    const QList<ItemId> all = allItems2007();
    QVERIFY(all.size() > 10'000);
    QVERIFY(std::adjacent_find(all.begin(), all.end(), std::greater_equal<ItemId>()) == all.end());
    for (ItemId id : all) {
        const std::optional<Item> item = item2007(id);
        QVERIFY2(item && item->id == id, qPrintable(itemText(id)));
        QVERIFY(!item->name.isEmpty() && !item->nameZh.isEmpty() && item->roundBytes() > 0
                && !item->formatText().isEmpty() && item->fits(item->bytes()));
        for (ItemId member : item->members)
            QVERIFY2(item2007(member) && !item2007(member)->isBlock(), qPrintable(itemText(member)));
        QCOMPARE(itemFromText(itemText(id)).value(), id);
    }
    QVERIFY(!item2007(0x00014000)); // there is no tariff 64
    QVERIFY(!item2007(0x0001000D)); // nor a thirteenth settlement day
    QVERIFY(!item2007(0x02010000)); // nor a total voltage
    QVERIFY(!item2007(0xFFFFFFFF));
}

void Dlt645Test::quantitiesBothWays()
{
    for (const QString &quantity : quantityNames(Edition::Of2007)) {
        const std::optional<ItemId> item = itemForQuantity(Edition::Of2007, quantity);
        QVERIFY2(item && item2007(*item), qPrintable(quantity));
        QCOMPARE(quantityOf(Edition::Of2007, *item), quantity);
    }
    QCOMPARE(itemForQuantity(Edition::Of2007, QStringLiteral("energy.forward.valley")).value(), 0x00010400u);
    QCOMPARE(itemForQuantity(Edition::Of2007, QStringLiteral("power.active.total")).value(), 0x02030000u);
    QCOMPARE(wantedFromText(QStringLiteral("clock"))->items.size(), 2);
    for (const char *wrong : {"", "energy", "0001000", "0x010000", "000100000", "+0010000"})
        QVERIFY2(!wantedFromText(QLatin1String(wrong)), wrong);
}

void Dlt645Test::relayShowsNoPassword()
{
    const Message message = interpret(decodeAll(bytes(
        "68 61 10 01 30 12 15 68 1C 10 35 6A 39 35 34 33 33 33 4D 33 33 33 33 63 45 CC 2C 16"))[0]
                                          .frame);
    QCOMPARE(message.bits, QStringList(QStringLiteral("trip")));
    QVERIFY(!summary(message).contains(QLatin1String("0206"))
            && !summary(message).contains(QLatin1String("3706")));
}

void Dlt645Test::followUpFrames()
{
    const Frame request = readMoreRequest(bytes("129078563412"), 0x03300001, 1);
    QCOMPARE(encode(request, 0), bytes("68 12 90 78 56 34 12 68 12 05 34 33 63 36 34 D1 16"));
    // No follow-up answer was published; this one is made by the rule: identifier, data, sequence number.
    const Message more = interpret({request.address, 0xB2, itemBytes(0x03300001) + bytes("AABB01")});
    QVERIFY(more.frame.hasMore());
    QCOMPARE(more.sequence.value(), 1);
    QCOMPARE(more.function, QStringLiteral("read subsequent"));
}

void Dlt645Test::blockReadingIsMarked()
{
    ItemAnswer answer;
    answer.item = 0x0201FF00;
    answer.steadyNs = 7;
    answer.values = decodeItem(*item2007(0x0201FF00), bytes("1322FFFFFFFF"));
    const Reading reading = toReading(answer);
    QCOMPARE(reading.value, QStringLiteral("221.3 - -"));
    QCOMPARE(reading.unit, QStringLiteral("V"));
    QCOMPARE(reading.steadyNs, 7);
    answer.values = decodeItem(*item2007(0x0201FF00), bytes("1A22FFFFFFFF"));
    QCOMPARE(toReading(answer).quality, Reading::Quality::Unreadable);
    QVERIFY(toReading(answer).value.isEmpty());
}

QTEST_APPLESS_MAIN(Dlt645Test)
#include "dlt645test.moc"
