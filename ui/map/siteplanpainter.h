// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/map/mercator.h"
#include "ui/map/siteplan.h"

class QPainter;

namespace pd::ui {

class Theme;

// Draws station plans at close zoom: areas first, then roads, buildings, bays and, where there is room,
// names.
class SitePlanPainter
{
public:
    static constexpr double firstZoom = 15.5;

    void setPlans(const QList<SitePlan> &plans) { m_plans = plans; }
    void paint(QPainter &painter, const Viewport &viewport, const Theme &theme) const;

private:
    QList<SitePlan> m_plans;
};

} // namespace pd::ui
