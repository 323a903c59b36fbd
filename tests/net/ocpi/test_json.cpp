// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"

#include <QTest>

using namespace pd;
using namespace pd::net;

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersStayExact();
    void times_data();
    void times();
    void failuresNameTheMember_data();
    void failuresNameTheMember();
    void onlyTheFirstFailureIsKept();
    void parts();
    void lines();
    void depth();
    void writerEscapes();
};

void TestJson::numbersStayExact()
{
    // Neither survives a double.
    const QByteArray text = R"({"a":0.10000000000000001,"b":9007199254740993,"c":-0.50,"d":"12.79"})";
    const JsonDocument document(text, "test");
    QCOMPARE(document.root()["a"].text(), QStringLiteral("0.10000000000000001"));
    QCOMPARE(document.root()["b"].integer(0, 9007199254740993), 9007199254740993);
    QCOMPARE(document.root()["c"].money(), Money::fromMinor(-50));
    QCOMPARE(document.root()["d"].kwh(), Energy::fromTenthWh(127900));
    QVERIFY(!document.error());
}

void TestJson::times_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("Z") << QStringLiteral("2015-06-29T20:39:09Z") << true;
    QTest::newRow("OCPI: no zone is UTC") << QStringLiteral("2015-06-29T20:39:09") << true;
    QTest::newRow("fraction") << QStringLiteral("2015-06-29T20:39:09.000Z") << true;
    QTest::newRow("offset") << QStringLiteral("2015-06-29T20:39:09+01:00") << false;
    QTest::newRow("date") << QStringLiteral("2015-06-29") << false;
    QTest::newRow("month 13") << QStringLiteral("2015-13-29T20:39:09Z") << false;
    QTest::newRow("31 June") << QStringLiteral("2015-06-31T20:39:09Z") << false;
    QTest::newRow("blank") << QStringLiteral("2015-06-29 20:39:09Z") << false;
    QTest::newRow("tail") << QStringLiteral("2015-06-29T20:39:09Z now") << false;
    QTest::newRow("empty") << QString() << false;
}

void TestJson::times()
{
    QFETCH(QString, text);
    QFETCH(bool, good);
    const QByteArray json = "{\"at\":\"" + text.toUtf8() + "\"}";
    const JsonDocument document(json, "test");
    const QDateTime time = document.root()["at"].time();
    QCOMPARE(!document.error(), good);
    if (good)
        QCOMPARE(time, QDateTime(QDate(2015, 6, 29), QTime(20, 39, 9), Qt::UTC));
}

void TestJson::failuresNameTheMember_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("detail");
    const QByteArray missing = R"({"list":[{"in":{}},{"in":{"price":"1"}}]})";
    QTest::newRow("missing") << missing << QStringLiteral("test: list[0].in.price: missing");
    const QByteArray wrong = R"({"list":[{"in":{"price":true}}]})";
    QTest::newRow("wrong type") << wrong << QStringLiteral("test: list[0].in.price: not a text");
    const QByteArray exponent = R"({"list":[{"in":{"price":1e2}}]})";
    QTest::newRow("exponent") << exponent
                              << QStringLiteral("test: list[0].in.price: not a decimal number in range");
    QTest::newRow("no list") << QByteArray(R"({"list":{}})") << QStringLiteral("test: list: not a list");
    QTest::newRow("a list") << QByteArray("[]") << QStringLiteral("test: list: missing");
    QTest::newRow("cut") << QByteArray(R"({"list":[)")
                         << QStringLiteral("test: line 1, column 10: Invalid value.");
    QTest::newRow("empty") << QByteArray()
                           << QStringLiteral("test: line 1, column 1: The document is empty.");
}

void TestJson::failuresNameTheMember()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, detail);
    const JsonDocument document(json, "test");
    if (!document.error())
        document.root()["list"].each([](const JsonView &element) { element["in"]["price"].money(); });
    QVERIFY(document.error());
    QCOMPARE(document.error()->detail, detail);
    QCOMPARE(document.error()->kind, Error::Kind::Protocol);
}

void TestJson::onlyTheFirstFailureIsKept()
{
    const JsonDocument document("{}", "test");
    document.root()["a"].text();
    document.root()["b"].flag();
    QCOMPARE(document.error()->detail, QStringLiteral("test: a: missing"));
    QVERIFY(!document.result(1));
}

void TestJson::parts()
{
    const Result<QList<JsonPart>> members
        = jsonParts(R"( { "a" : 1.50 , "b":"x,y", "c" : [1, {"a":2}],"d":null} )");
    QVERIFY(members);
    QByteArrayList text;
    for (const JsonPart &part : *members)
        text.append(part.name + '=' + part.json);
    QCOMPARE(text.join(' '), QByteArray(R"(a=1.50 b="x,y" c=[1, {"a":2}] d=null)"));

    const Result<QList<JsonPart>> elements = jsonParts("[ {} ,1,[2,3] , \"\"]");
    QVERIFY(elements);
    QCOMPARE(elements->size(), 4);
    QCOMPARE(elements->at(2).json, QByteArray("[2,3]"));
    QVERIFY(jsonParts("[]")->isEmpty());
    QCOMPARE(*jsonMember(R"({"x":{"data":1},"data":2})", "data"), QByteArray("2"));
    QVERIFY(jsonMember(R"({"x":1})", "data")->isEmpty());
    QVERIFY(!jsonParts("17"));
    QVERIFY(!jsonParts("[1"));
    QVERIFY(!jsonParts("[1] tail"));
}

void TestJson::lines()
{
    const QByteArray text = "{ \"kwh\" : 12.7900,\n \"x\": [1e2, \"a b\", null , true]}";
    QCOMPARE(jsonLine(text, JsonNumbers::Keep),
             QByteArray("{\"kwh\":12.7900,\"x\":[1e2,\"a b\",null,true]}"));
    QCOMPARE(jsonLine(text, JsonNumbers::AsText),
             QByteArray("{\"kwh\":\"12.7900\",\"x\":[\"1e2\",\"a b\",null,true]}"));
    QVERIFY(jsonLine("{\"a\":", JsonNumbers::Keep).isEmpty());
    QVERIFY(jsonLine("1 2", JsonNumbers::Keep).isEmpty());
}

void TestJson::depth()
{
    QCOMPARE(jsonDepth("[[{}]]"), 3);
    const QByteArray quoted = R"({"a":"[[[[\"[["})";
    QCOMPARE(jsonDepth(quoted), 1);
    const auto nested = [](int levels) { return QByteArray(levels, '[') + QByteArray(levels, ']'); };
    QVERIFY(isJson(nested(maxJsonDepth)));
    QVERIFY(!isJson(nested(maxJsonDepth + 1)));
    QVERIFY(JsonDocument(nested(5'000'000), "test").error());
    QVERIFY(!jsonParts(nested(5'000'000)));
}

void TestJson::writerEscapes()
{
    const QString odd = QStringLiteral("\"\\\n\t浙A\u0001");
    const QByteArray json = JsonWriter().beginObject().member("odd", odd).endObject().result();
    QCOMPARE(JsonDocument(json, "test").root()["odd"].text(), odd);
    QCOMPARE(json, QByteArray("{\"odd\":\"\\\"\\\\\\n\\t浙A\\u0001\"}"));
}

QTEST_GUILESS_MAIN(TestJson)
#include "test_json.moc"
