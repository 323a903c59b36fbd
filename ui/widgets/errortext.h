// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/error.h"

#include <QCoreApplication>

namespace pd::ui {

// The user's sentence for an error, made here and nowhere else: what happened, then what it means and what to
// do. The reason decides where it is known, else the kind; the technical detail is never shown as the
// sentence.
class ErrorText
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::ErrorText)

public:
    QString what; // "No car is plugged in at this port."
    QString help; // "Ask the driver to plug in, then request payment again."

    QString line() const; // both, for a single line
    static ErrorText of(const Error &error);
    // Reasons with a sentence of their own, for tests.
    static QStringList knownReasons();

private:
    static ErrorText ofKind(Error::Kind kind);
};

} // namespace pd::ui
