// SPDX-License-Identifier: GPL-3.0-or-later
// cnpdk_piles/{pile}/commands and …/reports over HTTP, against a pile on a WebSocket.
#include "tests/cloud/served.h"

#include <QJsonArray>
#include <QWebSocket>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

namespace {

const QString commands = QStringLiteral("cnpdk_piles/33010800100003/commands");
const QString reports = QStringLiteral("cnpdk_piles/33010800100003/reports");

// A pile that answers every request with one payload and keeps what it was asked.
class AnsweringPile : public QObject
{
public:
    explicit AnsweringPile(quint16 port)
    {
        connect(&m_socket, &QWebSocket::textMessageReceived, this, &AnsweringPile::take);
        QNetworkRequest request(QUrl(QStringLiteral("ws://127.0.0.1:%1/ocpp/33010800100003").arg(port)));
        request.setRawHeader("Sec-WebSocket-Protocol", "ocpp1.6");
        m_socket.open(request);
    }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void say(const QByteArray &text) { m_socket.sendTextMessage(QString::fromUtf8(text)); }

    QByteArray answer = R"({"status":"Accepted"})";
    QStringList asked; // "Reset {"type":"Soft"}"
    QStringList heard; // answers of the cloud

private:
    void take(const QString &text)
    {
        const QJsonArray frame = QJsonDocument::fromJson(text.toUtf8()).array();
        if (frame[0].toInt() != 2) {
            heard.append(text);
            return;
        }
        const QByteArray payload = QJsonDocument(frame[3].toObject()).toJson(QJsonDocument::Compact);
        asked.append(frame[2].toString() + QLatin1Char(' ') + QString::fromUtf8(payload));
        say("[3,\"" + frame[1].toString().toUtf8() + "\"," + answer + "]");
    }

    QWebSocket m_socket;
};

} // namespace

class CloudCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandsReachThePile();
    void rolesAreEnforced();
    void refusals();
    void badBodies_data();
    void badBodies();
    void reportsAreKept();
    void onlyTheNewestReportsStay();
};

void CloudCommandsTest::commandsReachThePile()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    AnsweringPile pile(served.port);
    QTRY_VERIFY(pile.isOpen());
    const QByteArray op = served.signIn("op1");
    Answer answer = served.post(commands, R"({"command":"RESET"})", op);
    QCOMPARE(answer.http, 200);
    QCOMPARE(answer.word("result"), QStringLiteral("ACCEPTED"));
    pile.answer = R"({"status":"Scheduled"})";
    answer
        = served.post(commands, R"({"command":"CHANGE_AVAILABILITY","connector":0,"operative":false})", op);
    QCOMPARE(answer.word("takes_effect"), QStringLiteral("AFTER_CHARGE"));
    pile.answer = R"({"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"secret"},
                      {"key":"HeartbeatInterval","readonly":false,"value":"300"}]})";
    answer = served.post(commands, R"({"command":"GET_SETTINGS"})", op);
    QCOMPARE(answer.http, 200);
    QVERIFY(!answer.body.contains("secret"));
    QVERIFY(answer.body.contains(R"({"key":"HeartbeatInterval","value":"300","read_only":false})"));
    pile.answer = R"({"status":"Accepted"})";
    answer = served.post(commands, R"({"command":"LIMIT_POWER","connector":1,"watts":3500})", op);
    QCOMPARE(answer.word("result"), QStringLiteral("ACCEPTED"));
    QCOMPARE(pile.asked.size(), 4);
    QCOMPARE(pile.asked[0], QStringLiteral(R"(Reset {"type":"Soft"})"));
    QVERIFY(pile.asked[3].startsWith(QLatin1String("SetChargingProfile")));
    QVERIFY(pile.asked[3].contains(QLatin1String("3500")));
}

void CloudCommandsTest::rolesAreEnforced()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    AnsweringPile pile(served.port);
    QTRY_VERIFY(pile.isOpen());
    const QByteArray change = R"({"command":"CHANGE_SETTING","key":"HeartbeatInterval","value":"60"})";
    Answer answer = served.post(commands, change, served.signIn("op1"));
    QCOMPARE(answer.http, 403);
    QCOMPARE(answer.word("reason"), QStringLiteral("role_missing"));
    answer = served.post(commands, R"({"command":"RESET"})", served.signIn("cs1"));
    QCOMPARE(answer.http, 403);
    QVERIFY(pile.asked.isEmpty());
    answer = served.post(commands, change, served.signIn("tech1"));
    QCOMPARE(answer.word("takes_effect"), QStringLiteral("NOW"));
    QCOMPARE(pile.asked.size(), 1);
}

