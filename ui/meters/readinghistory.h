// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QObject>

namespace pd::ui {

// A meter on its line.
struct MeterSource
{
    QString path;
    MeterAddress meter;

    friend bool operator==(const MeterSource &, const MeterSource &) = default;
};

// One value, with where and when.
struct MeterSample
{
    MeterSource source;
    QDateTime at; // business time, local; invalid where nobody knows it
    Reading reading;
};

// What the meters of all lines said, oldest first, at most so many: the oldest go first. The trend is drawn
// from it, and it can be saved.
class ReadingHistory : public QObject
{
    Q_OBJECT

public:
    explicit ReadingHistory(MeterLines &lines, qsizetype capacity = 100'000, QObject *parent = nullptr);
    void add(const QString &path, const MeterAddress &meter, const QList<Reading> &readings);
    const QList<MeterSample> &samples() const { return m_samples; }
    bool isEmpty() const { return m_samples.isEmpty(); }
    const QList<MeterSource> &sources() const
    {
        return m_sources;
    } // in the order in which they were first read
    // One line a value, in the user's language, with the scaling: raw value, as the meter gave it, times
    // factor is the value in its unit.
    QByteArray csv() const;

Q_SIGNALS:
    void added(qsizetype count); // so many at the end

private:
    MeterLines &m_lines;
    const qsizetype m_capacity;
    QList<MeterSample> m_samples;
    QList<MeterSource> m_sources;
};

// "2026-03-16T18:40:02.137+08:00"; empty for an invalid time.
QString momentText(const QDateTime &at);
QString hexBytes(const QByteArray &bytes); // "68 1F 90"

} // namespace pd::ui
