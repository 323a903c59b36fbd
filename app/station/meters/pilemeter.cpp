// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/meters/pilemeter.h"

#include "models/basics/decimal.h"

namespace pd::station {

namespace {

// Items of DL/T 645-2007, annex A.
namespace item {
constexpr serial::dlt645::ItemId combinedActive = 0x00000000;
constexpr serial::dlt645::ItemId forwardActive = 0x00010000;
constexpr serial::dlt645::ItemId reverseActive = 0x00020000;
constexpr serial::dlt645::ItemId voltageA = 0x02010100;
constexpr serial::dlt645::ItemId currentA = 0x02020100;
constexpr serial::dlt645::ItemId powerTotal = 0x02030000;
constexpr serial::dlt645::ItemId powerA = 0x02030100;
constexpr serial::dlt645::ItemId factorTotal = 0x02060000;
constexpr serial::dlt645::ItemId factorA = 0x02060100;
constexpr serial::dlt645::ItemId frequency = 0x02800002;
constexpr serial::dlt645::ItemId date = 0x04000101;
constexpr serial::dlt645::ItemId time = 0x04000102;
constexpr serial::dlt645::ItemId tariffCount = 0x04000204;
constexpr serial::dlt645::ItemId ratedVoltage = 0x04000404;
constexpr serial::dlt645::ItemId activeConstant = 0x04000409;
constexpr serial::dlt645::ItemId status1 = 0x04000501;
constexpr serial::dlt645::ItemId status3 = 0x04000503;
} // namespace item

} // namespace

PileMeter::PileMeter(VirtualPile &pile, const Clock &clock, const QByteArray &timeZone)
    : m_pile(pile)
    , m_clock(clock)
    , m_timeZone(timeZone)
{
}

std::optional<QString> PileMeter::value(serial::dlt645::ItemId id) const
{
    const QDateTime now = m_clock.now().toTimeZone(m_timeZone);
    switch (id) {
    case item::combinedActive:
    case item::forwardActive: return registerText();
    case item::reverseActive: return QStringLiteral("0.00");
    case item::factorTotal:
    case item::factorA: return QStringLiteral("1.000");
    case item::frequency: return QStringLiteral("50.00");
    case item::date:
        return now.date().toString(QStringLiteral("yyyy-MM-dd"))
            + QStringLiteral(" W%1").arg(now.date().dayOfWeek() % 7, 2, 10, QLatin1Char('0'));
    case item::time: return now.time().toString(QStringLiteral("HH:mm:ss"));
    case item::tariffCount: return QStringLiteral("1");
    case item::ratedVoltage: return QStringLiteral("220.0V");
    case item::activeConstant: return QStringLiteral("1600");
    case item::status1:
    case item::status3: return QStringLiteral("0x0000");
    default: return measured(id);
    }
}

// Nothing where it cannot be kept: a register that might go back must not be shown.
std::optional<QString> PileMeter::registerText() const
{
    const Result<SampleReport> sample = m_pile.meterNow();
    if (!sample)
        return std::nullopt;
    return sample->energyRegister.kwhText(2);
}

std::optional<QString> PileMeter::measured(serial::dlt645::ItemId id) const
{
    ChargePort &port = m_pile.port();
    port.catchUp();
    switch (id) {
    case item::voltageA: return scaledText(port.voltageDeciV(), 1);
    case item::currentA: return scaledText(port.currentMilliA(), 3);
    case item::powerTotal:
    case item::powerA: return scaledText(port.powerW(), 3);
    default: return std::nullopt;
    }
}

} // namespace pd::station
