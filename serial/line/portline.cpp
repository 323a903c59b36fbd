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
    m_settings = settings;
    return m_transport.open(settings).map([](const QList<FrameRemark> &) {});
}

void PortLine::setBaud(int baud)
{
    m_settings.baud = baud;
    m_transport.close();
    if (const Done done = open(LineSettings(m_settings)); !done)
        Q_EMIT lost(done.error());
}

Done PortLine::mistune(const std::optional<LineSettings> &wrong)
{
    m_transport.close();
    return m_transport.open(wrong.value_or(m_settings)).map([](const QList<FrameRemark> &) {});
}

} // namespace pd::serial
