// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/framelogfilter.h"

#include "ui/meters/framelogmodel.h"

#include <algorithm>
#include <cctype>

namespace pd::ui {

FrameLogFilter::FrameLogFilter(FrameLogModel &log, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_log(log)
{
    setSourceModel(&log);
}

void FrameLogFilter::setMeter(const MeterAddress &meter)
{
    if (meter == m_meter)
        return;
    m_meter = meter;
    invalidateFilter();
}

void FrameLogFilter::setDirection(const std::optional<FrameLogEntry::Direction> &direction)
{
    m_direction = direction;
    invalidateFilter();
}

void FrameLogFilter::setOnlyErrors(bool only)
{
    m_onlyErrors = only;
    invalidateFilter();
}

void FrameLogFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    QString digits = m_text;
    digits.remove(QLatin1Char(' '));
    const bool isHex = digits.size() >= 2 && std::all_of(digits.begin(), digits.end(), [](QChar c) {
                           return c.unicode() < 0x80 && std::isxdigit(c.unicode());
                       });
    m_hex = isHex ? digits.toLatin1().toLower() : QByteArray();
    invalidateFilter();
}

bool FrameLogFilter::isFiltering() const
{
    return !m_meter.address.isEmpty() || m_direction || m_onlyErrors || !m_text.isEmpty();
}

bool FrameLogFilter::isError(const FrameLogEntry &entry)
{
    const QString &word = entry.meaning.phrase.word;
    switch (entry.meaning.kind) {
    case FrameMeaning::Kind::ErrorAnswer:
    case FrameMeaning::Kind::Flaw: return true;
    case FrameMeaning::Kind::Note:
        return word.startsWith(QLatin1String("repeat_")) || word == QLatin1String("lost")
            || word == QLatin1String("cannot_open") || word == QLatin1String("late_answers");
    case FrameMeaning::Kind::Request:
    case FrameMeaning::Kind::Answer:
    case FrameMeaning::Kind::None: break;
    }
    return !entry.valid || entry.meaning.stray;
}

bool FrameLogFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const FrameLogEntry &entry = m_log.entry(row);
    const QString &address = entry.meaning.meter.address;
    if (!m_meter.address.isEmpty() && !address.isEmpty() && !(entry.meaning.meter == m_meter))
        return false;
    if (m_direction && entry.direction != *m_direction)
        return false;
    if (m_onlyErrors && !isError(entry))
        return false;
    if (m_text.isEmpty() || (!m_hex.isEmpty() && entry.bytes.toHex().contains(m_hex)))
        return true;
    return m_log.index(row, FrameLogModel::TextColumn, parent)
        .data()
        .toString()
        .contains(m_text, Qt::CaseInsensitive);
}

} // namespace pd::ui
