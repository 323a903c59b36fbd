// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/payments/api.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace pd;
using namespace pd::station;

namespace {

QJsonObject object(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QByteArray paymentBody(const char *number, const char *total)
{
    return QByteArray(R"({"out_trade_no":")") + number + R"(","description":"滨江充电站","amount":{"total":)"
        + total + R"(,"currency":"CNY"}})";
}

QByteArray refundBody(const char *number, const char *payment, int refund, int total)
{
    return QByteArray(R"({"out_trade_no":")") + payment + R"(","out_refund_no":")" + number
        + R"(","reason":"rest","amount":{"refund":)" + QByteArray::number(refund) + R"(,"total":)"
        + QByteArray::number(total) + R"(,"currency":"CNY"}})";
}

struct Bench
{
    explicit Bench(const QString &path = {})
        : state(path.isEmpty() ? folder.filePath(QStringLiteral("state.json")) : path)
    {
        loaded = bool(state.load()) && bool(sandbox.restore());
        api.setAddress(QStringLiteral("127.0.0.1:1"));
        sandbox.setRefundDelay(20);
    }

    HttpResponse ask(const char *method, const char *path, const QByteArray &body = {})
    {
        return api.handle(
            {method, QString::fromLatin1(path).split(QLatin1Char('/'), Qt::SkipEmptyParts), body});
    }
    QJsonObject get(const char *path) { return object(ask("GET", path).body); }
    QString stateOf(const char *number)
    {
        return get(QByteArray("/v3/pay/transactions/out-trade-no/").append(number).constData())
            .value(QLatin1String("trade_state"))
            .toString();
    }
    HttpResponse create(const char *number, const char *total)
    {
        return ask("POST", "/v3/pay/transactions/native", paymentBody(number, total));
    }
    HttpResponse refund(const char *number, const char *payment, int amount, int total)
    {
        return ask("POST", "/v3/refund/domestic/refunds", refundBody(number, payment, amount, total));
    }

    QTemporaryDir folder;
    ManualClock clock{QDateTime::fromString(QStringLiteral("2026-03-16T10:40:00Z"), Qt::ISODate)};
    StateFile state;
    PaymentSandbox sandbox{clock, state};
    PaymentApi api{sandbox};
    bool loaded = false;
};

QString codeOf(const HttpResponse &response)
{
    return object(response.body).value(QLatin1String("code")).toString();
}

} // namespace

class TestPayments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameNumberIsSamePayment();
    void badPayments_data();
    void badPayments();
    void payerDecidesOnce();
    void closing();
    void refunds();
    void refundsArriveLater();
    void phone();
    void unknownPaths();
    void outlivesAKill();
    void damagedStateIsLeftAlone();
    void payerConfirmsByHimself();
    void http();
    void hostileHttp_data();
    void hostileHttp();
};

void TestPayments::sameNumberIsSamePayment()
{
    Bench bench;
    const HttpResponse first = bench.create("p-1", "2000");
    QCOMPARE(first.status, 200);
    QCOMPARE(object(first.body).value(QLatin1String("code_url")).toString(),
             QStringLiteral("http://127.0.0.1:1/phone/p-1"));
    QCOMPARE(bench.create("p-1", "2000").body, first.body);
    QCOMPARE(bench.create("p-1", "2001").status, 403);
    QCOMPARE(bench.sandbox.payments().size(), 1);
    QCOMPARE(bench.stateOf("p-1"), QStringLiteral("NOTPAY"));
}

void TestPayments::badPayments_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("zero") << paymentBody("a", "0");
    QTest::newRow("negative") << paymentBody("a", "-1");
    QTest::newRow("fraction") << paymentBody("a", "20.5");
    QTest::newRow("text") << paymentBody("a", "\"2000\"");
    QTest::newRow("huge") << paymentBody("a", "9007199254740993");
    QTest::newRow("no amount") << QByteArray(R"({"out_trade_no":"a"})");
    QTest::newRow("no number") << paymentBody("", "2000");
    QTest::newRow("bad number") << paymentBody("a b", "2000");
    QTest::newRow("slash") << paymentBody("a/../b", "2000");
    QTest::newRow("other currency") << QByteArray(
        R"({"out_trade_no":"a","amount":{"total":2000,"currency":"USD"}})");
}

