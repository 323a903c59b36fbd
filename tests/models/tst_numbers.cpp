// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/decimal.h"
#include "models/basics/money.h"

#include <QTest>

#include <limits>

using namespace pd;

namespace {

constexpr qint64 most = std::numeric_limits<qint64>::max();
constexpr qint64 least = std::numeric_limits<qint64>::min();

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

// Decimal text, energy, money, prices and costs.
class NumbersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void writes_data();
    void writes();
    void energyReads();
    void energyShows_data();
    void energyShows();
    void energyReckons();
    void moneyReads();
    void moneyReckons();
    void unitPrices();
    void costIsExact();
    void costRounds_data();
    void costRounds();
    void costIsWide();
};

void NumbersTest::reads_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<bool>("round");
    QTest::addColumn<qint64>("value");
    const auto row = [](const char *input, int decimals, bool round, qint64 value) {
        QTest::addRow("%s to %d", input, decimals) << text(input) << decimals << round << value;
    };
    row("12.79", 2, false, 1279);
    row("12.790", 2, false, 1279);
    row("12.7900000000000000000000000000", 2, false, 1279);
    row("12", 2, false, 1200);
    row("-0.5", 4, false, -5000);
    row("+3", 0, false, 3);
    row(".5", 1, false, 5);
    row("0", 0, false, 0);
    row("-0", 2, false, 0);
    row("0000000000000000000000000000001", 0, false, 1);
    row("999999999999999999", 0, false, 999'999'999'999'999'999);
    row("-9999999999999999.99", 2, false, -999'999'999'999'999'999);
    row("0.00005", 4, true, 1);
    row("0.00004999999999999", 4, true, 0);
    row("-0.00005", 4, true, -1);
    row("1.99995", 4, true, 20'000);
    row("12790.04", 1, true, 127'900);
    row("12790.05", 1, true, 127'901);
}

void NumbersTest::reads()
{
    QFETCH(QString, input);
    QFETCH(int, decimals);
    QFETCH(bool, round);
    QFETCH(qint64, value);
    const auto extra = round ? ExtraDigits::RoundHalfUp : ExtraDigits::Refuse;
    const Result<qint64> result = parseScaled(input, decimals, extra);
    QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
    QCOMPARE(*result, value);
}

void NumbersTest::refuses_data()
{
    QTest::addColumn<QString>("input");
    for (const char *input : {"",
                              " ",
                              "1 ",
                              " 1",
                              "1 000",
                              "1,5",
                              "1,000.00",
                              "1e3",
                              "1E3",
                              "0x10",
                              "nan",
                              "NaN",
                              "inf",
                              "-",
                              "+",
                              ".",
                              "-.",
                              "5.",
                              "1.2.3",
                              "1..2",
                              "--1",
                              "+-1",
                              "-+1",
                              "1-",
                              "１２",
                              "٣",
                              "½",
                              "²",
                              "−1",
                              "1\n",
                              "12.3a",
                              "12.345",
                              "1_000",
                              "¥20.00",
                              "20元",
                              "1.23x",
                              "1.2300x",
                              "12.300 ",
                              "1.2300-1",
                              "\t1",
                              "true",
                              "null",
                              "[1]",
                              "{}",
                              "\"1\"",
                              "1;2",
                              "%d",
                              "../../1",
                              "1e",
                              "0b1",
                              "1000000000000000000",
                              "99999999999999999.99",
                              "9223372036854775808",
                              "-9223372036854775809"})
        QTest::addRow("%s", input) << text(input);
    QTest::addRow("a NUL within") << QString(QLatin1String("1\0002", 3));
    QTest::addRow("a million digits") << QString(1'000'000, QLatin1Char('7'));
    QTest::addRow("a lone surrogate") << QString(QChar(0xD800));
}

void NumbersTest::refuses()
{
    QFETCH(QString, input);
    const Result<qint64> result = parseScaled(input, 2, ExtraDigits::Refuse);
    QVERIFY2(!result, result ? qPrintable(QString::number(*result)) : "");
    QCOMPARE(result.error().kind, Error::Kind::Invalid);
    QVERIFY(result.error().detail.size() < 120);
    QVERIFY(!Money::fromText(input));
}

void NumbersTest::writes_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("expected");
    QTest::newRow("zero") << qint64(0) << 2 << text("0.00");
    QTest::newRow("small") << qint64(-5) << 2 << text("-0.05");
    QTest::newRow("whole") << qint64(1279) << 0 << text("1279");
    QTest::newRow("usual") << qint64(1279) << 2 << text("12.79");
    QTest::newRow("most") << most << 4 << text("922337203685477.5807");
    QTest::newRow("least") << least << 4 << text("-922337203685477.5808");
    QTest::newRow("least, whole") << least << 0 << text("-9223372036854775808");
}

void NumbersTest::writes()
{
    QFETCH(qint64, value);
    QFETCH(int, decimals);
    QFETCH(QString, expected);
    QCOMPARE(scaledText(value, decimals), expected);
}

void NumbersTest::energyReads()
{
    QCOMPARE(Energy::fromKwhText(u"12.79").value().tenthWh(), 127'900);
    QCOMPARE(Energy::fromKwhText(u"8123.45004").value().tenthWh(), 81'234'500);
    QCOMPARE(Energy::fromKwhText(u"8123.45005").value().tenthWh(), 81'234'501);
    QCOMPARE(Energy::fromKwhText(u"-0.5").value().tenthWh(), -5000);
    QCOMPARE(Energy::fromWhText(u"12790").value(), Energy::fromWh(12'790));
    QCOMPARE(Energy::fromWhText(u"12790.0").value(), Energy::fromWh(12'790));
    QVERIFY(!Energy::fromKwhText(u"NaN"));
    QVERIFY(!Energy::fromKwhText(u""));
    QVERIFY(!Energy::fromWhText(u"1.279e4"));
    QVERIFY(!Energy::fromKwhText(u"100000000000000"));
    QCOMPARE(Energy::fromKwhText(u"99999999999999").value().kwhText(), text("99999999999999.0000"));
}

void NumbersTest::energyShows_data()
{
    QTest::addColumn<qint64>("tenthWh");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("truncated");
    QTest::addColumn<QString>("rounded");
    const auto row = [](qint64 tenthWh, int decimals, const char *truncated, const char *rounded) {
        QTest::addRow("%lld to %d", tenthWh, decimals)
            << tenthWh << decimals << text(truncated) << text(rounded);
    };
    row(127'949, 2, "12.79", "12.79");
    row(127'950, 2, "12.79", "12.80");
    row(127'999, 2, "12.79", "12.80");
    row(127'999, 4, "12.7999", "12.7999");
    row(4'999, 0, "0", "0");
    row(5'000, 0, "0", "1");
    row(-49, 2, "0.00", "0.00");
    row(-50, 2, "0.00", "-0.01");
    row(-127'950, 2, "-12.79", "-12.80");
    row(0, 3, "0.000", "0.000");
}

void NumbersTest::energyShows()
{
    QFETCH(qint64, tenthWh);
    QFETCH(int, decimals);
    QFETCH(QString, truncated);
    QFETCH(QString, rounded);
    QCOMPARE(Energy::fromTenthWh(tenthWh).kwhText(decimals), truncated);
    QCOMPARE(Energy::fromTenthWh(tenthWh).kwhRounded(decimals), rounded);
}

void NumbersTest::energyReckons()
{
    const Energy energy = Energy::fromTenthWh(127'999);
    QCOMPARE(energy.floorTo(meterStep), Energy::fromTenthWh(127'900));
    QCOMPARE(Energy::fromTenthWh(127'900).floorTo(meterStep), Energy::fromTenthWh(127'900));
    QCOMPARE((energy - Energy::fromWh(12'000)).tenthWh(), 7'999);
    QCOMPARE((energy + Energy::fromWh(1)).tenthWh(), 128'009);
    QVERIFY(Energy::fromWh(1) > Energy::fromTenthWh(9));
    Energy sum;
    sum += energy;
    QCOMPARE(sum, energy);
}

void NumbersTest::moneyReads()
{
    QCOMPARE(Money::fromText(u"20").value().minor(), 2000);
    QCOMPARE(Money::fromText(u"20.00").value().minor(), 2000);
    QCOMPARE(Money::fromText(u"-3.5").value().minor(), -350);
    QCOMPARE(Money::fromText(u"-3.5").value().text(), text("-3.50"));
    QCOMPARE(Money::fromText(u"20.000").value().minor(), 2000);
    QVERIFY(!Money::fromText(u"20.001"));
    QVERIFY(!Money::fromText(u"20,00"));
    QCOMPARE(Money::fromText(u"9999999999999999.99").value().text(), text("9999999999999999.99"));
}

void NumbersTest::moneyReckons()
{
    const Money a = Money::fromMinor(2000);
    const Money b = Money::fromMinor(1488);
    QCOMPARE((a - b).text(), text("5.12"));
    QCOMPARE((a + b).text(), text("34.88"));
    QCOMPARE((-a).text(), text("-20.00"));
    QVERIFY(b < a);
    Money sum;
    sum += b;
    QCOMPARE(sum, b);
}

void NumbersTest::unitPrices()
{
    QCOMPARE(UnitPrice::fromText(u"1.2").value().e5(), 120'000);
    QCOMPARE(UnitPrice::fromText(u"1.2").value().text(), text("1.20"));
    QCOMPARE(UnitPrice::fromText(u"0.00001").value().text(), text("0.00001"));
    QCOMPARE(UnitPrice::fromText(u"0.5").value().text(0), text("0.5"));
    QCOMPARE(UnitPrice::fromText(u"2").value().text(5), text("2.00000"));
    QVERIFY(!UnitPrice::fromText(u"0.000001"));
    QCOMPARE((UnitPrice::fromE5(120'000) + UnitPrice::fromE5(40'000)).text(), text("1.60"));
}

void NumbersTest::costIsExact()
{
    const Cost peak = Cost::of(Energy::fromTenthWh(23'300), UnitPrice::fromE5(100'000));
    const Cost sharp = Cost::of(Energy::fromTenthWh(104'600), UnitPrice::fromE5(120'000));
    QCOMPARE(peak.text(4), text("2.3300"));
    QCOMPARE(sharp.text(4), text("12.5520"));
    QCOMPARE((peak + sharp).text(9), text("14.882000000"));
    QCOMPARE((peak + sharp).roundedHalfUp().text(), text("14.88"));
    QCOMPARE((sharp - sharp).text(9), text("0.000000000"));
    QVERIFY(peak < sharp);
    Cost sum = peak;
    sum += sharp;
    QVERIFY(sum == peak + sharp);
    QCOMPARE(Cost::of(Energy::fromTenthWh(1), UnitPrice::fromE5(1)).text(9), text("0.000000001"));
}

void NumbersTest::costRounds_data()
{
    QTest::addColumn<qint64>("e9");
    QTest::addColumn<qint64>("fen");
    QTest::newRow("just below the half") << qint64(4'999'999) << qint64(0);
    QTest::newRow("the half") << qint64(5'000'000) << qint64(1);
    QTest::newRow("below the next half") << qint64(14'999'999) << qint64(1);
    QTest::newRow("negative half") << qint64(-5'000'000) << qint64(-1);
    QTest::newRow("below the negative half") << qint64(-4'999'999) << qint64(0);
    QTest::newRow("14.885") << qint64(14'885'000'000) << qint64(1489);
}

void NumbersTest::costRounds()
{
    QFETCH(qint64, e9);
    QFETCH(qint64, fen);
    QCOMPARE(Cost::fromE9(e9).roundedHalfUp().minor(), fen);
}

// The dearest price for the largest register: nothing wraps around.
void NumbersTest::costIsWide()
{
    const Cost::Wide product = Cost::Wide(most) * most;
    QVERIFY(Cost::of(Energy::fromTenthWh(most), UnitPrice::fromE5(most)).e9() == product);
    QVERIFY(Cost::fromE9(product).minorHalfUp() == (product + 5'000'000) / 10'000'000);
    QVERIFY(Cost::of(Energy::fromTenthWh(least), UnitPrice::fromE5(most)) < Cost());
}

QTEST_GUILESS_MAIN(NumbersTest)
#include "tst_numbers.moc"
