// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QObject>
#include <QPalette>

class QApplication;

namespace pd::ui {

// Every colour on the screen has a role here; no widget names a colour of its own.
enum class ColorRole {
    Surface, // pages
    SurfaceRaised, // panels, cards, the rail
    SurfaceSunken, // map land, table headers
    Hairline, // separators
    Text,
    TextMuted,
    TextDisabled,
    Accent, // teal-blue: the one accent
    AccentSoft, // selected row, current page
    OnAccent, // text on the accent
    StateCharging,
    StateAvailable,
    StateOccupied, // plugged, reserved, finishing
    StateUnknown,
    StateFault,
    PriorityCritical,
    PriorityHigh,
    PriorityMedium,
    PriorityLow,
    BandSharp,
    BandPeak,
    BandFlat,
    BandValley,
    BandDeepValley,
    MapLand,
    MapWater,
    MapCoast,
    MapRoad,
    MapBuilding,
    MapBay,
    Watermark, // the word DEMONSTRATION
};

// Colours, fonts and sizes. GUI thread; owner: the composition root; widgets hold a reference and repaint
// on changed().
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Scheme { Light, Dark };

    explicit Theme(QApplication &app, QObject *parent = nullptr);
    void setScheme(Scheme scheme); // sets the application's palette, style and sheet
    Scheme scheme() const { return m_scheme; }
    QColor color(ColorRole role) const;
    // n steps of the 8 px grid at the present scale.
    int grid(qreal n = 1) const;
    // A themed icon of resources/icons ("map", "pile", "meter", "session", "charge", ...), tinted with the
    // role.
    QIcon icon(const QString &name, ColorRole role = ColorRole::Text) const;
    QFont tabularFont() const; // figures of equal width
    QFont titleFont() const;

Q_SIGNALS:
    void changed();

private:
    QPalette palette() const;
    QString styleSheet() const;

    QApplication &m_app;
    Scheme m_scheme = Scheme::Light;
};

} // namespace pd::ui
