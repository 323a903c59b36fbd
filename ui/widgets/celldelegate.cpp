// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/celldelegate.h"

#include <QAbstractItemView>
#include <QPainter>

namespace pd::ui {

CellDelegate::CellDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    painter->save();
    paintGround(painter, option, index);
    QRect area = option.rect.adjusted(m_theme.grid(1), 0, -m_theme.grid(1), 0);
    const QColor color = textColor(index);
    const QVariant glyph = index.data(GlyphRole);
    if (glyph.isValid()) {
        const int side = qRound(option.fontMetrics.height() * 0.9);
        const QRect square(area.left(), area.center().y() - side / 2 + 1, side, side);
        const bool selected = option.state & QStyle::State_Selected;
        const QColor ground = m_theme.color(selected ? ColorRole::AccentSoft : ColorRole::Surface);
        paintGlyph(*painter, square, Glyph(glyph.toInt()), color, ground);
        area.setLeft(square.right() + m_theme.grid(1));
    }
    QFont font = option.font;
    if (index.data(StrongRole).toBool())
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(color);
    const QString text = index.data(Qt::DisplayRole).toString();
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const int flags = (alignment.isValid() ? alignment.toInt() : int(Qt::AlignLeft | Qt::AlignVCenter))
        | Qt::TextSingleLine;
    painter->drawText(area, flags, QFontMetrics(font).elidedText(text, Qt::ElideRight, area.width()));
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width() + m_theme.grid(2), m_theme.grid(4)};
}

void CellDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const QRect rect = option.rect;
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(rect, m_theme.color(ColorRole::AccentSoft));
        const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
        const bool first = option.viewItemPosition == QStyleOptionViewItem::Beginning
            || option.viewItemPosition == QStyleOptionViewItem::OnlyOne || (view && rect.left() <= 0);
        if (first)
            painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()),
                              m_theme.color(ColorRole::Accent));
    } else if (index.data(HatchedRole).toBool()) {
        painter->fillRect(rect, QBrush(m_theme.color(ColorRole::Hairline), Qt::BDiagPattern));
    }
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.color(ColorRole::Hairline));
}

QColor CellDelegate::textColor(const QModelIndex &index) const
{
    const QVariant role = index.data(ColorRoleRole);
    if (role.isValid())
        return m_theme.color(ColorRole(role.toInt()));
    return m_theme.color(index.data(MutedRole).toBool() ? ColorRole::TextMuted : ColorRole::Text);
}

} // namespace pd::ui
