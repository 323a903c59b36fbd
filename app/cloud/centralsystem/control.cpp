// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/control.h"

#include "app/net/ocpp/configuration.h"
#include "app/net/ocpp/control.h"

namespace pd::cloud {

namespace {

namespace ocpp = net::ocpp;

constexpr qsizetype longestKey = 50;
constexpr qsizetype longestValue = 500;

Result<Consent> meaningOf(const ocpp::ChangeAvailability::Confirmation &answer)
{
    switch (answer.status) {
    case ocpp::AvailabilityStatus::Accepted: return Consent::Now;
    case ocpp::AvailabilityStatus::Scheduled: return Consent::AfterCharge;
    case ocpp::AvailabilityStatus::Rejected: break;
    }
    return refused(ocpp::ChangeAvailability::action, answer.status);
}

Result<Consent> meaningOf(const ocpp::ChangeConfiguration::Confirmation &answer)
{
    switch (answer.status) {
    case ocpp::ConfigurationStatus::Accepted: return Consent::Now;
    case ocpp::ConfigurationStatus::RebootRequired: return Consent::AfterRestart;
    case ocpp::ConfigurationStatus::NotSupported: return unsupported(ocpp::ChangeConfiguration::action);
    case ocpp::ConfigurationStatus::Rejected: break;
    }
    return refused(ocpp::ChangeConfiguration::action, answer.status);
}

Result<PileSettings> meaningOf(const ocpp::GetConfiguration::Confirmation &answer)
{
    PileSettings settings;
    for (const ocpp::GetConfiguration::Key &key : answer.keys)
        settings.known.append({key.name, key.value, key.isReadOnly});
    settings.unknown = answer.unknown;
    return settings;
}

Done meaningOf(const ocpp::UnlockConnector::Confirmation &answer)
{
    switch (answer.status) {
    case ocpp::UnlockStatus::Unlocked: return {};
    case ocpp::UnlockStatus::NotSupported: return unsupported(ocpp::UnlockConnector::action);
    case ocpp::UnlockStatus::UnlockFailed: break;
    }
    return refused(ocpp::UnlockConnector::action, answer.status);
}

Done meaningOf(const ocpp::TriggerMessage::Confirmation &answer)
{
    switch (answer.status) {
    case ocpp::TriggerStatus::Accepted: return {};
    case ocpp::TriggerStatus::NotImplemented: return unsupported(ocpp::TriggerMessage::action);
    case ocpp::TriggerStatus::Rejected: break;
    }
    return refused(ocpp::TriggerMessage::action, answer.status);
}

} // namespace

QFuture<Result<Consent>> Control::changeAvailability(const PileId &pile, int connector, bool operative)
{
    using Message = ocpp::ChangeAvailability;
    const auto type = operative ? ocpp::AvailabilityType::Operative : ocpp::AvailabilityType::Inoperative;
    return askPile<Message, Result<Consent>>(
        m_find, pile, {connector, type},
        [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

QFuture<Result<PileSettings>> Control::settings(const PileId &pile, const QStringList &keys)
{
    using Message = ocpp::GetConfiguration;
    return askPile<Message, Result<PileSettings>>(
        m_find, pile, {keys}, [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

QFuture<Result<Consent>> Control::changeSetting(const PileId &pile, const QString &key, const QString &value)
{
    using Message = ocpp::ChangeConfiguration;
    if (key.isEmpty() || key.size() > longestKey || value.size() > longestValue)
        return readyFuture(Result<Consent>(failure(
            Error::Kind::Invalid, QStringLiteral("a key of 1 to 50 and a value of at most 500 characters"))));
    return askPile<Message, Result<Consent>>(
        m_find, pile, {key, value}, [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

QFuture<Done> Control::reset(const PileId &pile, bool hard)
{
    return askForConsent<ocpp::Reset>(m_find, pile,
                                      {hard ? ocpp::Reset::Type::Hard : ocpp::Reset::Type::Soft});
}

QFuture<Done> Control::unlock(const PileId &pile, int connector)
{
    using Message = ocpp::UnlockConnector;
    if (connector < 1)
        return readyFuture(
            Done(failure(Error::Kind::Invalid, QStringLiteral("connectors are numbered from 1"))));
    return askPile<Message, Done>(m_find, pile, {connector},
                                  [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

QFuture<Done> Control::clearCache(const PileId &pile)
{
    return askForConsent<ocpp::ClearCache>(m_find, pile, {});
}

QFuture<Done> Control::trigger(const PileId &pile, const QString &report, std::optional<int> connector)
{
    using Message = ocpp::TriggerMessage;
    return askPile<Message, Done>(m_find, pile, {report, connector},
                                  [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

} // namespace pd::cloud
