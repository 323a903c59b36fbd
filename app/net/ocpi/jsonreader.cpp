// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/jsonreader.h"

#include "models/basics/decimal.h"

#include <QTimeZone>

#include <rapidjson/error/en.h>

#include <algorithm>

namespace pd::net {

namespace {

constexpr unsigned parseFlags = rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;

// OCPI: "Z" or nothing, both UTC; fractions allowed; no offset.
QDateTime parseTime(const QString &text)
{
    constexpr qsizetype shortest = 19; // 2026-03-16T10:40:00
    if (text.size() < shortest || text[10] != QLatin1Char('T'))
        return {};
    const QString bare = text.endsWith(QLatin1Char('Z')) ? text.chopped(1) : text;
    for (QChar c : QStringView(bare).mid(shortest)) {
        if (c != QLatin1Char('.') && !(c >= QLatin1Char('0') && c <= QLatin1Char('9')))
            return {};
    }
    QDateTime time = QDateTime::fromString(bare, Qt::ISODateWithMs);
    time.setTimeSpec(Qt::UTC);
    // 24:00 and fractions may carry into a year of five digits, which nobody could read back.
    return time.date().year() > 9999 ? QDateTime() : time;
}

} // namespace

JsonView JsonView::operator[](const char *name) const
{
    const rapidjson::Value *child = nullptr;
    if (isObject()) {
        const auto member = m_value->FindMember(name);
        if (member != m_value->MemberEnd())
            child = &member->value;
    }
    return {child, m_document, childPrefix(), name};
}

bool JsonView::isAbsent() const
{
    return !m_value || m_value->IsNull();
}

QString JsonView::text() const
{
    if (m_value && m_value->IsString())
        return QString::fromUtf8(m_value->GetString(), qsizetype(m_value->GetStringLength()));
    fail(isAbsent() ? "missing" : "not a text");
    return {};
}

bool JsonView::flag() const
{
    if (m_value && m_value->IsBool())
        return m_value->GetBool();
    fail(isAbsent() ? "missing" : "not true or false");
    return false;
}

qint64 JsonView::integer(qint64 lowest, qint64 highest) const
{
    bool ok = false;
    const QString digits = text();
    const qint64 value = digits.toLongLong(&ok);
    const bool plain = ok && !digits.startsWith(QLatin1Char('+')) && digits == digits.trimmed();
    if (plain && value >= lowest && value <= highest)
        return value;
    fail("not an integer in range");
    return lowest;
}

QDateTime JsonView::time() const
{
    const QDateTime value = parseTime(text());
    if (!value.isValid())
        fail("not a time in UTC");
    return value;
}

Money JsonView::money() const
{
    return checked(Money::fromText(text()));
}

UnitPrice JsonView::unitPrice() const
{
    return checked(UnitPrice::fromText(text()));
}

Energy JsonView::kwh() const
{
    return Energy::fromTenthWh(scaled(4));
}

qint64 JsonView::scaled(int decimals) const
{
    return checked(parseScaled(text(), decimals, ExtraDigits::Refuse));
}

double JsonView::coordinate(double limit) const
{
    constexpr int decimals = 9; // a tenth of a millimetre: what is finer is noise
    const Result<qint64> value = parseScaled(text(), decimals, ExtraDigits::RoundHalfUp);
    const double degrees = double(value.value_or(0)) / 1e9;
    if (!value || degrees < -limit || degrees > limit)
        fail("not a number in range");
    return degrees;
}

void JsonView::each(const std::function<void(const JsonView &)> &f) const
{
    if (!m_value || !m_value->IsArray()) {
        fail(isAbsent() ? "missing" : "not a list");
        return;
    }
    const QString base = path();
    qsizetype index = 0;
    for (const rapidjson::Value &element : m_value->GetArray()) {
        const QString prefix = base + QLatin1Char('[') + QString::number(index++) + QLatin1Char(']');
        f(JsonView(&element, m_document, prefix, ""));
    }
}

void JsonView::eachMember(const std::function<void(const QString &, const JsonView &)> &f) const
{
    if (!isObject()) {
        fail(isAbsent() ? "missing" : "not an object");
        return;
    }
    for (const auto &member : m_value->GetObject()) {
        const QString name
            = QString::fromUtf8(member.name.GetString(), qsizetype(member.name.GetStringLength()));
        f(name, JsonView(&member.value, m_document, childPrefix(), member.name.GetString()));
    }
}

void JsonView::fail(const char *what) const
{
    if (!m_document->m_error)
        m_document->fail(path(), what);
}

QString JsonView::path() const
{
    return m_prefix + QString::fromUtf8(m_name);
}

const QString &JsonView::childPrefix() const
{
    if (m_childPrefix.isNull()) {
        const QString own = path();
        m_childPrefix = own.isEmpty() ? QStringLiteral("") : own + QLatin1Char('.');
    }
    return m_childPrefix;
}

JsonDocument::JsonDocument(QByteArrayView json, const char *what)
    : m_what(what)
{
    if (json.size() > maxJsonBytes) {
        fail({}, "too long");
    } else if (jsonDepth(json) > maxJsonDepth) {
        fail({}, "nested too deeply");
    } else if (m_document.Parse<parseFlags>(json.data(), size_t(json.size())).HasParseError()) {
        const QString where = textPlace(json, qsizetype(m_document.GetErrorOffset()));
        fail(where, rapidjson::GetParseError_En(m_document.GetParseError()));
    }
}

JsonView JsonDocument::root() const
{
    return {&m_document, this, QString(), ""};
}

void JsonDocument::fail(const QString &path, const char *what) const
{
    QString detail = QString::fromLatin1(m_what) + QLatin1String(": ");
    if (!path.isEmpty())
        detail += path.left(200) + QLatin1String(": ");
    m_error = Error{Error::Kind::Protocol, detail + QString::fromLatin1(what), QStringLiteral("bad_json")};
}

QString textPlace(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(qBound<qsizetype>(0, offset, text.size()));
    const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
    const qsizetype column = before.size() - before.lastIndexOf('\n');
    return QStringLiteral("line %1, column %2").arg(line).arg(column);
}

} // namespace pd::net
