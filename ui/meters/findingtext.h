// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/finding.h"

#include <QCoreApplication>

namespace pd::ui {

// The user's sentences for a finding, made here and nowhere else: what was seen, then what it means and what
// to do.
class FindingText
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::FindingText)

public:
    QString what; // "12.5 % of the answers arrive damaged."
    QString help; // "Check terminator, bias and ground ..."

    QString line() const; // both, for a single line
    static FindingText of(const Finding &finding);
    // "Fault: ...", with how grave it is and, where that is so, that it is only possible.
    static QString graded(const Finding &finding, const QString &what);
    // Words with sentences of their own, for tests.
    static QStringList knownWords();
};

} // namespace pd::ui
