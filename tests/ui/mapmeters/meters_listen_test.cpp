// SPDX-License-Identifier: GPL-3.0-or-later
// The tab "Listen": on lines without wires, and on a pseudo-terminal with another master.
#include "serial/line/meterlineservice.h"
#include "tests/serial/virtualline.h"
#include "tests/ui/mapmeters/meterpagerig.h"
#include "ui/meters/framelogmodel.h"
#include "ui/meters/listenpanel.h"
#include "ui/widgets/errortext.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>

using namespace pd;
using namespace pd::ui;

namespace {

const QString line = QStringLiteral("/dev/ttyUSB0");
const QString meter = QStringLiteral("330108000103");
const QString whyNot = QStringLiteral("The line is only listened to: stop listening first.");

OverheardTraffic talk()
{
    OverheardTraffic traffic;
    traffic.settings.baud = 9600;
    traffic.elapsedMs = 65'000;
    traffic.bytes = 4096;
    traffic.frames = 120;
    traffic.damaged = 3;
    traffic.masters = {{MeterProtocol::Dlt645_2007, 60, 4, 1}, {MeterProtocol::ModbusRtu, 7, 0, 0}};
    OverheardMeter one;
    one.meter = {MeterProtocol::Dlt645_2007, meter};
    one.requests = 56;
    one.answers = 55;
    one.unanswered = 1;
    one.slowestAnswerMs = 137;
    OverheardMeter unit;
    unit.meter = {MeterProtocol::ModbusRtu, QStringLiteral("7")};
    traffic.meters = {one, unit};
    return traffic;
}

} // namespace

class MetersListenTest : public pd::test::FakeLinesTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { showPage(); }
    void cleanup() { endPage(); }
    void needsAnOpenLine();
    void othersAreDisabledAndSayWhy();
    void namesMastersAndMeters();
    void saysWhatSilenceAndNoiseMean();
    void lostLineEndsIt();
    void pollingComesFirst();
    void reasonsHaveSentences();
    void modelIsSound();
    void hearsAnotherMaster();

private:
    void start()
    {
        openLine();
        type("meterAddress", meter);
        press("listenStart");
        QVERIFY(m_lines->isListenedTo());
        QCOMPARE(button("listenStart")->text(), QStringLiteral("Stop listening"));
    }
};

void MetersListenTest::needsAnOpenLine()
{
    QVERIFY(!button("listenStart")->isEnabled());
    QCOMPARE(why("listenStart"), QStringLiteral("Open the line first."));
    openLine();
    QVERIFY(button("listenStart")->isEnabled());
}

void MetersListenTest::othersAreDisabledAndSayWhy()
{
    const QList<const char *> all{"meterFind",     "meterRead",     "findStart", "checkStart",
                                  "compareBefore", "setCheckClock", "setBaud"};
    openLine();
    type("meterAddress", meter);
    press("planAdd");
    m_page->startReading(1);
    press("listenStart");
    QVERIFY(!child<QCheckBox>("meterPoll")->isChecked()); // reading has stopped
    for (const char *name : all) {
        QVERIFY2(!button(name)->isEnabled(), name);
        QVERIFY2(why(name) == whyNot, qPrintable(QLatin1String(name) + QLatin1Char(' ') + why(name)));
    }
    QCOMPARE(why("planStart"), whyNot);
    const int reads = m_lines->reads;
    press("listenStart"); // stop
    QVERIFY(!m_lines->isListenedTo());
    for (const char *name : all)
        QTRY_VERIFY2(button(name)->isEnabled(), name);
    QVERIFY(button("planStart")->isEnabled());
    QCOMPARE(m_lines->reads, reads);
}

void MetersListenTest::namesMastersAndMeters()
{
    start();
    QCOMPARE(text("listenStatus"), QStringLiteral("Nothing was heard yet"));
    Q_EMIT m_lines->overheard(QStringLiteral("/dev/ttyS9"), talk()); // another line
    QCOMPARE(rows("overheardMeters")->rowCount(), 0);
    Q_EMIT m_lines->overheard(line, talk());
    QCOMPARE(text("listenMasters"),
             QStringLiteral(
                 "A master asks in DL/T 645-2007: 60 requests, 4 of them to all meters, 1 of them change "
                 "something.\nA master asks in Modbus-RTU: 7 requests."));
    QVERIFY2(
        text("listenStatus").startsWith(QStringLiteral("120 frames whole, 3 pieces damaged, 4096 bytes in")),
        qPrintable(text("listenStatus")));
    QCOMPARE(cell("overheardMeters", 0, OverheardModel::MeterColumn), meter);
    QCOMPARE(cell("overheardMeters", 0, OverheardModel::UnansweredColumn), QStringLiteral("1"));
    QCOMPARE(cell("overheardMeters", 0, OverheardModel::SlowestColumn), QStringLiteral("137"));
    QCOMPARE(cell("overheardMeters", 1, OverheardModel::MeterColumn), QStringLiteral("Unit 7"));
    QCOMPARE(cell("overheardMeters", 1, OverheardModel::SlowestColumn), QStringLiteral("--"));
    press("listenStart");
    QCOMPARE(rows("overheardMeters")->rowCount(), 2); // what was heard stays
    press("listenStart");
    QCOMPARE(rows("overheardMeters")->rowCount(), 0); // and begins anew
}

