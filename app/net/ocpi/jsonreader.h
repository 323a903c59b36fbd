// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/money.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <rapidjson/document.h>

#include <functional>
#include <optional>

namespace pd::net {

// What is accepted from a wire: more is refused before it is read (Protocol).
inline constexpr qsizetype maxJsonBytes = 32 * 1024 * 1024;
inline constexpr int maxJsonDepth = 64;

class JsonDocument;

// One value of a document, absent or not. A read that does not find what it wants gives a default and leaves
// the first such failure, naming the member, with the document: one check at the end replaces one a member.
// Numbers are kept as text; a decimal may come as a number or as a string. Lives no longer than its document.
class JsonView
{
public:
    // The member, absent where there is none or this is no object.
    JsonView operator[](const char *name) const;
    bool isAbsent() const; // not there, or null
    bool isObject() const { return m_value && m_value->IsObject(); }

    // Required, and of the right type.
    QString text() const;
    bool flag() const;
    qint64 integer(qint64 lowest, qint64 highest) const;
    QDateTime time() const; // UTC; an offset from UTC is refused, as OCPI does
    Money money() const;
    UnitPrice unitPrice() const;
    Energy kwh() const;
    qint64 scaled(int decimals) const; // value * 10^decimals; more decimals are refused
    double coordinate(double limit) const; // -limit .. limit
    // Each element of an array, in order; the element's failures name its index.
    void each(const std::function<void(const JsonView &)> &f) const;
    // Each member of an object.
    void eachMember(const std::function<void(const QString &, const JsonView &)> &f) const;

    // Where absent: empty, invalid, false.
    QString optionalText() const { return isAbsent() ? QString() : text(); }
    QDateTime optionalTime() const { return isAbsent() ? QDateTime() : time(); }
    bool optionalFlag() const { return !isAbsent() && flag(); }

    // A word that must belong to an enumeration: word(&orderStateFromWord).
    template <typename Enum>
    Enum word(Result<Enum> (*fromWord)(QStringView)) const
    {
        const Result<Enum> known = fromWord(text());
        if (!known)
            fail("unknown word");
        return known.value_or(Enum{});
    }
    template <typename T>
    T checked(const Result<T> &value) const
    {
        if (!value)
            fail("not a decimal number in range");
        return value.value_or(T{});
    }

    // Records that this member is wrong.
    void fail(const char *what) const;
    QString path() const; // "ports[0].reading.power_w"

private:
    friend class JsonDocument;
    JsonView(const rapidjson::Value *value, const JsonDocument *document, const QString &prefix,
             const char *name)
        : m_value(value)
        , m_document(document)
        , m_prefix(prefix)
        , m_name(name)
    {
    }
    const QString &childPrefix() const;

    const rapidjson::Value *m_value;
    const JsonDocument *m_document;
    QString m_prefix; // path of the parent with its dot
    const char *m_name;
    mutable QString m_childPrefix; // made once, where children are read
};

// A parsed JSON text and the first thing that was wrong with it. Not copied: views point into it.
class JsonDocument
{
public:
    // `what` names the text in failures: "pile", "order".
    JsonDocument(QByteArrayView json, const char *what);
    Q_DISABLE_COPY_MOVE(JsonDocument)

    JsonView root() const;
    const std::optional<Error> &error() const { return m_error; }

    // The value, or why the text does not give one.
    template <typename T>
    Result<T> result(T value) const
    {
        if (m_error)
            return tl::unexpected(*m_error);
        return value;
    }

private:
    friend class JsonView;
    void fail(const QString &path, const char *what) const;

    const char *m_what;
    rapidjson::Document m_document;
    mutable std::optional<Error> m_error;
};

// The texts of an object's members or an array's elements, exactly as they stand: what is passed on unread
// (OCPI's own objects, GeoJSON) keeps its digits.
struct JsonPart
{
    QByteArray name; // empty in an array
    QByteArray json;
};
Result<QList<JsonPart>> jsonParts(QByteArrayView json);
// The text of one member; empty where it is absent.
Result<QByteArray> jsonMember(QByteArrayView json, QByteArrayView name);
// How deep brackets nest, found without recursion: the parser itself recurses and would exhaust the stack.
int jsonDepth(QByteArrayView json);
// The same value on one line, without blanks; numbers as they stand or, where a reader must not take them for
// floating point, as text. Empty where it is no JSON.
enum class JsonNumbers { Keep, AsText };
QByteArray jsonLine(QByteArrayView json, JsonNumbers numbers);
// "line 3, column 7" of the byte at this offset.
QString textPlace(QByteArrayView text, qsizetype offset);
// True for exactly one JSON value within the limits.
bool isJson(QByteArrayView json);

} // namespace pd::net
