// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ocpi/documents.h"

#include "app/net/ocpi/jsonwriter.h"

namespace pd::cloud {

namespace {

using net::JsonWriter;

constexpr qint64 largestAcPowerW = 43'000; // above it a pile feeds direct current
constexpr int phaseVoltage = 220;
constexpr int lineVoltage = 380;

QString degrees(double value)
{
    return QString::number(value, 'f', 6);
}

void coordinates(JsonWriter &out, const Position &position)
{
    out.key("coordinates")
        .beginObject()
        .member("latitude", degrees(position.latitude))
        .member("longitude", degrees(position.longitude))
        .endObject();
}

struct Electric
{
    QString standard;
    QString format;
    QString powerType;
    int voltage = 0;
    qint64 current = 0;
};

// What a port of so much power is: GB/T 20234 plugs, single phase up to 7.4 kW.
Electric electricOf(const Port &port)
{
    const qint64 power = port.maxPowerW;
    if (power > largestAcPowerW)
        return {QStringLiteral("GBT_DC"), QStringLiteral("CABLE"), QStringLiteral("DC"), 750,
                (power + 749) / 750};
    if (power > 7'400)
        return {QStringLiteral("GBT_AC"), QStringLiteral("CABLE"), QStringLiteral("AC_3_PHASE"), lineVoltage,
                (power + 3 * phaseVoltage - 1) / (3 * phaseVoltage)};
    return {QStringLiteral("GBT_AC"), QStringLiteral("CABLE"), QStringLiteral("AC_1_PHASE"), phaseVoltage,
            (power + phaseVoltage - 1) / phaseVoltage};
}

QDateTime updatedAt(const Pile &pile, const Port &port)
{
    return qMax(qMax(port.stateSince, port.reading.at), pile.lastSeen);
}

void price(JsonWriter &out, const char *name, Money value)
{
    out.key(name).beginObject().number("excl_vat", value.text()).endObject();
}

void token(JsonWriter &out, const ChargeOrder &order)
{
    const QString uid = order.account.isEmpty() ? order.id.text() : order.account.text();
    out.key("cdr_token")
        .beginObject()
        .member("country_code", countryCode())
        .member("party_id", partyId())
        .member("uid", uid.left(36))
        .member("type", QStringLiteral("OTHER"))
        .member("contract_id", uid.left(36))
        .endObject();
}

// The session goes on while the car stands after its charge: it still costs something (mod_sessions,
// end_date_time).
bool isStanding(const ChargeOrder &order)
{
    return order.state == OrderState::Ended && order.chargedUntil.isValid() && !order.leftAt.isValid();
}

// Of the session, invalid while it goes on.
QDateTime sessionEnd(const ChargeOrder &order)
{
    if (isStanding(order))
        return {};
    return order.leftAt.isValid() ? order.leftAt : order.endedAt;
}

// With four decimals.
QString hours(const QDateTime &from, const QDateTime &to)
{
    const qint64 ms = qMax<qint64>(0, from.msecsTo(to));
    return Energy::fromTenthWh((ms + 180) / 360).kwhText();
}

void dimension(JsonWriter &out, const char *type, const QString &volume)
{
    out.beginObject().member("type", QLatin1String(type)).number("volume", volume).endObject();
}

struct Piece
{
    QDateTime start;
    std::optional<Energy> energy; // none: where the car only stands, and nothing else begins there
};

// The bill's periods, cut where the charging ends.
QList<Piece> piecesOf(const ChargeOrder &order, const QDateTime &end)
{
    QList<Piece> pieces;
    for (const BillPeriod &period : order.bill.periods)
        pieces.append({period.start, period.energy});
    const QDateTime &standsFrom = order.chargedUntil;
    if (!standsFrom.isValid() || standsFrom >= end)
        return pieces;
    qsizetype i = 0;
    while (i < pieces.size() && pieces[i].start < standsFrom)
        ++i;
    if (i == pieces.size() || pieces[i].start != standsFrom)
        pieces.insert(i, {standsFrom, std::nullopt});
    return pieces;
}

// What follows the charging is PARKING_TIME: the car asks for no more power.
void periods(JsonWriter &out, const ChargeOrder &order)
{
    const QDateTime over = sessionEnd(order);
    const QDateTime end = over.isValid() ? over : order.updatedAt;
    const QList<Piece> pieces = piecesOf(order, end);
    out.key("charging_periods").beginArray();
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const Piece &piece = pieces[i];
        const QDateTime until = i + 1 < pieces.size() ? pieces[i + 1].start : end;
        out.beginObject().member("start_date_time", piece.start).key("dimensions").beginArray();
        if (piece.energy)
            dimension(out, "ENERGY", piece.energy->kwhText());
        if (order.chargedUntil.isValid() && piece.start >= order.chargedUntil)
            dimension(out, "PARKING_TIME", hours(piece.start, until));
        else if (order.mode == ChargeMode::ByTime)
            dimension(out, "TIME", hours(piece.start, until));
        out.endArray().member("tariff_id", tariffId(order.bill.planVersion)).endObject();
    }
    out.endArray();
}

// The one period of a CDR in which nobody came.
void reservedPeriod(JsonWriter &out, const ChargeOrder &order)
{
    out.key("charging_periods").beginArray().beginObject();
    out.member("start_date_time", order.startedAt).key("dimensions").beginArray();
    dimension(out, "RESERVATION_TIME", hours(order.startedAt, order.endedAt));
    out.endArray().member("tariff_id", tariffId(order.bill.planVersion)).endObject().endArray();
}

QString sessionStatus(const ChargeOrder &order)
{
    if (sessionEnd(order).isValid())
        return QStringLiteral("COMPLETED");
    return isOver(order.state) ? QStringLiteral("INVALID") : QStringLiteral("ACTIVE");
}

QString localTime(int slot)
{
    const int minutes = slot % PricePlan::slotCount * 30;
    return QStringLiteral("%1:%2")
        .arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

// Where nothing was charged, OCPI has no data of an EVSE.
void cdrLocation(JsonWriter &out, const OrderRecord &record, const Station &station)
{
    const QString none = QStringLiteral("#NA");
    const bool isReserved = record.origin == OrderRecord::Origin::Reservation;
    const PortId &port = record.order.port;
    out.key("cdr_location")
        .beginObject()
        .member("id", station.id.text())
        .member("name", station.name)
        .member("address", station.address)
        .member("city", station.city)
        .member("country", QStringLiteral("CHN"));
    coordinates(out, station.position);
    out.member("evse_uid", isReserved ? none : port.text())
        .member("evse_id", isReserved ? none : evseId(port))
        .member("connector_id", isReserved ? none : QStringLiteral("1"))
        .member("connector_standard", QStringLiteral("GBT_AC"))
        .member("connector_format", QStringLiteral("CABLE"))
        .member("connector_power_type", QStringLiteral("AC_1_PHASE"))
        .endObject();
}

// `end`: of the session.
void cdrTotals(JsonWriter &out, const ChargeOrder &order, const QDateTime &end)
{
    price(out, "total_cost", order.bill.total());
    if (order.bill.energy > Energy())
        price(out, "total_energy_cost", order.bill.electricity + order.bill.service);
    if (order.bill.time > Money())
        price(out, "total_time_cost", order.bill.time);
    if (order.bill.occupancy > Money())
        price(out, "total_parking_cost", order.bill.occupancy);
    if (order.bill.reservation > Money())
        price(out, "total_reservation_cost", order.bill.reservation);
    out.number("total_energy", order.bill.energy.kwhText()).number("total_time", hours(order.startedAt, end));
    if (order.chargedUntil.isValid() && order.chargedUntil < end)
        out.number("total_parking_time", hours(order.chargedUntil, end));
}

void displayText(JsonWriter &out, const QString &language, const QString &text)
{
    constexpr int longest = 512;
    out.beginObject().member("language", language).member("text", text.left(longest)).endObject();
}

// What OCPI's tariff cannot say: minutes that are free after the charge, and a cap of what the others cost.
QString ruleText(const PricePlan &plan)
{
    QString text;
    const OccupancyRule &occupancy = plan.occupancy;
    if (occupancy.perCompletedMinute > UnitPrice()) {
        text += QStringLiteral(". After the charge %1 min are free, then %2/min")
                    .arg(QString::number(occupancy.graceMinutes), occupancy.perCompletedMinute.text());
        if (occupancy.cap)
            text += QStringLiteral(", at most ") + occupancy.cap->text();
    }
    if (plan.reservation.noShowFee > Money())
        text += QStringLiteral(". A reservation is held %1 min; not used, it costs %2")
                    .arg(QString::number(plan.reservation.freeMinutes), plan.reservation.noShowFee.text());
    return text;
}

void altText(JsonWriter &out, const PricePlan &plan)
{
    QStringList parts;
    for (const Band band : allBands) {
        const BandPrice &bandPrice = plan.priceOf(band);
        if (plan.hasBand(band))
            parts.append(QStringLiteral("%1 %2 + %3")
                             .arg(toWord(band), bandPrice.electricity.text(), bandPrice.service.text()));
    }
    const QString text = QStringLiteral("%1/kWh, electricity + service: %2")
                             .arg(plan.currency, parts.join(QStringLiteral("; ")));
    out.key("tariff_alt_text").beginArray();
    displayText(out, QStringLiteral("en"), text + ruleText(plan));
    if (!plan.alternativeText.isEmpty())
        displayText(out, QStringLiteral("zh"), plan.alternativeText);
    out.endArray();
}

void noShowElement(JsonWriter &out, const PricePlan &plan)
{
    out.beginObject().key("price_components").beginArray().beginObject();
    out.member("type", QStringLiteral("FLAT"))
        .number("price", plan.reservation.noShowFee.text())
        .member("step_size", 1)
        .endObject()
        .endArray()
        .key("restrictions")
        .beginObject()
        .member("reservation", QStringLiteral("RESERVATION_EXPIRES"))
        .endObject()
        .endObject();
}

void element(JsonWriter &out, const PricePlan &plan, int from, int to)
{
    out.beginObject().key("price_components").beginArray().beginObject();
    out.member("type", QStringLiteral("ENERGY"))
        .number("price", plan.priceOf(plan.slotBands[size_t(from)]).sum().text(4))
        .member("step_size", 1)
        .endObject()
        .endArray();
    const bool isWholeDay = from == 0 && to == PricePlan::slotCount;
    if (!isWholeDay)
        out.key("restrictions")
            .beginObject()
            .member("start_time", localTime(from))
            .member("end_time", localTime(to))
            .endObject();
    out.endObject();
}

} // namespace

QString tariffId(const QString &planVersion)
{
    return planVersion.left(36);
}

QString cdrId(const OrderId &order)
{
    return order.text() + QStringLiteral("-D");
}

QString evseId(const PortId &port)
{
    return QStringLiteral("CN*PDK*E%1*%2").arg(pileOf(port).text()).arg(connectorOf(port));
}

QDateTime updatedAt(const QList<Pile> &piles, const QDateTime &atLeast)
{
    QDateTime latest = atLeast;
    for (const Pile &pile : piles) {
        for (const Port &port : pile.ports)
            latest = qMax(latest, updatedAt(pile, port));
    }
    return latest;
}

QByteArray connectorDocument(const Pile &pile, const Port &port, const Station &station,
                             const QDateTime &stationUpdated)
{
    const Electric electric = electricOf(port);
    JsonWriter out;
    out.beginObject()
        .member("id", QStringLiteral("1"))
        .member("standard", electric.standard)
        .member("format", electric.format)
        .member("power_type", electric.powerType)
        .member("max_voltage", electric.voltage)
        .member("max_amperage", electric.current)
        .member("max_electric_power", port.maxPowerW)
        .key("tariff_ids")
        .beginArray()
        .text(tariffId(station.pricePlan))
        .endArray()
        .member("last_updated", qMax(updatedAt(pile, port), stationUpdated))
        .endObject();
    return out.result();
}

QByteArray evseDocument(const Pile &pile, const Port &port, const Station &station,
                        const QDateTime &stationUpdated)
{
    JsonWriter out;
    out.beginObject()
        .member("uid", port.id.text())
        .member("evse_id", evseId(port.id))
        .member("status", toWord(port.state))
        .key("capabilities")
        .beginArray()
        .text(QStringLiteral("REMOTE_START_STOP_CAPABLE"))
        .endArray()
        .key("connectors")
        .beginArray()
        .raw(connectorDocument(pile, port, station, stationUpdated))
        .endArray();
    if (pile.position.source != Position::Source::Unknown)
        coordinates(out, pile.position);
    out.member("physical_reference", pile.bay.left(16))
        .member("last_updated", qMax(updatedAt(pile, port), stationUpdated))
        .endObject();
    return out.result();
}

QByteArray locationDocument(const Station &station, const QList<Pile> &piles, const QDateTime &stationUpdated)
{
    JsonWriter out;
    out.beginObject()
        .member("country_code", countryCode())
        .member("party_id", partyId())
        .member("id", station.id.text())
        .member("publish", true)
        .member("name", station.name)
        .member("address", station.address)
        .member("city", station.city)
        .member("country", QStringLiteral("CHN"));
    coordinates(out, station.position);
    out.key("evses").beginArray();
    for (const Pile &pile : piles) {
        for (const Port &port : pile.ports)
            out.raw(evseDocument(pile, port, station, stationUpdated));
    }
    out.endArray()
        .member("time_zone", station.timeZone)
        .member("last_updated", updatedAt(piles, stationUpdated))
        .endObject();
    return out.result();
}

QByteArray sessionDocument(const ChargeOrder &order)
{
    JsonWriter out;
    out.beginObject()
        .member("country_code", countryCode())
        .member("party_id", partyId())
        .member("id", order.session.text())
        .member("start_date_time", order.startedAt);
    if (const QDateTime end = sessionEnd(order); end.isValid())
        out.member("end_date_time", end);
    out.number("kwh", order.bill.energy.kwhText());
    token(out, order);
    out.member("auth_method", QStringLiteral("COMMAND"))
        .member("location_id", order.station.text())
        .member("evse_uid", order.port.text())
        .member("connector_id", QStringLiteral("1"))
        .member("currency", order.bill.currency);
    periods(out, order);
    price(out, "total_cost", order.bill.total());
    out.member("status", sessionStatus(order)).member("last_updated", order.updatedAt).endObject();
    return out.result();
}

QByteArray cdrDocument(const OrderRecord &record, const Station &station, const PricePlan &plan,
                       const QDateTime &now)
{
    const ChargeOrder &order = record.order;
    const bool isReserved = record.origin == OrderRecord::Origin::Reservation;
    const QDateTime end = sessionEnd(order);
    JsonWriter out;
    out.beginObject()
        .member("country_code", countryCode())
        .member("party_id", partyId())
        .member("id", cdrId(order.id))
        .member("start_date_time", order.startedAt)
        .member("end_date_time", end);
    if (!order.session.isEmpty())
        out.member("session_id", order.session.text());
    token(out, order);
    out.member("auth_method", QStringLiteral("COMMAND"));
    cdrLocation(out, record, station);
    out.member("currency", order.bill.currency).key("tariffs").beginArray();
    out.raw(tariffDocument(plan, now)).endArray();
    isReserved ? reservedPeriod(out, order) : periods(out, order);
    cdrTotals(out, order, isReserved ? order.startedAt : end);
    if (record.writtenOff > Money())
        out.member(
            "remark",
            QStringLiteral("capped at the prepaid amount, written off %1").arg(record.writtenOff.text()));
    out.member("last_updated", now).endObject();
    return out.result();
}

QByteArray cdrAnswer(const StoredCdr &cdr)
{
    if (cdr.settlement.isEmpty())
        return cdr.document;
    JsonWriter extension;
    extension.beginObject().member("cnpdk_settlement", cdr.settlement).endObject();
    return cdr.document.chopped(1) + ',' + extension.result().mid(1);
}

QByteArray tariffDocument(const PricePlan &plan, const QDateTime &updated)
{
    JsonWriter out;
    out.beginObject()
        .member("country_code", countryCode())
        .member("party_id", partyId())
        .member("id", tariffId(plan.version))
        .member("currency", plan.currency);
    altText(out, plan);
    out.key("elements").beginArray();
    int from = 0;
    for (int to = 1; to <= PricePlan::slotCount; ++to) {
        if (to < PricePlan::slotCount && plan.slotBands[size_t(to)] == plan.slotBands[size_t(from)])
            continue;
        element(out, plan, from, to);
        from = to;
    }
    if (plan.reservation.noShowFee > Money())
        noShowElement(out, plan);
    out.endArray();
    if (plan.startsAt.isValid())
        out.member("start_date_time", plan.startsAt);
    out.member("last_updated", updated).endObject();
    return out.result();
}

} // namespace pd::cloud
