// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/colors.h"
#include "ui/theme/stylesheet.h"
#include "ui/theme/svgicon.h"

#include <QApplication>
#include <QFile>
#include <QFontMetricsF>
#include <QStyleFactory>

// A static library's resources are only linked in where somebody names them; the macro wants no namespace.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace pd::ui {

namespace {

// Without the named fallback Chinese text may come out in Japanese forms.
QFont baseFont(const QFont &system)
{
    QFont font(QStringList{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")});
    font.setPointSizeF(system.pointSizeF() > 0 ? qBound(8.0, system.pointSizeF(), 24.0) : 10.0);
    return font;
}

} // namespace

Theme::Theme(QApplication &app, QObject *parent)
    : QObject(parent)
    , m_app(app)
{
    initIcons();
    QFont font = baseFont(app.font());
    font.setPointSizeF(qMax(font.pointSizeF(), 10.0));
    app.setFont(font);
    app.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    setScheme(m_scheme);
}

void Theme::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    m_app.setPalette(palette());
    m_app.setStyleSheet(styleSheet());
    Q_EMIT changed();
}

QColor Theme::color(ColorRole role) const
{
    return colorOf(role, m_scheme);
}

int Theme::grid(qreal n) const
{
    // Noto Sans at 10 pt and 96 dpi stands 18.2 px high, and there the step is 8 px.
    const qreal step = QFontMetricsF(m_app.font()).height() * 8.0 / 18.2;
    return qRound(n * qRound(step));
}

QIcon Theme::icon(const QString &name, ColorRole role) const
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new SvgIcon(*this, file.readAll(), role));
}

QFont Theme::tabularFont() const
{
    return m_app.font(); // Noto Sans' figures are of equal width by default
}

QFont Theme::titleFont() const
{
    QFont font = m_app.font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setWeight(QFont::DemiBold);
    return font;
}

QPalette Theme::palette() const
{
    QPalette palette(color(ColorRole::Text), color(ColorRole::SurfaceSunken), color(ColorRole::Hairline),
                     color(ColorRole::Hairline).darker(150), color(ColorRole::Hairline),
                     color(ColorRole::Text), color(ColorRole::Text), color(ColorRole::Surface),
                     color(ColorRole::Surface));
    palette.setColor(QPalette::AlternateBase, color(ColorRole::SurfaceRaised));
    palette.setColor(QPalette::Highlight, color(ColorRole::Accent));
    palette.setColor(QPalette::HighlightedText, color(ColorRole::OnAccent));
    palette.setColor(QPalette::Link, color(ColorRole::Accent));
    palette.setColor(QPalette::LinkVisited, color(ColorRole::Accent));
    palette.setColor(QPalette::PlaceholderText, color(ColorRole::TextMuted));
    palette.setColor(QPalette::ToolTipBase, color(ColorRole::SurfaceRaised));
    palette.setColor(QPalette::ToolTipText, color(ColorRole::Text));
    for (auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(ColorRole::TextDisabled));
    return palette;
}

QString Theme::styleSheet() const
{
    return styleSheetOf(*this);
}

} // namespace pd::ui
