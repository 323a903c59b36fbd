// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/metering.h"

#include "app/net/ocpp/fields.h"
#include "models/basics/decimal.h"

#include <QRegularExpression>

namespace pd::net::ocpp {

namespace {

struct Quantity
{
    QLatin1String measurand;
    QLatin1String unit; // the default
    QLatin1String bigUnit; // a thousand of it
    int decimals; // of the scaled integer, in units
};

constexpr Quantity energyRegister{QLatin1String("Energy.Active.Import.Register"), QLatin1String("Wh"),
                                  QLatin1String("kWh"), 1};
constexpr Quantity power{QLatin1String("Power.Active.Import"), QLatin1String("W"), QLatin1String("kW"), 3};
constexpr Quantity voltage{QLatin1String("Voltage"), QLatin1String("V"), QLatin1String("kV"), 3};
constexpr Quantity current{QLatin1String("Current.Import"), QLatin1String("A"), QLatin1String("kA"), 3};
constexpr Quantity offeredPower{QLatin1String("Power.Offered"), QLatin1String("W"), QLatin1String("kW"), 3};
constexpr Quantity offeredCurrent{QLatin1String("Current.Offered"), QLatin1String("A"), QLatin1String("kA"),
                                  3};
constexpr qint64 phaseVoltage = 230;
constexpr qint64 mostMilliA = 1'000'000'000; // a thousand times what any plug carries
constexpr Quantity stateOfCharge{QLatin1String("SoC"), QLatin1String("Percent"), QLatin1String(), 0};

std::optional<qint64> scaled(const SampledValue &sample, const Quantity &quantity)
{
    // Real piles append the unit or a stray backslash to the number.
    static const QRegularExpression form(QStringLiteral("^\\s*([0-9+.eE-]+)\\s*([A-Za-z%]*)\\\\?\\s*$"));
    const QRegularExpressionMatch match = form.match(sample.value);
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = sample.unit.isEmpty() ? match.captured(2) : sample.unit;
    const bool big = !quantity.bigUnit.isEmpty() && unit.compare(quantity.bigUnit, Qt::CaseInsensitive) == 0;
    const bool plain = unit.isEmpty() || unit.compare(quantity.unit, Qt::CaseInsensitive) == 0
        || unit == QLatin1String("%");
    if (!big && !plain)
        return std::nullopt;
    const Result<qint64> number = parseScaled(plainDecimal(match.captured(1).toLatin1()),
                                              quantity.decimals + (big ? 3 : 0), ExtraDigits::RoundHalfUp);
    return number ? std::optional(*number) : std::nullopt;
}

// The values of one quantity: without phase, and of each phase.
struct Found
{
    std::optional<qint64> whole;
    std::optional<qint64> phases[3];

    std::optional<qint64> sum() const
    {
        if (whole || (!phases[1] && !phases[2]))
            return first(); // a one-phase pile may name its phase
        if (!phases[0] || !phases[1] || !phases[2])
            return std::nullopt;
        return *phases[0] + *phases[1] + *phases[2];
    }
    std::optional<qint64> first() const { return whole ? whole : phases[0]; }
    std::optional<qint64> lowest() const
    {
        std::optional<qint64> least = whole;
        for (const auto &phase : phases) {
            if (!whole && phase && (!least || *phase < *least))
                least = phase;
        }
        return least;
    }
    std::optional<qint64> highest() const
    {
        std::optional<qint64> best = whole;
        for (const auto &phase : phases) {
            if (!whole && phase && (!best || *phase > *best))
                best = phase;
        }
        return best;
    }
};

int phaseIndex(const QString &phase)
{
    for (int i = 0; i < 3; ++i) {
        const QString name = QStringLiteral("L%1").arg(i + 1);
        if (phase == name || phase == name + QStringLiteral("-N"))
            return i;
    }
    return -1;
}

Found find(const MeterValue &value, const Quantity &quantity)
{
    Found found;
    for (const SampledValue &sample : value.sampledValue) {
        const bool usable = sample.measurand == quantity.measurand && sample.format == QLatin1String("Raw");
        const std::optional<qint64> number = usable ? scaled(sample, quantity) : std::nullopt;
        if (!number)
            continue;
        const int phase = phaseIndex(sample.phase);
        if (!sample.phase.isEmpty() && phase < 0)
            continue;
        std::optional<qint64> &place = phase < 0 ? found.whole : found.phases[phase];
        if (!place || sample.location == QLatin1String("Outlet"))
            place = number;
    }
    return found;
}

SampledValue sampleOf(const Quantity &quantity, const QString &text, const QString &context)
{
    SampledValue sample;
    sample.value = text;
    sample.context = context;
    sample.measurand = quantity.measurand;
    sample.unit = quantity.unit;
    return sample;
}

// Without the zeros behind the point that say nothing.
QString trimmed(qint64 value, int decimals)
{
    QString text = scaledText(value, decimals);
    while (text.contains(QLatin1Char('.')) && text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

} // namespace

PortReading readingOf(const MeterValue &value)
{
    PortReading reading;
    reading.at = value.timestamp;
    if (const auto tenthWh = find(value, energyRegister).sum())
        reading.energyRegister = Energy::fromTenthWh(*tenthWh);
    reading.powerMilliW = find(value, power).sum();
    reading.voltageMilliV = find(value, voltage).first();
    reading.currentMilliA = find(value, current).highest();
    const std::optional<qint64> soc = find(value, stateOfCharge).whole;
    if (soc && *soc >= 0 && *soc <= 100)
        reading.socPercent = int(*soc);
    return reading;
}

std::optional<qint64> offeredOf(const MeterValue &value)
{
    if (const std::optional<qint64> watts = find(value, offeredPower).sum())
        return watts;
    const std::optional<qint64> milliA = find(value, offeredCurrent).lowest();
    if (!milliA || *milliA > mostMilliA)
        return std::nullopt;
    return *milliA * phaseVoltage;
}

QString contextOf(const MeterValue &value)
{
    for (const SampledValue &sample : value.sampledValue) {
        if (sample.measurand == energyRegister.measurand)
            return sample.context;
    }
    return value.sampledValue.isEmpty() ? QString() : value.sampledValue.first().context;
}

MeterValue meterValueOf(const PortReading &reading, const QString &context)
{
    MeterValue value;
    value.timestamp = reading.at;
    const auto add = [&](const Quantity &quantity, std::optional<qint64> number) {
        if (number)
            value.sampledValue.append(sampleOf(quantity, trimmed(*number, quantity.decimals), context));
    };
    if (reading.energyRegister)
        add(energyRegister, reading.energyRegister->tenthWh());
    add(power, reading.powerMilliW);
    add(voltage, reading.voltageMilliV);
    add(current, reading.currentMilliA);
    if (reading.socPercent)
        add(stateOfCharge, *reading.socPercent);
    return value;
}

} // namespace pd::net::ocpp
