// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/siteplan.h"

#include "ui/map/mercator.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace pd::ui {

namespace {

constexpr qsizetype maxBytes = qsizetype(4) * 1024 * 1024;
constexpr qsizetype maxFeatures = 20'000;
constexpr qsizetype maxPoints = 200'000;

tl::unexpected<Error> invalid(const QString &why)
{
    return failure(Error::Kind::Invalid, QStringLiteral("site plan: ") + why,
                   QStringLiteral("site_plan_invalid"));
}

SitePlanFeature::Kind kindOf(const QString &word)
{
    using Kind = SitePlanFeature::Kind;
    if (word == QLatin1String("bay"))
        return Kind::Bay;
    if (word == QLatin1String("building"))
        return Kind::Building;
    if (word == QLatin1String("road"))
        return Kind::Road;
    if (word == QLatin1String("water"))
        return Kind::Water;
    if (word == QLatin1String("green"))
        return Kind::Green;
    return Kind::Other;
}

// Reads coordinates; counts the points of the whole plan.
class GeometryReader
{
public:
    Result<QPolygonF> line(const QJsonValue &value, int least)
    {
        if (!value.isArray() || value.toArray().size() < least)
            return invalid(QStringLiteral("a line or ring with fewer than %1 positions").arg(least));
        const QJsonArray positions = value.toArray();
        m_points += positions.size();
        if (m_points > maxPoints)
            return invalid(QStringLiteral("more than %1 positions").arg(maxPoints));
        QPolygonF result;
        result.reserve(positions.size());
        for (const QJsonValue position : positions) {
            const QJsonArray pair = position.toArray();
            if (pair.size() < 2 || !pair[0].isDouble() || !pair[1].isDouble())
                return invalid(QStringLiteral("a position is not [longitude, latitude]"));
            const double longitude = pair[0].toDouble();
            const double latitude = pair[1].toDouble();
            if (!(std::abs(longitude) <= 180) || !(std::abs(latitude) <= 90))
                return invalid(
                    QStringLiteral("position %1, %2 is not on Earth").arg(longitude).arg(latitude));
            result.append(worldOf(latitude, longitude));
        }
        return result;
    }

    Done rings(const QJsonValue &value, QList<QPolygonF> &into)
    {
        if (!value.isArray() || value.toArray().isEmpty())
            return invalid(QStringLiteral("a polygon without rings"));
        for (const QJsonValue ring : value.toArray()) {
            const Result<QPolygonF> points = line(ring, 4);
            if (!points)
                return tl::unexpected(points.error());
            into.append(*points);
        }
        return {};
    }

private:
    qsizetype m_points = 0;
};

Done readGeometry(GeometryReader &reader, const QJsonObject &geometry, SitePlanFeature &feature)
{
    const QString type = geometry[QLatin1String("type")].toString();
    const QJsonValue coordinates = geometry[QLatin1String("coordinates")];
    if (type == QLatin1String("Polygon"))
        return reader.rings(coordinates, feature.rings);
    if (type == QLatin1String("MultiPolygon")) {
        for (const QJsonValue polygon : coordinates.toArray()) {
            if (Done done = reader.rings(polygon, feature.rings); !done)
                return done;
        }
        return {};
    }
    if (type == QLatin1String("LineString")) {
        const Result<QPolygonF> points = reader.line(coordinates, 2);
        if (!points)
            return tl::unexpected(points.error());
        feature.rings.append(*points);
        if (feature.widthMetres <= 0)
            feature.widthMetres = 0.5;
        return {};
    }
    if (type == QLatin1String("Point") || type == QLatin1String("MultiPoint"))
        return {};
    return invalid(QStringLiteral("geometry type \"%1\" is not supported").arg(type.left(40)));
}

Result<SitePlanFeature> readFeature(GeometryReader &reader, const QJsonObject &object)
{
    SitePlanFeature feature;
    const QJsonObject properties = object[QLatin1String("properties")].toObject();
    feature.kind = kindOf(properties[QLatin1String("kind")].toString());
    feature.bay = properties[QLatin1String("bay")].toVariant().toString().left(16);
    feature.name = properties[QLatin1String("name")].toString().left(80);
    const double width = properties[QLatin1String("width")].toDouble();
    if (width < 0 || width > 1000)
        return invalid(QStringLiteral("width %1 m").arg(width));
    const QJsonValue geometry = object[QLatin1String("geometry")];
    if (geometry.isNull() || geometry.isUndefined())
        return feature;
    if (geometry[QLatin1String("type")].toString() == QLatin1String("LineString"))
        feature.widthMetres = width;
    if (const Done done = readGeometry(reader, geometry.toObject(), feature); !done)
        return tl::unexpected(done.error());
    for (const QPolygonF &ring : feature.rings)
        feature.bounds |= ring.boundingRect();
    if (!feature.rings.isEmpty())
        feature.anchor = feature.rings.first().boundingRect().center();
    return feature;
}

} // namespace

Result<SitePlan> parseSitePlan(const QByteArray &geoJson)
{
    if (geoJson.size() > maxBytes)
        return invalid(QStringLiteral("larger than 4 MiB"));
    QJsonParseError parse;
    const QJsonObject root = QJsonDocument::fromJson(geoJson, &parse).object();
    if (parse.error != QJsonParseError::NoError)
        return invalid(QStringLiteral("%1 at byte %2").arg(parse.errorString()).arg(parse.offset));
    if (root[QLatin1String("type")].toString() != QLatin1String("FeatureCollection")
        || !root[QLatin1String("features")].isArray())
        return invalid(QStringLiteral("not a FeatureCollection"));
    const QJsonArray features = root[QLatin1String("features")].toArray();
    if (features.size() > maxFeatures)
        return invalid(QStringLiteral("more than %1 features").arg(maxFeatures));
    SitePlan plan;
    GeometryReader reader;
    for (qsizetype i = 0; i < features.size(); ++i) {
        Result<SitePlanFeature> feature = readFeature(reader, features[i].toObject());
        if (!feature)
            return failure(feature.error().kind,
                           feature.error().detail + QStringLiteral(" (feature %1)").arg(i),
                           feature.error().reason);
        if (feature->rings.isEmpty())
            continue;
        plan.bounds |= feature->bounds;
        plan.features.append(*std::move(feature));
    }
    return plan;
}

} // namespace pd::ui
