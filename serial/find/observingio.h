// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/line/lineio.h"

namespace pd::serial {

// Whether the bytes are a request that only reads: DL/T 645 11H, 12H, 13H (2007) and 01H, 02H (1997),
// Modbus 03 and 04.
bool isReadRequest(const QByteArray &request);

// A line's io that lets nothing through but reading, and keeps what came back. For searching and checking: a
// meter must not be changed by being looked at. Lives as long as the procedure; owns nothing.
class ObservingIo final : public LineIo
{
public:
    explicit ObservingIo(LineIo &io)
        : m_io(io)
    {
    }

    // NotAllowed ("only_reading") for anything but a read request.
    Done exchange(Exchange &exchange, const LineTiming &timing) override;
    bool cancelled() override { return m_io.cancelled(); }
    void note(const FrameRemark &remark) override { m_io.note(remark); }
    qint64 nowNs() const override { return m_io.nowNs(); }
    Done listen(Listener &listener, int ms, int gapMs) override { return m_io.listen(listener, ms, gapMs); }
    Done retune(const LineSettings &settings) override { return m_io.retune(settings); }
    LineSettings settings() const override { return m_io.settings(); }
    LineCounters counters() const override { return m_io.counters(); }

    // What the last attempt of the last exchange brought, without the echo.
    QByteArray lastReceived() const { return m_received; }
    // Damaged attempts so far whose bytes began as the answer asked for begins.
    qint64 spoiledTails() const { return m_spoiledTails; }

private:
    LineIo &m_io;
    QByteArray m_received;
    qint64 m_spoiledTails = 0;
};

} // namespace pd::serial
