// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/energy.h"
#include "models/basics/identifiers.h"
#include "models/basics/money.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace pd {

// Where something stands, WGS-84 degrees, and how that is known.
struct Position
{
    enum class Source { Unknown, Receiver, Manual, Planned };

    double latitude = 0;
    double longitude = 0;
    Source source = Source::Unknown;
    QDateTime at; // business time of the fix
    std::optional<double> hdop; // horizontal dilution of precision, 0.5..99.9
    std::optional<int> satellites; // in use

    friend bool operator==(const Position &, const Position &) = default;
};

// State of a charging port in OCPI 2.2.1's words (EVSE status).
enum class PortState {
    Unknown,
    Available,
    Blocked,
    Charging,
    Inoperative,
    OutOfOrder,
    Planned,
    Removed,
    Reserved,
};

// State of the connector in OCPP 1.6's words, finer than OCPI's: a plugged car that is not charging is
// Preparing, a car that takes no more is SuspendedEV, a finished one that is still plugged is Finishing.
enum class ConnectorStatus {
    Unknown,
    Available,
    Preparing,
    Charging,
    SuspendedEVSE,
    SuspendedEV,
    Finishing,
    Reserved,
    Unavailable,
    Faulted,
};

// What a port last reported of itself; absent means never reported, which is not zero.
struct PortReading
{
    QDateTime at; // business time of the pile's sample; invalid: nothing was ever reported
    std::optional<Energy> energyRegister; // the meter's total register
    std::optional<qint64> powerMilliW; // mW
    std::optional<qint64> voltageMilliV; // mV
    std::optional<qint64> currentMilliA; // mA
    std::optional<int> socPercent; // 0..100

    friend bool operator==(const PortReading &, const PortReading &) = default;
};

// The charge that runs at a port now, as far as the board shows it.
struct PortCharge
{
    OrderId order;
    SessionId session;
    QString accountMasked; // "138****5678"
    Energy energy;
    Money cost; // rounded as the bill would be if it ended now
    QDateTime startedAt;

    friend bool operator==(const PortCharge &, const PortCharge &) = default;
};

// One charging outlet (枪). A serial port is always called a line.
struct Port
{
    PortId id;
    int connector = 1;
    PortState state = PortState::Unknown;
    ConnectorStatus connectorStatus = ConnectorStatus::Unknown;
    QString errorCode; // OCPP ChargePointErrorCode, "NoError"
    QDateTime stateSince;
    qint64 maxPowerW = 7000;
    QString meterAddress; // of the meter that measures this port, as printed on it; empty where not known
    PortReading reading;
    std::optional<PortCharge> charge;

    friend bool operator==(const Port &, const Port &) = default;
};

struct Pile
{
    PileId id;
    StationId station;
    QString bay; // as painted on the ground, "3"
    QString vendor;
    QString model;
    bool online = false;
    QDateTime lastSeen; // business time of the last message
    Position position;
    QList<Port> ports;

    friend bool operator==(const Pile &, const Pile &) = default;
};

struct Station
{
    StationId id;
    QString name; // "滨江充电站"
    QString address;
    QString city;
    QString timeZone; // IANA
    Position position;
    QString pricePlan; // plan version in force, "V1"
    QByteArray sitePlan; // GeoJSON (WGS-84) of bays, buildings, roads; may be empty

    friend bool operator==(const Station &, const Station &) = default;
};

// "33010800100003" -> "…0003": how a pile is called where its station is clear.
QString shortName(const PileId &pile);

// OCPI's and OCPP's exact words, both ways; an unknown word gives Unknown.
QString toWord(PortState state); // "AVAILABLE"
PortState portStateFromWord(QStringView word);
QString toWord(ConnectorStatus status); // "SuspendedEV"
ConnectorStatus connectorStatusFromWord(QStringView word);
QString toWord(Position::Source source); // "receiver", "manual", "planned", "unknown"
Position::Source positionSourceFromWord(QStringView word);
// What OCPI calls a connector in this OCPP state (Preparing and Finishing are BLOCKED: a car stands there).
PortState portStateOf(ConnectorStatus status);

} // namespace pd
