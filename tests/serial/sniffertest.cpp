// SPDX-License-Identifier: GPL-3.0-or-later
// Listening to the talk of others: who asks whom, in three protocols at once, without a byte of one's own.
#include "serial/find/sniffer.h"
#include "serial/line/meterlineservice.h"
#include "serial/meter/virtualbus.h"
#include "tests/serial/modbusline.h"
#include "tests/serial/publishedframes.h"
#include "tests/serial/virtualline.h"

#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::serial;
using pd::test::TableQuantities;
using pd::test::TableSource;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

QByteArray asked(const char *address, dlt645::ItemId item, dlt645::Edition edition = dlt645::Edition::Of2007)
{
    return dlt645::encode(
        dlt645::readRequest(*dlt645::addressFromText(QLatin1String(address)), item, edition));
}

// The unit's registers, and its answer with two of them.
QByteArray modbusRequest(int unit)
{
    return modbus::readRequest(unit, modbus::Function::ReadHoldingRegisters, 0x6B, 2)->wire();
}

QByteArray modbusAnswer(int unit)
{
    return modbus::Frame(quint8(unit), 3, hex("04002B1234")).wire();
}

// A sniffer by a clock that stands still.
struct Ear
{
    Ear()
        : sniffer({}, {[this] { return nowNs; }, [this](const OverheardTraffic &traffic) { told = traffic; }})
    {
    }
    void hear(const QByteArray &bytes) { seen += sniffer.hear(bytes); }
    void silence() { hear({}); }
    // "request 330108000103, answer ..., damage 5"
    QString story() const
    {
        QStringList words;
        for (const Seen &one : seen) {
            const FrameMeaning &meaning = one.meaning;
            const QString kind = meaning.kind == FrameMeaning::Kind::Request ? QStringLiteral("request ")
                : meaning.kind == FrameMeaning::Kind::Answer                 ? QStringLiteral("answer ")
                : meaning.kind == FrameMeaning::Kind::ErrorAnswer            ? QStringLiteral("refusal ")
                                                                             : QStringLiteral("damage ");
            words.append(
                kind
                + (one.valid ? meaning.meter.address
                             : meaning.phrase.word + QLatin1Char(' ') + QString::number(one.bytes.size())));
        }
        return words.join(QStringLiteral(", "));
    }
    OverheardMeter meter(const char *address) const
    {
        for (const OverheardMeter &one : sniffer.traffic().meters) {
            if (one.meter.address == QLatin1String(address))
                return one;
        }
        return {};
    }

    qint64 nowNs = 0;
    OverheardTraffic told;
    QList<Seen> seen;
    Sniffer sniffer;
};

} // namespace

class SnifferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threeProtocolsInOneTalk_data();
    void threeProtocolsInOneTalk();
    void publishedFramesAreWhole();
    void damageIsTold_data();
    void damageIsTold();
    void countsWhoAnswersWhom();
    void changesAndBroadcastsAreCounted();
    void passwordsAreConcealed();
    void noiseWithoutEnd();
    void foreignMasterOnAWire();
    void othersAreRefusedMeanwhile();
    void wrongRateIsOnlyBytes();
    void lostLineEndsIt();
};

void SnifferTest::threeProtocolsInOneTalk_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 7, 16, 1000})
        QTest::addRow("pieces of %d", piece) << piece;
}

void SnifferTest::threeProtocolsInOneTalk()
{
    QFETCH(int, piece);
    Ear ear;
    const auto say = [&](const QByteArray &bytes) {
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            ear.hear(bytes.mid(at, piece));
        ear.silence();
    };
    say(asked("010003635927", 0x9010, dlt645::Edition::Of1997));
    say(hex("FE FE FE FE 68 27 59 63 03 00 01 68 81 06 43 C3 AC 59 47 33 C3 16")); // published: 1426.79 kWh
    say(asked("000000000001", 0x00010000));
    say(modbusRequest(7));
    say(modbusAnswer(7));
    QCOMPARE(ear.story(),
             QStringLiteral(
                 "request 010003635927, answer 010003635927, request 000000000001, request 7, answer 7"));
    const OverheardTraffic &traffic = ear.sniffer.traffic();
    QCOMPARE(traffic.frames, 5);
    QCOMPARE(traffic.damaged, 0);
    QCOMPARE(traffic.masters.size(), 3);
    QCOMPARE(traffic.masters[0].protocol, MeterProtocol::Dlt645_1997);
    QCOMPARE(traffic.masters[1].protocol, MeterProtocol::Dlt645_2007);
    QCOMPARE(traffic.masters[2].protocol, MeterProtocol::ModbusRtu);
    QCOMPARE(ear.told, traffic);
    QVERIFY2(ear.seen[1].text.contains(QStringLiteral("1426.79")), qPrintable(ear.seen[1].text));
    for (const Seen &seen : std::as_const(ear.seen))
        QVERIFY(seen.meaning.heard);
}

