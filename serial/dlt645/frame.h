// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pd::serial::dlt645 {

inline constexpr int addressBytes = 6;
inline constexpr int longestData = 200; // L: 200 for reading, 50 for writing

// One frame of the link layer that both editions of DL/T 645 share:
//   [FE ...] 68 A0..A5 68 C L DATA[L] CS 16
// CS is the sum modulo 256 from the first 68H to the last data byte; every data byte travels with 33H added.
struct Frame
{
    QByteArray address; // A0..A5: six bytes as on the wire, low byte first
    quint8 control = 0;
    QByteArray data; // with the 33H taken off

    bool isAnswer() const { return control & 0x80; }
    bool isError() const { return control & 0x40; }
    bool hasMore() const { return control & 0x20; }
    quint8 function() const { return control & 0x1F; }

    friend bool operator==(const Frame &, const Frame &) = default;
};

// The frame with so many FEH before it. Data beyond longestData are a programming error (asserted).
QByteArray encode(const Frame &frame, int preamble = 4);

// "000123456789" for 89 67 45 23 01 00: twelve digits as printed on the meter. Digits beyond 9 stay
// hexadecimal.
QString addressText(const QByteArray &address);
// One to twelve digits, padded with zeros on the high side; A is allowed for wildcards. Nothing if it is no
// address.
std::optional<QByteArray> addressFromText(const QString &text);

inline const QByteArray wildcardAddress
    = QByteArray(addressBytes, char(0xAA)); // "whoever is alone on the line"
inline const QByteArray broadcastAddress = QByteArray(addressBytes, char(0x99));

// Whether a meter at `own` is meant by a request to `asked`: equal, or the high bytes asked are AAH and the
// low ones equal ("shortened" addressing).
bool addresses(const QByteArray &asked, const QByteArray &own);
// Whether an answer from `answered` belongs to a request to `asked`. Some meters answer with the wildcard
// itself.
bool answers(const QByteArray &asked, const QByteArray &answered);

quint8 checksum(const char *bytes, qsizetype size);
QByteArray hexText(const QByteArray &bytes); // "68 AA AA", upper case

} // namespace pd::serial::dlt645
