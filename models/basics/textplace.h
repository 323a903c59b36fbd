// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pd {

// The line, from 1, on which a byte of a text stands: what a person looks for in an editor.
inline qsizetype lineAt(const QByteArray &text, qsizetype offset)
{
    return text.left(offset).count('\n') + 1;
}

} // namespace pd
