// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralsystem_support.h"

using namespace pd;
using namespace pd::cloud;

class CentralSystemConnectionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidesTheUpgrade_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("subprotocols");
        QTest::addColumn<int>("officeSays"); // Error::Kind, or -1
        QTest::addColumn<QString>("expected"); // "101 <subprotocol>", or the status and a word of the body
        const auto row = [](const char *name, const char *path, const char *subprotocols, int office,
                            const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(path) << QByteArray(subprotocols) << office
                                << QString::fromLatin1(expected);
        };
        row("plain", "/ocpp/CP1", "ocpp1.6", -1, "101 ocpp1.6");
        row("several", "/ocpp/CP1", "ocpp2.0.1, ocpp1.6,ocpp1.5", -1, "101 ocpp1.6");
        row("trailing slash", "/ocpp/CP1/", "ocpp1.6", -1, "101 ocpp1.6");
        row("Chinese id", "/ocpp/桩 1", "ocpp1.6", -1, "101 ocpp1.6");
        row("no subprotocol", "/ocpp/CP1", "", -1, "400 ocpp1.6");
        row("other version", "/ocpp/CP1", "ocpp2.0.1", -1, "400 ocpp2.0.1");
        row("no id", "/ocpp/", "ocpp1.6", -1, "404 identity");
        row("nothing behind", "/ocpp", "ocpp1.6", -1, "404 identity");
        row("deeper", "/ocpp/a/b", "ocpp1.6", -1, "404 identity");
        row("line break", "/ocpp/a\nb", "ocpp1.6", -1, "404 identity");
        row("unknown", "/ocpp/CP1", "ocpp1.6", int(Error::Kind::NotFound), "404 CP1");
        row("wrong password", "/ocpp/CP1", "ocpp1.6", int(Error::Kind::Unauthenticated), "401 Basic");
        row("not allowed", "/ocpp/CP1", "ocpp1.6", int(Error::Kind::NotAllowed), "401 Basic");
        row("no database", "/ocpp/CP1", "ocpp1.6", int(Error::Kind::Storage), "503 later");
    }

    void decidesTheUpgrade()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, subprotocols);
        QFETCH(int, officeSays);
        QFETCH(QString, expected);
        Bench s;
        if (officeSays >= 0)
            s.office.connectAnswer = failure(Error::Kind(officeSays), QStringLiteral("secret detail"));
        HttpRequest request = Bench::request("");
        request.path = path;
        request.headers = {{"sec-websocket-protocol", subprotocols}};
        const UpgradeDecision decision = s.central.decideUpgrade(request);
        if (decision.accepted) {
            QCOMPARE(QStringLiteral("101 ") + QString::fromLatin1(decision.subprotocol), expected);
            return;
        }
        QCOMPARE(decision.refusal.status, expected.left(3).toInt());
        QVERIFY2(decision.refusal.body.contains(expected.mid(4).toUtf8()), decision.refusal.body.constData());
        QVERIFY(!decision.refusal.body.contains("secret"));
        // ... and whoever runs the cloud finds it in the list.
        QCOMPARE(s.office.refusals.size(), 1);
        QVERIFY2(s.office.refusals[0].contains(expected.left(3)), qPrintable(s.office.refusals[0]));
        const bool challenged
            = decision.refusal.headers.contains({"WWW-Authenticate", "Basic realm=\"ocpp\""});
        QCOMPARE(challenged, decision.refusal.status == 401);
    }

    // The password is raw bytes, which need not be UTF-8: it goes on as it came.
    void passesTheAuthorizationOn()
    {
        Bench s;
        HttpRequest request = Bench::request("/ocpp/CP1");
        request.headers += QPair<QByteArray, QByteArray>("authorization", "Basic Q1AxOv8=");
        QVERIFY(s.central.decideUpgrade(request).accepted);
        QCOMPARE(s.office.takeLines(), QStringList{QStringLiteral("may CP1 <Basic Q1AxOv8=>")});
    }

    void explainsPlainHttp()
    {
        Bench s;
        QVERIFY(CentralSystem::isPilePath(QStringLiteral("/ocpp")));
        QVERIFY(CentralSystem::isPilePath(QStringLiteral("/ocpp/x")));
        QVERIFY(!CentralSystem::isPilePath(QStringLiteral("/ocppx")));
        QVERIFY(!CentralSystem::isPilePath(QStringLiteral("/ocpi/versions")));
        const HttpResponse answer = s.central.explainHttp(Bench::request("/ocpp/CP1"));
        QCOMPARE(answer.status, 426);
        QVERIFY(answer.body.contains("ocpp1.6"));
    }

    void comesAndGoes()
    {
        Bench s;
        const auto pile = s.connectPile();
        QVERIFY(s.central.ownsPeer(pile->id()));
        QVERIFY(s.central.isOnline(PileId(QStringLiteral("CP1"))));
        s.central.socketClosed(pile->id(), QStringLiteral("gone"));
        QVERIFY(!s.central.ownsPeer(pile->id()));
        QVERIFY(!s.central.isOnline(PileId(QStringLiteral("CP1"))));
        s.central.socketClosed(pile->id(), QStringLiteral("gone twice"));
        s.central.socketText(pile->id(), "[2,\"m\",\"Heartbeat\",{}]");
        QCOMPARE(s.office.takeLines(),
                 (QStringList{QStringLiteral("CP1 online"), QStringLiteral("CP1 offline")}));
        QVERIFY(pile->sent.isEmpty());
    }

    void theLatestConnectionWins()
    {
        Bench s;
        const auto first = s.connectPile();
        const auto second = s.connectPile("/ocpp/CP1/");
        QCOMPARE(first->closes, QStringList{QStringLiteral("1008 replaced by a newer connection")});
        s.central.socketText(first->id(), "[2,\"m\",\"Heartbeat\",{}]");
        QVERIFY(first->sent.isEmpty());
        s.central.socketText(second->id(), "[2,\"m\",\"Heartbeat\",{}]");
        QVERIFY(second->takeOnly().startsWith("[3,"));
        s.central.socketClosed(first->id(), QStringLiteral("late"));
        QVERIFY(s.central.isOnline(PileId(QStringLiteral("CP1"))));
        QCOMPARE(s.office.takeLines(),
                 (QStringList{QStringLiteral("CP1 online"), QStringLiteral("CP1 online")}));
        s.central.socketClosed(second->id(), QStringLiteral("gone"));
        QCOMPARE(s.office.takeLines(), QStringList{QStringLiteral("CP1 offline")});
    }

    void twoPilesDoNotKnowEachOther()
    {
        Bench s;
        const auto one = s.connectPile("/ocpp/CP1");
        const auto two = s.connectPile("/ocpp/CP2");
        QVERIFY(one->closes.isEmpty());
        s.central.socketClosed(one->id(), QStringLiteral("gone"));
        QVERIFY(s.central.isOnline(PileId(QStringLiteral("CP2"))));
    }

    void garbageIsAnsweredAndEndsTheConnectionWhenItGoesOn()
    {
        Bench s;
        const auto pile = s.connectPile();
        for (int i = 0; i < 9; ++i)
            s.central.socketText(pile->id(), "hello");
        s.central.socketText(pile->id(),
                             "[2,\"m\",\"Heartbeat\",{}]"); // sense in between starts the count anew
        pile->sent.clear();
        for (int i = 0; i < 9; ++i)
            s.central.socketText(pile->id(), QByteArray("[2,\"m\",7,{}]"));
        QCOMPARE(pile->sent.size(), 9);
        QVERIFY(pile->sent.first().startsWith(R"([4,"m","FormationViolation")"));
        QVERIFY(pile->closes.isEmpty());
        s.central.socketText(pile->id(), "\xff");
        s.central.socketText(pile->id(), "\xff");
        QCOMPARE(pile->closes, QStringList{QStringLiteral("1002 10 unreadable messages in a row")});
    }

    void aPileThatDoesNotReadIsCutOff()
    {
        Bench s;
        const auto pile = s.connectPile();
        pile->pending = 2'000'000;
        s.central.socketText(pile->id(), "[2,\"m\",\"Heartbeat\",{}]");
        QCOMPARE(pile->closes, QStringList{QStringLiteral("1008 does not read")});
        QVERIFY(pile->sent.isEmpty());
    }

    void disconnectsWhenAsked()
    {
        Bench s;
        const auto pile = s.connectPile();
        s.central.disconnect(PileId(QStringLiteral("CP1")));
        s.central.disconnect(PileId(QStringLiteral("nobody")));
        QCOMPARE(pile->closes, QStringList{QStringLiteral("1000 disconnected by the cloud")});
    }
};

QTEST_GUILESS_MAIN(CentralSystemConnectionsTest)
#include "centralsystem_connections_test.moc"
