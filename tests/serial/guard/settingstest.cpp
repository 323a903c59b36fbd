// SPDX-License-Identifier: GPL-3.0-or-later
// The guard's commands of their own: freeze, rate, password, output. The rules of guardtest.cpp hold for
// them.
#include "tests/serial/guard/guardbench.h"

using namespace pd;
using namespace pd::serial;
using pd::test::GuardBench;
using pd::test::guardedMeter;

namespace {

using Act = WriteOrder::Act;
using Repeat = WriteOrder::Freeze::Repeat;

WriteOrder rate(const GuardBench &bench, int baud)
{
    WriteOrder order = bench.with(Act::Baud);
    order.baud = baud;
    return order;
}

WriteOrder password(const GuardBench &bench, const char *now, const char *next, int level = 4)
{
    WriteOrder order = bench.with(Act::Password, now);
    order.newPassword = {QLatin1String(next), level, 0};
    return order;
}

WriteOrder frozen(const GuardBench &bench, Repeat repeat = Repeat::AtOnce)
{
    WriteOrder order = bench.with(Act::Freeze);
    order.freeze = {repeat, 1, 0, 30};
    return order;
}

QByteArray lastRequest(const GuardBench &bench, dlt645::Function function)
{
    QByteArray data;
    for (const dlt645::Message &message : bench.asked) {
        if (message.frame.function() == quint8(function))
            data = message.frame.data;
    }
    return data.toHex().toUpper();
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineFollowsTheNewRate();
    void meterThatStaysAtTheOldRate();
    void meterThatIsLost();
    void lostAnswerOfARate();
    void rateItHasAlready();
    void gatewayCannotFollow();
    void passwordIsChangedOnce();
    void refusedPasswordChangesNothing();
    void newPasswordThatWasRefusedBefore();
    void freezesAtOnce();
    void freezesAgainAndAgain_data();
    void freezesAgainAndAgain();
    void outputIsChosen();
    void wrongOrders_data();
    void wrongOrders();
    void severalMetersAreLeftAlone_data();
    void severalMetersAreLeftAlone();
    void silentMeterIsSentNothing();
    void clearingHasNoWord();
};

void SettingsTest::lineFollowsTheNewRate()
{
    for (const dlt645::Edition edition : {dlt645::Edition::Of2007, dlt645::Edition::Of1997}) {
        GuardBench bench(edition);
        QVERIFY(bench.ready);
        QCOMPARE(bench.outcome(rate(bench, 9600)), QStringLiteral("confirmed"));
        QCOMPARE(bench.last->before, QStringLiteral("2400"));
        QCOMPARE(bench.last->shown, QStringLiteral("9600"));
        QCOMPARE(bench.requestsThatChange(), 1);
        QCOMPARE(bench.far.line.settings().baud, 9600);
        QCOMPARE(bench.story(), QStringLiteral("sending, outcome confirmed"));
        QVERIFY(bench.audit().contains("\"act\":\"baud\""));
        QVERIFY(bench.audit().contains("\"value\":\"9600\""));
    }
}

// It accepts and goes on as before: the line must not follow.
void SettingsTest::meterThatStaysAtTheOldRate()
{
    GuardBench bench;
    QObject::connect(&bench.far.slave, &dlt645::Slave::baudChanged, &bench.far.line,
                     [&bench] { bench.far.line.setBaud(2400); });
    QCOMPARE(bench.outcome(rate(bench, 9600)), QStringLiteral("differs"));
    QCOMPARE(bench.last->shown, QStringLiteral("2400"));
    QCOMPARE(bench.requestsThatChange(), 1);
    QCOMPARE(bench.outcome(bench.item("111111")), QStringLiteral("confirmed")); // the line is as it was
}

void SettingsTest::meterThatIsLost()
{
    GuardBench bench;
    QObject::connect(&bench.far.slave, &dlt645::Slave::baudChanged, &bench.far.line,
                     [&bench] { bench.far.line.setBaud(1200); });
    QCOMPARE(bench.outcome(rate(bench, 9600)), QStringLiteral("timeout rate_lost"));
    QCOMPARE(bench.story(), QStringLiteral("sending, outcome unknown"));
    QCOMPARE(bench.requestsThatChange(), 1);
}

void SettingsTest::lostAnswerOfARate()
{
    GuardBench bench;
    QObject::connect(&bench.far.slave, &dlt645::Slave::requested, &bench.far.slave,
                     [&bench](const dlt645::Message &message) {
                         const bool isRate = message.frame.function() == quint8(dlt645::Function::ChangeBaud);
                         QVERIFY(bench.far.slave.setFault(QStringLiteral("silent"), isRate, guardedMeter));
                     });
    QCOMPARE(bench.outcome(rate(bench, 9600)), QStringLiteral("timeout not_written"));
    QCOMPARE(bench.requestsThatChange(), 1); // never twice
    QCOMPARE(bench.story(), QStringLiteral("sending, outcome not_written"));
}

void SettingsTest::rateItHasAlready()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(rate(bench, 2400)), QStringLiteral("confirmed"));
    QVERIFY(!bench.last->wasSent);
    QCOMPARE(bench.requestsThatChange(), 0);
    QCOMPARE(bench.story(), QString());
}