void SnifferTest::publishedFramesAreWhole()
{
    Ear ear;
    int whole = 0;
    for (const pd::test::PublishedFrame &frame : pd::test::publishedFrames) {
        if (*frame.values == '!')
            continue;
        ++whole;
        ear.hear(hex(frame.hex));
        ear.silence();
        QCOMPARE(ear.sniffer.traffic().frames, whole);
    }
    QVERIFY(whole > 20);
    QCOMPARE(ear.sniffer.traffic().damaged, 0);
}

void SnifferTest::damageIsTold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("story");
    const QByteArray good = asked("000000000001", 0x00010000);
    QByteArray bad = good;
    bad[bad.size() - 2] = char(bad[bad.size() - 2] ^ 1);
    QByteArray badModbus = modbusRequest(7);
    badModbus[badModbus.size() - 1] = char(badModbus[badModbus.size() - 1] ^ 1);
    const QString request = QStringLiteral("request 000000000001");
    QTest::newRow("checksum") << bad << QStringLiteral("damage checksum 20");
    QTest::newRow("before a good one") << bad + good << QStringLiteral("damage checksum 20, ") + request;
    QTest::newRow("cut off") << good.left(14) << QStringLiteral("damage truncated 14");
    QTest::newRow("noise") << hex("0013A7F1") << QStringLiteral("damage heard 4");
    QTest::newRow("noise before") << hex("0013A7F1") + good << QStringLiteral("damage heard 4, ") + request;
    QTest::newRow("noise behind") << good + hex("0013A7F1") << request + QStringLiteral(", damage heard 4");
    QTest::newRow("only waking up") << hex("FEFEFEFE") << QString();
    QTest::newRow("Modbus checksum") << badModbus << QStringLiteral("damage checksum 8");
    // Once DL/T 645 is spoken here, four bytes behind noise are no Modbus.
    QTest::newRow("Modbus in noise") << good + hex("55") + modbusRequest(7)
                                     << request + QStringLiteral(", damage heard 9");
}

void SnifferTest::damageIsTold()
{
    QFETCH(QByteArray, bytes);
    Ear ear;
    ear.hear(bytes);
    ear.silence();
    const QString story = ear.story();
    QTEST(story, "story");
}

void SnifferTest::countsWhoAnswersWhom()
{
    Ear ear;
    const auto say = [&](const QByteArray &bytes, int ms = 0) {
        ear.nowNs += ms * 1'000'000LL;
        ear.hear(bytes);
        ear.silence();
    };
    const QByteArray energy = hex("FEFEFEFE6827596303000168810643C3AC594733C316");
    say(asked("010003635927", 0x9010, dlt645::Edition::Of1997));
    say(energy, 120);
    say(asked("010003635927", 0x9010, dlt645::Edition::Of1997)); // nobody answers this one
    say(asked("010003635927", 0x9010, dlt645::Edition::Of1997), 1000);
    say(energy, 80);
    say(modbusRequest(7));
    say(modbus::exceptionAnswer(7, 3, modbus::Exception::IllegalAddress).wire(), 30);
    const OverheardMeter old = ear.meter("010003635927");
    QCOMPARE(old.requests, 3);
    QCOMPARE(old.answers, 2);
    QCOMPARE(old.unanswered, 1);
    QCOMPARE(old.refused, 0);
    QCOMPARE(old.slowestAnswerMs, 120);
    const OverheardMeter unit = ear.meter("7");
    QCOMPARE(unit.answers, 1);
    QCOMPARE(unit.refused, 1);
    QCOMPARE(unit.slowestAnswerMs, 30);
}

void SnifferTest::changesAndBroadcastsAreCounted()
{
    Ear ear;
    const auto say = [&](const QByteArray &bytes) {
        ear.hear(bytes);
        ear.silence();
    };
    say(hex("68 99 99 99 99 99 99 68 08 06 84 55 43 38 39 4A 4B 16")); // published: broadcast time
    say(hex("68 01 00 12 01 19 20 68 17 01 3B 70 16")); // published: change rate to 2400
    say(asked("AAAAAAAAAAAA", 0x00010000));
    say(modbus::writeRegisterRequest(7, 2, 1).wire());
    const QList<OverheardMaster> masters = ear.sniffer.traffic().masters;
    QCOMPARE(masters.size(), 2);
    QCOMPARE(masters[0].requests, 3);
    QCOMPARE(masters[0].toAll, 2);
    QCOMPARE(masters[0].changing, 2);
    QCOMPARE(masters[1].changing, 1);
    QCOMPARE(ear.sniffer.traffic().meters.size(), 2); // wildcards are no meters
}

