// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/fields.h"

#include <QRegularExpression>

namespace pd::net::ocpp {

namespace {

constexpr int mostDigits = 18;

bool isScalarText(const JsonValue &value)
{
    return value.type() == JsonValue::Type::String || value.type() == JsonValue::Type::Number;
}

} // namespace

QString plainDecimal(QByteArrayView number)
{
    static const QRegularExpression form(
        QStringLiteral("^\\s*([+-]?)([0-9]*)(?:\\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?\\s*$"));
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(number));
    if (!match.hasMatch())
        return {};
    QString digits = match.captured(2) + match.captured(3);
    if (digits.isEmpty())
        return {};
    const int exponent = match.captured(4).toInt();
    qsizetype point = match.captured(2).size() + exponent;
    if (qAbs(exponent) > mostDigits)
        return {};
    if (point > digits.size())
        digits = digits.leftJustified(point, QLatin1Char('0'));
    if (point < 0) {
        digits.prepend(QString(-point, QLatin1Char('0')));
        point = 0;
    }
    QString whole = digits.left(point);
    while (whole.size() > 1 && whole.startsWith(QLatin1Char('0')))
        whole.remove(0, 1);
    if (whole.isEmpty())
        whole = QStringLiteral("0");
    if (whole.size() > mostDigits)
        return {};
    const QString fraction = digits.mid(point);
    const QString sign = match.captured(1) == QLatin1String("-") ? QStringLiteral("-") : QString();
    return sign + whole + (fraction.isEmpty() ? QString() : QLatin1Char('.') + fraction);
}

QDateTime parseTime(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^\\s*(\\d{4}-\\d{2}-\\d{2})[Tt "
                       "](\\d{2}:\\d{2}:\\d{2})(?:[.,](\\d+))?\\s*(Z|z|[+-]\\d{2}:?\\d{2})?\\s*$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return {};
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    const QTime time = QTime::fromString(match.captured(2), Qt::ISODate);
    if (!date.isValid() || !time.isValid())
        return {};
    const int ms = match.captured(3).leftJustified(3, QLatin1Char('0')).left(3).toInt();
    QDateTime moment(date, time.addMSecs(ms), Qt::UTC);
    QString zone = match.captured(4);
    if (zone.size() < 5)
        return moment;
    const int sign = zone.startsWith(QLatin1Char('-')) ? -1 : 1;
    zone.remove(QLatin1Char(':'));
    const int offset = zone.mid(1, 2).toInt() * 3600 + zone.mid(3, 2).toInt() * 60;
    return offset > 14 * 3600 ? QDateTime() : moment.addSecs(-sign * offset);
}

QString timeText(const QDateTime &moment)
{
    return moment.toUTC().toString(Qt::ISODateWithMs);
}

Fields::Fields(const JsonValue &payload)
    : m_payload(payload)
{
    if (!payload.isObject())
        m_violation = Violation{ErrorCode::FormationViolation, QStringLiteral("payload is not an object")};
}

QString Fields::oneOf(QByteArrayView name, const QList<QLatin1String> &words, Need need)
{
    const QString text = token(name, 64, need);
    if (!text.isEmpty() && !words.contains(text))
        violate(ErrorCode::PropertyConstraintViolation, name, text);
    return text;
}

void Fields::violate(ErrorCode code, QByteArrayView name, const QString &why)
{
    adopt({code, QString::fromUtf8(name) + QStringLiteral(": ") + why.left(80)});
}

void Fields::adopt(const Violation &violation)
{
    if (!m_violation)
        m_violation = violation;
}

const JsonValue *Fields::any(QByteArrayView name, Need need)
{
    const JsonValue *value = m_payload.member(name);
    if (value && !value->isNull())
        return value;
    if (need == Need::Required)
        violate(ErrorCode::OccurenceConstraintViolation, name, QStringLiteral("is missing"));
    return nullptr;
}

QString Fields::token(QByteArrayView name, int longest, Need need)
{
    const QString text = label(name, INT_MAX, need);
    if (text.size() > longest)
        violate(ErrorCode::PropertyConstraintViolation, name,
                QStringLiteral("longer than %1 characters").arg(longest));
    else if (text.isEmpty() && need == Need::Required)
        violate(ErrorCode::PropertyConstraintViolation, name, QStringLiteral("is empty"));
    return text;
}

QString Fields::label(QByteArrayView name, int longest, Need need)
{
    const JsonValue *value = any(name, need);
    if (!value)
        return {};
    if (value->type() != JsonValue::Type::String) {
        violate(ErrorCode::TypeConstraintViolation, name, QStringLiteral("is not a string"));
        return {};
    }
    return value->text().left(longest);
}

std::optional<int> Fields::integer(QByteArrayView name, Need need)
{
    const JsonValue *value = any(name, need);
    if (!value)
        return std::nullopt;
    QString text = isScalarText(*value) ? plainDecimal(value->utf8()) : QString();
    // "3.0" is a whole number all the same.
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    if (point >= 0 && text.mid(point + 1).count(QLatin1Char('0')) == text.size() - point - 1)
        text.truncate(point);
    bool whole = false;
    const int number = text.toInt(&whole);
    if (!whole) {
        violate(ErrorCode::TypeConstraintViolation, name, QStringLiteral("is not an integer"));
        return std::nullopt;
    }
    return number;
}

std::optional<Energy> Fields::wattHours(QByteArrayView name, Need need)
{
    const JsonValue *value = any(name, need);
    if (!value)
        return std::nullopt;
    const QString text = isScalarText(*value) ? plainDecimal(value->utf8()) : QString();
    const Result<Energy> energy = Energy::fromWhText(text);
    if (!energy) {
        violate(ErrorCode::TypeConstraintViolation, name, QStringLiteral("is not a number of Wh"));
        return std::nullopt;
    }
    return *energy;
}

std::optional<qint64> Fields::tenths(QByteArrayView name, Need need)
{
    const JsonValue *value = any(name, need);
    if (!value)
        return std::nullopt;
    const QString text = isScalarText(*value) ? plainDecimal(value->utf8()) : QString();
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    const QString whole = point < 0 ? text : text.left(point);
    const QString tenth = point < 0 ? QStringLiteral("0") : text.mid(point + 1, 1);
    bool isNumber = false;
    const qint64 tenths = (whole + tenth).toLongLong(&isNumber);
    if (text.isEmpty() || !isNumber) {
        violate(ErrorCode::TypeConstraintViolation, name, QStringLiteral("is not a number"));
        return std::nullopt;
    }
    return tenths;
}

QDateTime Fields::time(QByteArrayView name, Need need)
{
    const QString text = label(name, INT_MAX, need);
    const QDateTime moment = parseTime(text);
    if (!moment.isValid() && any(name, Need::Optional) && !(text.isEmpty() && need == Need::Optional))
        violate(ErrorCode::TypeConstraintViolation, name, QStringLiteral("is not an ISO 8601 time"));
    return moment;
}

const JsonValue *Fields::array(QByteArrayView name, Need need)
{
    const JsonValue *value = any(name, need);
    if (value && !value->isArray()) {
        violate(ErrorCode::TypeConstraintViolation, name, QStringLiteral("is not an array"));
        return nullptr;
    }
    return value;
}

const JsonValue *Fields::object(QByteArrayView name, Need need)
{
    const JsonValue *value = any(name, need);
    if (value && !value->isObject()) {
        violate(ErrorCode::TypeConstraintViolation, name, QStringLiteral("is not an object"));
        return nullptr;
    }
    return value;
}

} // namespace pd::net::ocpp
