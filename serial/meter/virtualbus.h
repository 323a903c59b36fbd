// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/slave.h"
#include "serial/modbus/slave.h"

namespace pd::serial {

// Virtual meters of all protocols on one line, as they hang side by side on one RS-485 pair. Lives on the
// line's thread; owns neither line nor the meters' sources.
class VirtualBus
{
public:
    explicit VirtualBus(DeviceLine &line);

    dlt645::Slave &dlt645() { return m_dlt645; }
    modbus::Slave &modbus() { return m_modbus; }
    // DL/T 645 addresses first, then Modbus units.
    QStringList addresses() const;
    void setDelays(int answerMs, int lateMs); // as Slave::setAnswerDelay and setLateDelay

    // A fault of the line, or one that befalls every meter of it. What the line does by itself (echo, another
    // master, wrong settings) happens once; what befalls answers befalls those of both protocols. NotFound
    // for a name that no meter here knows, Unsupported where the line cannot be set.
    Done setFault(const QString &name, bool on, int oneIn = 1);

private:
    dlt645::Slave m_dlt645;
    modbus::Slave m_modbus;
};

} // namespace pd::serial
