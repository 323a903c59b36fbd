// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/basemap.h"

#include <QCryptographicHash>
#include <QFile>

// Resources of a static library must be asked for; the macro does not work inside a namespace.
static void useBaseMapResource()
{
    Q_INIT_RESOURCE(basemap);
}

namespace pd::ui {

namespace {

constexpr qsizetype maxFileSize = qsizetype(16) * 1024 * 1024;
constexpr char magic[] = "PDMAP1\r\n";
constexpr qsizetype magicSize = 8;
constexpr qsizetype hashSize = 32;

// Reads variable-length integers (seven bits a byte, low first); after a failure it gives zeros.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    quint32 number()
    {
        quint64 value = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            if (m_at >= m_bytes.size())
                break;
            const auto byte = quint8(m_bytes[m_at++]);
            value |= quint64(byte & 0x7f) << shift;
            if ((byte & 0x80) == 0) {
                if (value > 0xffffffffU)
                    break;
                return quint32(value);
            }
        }
        m_failed = true;
        return 0;
    }
    qint64 signedNumber()
    {
        const quint32 value = number();
        return (value & 1) != 0 ? -qint64(value / 2) - 1 : qint64(value / 2);
    }
    // How many things follow; each takes at least so many bytes, so that a false count is found at once.
    quint32 count(qsizetype bytesEach)
    {
        const quint32 value = number();
        if (qint64(value) * bytesEach > m_bytes.size() - m_at) {
            m_failed = true;
            return 0;
        }
        return value;
    }
    void fail() { m_failed = true; }
    bool failed() const { return m_failed; }
    bool atEnd() const { return m_at == m_bytes.size(); }
    qsizetype position() const { return m_at; }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

BaseMapPart readPart(Reader &in, qint64 worldSize)
{
    BaseMapPart part;
    const quint32 count = in.count(2);
    part.points.reserve(count);
    qint64 x = 0;
    qint64 y = 0;
    QPoint low{int(worldSize), int(worldSize)};
    QPoint high{0, 0};
    for (quint32 i = 0; i < count && !in.failed(); ++i) {
        x += in.signedNumber();
        y += in.signedNumber();
        if (x < 0 || y < 0 || x > worldSize || y > worldSize) {
            in.fail();
            break;
        }
        const QPoint point{int(x), int(y)};
        part.points.append(point);
        low = {qMin(low.x(), point.x()), qMin(low.y(), point.y())};
        high = {qMax(high.x(), point.x()), qMax(high.y(), point.y())};
    }
    if (part.points.size() < 2)
        in.fail();
    part.bounds = QRect(low, high);
    return part;
}

BaseMapLayer readLayer(Reader &in, qint64 worldSize)
{
    BaseMapLayer layer;
    const quint32 kind = in.number();
    if (kind > quint32(BaseMapLayer::Kind::River))
        in.fail();
    layer.kind = BaseMapLayer::Kind(kind);
    const quint32 parts = in.count(5);
    for (quint32 i = 0; i < parts && !in.failed(); ++i)
        layer.parts.append(readPart(in, worldSize));
    return layer;
}

BaseMapLevel readLevel(Reader &in)
{
    BaseMapLevel level;
    level.bits = int(in.number());
    level.lastZoom = int(in.number());
    if (level.bits < 4 || level.bits > 24 || level.lastZoom < 0 || level.lastZoom > 30)
        in.fail();
    const quint32 layers = in.count(2);
    for (quint32 i = 0; i < layers && !in.failed(); ++i)
        level.layers.append(readLayer(in, qint64(1) << level.bits));
    return level;
}

} // namespace

const BaseMapLevel &BaseMap::levelFor(double zoom) const
{
    for (const BaseMapLevel &level : levels) {
        if (zoom <= level.lastZoom)
            return level;
    }
    return levels.last();
}

Result<BaseMap> parseBaseMap(const QByteArray &file)
{
    const auto invalid = [](const char *why) {
        return failure(Error::Kind::Invalid, QStringLiteral("base map: ") + QLatin1String(why),
                       QStringLiteral("base_map_damaged"));
    };
    if (file.size() > maxFileSize)
        return invalid("larger than 16 MiB");
    if (!file.startsWith(magic))
        return invalid("not a PDMAP1 file");
    if (file.size() < magicSize + hashSize)
        return invalid("cut short");
    const QByteArrayView body = QByteArrayView(file).sliced(magicSize + hashSize);
    const QByteArray hash = QCryptographicHash::hash(body.toByteArray(), QCryptographicHash::Sha256);
    if (QByteArrayView(file).sliced(magicSize, hashSize) != hash)
        return invalid("check sum differs: the file was changed or cut short");
    Reader in(body);
    BaseMap map;
    const quint32 levels = in.count(3);
    for (quint32 i = 0; i < levels && !in.failed(); ++i)
        map.levels.append(readLevel(in));
    if (in.failed() || map.levels.isEmpty() || !in.atEnd()) {
        return failure(
            Error::Kind::Invalid,
            QStringLiteral("base map: malformed near byte %1").arg(in.position() + magicSize + hashSize),
            QStringLiteral("base_map_damaged"));
    }
    return map;
}

Result<BaseMap> bundledBaseMap()
{
    useBaseMapResource();
    QFile file(QStringLiteral(":/basemap/base.pdmap"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Storage, file.errorString(), QStringLiteral("base_map_damaged"));
    return parseBaseMap(file.readAll());
}

} // namespace pd::ui
