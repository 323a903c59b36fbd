// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/svgicon.h"

#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace pd::ui {

SvgIcon::SvgIcon(const Theme &theme, QByteArray svg, ColorRole role)
    : m_theme(&theme)
    , m_svg(std::move(svg))
    , m_role(role)
{
}

QColor SvgIcon::colorFor(QIcon::Mode mode, QIcon::State state) const
{
    if (m_theme.isNull())
        return Qt::gray;
    if (mode == QIcon::Disabled)
        return m_theme->color(ColorRole::TextDisabled);
    if (state == QIcon::On && m_role == ColorRole::Text)
        return m_theme->color(ColorRole::Accent);
    return m_theme->color(m_role);
}

void SvgIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    QByteArray tinted = m_svg;
    tinted.replace("#000", colorFor(mode, state).name().toLatin1());
    QSvgRenderer renderer(tinted);
    const int side = qMin(rect.width(), rect.height());
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    renderer.render(painter, square);
}

QPixmap SvgIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(0, 0), size), mode, state);
    return pixmap;
}

QIconEngine *SvgIcon::clone() const
{
    return new SvgIcon(*this);
}

} // namespace pd::ui
