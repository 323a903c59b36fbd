// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/figuretile.h"

#include "ui/widgets/parts.h"

namespace pd::ui {

FigureTile::FigureTile(const QString &name, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_name(makeLabel(name + QStringLiteral("Name"), "muted"))
    , m_figure(makeLabel(name))
    , m_unit(makeLabel(name + QStringLiteral("Unit"), "muted"))
    , m_note(makeLabel(name + QStringLiteral("Note"), "muted"))
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.25);
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 0.75);
    const auto enlarge = [this, &theme] {
        QFont font = theme.tabularFont();
        font.setPointSizeF(font.pointSizeF() * 2);
        font.setWeight(QFont::DemiBold);
        m_figure->setFont(font);
    };
    enlarge();
    connect(&theme, &Theme::changed, this, enlarge);
    row->addWidget(m_figure, 0, Qt::AlignBaseline);
    row->addWidget(m_unit, 0, Qt::AlignBaseline);
    row->addStretch();
    column->addWidget(m_name);
    column->addLayout(row);
    column->addWidget(m_note);
}

void FigureTile::setName(const QString &text)
{
    m_name->setText(text);
    m_figure->setAccessibleDescription(text);
}

void FigureTile::setValue(const QString &figure, const QString &unit, const QString &note, bool stale)
{
    m_figure->setText(figure);
    m_figure->setAccessibleName(figure);
    m_unit->setText(unit);
    m_note->setText(note);
    setLook(m_figure, stale ? "muted" : "");
}

QString FigureTile::figure() const
{
    return m_figure->text();
}

} // namespace pd::ui
