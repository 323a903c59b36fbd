// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pd::serial {

// Reading and writing the descriptor of an open port or socket from the line's own thread, without the event
// loop. QSerialPort and QTcpSocket open, set and watch it while the line is idle; in the middle of an
// exchange each wait would pass through their notifiers and buffers: the same request and answer
// over a pseudo-terminal takes about twice as long with waitForReadyRead() as with these three calls.
enum class Wire {
    Quiet, // nothing to read within the time
    Ready,
    Gone, // hung up, pulled out, closed by the other side
};
Wire waitReadable(int descriptor, qint64 ns);
// Appends what is there, at most 4 KiB a call; Quiet where nothing is.
Wire readInto(int descriptor, QByteArray &bytes);
// Writes all; waits up to a second for room. Quiet where there was none in that time.
Wire writeAll(int descriptor, const QByteArray &bytes);

} // namespace pd::serial
