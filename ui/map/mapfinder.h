// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"
#include "ui/map/hitlist.h"
#include "ui/widgets/texts.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace pd::ui {

// The search over the map: a field, the number of hits, and the list of them, which is the map for keyboards
// and screen readers. The list is open while something is searched for, or when it was opened by its button.
class MapFinder : public QFrame
{
    Q_OBJECT

public:
    MapFinder(const PileStore &store, const Theme &theme, QWidget *parent = nullptr);

    QList<PileId> hits() const { return m_model.hits(); }
    void setSelected(const PileId &pile); // empty: none
    void setRoom(QSize room); // how large it may become
    QLineEdit *field() const { return m_field; }
    void searchAgain(); // the store's piles are others

Q_SIGNALS:
    void hitsWanted(); // Enter: show all hits
    void pileFocused(const pd::PileId &pile); // the list's cursor stands on it
    void pilePicked(const pd::PileId &pile); // clicked, or Enter in the list
    void resized();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build(const Theme &theme);
    void search();
    void placeList();
    void sayCount();
    PileId pileAt(const QModelIndex &index) const;

    const PileStore &m_store;
    const Theme &m_theme;
    Texts m_texts;
    HitListModel m_model;
    QLineEdit *m_field;
    QLabel *m_count;
    QToolButton *m_open;
    QListView *m_list;
    QLabel *m_note; // nothing found, or piles without a place
    QSize m_room{320, 600};
    bool m_following = false; // the selection is being set from outside
};

} // namespace pd::ui
