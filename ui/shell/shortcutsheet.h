// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QDialog>
#include <QList>
#include <QPair>

namespace pd::ui {

// The list of keys, on F1. Opened with open(); deletes itself.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    using Keys = QList<QPair<QString, QString>>; // "Ctrl+K", "Find a pile or session"

    ShortcutSheet(const Keys &keys, const Theme &theme, QWidget *parent);
};

} // namespace pd::ui
