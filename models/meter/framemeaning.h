// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterpoint.h"
#include "models/meter/reading.h"

#include <QStringList>

#include <optional>

namespace pd {

// A word that programs decide on, with what belongs into its sentence, in order.
struct FramePhrase
{
    QString word; // "data_size"
    QStringList arguments; // {"4", "2"}

    friend bool operator==(const FramePhrase &, const FramePhrase &) = default;
};

// A remark in technical English, and the same for who words it in the user's language.
struct FrameRemark
{
    QString text; // "4 bytes of data, 2 expected"
    FramePhrase phrase;
};

struct FrameValue
{
    QString text; // as in Reading; empty unless Good
    QString unit; // may be empty
    Reading::Quality quality = Reading::Quality::Good;

    friend bool operator==(const FrameValue &, const FrameValue &) = default;
};

// What a line of the frame log says, without any language. Words are lower case with underscores.
struct FrameMeaning
{
    enum class Kind {
        None, // only the technical text says it
        Request,
        Answer,
        ErrorAnswer,
        Flaw, // bytes that are no good frame; phrase: "checksum", "noise_bytes", ... with their numbers
        Note, // of the line itself; phrase: "open", "repeat_silent", ...
    };
    Kind kind = Kind::None;
    MeterAddress meter;
    QString function; // "read_data", "read_holding_registers"; "unknown", "vendor"
    int code = 0; // of the function, as the protocol counts them
    bool heard = false; // nobody here asked for it
    bool stray = false; // answers something else than what was asked
    QString item; // "00010000"; of Modbus the first register, "006B"
    QString itemName; // English; empty where the dictionary does not know the item
    QString itemNameZh;
    QString quantity; // "energy.forward.total"; empty where the item has none
    std::optional<int> count; // of registers or coils (Modbus)
    QList<FrameValue> values;
    QStringList states; // set bits and commands: "relay_open", "trip"
    QStringList errors; // "no_such_data"
    FramePhrase phrase; // of Flaw and Note what is said; of frames what is odd, empty if nothing

    friend bool operator==(const FrameMeaning &, const FrameMeaning &) = default;
};

inline FrameMeaning flawMeaning(const FramePhrase &phrase)
{
    FrameMeaning meaning;
    meaning.kind = FrameMeaning::Kind::Flaw;
    meaning.phrase = phrase;
    return meaning;
}

} // namespace pd
