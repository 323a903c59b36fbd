// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/factlist.h"

#include "ui/widgets/parts.h"

#include <QGridLayout>

namespace pd::ui {

FactList::FactList(const QString &name, const Theme &theme, Ages ages, QWidget *parent)
    : QWidget(parent)
    , m_grid(makeLayout<QGridLayout>(this, theme, 1))
    , m_ages(ages)
{
    setObjectName(name);
    m_grid->setHorizontalSpacing(theme.grid(1.5));
    m_grid->setVerticalSpacing(theme.grid(0.75));
    m_grid->setColumnStretch(1, 1);
    if (ages == Ages::None)
        return;
    const int ageWidth = fontMetrics().horizontalAdvance(QStringLiteral("00 min"));
    m_grid->setColumnMinimumWidth(2, ageWidth);
}

void FactList::addRow(const QString &key)
{
    Row row{makeLabel(objectName() + key + QStringLiteral("Name"), "muted"), makeLabel(objectName() + key)};
    row.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int at = m_grid->rowCount();
    m_grid->addWidget(row.name, at, 0);
    m_grid->addWidget(row.value, at, 1);
    if (m_ages == Ages::Shown) {
        row.age = makeLabel(objectName() + key + QStringLiteral("Age"), "muted");
        row.age->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_grid->addWidget(row.age, at, 2);
    }
    m_rows.insert(key, row);
}

void FactList::setName(const QString &key, const QString &name)
{
    const Row row = m_rows.value(key);
    row.name->setText(name);
    // The value is what a screen reader wants; its name stands before it.
    row.value->setAccessibleDescription(name);
}

void FactList::setValue(const QString &key, const QString &value, const QString &age, bool stale)
{
    const Row row = m_rows.value(key);
    if (row.value->text() != value) {
        row.value->setText(value);
        row.value->setAccessibleName(value);
    }
    if (row.age && row.age->text() != age)
        row.age->setText(age);
    setLook(row.value, stale ? "muted" : "");
}

void FactList::setStrong(const QString &key, bool strong)
{
    QFont font = m_rows.value(key).value->font();
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    m_rows.value(key).value->setFont(font);
}

void FactList::setRowVisible(const QString &key, bool visible)
{
    const Row row = m_rows.value(key);
    for (QLabel *label : {row.name, row.value, row.age}) {
        if (label)
            label->setVisible(visible);
    }
}

QString FactList::value(const QString &key) const
{
    return m_rows.value(key).value->text();
}

} // namespace pd::ui
