// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloud/served.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QWebSocket>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

class CloudApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokens_data();
    void tokens();
    void versionsAndEndpoints();
    void wrongPathsAndMethods();
    void badBodies_data();
    void badBodies();
    void signInAndOut();
    void wrongPasswordTakesItsTime();
    void rolesAreEnforced();
    void credentialsHandshake();
    void ocpiObjects();
    void pagesOfSessions();
    void badPaging_data();
    void badPaging();
    void orderOverHttp();
    void refusalNamesItsReason();
    void startSessionAnswersLater();
    void stopSessionUnknown();
    void eventsOverWebSocket();
    void healthAndMetrics();
};

void CloudApiTest::tokens_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("http");
    QTest::newRow("base64") << QByteArray("Token ZGVtbw==") << 200;
    QTest::newRow("raw") << QByteArray("Token demo") << 200;
    QTest::newRow("trailing newline, as the specification's example")
        << QByteArray("Token ") + QByteArray("demo\n").toBase64() << 200;
    QTest::newRow("lower-case scheme") << QByteArray("token ZGVtbw==") << 200;
    QTest::newRow("none") << QByteArray() << 401;
    QTest::newRow("unknown") << QByteArray("Token bm9ib2R5") << 401;
    QTest::newRow("empty") << QByteArray("Token ") << 401;
    QTest::newRow("basic") << QByteArray("Basic ZGVtbw==") << 401;
    QTest::newRow("not UTF-8") << QByteArray("Token ") + QByteArray("\xff\xfe\x00", 3).toBase64() << 401;
}

void CloudApiTest::tokens()
{
    QFETCH(QByteArray, header);
    QFETCH(int, http);
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    const Answer answer
        = served.ask("GET", QStringLiteral("/ocpi/versions"), header.isEmpty() ? QByteArray() : header);
    QCOMPARE(answer.http, http);
    QCOMPARE(answer.status, http == 200 ? 1000 : 2001);
    QCOMPARE(answer.headers.value("x-request-id"), QByteArray("request-7"));
}

void CloudApiTest::versionsAndEndpoints()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    const Answer versions = served.ask("GET", QStringLiteral("/ocpi/versions"), Served::demo());
    QCOMPARE(versions.data[0][QLatin1String("version")].toString(), QStringLiteral("2.2.1"));
    const QUrl url(versions.data[0][QLatin1String("url")].toString());
    const Answer details = served.ask("GET", url.path(), Served::demo());
    QStringList names;
    for (const auto &endpoint : details.data[QLatin1String("endpoints")].toArray()) {
        names.append(endpoint[QLatin1String("identifier")].toString());
        QVERIFY(QUrl(endpoint[QLatin1String("url")].toString()).isValid());
    }
    QVERIFY(names.contains(QStringLiteral("cnpdk_orders")) && names.contains(QStringLiteral("cdrs")));
    // A token that opens the door gets no further than the credentials.
    QCOMPARE(served.ask("GET", url.path(), Served::header("door-only")).http, 200);
    QCOMPARE(served.get(QStringLiteral("locations"), Served::header("door-only")).http, 401);
}

void CloudApiTest::wrongPathsAndMethods()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    QCOMPARE(served.ask("GET", QStringLiteral("/"), Served::demo()).http, 404);
    QCOMPARE(served.get(QStringLiteral("tokens")).http, 404);
    QCOMPARE(served.get(QStringLiteral("locations/S9")).status, 2003);
    QCOMPARE(served.get(QStringLiteral("locations/S1/33010800100003-1/1")).word("id"), QStringLiteral("1"));
    QCOMPARE(served.get(QStringLiteral("locations/S1/33010800100003-1/2")).http, 404);
    QCOMPARE(served.get(QStringLiteral("cnpdk_piles/nobody")).http, 404);
    const Answer wrong = served.post(QStringLiteral("locations"), "{}");
    QCOMPARE(wrong.http, 405);
    QCOMPARE(wrong.headers.value("allow"), QByteArray("GET"));
    QCOMPARE(served.get(QStringLiteral("cnpdk_events")).http, 400);
    QCOMPARE(served.post(QStringLiteral("cnpdk_orders/none/start"), "").http, 404);
    QCOMPARE(served.post(QStringLiteral("cnpdk_orders/none/burn"), "").http, 404);
    QCOMPARE(served.get(QStringLiteral("cnpdk_accounts/check?phone=000")).status, 2004);
    QCOMPARE(served.get(QStringLiteral("cnpdk_orders?limit=x")).http, 400);
}

