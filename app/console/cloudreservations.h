// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/cloudsession.h"

namespace pd::console {

// Reservations of the session's cloud (module cnpdk_reservations).
class CloudReservations final : public ReservationsGateway
{
    Q_OBJECT

public:
    explicit CloudReservations(CloudSession &session, QObject *parent = nullptr);

    QFuture<Result<Reservation>> create(const ReservationRequest &request) override;
    QFuture<Result<QList<pd::Reservation>>> newest() override;
    QFuture<Result<Reservation>> cancel(int id, const QString &reason) override;

private:
    void take(const net::Event &event);

    CloudSession &m_session;
};

} // namespace pd::console
