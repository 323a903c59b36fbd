// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/store/ordertable.h"
#include "models/pile/pile.h"
#include "models/rating/priceplan.h"

namespace pd::cloud {

// OCPI 2.2.1's own objects as this cloud gives them, without envelope. Pure. Energy is a number of kWh with
// four decimals, money one of the currency's unit; digits exact.

inline QString countryCode()
{
    return QStringLiteral("CN");
}
inline QString partyId()
{
    return QStringLiteral("PDK");
}

QString tariffId(const QString &planVersion); // "V1"
QString cdrId(const OrderId &order);
QString evseId(const PortId &port); // "CN*PDK*E33010800100003*1"

// mod_locations; the piles are those of the station.
QByteArray locationDocument(const Station &station, const QList<Pile> &piles,
                            const QDateTime &stationUpdated);
// What changes by itself is dated by the pile; before it has ever been heard, by its station.
QByteArray evseDocument(const Pile &pile, const Port &port, const Station &station,
                        const QDateTime &stationUpdated);
QByteArray connectorDocument(const Pile &pile, const Port &port, const Station &station,
                             const QDateTime &stationUpdated);
// When the picture of the piles last changed: the latest of their states and readings.
QDateTime updatedAt(const QList<Pile> &piles, const QDateTime &atLeast);

// mod_sessions; the order must have a session.
QByteArray sessionDocument(const ChargeOrder &order);

// mod_cdrs: location and tariff as they were at the start.
QByteArray cdrDocument(const OrderRecord &record, const Station &station, const PricePlan &plan,
                       const QDateTime &now);

// A CDR is never changed. Who asks for it once it is paid together with others finds their common settlement
// beside what OCPI has: the extension "cnpdk_settlement".
QByteArray cdrAnswer(const StoredCdr &cdr);

// mod_tariffs: one element a stretch of the day with one price, electricity and service summed, because OCPI
// prices each dimension once; tariff_alt_text names both parts.
QByteArray tariffDocument(const PricePlan &plan, const QDateTime &updatedAt);

} // namespace pd::cloud
