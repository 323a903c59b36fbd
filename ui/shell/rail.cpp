// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/shell/page.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QShortcut>
#include <QToolButton>

namespace pd::ui {

Rail::Rail(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
    , m_column(makeLayout<QVBoxLayout>(this, theme, 0.25))
{
    setObjectName(QStringLiteral("rail"));
    setLook(this, "raised");
    setFixedWidth(theme.grid(9.5));
    auto *logo = makeLabel(QStringLiteral("railLogo"), "accent");
    logo->setText(QStringLiteral("PD"));
    logo->setAccessibleName(QStringLiteral("PileDeck"));
    logo->setAlignment(Qt::AlignCenter);
    logo->setFixedHeight(theme.grid(5.5));
    QFont font = theme.titleFont();
    font.setWeight(QFont::Bold);
    logo->setFont(font);
    m_column->addWidget(logo);
    m_column->addStretch();
    m_group->setExclusive(false);
}

void Rail::addPage(Page *page)
{
    auto *button = new QToolButton;
    button->setObjectName(QStringLiteral("rail_") + page->key());
    setLook(button, "rail");
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIcon(m_theme.icon(page->iconName()));
    button->setIconSize({m_theme.grid(3), m_theme.grid(3)});
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont font = button->font();
    font.setPointSizeF(font.pointSizeF() * 0.87);
    button->setFont(font);
    m_column->insertWidget(m_column->count() - 1, button);
    m_group->addButton(button);
    QKeySequence keys;
    if (m_entries.size() < 9) {
        keys = QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + int(m_entries.size())));
        // Not the button's own shortcut: that shows a click first and goes there a tenth of a second later.
        connect(new QShortcut(keys, this), &QShortcut::activated, button,
                [this, page] { Q_EMIT chosen(page->key()); });
    }
    m_entries.append({page, button, keys});
    connect(button, &QToolButton::clicked, this, [this, page] { Q_EMIT chosen(page->key()); });
    // A screen reader toggles a checkable button, which is no click.
    connect(button, &QToolButton::toggled, this, [this, page](bool on) {
        if (on != (page->key() == m_current))
            Q_EMIT chosen(page->key());
    });
    retranslate();
}

void Rail::setCurrent(const QString &key)
{
    m_current = key;
    for (const Entry &entry : m_entries)
        entry.button->setChecked(entry.page->key() == key);
}

void Rail::retranslate()
{
    for (const Entry &entry : m_entries) {
        entry.button->setText(entry.page->title());
        entry.button->setAccessibleName(entry.page->title());
        entry.button->setToolTip(
            tr("%1 (%2)", "page, shortcut")
                .arg(entry.page->title(), entry.keys.toString(QKeySequence::NativeText)));
    }
}

} // namespace pd::ui