namespace {

// A line whose rate is another's business.
class FixedIo final : public LineIo
{
public:
    explicit FixedIo(LineIo &io)
        : m_io(io)
    {
    }
    Done exchange(Exchange &exchange, const LineTiming &timing) override
    {
        return m_io.exchange(exchange, timing);
    }
    bool cancelled() override { return m_io.cancelled(); }
    void note(const FrameRemark &remark) override { m_io.note(remark); }
    qint64 nowNs() const override { return m_io.nowNs(); }
    LineSettings settings() const override { return m_io.settings(); }

private:
    LineIo &m_io;
};

} // namespace

void SettingsTest::gatewayCannotFollow()
{
    GuardBench bench;
    const auto future = bench.line->submit<WriteOutcome>([&](LineIo &io) {
        FixedIo fixed(io);
        return WriteGuard(fixed, bench.scene, LineTiming()).perform(rate(bench, 9600));
    });
    QVERIFY(pd::test::runUntil([&] { return future.isFinished(); }));
    QVERIFY(!future.result());
    QCOMPARE(future.result().error().reason, QStringLiteral("line_rate_fixed"));
    QCOMPARE(bench.requestsThatChange(), 0);
}

void SettingsTest::passwordIsChangedOnce()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(password(bench, "111111", "246813")), QStringLiteral("not_readable"));
    QCOMPARE(bench.requestsThatChange(), 1);
    // 18H: identifier of level 4, then PA and the three bytes of both, low byte first.
    QCOMPARE(lastRequest(bench, dlt645::Function::ChangePassword), QByteArray("050C00040411111104136824"));
    const QByteArray audit = bench.audit();
    for (const char *secret : {"111111", "246813", "136824", "318642"})
        QVERIFY2(!audit.contains(secret), secret);
    QVERIFY(audit.contains("\"act\":\"password\""));
    QCOMPARE(bench.outcome(bench.item("246813")), QStringLiteral("confirmed"));
    QCOMPARE(bench.outcome(bench.item("111111", QStringLiteral("45"))),
             QStringLiteral("rejected unauthorised"));
    for (const FrameLogEntry &entry : std::as_const(bench.log)) {
        QVERIFY2(!entry.text.contains(QLatin1String("246813")), qPrintable(entry.text));
        QVERIFY2(entry.direction != FrameLogEntry::Direction::Sent
                     || !entry.bytes.toHex().contains("469b57"), // 13 68 24 with 33H added
                 entry.bytes.toHex().constData());
    }
}

void SettingsTest::refusedPasswordChangesNothing()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(password(bench, "999999", "246813")), QStringLiteral("rejected unauthorised"));
    QCOMPARE(bench.outcome(password(bench, "999999", "246813")),
             QStringLiteral("conflict password_refused_before"));
    QCOMPARE(bench.device().wrongPasswords(), 1);
    QCOMPARE(bench.requestsThatChange(), 1);
    // What one act was refused, another does not send again.
    QCOMPARE(bench.outcome(bench.item("999999")), QStringLiteral("conflict password_refused_before"));
    QCOMPARE(bench.scene.audit.history(bench.item("1").meter)->lockout.refused, 1);
}

// A password that was wrong until it was given to the meter may be sent again.
void SettingsTest::newPasswordThatWasRefusedBefore()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(bench.item("246813")), QStringLiteral("rejected unauthorised"));
    QCOMPARE(bench.outcome(password(bench, "111111", "246813")), QStringLiteral("not_readable"));
    QCOMPARE(bench.outcome(bench.item("246813")), QStringLiteral("confirmed"));
}

void SettingsTest::freezesAtOnce()
{
    GuardBench bench;
    QCOMPARE(bench.outcome(frozen(bench)), QStringLiteral("confirmed"));
    QCOMPARE(lastRequest(bench, dlt645::Function::Freeze), QByteArray("99999999"));
    QVERIFY2(bench.last->shown.startsWith(QStringLiteral("2026-03-16 11:56")), qPrintable(bench.last->shown));
    // A second one in the same minute shows the same moment, which is fresh.
    QCOMPARE(bench.outcome(frozen(bench)), QStringLiteral("confirmed"));
    QVERIFY(bench.audit().contains("\"item\":\"at_once\""));
}

void SettingsTest::freezesAgainAndAgain_data()
{
    QTest::addColumn<int>("repeat");
    QTest::addColumn<QByteArray>("data"); // mm hh DD MM, 99 for every
    QTest::addColumn<QByteArray>("item");
    QTest::newRow("hourly") << int(Repeat::Hourly) << QByteArray("30999999") << QByteArray("hourly 30");
    QTest::newRow("daily") << int(Repeat::Daily) << QByteArray("30009999") << QByteArray("daily 00:30");
    QTest::newRow("monthly") << int(Repeat::Monthly) << QByteArray("30000199")
                             << QByteArray("monthly 01 00:30");
}

