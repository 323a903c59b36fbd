// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArray>
#include <QString>

#include <array>

namespace pd::serial::dlt645 {

// The password of a meter: a level (0 is the highest, 9 the lowest) and six digits. There is no way to print
// it: only a frame takes it out, and concealed() keeps it out of logs. Wiped when it goes.
class Password
{
public:
    // Six digits and a level of 0..9; Invalid otherwise (the detail does not repeat the text).
    static Result<Password> fromText(const QString &digits, int level);
    Password(const Password &) = default;
    Password &operator=(const Password &) = default;
    ~Password();

    int level() const { return m_level; }
    // PA P0 P1 P2, as it travels.
    QByteArray wire() const;

private:
    Password() = default;

    int m_level = 0;
    std::array<quint8, 3> m_bytes{}; // low byte first
};

// Who writes, and what entitles him.
struct Access
{
    Password password;
    quint32 operatorCode = 0; // up to eight decimal digits; the edition of 1997 has none
};

} // namespace pd::serial::dlt645
