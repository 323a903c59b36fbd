// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/virtualmodbus.h"

#include "models/basics/decimal.h"
#include "serial/meter/profilelibrary.h"
#include "serial/modbus/frame.h"
#include "serial/modbus/registervalue.h"
#include "serial/modbus/slave.h"

namespace pd::ctl {

namespace {

__extension__ using Wide = __int128;
constexpr int growthDecimals = 4;
constexpr qint64 msPerHour = 3'600'000;

tl::unexpected<Error> wrong(const QString &what)
{
    return failure(Error::Kind::Invalid, QStringLiteral("profile: ") + what);
}

Done readValues(const ModbusMeterWords &words, VirtualModbusMeter &meter)
{
    for (auto value = words.values.cbegin(); value != words.values.cend(); ++value) {
        const MeterRegister *one = meter.profile.find(value.key());
        if (!one)
            return wrong(QStringLiteral("%1 has no %2").arg(meter.profile.name, value.key()));
        const auto registers = serial::modbus::encodeRegisters(one->format, value.value());
        if (!registers)
            return wrong(value.key() + QStringLiteral(": ") + registers.error().detail);
        meter.values.insert(value.key(), value.value());
    }
    for (auto growth = words.growth.cbegin(); growth != words.growth.cend(); ++growth) {
        const Result<qint64> rate = parseScaled(growth.value(), growthDecimals, ExtraDigits::Refuse);
        if (!rate || !meter.values.contains(growth.key()))
            return wrong(
                QStringLiteral("growth_per_hour: %1 is no number of a value given before").arg(growth.key()));
        meter.growth.insert(growth.key(), *rate);
    }
    return {};
}

Done readFaults(const ModbusMeterWords &words, VirtualModbusMeter &meter)
{
    for (auto fault = words.faults.cbegin(); fault != words.faults.cend(); ++fault) {
        bool ok = false;
        const int oneIn = fault.value().toInt(&ok);
        if (!serial::modbus::Slave::faultNames().contains(fault.key()) || !ok || oneIn < 1)
            return wrong(
                QStringLiteral("faults: %1 is no fault with one in how many answers").arg(fault.key()));
        meter.faults.insert(fault.key(), oneIn);
    }
    return {};
}

} // namespace

std::optional<QString> VirtualModbusMeter::quantity(const QString &name) const
{
    const auto found = values.constFind(name);
    if (found == values.constEnd())
        return std::nullopt;
    const auto rate = growth.constFind(name);
    const Result<qint64> base = parseScaled(*found, growthDecimals, ExtraDigits::RoundHalfUp);
    if (rate == growth.constEnd() || !base)
        return *found;
    const qint64 elapsedMs = m_start.msecsTo(m_clock.now());
    qint64 value = *base + qint64(Wide(*rate) * elapsedMs / msPerHour);
    // Cut to the register's own step, as a meter shows it.
    const RegisterFormat &format = profile.find(name)->format;
    const int decimals = qMin(growthDecimals, format.decimals.value_or(format.scale.decimals()));
    const bool isFloat = format.type == RegisterType::Float32 || format.type == RegisterType::Float64;
    if (isFloat && !format.decimals)
        return scaledText(value, growthDecimals);
    for (int n = decimals; n < growthDecimals; ++n)
        value /= 10;
    return scaledText(value, decimals);
}

Result<std::unique_ptr<VirtualModbusMeter>> virtualModbusMeter(const ModbusMeterWords &words,
                                                               const Clock &clock)
{
    const std::optional<int> unit = serial::modbus::unitFromText(words.address);
    if (!unit)
        return wrong(QStringLiteral("no unit from 1 to 247: ") + words.address);
    serial::ProfileLibrary library = serial::ProfileLibrary::builtIn();
    library.addFolder(serial::ProfileLibrary::userFolder());
    const MeterProfile *profile = library.find(words.profile);
    if (!profile)
        return wrong(QStringLiteral("no profile of a Modbus meter is named ") + words.profile);
    auto meter = std::make_unique<VirtualModbusMeter>(clock);
    meter->unit = *unit;
    meter->profile = *profile;
    if (const Done done = readValues(words, *meter); !done)
        return tl::unexpected(done.error());
    if (const Done done = readFaults(words, *meter); !done)
        return tl::unexpected(done.error());
    return meter;
}

} // namespace pd::ctl
