// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/money.h"

#include <QByteArray>
#include <QDateTime>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <optional>

namespace pd::net {

// "2026-03-16T10:40:00Z", with milliseconds where there are any; empty for an invalid time.
QString ocpiTime(const QDateTime &time);

// Writes JSON text in order, without a document in between. Decimals go out as text, so that they stay exact.
// An invalid time and an absent optional are written as null: unknown is never 0.
class JsonWriter
{
public:
    JsonWriter()
        : m_writer(m_buffer)
    {
    }

    JsonWriter &beginObject();
    JsonWriter &endObject();
    JsonWriter &beginArray();
    JsonWriter &endArray();
    JsonWriter &key(const char *name);

    JsonWriter &text(QStringView value);
    JsonWriter &integer(qint64 value);
    JsonWriter &flag(bool value);
    JsonWriter &null();
    // A JSON value that is already text; the caller vouches that it is one.
    JsonWriter &raw(QByteArrayView json);

    JsonWriter &member(const char *name, QStringView value) { return key(name).text(value); }
    JsonWriter &member(const char *name, const QString &value) { return key(name).text(value); }
    JsonWriter &member(const char *name, const QDateTime &time);
    JsonWriter &member(const char *name, bool value) { return key(name).flag(value); }
    JsonWriter &member(const char *name, qint64 value) { return key(name).integer(value); }
    JsonWriter &member(const char *name, int value) { return key(name).integer(value); }
    JsonWriter &member(const char *name, Money value) { return key(name).text(value.text()); }
    JsonWriter &member(const char *name, UnitPrice value) { return key(name).text(value.text()); }
    JsonWriter &member(const char *name, Energy value) { return key(name).text(value.kwhText()); }
    // A literal would otherwise become a bool.
    JsonWriter &member(const char *name, const char *value) = delete;

    template <typename T>
    JsonWriter &member(const char *name, const std::optional<T> &value)
    {
        return value ? member(name, *value) : key(name).null();
    }
    // null where the text is empty.
    JsonWriter &optionalText(const char *name, const QString &value);
    // A JSON number with exactly these digits, as OCPI's own objects want it ("12.7900").
    JsonWriter &number(const char *name, QStringView decimal) { return key(name).raw(decimal.toUtf8()); }

    QByteArray result() const;

private:
    rapidjson::StringBuffer m_buffer;
    rapidjson::Writer<rapidjson::StringBuffer> m_writer;
};

} // namespace pd::net
