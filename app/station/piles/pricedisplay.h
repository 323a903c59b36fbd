// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/pileextensions.h"

#include <QJsonObject>

#include <optional>

namespace pd::station {

// The prices that a pile shows, where it has a display for them: those that the cloud gave it last. Kept over
// a restart. Without prices such a pile starts nothing. Main thread.
class PriceDisplay
{
public:
    explicit PriceDisplay(bool exists)
        : m_exists(exists)
    {
    }

    // DataTransfer PricePlan. New prices are taken only while nothing charges.
    net::ocpp::TransferStatus take(const QString &data, bool isCharging);
    bool allowsStart() const { return !m_exists || m_plan.has_value(); }
    QString version() const { return m_plan ? m_plan->version : QString(); } // empty: none
    void setRefusing(bool refusing) { m_refusing = refusing; }

    QJsonObject save() const;
    void restore(const QJsonObject &saved);

private:
    bool m_exists;
    bool m_refusing = false;
    std::optional<PricePlan> m_plan;
    QString m_data; // as it came
};

} // namespace pd::station