void SnifferTest::passwordsAreConcealed()
{
    Ear ear;
    dlt645::Frame write{*dlt645::addressFromText(QStringLiteral("000000000001")),
                        quint8(dlt645::Function::Write), hex("03010004 04563412 00000000 15")};
    ear.hear(dlt645::encode(write));
    QCOMPARE(ear.sniffer.traffic().frames, 1);
    QByteArray password = hex("563412");
    for (char &byte : password)
        byte = char(quint8(byte) + 0x33);
    QVERIFY(!ear.seen.first().bytes.contains(password));
}

// Memory stays bounded, and a frame in the middle of it is found.
void SnifferTest::noiseWithoutEnd()
{
    Ear ear;
    const QByteArray noise(997, '\x00');
    for (int n = 0; n < 40; ++n)
        ear.hear(n == 20 ? asked("000000000001", 0x00010000) : noise);
    ear.silence();
    QCOMPARE(ear.sniffer.traffic().frames, 1);
    qint64 told = 0;
    for (const Seen &seen : std::as_const(ear.seen)) {
        QVERIFY(seen.bytes.size() <= 2100);
        told += seen.valid ? 0 : seen.bytes.size();
    }
    QCOMPARE(told, ear.sniffer.traffic().damagedBytes);
    QVERIFY(told >= 39 * 997);
}

namespace {

// A line on which somebody else polls meters of three protocols; what our side sends is kept.
struct ForeignLine
{
    explicit ForeignLine(int baud = 9600)
        : line(clock)
        , bus(line)
    {
        settings.path = folder.filePath(QStringLiteral("meters"));
        settings.baud = baud;
        ready = line.open(settings, PtyLine::Pacing::Off).has_value();
        energy.values = {{0x00010000, QStringLiteral("8125.78")}, {0x9010, QStringLiteral("123.45")}};
        quantities.values = {{QStringLiteral("energy.forward.total"), QStringLiteral("9768.93")}};
        dlt645::MeterRules rules;
        ready = ready && bus.dlt645().addMeter(QStringLiteral("330108000103"), energy, rules);
        rules.edition = dlt645::Edition::Of1997;
        ready = ready && bus.dlt645().addMeter(QStringLiteral("000000000041"), energy, rules);
        ready = ready && bus.modbus().addMeter(7, pd::test::profile("chint-ddsu666"), quantities);
        bus.setDelays(5, 2500);
        bus.dlt645().setForeignPollMs(110);
        bus.modbus().setForeignInterval(150);
        QObject::connect(&line, &DeviceLine::received, &line,
                         [this](const QByteArray &bytes) { sent += bytes; });
    }
    // Both protocols at once, each by its own master.
    bool talk()
    {
        return bus.dlt645().setFault(QStringLiteral("foreign_master"), true)
            && bus.modbus().setFault(QStringLiteral("foreign_master"), true);
    }

