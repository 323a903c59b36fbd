// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/metering.h"

#include <QTest>

using namespace pd;
using namespace pd::net::ocpp;

namespace {

QString shown(const char *name, std::optional<qint64> value)
{
    return value ? QStringLiteral("%1=%2 ").arg(QLatin1String(name)).arg(*value) : QString();
}

// Only what was said: "E=<0.1 Wh> P=<mW> U=<mV> I=<mA> soc=<%> offered=<mW>".
QString describe(const QByteArray &sampledValues)
{
    const QByteArray payload
        = R"({"connectorId":1,"meterValue":[{"timestamp":"2026-03-16T10:35:00Z","sampledValue":)"
        + sampledValues + "}]}";
    const auto json = parseJson(payload);
    const auto request = json ? decode<MeterValues::Request>(*json) : Decoded<MeterValues::Request>();
    if (!json || !request)
        return QStringLiteral("refused");
    const PortReading r = readingOf(request->meterValue.first());
    const auto energy = r.energyRegister ? std::optional(r.energyRegister->tenthWh()) : std::nullopt;
    return (shown("E", energy) + shown("P", r.powerMilliW) + shown("U", r.voltageMilliV)
            + shown("I", r.currentMilliA)
            + shown("soc", r.socPercent ? std::optional<qint64>(*r.socPercent) : std::nullopt)
            + shown("offered", offeredOf(request->meterValue.first())))
        .trimmed();
}

} // namespace

class OcppMeteringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("samples");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *samples, const char *expected) {
            QTest::newRow(name) << QByteArray(samples) << QString::fromLatin1(expected);
        };
        row("bare value is Wh", R"([{"value":"12790"}])", "E=127900");
        row("kWh", R"([{"value":"12.79","unit":"kWh","measurand":"Energy.Active.Import.Register"}])",
            "E=127900");
        row("kWh with no measurand", R"([{"value":"12.79","unit":"kWh"}])", "E=127900");
        row("unit inside", R"([{"value":"3.743 kWh"}])", "E=37430");
        row("unit inside and outside", R"([{"value":"3.743 kWh","unit":"kWh"}])", "E=37430");
        row("stray backslash", R"([{"value":"1000\\"}])", "E=10000");
        row("number", R"([{"value":1000.5}])", "E=10005");
        row("exponent", R"([{"value":"1.2e3"}])", "E=12000");
        row("zero is a value", R"([{"value":"0"}])", "E=0");
        row("finer than 0.1 Wh", R"([{"value":"12.790049","unit":"kWh"}])", "E=127900");
        row("no samples", "[]", "");
        row("NaN", R"([{"value":"NaN"}])", "");
        row("empty", R"([{"value":""}])", "");
        row("dashes", R"([{"value":"--"}])", "");
        row("signed data", R"([{"value":"9f2a","format":"SignedData"}])", "");
        row("signed digits", R"([{"value":"1234","format":"SignedData"}])", "");
        row("wrong unit", R"([{"value":"5","unit":"A"}])", "");
        row("null unit", R"([{"value":"5","unit":null}])", "E=50");
        row("phases summed",
            R"([{"value":"1","phase":"L1","unit":"kWh"},{"value":"2","phase":"L2","unit":"kWh"},{"value":"3","phase":"L3","unit":"kWh"}])",
            "E=60000");
        row("two of three phases say nothing", R"([{"value":"1","phase":"L1"},{"value":"2","phase":"L2"}])",
            "");
        row("one phase, named",
            R"([{"value":"5","phase":"L1","unit":"kWh"},{"value":"7","measurand":"Power.Active.Import","phase":"L1-N","unit":"kW"}])",
            "E=50000 P=7000000");
        row("a phase that is not the first", R"([{"value":"5","phase":"L2"}])", "");
        row("total beside phases",
            R"([{"value":"1","phase":"L1"},{"value":"2","phase":"L2"},{"value":"3","phase":"L3"},{"value":"7"}])",
            "E=70");
        row("outlet before inlet", R"([{"value":"7","location":"Outlet"},{"value":"9","location":"Inlet"}])",
            "E=70");
        row("inlet alone", R"([{"value":"9","location":"Inlet"}])", "E=90");
        row("interval is no register", R"([{"value":"9","measurand":"Energy.Active.Import.Interval"}])", "");
        row("export is no import", R"([{"value":"9","measurand":"Energy.Active.Export.Register"}])", "");
        row("everything",
            R"([{"value":"8125780","measurand":"Energy.Active.Import.Register","unit":"Wh"},{"value":"7.037","measurand":"Power.Active.Import","unit":"kW"},)"
            R"({"value":"221.3","measurand":"Voltage","unit":"V"},{"value":"31.8","measurand":"Current.Import","unit":"A"},{"value":"63","measurand":"SoC","unit":"Percent"}])",
            "E=81257800 P=7037000 U=221300 I=31800 soc=63");
        row("three-phase details",
            R"([{"value":"2300","measurand":"Power.Active.Import","phase":"L1","unit":"W"},{"value":"2200","measurand":"Power.Active.Import","phase":"L2","unit":"W"},{"value":"2100","measurand":"Power.Active.Import","phase":"L3","unit":"W"},)"
            R"({"value":"229.9","measurand":"Voltage","phase":"L1-N"},{"value":"398.1","measurand":"Voltage","phase":"L1-L2"},{"value":"10","measurand":"Current.Import","phase":"L1"},{"value":"10.4","measurand":"Current.Import","phase":"L2"},{"value":"0.1","measurand":"Current.Import","phase":"N"}])",
            "P=6600000 U=229900 I=10400");
        row("power offered", R"([{"value":"1.38","measurand":"Power.Offered","unit":"kW"}])",
            "offered=1380000");
        row("current offered", R"([{"value":"6","measurand":"Current.Offered","unit":"A"}])",
            "offered=1380000");
        row("the lowest of three phases",
            R"([{"value":"16","measurand":"Current.Offered","phase":"L1"},{"value":"6","measurand":"Current.Offered","phase":"L2"},{"value":"16","measurand":"Current.Offered","phase":"L3"}])",
            "offered=1380000");
        row("power before current",
            R"([{"value":"6","measurand":"Current.Offered"},{"value":"7000","measurand":"Power.Offered"}])",
            "offered=7000000");
        row("more current than there is", R"([{"value":"1e15","measurand":"Current.Offered"}])", "");
        row("SoC beyond", R"([{"value":"255","measurand":"SoC"}])", "");
        row("SoC with sign", R"([{"value":"63 %","measurand":"SoC"}])", "soc=63");
    }

    void reads()
    {
        QFETCH(QByteArray, samples);
        QFETCH(QString, expected);
        QCOMPARE(describe(samples), expected);
    }

    void writesAndReadsBack()
    {
        PortReading reading;
        reading.at = QDateTime(QDate(2026, 3, 16), QTime(10, 35), Qt::UTC);
        reading.energyRegister = Energy::fromTenthWh(81'257'805);
        reading.powerMilliW = 7'037'000;
        reading.socPercent = 63;
        const MeterValue value = meterValueOf(reading, QStringLiteral("Sample.Periodic"));
        QStringList lines;
        for (const SampledValue &sample : value.sampledValue)
            lines.append(sample.measurand + QLatin1Char(' ') + sample.value + QLatin1Char(' ') + sample.unit);
        QCOMPARE(lines.join(QLatin1Char('\n')),
                 QStringLiteral("Energy.Active.Import.Register 8125780.5 Wh\n"
                                "Power.Active.Import 7037 W\nSoC 63 Percent"));
        QVERIFY(readingOf(value) == reading);
    }

    void contextIsTheRegisters()
    {
        MeterValue value;
        QCOMPARE(contextOf(value), QString());
        SampledValue volts;
        volts.measurand = QStringLiteral("Voltage");
        volts.context = QStringLiteral("Trigger");
        value.sampledValue = {volts};
        QCOMPARE(contextOf(value), QStringLiteral("Trigger"));
        SampledValue energy;
        energy.context = QStringLiteral("Transaction.Begin");
        value.sampledValue.append(energy);
        QCOMPARE(contextOf(value), QStringLiteral("Transaction.Begin"));
    }
};

QTEST_APPLESS_MAIN(OcppMeteringTest)
#include "ocpp_metering_test.moc"
