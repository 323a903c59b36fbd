// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "ui/piles/commandrules.h"

namespace pd::ui {

// Ports held for drivers, without widgets: what the cloud says of them, what has been asked. Every change is
// told with changed(). GUI thread; owner: the charge page.
//
// A reservation is asked for with one client reference until the cloud has answered clearly: asked again
// after a silence it is the same reservation.
class ReservationFlow : public QObject
{
    Q_OBJECT

public:
    enum class Asked { Nothing, Reserve, Cancel };

    ReservationFlow(const CloudLink &link, ReservationsGateway &gateway, QObject *parent = nullptr);

    void refresh(); // asks for the list anew
    // until invalid: as long as the price plan holds a port free of charge.
    void reserve(const PortId &port, const AccountId &account, const QDateTime &until);
    void cancel(int id, const QString &reason);

    const QList<Reservation> &reservations() const { return m_list; } // newest first
    int held() const; // how many ports are held now
    Asked asked() const { return m_asked; }
    // Why what was asked last could not be done.
    const std::optional<Error> &reserveError() const { return m_reserveError; }
    const std::optional<Error> &listError() const { return m_listError; } // of a cancellation, of the list

    CommandRules::Verdict mayCancel(int id, const QString &reason) const;

Q_SIGNALS:
    void changed();
    void reserved(); // what was asked for is held

private:
    const Reservation *find(int id) const;
    void takeList(const Result<QList<Reservation>> &result);
    void takeMade(const Result<Reservation> &result);
    void put(const Reservation &reservation);

    const CloudLink &m_link;
    ReservationsGateway &m_gateway;
    QList<Reservation> m_list;
    ReservationRequest m_request; // that is being asked for
    Asked m_asked = Asked::Nothing;
    std::optional<Error> m_reserveError;
    std::optional<Error> m_listError;
    QList<Reservation> m_meanwhile; // told while the list was on its way: newer than what it will show
    bool m_fetching = false;
    int m_round = 0; // numbers the lists: a late answer to an old question is dropped
};

} // namespace pd::ui
