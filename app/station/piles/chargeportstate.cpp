// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/chargeport.h"

// How a port is kept on disk. The register is kept in mJ: its hidden fraction is part of the next step.
namespace pd::station {

namespace {

QJsonObject json(const RunningTransaction &transaction)
{
    QJsonObject json{{QStringLiteral("key"), transaction.key},
                     {QStringLiteral("id_tag"), transaction.idTag},
                     {QStringLiteral("meter_start_kwh"), transaction.meterStart.kwhText()},
                     {QStringLiteral("started_at"), timeText(transaction.startedAt)}};
    if (transaction.id)
        json.insert(QStringLiteral("id"), *transaction.id);
    if (transaction.limit)
        json.insert(QStringLiteral("limit_kwh"), transaction.limit->kwhText());
    return json;
}

Result<RunningTransaction> transactionFrom(const QJsonObject &json)
{
    RunningTransaction transaction;
    transaction.key = json.value(QLatin1String("key")).toString();
    transaction.idTag = json.value(QLatin1String("id_tag")).toString();
    transaction.startedAt = timeFrom(json.value(QLatin1String("started_at")));
    const Result<Energy> start = Energy::fromKwhText(json.value(QLatin1String("meter_start_kwh")).toString());
    if (!start || transaction.key.isEmpty() || !transaction.startedAt.isValid())
        return failure(Error::Kind::Invalid, QStringLiteral("state: a transaction is damaged"));
    transaction.meterStart = *start;
    if (json.contains(QLatin1String("id")))
        transaction.id = json.value(QLatin1String("id")).toInt();
    if (json.contains(QLatin1String("limit_kwh"))) {
        const Result<Energy> limit = Energy::fromKwhText(json.value(QLatin1String("limit_kwh")).toString());
        if (!limit)
            return tl::unexpected(limit.error());
        transaction.limit = *limit;
    }
    return transaction;
}

} // namespace

QJsonObject ChargePort::save() const
{
    QJsonObject json{{QStringLiteral("register_mj"), m_register},
                     {QStringLiteral("at"), timeText(moment())},
                     {QStringLiteral("status"), toWord(m_faults.lock ? m_statusBefore : m_status)},
                     {QStringLiteral("plugged"), m_plugged},
                     {QStringLiteral("vehicle"), toJson(m_vehicle)},
                     {QStringLiteral("taken_mj"), m_taken}};
    if (m_transaction)
        json.insert(QStringLiteral("transaction"), station::json(*m_transaction));
    if (m_reservation)
        json.insert(QStringLiteral("reservation"),
                    QJsonObject{{QStringLiteral("id"), m_reservation->id},
                                {QStringLiteral("id_tag"), m_reservation->idTag},
                                {QStringLiteral("until"), timeText(m_reservation->until)}});
    if (!m_operative)
        json.insert(QStringLiteral("out_of_service"), true);
    if (m_cap)
        json.insert(QStringLiteral("power_cap"),
                    QJsonObject{{QStringLiteral("watts"), m_cap->watts},
                                {QStringLiteral("until"), timeText(m_cap->until)}});
    if (m_idleSince > 0)
        json.insert(QStringLiteral("idle_since_ms"), m_idleSince);
    if (!m_waitingTag.isEmpty()) {
        json.insert(QStringLiteral("waiting_tag"), m_waitingTag);
        json.insert(QStringLiteral("waiting_until_ms"), m_waitingUntil);
    }
    return json;
}

Done ChargePort::restore(const QJsonObject &json)
{
    const MilliJoule shown = json.value(QLatin1String("register_mj")).toInteger(-1);
    const MilliJoule taken = json.value(QLatin1String("taken_mj")).toInteger(-1);
    const QDateTime at = timeFrom(json.value(QLatin1String("at")));
    const ConnectorStatus status = connectorStatusFromWord(json.value(QLatin1String("status")).toString());
    if (shown < 0 || taken < 0 || !at.isValid() || status == ConnectorStatus::Unknown)
        return failure(Error::Kind::Invalid, QStringLiteral("state: a port is damaged"));
    const Result<Vehicle> vehicle = vehicleFrom(json.value(QLatin1String("vehicle")).toObject(), Vehicle());
    if (!vehicle)
        return tl::unexpected(vehicle.error());
    std::optional<RunningTransaction> transaction;
    if (json.contains(QLatin1String("transaction"))) {
        const auto running = transactionFrom(json.value(QLatin1String("transaction")).toObject());
        if (!running)
            return tl::unexpected(running.error());
        transaction = *running;
    }
    m_register = shown;
    m_taken = taken;
    m_at = at.toMSecsSinceEpoch();
    m_status = status;
    m_plugged = json.value(QLatin1String("plugged")).toBool();
    m_vehicle = *vehicle;
    m_transaction = transaction;
    m_waitingTag = json.value(QLatin1String("waiting_tag")).toString();
    if (const QJsonObject held = json.value(QLatin1String("reservation")).toObject(); !held.isEmpty())
        m_reservation = PortReservation{held.value(QLatin1String("id")).toInt(),
                                        held.value(QLatin1String("id_tag")).toString(),
                                        timeFrom(held.value(QLatin1String("until")))};
    m_operative = !json.value(QLatin1String("out_of_service")).toBool();
    if (const QJsonObject cap = json.value(QLatin1String("power_cap")).toObject(); !cap.isEmpty())
        m_cap = PowerCap{cap.value(QLatin1String("watts")).toInteger(),
                         timeFrom(cap.value(QLatin1String("until")))};
    m_idleSince = json.value(QLatin1String("idle_since_ms")).toInteger();
    m_waitingUntil = json.value(QLatin1String("waiting_until_ms")).toInteger();
    return {};
}

} // namespace pd::station
