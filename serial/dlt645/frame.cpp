// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/frame.h"

#include <algorithm>

namespace pd::serial::dlt645 {

namespace {
constexpr char start = 0x68;
constexpr char end = 0x16;
constexpr quint8 dataOffset = 0x33;
} // namespace

QByteArray encode(const Frame &frame, int preamble)
{
    Q_ASSERT(frame.address.size() == addressBytes);
    Q_ASSERT(frame.data.size() <= longestData);
    QByteArray body;
    body.reserve(12 + frame.data.size());
    body.append(start).append(frame.address).append(start);
    body.append(char(frame.control)).append(char(frame.data.size()));
    for (char byte : frame.data)
        body.append(char(quint8(byte) + dataOffset));
    body.append(char(checksum(body.constData(), body.size()))).append(end);
    return QByteArray(preamble, char(0xFE)) + body;
}

QString addressText(const QByteArray &address)
{
    QByteArray digits = address;
    std::reverse(digits.begin(), digits.end());
    return QString::fromLatin1(digits.toHex().toUpper());
}

std::optional<QByteArray> addressFromText(const QString &text)
{
    const auto isDigit = [](QChar c) {
        const char d = c.toLatin1();
        return (d >= '0' && d <= '9') || (d >= 'A' && d <= 'F') || (d >= 'a' && d <= 'f');
    };
    if (text.isEmpty() || text.size() > 2 * addressBytes || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    QByteArray bytes = QByteArray::fromHex(text.toLatin1().rightJustified(2 * addressBytes, '0'));
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

bool addresses(const QByteArray &asked, const QByteArray &own)
{
    qsizetype given = asked.size();
    while (given > 0 && quint8(asked[given - 1]) == 0xAA)
        --given;
    return own.startsWith(asked.left(given));
}

bool answers(const QByteArray &asked, const QByteArray &answered)
{
    return addresses(asked, answered) || asked == broadcastAddress;
}

quint8 checksum(const char *bytes, qsizetype size)
{
    quint8 sum = 0;
    for (qsizetype i = 0; i < size; ++i)
        sum = quint8(sum + quint8(bytes[i]));
    return sum;
}

QByteArray hexText(const QByteArray &bytes)
{
    return bytes.toHex(' ').toUpper();
}

} // namespace pd::serial::dlt645
