// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/objects.h"
#include "tests/net/ocpi/samples.h"

#include <QRandomGenerator>
#include <QTest>

#include <functional>

using namespace pd;
using namespace pd::net;

namespace {

using Decoder = std::function<std::optional<Error>(const QByteArray &)>;

template <typename T>
Decoder decoder(Result<T> (*decode)(const QByteArray &))
{
    return [decode](const QByteArray &json) -> std::optional<Error> {
        const Result<T> value = decode(json);
        return value ? std::nullopt : std::optional(value.error());
    };
}

struct Kind
{
    const char *name;
    QByteArray good;
    Decoder decode;
};

QList<Kind> kinds()
{
    return {
        {"pile", samples::pile(), decoder(&decodePile)},
        {"piles", "[" + samples::pile() + "]", decoder(&decodePiles)},
        {"order", samples::order(), decoder(&decodeOrder)},
        {"orders", "{\"orders\":[" + samples::order() + "]}", decoder(&decodeOrdersPage)},
        {"station", samples::station(), decoder(&decodeStation)},
        {"stations", "[" + samples::station() + "]", decoder(&decodeStations)},
        {"plan", samples::plan(), decoder(&decodePricePlan)},
        {"account", samples::account(), decoder(&decodeAccountCheck)},
        {"sign-in", samples::signIn(), decoder(&decodeSignIn)},
        {"envelope", "{\"data\":" + samples::pile() + ",\"status_code\":1000}", decoder(&parseEnvelope)},
        {"event", "{\"seq\":1,\"kind\":\"pile\",\"data\":" + samples::pile() + "}", decoder(&parseEvent)}};
}

} // namespace

class TestHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCutIsRefused();
    void everyWrongTypeIsRefusedOrHarmless();
    void invalidUtf8IsRefused();
    void deepNestingIsRefused();
    void hugeNumbersAreRefused_data();
    void hugeNumbersAreRefused();
    void billsThatDoNotAddUpAreRefused();
    void noisyBytesNeverCrash();
};

void TestHostile::everyCutIsRefused()
{
    for (const Kind &kind : kinds()) {
        QVERIFY2(!kind.decode(kind.good), kind.name);
        for (qsizetype length = 0; length < kind.good.size(); ++length) {
            const std::optional<Error> error = kind.decode(kind.good.left(length));
            QVERIFY2(error && error->kind == Error::Kind::Protocol, kind.name);
        }
    }
}

// Each member's value replaced by something of another type: never a crash, and what is wrong is named.
void TestHostile::everyWrongTypeIsRefusedOrHarmless()
{
    for (const Kind &kind : kinds()) {
        for (qsizetype at = kind.good.indexOf("\":"); at >= 0; at = kind.good.indexOf("\":", at + 2)) {
            const QByteArray rest = kind.good.mid(at + 2).trimmed();
            if (!rest.startsWith('"'))
                continue;
            const qsizetype end = rest.indexOf('"', 1) + 1;
            for (const char *other : {"true", "[]", "{}", "{\"a\":[null]}", "-1e308", "\"\""}) {
                const QByteArray text = kind.good.left(at + 2) + other + rest.mid(end);
                const std::optional<Error> error = kind.decode(text);
                if (error)
                    QCOMPARE(error->kind, Error::Kind::Protocol);
            }
        }
    }
}

void TestHostile::invalidUtf8IsRefused()
{
    QVERIFY(!decodePile(samples::pile().replace("PileDeck", "Pile\xff\xfe")));
    QVERIFY(!decodeStation(samples::station().replace("S1", "S\xc0\xaf")));
    QVERIFY(!parseEnvelope("{\"status_code\":1000,\"data\":\"\xed\xa0\x80\"}"));
}

void TestHostile::deepNestingIsRefused()
{
    const QByteArray deep = QByteArray(1'000'000, '[');
    QVERIFY(!decodePiles(deep));
    QVERIFY(!parseEnvelope("{\"status_code\":1000,\"data\":" + deep + QByteArray(1'000'000, ']') + "}"));
    QByteArray plan = samples::station();
    plan.replace("\"features\":[", "\"features\":[" + QByteArray(200, '[') + QByteArray(200, ']') + ",");
    QVERIFY(!decodeStation(plan));
}

void TestHostile::hugeNumbersAreRefused_data()
{
    QTest::addColumn<QByteArray>("was");
    QTest::addColumn<QByteArray>("is");
    QTest::newRow("register") << QByteArray("\"8125.7800\"") << QByteArray("1" + QByteArray(400, '0'));
    QTest::newRow("register text") << QByteArray("\"8125.7800\"")
                                   << QByteArray("\"1" + QByteArray(400, '0') + "\"");
    QTest::newRow("exponent") << QByteArray("\"8125.7800\"") << QByteArray("1e999999999");
    QTest::newRow("NaN") << QByteArray("\"8125.7800\"") << QByteArray("\"NaN\"");
    QTest::newRow("power") << QByteArray("7000,") << QByteArray("99999999999999999999,");
    QTest::newRow("soc") << QByteArray("\"soc\":null") << QByteArray("\"soc\":101");
    QTest::newRow("connector") << QByteArray("\"connector\":1") << QByteArray("\"connector\":0");
    QTest::newRow("latitude") << QByteArray("30.208400") << QByteArray("90.000001");
    QTest::newRow("infinite") << QByteArray("\"30.208400\"") << QByteArray("\"inf\"");
    QTest::newRow("blank in it") << QByteArray("7000.000") << QByteArray("7 000.000");
}

void TestHostile::hugeNumbersAreRefused()
{
    QFETCH(QByteArray, was);
    QFETCH(QByteArray, is);
    const QByteArray text = samples::pile().replace(was, is);
    QVERIFY(text != samples::pile());
    QVERIFY(!decodePile(text));
}

void TestHostile::billsThatDoNotAddUpAreRefused()
{
    const Result<ChargeOrder> order
        = decodeOrder(samples::order().replace(R"("total":"3.26")", R"("total":"3.27")"));
    QVERIFY(!order);
    QVERIFY(order.error().detail.contains(QStringLiteral("bill.total")));
}

void TestHostile::noisyBytesNeverCrash()
{
    QRandomGenerator random(20260316);
    for (const Kind &kind : kinds()) {
        for (int round = 0; round < 2000; ++round) {
            QByteArray text = kind.good;
            for (quint32 i = random.bounded(1U, 8U); i > 0; --i)
                text[random.bounded(text.size())] = char(random.bounded(256));
            kind.decode(text);
        }
    }
}

QTEST_GUILESS_MAIN(TestHostile)
#include "test_hostile.moc"
