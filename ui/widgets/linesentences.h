// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace pd::ui {

// What happened, and what it means and what to do: untranslated, in the context pd::ui::ErrorText.
struct Sentence
{
    const char *what;
    const char *help;
};

// The reasons that serial lines and the meters on them give.
const QHash<QString, Sentence> &lineSentences();
// The reasons of writing to meters, each led by "write_".
const QHash<QString, Sentence> &writeSentences();

} // namespace pd::ui
