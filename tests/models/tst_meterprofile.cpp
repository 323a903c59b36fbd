// SPDX-License-Identifier: GPL-3.0-or-later
// Profiles of Modbus meters: what is wrong is told with its line. And the exact numbers that they scale with.
#include "models/basics/exactnumber.h"
#include "models/basics/locatedjson.h"
#include "models/meter/meterprofile.h"

#include <QTest>

#include <limits>

using namespace pd;

namespace {

// A good profile with one line that a case replaces.
QByteArray profileWith(const char *line)
{
    return QByteArray("{\n"
                      "  \"schema\": 1, \"name\": \"x-1\", \"maker\": \"X\", \"model\": \"1\",\n"
                      "  \"protocol\": \"modbus-rtu\", \"ratios\": {\"ct\": {\"fixed\": \"40\"}},\n"
                      "  \"registers\": [\n"
                      "    {\"quantity\": \"voltage.a\", \"address\": \"0x0010\", \"type\": \"float32\"},\n"
                      "    ")
        + line + "\n  ]\n}\n";
}

QString told(const ProfileReading &reading)
{
    QStringList texts;
    for (const ProfileProblem &problem : reading.problems)
        texts.append(problem.located());
    return texts.join(QLatin1Char('\n'));
}

QString text(const std::optional<ExactNumber> &number)
{
    return number ? number->text() : QStringLiteral("nothing");
}

ExactNumber exact(const char *digits)
{
    return ExactNumber::fromText(QString::fromLatin1(digits)).value();
}

} // namespace

class MeterProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void good();
    void wrong_data();
    void wrong();
    void wrongJson_data();
    void wrongJson();
    void numbers();
    void floats_data();
    void floats();
};

void MeterProfileTest::good()
{
    const ProfileReading reading = readMeterProfile(profileWith(
        "{\"quantity\": \"energy.forward.total\", \"address\": 20, \"type\": \"uint32\", \"scale\": "
        "\"0.01\",\n"
        "     \"word_order\": \"CDAB\", \"absent\": [\"FFFFFFFF\"], \"times\": [\"ct\"], \"function\": 4}"));
    QCOMPARE(told(reading), QString());
    QVERIFY(reading.profile);
    QCOMPARE(reading.profile->name, QStringLiteral("x-1"));
    QCOMPARE(reading.profile->registers.size(), 2);
    const MeterRegister *energy = reading.profile->find(QStringLiteral("energy.forward.total"));
    QVERIFY(energy);
    QCOMPARE(energy->address, 20);
    QCOMPARE(energy->function, 4);
    QCOMPARE(energy->end(), 22);
    QCOMPARE(energy->format.order, WordOrder::CDAB);
    QCOMPARE(energy->format.scale.text(), QStringLiteral("0.01"));
    QCOMPARE(energy->times, QStringList(QStringLiteral("ct")));
    QCOMPARE(reading.profile->ratio(QStringLiteral("ct"))->fixed->text(), QStringLiteral("40"));
}

void MeterProfileTest::wrong_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("wanted"); // the begin of the only problem
    const auto row = [](const char *name, const char *line, const char *wanted) {
        QTest::newRow(name) << QByteArray(line) << QString::fromLatin1(wanted);
    };
    row("no type", R"({"quantity": "voltage.b", "address": 1})", "line 6: \"type\" is missing");
    row("type", R"({"quantity": "voltage.b", "address": 1, "type": "float"})", "line 6: type is uint16");
    row("quantity", R"({"quantity": "volts", "address": 1, "type": "int16"})",
        "line 6: no such quantity: volts");
    row("twice", R"({"quantity": "voltage.a", "address": 1, "type": "int16"})",
        "line 6: voltage.a stands in line 5 already");
    row("overlap", R"({"quantity": "voltage.b", "address": 17, "type": "int16"})",
        "line 6: voltage.b begins inside voltage.a of line 5");
    row("address", R"({"quantity": "voltage.b", "address": 65536, "type": "int16"})",
        "line 6: address is a whole");
    row("address as decimal text", R"({"quantity": "voltage.b", "address": "12", "type": "int16"})",
        "line 6: address is a whole");
    row("beyond the end", R"({"quantity": "voltage.b", "address": 65535, "type": "uint32"})",
        "line 6: the value goes beyond");
    row("function", R"({"quantity": "voltage.b", "address": 1, "type": "int16", "function": 6})",
        "line 6: function is a whole number from 3 to 4");
    row("scale", R"({"quantity": "voltage.b", "address": 1, "type": "int16", "scale": "0,1"})",
        "line 6: scale is a decimal");
    row("scale of nothing", R"({"quantity": "voltage.b", "address": 1, "type": "int16", "scale": 0})",
        "line 6: scale is a decimal");
    row("scale with exponent", R"({"quantity": "voltage.b", "address": 1, "type": "int16", "scale": 1e-3})",
        "line 6: scale is a decimal");
    row("order", R"({"quantity": "voltage.b", "address": 1, "type": "uint32", "word_order": "ABDC"})",
        "line 6: word_order is ABCD");
    row("absent", R"({"quantity": "voltage.b", "address": 1, "type": "int16", "absent": ["FFFFFF"]})",
        "line 6: absent of this type has 4");
    row("ratio", R"({"quantity": "voltage.b", "address": 1, "type": "int16", "times": ["pt"]})",
        "line 6: no such ratio: pt");
    row("unknown word", R"({"quantity": "voltage.b", "address": 1, "type": "int16", "addr": 2})",
        "line 6: \"addr\" is not known here");
    row("no object", R"("voltage.b")", "line 6: a register is an object");
}

