// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pd {

enum class Parity { None, Even, Odd };

// How a serial line is set. Absolute path of the device ("/dev/ttyUSB0").
struct LineSettings
{
    QString path;
    int baud = 2400; // bit/s
    int dataBits = 8;
    Parity parity = Parity::Even;
    int stopBits = 1;

    QString text() const; // "2400 8E1"
    friend bool operator==(const LineSettings &, const LineSettings &) = default;
};

enum class MeterProtocol { Dlt645_2007, Dlt645_1997, ModbusRtu };
QString toWord(MeterProtocol protocol); // "dlt645-2007", "dlt645-1997", "modbus-rtu"

// One meter on a line. The address belongs to the request, never to the line.
struct MeterAddress
{
    MeterProtocol protocol = MeterProtocol::Dlt645_2007;
    QString address; // 12 digits as printed on the meter, or the Modbus unit number

    friend bool operator==(const MeterAddress &, const MeterAddress &) = default;
};

} // namespace pd
