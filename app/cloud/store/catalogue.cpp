// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/catalogue.h"

namespace pd::cloud {

namespace {

std::optional<int> maybeInt(const Rows &rows, int column)
{
    const std::optional<qint64> value = rows.maybe(column);
    return value ? std::optional(int(*value)) : std::nullopt;
}

QVariant toSql(const std::optional<int> &value)
{
    return cloud::toSql(value ? std::optional<qint64>(*value) : std::nullopt);
}

QVariant toSql(const std::optional<double> &value)
{
    return value ? QVariant(*value) : QVariant(QMetaType::fromType<double>());
}

using cloud::toSql;

// A text that has never been set is empty in the database, not NULL.
QString filled(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

Station stationOf(const Rows &rows)
{
    Station station;
    station.id = StationId(rows.text(0));
    station.name = rows.text(1);
    station.address = rows.text(2);
    station.city = rows.text(3);
    station.timeZone = rows.text(4);
    station.position.latitude = rows.real(5);
    station.position.longitude = rows.real(6);
    station.position.source = Position::Source::Planned;
    station.pricePlan = rows.text(7);
    station.sitePlan = rows.text(8).toUtf8();
    return station;
}

const QString stationColumns = QStringLiteral(
    "id, name, address, city, time_zone, latitude, longitude, price_plan, site_plan, updated_at");

Position positionOf(const Rows &rows, int first)
{
    Position position;
    if (rows.isNull(first))
        return position;
    position.latitude = rows.real(first);
    position.longitude = rows.real(first + 1);
    position.source = positionSourceFromWord(rows.text(first + 2));
    position.at = rows.moment(first + 3);
    if (!rows.isNull(first + 4))
        position.hdop = rows.real(first + 4);
    position.satellites = maybeInt(rows, first + 5);
    return position;
}

QVariantList positionValues(const Position &position)
{
    const bool known = position.source != Position::Source::Unknown;
    return {toSql(known ? std::optional(position.latitude) : std::nullopt),
            toSql(known ? std::optional(position.longitude) : std::nullopt),
            toWord(position.source),
            toSql(position.at),
            toSql(position.hdop),
            toSql(position.satellites)};
}

Port portOf(const Rows &rows)
{
    Port port;
    port.connector = rows.integer(1);
    port.id = portId(PileId(rows.text(0)), port.connector);
    port.maxPowerW = rows.number(2);
    port.connectorStatus = connectorStatusFromWord(rows.text(3));
    port.state = portStateOf(port.connectorStatus);
    port.errorCode = rows.text(4);
    port.stateSince = rows.moment(5);
    port.reading.at = rows.moment(6);
    port.reading.energyRegister = rows.energy(7);
    port.reading.powerMilliW = rows.maybe(8);
    port.reading.voltageMilliV = rows.maybe(9);
    port.reading.currentMilliA = rows.maybe(10);
    port.reading.socPercent = maybeInt(rows, 11);
    port.meterAddress = rows.text(12);
    return port;
}

QVariantList portValues(const Port &port)
{
    return {port.maxPowerW,
            toWord(port.connectorStatus),
            filled(port.errorCode),
            toSql(port.stateSince),
            toSql(port.reading.at),
            toSql(port.reading.energyRegister),
            toSql(port.reading.powerMilliW),
            toSql(port.reading.voltageMilliV),
            toSql(port.reading.currentMilliA),
            toSql(port.reading.socPercent)};
}

void readRules(const Rows &rows, int first, PricePlan &plan)
{
    plan.occupancy.perCompletedMinute = UnitPrice::fromE5(rows.number(first));
    plan.occupancy.graceMinutes = rows.integer(first + 1);
    if (const std::optional<qint64> cap = rows.maybe(first + 2))
        plan.occupancy.cap = Money::fromMinor(*cap);
    plan.reservation = {rows.integer(first + 3), Money::fromMinor(rows.number(first + 4))};
    plan.startsAt = rows.moment(first + 5);
    plan.alternativeText = rows.text(first + 6);
}

QVariantList ruleValues(const PricePlan &plan)
{
    const std::optional<Money> &cap = plan.occupancy.cap;
    return {toSql(plan.occupancy.perCompletedMinute),
            plan.occupancy.graceMinutes,
            toSql(cap ? std::optional<qint64>(cap->minor()) : std::nullopt),
            plan.reservation.freeMinutes,
            toSql(plan.reservation.noShowFee),
            toSql(plan.startsAt),
            filled(plan.alternativeText)};
}

} // namespace

// ---- stations

QList<Station> Catalogue::stations()
{
    QList<Station> list;
    Rows rows
        = m_db.run(QStringLiteral("SELECT ") + stationColumns + QStringLiteral(" FROM station ORDER BY id"));
    while (rows.next())
        list.append(stationOf(rows));
    return list;
}

std::optional<Station> Catalogue::station(const StationId &id)
{
    Rows rows
        = m_db.run(QStringLiteral("SELECT ") + stationColumns + QStringLiteral(" FROM station WHERE id = ?"),
                   {id.text()});
    return rows.next() ? std::optional(stationOf(rows)) : std::nullopt;
}

QDateTime Catalogue::stationUpdatedAt(const StationId &id)
{
    Rows rows = m_db.run(QStringLiteral("SELECT updated_at FROM station WHERE id = ?"), {id.text()});
    return rows.next() ? rows.moment(0) : QDateTime();
}

void Catalogue::saveStation(const Station &station, const QDateTime &now)
{
    m_db.run(QStringLiteral("INSERT INTO station (") + stationColumns
                 + QStringLiteral(") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             {station.id.text(), filled(station.name), filled(station.address), filled(station.city),
              filled(station.timeZone), station.position.latitude, station.position.longitude,
              station.pricePlan, filled(QString::fromUtf8(station.sitePlan)), toSql(now)});
}

// ---- price plans

std::optional<PricePlan> Catalogue::plan(const QString &version)
{
    if (const auto known = m_plans.constFind(version); known != m_plans.constEnd())
        return *known;
    Rows rows = m_db.run(
        QStringLiteral(
            "SELECT currency, time_zone, slots, per_started_minute, occupancy_minute, occupancy_grace, "
            "occupancy_cap, reservation_free, no_show_fee, starts_at, alternative_text "
            "FROM price_plan WHERE version = ?"),
        {version});
    if (!rows.next())
        return std::nullopt;
    PricePlan plan;
    plan.version = version;
    plan.currency = rows.text(0);
    plan.timeZone = QTimeZone(rows.text(1).toLatin1());
    plan.perStartedMinute = UnitPrice::fromE5(rows.number(3));
    readRules(rows, 4, plan);
    const QStringList slotWords = rows.text(2).split(QLatin1Char(','));
    for (qsizetype i = 0; i < qMin<qsizetype>(slotWords.size(), PricePlan::slotCount); ++i)
        plan.slotBands[size_t(i)] = bandFromWord(slotWords[i]).value_or(Band::Flat);
    Rows bands
        = m_db.run(QStringLiteral("SELECT band, electricity, service FROM price_plan_band WHERE version = ?"),
                   {version});
    while (bands.next()) {
        if (const Result<Band> band = bandFromWord(bands.text(0)))
            plan.prices[size_t(*band)]
                = {UnitPrice::fromE5(bands.number(1)), UnitPrice::fromE5(bands.number(2))};
    }
    m_plans.insert(version, plan);
    return plan;
}

QStringList Catalogue::planVersions()
{
    QStringList list;
    Rows rows = m_db.run(QStringLiteral("SELECT version FROM price_plan ORDER BY created_at, version"));
    while (rows.next())
        list.append(rows.text(0));
    return list;
}

QDateTime Catalogue::planCreatedAt(const QString &version)
{
    Rows rows = m_db.run(QStringLiteral("SELECT created_at FROM price_plan WHERE version = ?"), {version});
    return rows.next() ? rows.moment(0) : QDateTime();
}

void Catalogue::addPlan(const PricePlan &plan, const QDateTime &now)
{
    QStringList slotWords;
    for (const Band band : plan.slotBands)
        slotWords.append(toWord(band));
    m_db.run(
        QStringLiteral("INSERT INTO price_plan (version, currency, time_zone, slots, per_started_minute, "
                       "created_at, occupancy_minute, occupancy_grace, occupancy_cap, reservation_free, "
                       "no_show_fee, starts_at, alternative_text) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        QVariantList{plan.version, plan.currency, QString::fromLatin1(plan.timeZone.id()),
                     slotWords.join(QLatin1Char(',')), toSql(plan.perStartedMinute), toSql(now)}
            + ruleValues(plan));
    for (const Band band : allBands) {
        const BandPrice &price = plan.priceOf(band);
        m_db.run(QStringLiteral("INSERT INTO price_plan_band (version, band, electricity, service) "
                                "VALUES (?, ?, ?, ?)"),
                 {plan.version, toWord(band), toSql(price.electricity), toSql(price.service)});
    }
}

void Catalogue::schedulePlan(const StationId &station, const PricePlan &plan, const QDateTime &now)
{
    addPlan(plan, now);
    m_db.run(QStringLiteral("DELETE FROM station_price_plan WHERE station_id = ? AND starts_at = ?"),
             {station.text(), toSql(plan.startsAt)});
    m_db.run(
        QStringLiteral("INSERT INTO station_price_plan (station_id, starts_at, version) VALUES (?, ?, ?)"),
        {station.text(), toSql(plan.startsAt), plan.version});
}

QString Catalogue::planVersionAt(const Station &station, const QDateTime &moment)
{
    Rows rows = m_db.run(QStringLiteral("SELECT version FROM station_price_plan WHERE station_id = ? "
                                        "AND starts_at <= ? ORDER BY starts_at DESC LIMIT 1"),
                         {station.id.text(), toSql(moment)});
    return rows.next() ? rows.text(0) : station.pricePlan;
}

// ---- piles

QHash<QString, QList<Port>> Catalogue::portsByPile()
{
    QHash<QString, QList<Port>> ports;
    Rows rows = m_db.run(QStringLiteral(
        "SELECT pile_id, connector, max_power_w, status, error_code, since, reading_at, register, "
        "power_mw, voltage_mv, current_ma, soc, meter_address FROM port ORDER BY pile_id, connector"));
    while (rows.next())
        ports[rows.text(0)].append(portOf(rows));
    return ports;
}

QList<PileRecord> Catalogue::piles()
{
    const QHash<QString, QList<Port>> ports = portsByPile();
    QList<PileRecord> list;
    Rows rows = m_db.run(QStringLiteral(
        "SELECT id, station_id, bay, vendor, model, auth_key, serial_number, firmware, iccid, imsi, "
        "booted_at, last_seen_at, latitude, longitude, position_source, position_at, hdop, "
        "satellites, takes_limit FROM pile ORDER BY id"));
    while (rows.next()) {
        PileRecord record;
        record.pile.id = PileId(rows.text(0));
        record.pile.station = StationId(rows.text(1));
        record.pile.bay = rows.text(2);
        record.pile.vendor = rows.text(3);
        record.pile.model = rows.text(4);
        record.authKey = rows.text(5);
        record.serialNumber = rows.text(6);
        record.firmware = rows.text(7);
        record.iccid = rows.text(8);
        record.imsi = rows.text(9);
        record.bootedAt = rows.moment(10);
        record.pile.lastSeen = rows.moment(11);
        record.pile.position = positionOf(rows, 12);
        if (!rows.isNull(18))
            record.takesLimit = rows.flag(18);
        record.pile.ports = ports.value(record.pile.id.text());
        list.append(record);
    }
    return list;
}

void Catalogue::addPile(const PileRecord &record, const QDateTime &now)
{
    const Pile &pile = record.pile;
    m_db.run(
        QStringLiteral(
            "INSERT INTO pile (id, station_id, bay, vendor, model, auth_key, serial_number, firmware, "
            "iccid, imsi, position_source, updated_at) VALUES (?, ?, ?, ?, ?, ?, '', '', '', '', "
            "'unknown', ?)"),
        {pile.id.text(),
         pile.station.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(pile.station.text()),
         filled(pile.bay), filled(pile.vendor), filled(pile.model), filled(record.authKey), toSql(now)});
    savePile(record, now);
    for (const Port &port : pile.ports)
        addPort(pile.id, port);
}

void Catalogue::savePile(const PileRecord &record, const QDateTime &now)
{
    const Pile &pile = record.pile;
    QVariantList values{filled(pile.vendor),     filled(pile.model),   filled(record.serialNumber),
                        filled(record.firmware), filled(record.iccid), filled(record.imsi),
                        toSql(record.bootedAt),  toSql(pile.lastSeen)};
    values += positionValues(pile.position);
    values << (record.takesLimit ? toSql(*record.takesLimit) : toSql(std::optional<qint64>())) << toSql(now)
           << pile.id.text();
    m_db.run(
        QStringLiteral("UPDATE pile SET vendor = ?, model = ?, serial_number = ?, firmware = ?, iccid = ?, "
                       "imsi = ?, booted_at = ?, last_seen_at = ?, latitude = ?, longitude = ?, "
                       "position_source = ?, position_at = ?, hdop = ?, satellites = ?, takes_limit = ?, "
                       "updated_at = ? WHERE id = ?"),
        values);
}

void Catalogue::addPort(const PileId &pile, const Port &port)
{
    m_db.run(QStringLiteral(
                 "INSERT INTO port (max_power_w, status, error_code, since, reading_at, register, power_mw, "
                 "voltage_mv, current_ma, soc, pile_id, connector, meter_address) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             portValues(port) << pile.text() << port.connector << filled(port.meterAddress));
}

void Catalogue::savePort(const PileId &pile, const Port &port)
{
    m_db.run(QStringLiteral(
                 "UPDATE port SET max_power_w = ?, status = ?, error_code = ?, since = ?, reading_at = ?, "
                 "register = ?, power_mw = ?, voltage_mv = ?, current_ma = ?, soc = ? "
                 "WHERE pile_id = ? AND connector = ?"),
             portValues(port) << pile.text() << port.connector);
}

// ---- accounts

std::optional<Account> Catalogue::oneAccount(const QString &where, const QString &value)
{
    Rows rows
        = m_db.run(QStringLiteral("SELECT id, phone, plate, port_limit, blocked, settle_after, bound_card "
                                  "FROM account WHERE ")
                       + where + QStringLiteral(" = ?"),
                   {value});
    if (!rows.next())
        return std::nullopt;
    return Account{AccountId(rows.text(0)),
                   rows.text(1),
                   rows.text(2),
                   rows.integer(3),
                   rows.flag(4),
                   rows.flag(5),
                   rows.text(6)};
}

std::optional<Account> Catalogue::account(const AccountId &id)
{
    return oneAccount(QStringLiteral("id"), id.text());
}

std::optional<Account> Catalogue::accountByPhone(const QString &phone)
{
    return oneAccount(QStringLiteral("phone"), phone);
}

std::optional<Card> Catalogue::card(const QString &uid)
{
    Rows rows = m_db.run(QStringLiteral("SELECT uid, printed, account_id, blocked FROM card WHERE uid = ?"),
                         {uid.toUpper()});
    if (!rows.next())
        return std::nullopt;
    return Card{rows.text(0), rows.text(1), AccountId(rows.text(2)), rows.flag(3)};
}

void Catalogue::addAccount(const Account &account)
{
    m_db.run(QStringLiteral("INSERT INTO account (id, phone, plate, port_limit, blocked, settle_after, "
                            "bound_card) VALUES (?, ?, ?, ?, ?, ?, ?)"),
             {account.id.text(), account.phone, filled(account.plate), account.portLimit,
              toSql(account.blocked), toSql(account.settleAfter), filled(account.boundCard)});
}

void Catalogue::updateAccount(const Account &account)
{
    m_db.run(QStringLiteral("UPDATE account SET port_limit = ?, blocked = ?, settle_after = ?, "
                            "bound_card = ? WHERE id = ?"),
             {account.portLimit, toSql(account.blocked), toSql(account.settleAfter),
              filled(account.boundCard), account.id.text()});
}

void Catalogue::addCard(const Card &card)
{
    m_db.run(QStringLiteral("INSERT INTO card (uid, printed, account_id, blocked) VALUES (?, ?, ?, ?)"),
             {card.uid.toUpper(), filled(card.printed), card.account.text(), toSql(card.blocked)});
}

} // namespace pd::cloud
