// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/findfield.h"

#include "ui/widgets/parts.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>
#include <QListWidget>

namespace pd::ui {

namespace {
enum HitRole { PageRole = Qt::UserRole, IdRole };
}

FindField::FindField(const Finder &finder, const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_finder(finder)
    , m_theme(theme)
    , m_list(new QListWidget)
{
    setObjectName(QStringLiteral("findField"));
    makeSearching(this, theme);
    m_list->setObjectName(QStringLiteral("findList"));
    m_list->setProperty("look", QStringLiteral("list"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVisible(false);
    connect(this, &QLineEdit::textEdited, this, &FindField::search);
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            closeList();
    });
    connect(m_list, &QListWidget::itemClicked, this,
            [this](QListWidgetItem *item) { choose(m_list->row(item)); });
    connect(this, &QObject::destroyed, m_list, &QObject::deleteLater);
    retranslate();
}

bool FindField::isListOpen() const
{
    return !m_list->isHidden();
}

void FindField::search()
{
    const QList<Finder::Hit> hits = m_finder.find(text());
    m_list->clear();
    for (const Finder::Hit &hit : hits) {
        auto *item = new QListWidgetItem(m_theme.icon(hit.icon, ColorRole::TextMuted),
                                         hit.title + QStringLiteral("   ") + hit.subtitle, m_list);
        item->setData(PageRole, hit.page);
        item->setData(IdRole, hit.id);
        item->setSizeHint({0, m_theme.grid(4)});
    }
    if (hits.isEmpty() && !text().trimmed().isEmpty()) {
        auto *item = new QListWidgetItem(tr("Nothing found: try the last digits of the pile"), m_list);
        item->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(0);
    placeList();
}

void FindField::placeList()
{
    if (m_list->count() == 0)
        return closeList();
    m_list->setParent(window());
    const int width = qMax(this->width(), m_theme.grid(58));
    const int height = m_list->count() * m_theme.grid(4) + 4;
    const QPoint corner = mapTo(window(), QPoint(this->width() - width, this->height() + 2));
    m_list->setGeometry(QRect(corner, QSize(width, height)));
    m_list->show();
    m_list->raise();
}

void FindField::choose(int row)
{
    const QListWidgetItem *item = m_list->item(row);
    if (!item || !(item->flags() & Qt::ItemIsEnabled))
        return;
    const QString page = item->data(PageRole).toString();
    const QString id = item->data(IdRole).toString();
    clear();
    closeList();
    Q_EMIT chosen(page, id);
}

void FindField::closeList()
{
    m_list->hide();
    m_list->clear();
}

void FindField::keyPressEvent(QKeyEvent *event)
{
    const int rows = m_list->count();
    if (isListOpen() && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)) {
        const int step = event->key() == Qt::Key_Down ? 1 : rows - 1;
        m_list->setCurrentRow((m_list->currentRow() + step) % rows);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        choose(m_list->currentRow());
    } else if (event->key() == Qt::Key_Escape) {
        clear();
        closeList();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

void FindField::focusOutEvent(QFocusEvent *event)
{
    closeList();
    QLineEdit::focusOutEvent(event);
}

void FindField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QLineEdit::changeEvent(event);
}

void FindField::retranslate()
{
    setWords(this, tr("Find"), tr("Find a pile or session…  Ctrl+K"));
    m_list->setAccessibleName(tr("Found"));
}

} // namespace pd::ui
