// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/configuration.h"

#include <algorithm>

namespace pd::station {

using namespace net::ocpp;

namespace {

const QLatin1String heartbeatInterval{"HeartbeatInterval"};

GetConfiguration::Key fixed(const char *name, const char *value)
{
    return {QLatin1String(name), true, QLatin1String(value)};
}

bool isSame(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0; // keys are CiStrings
}

} // namespace

Configuration::Configuration(Provisioning &provisioning)
    : m_provisioning(provisioning)
{
}

QList<GetConfiguration::Key> Configuration::all() const
{
    return {{heartbeatInterval, false, QString::number(m_provisioning.heartbeatSeconds())},
            fixed("NumberOfConnectors", "1"),
            fixed("SupportedFeatureProfiles", "Core,RemoteTrigger,Reservation,SmartCharging"),
            fixed("AuthorizeRemoteTxRequests", "false"),
            fixed("ClockAlignedDataInterval", "1800"),
            fixed("MeterValueSampleInterval", "10"),
            fixed("MeterValuesSampledData",
                  "Energy.Active.Import.Register,Power.Active.Import,Voltage,Current.Import"),
            fixed("LocalPreAuthorize", "false"),
            fixed("StopTransactionOnEVSideDisconnect", "true"),
            fixed("StopTransactionOnInvalidId", "true")};
}

GetConfiguration::Confirmation Configuration::read(const GetConfiguration::Request &request) const
{
    const QList<GetConfiguration::Key> known = all();
    if (request.keys.isEmpty())
        return {known, {}};
    GetConfiguration::Confirmation answer;
    for (const QString &wanted : request.keys) {
        const auto found = std::find_if(known.cbegin(), known.cend(),
                                        [&](const auto &key) { return isSame(key.name, wanted); });
        if (found == known.cend())
            answer.unknown.append(wanted);
        else
            answer.keys.append(*found);
    }
    return answer;
}

ConfigurationStatus Configuration::change(const ChangeConfiguration::Request &request)
{
    const QList<GetConfiguration::Key> known = all();
    const auto found = std::find_if(known.cbegin(), known.cend(),
                                    [&](const auto &key) { return isSame(key.name, request.key); });
    if (found == known.cend())
        return ConfigurationStatus::NotSupported;
    bool isNumber = false;
    const int seconds = request.value.toInt(&isNumber);
    const bool isGood = !found->isReadOnly && isNumber && m_provisioning.setHeartbeatSeconds(seconds);
    return isGood ? ConfigurationStatus::Accepted : ConfigurationStatus::Rejected;
}

} // namespace pd::station
