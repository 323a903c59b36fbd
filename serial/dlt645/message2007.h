// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/frame.h"
#include "serial/dlt645/items2007.h"

#include <QStringList>

namespace pd::serial::dlt645 {

// Functions of DL/T 645-2007 (low five bits of the control byte).
enum class Function : quint8 {
    Authenticate = 0x03,
    BroadcastTime = 0x08,
    Read = 0x11,
    ReadMore = 0x12,
    ReadAddress = 0x13,
    Write = 0x14,
    WriteAddress = 0x15,
    Freeze = 0x16,
    ChangeBaud = 0x17,
    ChangePassword = 0x18,
    ClearDemand = 0x19,
    ClearMeter = 0x1A,
    ClearEvents = 0x1B,
    Relay = 0x1C,
    Output = 0x1D,
};
inline constexpr quint8 answerBit = 0x80;
inline constexpr quint8 errorBit = 0x40;
inline constexpr quint8 moreBit = 0x20;

// What a frame says by the 2007 edition. Passwords are never in it.
struct Message
{
    Frame frame;
    QString address; // twelve digits
    QString function; // "read data"; "unknown" where the edition has none
    bool is1997 = false; // the control byte is one that only the 1997 edition has
    std::optional<ItemId> item; // of frames that carry an identifier
    QString name; // English; empty where the dictionary does not know the item
    QString nameZh;
    QList<Value> values;
    QStringList bits; // of status words and relay commands
    QStringList errors; // names of the set error bits, of an error answer
    std::optional<int> sequence; // of a follow-up frame
    QString note; // what is odd: "4 bytes of data, 2 expected"
};
Message interpret(const Frame &frame);
// "read data 00010000: 8125.78 kWh", for the frame log.
QString summary(const Message &message);

// "no_such_data", "unauthorised", ... for the error byte of an answer (without the 33H).
QStringList errorBits(quint8 error);

Frame readRequest(const QByteArray &address, ItemId item);
Frame readMoreRequest(const QByteArray &address, ItemId item, quint8 sequence);
Frame readAddressRequest(); // to whoever is alone on the line

// The four bytes of an identifier as they travel, low byte first, and back (data of at least four bytes).
QByteArray itemBytes(ItemId id);
ItemId itemOf(const QByteArray &data);

} // namespace pd::serial::dlt645
