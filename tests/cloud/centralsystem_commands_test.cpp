// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralsystem_support.h"

using namespace pd;
using namespace pd::cloud;

namespace {

CentralSystemSettings quickSettings(int callTimeoutMs, int statusGraceMs)
{
    CentralSystemSettings settings;
    settings.callTimeoutMs = callTimeoutMs;
    settings.statusGraceMs = statusGraceMs;
    return settings;
}

// The message id of a CALL, to answer it.
QByteArray idOf(const QByteArray &call)
{
    return call.mid(4, 36);
}

QByteArray resultFor(const QByteArray &id, const QByteArray &payload)
{
    return "[3,\"" + id + "\"," + payload + "]";
}

QByteArray errorFor(const QByteArray &id, const QByteArray &rest)
{
    return "[4,\"" + id + "\"" + rest + "]";
}

QByteArray bodyOf(const QByteArray &call)
{
    return call.mid(4 + 36 + 2);
}

QString outcome(const QFuture<Done> &future)
{
    if (!future.isFinished())
        return QStringLiteral("waiting");
    const Done done = future.result();
    return done ? QStringLiteral("done") : toWord(done.error().kind);
}

const PileId cp1(QStringLiteral("CP1"));

} // namespace

class CentralSystemCommandsTest : public QObject
{
    Q_OBJECT

private:
    static void answer(Bench &s, const std::shared_ptr<NotingPeer> &pile, const QByteArray &text)
    {
        s.central.socketText(pile->id(), text);
    }

private Q_SLOTS:
    void asksAPile()
    {
        Bench s;
        const auto pile = s.connectPile();
        const QFuture<Done> start = s.central.remoteStart(cp1, 1, QStringLiteral("A"));
        QTRY_COMPARE(pile->sent.size(), 1);
        const QByteArray call = pile->takeOnly();
        QCOMPARE(bodyOf(call), QByteArray(R"("RemoteStartTransaction",{"connectorId":1,"idTag":"A"}])"));
        QCOMPARE(outcome(start), QStringLiteral("waiting"));
        answer(s, pile, resultFor(idOf(call), R"({"status":"Accepted"})"));
        QCOMPARE(outcome(start), QStringLiteral("done"));
    }