void TestPayments::badPayments()
{
    QFETCH(QByteArray, body);
    Bench bench;
    const HttpResponse response = bench.ask("POST", "/v3/pay/transactions/native", body);
    QCOMPARE(response.status, 400);
    QCOMPARE(codeOf(response), QStringLiteral("PARAM_ERROR"));
    QVERIFY(bench.sandbox.payments().isEmpty());
}

void TestPayments::payerDecidesOnce()
{
    Bench bench;
    bench.create("p1", "2000");
    bench.create("p2", "500");
    bench.clock.advance(90);
    // The newest that awaits him.
    QCOMPARE(bench.sandbox.decide({}, true)->number, QStringLiteral("p2"));
    QVERIFY(!bench.sandbox.decide(QStringLiteral("p2"), false));
    QVERIFY(bench.sandbox.decide(QStringLiteral("p1"), false));
    QVERIFY(!bench.sandbox.decide({}, true));
    QCOMPARE(bench.stateOf("p1"), QStringLiteral("PAYERROR"));
    const QJsonObject paid = bench.get("/v3/pay/transactions/out-trade-no/p2");
    QCOMPARE(paid.value(QLatin1String("trade_state")).toString(), QStringLiteral("SUCCESS"));
    QCOMPARE(paid.value(QLatin1String("success_time")).toString(),
             QStringLiteral("2026-03-16T10:41:30.000Z"));
    QVERIFY(!paid.value(QLatin1String("transaction_id")).toString().isEmpty());
    QCOMPARE(paid.value(QLatin1String("amount")).toObject().value(QLatin1String("total")).toInteger(), 500);
}

void TestPayments::closing()
{
    Bench bench;
    bench.create("p1", "2000");
    bench.create("p2", "2000");
    QCOMPARE(bench.ask("POST", "/v3/pay/transactions/out-trade-no/p1/close").status, 204);
    QCOMPARE(bench.ask("POST", "/v3/pay/transactions/out-trade-no/p1/close").status, 204);
    QCOMPARE(bench.stateOf("p1"), QStringLiteral("CLOSED"));
    QVERIFY(!bench.sandbox.decide(QStringLiteral("p1"), true));
    QVERIFY(bench.sandbox.decide(QStringLiteral("p2"), true));
    QCOMPARE(codeOf(bench.ask("POST", "/v3/pay/transactions/out-trade-no/p2/close")),
             QStringLiteral("ORDERPAID"));
    QCOMPARE(bench.stateOf("p2"), QStringLiteral("SUCCESS"));
    QCOMPARE(bench.ask("POST", "/v3/pay/transactions/out-trade-no/px/close").status, 404);
}

void TestPayments::refunds()
{
    Bench bench;
    bench.create("p1", "2000");
    QCOMPARE(bench.refund("r1", "p1", 100, 2000).status, 403); // not paid yet
    QVERIFY(bench.sandbox.decide({}, true));
    const HttpResponse first = bench.refund("r1", "p1", 1500, 2000);
    QCOMPARE(first.status, 200);
    QCOMPARE(object(first.body).value(QLatin1String("status")).toString(), QStringLiteral("PROCESSING"));
    QCOMPARE(bench.refund("r1", "p1", 1500, 2000).body, first.body);
    QCOMPARE(bench.refund("r1", "p1", 1400, 2000).status, 403);
    QCOMPARE(codeOf(bench.refund("r2", "p1", 501, 2000)), QStringLiteral("NOT_ENOUGH"));
    QCOMPARE(bench.refund("r2", "p1", 500, 1999).status, 400);
    QCOMPARE(bench.refund("r2", "p1", 0, 2000).status, 400);
    QCOMPARE(bench.refund("r2", "p1", -5, 2000).status, 400);
    QCOMPARE(bench.refund("r2", "px", 5, 2000).status, 404);
    QCOMPARE(bench.refund("r2", "p1", 500, 2000).status, 200);
    QCOMPARE(bench.refund("r3", "p1", 1, 2000).status, 403);
    QCOMPARE(bench.sandbox.refunded(QStringLiteral("p1")), Money::fromMinor(2000));
}

