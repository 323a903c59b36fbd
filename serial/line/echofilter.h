// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>

namespace pd::serial {

// Takes an RS-485 adapter's echo of the bytes just sent out of the incoming stream: exactly those bytes, at
// the very begin. Where the incoming bytes turn out to be something else (an answer begins like its request),
// all of them are let through.
class EchoFilter
{
public:
    void expect(const QByteArray &sent)
    {
        m_expected = sent;
        m_held.clear();
        m_seen = false;
    }

    QByteArray pass(const QByteArray &bytes)
    {
        if (m_expected.isEmpty())
            return bytes;
        m_held += bytes;
        if (m_held.startsWith(m_expected)) {
            m_seen = true;
            m_held.remove(0, m_expected.size());
            return release();
        }
        return m_expected.startsWith(m_held) ? QByteArray() : release();
    }

    // The line is silent: what was held back is no echo.
    QByteArray release()
    {
        m_expected.clear();
        return std::exchange(m_held, QByteArray());
    }

    bool seen() const { return m_seen; }

private:
    QByteArray m_expected;
    QByteArray m_held;
    bool m_seen = false;
};

} // namespace pd::serial
