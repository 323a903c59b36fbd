// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/meterwrite.h"

#include <functional>

namespace pd::serial {

// The audit of everything that was written to meters: JSON lines, only ever appended, readable by its owner
// alone. It is also the guard's memory of refused passwords. A value; holds no file open, so that any thread
// and several programs can share one: each record is one locked append that is on the disk when it returns.
class AuditFile
{
public:
    AuditFile() = default;
    explicit AuditFile(const QString &path)
        : m_path(path)
    {
    }
    // piledeck/meter-audit.jsonl in the user's state folder ($XDG_STATE_HOME, else ~/.local/state).
    static QString usualPath();
    static QString usualPerson(); // who is signed in at this machine

    QString path() const { return m_path; }
    // Storage ("audit") where the file cannot be made, locked, written or synchronised, or is no plain file.
    // Folders are made where they are missing. A line that a crash has left unended is ended first.
    Done append(const WriteRecord &record) const;
    // Calls for each record, oldest first, and gives the number of lines that are none. No file is an empty
    // one. Lines longer than longestAuditLine are never held in memory.
    Result<int> read(const std::function<void(const WriteRecord &)> &take) const;
    // Of one meter; at most the newest `longest` records, the lock-out counted from all.
    Result<WriteHistory> history(const MeterAddress &meter, qsizetype longest = 1000) const;

private:
    QString m_path;
};

} // namespace pd::serial
