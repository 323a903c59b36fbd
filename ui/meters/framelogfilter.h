// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"

#include <QSortFilterProxyModel>

namespace pd::ui {

class FrameLogModel;

// The frames that somebody wants to see. It only hides: what is saved is the whole log.
class FrameLogFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit FrameLogFilter(FrameLogModel &log, QObject *parent = nullptr);
    // Without an address: all meters. What belongs to no meter (notes, damage) stays: it may be this one's.
    void setMeter(const MeterAddress &meter);
    void setDirection(const std::optional<FrameLogEntry::Direction> &direction); // nothing: all
    void setOnlyErrors(bool only); // damage, error answers, and what the line itself found wrong
    void setText(const QString &text); // in what a frame says, or in its bytes ("68 03", "6803")
    bool isFiltering() const;

    static bool isError(const FrameLogEntry &entry);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    FrameLogModel &m_log;
    MeterAddress m_meter;
    std::optional<FrameLogEntry::Direction> m_direction;
    bool m_onlyErrors = false;
    QString m_text;
    QByteArray m_hex; // the text as bytes' digits, where it is such
};

} // namespace pd::ui
