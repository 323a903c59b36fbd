// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/valueformat.h"

#include "models/basics/decimal.h"

#include <algorithm>

namespace pd::serial::dlt645 {

namespace {

using Kind = Format::Kind;

QByteArray reversed(QByteArray bytes)
{
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

bool isBcd(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(),
                       [](char byte) { return (quint8(byte) >> 4) <= 9 && (quint8(byte) & 0xF) <= 9; });
}

bool isAbsent(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return quint8(byte) == 0xFF; });
}

QString numberText(const QByteArray &digits, int decimals, bool negative)
{
    QByteArray text = digits;
    if (decimals > 0)
        text.insert(text.size() - decimals, '.');
    qsizetype zeros = 0;
    while (zeros + 1 < text.size() && text[zeros] == '0' && text[zeros + 1] != '.')
        ++zeros;
    text.remove(0, zeros);
    const bool zero = std::all_of(text.begin(), text.end(), [](char c) { return c == '0' || c == '.'; });
    return (negative && !zero ? QStringLiteral("-") : QString()) + QString::fromLatin1(text);
}

// How the digits of a date or time are laid out: each 0 stands for the next digit.
QLatin1String pattern(Kind kind)
{
    switch (kind) {
    case Kind::Date: return QLatin1String("2000-00-00 W00");
    case Kind::Time: return QLatin1String("00:00:00");
    case Kind::DateTime: return QLatin1String("2000-00-00 00:00");
    case Kind::MonthDayTime: return QLatin1String("00-00 00:00");
    case Kind::DayHour: return QLatin1String("00 00");
    case Kind::ZoneRow: return QLatin1String("00-00 00");
    case Kind::PeriodRow: return QLatin1String("00:00 00");
    case Kind::Moment: return QLatin1String("2000-00-00 00:00:00");
    case Kind::HolidayRow: return QLatin1String("2000-00-00 00");
    default: return QLatin1String();
    }
}

// The first two zeros of "2000-..." are the century, which does not travel.
int centuryDigits(Kind kind)
{
    return pattern(kind).startsWith(QLatin1String("20")) ? 2 : 0;
}

QString laidOut(Kind kind, const QByteArray &digits)
{
    QString text = pattern(kind);
    qsizetype next = 0;
    for (qsizetype i = centuryDigits(kind); i < text.size(); ++i) {
        if (text[i] == QLatin1Char('0') && next < digits.size())
            text[i] = QLatin1Char(digits[next++]);
    }
    return text;
}

QString printableText(const QByteArray &wire)
{
    QByteArray text = reversed(wire);
    while (text.endsWith('\0') || text.endsWith(' '))
        text.chop(1);
    while (text.startsWith('\0') || text.startsWith(' '))
        text.remove(0, 1);
    const bool printable
        = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    return printable ? QString::fromLatin1(text) : QString();
}

// The standard's bit field, not BCD: 08H is 2400, 20H is 9600.
QString baudText(quint8 word)
{
    const bool oneBit = word >= 0x02 && word <= 0x40 && (word & (word - 1)) == 0;
    return oneBit ? QString::number(300 * word) : QString();
}

Result<QByteArray> wrongText(const Format &format, const QString &text)
{
    return failure(Error::Kind::Invalid,
                   QStringLiteral("\"%1\" is not of the format %2").arg(text, format.text()));
}

Result<QByteArray> bcdOf(const Format &format, const QString &text, const QByteArray &digits)
{
    if (digits.size() > format.bytes * 2)
        return wrongText(format, text);
    return reversed(QByteArray::fromHex(digits.rightJustified(format.bytes * 2, '0')));
}

Result<QByteArray> encodeNumber(const Format &format, const QString &text)
{
    const Result<qint64> scaled = parseScaled(text, format.decimals, ExtraDigits::Refuse);
    if (!scaled || (*scaled < 0 && format.kind != Kind::Signed))
        return wrongText(format, text);
    Result<QByteArray> bytes = bcdOf(format, text, QByteArray::number(qAbs(*scaled)));
    if (!bytes || format.kind != Kind::Signed)
        return bytes;
    char &top = (*bytes)[format.bytes - 1];
    if (quint8(top) & 0x80)
        return wrongText(format, text); // beyond 79...: the bit is the sign
    if (*scaled < 0)
        top = char(quint8(top) | 0x80);
    return bytes;
}

Result<QByteArray> encodeLaidOut(const Format &format, const QString &text)
{
    const QString shape = pattern(format.kind);
    if (text.size() != shape.size())
        return wrongText(format, text);
    QByteArray digits;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool digit = shape[i] == QLatin1Char('0') && i >= centuryDigits(format.kind);
        const char c = text[i].toLatin1();
        if (digit ? (c < '0' || c > '9') : text[i] != shape[i])
            return wrongText(format, text);
        if (digit)
            digits.append(c);
    }
    return bcdOf(format, text, digits);
}

Result<QByteArray> encodeWord(const Format &format, const QString &text)
{
    bool ok = false;
    const quint32 word = text.toUInt(&ok, 0);
    if (!ok || (format.bytes < 4 && (word >> (8 * format.bytes)) != 0))
        return wrongText(format, text);
    QByteArray bytes;
    for (int i = 0; i < format.bytes; ++i)
        bytes.append(char(quint8(word >> (8 * i))));
    return bytes;
}

