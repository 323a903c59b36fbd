// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralsystem_support.h"

using namespace pd;
using namespace pd::cloud;

class CentralSystemMessagesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Bench> s;
    std::shared_ptr<NotingPeer> m_pile;

    // Sends a CALL with id "m" and gives the one answer.
    QByteArray ask(const char *action, const QByteArray &payload)
    {
        m_pile->sent.clear();
        s->central.socketText(m_pile->id(), QByteArray("[2,\"m\",\"") + action + "\"," + payload + "]");
        return m_pile->takeOnly();
    }

private Q_SLOTS:
    void init()
    {
        s = std::make_unique<Bench>();
        m_pile = s->connectPile();
        s->office.lines.clear();
    }

    void boots()
    {
        QCOMPARE(
            ask("BootNotification",
                R"({"chargePointVendor":"V","chargePointModel":"M","chargeBoxSerialNumber":"B","firmwareVersion":"1"})"),
            QByteArray(
                R"([3,"m",{"status":"Accepted","currentTime":"2026-03-16T10:40:00.000Z","interval":300}])"));
        QCOMPARE(s->office.takeLines(), QStringList{QStringLiteral("boot V/M/B/1")});
        QCOMPARE(ask("Heartbeat", "{}"), QByteArray(R"([3,"m",{"currentTime":"2026-03-16T10:40:00.000Z"}])"));
        QCOMPARE(s->office.seen, 2);
    }

    void aRejectedPileMayOnlyBootAndStop()
    {
        s->office.bootAnswer = BootDecision::Rejected;
        QVERIFY(ask("BootNotification", R"({"chargePointVendor":"","chargePointModel":"M"})")
                    .contains(R"("status":"Rejected")"));
        QVERIFY(ask("Heartbeat", "{}").startsWith(R"([4,"m","SecurityError",)"));
        QVERIFY(
            ask("StopTransaction", R"({"transactionId":7,"meterStop":1,"timestamp":"2026-03-16T10:00:00Z"})")
                .startsWith(R"([3,)"));
        s->office.bootAnswer = BootDecision::Accepted;
        QVERIFY(ask("BootNotification", R"({"chargePointVendor":"","chargePointModel":"M"})")
                    .contains(R"("status":"Accepted")"));
        QVERIFY(ask("Heartbeat", "{}").startsWith("[3,"));
    }

    void authorizes_data()
    {
        QTest::addColumn<AuthorizationStatus>("status");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("accepted") << AuthorizationStatus::Accepted << QByteArray("Accepted");
        QTest::newRow("blocked") << AuthorizationStatus::Blocked << QByteArray("Blocked");
        QTest::newRow("expired") << AuthorizationStatus::Expired << QByteArray("Expired");
        QTest::newRow("invalid") << AuthorizationStatus::Invalid << QByteArray("Invalid");
        QTest::newRow("concurrent") << AuthorizationStatus::ConcurrentTx << QByteArray("ConcurrentTx");
    }

    void authorizes()
    {
        QFETCH(AuthorizationStatus, status);
        QFETCH(QByteArray, word);
        s->office.tagAnswer = status;
        QCOMPARE(ask("Authorize", R"({"idTag":"04A2B3C4"})"),
                 "[3,\"m\",{\"idTagInfo\":{\"status\":\"" + word + "\"}}]");
    }

    // Without BootNotification, as an offline queue is flushed.
    void chargesFromStartToStop()
    {
        QCOMPARE(
            ask("StatusNotification",
                R"({"connectorId":1,"errorCode":"NoError","status":"Preparing","timestamp":"2026-03-16T10:39:00Z"})"),
            QByteArray(R"([3,"m",{}])"));
        QCOMPARE(
            ask("StartTransaction",
                R"({"connectorId":1,"idTag":"04A2B3C4","meterStart":8123450,"timestamp":"2026-03-16T10:39:30Z"})"),
            QByteArray(R"([3,"m",{"idTagInfo":{"status":"Accepted"},"transactionId":7}])"));
        QCOMPARE(
            ask("MeterValues",
                R"({"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-03-16T10:39:45Z","sampledValue":[{"value":"8123.9","unit":"kWh"}]},{"timestamp":"2026-03-16T10:39:50Z","sampledValue":[]}]})"),
            QByteArray(R"([3,"m",{}])"));
        QCOMPARE(
            ask("StopTransaction",
                R"({"transactionId":7,"idTag":"04A2B3C4","meterStop":8125000,"timestamp":"2026-03-16T10:39:59Z","reason":"EVDisconnected","transactionData":[{"timestamp":"2026-03-16T10:39:58Z","sampledValue":[{"value":"8125000","context":"Transaction.End"}]}]})"),
            QByteArray(R"([3,"m",{"idTagInfo":{"status":"Accepted"}}])"));
        QCOMPARE(s->office.takeLines().join(QLatin1Char('\n')),
                 QStringLiteral("status 1 Preparing NoError at 16T10:39:00\n"
                                "start 1 04A2B3C4 8123.4500 kWh at 16T10:39:30\n"
                                "meter c1 t7 x0 8123.9000 at 16T10:39:45\n"
                                "stop 7 <04A2B3C4> 8125.0000 kWh at 16T10:39:59 EVDisconnected [c1 t7 x3 "
                                "8125.0000 at 16T10:39:58]"));
    }

    void aStartThatIsNotRecordedIsToBeSaidAgain()
    {
        s->office.startAnswer = failure(Error::Kind::Storage, QStringLiteral("disk full"));
        QCOMPARE(ask("StartTransaction",
                     R"({"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"2026-03-16T10:39:30Z"})"),
                 QByteArray(R"([4,"m","InternalError","not recorded",{}])"));
    }

    void anUnwelcomeTagStillGetsATransaction()
    {
        s->office.startAnswer = StartAnswer{9, AuthorizationStatus::Invalid};
        QCOMPARE(ask("StartTransaction",
                     R"({"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"2026-03-16T10:39:30Z"})"),
                 QByteArray(R"([3,"m",{"idTagInfo":{"status":"Invalid"},"transactionId":9}])"));
    }

    void stopsAreAlwaysAnsweredWithAResult_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("told");
        QTest::newRow("unknown transaction")
            << QByteArray(R"({"transactionId":4711,"meterStop":5,"timestamp":"2026-03-10T10:00:00Z"})")
            << QStringLiteral("stop 4711 <> 0.0050 kWh at 10T10:00:00 Local []");
        QTest::newRow("no time") << QByteArray(R"({"transactionId":4711,"meterStop":5})")
                                 << QStringLiteral("stop 4711 <> 0.0050 kWh at 16T10:40:00 Local []");
        QTest::newRow("1970") << QByteArray(
            R"({"transactionId":4711,"meterStop":5,"timestamp":"1970-01-01T00:00:09Z"})")
                              << QStringLiteral("stop 4711 <> 0.0050 kWh at 16T10:40:00 Local []");
        QTest::newRow("local time marked Z")
            << QByteArray(R"({"transactionId":4711,"meterStop":5,"timestamp":"2026-03-16T18:39:00Z"})")
            << QStringLiteral("stop 4711 <> 0.0050 kWh at 16T10:40:00 Local []");
        QTest::newRow("register from the data") << QByteArray(
            R"({"transactionId":4711,"meterStop":"NaN","transactionData":[{"timestamp":"2026-03-16T10:39:00Z","sampledValue":[{"value":"77"}]}]})")
                                                << QStringLiteral(
                                                       "stop 4711 <> 0.0770 kWh at 16T10:40:00 Local [c0 "
                                                       "t4711 x0 0.0770 at 16T10:39:00]");
    }

    void stopsAreAlwaysAnsweredWithAResult()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QString, told);
        QCOMPARE(ask("StopTransaction", payload), QByteArray(R"([3,"m",{}])"));
        QCOMPARE(s->office.takeLines(), QStringList{told});
    }

    void aStopWithoutIdMeansTheOneThatIsOpen()
    {
        ask("StartTransaction",
            R"({"connectorId":2,"idTag":"A","meterStart":1000,"timestamp":"2026-03-16T10:39:30Z"})");
        ask("MeterValues",
            R"({"connectorId":2,"transactionId":7,"meterValue":[{"timestamp":"2026-03-16T10:39:45Z","sampledValue":[{"value":"1500"}]}]})");
        s->office.lines.clear();
        ask("StopTransaction", R"({"transactionId":-1,"meterStop":null,"timestamp":"2026-03-16T10:39:59Z"})");
        QCOMPARE(s->office.takeLines(),
                 QStringList{QStringLiteral("stop 7 <> 1.5000 kWh at 16T10:39:59 Local []")});
    }

    void aRepeatedStartWithoutATimeSaysTheSame()
    {
        const QByteArray start
            = R"({"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"1970-01-01T00:00:09Z"})";
        ask("StartTransaction", start);
        s->clock.advance(90);
        ask("StartTransaction", start);
        const QStringList lines = s->office.takeLines();
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0], QStringLiteral("start 1 A 0.0010 kWh at 16T10:40:00"));
        QCOMPARE(lines[1], lines[0]);
    }

    void metersOfNoTransaction()
    {
        ask("MeterValues",
            R"({"connectorId":1,"transactionId":-1,"meterValue":[{"timestamp":"nonsense","sampledValue":[{"value":"5","context":"Transaction.Begin"}]}]})");
        QCOMPARE(s->office.takeLines(), QStringList{QStringLiteral("meter c1 t0 x2 0.0050 at 16T10:40:00")});
        ask("MeterValues",
            R"({"connectorId":1,"meterValue":[{"timestamp":"2026-03-16T10:39:00Z","sampledValue":[{"value":"NaN"}]}]})");
        QCOMPARE(s->office.takeLines(), QStringList());
    }

    void takesPositions()
    {
        const QByteArray position
            = R"({"vendorId":"cnpdk","messageId":"Position","data":"{\u0022latitude\u0022:\u002230.2084\u0022,\u0022longitude\u0022:\u0022120.2119\u0022}"})";
        QCOMPARE(ask("DataTransfer", position), QByteArray(R"([3,"m",{"status":"Accepted"}])"));
        QCOMPARE(s->office.takeLines(),
                 QStringList{QStringLiteral("position 30.2084 120.2119 at 16T10:40:00")});
        s->office.positionAnswer = failure(Error::Kind::Invalid, QStringLiteral("in the sea"));
        QCOMPARE(ask("DataTransfer", position), QByteArray(R"([3,"m",{"status":"Rejected"}])"));
        QCOMPARE(ask("DataTransfer", R"({"vendorId":"cnpdk","messageId":"Position","data":"?"})"),
                 QByteArray(R"([3,"m",{"status":"Rejected"}])"));
        QCOMPARE(ask("DataTransfer", R"({"vendorId":"cnpdk","messageId":"Song"})"),
                 QByteArray(R"([3,"m",{"status":"UnknownMessageId"}])"));
        QCOMPARE(ask("DataTransfer", R"({"vendorId":"org.other"})"),
                 QByteArray(R"([3,"m",{"status":"UnknownVendorId"}])"));
    }

    void answersErrors_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("unknown action")
            << QByteArray(R"([2,"m","SetDisplayMessage",{}])") << QByteArray(R"([4,"m","NotImplemented")");
        QTest::newRow("case matters")
            << QByteArray(R"([2,"m","heartbeat",{}])") << QByteArray(R"([4,"m","NotImplemented")");
        QTest::newRow("not served") << QByteArray(R"([2,"m","Reset",{"type":"Soft"}])")
                                    << QByteArray(R"([4,"m","NotSupported")");
        QTest::newRow("missing member") << QByteArray(R"([2,"m","Authorize",{}])")
                                        << QByteArray(R"([4,"m","OccurenceConstraintViolation")");
        QTest::newRow("wrong type") << QByteArray(R"([2,"m","Authorize",{"idTag":[]}])")
                                    << QByteArray(R"([4,"m","TypeConstraintViolation")");
        QTest::newRow("too long") << QByteArray(R"([2,"m","Authorize",{"idTag":"123456789012345678901"}])")
                                  << QByteArray(R"([4,"m","PropertyConstraintViolation")");
        QTest::newRow("no payload") << QByteArray(R"([2,"m","Heartbeat"])")
                                    << QByteArray(R"([4,"m","FormationViolation")");
    }

    void answersErrors()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QByteArray, start);
        s->central.socketText(m_pile->id(), frame);
        const QByteArray answer = m_pile->takeOnly();
        QVERIFY2(answer.startsWith(start), answer.constData());
        QVERIFY(s->office.lines.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CentralSystemMessagesTest)
#include "centralsystem_messages_test.moc"
