// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pd {

// Real time that only moves forward: wire timing, protocol timeouts, animation. Never accelerated.
class SteadyClock
{
public:
    virtual ~SteadyClock() = default;
    // Nanoseconds since an arbitrary start that all processes of one machine share.
    virtual qint64 nowNs() const = 0;
    qint64 nowMs() const { return nowNs() / 1'000'000; }
};

class SystemSteadyClock final : public SteadyClock
{
public:
    qint64 nowNs() const override;
};

// A clock that tests move by hand.
class ManualSteadyClock final : public SteadyClock
{
public:
    qint64 nowNs() const override { return m_ns; }
    void advanceMs(qint64 ms) { m_ns += ms * 1'000'000; }

private:
    qint64 m_ns = 1'000'000'000;
};

} // namespace pd
