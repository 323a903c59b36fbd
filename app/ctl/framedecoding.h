// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"

namespace pd::ctl {

// What `frame decode` was asked, and what has come of it so far.
struct FrameDecoding
{
    Protocol protocol = Protocol::Auto;
    QString direction; // "request", "response"; empty if not told (DL/T 645 frames tell by themselves)
    bool allValid = true;
};

// Prints one object a frame of DL/T 645 in the bytes, in order of appearance; Auto chooses the edition for
// each frame. Noise around frames is told on standard error; where there is nothing but noise, it is the
// result.
void printDlt645Frames(const QByteArray &bytes, FrameDecoding &decoding);

// The same for frames of Modbus-RTU. They do not say their direction: where none is told, it is taken from
// what fits, and a write that repeats the one before it is its answer.
void printModbusFrames(const QByteArray &bytes, FrameDecoding &decoding);

// Parts of the bytes, in order, each for one of the two above.
struct ProtocolPart
{
    QByteArray bytes;
    bool isModbus = false;
};
QList<ProtocolPart> partsByProtocol(const QByteArray &bytes);

} // namespace pd::ctl
