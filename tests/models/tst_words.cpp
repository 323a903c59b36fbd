// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/account/account.h"
#include "models/basics/error.h"
#include "models/basics/identifiers.h"
#include "models/meter/meterpoint.h"
#include "models/meter/reading.h"
#include "models/pile/pile.h"
#include "models/session/order.h"

#include <QSet>
#include <QTest>

using namespace pd;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

// The words of all enumerators from `Enum(0)` on, in order.
template <typename Enum>
QString allWords(int count)
{
    QStringList words;
    for (int i = 0; i < count; ++i)
        words += toWord(Enum(i));
    return words.join(QLatin1Char(' '));
}

template <typename Enum, typename F>
void verifyBothWays(int count, F &&fromWord)
{
    for (int i = 0; i < count; ++i) {
        const auto back = fromWord(toWord(Enum(i)));
        QVERIFY2(back, qPrintable(toWord(Enum(i))));
        QCOMPARE(int(*back), i);
    }
    for (const char *wrong : {"", " ", "nonsense", "CHARGING ", "time", "Энергия"}) {
        const auto back = fromWord(text(wrong));
        QVERIFY2(!back, wrong);
        QCOMPARE(back.error().kind, Error::Kind::Invalid);
    }
}

} // namespace

// The words on the wire, exactly, and back; and the names of things.
class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errors();
    void ports();
    void connectors();
    void positions();
    void portStateOfConnector_data();
    void portStateOfConnector();
    void modes();
    void limits();
    void commands();
    void orders();
    void payments();
    void meters();
    void lineSettings_data();
    void lineSettings();
    void shortNames_data();
    void shortNames();
    void portIds_data();
    void portIds();
    void idsAsKeys();
    void phones_data();
    void phones();
    void plates_data();
    void plates();
};

void WordsTest::errors()
{
    QCOMPARE(
        allWords<Error::Kind>(int(Error::Kind::Internal) + 1),
        text("offline timeout rejected busy protocol not_allowed unauthenticated conflict not_found invalid "
             "unsupported cancelled storage internal"));
}

void WordsTest::ports()
{
    const int count = int(PortState::Reserved) + 1;
    QCOMPARE(allWords<PortState>(count),
             text("UNKNOWN AVAILABLE BLOCKED CHARGING INOPERATIVE OUTOFORDER PLANNED "
                  "REMOVED RESERVED"));
    for (int i = 0; i < count; ++i)
        QCOMPARE(int(portStateFromWord(toWord(PortState(i)))), i);
    for (const char *wrong : {"", "Available", "available", "OUT_OF_ORDER", "OutOfOrder"})
        QCOMPARE(portStateFromWord(text(wrong)), PortState::Unknown);
}

void WordsTest::connectors()
{
    const int count = int(ConnectorStatus::Faulted) + 1;
    QCOMPARE(
        allWords<ConnectorStatus>(count),
        text("Unknown Available Preparing Charging SuspendedEVSE SuspendedEV Finishing Reserved Unavailable "
             "Faulted"));
    for (int i = 0; i < count; ++i)
        QCOMPARE(int(connectorStatusFromWord(toWord(ConnectorStatus(i)))), i);
    for (const char *wrong : {"", "AVAILABLE", "SuspendedEv", "Occupied"})
        QCOMPARE(connectorStatusFromWord(text(wrong)), ConnectorStatus::Unknown);
}

void WordsTest::positions()
{
    const int count = int(Position::Source::Planned) + 1;
    QCOMPARE(allWords<Position::Source>(count), text("unknown receiver manual planned"));
    for (int i = 0; i < count; ++i)
        QCOMPARE(int(positionSourceFromWord(toWord(Position::Source(i)))), i);
    QCOMPARE(positionSourceFromWord(u"GPS"), Position::Source::Unknown);
}

void WordsTest::portStateOfConnector_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("state");
    const auto row
        = [](const char *status, const char *state) { QTest::newRow(status) << text(status) << text(state); };
    row("Unknown", "UNKNOWN");
    row("Available", "AVAILABLE");
    row("Preparing", "BLOCKED");
    row("Charging", "CHARGING");
    row("SuspendedEVSE", "CHARGING");
    row("SuspendedEV", "CHARGING");
    row("Finishing", "BLOCKED");
    row("Reserved", "RESERVED");
    row("Unavailable", "INOPERATIVE");
    row("Faulted", "OUTOFORDER");
}

void WordsTest::portStateOfConnector()
{
    QFETCH(QString, status);
    QFETCH(QString, state);
    QCOMPARE(toWord(portStateOf(connectorStatusFromWord(status))), state);
}

void WordsTest::modes()
{
    QCOMPARE(allWords<ChargeMode>(3), text("TIME ENERGY AUTO_FULL"));
    verifyBothWays<ChargeMode>(3, chargeModeFromWord);
}

void WordsTest::limits()
{
    QCOMPARE(allWords<ChargeLimit::Kind>(4), text("NONE TIME ENERGY AMOUNT"));
    verifyBothWays<ChargeLimit::Kind>(4, limitKindFromWord);
}

void WordsTest::commands()
{
    const int count = int(CommandLife::Expired) + 1;
    QCOMPARE(allWords<CommandLife>(count), text("REQUESTED SENT ACCEPTED CONFIRMED REFUSED FAILED EXPIRED"));
    verifyBothWays<CommandLife>(count, commandLifeFromWord);
    QStringList over;
    for (int i = 0; i < count; ++i) {
        if (isOver(CommandLife(i)))
            over += toWord(CommandLife(i));
    }
    QCOMPARE(over.join(QLatin1Char(' ')), text("CONFIRMED REFUSED FAILED EXPIRED"));
    QCOMPARE(toWord(PileCommand::Kind::Start), text("START"));
    QCOMPARE(toWord(PileCommand::Kind::Stop), text("STOP"));
}

