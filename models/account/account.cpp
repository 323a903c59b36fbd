// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/account/account.h"

namespace pd {

namespace {

QString stars(qsizetype count)
{
    return QString(qMax<qsizetype>(0, count), QLatin1Char('*'));
}

} // namespace

// Too short to hide anything in the middle: everything is hidden.
QString maskedPhone(QStringView phone)
{
    const QString text = phone.trimmed().toString();
    constexpr qsizetype head = 3;
    constexpr qsizetype tail = 4;
    if (text.size() < head + tail + 1)
        return stars(text.size());
    return text.left(head) + stars(text.size() - head - tail) + text.right(tail);
}

// Province and city letter, one sign, and the last two; a separator in the text is not counted.
QString maskedPlate(QStringView plate)
{
    QString text = plate.toString();
    text.remove(QChar(u'·')).remove(QChar(u'•')).remove(QLatin1Char(' ')).remove(QLatin1Char('-'));
    constexpr qsizetype region = 2;
    constexpr qsizetype tail = 2;
    if (text.size() < region + 1 + tail + 1)
        return stars(text.size());
    return text.left(region) + QChar(u'·') + text.at(region) + stars(text.size() - region - 1 - tail)
        + text.right(tail);
}

} // namespace pd
