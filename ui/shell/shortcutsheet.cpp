// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsheet.h"

#include "ui/widgets/parts.h"

#include <QGridLayout>

namespace pd::ui {

ShortcutSheet::ShortcutSheet(const Keys &keys, const Theme &theme, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutSheet"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.5, 3, 2.5);
    auto *title = makeTitle(QStringLiteral("shortcutTitle"), theme);
    title->setText(tr("Keyboard shortcuts"));
    column->addWidget(title);
    auto *grid = makeLayout<QGridLayout>(nullptr, theme, 0.75);
    grid->setHorizontalSpacing(theme.grid(4));
    grid->setColumnStretch(1, 1);
    for (const auto &[key, deed] : keys) {
        const int row = grid->rowCount();
        auto *left = makeLabel(QStringLiteral("shortcutKey"), "accent");
        auto *right = makeLabel(QStringLiteral("shortcutDeed"));
        left->setText(key);
        right->setText(deed);
        grid->addWidget(left, row, 0);
        grid->addWidget(right, row, 1);
    }
    column->addLayout(grid);
    auto *close = makeButton(QStringLiteral("shortcutClose"));
    setWords(close, tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    column->addWidget(close, 0, Qt::AlignRight);
}

} // namespace pd::ui
