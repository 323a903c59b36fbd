// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/mapfinder.h"

#include "ui/map/pilesearch.h"
#include "ui/theme/theme.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QKeyEvent>
#include <QListView>
#include <QToolButton>

#include <algorithm>

namespace pd::ui {

MapFinder::MapFinder(const PileStore &store, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_store(store)
    , m_theme(theme)
    , m_model(store)
    , m_field(makeSearchField(QStringLiteral("mapSearch"), theme))
    , m_count(makeLabel(QStringLiteral("mapSearchCount"), "muted"))
    , m_open(new QToolButton)
    , m_list(new QListView)
    , m_note(makeLabel(QStringLiteral("mapSearchNote"), "muted"))
{
    setObjectName(QStringLiteral("mapFinder"));
    setLook(this, "card");
    build(theme);
    connect(m_field, &QLineEdit::textChanged, this, &MapFinder::search);
    connect(m_field, &QLineEdit::returnPressed, this, &MapFinder::hitsWanted);
    connect(m_open, &QToolButton::toggled, this, &MapFinder::placeList);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT pilePicked(pileAt(index)); });
    connect(m_list, &QListView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT pilePicked(pileAt(index)); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (!m_following && index.isValid())
                    Q_EMIT pileFocused(pileAt(index));
            });
    connect(&theme, &Theme::changed, this, &MapFinder::placeList);
    search();
}

void MapFinder::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.5, 0.75, 0.75);
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    row->addWidget(m_field, 1);
    row->addWidget(m_count);
    row->addWidget(m_open);
    column->addLayout(row);
    m_open->setObjectName(QStringLiteral("mapListButton"));
    m_open->setCheckable(true);
    m_open->setIcon(theme.icon(QStringLiteral("columns"), ColorRole::TextMuted));
    m_list->setObjectName(QStringLiteral("mapHits"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new HitDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    m_field->installEventFilter(this);
    setTabOrder(m_field, m_open);
    setTabOrder(m_open, m_list);
    m_texts.add([this] {
        setWords(m_field, tr("Search the map"), tr("Pile, bay, station, address"));
        m_open->setAccessibleName(tr("List of piles"));
        m_open->setToolTip(tr("Show the piles as a list"));
        m_list->setAccessibleName(tr("Piles found"));
    });
}

void MapFinder::searchAgain()
{
    search();
}

void MapFinder::search()
{
    const PileId current = pileAt(m_list->currentIndex());
    m_model.setHits(searchPiles(m_store, m_field->text()));
    setSelected(current);
    sayCount();
    placeList();
}

void MapFinder::sayCount()
{
    const int count = int(m_model.hits().size());
    m_count->setText(tr("%n pile(s)", nullptr, count));
    m_count->setVisible(!m_store.piles().isEmpty());
    const auto placeless
        = std::count_if(m_model.hits().begin(), m_model.hits().end(), [this](const PileId &id) {
              const Pile *pile = m_store.pile(id);
              return pile && pile->position.source == Position::Source::Unknown;
          });
    if (m_store.piles().isEmpty())
        m_note->setText(tr("No piles yet. They appear here once the cloud knows some; sign in, or have them "
                           "registered in the cloud."));
    else if (count == 0)
        m_note->setText(tr("Nothing found. Search by the last digits of a pile, its bay, or a part of the "
                           "station's name or address."));
    else if (placeless > 0)
        m_note->setText(tr("%n without a known position: only in this list.", nullptr, int(placeless)));
    else
        m_note->clear();
    m_note->setVisible(!m_note->text().isEmpty());
}

void MapFinder::placeList()
{
    const int rows = m_model.rowCount();
    const bool open = rows > 0 && (m_open->isChecked() || !m_field->text().trimmed().isEmpty());
    m_list->setVisible(open);
    const int row = m_theme.grid(4);
    const int width = qMin(m_theme.grid(42), m_room.width());
    const int around
        = m_theme.grid(7) + (m_note->isVisibleTo(this) ? m_note->heightForWidth(width - m_theme.grid(3)) : 0);
    const int height = qMax(row, qMin(row * rows + 2, m_room.height() - around));
    if (open)
        m_list->setFixedHeight(height);
    setFixedWidth(width);
    adjustSize();
    Q_EMIT resized();
}

void MapFinder::setRoom(QSize room)
{
    if (room == m_room)
        return;
    m_room = room;
    placeList();
}

void MapFinder::setSelected(const PileId &pile)
{
    m_following = true;
    const int row = m_model.rowOf(pile);
    if (row < 0)
        m_list->setCurrentIndex({});
    else if (m_list->currentIndex().row() != row)
        m_list->setCurrentIndex(m_model.index(row));
    m_following = false;
}

PileId MapFinder::pileAt(const QModelIndex &index) const
{
    return index.isValid() ? PileId(index.data(HitListModel::PileIdRole).toString()) : PileId();
}

bool MapFinder::eventFilter(QObject *watched, QEvent *event)
{
    // From the field the Down key goes on into the list.
    if (watched == m_field && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down && m_model.rowCount() > 0) {
        m_open->setChecked(true);
        m_list->setFocus(Qt::TabFocusReason);
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_model.index(0));
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void MapFinder::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        sayCount();
        m_model.refresh();
    }
    QFrame::changeEvent(event);
}

} // namespace pd::ui
