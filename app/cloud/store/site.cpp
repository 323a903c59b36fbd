// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/site.h"

#include "models/basics/textplace.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pd::cloud {

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024;

// Reads members and keeps the first complaint, so that the reading code runs straight on.
class Reader
{
public:
    QString text(const QJsonObject &object, const char *name, bool needed = true)
    {
        const QJsonValue value = object.value(QLatin1String(name));
        if (needed && (!value.isString() || value.toString().isEmpty()))
            complain(name);
        return value.toString(QStringLiteral(""));
    }
    double degrees(const QJsonObject &object, const char *name)
    {
        bool good = false;
        const double value = text(object, name).toDouble(&good);
        if (!good)
            complain(name);
        return value;
    }
    qint64 number(const QJsonObject &object, const char *name, qint64 least, qint64 most)
    {
        const qint64 value = object.value(QLatin1String(name)).toInteger(least - 1);
        if (value < least || value > most)
            complain(name);
        return value;
    }
    UnitPrice price(const QJsonObject &object, const char *name)
    {
        const Result<UnitPrice> value = UnitPrice::fromText(text(object, name));
        if (!value || *value < UnitPrice())
            complain(name);
        return value.value_or(UnitPrice());
    }
    Money money(const QJsonObject &object, const char *name)
    {
        const Result<Money> value = Money::fromText(text(object, name));
        if (!value || *value < Money())
            complain(name);
        return value.value_or(Money());
    }
    void complain(const char *name)
    {
        if (complaint.isEmpty())
            complaint = QStringLiteral("member \"%1%2\" is missing or wrong").arg(where, QLatin1String(name));
    }

    QString where; // "piles[3]."
    QString complaint;
};

QJsonArray listOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toArray();
}

QStringList textsOf(const QJsonArray &array)
{
    QStringList list;
    for (const auto &value : array)
        list.append(value.toString());
    return list;
}

Position plannedPosition(Reader &read, const QJsonObject &object)
{
    Position position;
    position.latitude = read.degrees(object, "latitude");
    position.longitude = read.degrees(object, "longitude");
    position.source = Position::Source::Planned;
    return position;
}

Station readStation(Reader &read, const QJsonObject &object, const QString &timeZone, const QString &folder)
{
    Station station;
    station.id = StationId(read.text(object, "id"));
    station.name = read.text(object, "name");
    station.address = read.text(object, "address", false);
    station.city = read.text(object, "city", false);
    station.timeZone = timeZone;
    station.position = plannedPosition(read, object);
    station.pricePlan = read.text(object, "price_plan");
    const QString plan = read.text(object, "site_plan", false);
    if (!plan.isEmpty()) {
        QFile file(folder + QLatin1Char('/') + QFileInfo(plan).fileName());
        if (file.open(QIODevice::ReadOnly))
            station.sitePlan = file.read(largestFile);
    }
    return station;
}

constexpr qint64 longestFreeMinutes = 7 * 24 * 60;

void readRules(Reader &read, const QJsonObject &object, PricePlan &plan)
{
    const QJsonObject occupancy = object.value(QLatin1String("occupancy")).toObject();
    if (!occupancy.isEmpty()) {
        plan.occupancy.perCompletedMinute = read.price(occupancy, "per_completed_minute");
        plan.occupancy.graceMinutes = int(read.number(occupancy, "grace_minutes", 0, longestFreeMinutes));
        if (occupancy.contains(QLatin1String("cap")))
            plan.occupancy.cap = read.money(occupancy, "cap");
    }
    const QJsonObject reservation = object.value(QLatin1String("reservation")).toObject();
    if (!reservation.isEmpty()) {
        plan.reservation.freeMinutes = int(read.number(reservation, "free_minutes", 0, longestFreeMinutes));
        plan.reservation.noShowFee = read.money(reservation, "no_show_fee");
    }
    const QString startsAt = read.text(object, "starts_at", false);
    plan.startsAt = QDateTime::fromString(startsAt, Qt::ISODate).toUTC();
    if (!startsAt.isEmpty() && !plan.startsAt.isValid())
        read.complain("starts_at");
    plan.alternativeText = read.text(object, "alternative_text", false);
}