void CloudApiTest::badBodies_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    for (const char *path : {"cnpdk_staff/sign-in", "cnpdk_orders", "commands/START_SESSION",
                             "commands/STOP_SESSION", "credentials"}) {
        const QString name = QLatin1String(path);
        QTest::newRow(qPrintable(name + QStringLiteral(" empty"))) << name << QByteArray();
        QTest::newRow(qPrintable(name + QStringLiteral(" half"))) << name << QByteArray("{\"user\":");
        QTest::newRow(qPrintable(name + QStringLiteral(" array"))) << name << QByteArray("[1]");
        QTest::newRow(qPrintable(name + QStringLiteral(" members missing"))) << name << QByteArray("{}");
        QTest::newRow(qPrintable(name + QStringLiteral(" deep"))) << name << QByteArray(100'000, '[');
        QTest::newRow(qPrintable(name + QStringLiteral(" wrong types")))
            << name
            << QByteArray(R"({"user":1,"password":{},"token":7,"session_id":[],"evse_uid":1,"limit":3})");
    }
}

void CloudApiTest::badBodies()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    const Answer answer = served.post(path, body);
    QCOMPARE(answer.http, 400);
    QCOMPARE(answer.status, 2001);
    QVERIFY(!answer.word("detail").isEmpty());
}

void CloudApiTest::signInAndOut()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    const Answer in = served.post(QStringLiteral("cnpdk_staff/sign-in"),
                                  R"({"user":"op1","password":"op1-demo"})", QByteArray());
    QCOMPARE(in.http, 200);
    QCOMPARE(in.data[QLatin1String("roles")][0].toString(), QStringLiteral("operator"));
    QVERIFY(in.data[QLatin1String("sandbox")].toBool());
    const QByteArray token = Served::header(in.word("token").toLatin1());
    const Answer me = served.get(QStringLiteral("cnpdk_staff/me"), token);
    QCOMPARE(me.word("staff"), QStringLiteral("op1"));
    QVERIFY(me.data[QLatin1String("token")].isUndefined());
    QCOMPARE(served.post(QStringLiteral("cnpdk_staff/sign-out"), {}, token).http, 200);
    QCOMPARE(served.get(QStringLiteral("cnpdk_staff/me"), token).http, 401);
    // Nothing in the database lets its reader sign in.
    Rows rows = rig.db->run(QStringLiteral("SELECT password_hash FROM staff WHERE name = 'op1'"));
    QVERIFY(rows.next());
    QVERIFY(rows.text(0).startsWith(QStringLiteral("$argon2id$")));
}

void CloudApiTest::wrongPasswordTakesItsTime()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    for (const char *user : {"op1", "nobody"}) {
        QElapsedTimer timer;
        timer.start();
        const Answer answer
            = served.post(QStringLiteral("cnpdk_staff/sign-in"),
                          QByteArray("{\"user\":\"") + user + "\",\"password\":\"wrong\"}", QByteArray());
        QVERIFY2(timer.elapsed() >= 300, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(answer.http, 401);
        QCOMPARE(answer.status, 2001);
        QCOMPARE(answer.word("kind"), QStringLiteral("unauthenticated"));
        QCOMPARE(answer.word("reason"), QStringLiteral("bad_credentials"));
    }
}