void TestPayments::refundsArriveLater()
{
    Bench bench;
    bench.create("p1", "2000");
    QVERIFY(bench.sandbox.decide({}, true));
    bench.refund("r1", "p1", 700, 2000);
    bench.clock.advance(3);
    const char *path = "/v3/refund/domestic/refunds/r1";
    QTRY_COMPARE(bench.get(path).value(QLatin1String("status")).toString(), QStringLiteral("SUCCESS"));
    const QJsonObject refund = bench.get(path);
    QCOMPARE(refund.value(QLatin1String("success_time")).toString(),
             QStringLiteral("2026-03-16T10:40:03.000Z"));
    QCOMPARE(refund.value(QLatin1String("amount")).toObject().value(QLatin1String("refund")).toInteger(),
             700);
    QCOMPARE(bench.ask("GET", "/v3/refund/domestic/refunds/rx").status, 404);
}

void TestPayments::phone()
{
    Bench bench;
    const QByteArray body = R"({"out_trade_no":"p1","description":"<script>%5","amount":{"total":2000}})";
    QCOMPARE(bench.ask("POST", "/v3/pay/transactions/native", body).status, 200);
    HttpResponse page = bench.ask("GET", "/phone/p1");
    QVERIFY(page.contentType.startsWith("text/html"));
    QVERIFY(page.body.contains("¥ 20.00") && page.body.contains("Confirm") && page.body.contains("确认付款"));
    QVERIFY(page.body.contains("&lt;script&gt;%5") && !page.body.contains("<script>"));
    QCOMPARE(bench.ask("GET", "/phone/p1/confirm").status, 405);
    QCOMPARE(bench.stateOf("p1"), QStringLiteral("NOTPAY"));
    const HttpResponse pressed = bench.ask("POST", "/phone/p1/confirm");
    QCOMPARE(pressed.status, 303);
    QCOMPARE(pressed.location, QByteArray("/phone/p1"));
    QCOMPARE(bench.stateOf("p1"), QStringLiteral("SUCCESS"));
    QCOMPARE(bench.ask("POST", "/phone/p1/refuse").status, 303);
    QCOMPARE(bench.stateOf("p1"), QStringLiteral("SUCCESS"));
    page = bench.ask("GET", "/phone/p1");
    QVERIFY(page.body.contains("Paid") && !page.body.contains("<form"));
    QCOMPARE(bench.ask("GET", "/phone/none").status, 404);
}

void TestPayments::unknownPaths()
{
    Bench bench;
    QCOMPARE(bench.ask("GET", "/").status, 404);
    QCOMPARE(bench.ask("GET", "/v3").status, 404);
    QCOMPARE(bench.ask("GET", "/phone").status, 404);
    QCOMPARE(bench.ask("GET", "/v3/pay/transactions/native").status, 405);
    QCOMPARE(bench.ask("DELETE", "/v3/pay/transactions/out-trade-no/p1").status, 405);
    QCOMPARE(bench.ask("GET", "/v3/pay/transactions/out-trade-no/p1").status, 404);
}

void TestPayments::outlivesAKill()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("state.json"));
    QString transaction;
    {
        Bench bench(path);
        bench.create("p1", "2000");
        transaction = bench.sandbox.decide({}, true)->transactionId;
        bench.create("p2", "300");
        bench.refund("r1", "p1", 700, 2000);
        // No commit of our own: everything that was answered is on disk.
        Bench again(path);
        QVERIFY(again.loaded);
        QCOMPARE(again.sandbox.payment(QStringLiteral("p1"))->transactionId, transaction);
        QCOMPARE(again.stateOf("p2"), QStringLiteral("NOTPAY"));
        QCOMPARE(again.create("p2", "301").status, 403);
        QCOMPARE(again.refund("r2", "p1", 1301, 2000).status, 403);
        const char *refund = "/v3/refund/domestic/refunds/r1";
        QTRY_COMPARE(again.get(refund).value(QLatin1String("status")).toString(), QStringLiteral("SUCCESS"));
    }
}

