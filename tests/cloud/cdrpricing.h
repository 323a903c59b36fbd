// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpi/cdrreader.h"
#include "app/net/ocpi/tariffcodec.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

namespace pd::cloud::test {

// What a CDR costs by its own tariff and periods, as whoever receives it would work out; its totals are not
// read.
inline Result<TariffBill> pricedByItself(const QByteArray &document, bool isExpiredReservation = false)
{
    const QJsonObject cdr = QJsonDocument::fromJson(document).object();
    const QByteArray tariffJson
        = QJsonDocument(cdr[QLatin1String("tariffs")][0].toObject()).toJson(QJsonDocument::Compact);
    const Result<Tariff> tariff = net::decodeTariff(tariffJson);
    if (!tariff)
        return tl::unexpected(tariff.error());
    Result<TariffRules> rules = TariffRules::of(*tariff);
    if (!rules)
        return tl::unexpected(rules.error());
    net::CdrReader reader;
    const Result<Cdr> read = reader.read(document);
    if (!read)
        return tl::unexpected(read.error());
    TariffRating rating(std::make_shared<const TariffRules>(std::move(*rules)), QTimeZone("Asia/Shanghai"));
    return rate(rating, *read, isExpiredReservation).map([](const RatedCdr &rated) { return rated.bill; });
}

} // namespace pd::cloud::test
