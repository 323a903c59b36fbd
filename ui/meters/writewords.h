// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterwrite.h"

#include <QCoreApplication>

namespace pd::ui {

// What was done to a meter, in the user's words.
class WriteWords
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::WriteWords)

public:
    static QString deed(const WriteRecord &record); // "Open relay"
    static QString result(const WriteRecord &record); // "Confirmed", "Nothing sent: ..."
    static QString outcome(const WriteOrder &order, const WriteOutcome &outcome); // a whole sentence
    static QString offset(qint64 seconds); // "240 s slow"
    static QString value(const QString &shown); // "open" as a word; all else as it is
    // "Closed → Open"; two moments of one day without their date.
    static QString change(const QString &before, const QString &shown);
    static QString output(WriteOrder::Output output); // "clock seconds"
    static QString moment(const WriteOrder::Freeze &freeze); // "at once", "every day at 00:30"
    static QString lockout(const Lockout &lockout); // "2 of 4 tries are used up ..."
    // With a reason for which there is a sentence.
    static Error error(const WriteOrder &order, const Error &error);

private:
    static QString settingOutcome(const WriteOrder &order, const WriteOutcome &outcome);
};

} // namespace pd::ui
