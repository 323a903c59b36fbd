// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/explain/valuerules.h"

#include "serial/explain/linerules.h"
#include "serial/modbus/registervalue.h"

#include <cmath>

namespace pd::serial {

namespace {

using Severity = Finding::Severity;
using Confidence = Finding::Confidence;

// Of one instrument against another that is read a moment later.
constexpr double agreement = 0.05;
// Of a factor: what is nearer to a ratio than this is taken for it.
constexpr double likeness = 0.03;
// Secondary current 5 A: 50/5 to 3000/5.
constexpr int transformers[]
    = {10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 150, 160, 200, 240, 250, 300, 320, 400, 500, 600};
constexpr double powersOfTen[] = {10, 100, 1000, 0.1, 0.01, 0.001};

struct Range
{
    const char *quantity; // begin of the name
    double least;
    double most;
    bool mayBeZero;
};
constexpr Range ranges[] = {
    {"voltage.", 80, 480, true},        {"current.", -1000, 1000, true},
    {"frequency", 45, 65, true},        {"power.active.", -1000, 1000, true},
    {"power.factor.", -1, 1, true},     {"power.reactive.", -1000, 1000, true},
    {"power.apparent.", 0, 1000, true},
};

const Range *rangeOf(const QString &quantity)
{
    for (const Range &range : ranges) {
        if (quantity.startsWith(QLatin1String(range.quantity)))
            return &range;
    }
    return nullptr;
}

bool isNear(double value, double wanted, double tolerance)
{
    return std::abs(value - wanted) <= tolerance * std::abs(wanted);
}

using Values = QMap<QString, double>;

Values valuesOf(const QList<Reading> &readings)
{
    Values values;
    for (const Reading &one : readings) {
        const std::optional<ExactNumber> number = ExactNumber::fromText(one.value);
        if (one.quality == Reading::Quality::Good && !one.quantity.isEmpty() && number)
            values.insert(one.quantity, number->toDouble());
    }
    return values;
}

QString shown(double value)
{
    return QString::number(value, 'g', 4);
}

// By which of the usual factors the meter's value is too small. Nothing where it agrees, or by no such.
std::optional<double> powerOfTen(double factor)
{
    for (const double ten : powersOfTen) {
        if (isNear(factor, ten, likeness))
            return ten;
    }
    return std::nullopt;
}

std::optional<int> transformer(double factor)
{
    std::optional<int> best;
    for (const int ratio : transformers) {
        if (isNear(factor, ratio, likeness) && (!best || std::abs(factor - ratio) < std::abs(factor - *best)))
            best = ratio;
    }
    return best;
}

// Voltages need no current transformer.
bool isTransformed(const QString &quantity)
{
    return quantity.startsWith(QLatin1String("power.")) || quantity.startsWith(QLatin1String("current."))
        || quantity.startsWith(QLatin1String("energy."));
}

QList<Finding> against(const QString &quantity, double value, const QString &text, double reference,
                       const QString &referenceText)
{
    const QMap<QString, QString> both{{QStringLiteral("quantity"), quantity},
                                      {QStringLiteral("value"), text},
                                      {QStringLiteral("reference"), referenceText}};
    if (reference == 0 || isNear(value, reference, agreement))
        return {};
    QList<Finding> all;
    const double factor = value == 0 ? 0 : std::abs(reference / value);
    const std::optional<double> ten = powerOfTen(factor);
    const std::optional<int> ratio = isTransformed(quantity) ? transformer(factor) : std::nullopt;
    if (ratio) {
        QMap<QString, QString> parameters = both;
        parameters.insert(QStringLiteral("ratio"), QString::number(*ratio));
        all.append({QStringLiteral("ratio_suspected"), parameters, Severity::Fault,
                    ten ? Confidence::Possible : Confidence::Likely});
    }
    if (ten) {
        QMap<QString, QString> parameters = both;
        parameters.insert(QStringLiteral("factor"), shown(*ten));
        all.append({QStringLiteral("decimals_suspected"), parameters, Severity::Fault,
                    ratio ? Confidence::Possible : Confidence::Likely});
    }
    if (!all.isEmpty() || isNear(-value, reference, agreement)) // a wrong sign has a rule of its own
        return all;
    QMap<QString, QString> parameters = both;
    parameters.insert(QStringLiteral("percent"),
                      QString::number(100 * (value - reference) / std::abs(reference), 'f', 1));
    return {{QStringLiteral("reference_differs"), parameters, Severity::Warning, Confidence::Certain}};
}

QString textOf(const QList<Reading> &readings, const QString &quantity)
{
    for (const Reading &one : readings) {
        if (one.quantity == quantity)
            return one.value;
    }
    return {};
}

// What voltage, current and power factor come to, in kW; nothing where one of a phase is missing.
std::optional<double> computedPower(const Values &values, const QStringList &phases)
{
    double kilowatts = 0;
    for (const QString &phase : phases) {
        const auto voltage = values.constFind(QStringLiteral("voltage.") + phase);
        const auto current = values.constFind(QStringLiteral("current.") + phase);
        auto factor = values.constFind(QStringLiteral("power.factor.") + phase);
        if (factor == values.cend())
            factor = values.constFind(QStringLiteral("power.factor.total"));
        if (voltage == values.cend() || current == values.cend() || factor == values.cend())
            return std::nullopt;
        kilowatts += *voltage * std::abs(*current) * std::abs(*factor) / 1000;
    }
    return kilowatts;
}

std::optional<Finding> powerAgainstParts(const QList<Reading> &readings, const Values &values)
{
    const QString total = QStringLiteral("power.active.total");
    const auto power = values.constFind(total);
    if (power == values.cend())
        return std::nullopt;
    std::optional<double> computed
        = computedPower(values, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    if (!computed)
        computed = computedPower(values, {QStringLiteral("a")});
    constexpr double leastKilowatts = 0.1; // below, the meter's own steps decide
    if (!computed || *computed < leastKilowatts || isNear(std::abs(*power), *computed, agreement))
        return std::nullopt;
    QMap<QString, QString> parameters{{QStringLiteral("quantity"), total},
                                      {QStringLiteral("value"), textOf(readings, total)}};
    const std::optional<double> ten = *power == 0 ? std::nullopt : powerOfTen(*computed / std::abs(*power));
    if (ten) {
        parameters.insert(QStringLiteral("reference"), shown(*computed));
        parameters.insert(QStringLiteral("factor"), shown(*ten));
        return Finding{QStringLiteral("decimals_suspected"), parameters, Severity::Fault, Confidence::Likely};
    }
    parameters.insert(QStringLiteral("computed"), shown(*computed));
    return Finding{QStringLiteral("power_mismatch"), parameters, Severity::Warning, Confidence::Likely};
}

std::optional<Finding> oddValue(const Reading &reading, double value)
{
    QMap<QString, QString> parameters{{QStringLiteral("quantity"), reading.quantity},
                                      {QStringLiteral("value"), reading.value}};
    if (reading.quantity.startsWith(QLatin1String("power.active.")) && value < 0)
        return Finding{QStringLiteral("power_negative"), parameters, Severity::Warning, Confidence::Likely};
    if (isPlausible(reading.quantity, value))
        return std::nullopt;
    // What has a narrow range shows by which power of ten it is off.
    const bool narrow = reading.quantity.startsWith(QLatin1String("voltage."))
        || reading.quantity == QLatin1String("frequency");
    for (const double ten : powersOfTen) {
        if (!narrow || !isPlausible(reading.quantity, value * ten))
            continue;
        parameters.insert(QStringLiteral("reference"), shown(value * ten));
        parameters.insert(QStringLiteral("factor"), shown(ten));
        return Finding{QStringLiteral("decimals_suspected"), parameters, Severity::Fault, Confidence::Likely};
    }
    return Finding{QStringLiteral("value_implausible"), parameters, Severity::Fault, Confidence::Likely};
}

} // namespace

bool isPlausible(const QString &quantity, double value)
{
    const Range *range = rangeOf(quantity);
    if (!std::isfinite(value))
        return false;
    if (!range || (value == 0 && range->mayBeZero))
        return true;
    return value >= range->least && value <= range->most;
}

QList<Finding> explainValues(const QList<Reading> &readings, const QMap<QString, QString> &references)
{
    QList<Finding> all;
    const Values values = valuesOf(readings);
    for (const Reading &reading : readings) {
        const auto value = values.constFind(reading.quantity);
        if (value == values.cend() || reading.quality != Reading::Quality::Good)
            continue;
        if (const std::optional<Finding> one = oddValue(reading, *value))
            all.append(*one);
        const QString reference = references.value(reading.quantity);
        if (const std::optional<ExactNumber> number = ExactNumber::fromText(reference))
            all += against(reading.quantity, *value, reading.value, number->toDouble(), reference);
    }
    if (const std::optional<Finding> one = powerAgainstParts(readings, values))
        all.append(*one);
    sortByGravity(all);
    return all;
}

std::optional<Finding> explainWordOrder(const MeterRegister &one, const QList<quint16> &registers)
{
    const auto sensible = [&](WordOrder order) -> std::optional<QString> {
        RegisterFormat format = one.format;
        format.order = order;
        const modbus::RegisterValue value = modbus::decodeRegisters(format, registers);
        const std::optional<ExactNumber> number = ExactNumber::fromText(value.text);
        if (value.quality != Reading::Quality::Good || !number || number->isZero()
            || !isPlausible(one.quantity, number->toDouble()))
            return std::nullopt;
        return value.text;
    };
    if (registers.isEmpty() || !rangeOf(one.quantity) || sensible(one.format.order))
        return std::nullopt;
    std::optional<Finding> found;
    for (const WordOrder order : {WordOrder::ABCD, WordOrder::CDAB, WordOrder::BADC, WordOrder::DCBA}) {
        const std::optional<QString> value = sensible(order);
        if (!value)
            continue;
        if (found)
            return std::nullopt; // it could be either
        found = Finding{QStringLiteral("word_order"),
                        {{QStringLiteral("quantity"), one.quantity},
                         {QStringLiteral("value"), *value},
                         {QStringLiteral("order"), toWord(order)}},
                        Severity::Fault,
                        Confidence::Likely};
    }
    return found;
}

} // namespace pd::serial
