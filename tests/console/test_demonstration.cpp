// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demonstration/chargebill.h"
#include "app/console/demonstration/hands.h"
#include "app/console/demonstration/stationcontrol.h"
#include "app/console/demonstration/steps.h"

#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocalServer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QVBoxLayout>

using namespace pd;
using namespace pd::console;

namespace {

ChargeOrder orderOfA1()
{
    const QDateTime start(QDate(2026, 3, 16), QTime(10, 40), Qt::UTC);
    ChargeOrder order;
    order.id = OrderId(QStringLiteral("o-1"));
    order.port = PortId(QStringLiteral("33010800100003-1"));
    order.startedAt = start;
    order.endedAt = start.addSecs(6578);
    order.startRegister = Energy::fromWh(8'123'450);
    order.lastRegister = *order.startRegister + Energy::fromWh(12'790);
    order.bill.planVersion = QStringLiteral("V1");
    order.bill.energy = Energy::fromWh(12'790);
    order.bill.electricity = Money::fromMinor(1488);
    order.bill.service = Money::fromMinor(512);
    const BandPrice peak{UnitPrice::fromE5(100'000), UnitPrice::fromE5(40'000)};
    const Energy energy = Energy::fromTenthWh(23'333);
    order.bill.periods.append({Band::Peak, start, start.addSecs(1200), energy, peak,
                               Cost::of(energy, peak.electricity), Cost::of(energy, peak.service)});
    return order;
}

} // namespace

class TestDemonstration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsPressAndType();
    void handsClickRows();
    void stepsGoOneByOne();
    void stepsFailByName();
    void stationAnswersInOrder();
    void stationAway();
    void billAsText();
    void billOfA1_data();
    void billOfA1();
};

void TestDemonstration::handsPressAndType()
{
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *button = new QPushButton(QStringLiteral("Go"));
    button->setObjectName(QStringLiteral("go"));
    auto *field = new QLineEdit(QStringLiteral("old"));
    field->setObjectName(QStringLiteral("field"));
    column->addWidget(button);
    column->addWidget(field);
    window.show();
    const Hands hands(window);
    QSignalSpy clicked(button, &QPushButton::clicked);
    QSignalSpy edited(field, &QLineEdit::textEdited);
    QVERIFY(hands.press("go"));
    QVERIFY(hands.type("field", QStringLiteral("滨江 20.00")));
    QCOMPARE(clicked.size(), 0); // nothing is done behind the event queue's back
    QTRY_COMPARE(clicked.size(), 1);
    QTRY_COMPARE(hands.textOf("field"), QStringLiteral("滨江 20.00"));
    QVERIFY(!edited.isEmpty());

    button->setEnabled(false);
    QVERIFY(!hands.press("go"));
    field->setReadOnly(true);
    QVERIFY(!hands.type("field", QStringLiteral("x")));
    button->setEnabled(true);
    button->hide();
    QVERIFY(!hands.press("go"));
    QVERIFY(!hands.press("nothing"));
}

void TestDemonstration::handsClickRows()
{
    QListWidget window;
    auto *list = new QListWidget(&window);
    list->setObjectName(QStringLiteral("hits"));
    list->addItems({QStringLiteral("…0002"), QStringLiteral("…0003")});
    window.show();
    const Hands hands(window);
    QSignalSpy clicked(list, &QListWidget::itemClicked);
    QVERIFY(hands.clickRow("hits", QStringLiteral("0003")));
    QVERIFY(!hands.clickRow("hits", QStringLiteral("0009")));
    QTRY_COMPARE(clicked.size(), 1);
    QCOMPARE(list->currentRow(), 1);
}

void TestDemonstration::stepsGoOneByOne()
{
    Steps steps;
    QStringList done;
    int tries = 0;
    int deeds = 0;
    steps.add(QStringLiteral("first"), 5, [&] { return ++tries == 3; });
    steps.add(
        QStringLiteral("second"), 5, [&] { ++deeds; }, [&] { return ++tries == 6; });
    connect(&steps, &Steps::stepDone, this, [&](const QString &name) { done.append(name); });
    QSignalSpy finished(&steps, &Steps::finished);
    steps.start();
    QVERIFY(finished.wait());
    QCOMPARE(done, (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
    QCOMPARE(deeds, 1);
}

void TestDemonstration::stepsFailByName()
{
    Steps steps;
    steps.add(QStringLiteral("the moon comes down"), 0, [] { return false; });
    QSignalSpy failed(&steps, &Steps::failed);
    steps.start();
    QVERIFY(failed.wait());
    QVERIFY(failed.first().first().value<Error>().detail.contains(QStringLiteral("the moon comes down")));
    steps.fail({});
    QCOMPARE(failed.size(), 1);
}

void TestDemonstration::stationAnswersInOrder()
{
    QTemporaryDir folder;
    QLocalServer server;
    const QString path = folder.filePath(QStringLiteral("control"));
    QVERIFY(server.listen(path));
    auto owned = std::make_unique<StationControl>(path);
    StationControl &control = *owned;
    const auto plugged = control.send({{QStringLiteral("plug"), QStringLiteral("P")}});
    const auto paid = control.send({{QStringLiteral("payer"), QStringLiteral("confirm")}});
    QVERIFY(server.waitForNewConnection(5000));
    QLocalSocket *peer = server.nextPendingConnection();
    QByteArray heard;
    connect(peer, &QLocalSocket::readyRead, this, [&] { heard += peer->readAll(); });
    QTRY_COMPARE(heard, QByteArray("{\"plug\":\"P\"}\n{\"payer\":\"confirm\"}\n"));
    peer->write("{\"ok\":true}\n{\"ok\":false,\"reason\":\"nobody pays\"}\n");
    QTRY_VERIFY(plugged.isFinished() && paid.isFinished());
    QVERIFY(plugged.result());
    QVERIFY(paid.result().error().detail.contains(QStringLiteral("nobody pays")));

    const auto unanswered = control.send({});
    peer->abort();
    QTRY_VERIFY(unanswered.isFinished());
    QCOMPARE(unanswered.result().error().kind, Error::Kind::Offline);

    const auto dropped = control.send({});
    QVERIFY(server.waitForNewConnection(5000));
    owned.reset(); // while it is connected
    QVERIFY(dropped.isFinished());
    QCOMPARE(dropped.resultCount(), 0);
}

void TestDemonstration::stationAway()
{
    StationControl control(QStringLiteral("/nowhere/at/all"));
    const auto answer = control.send({});
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.result().error().kind, Error::Kind::Offline);
}

void TestDemonstration::billAsText()
{
    const QString text = billText(orderOfA1(), QTimeZone("Asia/Shanghai"));
    const QString expected = QStringLiteral("Bill of order o-1, port 33010800100003-1, plan V1\n"
                                            "  2026-03-16 18:40:00 to 2026-03-16 20:29:38 (Asia/Shanghai)\n"
                                            "  Energy          12.79 kWh\n"
                                            "  Electricity         14.88\n"
                                            "  Service              5.12\n"
                                            "  Total           20.00 CNY\n"
                                            "  peak    18:40:00-19:00:00   2.3333 kWh  electricity   2.3333"
                                            "  service  0.9333\n");
    QCOMPARE(text, expected);
    const QByteArray report = billReport(orderOfA1(), {QStringLiteral("a.png")});
    QVERIFY(!QJsonDocument::fromJson(report).isNull());
    QVERIFY(report.contains("\"total\":\"20.00\""));
}

void TestDemonstration::billOfA1_data()
{
    QTest::addColumn<int>("wh");
    QTest::addColumn<int>("electricity");
    QTest::addColumn<int>("service");
    QTest::addColumn<int>("occupancy");
    QTest::addColumn<bool>("good");
    QTest::newRow("as A1 says") << 12790 << 1488 << 512 << 0 << true;
    QTest::newRow("a step less") << 12780 << 1487 << 511 << 0 << true;
    QTest::newRow("two steps less") << 12770 << 1486 << 511 << 0 << false;
    QTest::newRow("a fen more") << 12790 << 1489 << 512 << 0 << false;
    QTest::newRow("wrongly divided") << 12790 << 1487 << 513 << 0 << false;
    QTest::newRow("occupancy") << 12790 << 1488 << 512 << 50 << false;
    QTest::newRow("too little") << 12780 << 1486 << 511 << 0 << false;
}

void TestDemonstration::billOfA1()
{
    QFETCH(int, wh);
    QFETCH(int, electricity);
    QFETCH(int, service);
    QFETCH(int, occupancy);
    QFETCH(bool, good);
    ChargeOrder order = orderOfA1();
    order.bill.energy = Energy::fromWh(wh);
    order.lastRegister = *order.startRegister + order.bill.energy;
    order.bill.electricity = Money::fromMinor(electricity);
    order.bill.service = Money::fromMinor(service);
    order.bill.occupancy = Money::fromMinor(occupancy);
    QCOMPARE(checkBillOfA1(order).has_value(), good);
    order.lastRegister = *order.lastRegister + meterStep;
    QVERIFY(!checkBillOfA1(order));
}

QTEST_MAIN(TestDemonstration)
#include "test_demonstration.moc"
