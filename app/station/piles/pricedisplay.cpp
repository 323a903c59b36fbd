// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/pricedisplay.h"

namespace pd::station {

using namespace net::ocpp;

namespace {
const QLatin1String planMember("plan");
}

TransferStatus PriceDisplay::take(const QString &data, bool isCharging)
{
    if (!m_exists)
        return TransferStatus::UnknownMessageId;
    const Decoded<PricePlan> plan = pricePlanOf(data);
    if (!plan || isCharging || m_refusing)
        return TransferStatus::Rejected;
    m_plan = *plan;
    m_data = data;
    return TransferStatus::Accepted;
}

QJsonObject PriceDisplay::save() const
{
    return m_plan ? QJsonObject{{planMember, m_data}} : QJsonObject();
}

void PriceDisplay::restore(const QJsonObject &saved)
{
    m_data = saved.value(planMember).toString();
    const Decoded<PricePlan> plan = pricePlanOf(m_data);
    if (m_exists && plan)
        m_plan = *plan;
}

} // namespace pd::station
