// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/readinghistory.h"

#include "ui/meters/readingsmodel.h"
#include "ui/widgets/csv.h"

namespace pd::ui {

ReadingHistory::ReadingHistory(MeterLines &lines, qsizetype capacity, QObject *parent)
    : QObject(parent)
    , m_lines(lines)
    , m_capacity(qMax<qsizetype>(10, capacity))
{
}

void ReadingHistory::add(const QString &path, const MeterAddress &meter, const QList<Reading> &readings)
{
    if (readings.isEmpty())
        return;
    // A tenth at once, so that a full history does not move at every reading.
    if (m_samples.size() + readings.size() > m_capacity)
        m_samples.remove(0, qMin(m_samples.size(), qMax(m_capacity / 10, readings.size())));
    const MeterSource source{path, meter};
    if (!m_sources.contains(source))
        m_sources.append(source);
    for (const Reading &reading : readings)
        m_samples.append({source, m_lines.timeAt(reading.steadyNs), reading});
    Q_EMIT added(readings.size());
}

QByteArray ReadingHistory::csv() const
{
    Csv csv({tr("Time"), tr("Line"), tr("Protocol"), tr("Meter address"), tr("Item"), tr("Quantity"),
             tr("Value"), tr("Unit"), tr("Quality"), tr("Factor (raw value × factor = value)"),
             tr("Raw bytes or registers, as they travelled")});
    for (const MeterSample &sample : m_samples) {
        const Reading &reading = sample.reading;
        const bool isGood = reading.quality == Reading::Quality::Good;
        csv.addLine({momentText(sample.at), sample.source.path,
                     MeterWords::protocol(sample.source.meter.protocol), sample.source.meter.address,
                     reading.item, MeterWords::quantity(reading.quantity), isGood ? reading.value : QString(),
                     reading.unit, MeterWords::quality(reading.quality), reading.factor,
                     hexBytes(reading.raw)});
    }
    return csv.bytes();
}

// Local times carry no offset when they are written; those with one do, but for none at all.
QString momentText(const QDateTime &at)
{
    if (!at.isValid())
        return {};
    QString text = at.toOffsetFromUtc(at.offsetFromUtc()).toString(Qt::ISODateWithMs);
    return text.replace(QLatin1Char('Z'), QStringLiteral("+00:00"));
}

QString hexBytes(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex(' ').toUpper());
}

} // namespace pd::ui
