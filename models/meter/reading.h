// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace pd {

// One value a meter gave. Decimal text, exactly as many decimals as the meter has.
struct Reading
{
    enum class Quality {
        Good,
        Absent, // the meter answered that it has no such value (FF-filled item)
        Unreadable, // the answer was well framed but its data are not of the item's format
    };

    QString item; // identifier as the standard writes it, "00010000"
    QString quantity; // "energy.forward.total"; empty where the item has no quantity name
    QString value; // "8125.78"; empty unless Good
    QString unit; // "kWh"; may be empty
    Quality quality = Quality::Good;
    qint64 steadyNs = 0; // SteadyClock at the end of the answer
    // Where the value came from: the item's bytes as they stood in the answer, without identifier and 33H
    // (DL/T 645, low byte first), or its registers (Modbus, as they travel). A clock has both its items, date
    // before time.
    QByteArray raw;
    QString
        factor; // raw number x factor = value: "0.01", transformer ratios included; empty where none applies

    friend bool operator==(const Reading &, const Reading &) = default;
};
QString toWord(Reading::Quality quality); // "good", "absent", "unreadable"

} // namespace pd

Q_DECLARE_METATYPE(pd::Reading)
