// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/framemeaning.h"
#include "serial/dlt645/dictionary.h"
#include "serial/dlt645/frame.h"

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

// Functions of DL/T 645-1997. Makers of that time added others of their own.
enum class Function1997 : quint8 {
    Read = 0x01,
    ReadMore = 0x02,
    ReadAgain = 0x03,
    Write = 0x04,
    BroadcastTime = 0x08,
    WriteAddress = 0x0A,
    ChangeBaud = 0x0C,
    ChangePassword = 0x0F,
    ClearDemand = 0x10,
};

inline constexpr quint8 answerBit = 0x80;
inline constexpr quint8 errorBit = 0x40;
inline constexpr quint8 moreBit = 0x20;

// Bits of the error byte that programs decide on.
inline constexpr quint8 otherError = 0x01;
inline constexpr quint8 noSuchData = 0x02;
inline constexpr quint8 unauthorised = 0x04;

// What a relay command (2007, 1CH) asks for: N1.
enum class RelayCommand : quint8 {
    Trip = 0x1A,
    PermitClosing = 0x1B, // closes once the button on the meter is pressed
    Close = 0x1C,
    Alarm = 0x2A,
    AlarmOff = 0x2B,
    KeepPower = 0x3A,
    KeepPowerOff = 0x3B,
};

// What the multi-function output gives (2007, 1DH).
enum class Output : quint8 { ClockSecond, DemandPeriod, TariffSwitch };

// What a frame says by one edition. Passwords are never in it (but they are in `frame`, see concealed()).
struct Message
{
    Frame frame;
    Edition edition = Edition::Of2007;
    QString address; // twelve digits
    QString function; // "read data"; "unknown" (2007) or "vendor" (1997) where the edition has none
    std::optional<ItemId> item; // of frames that carry an identifier
    QString name; // English; empty where the dictionary does not know the item
    QString nameZh;
    QList<Value> values;
    QStringList bits; // of status words and commands
    QStringList errors; // names of the set error bits, of an error answer
    std::optional<int> sequence; // of a follow-up frame (2007)
    std::optional<int> level; // of the password in a write or command; 00 is the highest
    QString note; // what is odd: "4 bytes of data, 2 expected"
    FramePhrase phrase; // the note without a language
};
Message interpret(const Frame &frame, Edition edition = Edition::Of2007);
// The edition that a frame is of by its control code and length. Broadcast time is the same in both: 2007.
Edition likelyEdition(const Frame &frame);
// "read data 00010000: 8125.78 kWh", for the frame log.
QString summary(const Message &message);
// The same without a language.
FrameMeaning meaningOf(const Message &message);

// "no_such_data", "unauthorised", ... for the error byte of an answer (without the 33H).
QStringList errorBits(quint8 error, Edition edition = Edition::Of2007);

// A request with zeros where its password stands, for logs; any other frame as it is.
Frame concealed(const Frame &frame, Edition edition);

Frame readRequest(const QByteArray &address, ItemId item, Edition edition = Edition::Of2007);
// In the edition of 1997 the meter itself knows where it was: sequence is not sent.
Frame readMoreRequest(const QByteArray &address, ItemId item, quint8 sequence,
                      Edition edition = Edition::Of2007);
Frame readAddressRequest(); // 2007, to whoever is alone on the line

// The bytes of an identifier as they travel, low byte first, and back (data of at least so many bytes).
QByteArray itemBytes(ItemId id, Edition edition = Edition::Of2007);
ItemId itemOf(const QByteArray &data, Edition edition = Edition::Of2007);

} // namespace pd::serial::dlt645
