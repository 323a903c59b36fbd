// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/glyphlabel.h"

#include <QPainter>

namespace pd::ui {

GlyphLabel::GlyphLabel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(theme.grid(2.5), theme.grid(2.5));
}

void GlyphLabel::setLook(const PortLook &look)
{
    m_look = look;
    setAccessibleName(look.word);
    update();
}

void GlyphLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintGlyph(painter, rect(), m_look.glyph, m_theme.color(m_look.role),
               m_theme.color(ColorRole::SurfaceRaised));
}

} // namespace pd::ui