void MetersListenTest::saysWhatSilenceAndNoiseMean()
{
    start();
    OverheardTraffic traffic;
    traffic.settings.baud = 2400;
    traffic.bytes = 300;
    traffic.damaged = 9;
    Q_EMIT m_lines->overheard(line, traffic);
    QVERIFY2(text("listenMasters").contains(QStringLiteral("another one than 2400 8E1")),
             qPrintable(text("listenMasters")));
    traffic = talk();
    traffic.masters.clear();
    Q_EMIT m_lines->overheard(line, traffic);
    QVERIFY(text("listenMasters").startsWith(QStringLiteral("Only answers are heard")));
}

void MetersListenTest::lostLineEndsIt()
{
    start();
    m_lines->lose(line);
    QVERIFY(!m_lines->isListenedTo());
    QCOMPARE(button("listenStart")->text(), QStringLiteral("Listen"));
    QVERIFY(notice().contains(QStringLiteral("line is gone")));
}

void MetersListenTest::pollingComesFirst()
{
    openLine();
    type("meterAddress", meter);
    press("planAdd");
    press("planStart");
    QVERIFY(!button("listenStart")->isEnabled());
    QCOMPARE(why("listenStart"), QStringLiteral("The line is being polled: stop that first."));
    press("planStart");
    QVERIFY(button("listenStart")->isEnabled());
}

void MetersListenTest::reasonsHaveSentences()
{
    for (const char *reason : {"listening", "polling"}) {
        const ErrorText text = ErrorText::of({Error::Kind::Busy, {}, QLatin1String(reason)});
        QVERIFY2(!text.what.isEmpty() && !text.help.isEmpty(), reason);
        QVERIFY(ErrorText::knownReasons().contains(QLatin1String(reason)));
    }
}

void MetersListenTest::modelIsSound()
{
    OverheardModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setMeters({OverheardMeter()});
    model.setMeters(talk().meters);
    model.setMeters({});
}

// A real line service, a wire, and somebody else who polls on it.
void MetersListenTest::hearsAnotherMaster()
{
    endPage();
    LineSettings settings;
    settings.baud = 9600;
    pd::test::VirtualLine wire(settings);
    wire.source.values = {{0x00010000, QStringLiteral("8125.78")}};
    QVERIFY(wire.opened && wire.slave.addMeter(meter, wire.source));
    wire.slave.setForeignPollMs(120);
    QVERIFY(wire.slave.setFault(QStringLiteral("foreign_master"), true));
    QByteArray sent;
    connect(&wire.line, &serial::DeviceLine::received, this,
            [&sent](const QByteArray &bytes) { sent += bytes; });
    const SystemSteadyClock steady;
    serial::MeterLineService service(m_clock, steady);
    MeterPageTest::showPage(service);
    m_page->setLine(wire.settings);
    openLine();
    press("listenStart");
    QTRY_VERIFY_WITH_TIMEOUT(rows("overheardMeters")->rowCount() == 1, 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(cell("overheardMeters", 0, OverheardModel::AnswersColumn).toInt() >= 3, 10'000);
    QVERIFY(text("listenMasters").startsWith(QStringLiteral("A master asks in DL/T 645-2007:")));
    bool hasValue = false;
    for (int row = 0; row < rows("meterFrames")->rowCount(); ++row) {
        const QString said = cell("meterFrames", row, FrameLogModel::TextColumn);
        hasValue = hasValue
            || (said.startsWith(QStringLiteral("heard:")) && said.contains(QStringLiteral("8125.78")));
    }
    QVERIFY(hasValue);
    press("listenStart");
    QCOMPARE(button("listenStart")->text(), QStringLiteral("Listen"));
    QCOMPARE(sent, QByteArray());
    m_page.reset();
}

QTEST_MAIN(MetersListenTest)
#include "meters_listen_test.moc"