void CloudApiTest::rolesAreEnforced()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const QByteArray support = served.signIn("cs1");
    QCOMPARE(served.get(QStringLiteral("cnpdk_orders"), support).http, 200);
    QCOMPARE(served.get(QStringLiteral("cnpdk_accounts/check?phone=13800135678"), support).word("phone"),
             QStringLiteral("138****5678"));
    const Answer refused = served.post(QStringLiteral("cnpdk_orders"), orderBody, support);
    QCOMPARE(refused.http, 403);
    QCOMPARE(refused.word("reason"), QStringLiteral("role_missing"));
    QCOMPARE(served.post(QStringLiteral("commands/START_SESSION"), "{}", support).http, 403);
    QVERIFY(rig.core->orders.page({}, 10).orders.isEmpty());
    const QByteArray operation = served.signIn("op1");
    QCOMPARE(served.post(QStringLiteral("cnpdk_orders"), orderBody, operation).http, 200);

    const QString decide = QStringLiteral("cnpdk_orders/none/decide");
    const QByteArray decision = R"({"decision":"RETURN","reason":"meter replaced"})";
    QCOMPARE(served.post(decide, decision, operation).http, 403);
    QCOMPARE(served.post(decide, decision, support).http, 404);
    for (const char *bad : {"", "[1]", "{}", R"({"decision":"BURN","reason":"x"})", R"({"decision":"BILL"})"})
        QCOMPARE(served.post(decide, bad, support).http, 400);
    const Answer waiting = served.get(QStringLiteral("cnpdk_orders/abnormal"), support);
    QCOMPARE(waiting.http, 200);
    QVERIFY(waiting.data.isArray());
}

void CloudApiTest::credentialsHandshake()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    const QByteArray theirs
        = R"({"token":"their-token","url":"http://127.0.0.1:9/versions","roles":[{"role":"EMSP","party_id":"XYZ","country_code":"CN","business_details":{"name":"x"}}]})";
    const QString credentials = QStringLiteral("/ocpi/2.2.1/credentials");
    const QByteArray door = Served::header("door-only");
    QCOMPARE(served.ask("PUT", credentials, door, theirs).http, 405);
    QCOMPARE(served.ask("DELETE", credentials, door).http, 405);
    const Answer registered = served.ask("POST", credentials, door, theirs);
    QCOMPARE(registered.status, 1000);
    QCOMPARE(registered.data[QLatin1String("roles")][0][QLatin1String("party_id")].toString(),
             QStringLiteral("PDK"));
    QCOMPARE(served.ask("GET", credentials, door).http, 401); // dead from now on
    const QByteArray token = Served::header(registered.word("token").toLatin1());
    QCOMPARE(served.ask("POST", credentials, token, theirs).http, 405);
    QCOMPARE(served.get(QStringLiteral("locations"), token).http, 200);
    QCOMPARE(served.get(QStringLiteral("cnpdk_orders"), token).http, 403);
    QVERIFY(!served.ask("GET", QStringLiteral("/ocpi/2.2.1"), token).body.contains("cnpdk_"));
    const Answer renewed = served.ask("PUT", credentials, token, theirs);
    QCOMPARE(served.get(QStringLiteral("locations"), token).http, 401);
    const QByteArray fresh = Served::header(renewed.word("token").toLatin1());
    QCOMPARE(served.ask("DELETE", credentials, fresh).http, 200);
    QCOMPARE(served.get(QStringLiteral("locations"), fresh).http, 401);
}

void CloudApiTest::ocpiObjects()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const QJsonValue location = served.get(QStringLiteral("locations")).data[0];
    QCOMPARE(location[QLatin1String("time_zone")].toString(), QStringLiteral("Asia/Shanghai"));
    QCOMPARE(location[QLatin1String("coordinates")][QLatin1String("latitude")].toString(),
             QStringLiteral("30.208400"));
    const QJsonValue evse = location[QLatin1String("evses")][2];
    QCOMPARE(evse[QLatin1String("uid")].toString(), QStringLiteral("33010800100003-1"));
    QCOMPARE(evse[QLatin1String("evse_id")].toString(), QStringLiteral("CN*PDK*E33010800100003*1"));
    QCOMPARE(evse[QLatin1String("status")].toString(), QStringLiteral("BLOCKED")); // a car stands there
    QVERIFY(evse[QLatin1String("last_updated")].isString());
    QCOMPARE(location[QLatin1String("evses")][0][QLatin1String("status")].toString(),
             QStringLiteral("UNKNOWN"));

    const Answer tariffs = served.get(QStringLiteral("tariffs"));
    const QJsonArray elements = tariffs.data[0][QLatin1String("elements")].toArray();
    QCOMPARE(elements.size(), 8); // seven runs of slots, and what a reservation costs that was not used
    QCOMPARE(elements[7][QLatin1String("restrictions")][QLatin1String("reservation")].toString(),
             QStringLiteral("RESERVATION_EXPIRES"));
    QCOMPARE(elements[7][QLatin1String("price_components")][0][QLatin1String("price")].toDouble(), 2.0);
    const QJsonArray texts = tariffs.data[0][QLatin1String("tariff_alt_text")].toArray();
    QCOMPARE(texts.size(), 2);
    QVERIFY(texts[0][QLatin1String("text")].toString().contains(QStringLiteral(
        "After the charge 15 min are free, then 0.50/min, at most 30.00. A reservation is held 15 min")));
    QCOMPARE(texts[1][QLatin1String("language")].toString(), QStringLiteral("zh"));
    QVERIFY(tariffs.body.contains("\"price\":1.6000,\"step_size\":1}],\"restrictions\":{\"start_time\":\"19:"
                                  "00\",\"end_time\":\"21:00\"}"));
    QVERIFY(served.get(QStringLiteral("cdrs")).data.toArray().isEmpty());
}

