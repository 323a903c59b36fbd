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

constexpr qint64 powersOfTen[] = {1,
                                  10,
                                  100,
                                  1'000,
                                  10'000,
                                  100'000,
                                  1'000'000,
                                  10'000'000,
                                  100'000'000,
                                  1'000'000'000,
                                  10'000'000'000,
                                  100'000'000'000,
                                  1'000'000'000'000,
                                  10'000'000'000'000,
                                  100'000'000'000'000,
                                  1'000'000'000'000'000,
                                  10'000'000'000'000'000,
                                  100'000'000'000'000'000,
                                  1'000'000'000'000'000'000};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Reads digits into a number of at most 18 figures and a power of ten.
struct NumberReader
{
    const char *at;
    const char *end;
    qint64 figures = 0;
    int count = 0; // of figures
    qint64 exponent = 0;

    bool digits(bool isFraction)
    {
        const char *first = at;
        for (; at != end && isDigit(*at); ++at) {
            const bool taken = count < longestNumber;
            if (taken) {
                figures = figures * 10 + (*at - '0');
                count += figures != 0;
            }
            exponent += (taken ? 0 : 1) - (isFraction ? 1 : 0);
        }
        return at != first;
    }
    bool skip(char c)
    {
        const bool found = at != end && *at == c;
        at += found;
        return found;
    }
    bool readExponent()
    {
        constexpr qint64 largest = 1'000'000;
        const bool negative = skip('-');
        if (!negative)
            skip('+');
        const char *first = at;
        qint64 power = 0;
        for (; at != end && isDigit(*at); ++at)
            power = qMin(largest, power * 10 + (*at - '0'));
        exponent += negative ? -power : power;
        return at != first;
    }
};

// value * 10^exponent, rounded half up; value >= 0.
std::optional<qint64> shifted(qint64 value, qint64 exponent)
{
    if (value == 0)
        return 0;
    if (exponent < -longestNumber)
        return 0;
    if (exponent < 0) {
        const qint64 by = powersOfTen[-exponent];
        return value / by + (value % by >= by - by / 2 ? 1 : 0);
    }
    if (exponent >= longestNumber || value >= powersOfTen[longestNumber - exponent])
        return {};
    return value * powersOfTen[exponent];
}

} // namespace

std::optional<qint64> scaledNumber(QByteArrayView text, int decimals)
{
    NumberReader reader{text.data(), text.data() + text.size()};
    const bool negative = reader.skip('-');
    if (!reader.digits(false) || (reader.skip('.') && !reader.digits(true)))
        return {};
    if ((reader.skip('e') || reader.skip('E')) && !reader.readExponent())
        return {};
    if (reader.at != reader.end)
        return {};
    const std::optional<qint64> value = shifted(reader.figures, reader.exponent + decimals);
    if (!value)
        return {};
    return negative ? -*value : *value;
}

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
