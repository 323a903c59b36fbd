// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/fields.h"

#include <QByteArray>
#include <QString>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <optional>

namespace pd::net::ocpp {

// Writes one JSON object member by member; members stand in the order of the calls.
class ObjectWriter
{
public:
    ObjectWriter() { m_writer.StartObject(); }

    ObjectWriter &text(const char *name, const QString &value)
    {
        const QByteArray utf8 = value.toUtf8();
        m_writer.Key(name);
        m_writer.String(utf8.constData(), rapidjson::SizeType(utf8.size()));
        return *this;
    }
    // Left out where it is empty.
    ObjectWriter &optionalText(const char *name, const QString &value)
    {
        return value.isEmpty() ? *this : text(name, value);
    }
    ObjectWriter &number(const char *name, qint64 value)
    {
        m_writer.Key(name);
        m_writer.Int64(value);
        return *this;
    }
    ObjectWriter &optionalNumber(const char *name, std::optional<int> value)
    {
        return value ? number(name, *value) : *this;
    }
    // Left out where it is invalid.
    ObjectWriter &optionalTime(const char *name, const QDateTime &moment)
    {
        return moment.isValid() ? text(name, timeText(moment)) : *this;
    }
    // A value that is JSON text already.
    ObjectWriter &raw(const char *name, const QByteArray &json)
    {
        m_writer.Key(name);
        m_writer.RawValue(json.constData(), size_t(json.size()), rapidjson::kObjectType);
        return *this;
    }
    QByteArray finish()
    {
        m_writer.EndObject();
        return QByteArray(m_buffer.GetString(), qsizetype(m_buffer.GetSize()));
    }

private:
    rapidjson::StringBuffer m_buffer;
    rapidjson::Writer<rapidjson::StringBuffer> m_writer{m_buffer};
};

} // namespace pd::net::ocpp
