// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/configuration.h"

#include "app/net/ocpp/fields.h"
#include "app/net/ocpp/objectwriter.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr int longestKey = 50;
constexpr int longestValue = 500;
constexpr std::array resetTypes{Reset::Type::Soft, Reset::Type::Hard};

QByteArray listOf(const QList<QByteArray> &values)
{
    return '[' + values.join(',') + ']';
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
    QList<QByteArray> unknown;
    for (const QString &key : message.unknown)
        unknown.append(JsonValue(JsonValue::Type::String, key.toUtf8()).toJson());
    ObjectWriter writer;
    writer.raw("configurationKey", listOf(keys));
    if (!unknown.isEmpty())
        writer.raw("unknownKey", listOf(unknown));
    return writer.finish();
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

QByteArray encode(const ChangeConfiguration::Confirmation &message)
{
    return ObjectWriter().text("status", toWord(message.status)).finish();
}

template <>
Decoded<Reset::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    Reset::Request r;
    r.type = f.word("type", resetTypes);
    return f.finish(r);
}

QByteArray encode(const Reset::Confirmation &message)
{
    return ObjectWriter().text("status", toWord(message.status)).finish();
}

} // namespace pd::net::ocpp
