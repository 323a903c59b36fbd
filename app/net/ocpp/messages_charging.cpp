// SPDX-License-Identifier: GPL-3.0-or-later
// Authorize, StartTransaction, MeterValues, StopTransaction, RemoteStartTransaction, RemoteStopTransaction.
#include "app/net/ocpp/parts.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr int longestIdTag = 20;
constexpr std::array commandStatuses{CommandStatus::Accepted, CommandStatus::Rejected};

qint64 wholeWh(Energy energy)
{
    return energy.tenthWh() / 10;
}

// A word that decides how the value is read; the default where it is absent or empty.
void takeWord(Fields &f, QByteArrayView name, QString &word)
{
    const QString given = f.token(name, 64, Need::Optional);
    if (!given.isEmpty())
        word = given;
}

SampledValue sampledValue(Fields &parent, const JsonValue &json)
{
    Fields f(json);
    SampledValue sample;
    if (const JsonValue *value = f.any("value", Need::Required)) {
        if (value->type() == JsonValue::Type::String || value->type() == JsonValue::Type::Number)
            sample.value = value->text();
        else
            f.violate(ErrorCode::TypeConstraintViolation, "value", QStringLiteral("is not a string"));
    }
    takeWord(f, "context", sample.context);
    takeWord(f, "format", sample.format);
    takeWord(f, "measurand", sample.measurand);
    takeWord(f, "phase", sample.phase);
    takeWord(f, "location", sample.location);
    takeWord(f, "unit", sample.unit);
    if (f.violation())
        parent.adopt(*f.violation());
    return sample;
}

MeterValue meterValue(Fields &parent, const JsonValue &json)
{
    Fields f(json);
    MeterValue value;
    value.timestamp = parseTime(f.label("timestamp", 64, Need::Required));
    if (const JsonValue *samples = f.array("sampledValue", Need::Required)) {
        for (const JsonValue &sample : samples->items())
            value.sampledValue.append(sampledValue(f, sample));
    }
    if (f.violation())
        parent.adopt(*f.violation());
    return value;
}

QByteArray encode(const SampledValue &sample)
{
    static const SampledValue defaults;
    const auto unlessDefault
        = [](const QString &word, const QString &normal) { return word == normal ? QString() : word; };
    return ObjectWriter()
        .text("value", sample.value)
        .optionalText("context", unlessDefault(sample.context, defaults.context))
        .optionalText("format", unlessDefault(sample.format, defaults.format))
        .optionalText("measurand", sample.measurand)
        .optionalText("phase", sample.phase)
        .optionalText("location", unlessDefault(sample.location, defaults.location))
        .optionalText("unit", sample.unit)
        .finish();
}

QByteArray encode(const QList<MeterValue> &values)
{
    QByteArrayList entries;
    for (const MeterValue &value : values) {
        QByteArrayList samples;
        for (const SampledValue &sample : value.sampledValue)
            samples.append(encode(sample));
        entries.append(ObjectWriter()
                           .text("timestamp", timeText(value.timestamp))
                           .raw("sampledValue", '[' + samples.join(',') + ']')
                           .finish());
    }
    return '[' + entries.join(',') + ']';
}

} // namespace

template <>
Decoded<Authorize::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    Authorize::Request r;
    r.idTag = f.token("idTag", longestIdTag, Need::Required);
    return f.finish(r);
}

QByteArray encode(const Authorize::Request &message)
{
    return ObjectWriter().text("idTag", message.idTag).finish();
}

template <>
Decoded<Authorize::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    Authorize::Confirmation c;
    if (const JsonValue *info = f.object("idTagInfo", Need::Required))
        c.idTagInfo = readIdTagInfo(f, *info);
    return f.finish(c);
}

QByteArray encode(const Authorize::Confirmation &message)
{
    return ObjectWriter().raw("idTagInfo", idTagInfoText(message.idTagInfo)).finish();
}

template <>
Decoded<StartTransaction::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    StartTransaction::Request r;
    r.connectorId = f.integer("connectorId");
    r.idTag = f.token("idTag", longestIdTag, Need::Required);
    r.meterStart = f.wattHours("meterStart", Need::Required).value_or(Energy());
    r.reservationId = f.integer("reservationId", Need::Optional);
    r.timestamp = f.time("timestamp", Need::Required);
    if (r.connectorId < 1)
        f.violate(ErrorCode::PropertyConstraintViolation, "connectorId", QStringLiteral("is below 1"));
    return f.finish(r);
}

QByteArray encode(const StartTransaction::Request &message)
{
    return ObjectWriter()
        .number("connectorId", message.connectorId)
        .text("idTag", message.idTag)
        .number("meterStart", wholeWh(message.meterStart))
        .optionalNumber("reservationId", message.reservationId)
        .text("timestamp", timeText(message.timestamp))
        .finish();
}

