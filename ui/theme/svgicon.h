// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIconEngine>
#include <QPointer>

namespace pd::ui {

// Draws a one-colour SVG in the colour that its role has at the moment of painting, so that an icon handed
// out once follows the theme. Disabled icons take TextDisabled, checked ones Accent.
class SvgIcon final : public QIconEngine
{
public:
    SvgIcon(const Theme &theme, QByteArray svg, ColorRole role);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override;
    bool isNull() override { return m_svg.isEmpty(); }

private:
    QColor colorFor(QIcon::Mode mode, QIcon::State state) const;

    QPointer<const Theme> m_theme;
    QByteArray m_svg;
    ColorRole m_role;
};

} // namespace pd::ui
