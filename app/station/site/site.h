// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/energy.h"
#include "models/basics/identifiers.h"
#include "models/meter/meterpoint.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace pd::station {

// A meter that answers on one of the site's lines beside speaking through its pile.
struct SiteMeter
{
    QString line; // name of a SiteLine
    MeterProtocol protocol = MeterProtocol::Dlt645_2007;
    QString address; // 12 digits as printed on the meter; of Modbus the unit, 1 to 247
    QString profile; // of Modbus: the name of its register profile
};

struct SitePile
{
    PileId id;
    QString bay;
    QString vendor; // OCPP chargePointVendor, at most 20 characters
    QString model; // OCPP chargePointModel, at most 20 characters
    qint64 maxPowerW = 7000; // 1 .. 1'000'000
    Energy registerStart; // what the meter showed when it was mounted
    QString latitude; // decimal degrees WGS-84, as the receiver tells them
    QString longitude;
    QString hdop = QStringLiteral("0.9");
    int satellites = 11;
    std::optional<SiteMeter> meter;
    bool takesPricePlan = false; // it shows prices, and takes those that the cloud gives it
    QString key; // HTTP basic password (OCPP-J security profile 1); empty: none is sent
};

// An RS-485 line of the site, a pseudo-terminal here.
struct SiteLine
{
    QString name; // file name under --lines
    int baud = 9600;
    Parity parity = Parity::Even;
};

// The hardware of a site, as its site file tells it. The same file feeds the cloud's sandbox, which reads
// other members of it; members not known here are ignored.
struct Site
{
    QString name;
    QByteArray timeZone; // IANA
    QList<SitePile> piles;
    QList<SiteLine> lines;

    const SitePile *pile(const PileId &id) const;
};

// Invalid with the member's path ("piles[3].meter.line: ...") where something is missing, of a wrong type,
// out of range, twice the same or points nowhere.
Result<Site> parseSite(const QByteArray &json);
Result<Site> readSite(const QString &path);

} // namespace pd::station