    void understandsAnswers_data()
    {
        QTest::addColumn<QByteArray>("rest"); // behind the type and the id
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *rest, const char *expected) {
            QTest::newRow(name) << QByteArray(rest) << QString::fromLatin1(expected);
        };
        row("accepted", R"(3{"status":"Accepted"}])", "done");
        row("rejected", R"(3{"status":"Rejected"}])", "rejected");
        row("unknown word", R"(3{"status":"Perhaps"}])", "protocol");
        row("no status", R"(3{}])", "protocol");
        row("NotImplemented", R"(4"NotImplemented","",{}])", "unsupported");
        row("NotSupported", R"(4"NotSupported","",{}])", "unsupported");
        row("null code", R"(4null,"",{}])", "rejected");
        row("unknown code", R"(4"Oops","",{}])", "rejected");
        row("InternalError", R"(4"InternalError","",{}])", "rejected");
        row("FormationViolation", R"(4"FormationViolation","",{}])", "protocol");
    }

    void understandsAnswers()
    {
        QFETCH(QByteArray, rest);
        QFETCH(QString, expected);
        Bench s;
        const auto pile = s.connectPile();
        const QFuture<Done> stop = s.central.remoteStop(cp1, 7);
        QTRY_COMPARE(pile->sent.size(), 1);
        const QByteArray call = pile->takeOnly();
        QCOMPARE(bodyOf(call), QByteArray(R"("RemoteStopTransaction",{"transactionId":7}])"));
        answer(s, pile, QByteArray("[") + rest[0] + ",\"" + idOf(call) + "\"," + rest.mid(1));
        QCOMPARE(outcome(stop), expected);
    }

    void oneIsOnItsWayAtATime()
    {
        Bench s;
        const auto pile = s.connectPile();
        const QFuture<Done> first = s.central.remoteStop(cp1, 1);
        const QFuture<Done> second = s.central.remoteStop(cp1, 2);
        const QFuture<Done> third = s.central.remoteStop(cp1, 3);
        QTRY_COMPARE(pile->sent.size(), 1);
        const QByteArray one = pile->takeOnly();
        // Messages of the pile and answers to nobody do not free the way.
        answer(s, pile, "[2,\"m\",\"Heartbeat\",{}]");
        answer(s, pile, R"([3,"stranger",{"status":"Accepted"}])");
        QVERIFY(pile->takeOnly().startsWith("[3,\"m\""));
        answer(s, pile, resultFor(idOf(one), R"({"status":"Accepted"})"));
        QCOMPARE(outcome(first), QStringLiteral("done"));
        QTRY_COMPARE(pile->sent.size(), 1);
        const QByteArray two = pile->takeOnly();
        QVERIFY(two.contains(R"({"transactionId":2})"));
        QVERIFY(idOf(two) != idOf(one));
        answer(s, pile, errorFor(idOf(two), ""));
        QCOMPARE(outcome(second), QStringLiteral("rejected"));
        QTRY_COMPARE(pile->sent.size(), 1);
        QCOMPARE(outcome(third), QStringLiteral("waiting"));
    }

    void aSilentPileFreesTheWay()
    {
        Bench s(quickSettings(100, 3'600'000));
        const auto pile = s.connectPile();
        const QFuture<Done> first = s.central.remoteStart(cp1, 1, QStringLiteral("A"));
        const QFuture<Done> second = s.central.remoteStop(cp1, 2);
        QTRY_COMPARE(pile->sent.size(), 2);
        QCOMPARE(outcome(first), QStringLiteral("timeout"));
        const QByteArray late = idOf(pile->sent[0]);
        answer(s, pile, resultFor(late, R"({"status":"Accepted"})"));
        QCOMPARE(outcome(second), QStringLiteral("waiting"));
        answer(s, pile, resultFor(idOf(pile->sent[1]), R"({"status":"Accepted"})"));
        QCOMPARE(outcome(second), QStringLiteral("done"));
    }

    void theAnswerToThePileGoesFirst()
    {
        Bench s;
        const auto pile = s.connectPile();
        const QFuture<Done> stop = s.central.remoteStop(cp1, 7);
        answer(s, pile, "[2,\"m\",\"Heartbeat\",{}]");
        QTRY_COMPARE(pile->sent.size(), 2);
        QVERIFY(pile->sent[0].startsWith("[3,"));
        QVERIFY(pile->sent[1].startsWith("[2,"));
    }

    void whatWaitsFailsWhenThePileGoes()
    {
        Bench s;
        const auto pile = s.connectPile();
        const QFuture<Done> first = s.central.remoteStop(cp1, 1);
        const QFuture<Done> second = s.central.setLimit(cp1, 1, Energy::fromWh(5));
        QTRY_COMPARE(pile->sent.size(), 1);
        s.central.socketClosed(pile->id(), QStringLiteral("gone"));
        QCOMPARE(outcome(first), QStringLiteral("offline"));
        QCOMPARE(outcome(second), QStringLiteral("offline"));
        QCOMPARE(outcome(s.central.remoteStart(cp1, 1, QStringLiteral("A"))), QStringLiteral("offline"));
        QCOMPARE(outcome(s.central.remoteStop(cp1, 1)), QStringLiteral("offline"));
        QCOMPARE(outcome(s.central.setLimit(cp1, 1, std::nullopt)), QStringLiteral("offline"));
    }

    void whatWaitsFailsWhenTheCentralSystemEnds()
    {
        QFuture<Done> stop;
        {
            Bench s;
            const auto pile = s.connectPile();
            stop = s.central.remoteStop(cp1, 1);
        }
        QCOMPARE(outcome(stop), QStringLiteral("offline"));
    }

    void refusesWhatCannotBeAsked()
    {
        Bench s;
        const auto pile = s.connectPile();
        QCOMPARE(outcome(s.central.remoteStart(cp1, 0, QStringLiteral("A"))), QStringLiteral("invalid"));
        QCOMPARE(outcome(s.central.remoteStart(cp1, 1, QString())), QStringLiteral("invalid"));
        QCOMPARE(outcome(s.central.remoteStart(cp1, 1, QString(21, QLatin1Char('x')))),
                 QStringLiteral("invalid"));
        s.office.bootAnswer = BootDecision::Pending;
        answer(s, pile, R"([2,"m","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}])");
        QCOMPARE(outcome(s.central.remoteStart(cp1, 1, QStringLiteral("A"))), QStringLiteral("rejected"));
        QCOMPARE(outcome(s.central.remoteStop(cp1, 1)), QStringLiteral("rejected"));
    }

    void setsAndLiftsLimits()
    {
        Bench s;
        const auto pile = s.connectPile();
        const QFuture<Done> limit = s.central.setLimit(cp1, 7, Energy::fromKwhText(u"12.79").value());
        QTRY_COMPARE(pile->sent.size(), 1);
        QByteArray call = pile->takeOnly();
        QCOMPARE(bodyOf(call),
                 QByteArray("\"DataTransfer\",{\"vendorId\":\"cnpdk\",\"messageId\":\"Limit\","
                            "\"data\":\"{\\\"transactionId\\\":7,\\\"energy\\\":\\\"12.7900\\\"}\"}]"));
        answer(s, pile, resultFor(idOf(call), R"({"status":"UnknownMessageId"})"));
        QCOMPARE(outcome(limit), QStringLiteral("unsupported"));
        const QFuture<Done> lifted = s.central.setLimit(cp1, 7, std::nullopt);
        QTRY_COMPARE(pile->sent.size(), 1);
        call = pile->takeOnly();
        QVERIFY(call.contains("null"));
        answer(s, pile, resultFor(idOf(call), R"({"status":"Rejected"})"));
        QCOMPARE(outcome(lifted), QStringLiteral("rejected"));
    }

    void asksForConnectorsThatWereNotReported()
    {
        Bench s(quickSettings(30'000, 50));
        const auto pile = s.connectPile();
        answer(s, pile, R"([2,"m","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}])");
        answer(
            s, pile,
            R"([2,"m","StatusNotification",{"connectorId":0,"errorCode":"NoError","status":"Available"}])");
        answer(
            s, pile,
            R"([2,"m","StatusNotification",{"connectorId":2,"errorCode":"NoError","status":"Available"}])");
        pile->sent.clear();
        QTRY_COMPARE(pile->sent.size(), 1);
        QCOMPARE(
            bodyOf(pile->takeOnly()),
            QByteArray(R"("TriggerMessage",{"requestedMessage":"StatusNotification","connectorId":1}])"));
    }

    void asksForAllWhenNoneWasReportedAndTakesNoForAnAnswer()
    {
        Bench s(quickSettings(30'000, 50));
        const auto pile = s.connectPile();
        QTRY_COMPARE(pile->sent.size(), 1);
        const QByteArray call = pile->takeOnly();
        QCOMPARE(bodyOf(call), QByteArray(R"("TriggerMessage",{"requestedMessage":"StatusNotification"}])"));
        answer(s, pile, errorFor(idOf(call), R"(,"NotImplemented","",{})"));
        // Reconnected without a boot it is not asked again: another pile that came later is asked first.
        const auto again = s.connectPile();
        const auto later = s.connectPile("/ocpp/CP2");
        QTRY_COMPARE(later->sent.size(), 1);
        QVERIFY(again->sent.isEmpty());
        answer(s, again, R"([2,"m","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}])");
        again->sent.clear();
        QTRY_COMPARE(again->sent.size(), 1);
    }

    void asksNothingOfAPileThatReportedAll()
    {
        Bench s(quickSettings(30'000, 50));
        const auto pile = s.connectPile();
        answer(
            s, pile,
            R"([2,"m","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available"}])");
        pile->sent.clear();
        const auto later = s.connectPile("/ocpp/CP2");
        QTRY_COMPARE(later->sent.size(), 1);
        QVERIFY(pile->sent.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CentralSystemCommandsTest)
#include "centralsystem_commands_test.moc"
