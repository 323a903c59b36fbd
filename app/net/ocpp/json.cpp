// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/json.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace pd::net::ocpp {

// Receives RapidJSON's events and grows the tree.
class TreeBuilder
{
public:
    JsonValue root;

    bool Null() { return add(JsonValue(JsonValue::Type::Null)); }
    bool Bool(bool b)
    {
        return add(
            JsonValue(JsonValue::Type::Bool, b ? QByteArrayLiteral("true") : QByteArrayLiteral("false")));
    }
    bool RawNumber(const char *text, rapidjson::SizeType length, bool)
    {
        return add(JsonValue(JsonValue::Type::Number, QByteArray(text, length)));
    }
    bool String(const char *text, rapidjson::SizeType length, bool)
    {
        return !hasSurrogate(text, length)
            && add(JsonValue(JsonValue::Type::String, QByteArray(text, length)));
    }
    bool StartObject() { return open(JsonValue::Type::Object); }
    bool Key(const char *text, rapidjson::SizeType length, bool)
    {
        m_open.back().m_names.emplace_back(text, length);
        return !hasSurrogate(text, length);
    }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(JsonValue::Type::Array); }
    bool EndArray(rapidjson::SizeType) { return close(); }
    // Numbers come as raw text; these are never called.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(int64_t) { return false; }
    bool Uint64(uint64_t) { return false; }
    bool Double(double) { return false; }

private:
    // RapidJSON lets a lone low surrogate pass as an escape; in UTF-8 it begins with ED A0..BF.
    static bool hasSurrogate(const char *text, size_t length)
    {
        for (size_t i = 0; i + 1 < length; ++i) {
            if (uchar(text[i]) == 0xED && uchar(text[i + 1]) >= 0xA0)
                return true;
        }
        return false;
    }
    bool open(JsonValue::Type type)
    {
        if (m_open.size() >= deepestJson)
            return false;
        m_open.emplace_back(type);
        return true;
    }
    bool close()
    {
        JsonValue done = std::move(m_open.back());
        m_open.pop_back();
        return add(std::move(done));
    }
    bool add(JsonValue value)
    {
        if (m_open.empty())
            root = std::move(value);
        else
            m_open.back().m_items.push_back(std::move(value));
        return true;
    }

    std::vector<JsonValue> m_open;
};

const JsonValue *JsonValue::member(QByteArrayView name) const
{
    for (size_t i = m_names.size(); i-- > 0;) {
        if (m_names[i] == name)
            return &m_items[i];
    }
    return nullptr;
}

QByteArray JsonValue::toJson() const
{
    if (m_type == Type::Null)
        return QByteArrayLiteral("null");
    if (m_type == Type::Bool || m_type == Type::Number)
        return m_text;
    if (m_type == Type::String) {
        rapidjson::StringBuffer buffer;
        rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
        writer.String(m_text.constData(), rapidjson::SizeType(m_text.size()));
        return QByteArray(buffer.GetString(), qsizetype(buffer.GetSize()));
    }
    QByteArray text(1, isArray() ? '[' : '{');
    for (size_t i = 0; i < m_items.size(); ++i) {
        if (i > 0)
            text += ',';
        if (isObject())
            text += JsonValue(Type::String, m_names[i]).toJson() + ':';
        text += m_items[i].toJson();
    }
    return text + (isArray() ? ']' : '}');
}

Result<JsonValue> parseJson(QByteArrayView utf8)
{
    // RapidJSON takes a NUL for the end of the text and would not see what follows.
    if (utf8.contains('\0'))
        return failure(Error::Kind::Protocol, QStringLiteral("JSON: a NUL byte"));
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag
        | rapidjson::kParseValidateEncodingFlag;
    rapidjson::MemoryStream bytes(utf8.data(), size_t(utf8.size()));
    rapidjson::Reader reader;
    TreeBuilder builder;
    const rapidjson::ParseResult parsed = reader.Parse<flags>(bytes, builder);
    if (parsed)
        return std::move(builder.root);
    const QString what = parsed.Code() == rapidjson::kParseErrorTermination
        ? QStringLiteral("nested too deep, or half a character")
        : QString::fromLatin1(rapidjson::GetParseError_En(parsed.Code()));
    return failure(Error::Kind::Protocol,
                   QStringLiteral("JSON: %1 (at byte %2)").arg(what).arg(parsed.Offset()));
}

} // namespace pd::net::ocpp
