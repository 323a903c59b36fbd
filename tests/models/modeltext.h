// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QDateTime>
#include <QStringList>

namespace pd::test {

// What a table shows, a line a row, cells parted by " | "; nothing known is "-".
inline QString modelText(const QAbstractItemModel &model, int role = Qt::DisplayRole)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            const QVariant value = model.index(row, column).data(role);
            if (value.typeId() == QMetaType::QDateTime)
                cells += value.toDateTime().toUTC().toString(QStringLiteral("MM-dd HH:mm"));
            else
                cells += value.isValid() ? value.toString() : QStringLiteral("-");
        }
        lines += cells.join(QLatin1String(" | "));
    }
    return lines.join(QLatin1Char('\n'));
}

inline QString textLines(std::initializer_list<const char *> texts)
{
    QStringList lines;
    for (const char *text : texts)
        lines += QString::fromUtf8(text);
    return lines.join(QLatin1Char('\n'));
}

} // namespace pd::test