void CloudApiTest::pagesOfSessions()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    for (int i = 0; i < 5; ++i) {
        rig.clock.advance(60);
        StartReport start;
        start.idTag = QStringLiteral("04A2B3C4");
        start.at = rig.clock.now();
        start.meterStart = Energy::fromWh(1000 * i);
        const Result<StartAnswer> answer = rig.core->office.startTransaction(third, start);
        StopReport stop;
        stop.transactionId = answer->transactionId;
        stop.at = start.at.addSecs(30);
        stop.meterStop = start.meterStart + Energy::fromWh(50);
        stop.reason = QStringLiteral("EVDisconnected");
        rig.core->office.stopTransaction(third, stop);
    }
    for (const char *module : {"sessions", "cdrs"}) {
        QSet<QString> ids;
        QString path = QStringLiteral("/ocpi/2.2.1/%1?limit=2&date_from=2026-03-16T10:00:00Z")
                           .arg(QLatin1String(module));
        int pages = 0;
        while (!path.isEmpty() && pages < 10) {
            ++pages;
            const Answer page = served.ask("GET", path, Served::demo());
            QCOMPARE(page.headers.value("x-total-count"), QByteArray("5"));
            for (const auto &object : page.data.toArray())
                ids.insert(object[QLatin1String("id")].toString());
            const QByteArray link = page.headers.value("link");
            QVERIFY(link.isEmpty() || (link.endsWith("; rel=\"next\"") && link.contains("date_from=")));
            const QUrl next(QString::fromLatin1(link.mid(1, link.indexOf('>') - 1)));
            path = link.isEmpty() ? QString()
                                  : next.path() + QLatin1Char('?') + next.query(QUrl::FullyEncoded);
        }
        QCOMPARE(pages, 3);
        QCOMPARE(ids.size(), 5);
        // date_to is exclusive.
        const QString at
            = served.get(QLatin1String(module)).data[0][QLatin1String("last_updated")].toString();
        QCOMPARE(served.get(QLatin1String(module) + QStringLiteral("?date_to=") + at).data.toArray().size(),
                 0);
        QCOMPARE(served.get(QLatin1String(module) + QStringLiteral("?date_from=") + at).data.toArray().size(),
                 5);
    }
}

void CloudApiTest::badPaging_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("offset from UTC") << QStringLiteral("date_from=2026-03-16T10:00:00%2B01:00");
    QTest::newRow("no date") << QStringLiteral("date_to=yesterday");
    QTest::newRow("limit") << QStringLiteral("limit=many");
    QTest::newRow("offset") << QStringLiteral("offset=-1");
}

void CloudApiTest::badPaging()
{
    QFETCH(QString, query);
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    for (const char *module : {"locations", "sessions", "cdrs", "tariffs"}) {
        const Answer answer = served.get(QLatin1String(module) + QLatin1Char('?') + query);
        QCOMPARE(answer.http, 400);
        QCOMPARE(answer.status, 2001);
    }
}

