// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/meter/meterreader.h"

#include "serial/dlt645/master.h"

namespace pd::serial {

namespace {

class Dlt645Reader final : public MeterReader
{
public:
    Dlt645Reader(const QByteArray &address, const QList<dlt645::Wanted> &wanted)
        : m_address(address)
        , m_wanted(wanted)
    {
    }
    int parts() const override { return int(m_wanted.size()); }
    Result<QList<Reading>> readPart(LineIo &io, int part, const LineTiming &timing) override
    {
        return dlt645::readWanted(io, m_address, m_wanted[part], timing).map([](const Reading &reading) {
            return QList<Reading>{reading};
        });
    }

private:
    const QByteArray m_address;
    const QList<dlt645::Wanted> m_wanted;
};

Result<std::shared_ptr<MeterReader>> dlt645Reader(const PolledMeter &meter)
{
    const std::optional<QByteArray> address = dlt645::addressFromText(meter.meter.address);
    if (!address)
        return failure(Error::Kind::Invalid, QStringLiteral("no meter address: ") + meter.meter.address,
                       QStringLiteral("address"));
    QList<dlt645::Wanted> wanted;
    for (const QString &item : meter.items) {
        const Result<dlt645::Wanted> one = dlt645::wantedFromText(item);
        if (!one)
            return tl::unexpected(one.error());
        wanted.append(*one);
    }
    return std::make_shared<Dlt645Reader>(*address, wanted);
}

} // namespace

Result<std::shared_ptr<MeterReader>> makeMeterReader(const PolledMeter &meter)
{
    if (meter.items.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("no item to read"), QStringLiteral("no_item"));
    switch (meter.meter.protocol) {
    case MeterProtocol::Dlt645_2007: return dlt645Reader(meter);
    case MeterProtocol::Dlt645_1997:
    case MeterProtocol::ModbusRtu: break;
    }
    return failure(Error::Kind::Unsupported,
                   toWord(meter.meter.protocol) + QStringLiteral(" is not there yet"),
                   QStringLiteral("protocol"));
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
