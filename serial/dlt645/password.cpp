// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/password.h"

#include <algorithm>

namespace pd::serial::dlt645 {

Result<Password> Password::fromText(const QString &digits, int level)
{
    constexpr int lowestLevel = 9;
    Password password;
    const qsizetype expected = 2 * qsizetype(password.m_bytes.size());
    const bool plain = std::all_of(digits.begin(), digits.end(),
                                   [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
    if (digits.size() != expected || !plain)
        return failure(Error::Kind::Invalid, QStringLiteral("a password has six digits"),
                       QStringLiteral("password"));
    if (level < 0 || level > lowestLevel)
        return failure(Error::Kind::Invalid, QStringLiteral("a password has a level of 0 to 9"),
                       QStringLiteral("password_level"));
    password.m_level = level;
    for (size_t n = 0; n < password.m_bytes.size(); ++n) {
        const qsizetype at = expected - 2 * qsizetype(n) - 2;
        password.m_bytes[n] = quint8(digits[at].digitValue() << 4 | digits[at + 1].digitValue());
    }
    return password;
}

Password::~Password()
{
    // Through volatile, so that it is not left out as a store that nobody reads.
    for (quint8 &byte : m_bytes)
        *static_cast<volatile quint8 *>(&byte) = 0;
}

QByteArray Password::wire() const
{
    QByteArray bytes(1, char(m_level));
    for (const quint8 byte : m_bytes)
        bytes.append(char(byte));
    return bytes;
}

} // namespace pd::serial::dlt645