// Hexadecimal digits, two a byte.
Result<QByteArray> encodeHex(const Format &format, const QString &text)
{
    const QByteArray bytes = QByteArray::fromHex(text.toLatin1());
    const bool whole = QString::fromLatin1(bytes.toHex()) == text.toLower();
    if (!whole || (format.kind != Kind::Raw && bytes.size() != format.bytes))
        return wrongText(format, text);
    return format.kind == Kind::Raw ? bytes : reversed(bytes);
}

Result<QByteArray> encodeBaud(const Format &format, const QString &text)
{
    for (int word = 0x02; word <= 0x40; word *= 2) {
        if (baudText(quint8(word)) == text)
            return QByteArray(1, char(word));
    }
    return wrongText(format, text);
}

} // namespace

QString Format::text() const
{
    const auto written = [this](char digit) {
        const QLatin1Char one(digit);
        const QString all((digits ? digits : bytes * 2) - decimals, one);
        return decimals ? all + QLatin1Char('.') + QString(decimals, one) : all;
    };
    switch (kind) {
    case Kind::Digits:
    case Kind::Baud:
    case Kind::Identifier: return written(letter == 'X' && kind == Kind::Identifier ? 'X' : 'N');
    case Kind::Date: return QStringLiteral("YYMMDDWW");
    case Kind::Time: return QStringLiteral("hhmmss");
    case Kind::DateTime: return QStringLiteral("YYMMDDhhmm");
    case Kind::MonthDayTime: return QStringLiteral("MMDDhhmm");
    case Kind::DayHour: return QStringLiteral("DDhh");
    case Kind::ZoneRow: return QStringLiteral("MMDDNN");
    case Kind::PeriodRow: return QStringLiteral("hhmmNN");
    case Kind::Moment: return QStringLiteral("YYMMDDhhmmss");
    case Kind::HolidayRow: return QStringLiteral("YYMMDDNN");
    case Kind::Operator: return QStringLiteral("C0C1C2C3");
    default: return written(letter);
    }
}

QString Format::kindText() const
{
    static constexpr const char *words[]
        = {"number",     "signed", "digits",      "ascii",          "bits",       "baud",
           "date",       "time",   "date_time",   "month_day_time", "day_hour",   "zone_row",
           "period_row", "moment", "holiday_row", "operator",       "identifier", "raw"};
    return QLatin1String(words[int(kind)]);
}

Value decodeValue(const Format &format, const QByteArray &bytes)
{
    using Quality = Reading::Quality;
    if (bytes.size() != format.bytes)
        return {{}, {}, Quality::Unreadable};
    if (format.kind == Kind::Word)
        return {
            QStringLiteral("0x") + QString::fromLatin1(reversed(bytes).toHex().toUpper()), {}, Quality::Good};
    if (format.kind == Kind::Raw)
        return {QString::fromLatin1(bytes.toHex().toUpper()), {}, Quality::Good};
    const bool emptyText = format.kind == Kind::Text && bytes.count('\0') == bytes.size();
    if (isAbsent(bytes) || emptyText)
        return {{}, {}, Quality::Absent};
    if (format.kind == Kind::Baud || format.kind == Kind::Text) {
        const QString text = format.kind == Kind::Baud ? baudText(quint8(bytes[0])) : printableText(bytes);
        return {text, {}, text.isEmpty() ? Quality::Unreadable : Quality::Good};
    }
    QByteArray big = reversed(bytes);
    if (format.kind == Kind::Operator || format.kind == Kind::Identifier)
        return {QString::fromLatin1(big.toHex().toUpper()), {}, Quality::Good};
    const bool negative = format.kind == Kind::Signed && quint8(big[0]) & 0x80;
    if (negative)
        big[0] = char(quint8(big[0]) & 0x7F);
    if (!isBcd(big))
        return {{}, {}, Quality::Unreadable};
    const QByteArray digits = big.toHex();
    if (format.kind == Kind::Number || format.kind == Kind::Signed)
        return {numberText(digits, format.decimals, negative), {}, Quality::Good};
    if (format.kind == Kind::Digits)
        return {QString::fromLatin1(digits), {}, Quality::Good};
    return {laidOut(format.kind, digits), {}, Quality::Good};
}

Result<QByteArray> encodeValue(const Format &format, const QString &text)
{
    if (text.isEmpty())
        return QByteArray(format.bytes, char(0xFF));
    switch (format.kind) {
    case Kind::Number:
    case Kind::Signed: return encodeNumber(format, text);
    case Kind::Word: return encodeWord(format, text);
    case Kind::Baud: return encodeBaud(format, text);
    case Kind::Operator:
    case Kind::Identifier:
    case Kind::Raw: return encodeHex(format, text);
    case Kind::Digits: {
        const QByteArray digits = text.toLatin1();
        if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return wrongText(format, text);
        return bcdOf(format, text, digits);
    }
    case Kind::Text:
        if (text.size() > format.bytes)
            return wrongText(format, text);
        return reversed(text.toLatin1().leftJustified(format.bytes, '\0'));
    default: return encodeLaidOut(format, text);
    }
}

} // namespace pd::serial::dlt645
