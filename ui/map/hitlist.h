// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"
#include "ui/widgets/stateglyph.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace pd::ui {

class Theme;

// The piles that the search found, one a row: the map's markers for keyboards and screen readers.
class HitListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PileIdRole = Qt::UserRole + 1, // QString
        GlyphRole, // int of Glyph
        ColorRoleRole, // int of ColorRole
        DetailRole, // "bay 3 · Charging"
        FigureRole, // "7.00 kW"; empty where nothing flows or is known
        MutedRole, // bool: old or offline
    };

    explicit HitListModel(const PileStore &store, QObject *parent = nullptr);
    void setHits(const QList<PileId> &hits);
    const QList<PileId> &hits() const { return m_hits; }
    int rowOf(const PileId &pile) const { return int(m_hits.indexOf(pile)); }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    void refresh(); // the values of all rows are new

private:
    const PileStore &m_store;
    QList<PileId> m_hits;
};

// "7.00 kW" while power flows at any port of the pile; empty where it does not.
QString powerText(const Pile &pile);

class HitDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit HitDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace pd::ui