void TestPayments::damagedStateIsLeftAlone()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("state.json"));
    const QByteArrayList damaged{
        "{", "[]", "{\"version\":2}",
        R"({"version":1,"payments":{"serial":1,"payments":[{"number":"p1"}],"refunds":[]}})"};
    for (const QByteArray &text : damaged) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        QVERIFY2(!Bench(path).loaded, text.constData());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }
}

void TestPayments::payerConfirmsByHimself()
{
    Bench bench;
    bench.create("before", "100");
    bench.sandbox.setPayerConfirmsAfter(10);
    bench.create("after", "100");
    QTRY_COMPARE(bench.stateOf("before"), QStringLiteral("SUCCESS"));
    QTRY_COMPARE(bench.stateOf("after"), QStringLiteral("SUCCESS"));
}

void TestPayments::http()
{
    Bench bench;
    HttpPort port([&](const HttpRequest &request) { return bench.api.handle(request); });
    QVERIFY(port.listen(QHostAddress::LocalHost, 0));
    HttpPort second([](const HttpRequest &) { return HttpResponse(); });
    const Done used = second.listen(QHostAddress::LocalHost, port.port());
    QVERIFY(!used);
    QCOMPARE(used.error().kind, Error::Kind::Busy);

    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port.port());
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    const QByteArray body = paymentBody("p1", "2000");
    // Two requests at once on one connection, in odd pieces.
    const QByteArray both = "POST /v3/pay/transactions/native HTTP/1.1\r\nHost: x\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body
        + "GET /v3/pay/transactions/out-trade-no/p1?mchid=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    for (qsizetype at = 0; at < both.size(); at += 37) {
        socket.write(both.mid(at, 37));
        socket.flush();
    }
    QByteArray answer;
    connect(&socket, &QTcpSocket::readyRead, this, [&] { answer += socket.readAll(); });
    QTRY_VERIFY2(answer.contains("NOTPAY"), answer.constData());
    QCOMPARE(answer.count("HTTP/1.1 200 OK\r\n"), 2);
    QVERIFY(answer.contains("code_url"));
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
}

void TestPayments::hostileHttp_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("no HTTP") << QByteArray("\x16\x03\x01 hello\r\n\r\n") << QByteArray("400");
    QTest::newRow("long head") << "GET / HTTP/1.1\r\nX: " + QByteArray(20'000, 'x') << QByteArray("431");
    QTest::newRow("long body") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 2097152\r\n\r\n")
                               << QByteArray("413");
    QTest::newRow("chunked flood") << "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n"
            + QByteArray(0x20000, 'x')
                                   << QByteArray("413");
    QTest::newRow("bad length") << QByteArray("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")
                                << QByteArray("400");
    QTest::newRow("odd path") << QByteArray("GET /phone/%00%ff%3cx HTTP/1.1\r\nConnection: close\r\n\r\n")
                              << QByteArray("404");
}

void TestPayments::hostileHttp()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, status);
    Bench bench;
    HttpPort port([&](const HttpRequest &request) { return bench.api.handle(request); });
    QVERIFY(port.listen(QHostAddress::LocalHost, 0));
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port.port());
    QByteArray answer;
    connect(&socket, &QTcpSocket::readyRead, this, [&] { answer += socket.readAll(); });
    socket.write(text);
    QTRY_VERIFY2(answer.startsWith("HTTP/1.1 " + status), answer.constData());
    // Somebody who goes in the middle hurts nobody.
    QTcpSocket gone;
    gone.connectToHost(QHostAddress::LocalHost, port.port());
    gone.write("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nxx");
    QTRY_COMPARE(gone.bytesToWrite(), 0);
    gone.abort();
    QTcpSocket next;
    next.connectToHost(QHostAddress::LocalHost, port.port());
    QByteArray after;
    connect(&next, &QTcpSocket::readyRead, this, [&] { after += next.readAll(); });
    next.write("GET / HTTP/1.0\r\n\r\n");
    QTRY_VERIFY(after.startsWith("HTTP/1.1 404"));
}

QTEST_GUILESS_MAIN(TestPayments)
#include "tst_payments.moc"
