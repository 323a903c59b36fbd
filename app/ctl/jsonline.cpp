// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/jsonline.h"

#include "app/ctl/command.h"

namespace pd::ctl {

JsonLine &JsonLine::text(const char *name, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    key(name);
    m_writer.String(utf8.constData(), rapidjson::SizeType(utf8.size()));
    return *this;
}

JsonLine &JsonLine::textOrNull(const char *name, const QString &value)
{
    if (!value.isEmpty())
        return text(name, value);
    key(name);
    m_writer.Null();
    return *this;
}

JsonLine &JsonLine::number(const char *name, qint64 value)
{
    key(name);
    m_writer.Int64(value);
    return *this;
}

JsonLine &JsonLine::ratio(const char *name, double value)
{
    const QByteArray text = QByteArray::number(value, 'f', 4);
    key(name);
    m_writer.RawValue(text.constData(), size_t(text.size()), rapidjson::kNumberType);
    return *this;
}

JsonLine &JsonLine::numberOrNull(const char *name, std::optional<qint64> value)
{
    if (value)
        return number(name, *value);
    key(name);
    m_writer.Null();
    return *this;
}

JsonLine &JsonLine::truth(const char *name, bool value)
{
    key(name);
    m_writer.Bool(value);
    return *this;
}

JsonLine &JsonLine::texts(const char *name, const QStringList &values)
{
    beginArray(name);
    for (const QString &value : values)
        m_writer.String(value.toUtf8().constData());
    return endArray();
}

JsonLine &JsonLine::numbers(const char *name, const QList<qint64> &values)
{
    beginArray(name);
    for (const qint64 value : values)
        m_writer.Int64(value);
    return endArray();
}

JsonLine &JsonLine::beginArray(const char *name)
{
    key(name);
    m_writer.StartArray();
    return *this;
}

JsonLine &JsonLine::endArray()
{
    m_writer.EndArray();
    return *this;
}

JsonLine &JsonLine::beginObject()
{
    m_writer.StartObject();
    return *this;
}

JsonLine &JsonLine::beginObject(const char *name)
{
    key(name);
    return beginObject();
}

JsonLine &JsonLine::endObject()
{
    m_writer.EndObject();
    return *this;
}

QString JsonLine::line()
{
    m_writer.EndObject();
    return QString::fromUtf8(m_buffer.GetString(), qsizetype(m_buffer.GetSize()));
}

void JsonLine::print()
{
    ctl::print(line());
}

} // namespace pd::ctl
