// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/meters/pilemeter.h"

#include "models/basics/decimal.h"
#include "serial/dlt645/dictionary.h"

namespace pd::station {

namespace {

using namespace serial::dlt645;

// What a meter of DL/T 645-2007 has beside its quantities (annex A).
std::optional<QString> constantOf2007(ItemId id)
{
    switch (id) {
    case 0x04000204: return QStringLiteral("1"); // tariffs
    case 0x04000404: return QStringLiteral("220.0V"); // rated voltage
    case 0x04000409: return QStringLiteral("1600"); // pulses a kWh
    case 0x04000501: // status words 1 and 3
    case 0x04000503: return QStringLiteral("0x0000");
    default: return std::nullopt;
    }
}

// Cut to the digits that the item has, as a meter shows it.
QString cutTo(int decimals, const QString &text)
{
    constexpr int finest = 4;
    const Result<qint64> scaled = parseScaled(text, finest, ExtraDigits::Refuse);
    if (!scaled || decimals > finest)
        return text;
    qint64 value = *scaled;
    for (int n = decimals; n < finest; ++n)
        value /= 10;
    return scaledText(value, decimals);
}

} // namespace

PileMeter::PileMeter(VirtualPile &pile, const Clock &clock, const QByteArray &timeZone)
    : m_pile(pile)
    , m_clock(clock)
    , m_timeZone(timeZone)
    , m_edition(pile.site().meter && pile.site().meter->protocol == MeterProtocol::Dlt645_1997
                    ? Edition::Of1997
                    : Edition::Of2007)
{
}

std::optional<QString> PileMeter::value(ItemId id) const
{
    if (const std::optional<QString> part = clockPart(id))
        return part;
    if (m_edition == Edition::Of2007) {
        if (const std::optional<QString> constant = constantOf2007(id))
            return constant;
    }
    const std::optional<Item> item = dictionaryItem(m_edition, id);
    const std::optional<QString> text = quantity(quantityOf(m_edition, id));
    if (!item || !text)
        return std::nullopt;
    return cutTo(item->parts.first().format.decimals, *text);
}

std::optional<QString> PileMeter::clockPart(ItemId id) const
{
    const QDateTime now = m_clock.now().toTimeZone(m_timeZone);
    if (id == timeItem(m_edition))
        return now.time().toString(QStringLiteral("HH:mm:ss"));
    if (id != dateItem(m_edition))
        return std::nullopt;
    return now.date().toString(QStringLiteral("yyyy-MM-dd"))
        + QStringLiteral(" W%1").arg(now.date().dayOfWeek() % 7, 2, 10, QLatin1Char('0'));
}

std::optional<QString> PileMeter::quantity(const QString &name) const
{
    if (name == QLatin1String("energy.forward.total") || name == QLatin1String("energy.combined.total"))
        return registerText();
    if (name == QLatin1String("energy.reverse.total"))
        return QStringLiteral("0.00");
    if (name == QLatin1String("power.factor.total") || name == QLatin1String("power.factor.a"))
        return QStringLiteral("1.000");
    if (name == QLatin1String("frequency"))
        return QStringLiteral("50.00");
    ChargePort &port = m_pile.port();
    port.catchUp();
    if (name == QLatin1String("voltage.a"))
        return scaledText(port.voltageDeciV(), 1);
    if (name == QLatin1String("current.a"))
        return scaledText(port.currentMilliA(), 3);
    if (name == QLatin1String("power.active.total") || name == QLatin1String("power.active.a"))
        return scaledText(port.powerW(), 3);
    return std::nullopt;
}

// Nothing where it cannot be kept: a register that might go back must not be shown.
std::optional<QString> PileMeter::registerText() const
{
    const Result<SampleReport> sample = m_pile.meterNow();
    if (!sample)
        return std::nullopt;
    return sample->energyRegister.kwhText(2);
}

} // namespace pd::station
