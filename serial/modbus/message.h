// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/modbus/streamdecoder.h"

namespace pd::serial::modbus {

// What a frame says.
struct Message
{
    int unit = 0;
    int function = 0; // as it travels: 131 for an exception to 03
    Direction direction = Direction::Request;
    QString name; // "read holding registers"; "function 2BH" for one without a name
    std::optional<int> start; // first register or coil
    std::optional<int> count; // of registers or coils
    QList<quint16> registers; // read, or to be written
    QList<bool> bits; // coils and inputs; of an answer as many as its bytes hold
    std::optional<int> exception;
    QString exceptionName; // "illegal_address"
    QString note; // what is odd: "128 registers, at most 125 are allowed"
    FramePhrase phrase; // the note without a language
};
Message interpret(const Frame &frame, Direction direction);
// "unit 1 read holding registers 006BH, 3", for the frame log.
QString summary(const Message &message);
// The same without a language.
FrameMeaning meaningOf(const Message &message);

} // namespace pd::serial::modbus
