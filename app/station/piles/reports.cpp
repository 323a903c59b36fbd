// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/reports.h"

namespace pd::station {

namespace {

QJsonObject json(const StartReport &start)
{
    QJsonObject json{{QStringLiteral("kind"), QStringLiteral("start")},
                     {QStringLiteral("transaction"), start.transaction},
                     {QStringLiteral("id_tag"), start.idTag},
                     {QStringLiteral("register_kwh"), start.meterStart.kwhText()},
                     {QStringLiteral("at"), timeText(start.at)}};
    if (start.reservation)
        json.insert(QStringLiteral("reservation"), *start.reservation);
    return json;
}

QJsonObject json(const SampleReport &sample)
{
    return {{QStringLiteral("kind"), QStringLiteral("sample")},
            {QStringLiteral("transaction"), sample.transaction},
            {QStringLiteral("context"), int(sample.context)},
            {QStringLiteral("register_kwh"), sample.energyRegister.kwhText()},
            {QStringLiteral("power_w"), sample.powerW},
            {QStringLiteral("voltage_dv"), sample.voltageDeciV},
            {QStringLiteral("current_ma"), sample.currentMilliA},
            {QStringLiteral("at"), timeText(sample.at)}};
}

QJsonObject json(const StopReport &stop)
{
    return {{QStringLiteral("kind"), QStringLiteral("stop")},
            {QStringLiteral("transaction"), stop.transaction},
            {QStringLiteral("id_tag"), stop.idTag},
            {QStringLiteral("register_kwh"), stop.meterStop.kwhText()},
            {QStringLiteral("reason"), stop.reason},
            {QStringLiteral("at"), timeText(stop.at)}};
}

QString word(const QJsonObject &json, QLatin1String name)
{
    return json.value(name).toString();
}

SampleReport sampleFrom(const QJsonObject &json, Energy shown, const QDateTime &at)
{
    SampleReport sample;
    sample.transaction = word(json, QLatin1String("transaction"));
    const int context = json.value(QLatin1String("context")).toInt();
    sample.context = SampleReport::Context(qBound(0, context, int(SampleReport::Context::Trigger)));
    sample.at = at;
    sample.energyRegister = shown;
    sample.powerW = json.value(QLatin1String("power_w")).toInteger();
    sample.voltageDeciV = json.value(QLatin1String("voltage_dv")).toInteger();
    sample.currentMilliA = json.value(QLatin1String("current_ma")).toInteger();
    return sample;
}

} // namespace

const QString &transactionOf(const Report &report)
{
    return std::visit([](const auto &r) -> const QString & { return r.transaction; }, report);
}

QJsonObject toJson(const Report &report)
{
    return std::visit([](const auto &r) { return json(r); }, report);
}

Result<Report> reportFrom(const QJsonObject &json)
{
    const QString kind = word(json, QLatin1String("kind"));
    const QDateTime at = timeFrom(json.value(QLatin1String("at")));
    const Result<Energy> shown = Energy::fromKwhText(word(json, QLatin1String("register_kwh")));
    if (!at.isValid() || !shown)
        return failure(Error::Kind::Invalid, QStringLiteral("report without time or register"));
    const QString transaction = word(json, QLatin1String("transaction"));
    const QString idTag = word(json, QLatin1String("id_tag"));
    if (kind == QLatin1String("start")) {
        const QJsonValue reservation = json.value(QLatin1String("reservation"));
        return StartReport{transaction, idTag, *shown, at,
                           reservation.isDouble() ? std::optional(reservation.toInt()) : std::nullopt};
    }
    if (kind == QLatin1String("sample"))
        return sampleFrom(json, *shown, at);
    if (kind == QLatin1String("stop"))
        return StopReport{transaction, idTag, *shown, at, word(json, QLatin1String("reason"))};
    return failure(Error::Kind::Invalid, QStringLiteral("report of unknown kind ") + kind);
}

QString timeText(const QDateTime &at)
{
    return at.toUTC().toString(Qt::ISODateWithMs);
}

QDateTime timeFrom(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

} // namespace pd::station
