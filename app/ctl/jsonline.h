// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <QStringList>

#include <optional>

namespace pd::ctl {

// One JSON object on one line. Measured values are decimal strings: they go through text().
class JsonLine
{
public:
    JsonLine() { m_writer.StartObject(); }

    JsonLine &text(const char *key, const QString &value);
    JsonLine &textOrNull(const char *key, const QString &value); // null where empty
    JsonLine &number(const char *key, qint64 value);
    JsonLine &ratio(const char *key, double value); // four decimals; for what is no measured value
    JsonLine &numberOrNull(const char *key, std::optional<qint64> value);
    JsonLine &truth(const char *key, bool value);
    JsonLine &texts(const char *key, const QStringList &values);
    JsonLine &numbers(const char *key, const QList<qint64> &values);
    JsonLine &beginArray(const char *key);
    JsonLine &endArray();
    JsonLine &beginObject(); // in an array
    JsonLine &beginObject(const char *key);
    JsonLine &endObject();

    QString line(); // the whole; to be called once
    void print();

private:
    void key(const char *key) { m_writer.Key(key); }

    rapidjson::StringBuffer m_buffer;
    rapidjson::Writer<rapidjson::StringBuffer> m_writer{m_buffer};
};

} // namespace pd::ctl
