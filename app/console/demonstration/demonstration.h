// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/console.h"
#include "app/console/demonstration/hands.h"
#include "app/console/demonstration/stationcontrol.h"
#include "app/console/demonstration/steps.h"
#include "app/console/demonstration/threeviews.h"

namespace pd::console {

// Scenario A1 through the real widgets, against the running cloud and virtual station: search, choose, check,
// pay, start, stop at the amount, bill; with a serial line, the meter's register before and after as well.
// Sets the clock that all programs share, never back: the charge starts at the next 18:40 in Shanghai; and
// plays the driver at the pile and the payer at his phone through the station's control socket. finished()
// tells the exit status.
class Demonstration : public QObject
{
    Q_OBJECT

public:
    Demonstration(Console &console, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    void said(const QString &text); // result, for standard output
    void reported(const QString &text); // progress and reasons, for standard error
    void finished(int exitCode);

private:
    void addArrival();
    void addMeter(const char *when, std::optional<Energy> &into);
    void addChoice();
    void addPayment();
    void addStart();
    void addViews();
    void addCharge();
    void addBill();

    void command(const QJsonObject &command);
    void setClock(const QDateTime &time, double rate);
    void setRate(double rate);
    void addPicture(const char *name);
    void picture(const char *name);
    void takeRegister(const MeterAddress &meter, const Reading &reading);
    Done checkMeter() const;
    void conclude(const Done &result);

    const Port *port() const;
    const ChargeOrder *order() const; // of this demonstration, once there is one
    bool isIn(OrderState state) const;

    Console &m_console;
    Services &m_services;
    Hands m_hands;
    StationControl m_station;
    Steps m_steps;
    ThreeViews m_views;
    QDateTime m_startTime; // the next 18:40, on any day
    QSet<OrderId> m_before; // orders that were there already
    QStringList m_pictures;
    std::optional<Energy> m_lineRegister; // what was read last on the serial line
    std::optional<Energy> m_meterBefore;
    std::optional<Energy> m_meterAfter;
    bool m_answered = false; // the station has answered the last command
};

} // namespace pd::console
