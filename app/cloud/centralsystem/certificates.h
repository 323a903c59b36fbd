// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/asking.h"
#include "app/cloud/centralsystem/dispatcher.h"
#include "app/cloud/centralsystem/pilecontrol.h"
#include "models/basics/clock.h"

namespace pd::cloud {

// The security whitepaper's certificates and security events. A signing request is kept for a person and
// answered with Accepted; the certificate goes out with giveSignedCertificate().
class Certificates final : public CertificateControl
{
public:
    Certificates(FindPile find, BackOffice &backOffice, const Clock &clock)
        : m_find(std::move(find))
        , m_backOffice(backOffice)
        , m_clock(clock)
    {
    }
    void offer(Dispatcher &dispatcher);

    QFuture<Result<QList<InstalledCertificate>>> installedCertificates(const PileId &pile,
                                                                       RootCertificate which) override;
    QFuture<Done> installCertificate(const PileId &pile, RootCertificate which, const QString &pem) override;
    QFuture<Done> deleteCertificate(const PileId &pile, const InstalledCertificate &certificate) override;
    QFuture<Done> giveSignedCertificate(const PileId &pile, const QString &chainPem) override;
    QFuture<Done> askForSigningRequest(const PileId &pile) override;

private:
    FindPile m_find;
    BackOffice &m_backOffice;
    const Clock &m_clock;
};

} // namespace pd::cloud
