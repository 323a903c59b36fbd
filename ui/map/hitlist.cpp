// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/hitlist.h"

#include "ui/map/pilelook.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figures.h"

#include <QPainter>

namespace pd::ui {

QString powerText(const Pile &pile)
{
    qint64 total = 0;
    bool flows = false;
    for (const Port &port : pile.ports) {
        if (port.state != PortState::Charging || !port.reading.powerMilliW)
            continue;
        total += *port.reading.powerMilliW;
        flows = true;
    }
    return flows ? QStringLiteral("%1 kW").arg(Figures::kilo(total, 2)) : QString();
}

HitListModel::HitListModel(const PileStore &store, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
{
    // Rows that left the store show nothing until the page has searched anew.
    connect(&store, &PileStore::pilesChanged, this, &HitListModel::refresh);
    connect(&store, &PileStore::staleChanged, this, &HitListModel::refresh);
}

void HitListModel::setHits(const QList<PileId> &hits)
{
    if (hits == m_hits) {
        refresh();
        return;
    }
    beginResetModel();
    m_hits = hits;
    endResetModel();
}

void HitListModel::refresh()
{
    if (!m_hits.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_hits.size()) - 1));
}

int HitListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_hits.size());
}

QVariant HitListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PileId &id = m_hits[index.row()];
    const Pile *pile = m_store.pile(id);
    if (!pile)
        return role == PileIdRole ? id.text() : QVariant();
    const PortLook look = lookOf(*pile);
    switch (role) {
    case Qt::DisplayRole: return shortName(id);
    case PileIdRole: return id.text();
    case GlyphRole: return int(look.glyph);
    case ColorRoleRole: return int(look.role);
    case DetailRole:
        return tr("bay %1 · %2").arg(pile->bay.isEmpty() ? Figures::unknown() : pile->bay, look.word);
    case FigureRole: return powerText(*pile);
    case MutedRole: return m_store.isStale() || !pile->online;
    case Qt::ToolTipRole: {
        const Station *station = m_store.station(pile->station);
        return station ? QStringLiteral("%1 · %2").arg(station->name, id.text()) : id.text();
    }
    case Qt::AccessibleTextRole: {
        const QString power = powerText(*pile);
        const QString text = tr("Pile %1, %2").arg(shortName(id), look.word.toLower());
        return power.isEmpty() ? text
                               : tr("%1, %2", "a pile with its state, then its power").arg(text, power);
    }
    default: return {};
    }
}

HitDelegate::HitDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void HitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    const QColor ground = m_theme.color(selected ? ColorRole::AccentSoft : ColorRole::Surface);
    painter->fillRect(option.rect, ground);
    if (selected)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                          m_theme.color(ColorRole::Accent));
    QRect area = option.rect.adjusted(m_theme.grid(1.5), 0, -m_theme.grid(1.5), 0);
    const int side = qRound(option.fontMetrics.height() * 0.95);
    const QRect square(area.left(), area.center().y() - side / 2 + 1, side, side);
    const auto role = ColorRole(index.data(HitListModel::ColorRoleRole).toInt());
    paintGlyph(*painter, square, Glyph(index.data(HitListModel::GlyphRole).toInt()), m_theme.color(role),
               ground);
    area.setLeft(square.right() + m_theme.grid(1));

    const bool muted = index.data(HitListModel::MutedRole).toBool();
    const QString name = index.data(Qt::DisplayRole).toString();
    QFont strong = option.font;
    strong.setWeight(QFont::DemiBold);
    painter->setFont(strong);
    painter->setPen(m_theme.color(muted ? ColorRole::TextMuted : ColorRole::Text));
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, name);
    area.setLeft(area.left() + QFontMetrics(strong).horizontalAdvance(name) + m_theme.grid(1));

    painter->setFont(option.font);
    const QString figure = index.data(HitListModel::FigureRole).toString();
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight, figure);
    area.setRight(area.right() - option.fontMetrics.horizontalAdvance(figure) - m_theme.grid(1));
    painter->setPen(m_theme.color(ColorRole::TextMuted));
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                      option.fontMetrics.elidedText(index.data(HitListModel::DetailRole).toString(),
                                                    Qt::ElideRight, area.width()));
    painter->restore();
}

QSize HitDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_theme.grid(30), m_theme.grid(4)};
}

} // namespace pd::ui