void CloudApiTest::orderOverHttp()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const QByteArray token = served.signIn("op1");
    const Answer made = served.post(QStringLiteral("cnpdk_orders"), orderBody, token);
    QCOMPARE(made.word("state"), QStringLiteral("AWAITING_PAYMENT"));
    QCOMPARE(made.word("operator"), QStringLiteral("op1"));
    QCOMPARE(made.data[QLatin1String("payment")][QLatin1String("amount")].toString(),
             QStringLiteral("20.00"));
    QVERIFY(!made.body.contains("13800135678"));
    const QString id = made.word("id");
    QCOMPARE(served.post(QStringLiteral("cnpdk_orders"), orderBody, token).word("id"), id);
    const Answer early = served.post(QStringLiteral("cnpdk_orders/%1/start").arg(id), {}, token);
    QCOMPARE(early.http, 409);
    QCOMPARE(early.word("reason"), QStringLiteral("not_paid"));
    rig.channel.pay(PaymentId(id + QStringLiteral("-P1")));
    QVERIFY(rig.waitState(OrderId(id), OrderState::Paid));
    const Answer started = served.post(QStringLiteral("cnpdk_orders/%1/start").arg(id), {}, token);
    QCOMPARE(started.word("state"), QStringLiteral("STARTING"));
    StartReport report;
    report.idTag = rig.link.lastIdTag;
    report.at = rig.clock.now();
    report.meterStart = kwh("8123.45");
    QVERIFY(rig.core->office.startTransaction(third, report));
    rig.sample(pile3, 1, rig.clock.now().addSecs(600), kwh("8124.61"));
    const Answer running = served.get(QStringLiteral("cnpdk_orders/%1").arg(id), token);
    QCOMPARE(running.data[QLatin1String("bill")][QLatin1String("energy_kwh")].toString(),
             QStringLiteral("1.1600"));
    QCOMPARE(running.data[QLatin1String("bill")][QLatin1String("total")].toString(), QStringLiteral("1.62"));
    QVERIFY(served.get(QStringLiteral("sessions")).body.contains("\"kwh\":1.1600,"));
    const Answer board = served.get(QStringLiteral("cnpdk_piles/33010800100003"), token);
    QCOMPARE(board.data[QLatin1String("ports")][0][QLatin1String("charge")][QLatin1String("cost")].toString(),
             QStringLiteral("1.62"));
    QCOMPARE(served.get(QStringLiteral("cnpdk_orders?limit=1"), token)
                 .data[QLatin1String("orders")]
                 .toArray()
                 .size(),
             1);
    QCOMPARE(served.post(QStringLiteral("cnpdk_orders/%1/stop").arg(id), {}, token).word("state"),
             QStringLiteral("STOPPING"));
    QCOMPARE(served.post(QStringLiteral("cnpdk_orders/%1/cancel").arg(id), {}, token).http, 409);
}

void CloudApiTest::refusalNamesItsReason()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    rig.connectPile(pile3, ConnectorStatus::Available);
    const Answer refused = served.post(QStringLiteral("cnpdk_orders"), orderBody);
    QCOMPARE(refused.http, 409);
    QCOMPARE(refused.status, 2000);
    QCOMPARE(refused.word("kind"), QStringLiteral("conflict"));
    QCOMPARE(refused.word("reason"), QStringLiteral("port_not_plugged"));
    QByteArray byTime = orderBody;
    byTime.replace(R"("kind":"AMOUNT","amount":"20.00")", R"("kind":"TIME","seconds":3600)");
    rig.report(pile3, ConnectorStatus::Preparing);
    QCOMPARE(served.post(QStringLiteral("cnpdk_orders"), byTime).word("reason"),
             QStringLiteral("mode_not_offered"));
}