PricePlan readPlan(Reader &read, const QJsonObject &object)
{
    PricePlan plan;
    plan.version = read.text(object, "version");
    plan.currency = read.text(object, "currency");
    plan.timeZone = QTimeZone(read.text(object, "time_zone").toLatin1());
    if (!plan.timeZone.isValid())
        read.complain("time_zone");
    const QStringList slotWords = textsOf(listOf(object, "slots"));
    if (slotWords.size() != PricePlan::slotCount)
        read.complain("slots");
    for (qsizetype i = 0; i < qMin<qsizetype>(slotWords.size(), PricePlan::slotCount); ++i) {
        const Result<Band> band = bandFromWord(slotWords[i]);
        if (!band)
            read.complain("slots");
        plan.slotBands[size_t(i)] = band.value_or(Band::Flat);
    }
    const QJsonObject prices = object.value(QLatin1String("prices")).toObject();
    for (const Band band : allBands) {
        const QJsonObject price = prices.value(toWord(band)).toObject();
        if (plan.hasBand(band) || !price.isEmpty())
            plan.prices[size_t(band)] = {read.price(price, "electricity"), read.price(price, "service")};
    }
    plan.perStartedMinute = read.price(object, "per_started_minute");
    readRules(read, object, plan);
    return plan;
}

PileRecord readPile(Reader &read, const QJsonObject &object)
{
    PileRecord record;
    record.pile.id = PileId(read.text(object, "id"));
    record.pile.station = StationId(read.text(object, "station"));
    record.pile.bay = read.text(object, "bay", false);
    record.pile.vendor = read.text(object, "vendor", false);
    record.pile.model = read.text(object, "model", false);
    record.pile.position = plannedPosition(read, object);
    record.authKey = read.text(object, "auth_key", false);
    const int connectors = int(read.number(object, "connectors", 1, 16));
    const qint64 power = read.number(object, "max_power_w", 1, 10'000'000);
    for (int connector = 1; connector <= connectors; ++connector) {
        Port port;
        port.connector = connector;
        port.id = portId(record.pile.id, connector);
        port.maxPowerW = power;
        if (connectors == 1)
            port.meterAddress
                = object.value(QLatin1String("meter")).toObject().value(QLatin1String("address")).toString();
        record.pile.ports.append(port);
    }
    return record;
}

void readAccount(Reader &read, const QJsonObject &object, Site &site)
{
    Account account;
    account.id = AccountId(read.text(object, "id"));
    account.phone = read.text(object, "phone");
    account.plate = read.text(object, "plate", false);
    account.portLimit = int(read.number(object, "port_limit", 0, 1000));
    account.settleAfter = object.value(QLatin1String("settle_after")).toBool();
    account.boundCard = read.text(object, "bound_card", false);
    for (const auto &value : listOf(object, "cards")) {
        const QJsonObject card = value.toObject();
        site.cards.append({read.text(card, "uid").toUpper(), read.text(card, "printed", false), account.id,
                           card.value(QLatin1String("blocked")).toBool()});
    }
    site.accounts.append(account);
}

Site readAll(Reader &read, const QJsonObject &root, const QString &folder)
{
    Site site;
    const QString timeZone = read.text(root, "time_zone");
    const auto each = [&](const char *name, const auto &take) {
        const QJsonArray list = listOf(root, name);
        for (qsizetype i = 0; i < list.size(); ++i) {
            read.where = QStringLiteral("%1[%2].").arg(QLatin1String(name)).arg(i);
            take(list[i].toObject());
        }
    };
    each("stations", [&](const QJsonObject &station) {
        site.stations.append(readStation(read, station, timeZone, folder));
    });
    each("price_plans", [&](const QJsonObject &plan) { site.plans.append(readPlan(read, plan)); });
    each("piles", [&](const QJsonObject &pile) { site.piles.append(readPile(read, pile)); });
    each("accounts", [&](const QJsonObject &account) { readAccount(read, account, site); });
    each("staff", [&](const QJsonObject &person) {
        site.staff.append({StaffId(read.text(person, "name")), read.text(person, "display_name"),
                           textsOf(listOf(person, "roles"))});
    });
    return site;
}

} // namespace

Result<Site> readSite(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::NotFound, path + QStringLiteral(": ") + file.errorString());
    QJsonParseError parse;
    const QByteArray text = file.read(largestFile);
    const QJsonDocument document = QJsonDocument::fromJson(text, &parse);
    if (parse.error != QJsonParseError::NoError)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("%1:%2: no JSON: %3")
                           .arg(path, QString::number(lineAt(text, parse.offset)), parse.errorString()));
    Reader read;
    Site site = readAll(read, document.object(), QFileInfo(path).path());
    if (!read.complaint.isEmpty())
        return failure(Error::Kind::Invalid, path + QStringLiteral(": ") + read.complaint);
    return site;
}

void storeSite(Catalogue &catalogue, const Site &site, const QDateTime &now)
{
    for (const PricePlan &plan : site.plans)
        catalogue.addPlan(plan, now);
    for (const Station &station : site.stations)
        catalogue.saveStation(station, now);
    for (const PileRecord &pile : site.piles)
        catalogue.addPile(pile, now);
    for (const Account &account : site.accounts)
        catalogue.addAccount(account);
    for (const Card &card : site.cards)
        catalogue.addCard(card);
}

} // namespace pd::cloud
