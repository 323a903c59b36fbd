// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/stateglyph.h"

#include <QStyledItemDelegate>

#include <optional>

namespace pd::ui {

// Paints the cells of all tables: hairline below, selected rows in the soft accent with a bar at the left,
// figures right-aligned, stale values muted. What a cell is like, its model says through CellRole.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum CellRole {
        MutedRole = Qt::UserRole + 100, // bool
        StrongRole, // bool
        ColorRoleRole, // int of ColorRole for the text; else Text
        GlyphRole, // int of Glyph before the text
        HatchedRole, // bool: the row's values are old
    };

    explicit CellDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    QColor textColor(const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace pd::ui
