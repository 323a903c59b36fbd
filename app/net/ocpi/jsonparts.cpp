// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/jsonreader.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace pd::net {

namespace {

constexpr unsigned parseFlags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;

// Notes where each value directly inside the outermost one begins and ends in the text.
class PartNoter
{
public:
    PartNoter(QByteArrayView json, const rapidjson::MemoryStream &stream)
        : m_json(json)
        , m_stream(stream)
    {
    }

    bool Null() { return scalar(); }
    bool Bool(bool) { return scalar(); }
    bool Int(int) { return scalar(); }
    bool Uint(unsigned) { return scalar(); }
    bool Int64(int64_t) { return scalar(); }
    bool Uint64(uint64_t) { return scalar(); }
    bool Double(double) { return scalar(); }
    bool RawNumber(const char *, rapidjson::SizeType, bool) { return scalar(); }
    bool String(const char *, rapidjson::SizeType, bool) { return scalar(); }
    bool Key(const char *name, rapidjson::SizeType length, bool)
    {
        if (m_depth == 1) {
            m_name = QByteArray(name, qsizetype(length));
            m_begin = qsizetype(m_stream.Tell());
        }
        return true;
    }
    bool StartObject() { return open(); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    QList<JsonPart> parts;
    bool isContainer = false;

private:
    bool open()
    {
        if (m_depth++ == 0) {
            isContainer = true;
            m_begin = qsizetype(m_stream.Tell());
        }
        return true;
    }
    bool close() { return --m_depth == 0 || scalar(); }
    bool scalar()
    {
        if (m_depth == 1) {
            const qsizetype end = qsizetype(m_stream.Tell());
            parts.append({m_name, trimmed(m_json.sliced(m_begin, end - m_begin))});
            m_begin = end;
        }
        return true;
    }
    // Between the last value (or name) and this one stand only blanks and one of ",:".
    static QByteArray trimmed(QByteArrayView text)
    {
        qsizetype from = 0;
        while (from < text.size() && QByteArrayView(" \t\r\n,:").contains(text[from]))
            ++from;
        return text.sliced(from).toByteArray().trimmed();
    }

    QByteArrayView m_json;
    const rapidjson::MemoryStream &m_stream;
    QByteArray m_name;
    qsizetype m_begin = 0;
    int m_depth = 0;
};

class LineWriter : public rapidjson::Writer<rapidjson::StringBuffer>
{
public:
    LineWriter(rapidjson::StringBuffer &out, JsonNumbers numbers)
        : Writer(out)
        , m_numbers(numbers)
    {
    }
    bool RawNumber(const char *digits, rapidjson::SizeType length, bool copy)
    {
        return m_numbers == JsonNumbers::AsText ? String(digits, length, copy)
                                                : RawValue(digits, length, rapidjson::kNumberType);
    }

private:
    JsonNumbers m_numbers;
};

tl::unexpected<Error> notJson(const QString &detail)
{
    return failure(Error::Kind::Protocol, QStringLiteral("json: ") + detail, QStringLiteral("bad_json"));
}

} // namespace

int jsonDepth(QByteArrayView json)
{
    int depth = 0;
    int deepest = 0;
    bool inText = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inText) {
            i += c == '\\';
            inText = c != '"';
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            deepest = qMax(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

Result<QList<JsonPart>> jsonParts(QByteArrayView json)
{
    if (json.size() > maxJsonBytes || jsonDepth(json) > maxJsonDepth)
        return notJson(QStringLiteral("too long or nested too deeply"));
    rapidjson::MemoryStream stream(json.data(), size_t(json.size()));
    rapidjson::Reader reader;
    PartNoter noter(json, stream);
    const rapidjson::ParseResult parsed = reader.Parse<parseFlags>(stream, noter);
    if (parsed.IsError()) {
        return notJson(QStringLiteral("at byte %1: %2")
                           .arg(parsed.Offset())
                           .arg(QLatin1String(rapidjson::GetParseError_En(parsed.Code()))));
    }
    if (!noter.isContainer)
        return notJson(QStringLiteral("neither object nor list"));
    return noter.parts;
}

Result<QByteArray> jsonMember(QByteArrayView json, QByteArrayView name)
{
    const Result<QList<JsonPart>> parts = jsonParts(json);
    if (!parts)
        return tl::unexpected(parts.error());
    for (const JsonPart &part : *parts) {
        if (part.name == name)
            return part.json;
    }
    return QByteArray();
}

QByteArray jsonLine(QByteArrayView json, JsonNumbers numbers)
{
    if (json.isEmpty() || json.size() > maxJsonBytes || jsonDepth(json) > maxJsonDepth)
        return {};
    rapidjson::MemoryStream stream(json.data(), size_t(json.size()));
    rapidjson::StringBuffer out;
    LineWriter writer(out, numbers);
    rapidjson::Reader reader;
    if (reader.Parse<parseFlags>(stream, writer).IsError())
        return {};
    return QByteArray(out.GetString(), qsizetype(out.GetSize()));
}

bool isJson(QByteArrayView json)
{
    return !jsonLine(json, JsonNumbers::Keep).isEmpty();
}

} // namespace pd::net
