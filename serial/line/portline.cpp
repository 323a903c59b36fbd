// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/portline.h"

namespace pd::serial {

PortLine::PortLine(QObject *parent)
    : DeviceLine(parent)
{
    connect(&m_transport, &Transport::bytesArrived, this,
            [this] { Q_EMIT received(m_transport.takeBytes()); });
    connect(&m_transport, &Transport::lost, this, &PortLine::lost);
}

Done PortLine::open(const LineSettings &settings)
{
    return m_transport.open(settings).map([](const QStringList &) {});
}

} // namespace pd::serial