    QTemporaryDir folder;
    SystemSteadyClock clock;
    LineSettings settings;
    PtyLine line;
    VirtualBus bus;
    TableSource energy;
    TableQuantities quantities;
    QByteArray sent; // by the listener
    bool ready = false;
};

template <typename T>
T awaited(const QFuture<T> &future)
{
    return QTest::qWaitFor([&] { return future.isFinished(); }, 15'000)
        ? future.result()
        : T(failure(Error::Kind::Internal, QStringLiteral("stuck")));
}

template <typename T>
QString errorOf(const Result<T> &result)
{
    return result ? QStringLiteral("no error")
                  : toWord(result.error().kind) + QLatin1Char(' ') + result.error().reason;
}

// The gateway that pages use, on such a line.
struct Listening
{
    explicit Listening(int baud = 9600)
    {
        LineSettings ours = far.settings;
        ours.baud = baud;
        QObject::connect(&service, &MeterLines::overheard, &service,
                         [this](const QString &, const OverheardTraffic &heard) { traffic = heard; });
        QObject::connect(&service, &MeterLines::frameLogged, &service,
                         [this](const QString &, const FrameLogEntry &entry) { log.append(entry); });
        ready = far.ready && far.talk() && awaited(service.open(ours));
        listening = service.listen(path());
    }
    QString path() const { return far.settings.path; }

    ForeignLine far;
    ManualClock clock{QDateTime(QDate(2026, 3, 16), QTime(18, 40), Qt::UTC)};
    SystemSteadyClock steady;
    MeterLineService service{clock, steady};
    OverheardTraffic traffic;
    QList<FrameLogEntry> log;
    QFuture<Done> listening;
    bool ready = false;
};

} // namespace

void SnifferTest::foreignMasterOnAWire()
{
    Listening ours;
    QVERIFY(ours.ready);
    const auto heard = [&](const char *address) {
        for (const OverheardMeter &one : ours.traffic.meters) {
            if (one.meter.address == QLatin1String(address))
                return one;
        }
        return OverheardMeter();
    };
    // The master of Modbus asks a unit that is not there.
    QTRY_VERIFY_WITH_TIMEOUT(heard("330108000103").answers >= 2 && heard("000000000041").answers >= 2
                                 && heard("247").unanswered >= 2,
                             20'000);
    QCOMPARE(heard("247").answers, 0);
    QCOMPARE(ours.traffic.masters.size(), 3);
    QCOMPARE(ours.traffic.settings.text(), QStringLiteral("9600 8E1"));
    QVERIFY(!ours.listening.isFinished());
    ours.listening.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(ours.listening.isFinished(), 1000);
    bool hasValue = false;
    for (const FrameLogEntry &entry : std::as_const(ours.log)) {
        QVERIFY(entry.direction != FrameLogEntry::Direction::Sent);
        QVERIFY(entry.bytes.isEmpty() || entry.at.isValid());
        hasValue = hasValue || entry.text.contains(QStringLiteral("8125.78"));
    }
    QVERIFY(hasValue);
    QCOMPARE(ours.far.sent, QByteArray()); // not one byte
}

void SnifferTest::othersAreRefusedMeanwhile()
{
    Listening ours;
    QVERIFY(ours.ready);
    const MeterAddress meter{MeterProtocol::Dlt645_2007, QStringLiteral("330108000103")};
    const QStringList energy{QStringLiteral("energy.forward.total")};
    const QString busy = QStringLiteral("busy listening");
    MeterLineService &service = ours.service;
    QCOMPARE(errorOf(awaited(service.read(ours.path(), meter, energy))), busy);
    QCOMPARE(errorOf(awaited(service.find(ours.path()))), busy);
    QCOMPARE(errorOf(awaited(service.search(ours.path(), {}))), busy);
    QCOMPARE(errorOf(awaited(service.check(ours.path(), {meter, {}, 1, {}}))), busy);
    QCOMPARE(errorOf(awaited(service.write(ours.path(), WriteOrder()))), busy);
    QCOMPARE(errorOf(awaited(service.listen(ours.path()))), busy);
    const PollPlan plan{{{meter, {}, energy}}, 1000};
    QCOMPARE(errorOf(service.startPolling(ours.path(), plan)), busy);
    QCOMPARE(ours.far.sent, QByteArray());
    // Once it is over everything goes again.
    ours.listening.cancel();
    QVERIFY(ours.far.bus.dlt645().setFault(QStringLiteral("foreign_master"), false));
    QVERIFY(ours.far.bus.modbus().setFault(QStringLiteral("foreign_master"), false));
    const auto read = awaited(service.read(ours.path(), meter, energy));
    QVERIFY2(read, qPrintable(errorOf(read)));
    QVERIFY(service.startPolling(ours.path(), plan));
    QCOMPARE(errorOf(awaited(service.listen(ours.path()))), QStringLiteral("busy polling"));
    service.stopPolling(ours.path());
    QCOMPARE(errorOf(awaited(service.listen(QStringLiteral("/dev/ttyS99")))),
             QStringLiteral("offline line_closed"));
}

void SnifferTest::wrongRateIsOnlyBytes()
{
    Listening ours(2400);
    QVERIFY(ours.ready);
    QTRY_VERIFY_WITH_TIMEOUT(ours.traffic.damaged >= 3, 20'000);
    QCOMPARE(ours.traffic.frames, 0);
    QVERIFY(ours.traffic.meters.isEmpty());
}

void SnifferTest::lostLineEndsIt()
{
    Listening ours;
    QVERIFY(ours.ready);
    QTRY_VERIFY_WITH_TIMEOUT(ours.traffic.frames > 0, 20'000);
    ours.far.line.close();
    QCOMPARE(errorOf(awaited(ours.listening)), QStringLiteral("offline line_lost"));
}

QTEST_GUILESS_MAIN(SnifferTest)
#include "sniffertest.moc"