void CloudApiTest::startSessionAnswersLater()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    Callback callback;
    const QByteArray body = QByteArray(R"({"response_url":")") + callback.url().toLatin1()
        + R"(","token":{"country_code":"CN","party_id":"XYZ","uid":"u-1","type":"APP_USER","contract_id":"C-12345678","issuer":"x","valid":true,"whitelist":"NEVER","last_updated":"2026-03-16T10:00:00Z"},"location_id":"S1","evse_uid":"33010800100003-1","connector_id":"1"})";
    QCOMPARE(served.post(QStringLiteral("commands/START_SESSION"), body).word("result"),
             QStringLiteral("REJECTED"));
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    const Answer accepted = served.post(QStringLiteral("commands/START_SESSION"), body);
    QCOMPARE(accepted.word("result"), QStringLiteral("ACCEPTED"));
    QTRY_VERIFY(callback.received.contains(R"({"result":"ACCEPTED"})"));
    QVERIFY(callback.received.startsWith("POST /callback/cmd-42 HTTP/1.1"));
    const ChargeOrder order = rig.core->orders.page({}, 1).orders.first();
    QCOMPARE(order.state, OrderState::Starting);
    QCOMPARE(order.accountMasked, QStringLiteral("****5678"));
    for (const char *word : {"RESERVE_NOW", "UNLOCK_CONNECTOR"})
        QCOMPARE(served.post(QStringLiteral("commands/") + QLatin1String(word), "{}").word("result"),
                 QStringLiteral("NOT_SUPPORTED"));
    QByteArray evil = body;
    evil.replace("http://", "file://");
    QCOMPARE(served.post(QStringLiteral("commands/START_SESSION"), evil).http, 400);
}

void CloudApiTest::stopSessionUnknown()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    const Answer answer
        = served.post(QStringLiteral("commands/STOP_SESSION"), R"({"response_url":"","session_id":"none"})");
    QCOMPARE(answer.http, 200);
    QCOMPARE(answer.word("result"), QStringLiteral("UNKNOWN_SESSION"));
}

void CloudApiTest::eventsOverWebSocket()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    const auto request = [&](const QString &query, const QByteArray &token) {
        QNetworkRequest wanted(
            QUrl(QStringLiteral("ws://127.0.0.1:%1/ocpi/2.2.1/cnpdk_events%2").arg(served.port).arg(query)));
        wanted.setRawHeader("Authorization", token);
        return wanted;
    };
    QWebSocket stranger;
    bool refused = false;
    connect(&stranger, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [&] { refused = true; });
    stranger.open(request({}, Served::header("nobody")));
    QTRY_VERIFY(refused);

    const QByteArray token = served.signIn("op1");
    QWebSocket socket;
    QList<net::Event> events;
    connect(&socket, &QWebSocket::textMessageReceived, this,
            [&](const QString &text) { events.append(net::parseEvent(text.toUtf8()).value()); });
    socket.open(request({}, token));
    QTRY_COMPARE(events.size(), 2);
    QCOMPARE(events[1].kind, QStringLiteral("reload"));
    const QString epoch = events[0].epoch;
    rig.connectPile(pile3, ConnectorStatus::Preparing);
    QTRY_VERIFY(events.size() >= 3);
    QCOMPARE(events[2].kind, QStringLiteral("pile"));
    const qint64 last = events.last().seq;
    socket.abort();
    QVERIFY(rig.create(rig.request("r", "20.00", pile3)));

    QWebSocket again;
    QList<net::Event> missed;
    connect(&again, &QWebSocket::textMessageReceived, this,
            [&](const QString &text) { missed.append(net::parseEvent(text.toUtf8()).value()); });
    again.open(request(QStringLiteral("?epoch=%1&from=%2").arg(epoch).arg(last), token));
    QTRY_VERIFY(missed.size() >= 2);
    QCOMPARE(missed[0].kind, QStringLiteral("hello"));
    QCOMPARE(missed[1].seq, last + 1);
    // Signing out ends the feed.
    served.post(QStringLiteral("cnpdk_staff/sign-out"), {}, token);
    QTRY_COMPARE(again.state(), QAbstractSocket::UnconnectedState);
}

void CloudApiTest::healthAndMetrics()
{
    Rig rig;
    QVERIFY(rig.open());
    Served served(rig);
    QCOMPARE(served.ask("GET", QStringLiteral("/health"), {}).http, 200);
    rig.connectPile(pile3, ConnectorStatus::Charging);
    const QByteArray text = served.ask("GET", QStringLiteral("/metrics"), {}).body;
    QVERIFY(text.contains("\npiledeck_piles 10\n"));
    QVERIFY(text.contains("\npiledeck_piles_online 1\n"));
    QVERIFY(text.contains("\npiledeck_ports_charging 1\n"));
}

QTEST_GUILESS_MAIN(CloudApiTest)
#include "cloud_api_test.moc"
