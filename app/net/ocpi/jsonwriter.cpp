// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/jsonwriter.h"

namespace pd::net {

QString ocpiTime(const QDateTime &time)
{
    if (!time.isValid())
        return {};
    const QDateTime utc = time.toUTC();
    return utc.toString(utc.time().msec() == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

JsonWriter &JsonWriter::beginObject()
{
    m_writer.StartObject();
    return *this;
}

JsonWriter &JsonWriter::endObject()
{
    m_writer.EndObject();
    return *this;
}

JsonWriter &JsonWriter::beginArray()
{
    m_writer.StartArray();
    return *this;
}

JsonWriter &JsonWriter::endArray()
{
    m_writer.EndArray();
    return *this;
}

JsonWriter &JsonWriter::key(const char *name)
{
    m_writer.Key(name);
    return *this;
}

JsonWriter &JsonWriter::text(QStringView value)
{
    const QByteArray utf8 = value.toUtf8();
    m_writer.String(utf8.constData(), rapidjson::SizeType(utf8.size()));
    return *this;
}

JsonWriter &JsonWriter::integer(qint64 value)
{
    m_writer.Int64(value);
    return *this;
}

JsonWriter &JsonWriter::flag(bool value)
{
    m_writer.Bool(value);
    return *this;
}

JsonWriter &JsonWriter::null()
{
    m_writer.Null();
    return *this;
}

JsonWriter &JsonWriter::raw(QByteArrayView json)
{
    m_writer.RawValue(json.data(), size_t(json.size()), rapidjson::kObjectType);
    return *this;
}

JsonWriter &JsonWriter::member(const char *name, const QDateTime &time)
{
    key(name);
    return time.isValid() ? text(ocpiTime(time)) : null();
}

JsonWriter &JsonWriter::optionalText(const char *name, const QString &value)
{
    key(name);
    return value.isEmpty() ? null() : text(value);
}

QByteArray JsonWriter::result() const
{
    return QByteArray(m_buffer.GetString(), qsizetype(m_buffer.GetSize()));
}

} // namespace pd::net