template <>
Decoded<StartTransaction::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    StartTransaction::Confirmation c;
    c.transactionId = f.integer("transactionId");
    if (const JsonValue *info = f.object("idTagInfo", Need::Required))
        c.idTagInfo = readIdTagInfo(f, *info);
    return f.finish(c);
}

QByteArray encode(const StartTransaction::Confirmation &message)
{
    return ObjectWriter()
        .raw("idTagInfo", idTagInfoText(message.idTagInfo))
        .number("transactionId", message.transactionId)
        .finish();
}

template <>
Decoded<MeterValues::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    MeterValues::Request r;
    r.connectorId = f.integer("connectorId");
    r.transactionId = f.integer("transactionId", Need::Optional);
    if (const JsonValue *values = f.array("meterValue", Need::Required)) {
        for (const JsonValue &value : values->items())
            r.meterValue.append(meterValue(f, value));
    }
    if (r.connectorId < 0)
        f.violate(ErrorCode::PropertyConstraintViolation, "connectorId", QStringLiteral("is negative"));
    return f.finish(r);
}

QByteArray encode(const MeterValues::Request &message)
{
    return ObjectWriter()
        .number("connectorId", message.connectorId)
        .optionalNumber("transactionId", message.transactionId)
        .raw("meterValue", encode(message.meterValue))
        .finish();
}

template <>
Decoded<MeterValues::Confirmation> decode(const JsonValue &payload)
{
    return Fields(payload).finish(MeterValues::Confirmation{});
}

QByteArray encode(const MeterValues::Confirmation &)
{
    return QByteArrayLiteral("{}");
}

template <>
Decoded<StopTransaction::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    StopTransaction::Request r;
    r.transactionId = f.integer("transactionId");
    Fields loose(payload);
    r.idTag = loose.label("idTag", longestIdTag, Need::Optional);
    r.meterStop = loose.wattHours("meterStop", Need::Optional);
    r.timestamp = loose.time("timestamp", Need::Optional);
    r.reason = loose.label("reason", 20, Need::Optional);
    if (const JsonValue *data = loose.array("transactionData", Need::Optional)) {
        for (const JsonValue &entry : data->items()) {
            Fields one(payload);
            const MeterValue value = meterValue(one, entry);
            if (!one.violation())
                r.transactionData.append(value);
        }
    }
    return f.finish(r);
}

QByteArray encode(const StopTransaction::Request &message)
{
    ObjectWriter w;
    w.optionalText("idTag", message.idTag)
        .number("meterStop", wholeWh(message.meterStop.value_or(Energy())))
        .text("timestamp", timeText(message.timestamp))
        .number("transactionId", message.transactionId)
        .optionalText("reason", message.reason);
    if (!message.transactionData.isEmpty())
        w.raw("transactionData", encode(message.transactionData));
    return w.finish();
}

template <>
Decoded<StopTransaction::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    StopTransaction::Confirmation c;
    if (const JsonValue *info = f.object("idTagInfo", Need::Optional))
        c.idTagInfo = readIdTagInfo(f, *info);
    return f.finish(c);
}

QByteArray encode(const StopTransaction::Confirmation &message)
{
    ObjectWriter w;
    if (message.idTagInfo)
        w.raw("idTagInfo", idTagInfoText(*message.idTagInfo));
    return w.finish();
}

template <>
Decoded<RemoteStartTransaction::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    RemoteStartTransaction::Request r;
    r.connectorId = f.integer("connectorId", Need::Optional);
    r.idTag = f.token("idTag", longestIdTag, Need::Required);
    if (r.connectorId && *r.connectorId < 1)
        f.violate(ErrorCode::PropertyConstraintViolation, "connectorId", QStringLiteral("is below 1"));
    return f.finish(r);
}

QByteArray encode(const RemoteStartTransaction::Request &message)
{
    return ObjectWriter()
        .optionalNumber("connectorId", message.connectorId)
        .text("idTag", message.idTag)
        .finish();
}

template <>
Decoded<RemoteStartTransaction::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    RemoteStartTransaction::Confirmation c;
    c.status = f.word("status", commandStatuses);
    return f.finish(c);
}

QByteArray encode(const RemoteStartTransaction::Confirmation &message)
{
    return ObjectWriter().text("status", toWord(message.status)).finish();
}

template <>
Decoded<RemoteStopTransaction::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    RemoteStopTransaction::Request r;
    r.transactionId = f.integer("transactionId");
    return f.finish(r);
}

QByteArray encode(const RemoteStopTransaction::Request &message)
{
    return ObjectWriter().number("transactionId", message.transactionId).finish();
}

template <>
Decoded<RemoteStopTransaction::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    RemoteStopTransaction::Confirmation c;
    c.status = f.word("status", commandStatuses);
    return f.finish(c);
}

QByteArray encode(const RemoteStopTransaction::Confirmation &message)
{
    return ObjectWriter().text("status", toWord(message.status)).finish();
}

} // namespace pd::net::ocpp
