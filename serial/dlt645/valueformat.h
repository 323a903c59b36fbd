// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/reading.h"

#include <QByteArray>

namespace pd::serial::dlt645 {

// How the bytes of one value read. All values travel low byte first; digits are BCD, two a byte.
struct Format
{
    enum class Kind {
        Number, // BCD digits
        Signed, // BCD digits; the highest bit of the highest byte says negative (reverse direction)
        Digits, // BCD digits that are a name: address, meter number
        Text, // ASCII, reversed on the wire, filled with 00H
        Word, // bits, "0x0050"
        Baud, // one bit of six says the rate: 04H 1200, 08H 2400 ...
        Date, // YYMMDDWW, "2016-01-11 W01" (W00 is Sunday)
        Time, // hhmmss, "21:53:55"
        DateTime, // YYMMDDhhmm, "2016-01-11 21:53"
        MonthDayTime, // MMDDhhmm, "01-11 21:53"
        DayHour, // DDhh, "01 00"
        ZoneRow, // MMDDNN, "03-16 02": from that day on, day table 02
        PeriodRow, // hhmmNN, "18:30 01": from that time on, tariff 01
        Moment, // YYMMDDhhmmss, "2016-01-11 21:53:55"
        HolidayRow, // YYMMDDNN, "2016-02-07 02": on that day, day table 02
        Operator, // C0C1C2C3, who wrote: eight hexadecimal digits
        Identifier, // another item's identifier
        Raw, // bytes whose layout is the maker's own, in wire order: "A0A0011C"
    };
    Kind kind = Kind::Number;
    int bytes = 1;
    int decimals = 0; // Number and Signed
    char letter = 'X'; // the standard writes X for what is measured and N for what is set
    int digits = 0; // that the standard writes, where they are fewer than the bytes hold

    QString text() const; // as the standard writes it: "XXXXXX.XX", "NN", "YYMMDDWW"
    QString kindText() const; // "number", "signed", "ascii", "bits", "date", ...
    friend bool operator==(const Format &, const Format &) = default;
};

struct Value
{
    QString text; // empty unless good; exactly the decimals of the format
    QString unit;
    Reading::Quality quality = Reading::Quality::Good;

    friend bool operator==(const Value &, const Value &) = default;
};

// The bytes of one value, in wire order, without the 33H. All FFH is absent; digits that are not BCD, a baud
// word that is none, a wrong number of bytes are unreadable. Never fails, never invents a number.
Value decodeValue(const Format &format, const QByteArray &bytes);

// The same backwards, for virtual meters: text as decodeValue gives it; empty text makes FFH ("absent").
// Invalid where the text does not fit the format.
Result<QByteArray> encodeValue(const Format &format, const QString &text);

} // namespace pd::serial::dlt645
