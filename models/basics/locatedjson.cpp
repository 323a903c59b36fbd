// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/locatedjson.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

namespace pd {

namespace {

constexpr size_t deepest = 16;
constexpr qsizetype largestFile = 1 << 20;

// Builds the tree while RapidJSON reads; the stream tells how far it is.
class Builder
{
public:
    Builder(const QByteArray &bytes, const rapidjson::MemoryStream &stream)
        : m_bytes(bytes)
        , m_stream(stream)
    {
    }

    LocatedJson root;
    QString problem; // what ended the reading, where it was not RapidJSON

    int line()
    {
        const qsizetype now = qsizetype(m_stream.Tell());
        m_line += int(std::count(m_bytes.begin() + m_counted, m_bytes.begin() + now, '\n'));
        m_counted = now;
        return m_line;
    }

    // What RapidJSON calls, by names of its own.
    bool Null() { return put({LocatedJson::Kind::Null, line(), {}, false, {}, {}}); }
    bool Bool(bool value) { return put({LocatedJson::Kind::Truth, line(), {}, value, {}, {}}); }
    bool RawNumber(const char *text, rapidjson::SizeType size, bool)
    {
        return put(
            {LocatedJson::Kind::Number, line(), QString::fromLatin1(text, qsizetype(size)), false, {}, {}});
    }
    bool String(const char *text, rapidjson::SizeType size, bool)
    {
        return put(
            {LocatedJson::Kind::Text, line(), QString::fromUtf8(text, qsizetype(size)), false, {}, {}});
    }
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(int64_t) { return false; }
    bool Uint64(uint64_t) { return false; }
    bool Double(double) { return false; }
    bool StartObject() { return open(LocatedJson::Kind::Object); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(LocatedJson::Kind::Array); }
    bool EndArray(rapidjson::SizeType) { return close(); }
    bool Key(const char *text, rapidjson::SizeType size, bool)
    {
        m_keys.back() = QString::fromUtf8(text, qsizetype(size));
        const auto &members = m_open.back().members;
        const bool twice = std::any_of(members.begin(), members.end(),
                                       [this](const auto &member) { return member.name == m_keys.back(); });
        if (twice)
            problem = QStringLiteral("\"%1\" comes twice").arg(m_keys.back());
        return !twice;
    }

private:
    bool open(LocatedJson::Kind kind)
    {
        if (m_open.size() == deepest) {
            problem = QStringLiteral("nested deeper than %1 levels").arg(deepest);
            return false;
        }
        m_open.push_back({kind, line(), {}, false, {}, {}});
        m_keys.emplace_back();
        return true;
    }

    bool close()
    {
        LocatedJson done = std::move(m_open.back());
        m_open.pop_back();
        m_keys.pop_back();
        return put(std::move(done));
    }

    bool put(LocatedJson value)
    {
        if (m_open.empty())
            root = std::move(value);
        else if (m_open.back().kind == LocatedJson::Kind::Array)
            m_open.back().items.push_back(std::move(value));
        else
            m_open.back().members.push_back({m_keys.back(), std::move(value)});
        return true;
    }

    const QByteArray &m_bytes;
    const rapidjson::MemoryStream &m_stream;
    std::vector<LocatedJson> m_open;
    std::vector<QString> m_keys; // beside m_open: the member that comes next
    qsizetype m_counted = 0;
    int m_line = 1;
};

tl::unexpected<Error> wrongAt(int line, const QString &what)
{
    return failure(Error::Kind::Invalid, QStringLiteral("line %1: %2").arg(line).arg(what),
                   QStringLiteral("json"));
}

} // namespace

const LocatedJson *LocatedJson::find(const char *name) const
{
    for (const auto &[key, value] : members) {
        if (key == QLatin1String(name))
            return &value;
    }
    return nullptr;
}

Result<LocatedJson> parseLocatedJson(const QByteArray &bytes)
{
    if (bytes.size() > largestFile)
        return wrongAt(1, QStringLiteral("more than %1 bytes").arg(largestFile));
    constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag
        | rapidjson::kParseValidateEncodingFlag;
    rapidjson::MemoryStream stream(bytes.constData(), size_t(bytes.size()));
    rapidjson::Reader reader;
    Builder builder(bytes, stream);
    const rapidjson::ParseResult parsed = reader.Parse<flags>(stream, builder);
    if (parsed.IsError()) {
        const qsizetype at = qMin(qsizetype(parsed.Offset()), bytes.size());
        const int line = 1 + int(std::count(bytes.begin(), bytes.begin() + at, '\n'));
        return wrongAt(line,
                       builder.problem.isEmpty()
                           ? QString::fromLatin1(rapidjson::GetParseError_En(parsed.Code()))
                           : builder.problem);
    }
    return std::move(builder.root);
}

} // namespace pd
