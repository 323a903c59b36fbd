// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/energy.h"

#include <QDateTime>
#include <QJsonObject>

#include <optional>
#include <variant>

namespace pd::station {

// What a pile has to tell about a charge. It is kept on disk until the cloud has taken it, and the cloud may
// number the transaction only later: until then `transaction` is the pile's own name for it.

struct StartReport
{
    QString transaction;
    QString idTag;
    Energy meterStart; // as the register shows, steps of 0.01 kWh
    QDateTime at;
    std::optional<int> reservation; // that it used up

    friend bool operator==(const StartReport &, const StartReport &) = default;
};

struct SampleReport
{
    // OCPP 1.6 ReadingContext
    enum class Context { Periodic, Clock, InterruptionBegin, InterruptionEnd, Trigger };

    QString transaction; // empty: outside of any
    Context context = Context::Periodic;
    QDateTime at;
    Energy energyRegister; // as the register shows
    qint64 powerW = 0;
    qint64 voltageDeciV = 0; // 0.1 V
    qint64 currentMilliA = 0; // mA

    friend bool operator==(const SampleReport &, const SampleReport &) = default;
};

struct StopReport
{
    QString transaction;
    QString idTag;
    Energy meterStop;
    QDateTime at;
    QString reason; // OCPP 1.6 Reason: "Local", "Remote", "EVDisconnected", ...

    friend bool operator==(const StopReport &, const StopReport &) = default;
};

using Report = std::variant<StartReport, SampleReport, StopReport>;

const QString &transactionOf(const Report &report);

// For the state file. A time is ISO 8601 UTC with milliseconds, an energy decimal text in kWh.
QJsonObject toJson(const Report &report);
Result<Report> reportFrom(const QJsonObject &json);

QString timeText(const QDateTime &at);
QDateTime timeFrom(const QJsonValue &value); // invalid where it is no such text

} // namespace pd::station
