// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/decimal.h"

namespace pd {

namespace {

constexpr int longestNumber = 18;

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

tl::unexpected<Error> notANumber(QStringView text)
{
    return failure(Error::Kind::Invalid, QStringLiteral("not a decimal number: ") + text.left(40).toString());
}

} // namespace

Result<qint64> parseScaled(QStringView text, int decimals, ExtraDigits extra)
{
    QStringView rest = text;
    const bool negative = rest.startsWith(QLatin1Char('-'));
    if (negative || rest.startsWith(QLatin1Char('+')))
        rest = rest.mid(1);
    const qsizetype point = rest.indexOf(QLatin1Char('.'));
    const QStringView whole = point < 0 ? rest : rest.left(point);
    const QStringView fraction = point < 0 ? QStringView() : rest.mid(point + 1);
    if ((whole.isEmpty() && fraction.isEmpty()) || (point >= 0 && fraction.isEmpty()))
        return notANumber(text);

    qint64 value = 0;
    int digits = 0;
    const auto take = [&](QChar c) {
        digits += value != 0 || c != QLatin1Char('0');
        if (digits > longestNumber)
            return false;
        value = value * 10 + c.digitValue();
        return true;
    };
    for (QChar c : whole) {
        if (!isDigit(c) || !take(c))
            return notANumber(text);
    }
    for (qsizetype i = 0; i < qMax<qsizetype>(decimals, fraction.size()); ++i) {
        const QChar c = i < fraction.size() ? fraction[i] : QLatin1Char('0');
        if (!isDigit(c) || (i < decimals && !take(c)))
            return notANumber(text);
        if (i >= decimals && extra == ExtraDigits::Refuse && c != QLatin1Char('0'))
            return failure(Error::Kind::Invalid, QStringLiteral("too many decimals: ") + text.toString());
        if (i == decimals && extra == ExtraDigits::RoundHalfUp && c >= QLatin1Char('5'))
            ++value;
    }
    return negative ? -value : value;
}

QString scaledText(qint64 value, int decimals)
{
    QString digits = QString::number(value < 0 ? 0 - quint64(value) : quint64(value));
    if (decimals > 0) {
        digits = digits.rightJustified(decimals + 1, QLatin1Char('0'));
        digits.insert(digits.size() - decimals, QLatin1Char('.'));
    }
    return value < 0 ? QLatin1Char('-') + digits : digits;
}

} // namespace pd
