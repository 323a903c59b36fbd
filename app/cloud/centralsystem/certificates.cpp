// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/certificates.h"

#include "app/cloud/centralsystem/piletime.h"
#include "app/net/ocpp/security.h"

namespace pd::cloud {

namespace {

namespace ocpp = net::ocpp;

ocpp::CertificateUse useOf(RootCertificate which)
{
    return which == RootCertificate::CentralSystem ? ocpp::CertificateUse::CentralSystemRootCertificate
                                                   : ocpp::CertificateUse::ManufacturerRootCertificate;
}

std::optional<ocpp::HashAlgorithm> algorithmOf(const QString &word)
{
    for (const auto algorithm :
         {ocpp::HashAlgorithm::Sha256, ocpp::HashAlgorithm::Sha384, ocpp::HashAlgorithm::Sha512}) {
        if (ocpp::toWord(algorithm) == word)
            return algorithm;
    }
    return std::nullopt;
}

// NotFound is said with its own kind: nothing was refused.
Done meaningOf(const ocpp::DeleteCertificate::Confirmation &answer)
{
    switch (answer.status) {
    case ocpp::DeleteStatus::Accepted: return {};
    case ocpp::DeleteStatus::NotFound:
        return failure(Error::Kind::NotFound, QStringLiteral("the pile has no such certificate"));
    case ocpp::DeleteStatus::Failed: break;
    }
    return refused(ocpp::DeleteCertificate::action, answer.status);
}

Result<QList<InstalledCertificate>> meaningOf(const ocpp::GetInstalledCertificateIds::Confirmation &answer)
{
    QList<InstalledCertificate> certificates;
    for (const ocpp::CertificateHash &hash : answer.certificateHashData)
        certificates.append(
            {ocpp::toWord(hash.algorithm), hash.issuerNameHash, hash.issuerKeyHash, hash.serialNumber});
    return certificates;
}

Done meaningOf(const ocpp::ExtendedTriggerMessage::Confirmation &answer)
{
    switch (answer.status) {
    case ocpp::TriggerStatus::Accepted: return {};
    case ocpp::TriggerStatus::NotImplemented: return unsupported(ocpp::ExtendedTriggerMessage::action);
    case ocpp::TriggerStatus::Rejected: break;
    }
    return refused(ocpp::ExtendedTriggerMessage::action, answer.status);
}

} // namespace

void Certificates::offer(Dispatcher &dispatcher)
{
    using Event = ocpp::SecurityEventNotification;
    dispatcher.serve<Event>([this](PileDialogue &pile,
                                   const Event::Request &request) -> ocpp::Decoded<Event::Confirmation> {
        m_backOffice.securityEvent(
            pile.pile(), {request.type, plausibleTime(request.timestamp, m_clock.now()), request.techInfo});
        return Event::Confirmation{};
    });
    using Signing = ocpp::SignCertificate;
    dispatcher.serve<Signing>(
        [this](PileDialogue &pile, const Signing::Request &request) -> ocpp::Decoded<Signing::Confirmation> {
            const Done taken = m_backOffice.signingRequest(pile.pile(), request.csr);
            return Signing::Confirmation{taken ? ocpp::CommandStatus::Accepted
                                               : ocpp::CommandStatus::Rejected};
        });
}

QFuture<Result<QList<InstalledCertificate>>> Certificates::installedCertificates(const PileId &pile,
                                                                                 RootCertificate which)
{
    using Message = ocpp::GetInstalledCertificateIds;
    return askPile<Message, Result<QList<InstalledCertificate>>>(
        m_find, pile, {useOf(which)}, [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

QFuture<Done> Certificates::installCertificate(const PileId &pile, RootCertificate which, const QString &pem)
{
    return askForConsent<ocpp::InstallCertificate>(m_find, pile, {useOf(which), pem});
}

QFuture<Done> Certificates::deleteCertificate(const PileId &pile, const InstalledCertificate &certificate)
{
    using Message = ocpp::DeleteCertificate;
    const std::optional<ocpp::HashAlgorithm> algorithm = algorithmOf(certificate.hashAlgorithm);
    if (!algorithm)
        return readyFuture(Done(failure(Error::Kind::Invalid, QStringLiteral("an unknown hash algorithm"))));
    return askPile<Message, Done>(
        m_find, pile,
        {{*algorithm, certificate.issuerNameHash, certificate.issuerKeyHash, certificate.serialNumber}},
        [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

QFuture<Done> Certificates::giveSignedCertificate(const PileId &pile, const QString &chainPem)
{
    return askForConsent<ocpp::CertificateSigned>(m_find, pile, {chainPem});
}

QFuture<Done> Certificates::askForSigningRequest(const PileId &pile)
{
    using Message = ocpp::ExtendedTriggerMessage;
    return askPile<Message, Done>(m_find, pile, {QStringLiteral("SignChargePointCertificate"), {}},
                                  [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

} // namespace pd::cloud