void WordsTest::orders()
{
    const int count = int(OrderState::Failed) + 1;
    QCOMPARE(allWords<OrderState>(count),
             text("AWAITING_PAYMENT PAID STARTING CHARGING STOPPING ENDED SETTLED CANCELLED FAILED"));
    verifyBothWays<OrderState>(count, orderStateFromWord);
    QStringList over;
    for (int i = 0; i < count; ++i) {
        if (isOver(OrderState(i)))
            over += toWord(OrderState(i));
    }
    QCOMPARE(over.join(QLatin1Char(' ')), text("SETTLED CANCELLED FAILED"));
}

void WordsTest::payments()
{
    QCOMPARE(allWords<PaymentMethod>(2), text("NETWORK_PLATFORM BANK_CARD"));
    verifyBothWays<PaymentMethod>(2, paymentMethodFromWord);
    const int count = int(PaymentState::Unknown) + 1;
    QCOMPARE(allWords<PaymentState>(count), text("CREATED AWAITING_PAYER SUCCEEDED REFUSED CLOSED UNKNOWN"));
    verifyBothWays<PaymentState>(count, paymentStateFromWord);
}

void WordsTest::meters()
{
    QCOMPARE(allWords<Reading::Quality>(3), text("good absent unreadable"));
    QCOMPARE(allWords<MeterProtocol>(3), text("dlt645-2007 dlt645-1997 modbus-rtu"));
}

void WordsTest::lineSettings_data()
{
    QTest::addColumn<LineSettings>("settings");
    QTest::addColumn<QString>("expected");
    const QString path = text("/dev/ttyUSB0");
    QTest::newRow("usual") << LineSettings{path} << text("2400 8E1");
    QTest::newRow("none") << LineSettings{path, 9600, 8, Parity::None, 1} << text("9600 8N1");
    QTest::newRow("odd") << LineSettings{path, 115200, 7, Parity::Odd, 2} << text("115200 7O2");
}

void WordsTest::lineSettings()
{
    QFETCH(LineSettings, settings);
    QFETCH(QString, expected);
    QCOMPARE(settings.text(), expected);
}

void WordsTest::shortNames_data()
{
    QTest::addColumn<QString>("pile");
    QTest::addColumn<QString>("expected");
    QTest::newRow("usual") << text("33010800100003") << text("…0003");
    QTest::newRow("five") << text("12345") << text("…2345");
    QTest::newRow("four") << text("0003") << text("0003");
    QTest::newRow("empty") << QString() << QString();
}

void WordsTest::shortNames()
{
    QFETCH(QString, pile);
    QFETCH(QString, expected);
    QCOMPARE(shortName(PileId(pile)), expected);
}

void WordsTest::portIds_data()
{
    QTest::addColumn<QString>("port");
    QTest::addColumn<QString>("pile");
    QTest::addColumn<int>("connector");
    const auto row = [](const char *port, const char *pile, int connector) {
        QTest::addRow("%s", port) << text(port) << text(pile) << connector;
    };
    row("33010800100003-1", "33010800100003", 1);
    row("CP-West-7-12", "CP-West-7", 12);
    row("33010800100003", "", 0);
    row("33010800100003-", "", 0);
    row("33010800100003-x", "", 0);
    row("33010800100003-0", "", 0);
    row("-1", "", 0);
    row("", "", 0);
    row("a-99999999999999999999", "", 0);
}

void WordsTest::portIds()
{
    QFETCH(QString, port);
    QFETCH(QString, pile);
    QFETCH(int, connector);
    QCOMPARE(pileOf(PortId(port)).text(), pile);
    QCOMPARE(connectorOf(PortId(port)), connector);
    if (connector > 0)
        QCOMPARE(portId(PileId(pile), connector).text(), port);
}

void WordsTest::idsAsKeys()
{
    static_assert(!std::is_convertible_v<PileId, PortId>);
    static_assert(!std::is_convertible_v<QString, PileId>);
    QVERIFY(PileId().isEmpty());
    QSet<OrderId> set{OrderId(text("a")), OrderId(text("b")), OrderId(text("a"))};
    QCOMPARE(set.size(), 2);
    QVERIFY(OrderId(text("a")) < OrderId(text("b")));
}

void WordsTest::phones_data()
{
    QTest::addColumn<QString>("phone");
    QTest::addColumn<QString>("masked");
    const auto row = [](const char *phone, const char *masked) {
        QTest::addRow("%s", phone) << text(phone) << text(masked);
    };
    row("13800135678", "138****5678");
    row(" 13800135678 ", "138****5678");
    row("+8613800135678", "+86*******5678");
    row("12345678", "123*5678");
    row("1234567", "*******");
    row("110", "***");
    row("", "");
}

void WordsTest::phones()
{
    QFETCH(QString, phone);
    QFETCH(QString, masked);
    QCOMPARE(maskedPhone(phone), masked);
}

void WordsTest::plates_data()
{
    QTest::addColumn<QString>("plate");
    QTest::addColumn<QString>("masked");
    const auto row = [](const char *plate, const char *masked) {
        QTest::addRow("%s", plate) << text(plate) << text(masked);
    };
    row("浙AD12388", "浙A·D***88");
    row("浙A·D12388", "浙A·D***88");
    row("浙A 12345", "浙A·1**45");
    row("沪A-12345", "沪A·1**45");
    row("浙A12", "****");
    row("", "");
}

void WordsTest::plates()
{
    QFETCH(QString, plate);
    QFETCH(QString, masked);
    QCOMPARE(maskedPlate(plate), masked);
}

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
