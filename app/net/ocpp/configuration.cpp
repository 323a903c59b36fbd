// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/configuration.h"

#include "app/net/ocpp/parts.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr int longestKey = 50;
constexpr int longestValue = 500;
constexpr std::array resetTypes{Reset::Type::Soft, Reset::Type::Hard};

constexpr std::array commandStatuses{CommandStatus::Accepted, CommandStatus::Rejected};
constexpr std::array configurationStatuses{ConfigurationStatus::Accepted, ConfigurationStatus::Rejected,
                                           ConfigurationStatus::RebootRequired,
                                           ConfigurationStatus::NotSupported};

QByteArray textsText(const QStringList &texts)
{
    QList<QByteArray> values;
    for (const QString &text : texts)
        values.append(JsonValue(JsonValue::Type::String, text.toUtf8()).toJson());
    return arrayText(values);
}

// What a charge point says of a key. One that has no value is read as having an empty one.
GetConfiguration::Key readKey(Fields &parent, const JsonValue &json)
{
    Fields f(json);
    GetConfiguration::Key key;
    key.name = f.label("key", longestKey, Need::Required);
    if (const JsonValue *readonly = f.any("readonly", Need::Required))
        key.isReadOnly = readonly->utf8() == "true"; // some send it as a string
    if (const JsonValue *value = f.any("value", Need::Optional))
        key.value = value->text().left(longestValue); // some send numbers
    if (f.violation())
        parent.adopt(*f.violation());
    return key;
}

} // namespace

QLatin1String toWord(ConfigurationStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Rejected"),
                               QLatin1String("RebootRequired"), QLatin1String("NotSupported")};
    return words[size_t(status)];
}

QLatin1String toWord(Reset::Type type)
{
    return type == Reset::Type::Soft ? QLatin1String("Soft") : QLatin1String("Hard");
}

template <>
Decoded<GetConfiguration::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    GetConfiguration::Request r;
    if (const JsonValue *keys = f.array("key", Need::Optional)) {
        for (const JsonValue &key : keys->items()) {
            if (key.type() != JsonValue::Type::String)
                f.violate(ErrorCode::TypeConstraintViolation, "key", QStringLiteral("holds what is no text"));
            else if (key.text().isEmpty() || key.text().size() > longestKey)
                f.violate(ErrorCode::PropertyConstraintViolation, "key",
                          QStringLiteral("holds a text of no usable length"));
            r.keys.append(key.text());
        }
    }
    return f.finish(r);
}

QByteArray encode(const GetConfiguration::Confirmation &message)
{
    QList<QByteArray> keys;
    for (const GetConfiguration::Key &key : message.keys)
        keys.append(ObjectWriter()
                        .text("key", key.name)
                        .raw("readonly", key.isReadOnly ? "true" : "false")
                        .text("value", key.value)
                        .finish());
    ObjectWriter writer;
    writer.raw("configurationKey", arrayText(keys));
    if (!message.unknown.isEmpty())
        writer.raw("unknownKey", textsText(message.unknown));
    return writer.finish();
}

QByteArray encode(const GetConfiguration::Request &message)
{
    ObjectWriter writer;
    if (!message.keys.isEmpty())
        writer.raw("key", textsText(message.keys));
    return writer.finish();
}

template <>
Decoded<GetConfiguration::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    GetConfiguration::Confirmation c;
    if (const JsonValue *keys = f.array("configurationKey", Need::Optional)) {
        for (const JsonValue &key : keys->items())
            c.keys.append(readKey(f, key));
    }
    if (const JsonValue *unknown = f.array("unknownKey", Need::Optional)) {
        for (const JsonValue &key : unknown->items())
            c.unknown.append(key.text().left(longestKey));
    }
    return f.finish(c);
}

template <>
Decoded<ChangeConfiguration::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    ChangeConfiguration::Request r;
    r.key = f.token("key", longestKey, Need::Required);
    // The value may be empty, but not absent.
    if (const JsonValue *value = f.any("value", Need::Required)) {
        if (value->type() != JsonValue::Type::String)
            f.violate(ErrorCode::TypeConstraintViolation, "value", QStringLiteral("is not a text"));
        else if (value->text().size() > longestValue)
            f.violate(ErrorCode::PropertyConstraintViolation, "value", QStringLiteral("is too long"));
        r.value = value->text();
    }
    return f.finish(r);
}

QByteArray encode(const ChangeConfiguration::Request &message)
{
    return ObjectWriter().text("key", message.key).text("value", message.value).finish();
}

template <>
Decoded<ChangeConfiguration::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<ChangeConfiguration::Confirmation>(payload, configurationStatuses);
}

QByteArray encode(const ChangeConfiguration::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<Reset::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    Reset::Request r;
    r.type = f.word("type", resetTypes);
    return f.finish(r);
}

QByteArray encode(const Reset::Request &message)
{
    return ObjectWriter().text("type", toWord(message.type)).finish();
}

template <>
Decoded<Reset::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<Reset::Confirmation>(payload, commandStatuses);
}

QByteArray encode(const Reset::Confirmation &message)
{
    return statusOnlyText(message);
}

} // namespace pd::net::ocpp
