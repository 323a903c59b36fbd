// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever serial can say about a frame has words in the user's language.
#include "serial/dlt645/dictionary.h"
#include "serial/dlt645/message.h"
#include "serial/dlt645/streamdecoder.h"
#include "serial/modbus/frame.h"
#include "serial/modbus/message.h"
#include "ui/meters/frametext.h"
#include "ui/meters/framewords.h"

#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace pd;
using namespace pd::serial;
using pd::ui::FrameText;
using Kind = FrameMeaning::Kind;

namespace {

const QString technical = QStringLiteral("only technical");

FrameLogEntry entryOf(const FrameMeaning &meaning)
{
    FrameLogEntry entry;
    entry.text = technical;
    entry.meaning = meaning;
    return entry;
}

QString textOf(const FrameMeaning &meaning)
{
    return FrameText::of(entryOf(meaning));
}

FrameMeaning said(Kind kind, const QString &word, const QStringList &arguments = {})
{
    FrameMeaning meaning;
    meaning.kind = kind;
    meaning.phrase = {word, arguments};
    return meaning;
}

// All frames that a control code makes, with data of every size up to that of the longest command.
QList<FrameMeaning> dlt645Meanings()
{
    QList<FrameMeaning> all;
    for (const dlt645::Edition edition : {dlt645::Edition::Of2007, dlt645::Edition::Of1997}) {
        for (int control = 0; control < 256; ++control) {
            for (int size = 0; size <= 20; ++size) {
                const QByteArray data(size, char(size));
                const dlt645::Frame frame{QByteArray(6, '\x11'), quint8(control), data};
                all.append(dlt645::meaningOf(dlt645::interpret(frame, edition)));
            }
        }
    }
    return all;
}

QList<FrameMeaning> commandMeanings()
{
    QList<FrameMeaning> all;
    const QByteArray address(6, '\x11');
    for (int code = 0; code < 256; ++code) {
        QByteArray relay(16, '\0');
        relay[8] = char(code);
        const QList<dlt645::Frame> frames{
            {address, quint8(dlt645::Function::Relay), relay},
            {address, quint8(dlt645::Function::Output), QByteArray(1, char(code))},
            {address, 0xD1, QByteArray(1, char(code))},
            {address, 0xC1, QByteArray(1, char(code))},
        };
        for (const dlt645::Frame &frame : frames)
            all.append(dlt645::meaningOf(dlt645::interpret(frame, dlt645::likelyEdition(frame))));
    }
    for (int any = 0; any <= 4; ++any) {
        const QByteArray when = QByteArray(4 - any, '\x10') + QByteArray(any, char(0x99));
        all.append(dlt645::meaningOf(
            dlt645::interpret({address, quint8(dlt645::Function::Freeze), when}, dlt645::Edition::Of2007)));
    }
    QByteArray events(12, '\0');
    events.replace(8, 4, QByteArray(4, char(0xFF)));
    all.append(dlt645::meaningOf(dlt645::interpret({address, quint8(dlt645::Function::ClearEvents), events},
                                                   dlt645::Edition::Of2007)));
    return all;
}

// Status words with all bits set.
QList<FrameMeaning> statusMeanings()
{
    QList<FrameMeaning> all;
    const QByteArray address(6, '\x11');
    for (dlt645::ItemId item = 0x04000501; item <= 0x04000507; ++item) {
        const QByteArray data = dlt645::itemBytes(item) + QByteArray("\xFF\x7F", 2);
        all.append(dlt645::meaningOf(dlt645::interpret({address, 0x91, data}, dlt645::Edition::Of2007)));
    }
    for (dlt645::ItemId item = 0xC020; item <= 0xC022; ++item) {
        const QByteArray data = dlt645::itemBytes(item, dlt645::Edition::Of1997) + QByteArray("\x7F", 1);
        all.append(dlt645::meaningOf(dlt645::interpret({address, 0x81, data}, dlt645::Edition::Of1997)));
    }
    return all;
}

QByteArray closed(QByteArray bytes)
{
    const quint16 crc = modbus::crc16(bytes.constData(), bytes.size());
    return bytes.append(char(quint8(crc))).append(char(quint8(crc >> 8)));
}

QList<FrameMeaning> modbusMeanings()
{
    QList<FrameMeaning> all;
    for (const modbus::Direction direction : {modbus::Direction::Request, modbus::Direction::Answer}) {
        for (int function = 0; function < 256; ++function) {
            for (const char *payload :
                 {"00000000", "006B0003", "0400010002", "0300010002", "0001000204FF00FF00"}) {
                const QByteArray bytes
                    = QByteArray("\x01").append(char(function)) + QByteArray::fromHex(payload);
                const modbus::Frame frame = modbus::Frame::fromWire(closed(bytes));
                all.append(modbus::meaningOf(modbus::interpret(frame, direction)));
            }
        }
    }
    for (int exception = 0; exception < 256; ++exception) {
        const QByteArray bytes = QByteArray("\x01\x83").append(char(exception));
        all.append(modbus::meaningOf(
            modbus::interpret(modbus::Frame::fromWire(closed(bytes)), modbus::Direction::Answer)));
    }
    return all;
}

QList<FrameMeaning> flawMeanings()
{
    QList<FrameMeaning> all;
    const QByteArray good = dlt645::encode(dlt645::readRequest(QByteArray(6, '\x11'), 0x00010000), 0);
    const QList<QByteArray> damaged = [&good] {
        QList<QByteArray> made{good.left(10), good.left(7) + QByteArray(9, '\x01'), QByteArray("noise")};
        for (qsizetype at = 0; at < good.size(); ++at) {
            for (const int mask : {0x01, 0x80, 0xFF}) {
                QByteArray one = good;
                one[at] = char(quint8(one[at]) ^ mask);
                made.append(one);
            }
        }
        return made;
    }();
    for (const QByteArray &bytes : damaged) {
        for (const dlt645::Sighting &sighting : dlt645::decodeAll(bytes)) {
            if (sighting.flaw != dlt645::Flaw::None)
                all.append(flawMeaning(sighting.phrase));
        }
    }
    const QByteArray read = closed(QByteArray::fromHex("0103006B0003"));
    for (const QByteArray &bytes :
         {read.left(6) + "ab", read.left(6), read.left(5), QByteArray("\xFF\xFE")}) {
        for (const modbus::Sighting &sighting : modbus::decodeAll(bytes, modbus::Direction::Request)) {
            if (sighting.flaw != modbus::Flaw::None)
                all.append(flawMeaning(sighting.phrase));
        }
    }
    return all;
}

// Every word that this side knows, where its kind has it.
QList<FrameMeaning> wordMeanings()
{
    QList<FrameMeaning> all;
    for (const QString &word : ui::framewords::phrases().keys())
        all.append(said(Kind::Note, word, {QStringLiteral("1"), QStringLiteral("2")}));
    for (const Kind kind : {Kind::Request, Kind::Answer, Kind::ErrorAnswer}) {
        FrameMeaning meaning;
        meaning.kind = kind;
        meaning.meter.address = QStringLiteral("000000000041");
        meaning.heard = meaning.stray = true;
        for (const QString &word : ui::framewords::functions().keys()) {
            meaning.function = word;
            all.append(meaning);
        }
        meaning.states = ui::framewords::states().keys();
        meaning.errors = ui::framewords::errors().keys();
        meaning.values = {{QStringLiteral("8125.78"), QStringLiteral("kWh"), Reading::Quality::Good},
                          {{}, {}, Reading::Quality::Absent},
                          {{}, {}, Reading::Quality::Unreadable}};
        all.append(meaning);
    }
    return all;
}

QList<FrameMeaning> everything()
{
    return dlt645Meanings() + commandMeanings() + statusMeanings() + modbusMeanings() + flawMeanings()
        + wordMeanings();
}

bool isWorded(const QString &text)
{
    static const QRegularExpression placeholder(QStringLiteral("%\\d"));
    return !text.isEmpty() && text != technical && !placeholder.match(text).hasMatch()
        && !text.contains(QLatin1Char('_'));
}

// Letters stay in codes (006BH), phases, units and the names of ways to secure a frame.
QString latinWordIn(QString text)
{
    static const QRegularExpression kept(
        QStringLiteral("\\b(kWh|kvarh|bit/s|kW|kvar|kVA|Hz|min|MAC|8N1)\\b"));
    static const QRegularExpression word(QStringLiteral("[a-z]{2,}"));
    text.remove(kept);
    return word.match(text).captured();
}

} // namespace

class FrameTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QCoreApplication::removeTranslator(&m_chinese); }

    void english()
    {
        for (const FrameMeaning &meaning : everything()) {
            const QString text = textOf(meaning);
            QVERIFY2(isWorded(text), qPrintable(text + meaning.function + meaning.phrase.word));
        }
    }

    void chinese()
    {
        useChinese();
        const QRegularExpression han(QStringLiteral("\\p{Han}"));
        for (const FrameMeaning &meaning : everything()) {
            const QString text = textOf(meaning);
            QVERIFY2(isWorded(text), qPrintable(text + meaning.function + meaning.phrase.word));
            QVERIFY2(han.match(text).hasMatch(), qPrintable(text));
            QVERIFY2(latinWordIn(text).isEmpty(), qPrintable(text));
        }
    }

    void wordsOfTheTrade()
    {
        const QByteArray address = dlt645::addressFromText(QStringLiteral("000000000041")).value();
        const dlt645::Frame answer{address, 0x91, QByteArray::fromHex("0000010078258100")};
        const dlt645::Frame refusal{address, 0xD1, QByteArray::fromHex("06")};
        const FrameMeaning value = dlt645::meaningOf(dlt645::interpret(answer));
        QVERIFY(textOf(value).startsWith(QStringLiteral("000000000041 read data, answer 00010000 ")));
        QVERIFY(textOf(value).endsWith(QStringLiteral(": 8125.78 kWh")));
        useChinese();
        QVERIFY(textOf(value).startsWith(QString::fromUtf8("000000000041 读数据 应答 00010000 ")));
        QVERIFY(textOf(value).endsWith(QString::fromUtf8("：8125.78 kWh")));
        QCOMPARE(textOf(dlt645::meaningOf(dlt645::interpret(refusal))),
                 QString::fromUtf8("000000000041 读数据 异常应答：无请求数据，密码错/未授权"));
        const modbus::Frame read = modbus::Frame::fromWire(closed(QByteArray::fromHex("0103006B0003")));
        QCOMPARE(textOf(modbus::meaningOf(modbus::interpret(read, modbus::Direction::Request))),
                 QString::fromUtf8("从站 1 读保持寄存器 起始 006BH，数量 3"));
        QCOMPARE(textOf(flawMeaning({QStringLiteral("noise"), {QStringLiteral("13")}})),
                 QString::fromUtf8("杂音 13 字节"));
        QCOMPARE(textOf(said(Kind::Note, QStringLiteral("repeat_silent"),
                             {QStringLiteral("1"), QStringLiteral("2")})),
                 QString::fromUtf8("无应答，重发 1/2"));
    }

    // The log calls an item as the table of readings does, and a day of the week by its name.
    void sameWordsAsTheReadings()
    {
        const QByteArray address = dlt645::addressFromText(QStringLiteral("000000000041")).value();
        const auto meaning = [&](const char *data) {
            const dlt645::Frame frame{address, 0x91, QByteArray::fromHex(data)};
            return dlt645::meaningOf(dlt645::interpret(frame));
        };
        QVERIFY(textOf(meaning("0000030270"
                               "0700"))
                    .contains(QStringLiteral("02030000 Active power")));
        QVERIFY(textOf(meaning("0200800201"
                               "50"))
                    .contains(QStringLiteral("02800002 Frequency")));
        QVERIFY(textOf(meaning("01010004"
                               "01160326"))
                    .endsWith(QStringLiteral(": 2026-03-16 Monday")));
        QVERIFY(textOf(meaning("01010004"
                               "00150326"))
                    .endsWith(QStringLiteral(": 2026-03-15 Sunday")));
        useChinese();
        QVERIFY(textOf(meaning("0000030270"
                               "0700"))
                    .contains(QString::fromUtf8("02030000 总有功功率")));
        QVERIFY(textOf(meaning("0200800201"
                               "50"))
                    .contains(QString::fromUtf8("02800002 频率")));
        QVERIFY(textOf(meaning("01010004"
                               "01160326"))
                    .endsWith(QString::fromUtf8("2026-03-16 星期一")));
    }

    void cannotOpenSaysWhy()
    {
        const QString text
            = textOf(said(Kind::Note, QStringLiteral("cannot_open"), {QStringLiteral("port_in_use")}));
        QVERIFY(isWorded(text) && text.size() > 30);
    }

    void unknownFallsBack()
    {
        QCOMPARE(textOf({}), technical);
        QCOMPARE(textOf(said(Kind::Note, QStringLiteral("never_heard_of"))), technical);
        FrameMeaning meaning;
        meaning.kind = Kind::Request;
        meaning.function = QStringLiteral("never_heard_of");
        QCOMPARE(textOf(meaning), technical);
    }

private:
    void useChinese()
    {
        QVERIFY(m_chinese.load(QStringLiteral(":/i18n/piledeck_zh_CN.qm")));
        QCoreApplication::installTranslator(&m_chinese);
    }

    QTranslator m_chinese;
};

QTEST_GUILESS_MAIN(FrameTextTest)
#include "frametext_test.moc"
