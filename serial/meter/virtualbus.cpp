// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/meter/virtualbus.h"

namespace pd::serial {

namespace {

bool happensOnce(const QString &fault)
{
    static const QStringList names{QStringLiteral("echo"), QStringLiteral("foreign_master"),
                                   QStringLiteral("wrong_baud"), QStringLiteral("wrong_parity")};
    return names.contains(fault);
}

} // namespace

VirtualBus::VirtualBus(DeviceLine &line)
    : m_dlt645(line)
    , m_modbus(line)
{
}

QStringList VirtualBus::addresses() const
{
    return m_dlt645.addresses() + m_modbus.addresses();
}

void VirtualBus::setDelays(int answerMs, int lateMs)
{
    m_dlt645.setAnswerDelay(answerMs);
    m_dlt645.setLateDelay(lateMs);
    m_modbus.setAnswerDelay(answerMs);
    m_modbus.setLateDelay(lateMs);
}

Done VirtualBus::setFault(const QString &name, bool on, int oneIn)
{
    const bool hasDlt645 = !m_dlt645.addresses().isEmpty();
    const bool hasModbus = !m_modbus.addresses().isEmpty();
    const bool forDlt645 = dlt645::Slave::faultNames().contains(name) && (hasDlt645 || !hasModbus);
    const bool forModbus = modbus::Slave::faultNames().contains(name) && hasModbus;
    if (!forDlt645 && !forModbus)
        return failure(Error::Kind::NotFound, QStringLiteral("no such fault: ") + name);
    if (forDlt645) {
        if (Done done = m_dlt645.setFault(name, on, {}, oneIn); !done)
            return done;
    }
    if (forModbus && !(forDlt645 && happensOnce(name)))
        return m_modbus.setFault(name, on, 0, oneIn);
    return {};
}

} // namespace pd::serial
