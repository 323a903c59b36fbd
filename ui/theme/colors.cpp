// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"

#include <algorithm>
#include <cmath>

namespace pd::ui {

namespace {

struct Pair
{
    QRgb light;
    QRgb dark;
};

constexpr Pair statePair(ColorRole role)
{
    switch (role) {
    case ColorRole::StateCharging: return {0xff33414c, 0xffc3cdd6};
    case ColorRole::StateAvailable:
    case ColorRole::StateOccupied: return {0xff4a5965, 0xffa9b5bf};
    case ColorRole::StateUnknown: return {0xff5b6a75, 0xff96a2ad};
    case ColorRole::StateFault:
    case ColorRole::PriorityCritical: return {0xffc4262b, 0xffff7b78};
    case ColorRole::PriorityHigh: return {0xffb94708, 0xffff9a3d};
    case ColorRole::PriorityMedium: return {0xff806000, 0xfff2c45c};
    case ColorRole::PriorityLow: return {0xff2f6699, 0xff83b4e8};
    case ColorRole::BandSharp: return {0xff9a2a66, 0xff95306a};
    case ColorRole::BandPeak: return {0xff8f5b22, 0xff85541f};
    case ColorRole::BandFlat: return {0xff44678f, 0xff3f6289};
    case ColorRole::BandValley: return {0xff3f7360, 0xff366a57};
    case ColorRole::BandDeepValley: return {0xff1f4d4b, 0xff1f4e4c};
    default: return {0, 0};
    }
}

constexpr Pair pairOf(ColorRole role)
{
    switch (role) {
    case ColorRole::Surface: return {0xffffffff, 0xff14191e};
    case ColorRole::SurfaceRaised: return {0xfffbfcfc, 0xff1b2127};
    case ColorRole::SurfaceSunken: return {0xfff4f6f7, 0xff1f262c};
    case ColorRole::Hairline: return {0xffe1e6e9, 0xff2d363e};
    case ColorRole::Text: return {0xff1a242c, 0xffe4e9ed};
    case ColorRole::TextMuted: return {0xff54636e, 0xff9aa7b1};
    case ColorRole::TextDisabled: return {0xff5f6c77, 0xff8f9ba5};
    case ColorRole::Accent: return {0xff0c6b7d, 0xff52bccd};
    case ColorRole::AccentSoft: return {0xffe4f1f3, 0xff16343b};
    case ColorRole::OnAccent: return {0xffffffff, 0xff06191d};
    case ColorRole::MapLand: return {0xfff2f3ef, 0xff1b2126};
    case ColorRole::MapWater: return {0xffdde6eb, 0xff16252e};
    case ColorRole::MapCoast: return {0xffbccbd4, 0xff33454f};
    case ColorRole::MapRoad: return {0xffffffff, 0xff2b343b};
    case ColorRole::MapBuilding: return {0xffe4e6e0, 0xff262e34};
    case ColorRole::MapBay: return {0xffd3dadf, 0xff36424b};
    case ColorRole::Watermark: return {0xffb94708, 0xffff9a3d};
    default: return statePair(role);
    }
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor colorOf(ColorRole role, Theme::Scheme scheme)
{
    const Pair pair = pairOf(role);
    return QColor::fromRgba(scheme == Theme::Scheme::Light ? pair.light : pair.dark);
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace pd::ui
