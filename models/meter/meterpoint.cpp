// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meter/meterpoint.h"

namespace pd {

namespace {

QLatin1Char letterOf(Parity parity)
{
    switch (parity) {
    case Parity::None: return QLatin1Char('N');
    case Parity::Odd: return QLatin1Char('O');
    case Parity::Even: break;
    }
    return QLatin1Char('E');
}

} // namespace

QString LineSettings::text() const
{
    return QStringLiteral("%1 %2%3%4").arg(baud).arg(dataBits).arg(letterOf(parity)).arg(stopBits);
}

QString toWord(MeterProtocol protocol)
{
    switch (protocol) {
    case MeterProtocol::Dlt645_2007: return QStringLiteral("dlt645-2007");
    case MeterProtocol::Dlt645_1997: return QStringLiteral("dlt645-1997");
    case MeterProtocol::ModbusRtu: break;
    }
    return QStringLiteral("modbus-rtu");
}

} // namespace pd
