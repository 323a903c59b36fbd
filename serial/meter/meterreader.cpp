// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/meter/meterreader.h"

#include "serial/dlt645/edition.h"
#include "serial/dlt645/master.h"
#include "serial/modbus/frame.h"
#include "serial/modbus/reader.h"

namespace pd::serial {

namespace {

class Dlt645Reader final : public MeterReader
{
public:
    Dlt645Reader(dlt645::Edition edition, const QByteArray &address, const QList<dlt645::Wanted> &wanted)
        : m_edition(edition)
        , m_address(address)
        , m_wanted(wanted)
    {
    }
    int parts() const override { return int(m_wanted.size()); }
    Result<QList<Reading>> readPart(LineIo &io, int part, const LineTiming &timing) override
    {
        return dlt645::readWanted(io, m_edition, m_address, m_wanted[part], timing)
            .map([](const Reading &reading) { return QList<Reading>{reading}; });
    }

private:
    const dlt645::Edition m_edition;
    const QByteArray m_address;
    const QList<dlt645::Wanted> m_wanted;
};

Result<std::shared_ptr<MeterReader>> dlt645Reader(const PolledMeter &meter, dlt645::Edition edition)
{
    const std::optional<QByteArray> address = dlt645::addressFromText(meter.meter.address);
    if (!address)
        return failure(Error::Kind::Invalid, QStringLiteral("no meter address: ") + meter.meter.address,
                       QStringLiteral("address"));
    QList<dlt645::Wanted> wanted;
    for (const QString &item : meter.items) {
        const Result<dlt645::Wanted> one = dlt645::wantedFromText(item, edition);
        if (!one)
            return tl::unexpected(one.error());
        wanted.append(*one);
    }
    return std::make_shared<Dlt645Reader>(edition, *address, wanted);
}

// All its items are one part: readMeter() bundles them into few requests, and takes refusals apart by itself.
class ModbusReader final : public MeterReader
{
public:
    ModbusReader(int unit, const MeterProfile &profile, const QList<MeterRegister> &wanted)
        : m_unit(unit)
        , m_profile(profile)
        , m_wanted(wanted)
    {
    }
    int parts() const override { return 1; }
    Result<QList<Reading>> readPart(LineIo &io, int, const LineTiming &timing) override
    {
        return modbus::readMeter(io, m_unit, m_profile, m_wanted, timing);
    }
    LineTiming timing(const LineTiming &ofLine) const override
    {
        LineTiming timing = modbus::timingFor(m_profile);
        timing.retries = ofLine.retries;
        timing.lateMs = ofLine.lateMs;
        if (ofLine.answerMs != LineTiming().answerMs) // somebody knows this line
            timing.answerMs = ofLine.answerMs;
        return timing;
    }

private:
    const int m_unit;
    const MeterProfile m_profile;
    const QList<MeterRegister> m_wanted;
};

Result<std::shared_ptr<MeterReader>> modbusReader(const PolledMeter &meter, const ProfileLibrary &profiles)
{
    const std::optional<int> unit = modbus::unitFromText(meter.meter.address);
    if (!unit)
        return failure(Error::Kind::Invalid, QStringLiteral("no Modbus unit: ") + meter.meter.address,
                       QStringLiteral("address"));
    MeterProfile profile;
    if (!meter.profile.isEmpty()) {
        const MeterProfile *found = profiles.find(meter.profile);
        if (!found)
            return failure(Error::Kind::Invalid, QStringLiteral("no such profile: ") + meter.profile,
                           QStringLiteral("profile"));
        profile = *found;
    }
    const Result<QList<MeterRegister>> wanted = modbus::wantedRegisters(profile, meter.items);
    if (!wanted)
        return tl::unexpected(wanted.error());
    return std::make_shared<ModbusReader>(*unit, profile, *wanted);
}

} // namespace

Result<std::shared_ptr<MeterReader>> makeMeterReader(const PolledMeter &meter, const ProfileLibrary &profiles)
{
    if (meter.items.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("no item to read"), QStringLiteral("no_item"));
    if (const std::optional<dlt645::Edition> edition = dlt645::editionOf(meter.meter.protocol))
        return dlt645Reader(meter, *edition);
    return modbusReader(meter, profiles);
}

MeterReaderFactory meterReaders(const ProfileLibrary &profiles)
{
    return [profiles](const PolledMeter &meter) { return makeMeterReader(meter, profiles); };
}

Result<QList<Reading>> readAll(MeterReader &reader, LineIo &io, const LineTiming &timing)
{
    QList<Reading> all;
    for (int part = 0; part < reader.parts(); ++part) {
        const Result<QList<Reading>> some = reader.readPart(io, part, timing);
        if (!some)
            return tl::unexpected(some.error());
        all += *some;
    }
    return all;
}

} // namespace pd::serial
