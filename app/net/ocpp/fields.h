// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"

#include <array>
#include <span>

namespace pd::net::ocpp {

// A decimal number as JSON or a string carries it, as plain decimal text without exponent; empty where it is
// none (NaN, blanks inside, more than 18 digits).
QString plainDecimal(QByteArrayView number);
// ISO 8601 with any count of decimals, an offset, Z or nothing (UTC). Invalid where it is none.
QDateTime parseTime(const QString &text);
QString timeText(const QDateTime &moment); // UTC with milliseconds and Z

// Reads the members of one payload; remembers the first violation, after which values are defaults.
class Fields
{
public:
    explicit Fields(const JsonValue &payload);

    enum class Need { Required, Optional };
    QString token(QByteArrayView name, int longest, Need need); // an identifier: refused if longer, or empty
    QString label(QByteArrayView name, int longest, Need need); // descriptive: cut if longer
    std::optional<int> integer(QByteArrayView name, Need need);
    int integer(QByteArrayView name) { return integer(name, Need::Required).value_or(0); }
    std::optional<Energy> wattHours(QByteArrayView name, Need need);
    std::optional<qint64> tenths(QByteArrayView name, Need need); // of a decimal; further decimals are cut
    QDateTime time(QByteArrayView name, Need need);
    // A member of any type but null; null pointer where there is none.
    const JsonValue *any(QByteArrayView name, Need need);
    const JsonValue *array(QByteArrayView name, Need need);
    const JsonValue *object(QByteArrayView name, Need need);
    // One of the words of an enum whose values are 0, 1, 2, ...
    template <typename Enum, size_t N>
    Enum word(QByteArrayView name, const std::array<Enum, N> &all)
    {
        const QString text = token(name, 64, Need::Required);
        for (Enum value : all) {
            if (toWord(value) == text)
                return value;
        }
        violate(ErrorCode::PropertyConstraintViolation, name, text);
        return all[0];
    }
    // One of these words; empty where it is an optional one that is absent.
    QString oneOf(QByteArrayView name, const QList<QLatin1String> &words, Need need = Need::Required);
    void violate(ErrorCode code, QByteArrayView name, const QString &why);
    void adopt(const Violation &violation);

    const std::optional<Violation> &violation() const { return m_violation; }
    // The result of a decoder.
    template <typename T>
    Decoded<T> finish(T message) const
    {
        if (m_violation)
            return tl::unexpected(*m_violation);
        return message;
    }

private:
    const JsonValue &m_payload;
    std::optional<Violation> m_violation;
};

} // namespace pd::net::ocpp
