// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace pd::net::ocpp {

// One JSON value as it came. A number keeps its text, so that decimals stay exact and a number can be told
// from a string of digits. Members keep their order; of two members with one name the later counts.
class JsonValue
{
public:
    enum class Type { Null, Bool, Number, String, Array, Object };

    JsonValue() = default;
    explicit JsonValue(Type type, QByteArray text = {})
        : m_type(type)
        , m_text(std::move(text))
    {
    }

    Type type() const { return m_type; }
    bool isObject() const { return m_type == Type::Object; }
    bool isArray() const { return m_type == Type::Array; }
    bool isNull() const { return m_type == Type::Null; }
    // A string's content or a number's text; "true" or "false"; empty for the rest. UTF-8.
    const QByteArray &utf8() const { return m_text; }
    QString text() const { return QString::fromUtf8(m_text); }
    // Of an array or, in order, of an object.
    const std::vector<JsonValue> &items() const { return m_items; }
    // Null where there is no such member or this is no object.
    const JsonValue *member(QByteArrayView name) const;
    // Back to text, without blanks.
    QByteArray toJson() const;

private:
    friend class TreeBuilder;
    Type m_type = Type::Null;
    QByteArray m_text;
    std::vector<QByteArray> m_names; // of an object, beside m_items
    std::vector<JsonValue> m_items;
};

inline constexpr int deepestJson = 16;

// One whole JSON text in UTF-8. Protocol for anything else: text behind the value, a NUL, bytes that are not
// UTF-8, more than deepestJson levels of arrays and objects.
Result<JsonValue> parseJson(QByteArrayView utf8);

} // namespace pd::net::ocpp
