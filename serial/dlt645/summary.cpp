// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/message.h"

namespace pd::serial::dlt645 {

QString summary(const Message &message)
{
    QString text = message.function;
    if (message.frame.isAnswer())
        text += message.frame.isError() ? QStringLiteral(" refused") : QStringLiteral(" answer");
    if (message.item)
        text += QLatin1Char(' ') + itemText(*message.item, message.edition);
    QStringList values;
    for (const Value &value : message.values) {
        const QString shown = value.quality == Reading::Quality::Good ? value.text : toWord(value.quality);
        values.append(value.unit.isEmpty() ? shown : shown + QLatin1Char(' ') + value.unit);
    }
    values += message.bits + message.errors;
    if (!values.isEmpty())
        text += QStringLiteral(": ") + values.join(QStringLiteral(", "));
    if (!message.note.isEmpty())
        text += QStringLiteral(" (%1)").arg(message.note);
    return message.address + QLatin1Char(' ') + text;
}

} // namespace pd::serial::dlt645