void MeterProfileTest::wrong()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, wanted);
    const ProfileReading reading
        = readMeterProfile(profileWith("{\"quantity\": \"frequency\", \"address\": 90, "
                                       "\"type\": \"int16\"}"));
    QCOMPARE(told(reading), QString());
    const ProfileReading spoiled = readMeterProfile(profileWith(line.constData()));
    QVERIFY(!spoiled.profile);
    QVERIFY2(told(spoiled).startsWith(wanted), qPrintable(told(spoiled)));
    QCOMPARE(spoiled.problems.size(), 1);
}

void MeterProfileTest::wrongJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("empty") << QByteArray() << "line 1: The document is empty.";
    QTest::newRow("cut") << QByteArray("{\n\"schema\": 1,\n") << "line 3: ";
    QTest::newRow("comma") << QByteArray("{\n\"schema\": 1\n\"name\": 2}") << "line 3: Missing a comma";
    QTest::newRow("twice") << QByteArray("{\n\"a\": 1,\n\n\"a\": 2}") << "line 4: \"a\" comes twice";
    QTest::newRow("deep") << QByteArray(100'000, '[') << "line 1: nested deeper than 16 levels";
    QByteArray wide("{\"a\": 0");
    for (int i = 0; i < 1000; ++i)
        wide += ",\n\"k" + QByteArray::number(i) + "\": 0";
    QTest::newRow("wide") << wide + "}"
                          << "line 1001: more than 1000 members in an object";
    QTest::newRow("not UTF-8") << QByteArray("{\"\xFF\": 1}") << "line 1: Invalid encoding";
    QTest::newRow("huge") << QByteArray(2 << 20, ' ') << "line 1: more than 1048576 bytes";
    QTest::newRow("array") << QByteArray("\n[]") << "line 2: a profile is an object";
}

void MeterProfileTest::wrongJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, wanted);
    const ProfileReading reading = readMeterProfile(json);
    QVERIFY(!reading.profile);
    QVERIFY2(told(reading).startsWith(wanted), qPrintable(told(reading)));
}

void MeterProfileTest::numbers()
{
    QCOMPARE(text(exact("0.1").times(exact("2213"))), QStringLiteral("221.3"));
    QCOMPARE(text(exact("-0.001").times(exact("1"))), QStringLiteral("-0.001"));
    QCOMPARE(text(exact("8125.78").plus(exact("-8126"))), QStringLiteral("-0.22"));
    QCOMPARE(text(exact("2.345").rounded(2)), QStringLiteral("2.35"));
    QCOMPARE(text(exact("-2.345").rounded(2)), QStringLiteral("-2.35"));
    QCOMPARE(text(exact("2.3").rounded(4)), QStringLiteral("2.3000"));
    QCOMPARE(text(exact("8125.6").dividedBy(exact("40"), 4)), QStringLiteral("203.1400"));
    QCOMPARE(text(exact("1").dividedBy(exact("0"), 4)), QStringLiteral("nothing"));
    QCOMPARE(text(exact("99999999999999999999").times(exact("99999999999999999999"))),
             QStringLiteral("nothing"));
    QCOMPARE(exact("1.50").trimmed().text(), QStringLiteral("1.5"));
    QCOMPARE(exact("12.34").toScaled(1).value_or(0), 123);
    QCOMPARE(text(ExactNumber::fromInteger(std::numeric_limits<quint64>::max())),
             QStringLiteral("18446744073709551615"));
    for (const char *bad : {"", "-", ".", ".5", "5.", "1e3", " 1", "0x1", "NaN", "1.2.3",
                            "100000000000000000000000000000000000000"})
        QVERIFY2(!ExactNumber::fromText(QString::fromLatin1(bad)), bad);
}

void MeterProfileTest::floats_data()
{
    QTest::addColumn<float>("number");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("230.2") << 230.2F << "230.2";
    QTest::newRow("negative") << -31.8F << "-31.8";
    QTest::newRow("0") << 0.0F << "0";
    QTest::newRow("whole") << 16'777'216.0F << "16777216";
    QTest::newRow("small") << 1e-7F << "0.0000001";
    QTest::newRow("too small to matter") << 1e-40F << "0.000000000000000000000000000000000000";
    QTest::newRow("too large") << 3e38F << "nothing";
    QTest::newRow("infinite") << std::numeric_limits<float>::infinity() << "nothing";
    QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN() << "nothing";
}

void MeterProfileTest::floats()
{
    QFETCH(float, number);
    QFETCH(QString, wanted);
    QCOMPARE(text(ExactNumber::fromFloat(number)), wanted);
}

QTEST_APPLESS_MAIN(MeterProfileTest)
#include "tst_meterprofile.moc"
