// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/powercontrol.h"

#include "app/net/ocpp/smartcharging.h"

namespace pd::cloud {

namespace {

namespace ocpp = net::ocpp;

constexpr int firstProfile = 9000; // ours are 9000 + connector, so that a new cap replaces the old one

ocpp::ProfilePurpose purposeFor(int connector)
{
    return connector == 0 ? ocpp::ProfilePurpose::ChargePointMaxProfile
                          : ocpp::ProfilePurpose::TxDefaultProfile;
}

ocpp::ChargingProfile profileFor(int connector, qint64 watts, const QDateTime &now, const QDateTime &until)
{
    ocpp::ChargingProfile profile;
    profile.id = firstProfile + connector;
    profile.purpose = purposeFor(connector);
    profile.kind = ocpp::ProfileKind::Absolute;
    profile.validTo = until;
    profile.schedule.unit = ocpp::RateUnit::Watts;
    profile.schedule.startSchedule = now;
    // Said twice, because some piles heed the one and some the other.
    if (until.isValid())
        profile.schedule.duration = int(now.secsTo(until));
    profile.schedule.periods = {{0, watts * 10, std::nullopt}};
    return profile;
}

Done meaningOf(const ocpp::SetChargingProfile::Confirmation &answer)
{
    switch (answer.status) {
    case ocpp::ProfileStatus::Accepted: return {};
    case ocpp::ProfileStatus::NotSupported: return unsupported(ocpp::SetChargingProfile::action);
    case ocpp::ProfileStatus::Rejected: break;
    }
    return refused(ocpp::SetChargingProfile::action, answer.status);
}

} // namespace

QFuture<Done> SmartCharging::limitPower(const PileId &pile, int connector, qint64 watts,
                                        const QDateTime &until)
{
    using Message = ocpp::SetChargingProfile;
    const QDateTime now = m_clock.now();
    if (connector < 0 || watts < 0 || (until.isValid() && until <= now))
        return readyFuture(Done(failure(
            Error::Kind::Invalid, QStringLiteral("a connector, a power and a moment to come are wanted"))));
    return askPile<Message, Done>(m_find, pile, {connector, profileFor(connector, watts, now, until)},
                                  [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

QFuture<Done> SmartCharging::liftPowerLimit(const PileId &pile, int connector)
{
    using Message = ocpp::ClearChargingProfile;
    Message::Request request;
    request.id = firstProfile + connector;
    return askPile<Message, Done>(m_find, pile, request,
                                  [](const Message::Confirmation &) { return Done(); });
}

} // namespace pd::cloud