void CloudCommandsTest::refusals()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    const QByteArray tech = served.signIn("tech1");
    Answer answer = served.post(commands, R"({"command":"RESET"})", tech);
    QCOMPARE(answer.word("kind"), QStringLiteral("offline"));
    answer = served.post(QStringLiteral("cnpdk_piles/nobody/commands"), R"({"command":"RESET"})", tech);
    QCOMPARE(answer.word("reason"), QStringLiteral("unknown_pile"));
    AnsweringPile pile(served.port);
    QTRY_VERIFY(pile.isOpen());
    pile.answer = R"({"status":"Rejected"})";
    answer = served.post(commands, R"({"command":"RESET","hard":true})", tech);
    QCOMPARE(answer.word("kind"), QStringLiteral("rejected"));
    QCOMPARE(answer.word("reason"), QStringLiteral("rejected"));
    // The pile would take a key that the cloud does not know: nobody would get in any more.
    answer = served.post(
        commands, R"({"command":"CHANGE_SETTING","key":"authorizationkey","value":"0123456789abcdef"})",
        tech);
    QCOMPARE(answer.word("reason"), QStringLiteral("key_of_pile"));
    QCOMPARE(pile.asked.size(), 1);
    QCOMPARE(served.ask("GET", QStringLiteral("/ocpi/2.2.1/") + commands, tech).http, 405);
}

void CloudCommandsTest::badBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *body) { QTest::newRow(name) << QByteArray(body); };
    row("nothing", "");
    row("no command", "{}");
    row("unknown command", R"({"command":"EXPLODE"})");
    row("no connector", R"({"command":"UNLOCK"})");
    row("connector 0 has no lock", R"({"command":"UNLOCK","connector":0})");
    row("negative power", R"({"command":"LIMIT_POWER","connector":0,"watts":-1})");
    row("a limit that is over",
        R"({"command":"LIMIT_POWER","connector":0,"watts":1,"until":"2000-01-01T00:00:00Z"})");
    row("a report that nobody knows", R"({"command":"TRIGGER","report":"Everything"})");
    row("half a signature",
        R"({"command":"UPDATE_FIRMWARE","location":"https://x","not_before":"2026-03-16T10:00:00Z",
        "signature":"abc","request_id":1})");
    row("a card without a tag", R"({"command":"SEND_LOCAL_LIST","version":1,"cards":[{"id_tag":""}]})");
    row("no root", R"({"command":"INSTALL_CERTIFICATE","root":"MINE","pem":"x"})");
    row("an algorithm that nobody knows", R"({"command":"DELETE_CERTIFICATE","hash_algorithm":"MD5",
        "issuer_name_hash":"a","issuer_key_hash":"b","serial_number":"1"})");
}

void CloudCommandsTest::badBodies()
{
    QFETCH(QByteArray, body);
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    AnsweringPile pile(served.port);
    QTRY_VERIFY(pile.isOpen());
    const Answer answer = served.post(commands, body, served.signIn("tech1"));
    QCOMPARE(answer.http, 400);
    QVERIFY(pile.asked.isEmpty());
}

void CloudCommandsTest::reportsAreKept()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    AnsweringPile pile(served.port);
    QTRY_VERIFY(pile.isOpen());
    pile.say(R"([2,"a","FirmwareStatusNotification",{"status":"Downloading"}])");
    pile.say(
        R"([2,"b","SecurityEventNotification",{"type":"InvalidMessages","timestamp":"2026-03-16T10:30:00Z",
                 "techInfo":"three"}])");
    pile.say(R"([2,"c","LogStatusNotification",{"status":"Uploaded","requestId":7}])");
    QTRY_COMPARE(pile.heard.size(), 3);
    const Answer answer = served.get(reports, served.signIn("tech1"));
    QStringList lines;
    for (const QJsonValue &value : answer.data.toArray())
        lines.append(
            QStringLiteral("%1 %2 %3 %4")
                .arg(value[QLatin1String("kind")].toString(), value[QLatin1String("word")].toString())
                .arg(value[QLatin1String("request_id")].toInt(-1))
                .arg(value[QLatin1String("detail")].toString()));
    QCOMPARE(
        lines,
        (QStringList{QStringLiteral("LOG Uploaded 7 "), QStringLiteral("SECURITY InvalidMessages -1 three"),
                     QStringLiteral("FIRMWARE Downloading -1 ")}));
}

void CloudCommandsTest::onlyTheNewestReportsStay()
{
    Rig rig;
    QVERIFY(rig.open());
    PileReports &kept = rig.core->office.reports();
    Transaction work(*rig.db);
    for (int i = 1; i <= PileReports::mostKept + 2; ++i)
        kept.add({third, rig.clock.now(), QStringLiteral("LOG"), QString::number(i), {}, {}});
    const QList<PileReport> all = kept.newest(third, 5000);
    QCOMPARE(all.size(), PileReports::mostKept);
    QCOMPARE(all.first().word, QString::number(PileReports::mostKept + 2));
    QCOMPARE(all.last().word, QStringLiteral("3"));
    QVERIFY(work.commit());
}

QTEST_GUILESS_MAIN(CloudCommandsTest)
#include "cloud_commands_test.moc"
