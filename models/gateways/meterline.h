// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/meterpoint.h"
#include "models/meter/reading.h"

#include <QFuture>
#include <QObject>

namespace pd {

// One line of the frame log.
struct FrameLogEntry
{
    enum class Direction { Sent, Received, Note };
    Direction direction = Direction::Note;
    qint64 steadyNs = 0;
    QString wallTime; // "18:40:02.137", local
    QByteArray bytes; // what was on the wire; empty for a note
    QString text; // decoded in the protocol's own words, technical, untranslated
    bool valid = true;
};

// A door to the serial lines, for pages. GUI thread; the work is done on the line's own thread.
class MeterLines : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    // Devices that look like serial ports. Pseudo-terminals do not show: a path may also be typed.
    virtual QStringList devices() const = 0;
    // Opening twice with the same settings is the same line; other settings reopen it.
    virtual QFuture<Done> open(const LineSettings &settings) = 0;
    virtual void close(const QString &path) = 0;
    virtual bool isOpen(const QString &path) const = 0;
    // Items as identifiers or quantity names, one reading each, in order. Fails as a whole where the meter
    // does not answer (Timeout), answers damaged after all retries (Protocol) or refuses (Rejected).
    virtual QFuture<Result<QList<pd::Reading>>> read(const QString &path, const MeterAddress &meter,
                                                     const QStringList &items)
        = 0;
    // The address of the only meter on the line (DL/T 645-2007 13H to the wildcard address).
    virtual QFuture<Result<MeterAddress>> find(const QString &path) = 0;

Q_SIGNALS:
    void frameLogged(const QString &path, const pd::FrameLogEntry &entry);
    // The line closed by itself (adapter pulled out, device gone).
    void lineLost(const QString &path, const pd::Error &error);
};

} // namespace pd