// Our virtual meter knows no such freeze and declines: that it is sent as the standard says is what counts.
void SettingsTest::freezesAgainAndAgain()
{
    QFETCH(int, repeat);
    QFETCH(QByteArray, item);
    GuardBench bench;
    const QString outcome = bench.outcome(frozen(bench, Repeat(repeat)));
    QVERIFY2(outcome.startsWith(QStringLiteral("rejected")), qPrintable(outcome));
    const QByteArray data = lastRequest(bench, dlt645::Function::Freeze);
    QTEST(data, "data");
    QVERIFY(bench.audit().contains("\"item\":\"" + item + '"'));
    QCOMPARE(bench.requestsThatChange(), 1);
}

void SettingsTest::outputIsChosen()
{
    GuardBench bench;
    WriteOrder order = bench.with(Act::Output);
    order.output = WriteOrder::Output::TariffSwitch;
    QCOMPARE(bench.outcome(order), QStringLiteral("not_readable"));
    QCOMPARE(lastRequest(bench, dlt645::Function::Output), QByteArray("02"));
    QVERIFY(bench.audit().contains("\"item\":\"tariff_switch\""));
    QCOMPARE(bench.requestsThatChange(), 1);
}

void SettingsTest::wrongOrders_data()
{
    QTest::addColumn<bool>("is1997");
    QTest::addColumn<WriteOrder>("order");
    QTest::addColumn<QString>("result");
    const GuardBench bench;
    const auto row = [](const char *name, const WriteOrder &order, const char *result, bool is1997 = false) {
        QTest::newRow(name) << is1997 << order << QString::fromLatin1(result);
    };
    row("no rate", rate(bench, 0), "invalid baud");
    row("a rate no meter has", rate(bench, 115200), "invalid baud");
    row("no password", password(bench, nullptr, "246813"), "invalid password");
    row("short new password", password(bench, "111111", "2468"), "invalid new_password");
    row("no such level", password(bench, "111111", "246813", 10), "invalid new_password");
    row("the old password", password(bench, "111111", "111111"), "invalid new_password");
    WriteOrder order = frozen(bench, Repeat::Monthly);
    order.freeze.day = 29;
    row("a day that not every month has", order, "invalid moment");
    const GuardBench old(dlt645::Edition::Of1997);
    row("freeze of 1997", frozen(old), "unsupported protocol", true);
    row("output of 1997", old.with(Act::Output), "unsupported protocol", true);
    order = rate(bench, 9600);
    order.meter.protocol = MeterProtocol::ModbusRtu;
    row("Modbus", order, "unsupported protocol");
}

void SettingsTest::wrongOrders()
{
    QFETCH(bool, is1997);
    QFETCH(WriteOrder, order);
    GuardBench bench(is1997 ? dlt645::Edition::Of1997 : dlt645::Edition::Of2007);
    const QString result = bench.outcome(order);
    QTEST(result, "result");
    QCOMPARE(bench.requestsThatChange(), 0);
}

void SettingsTest::severalMetersAreLeftAlone_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : {"AAAAAAAAAAAA", "AAAAAAAA6789", "999999999999"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

void SettingsTest::severalMetersAreLeftAlone()
{
    QFETCH(QString, address);
    GuardBench bench;
    QVERIFY(bench.add(QStringLiteral("201000006789")));
    for (WriteOrder order :
         {rate(bench, 9600), password(bench, "111111", "246813"), frozen(bench), bench.with(Act::Output)}) {
        order.meter.address = address;
        QCOMPARE(bench.outcome(order), QStringLiteral("conflict more_than_one_meter"));
    }
    QCOMPARE(bench.requestsThatChange(), 0);
}

void SettingsTest::silentMeterIsSentNothing()
{
    GuardBench bench;
    QVERIFY(bench.far.slave.setFault(QStringLiteral("silent"), true));
    for (const WriteOrder &order :
         {rate(bench, 9600), password(bench, "111111", "246813"), frozen(bench), bench.with(Act::Output)})
        QCOMPARE(bench.outcome(order), QStringLiteral("timeout silent"));
    QCOMPARE(bench.requestsThatChange(), 0);
    QCOMPARE(bench.story(), QString());
}

// There is no act for it, whatever the words in a file say.
void SettingsTest::clearingHasNoWord()
{
    for (const char *word : {"clear", "clear_demand", "clear_meter", "clear_events"})
        QVERIFY(!writeActFromWord(QLatin1String(word)));
    for (const Act act : {Act::Freeze, Act::Baud, Act::Password, Act::Output})
        QCOMPARE(writeActFromWord(toWord(act)), act);
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "settingstest.moc"
