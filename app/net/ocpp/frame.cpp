// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/frame.h"

namespace pd::net::ocpp {

namespace {

// A peer cannot match an answer to an id that was cut, so ids beyond the limit are still echoed whole.
constexpr qsizetype longestEchoedId = 255;
constexpr qsizetype longestDescription = 255;

QByteArray quoted(const QString &text)
{
    return JsonValue(JsonValue::Type::String, text.toUtf8()).toJson();
}

tl::unexpected<FrameFault> fault(QString detail, QString callId = {},
                                 ErrorCode code = ErrorCode::FormationViolation)
{
    return tl::unexpected(FrameFault{{code, std::move(detail)}, std::move(callId)});
}

QString textAt(const std::vector<JsonValue> &items, size_t index)
{
    return index < items.size() && items[index].type() == JsonValue::Type::String ? items[index].text()
                                                                                  : QString();
}

tl::expected<Frame, FrameFault> parseCall(const std::vector<JsonValue> &items, const QString &id)
{
    const QString echoed = id.size() <= longestEchoedId ? id : QString();
    if (items[1].type() != JsonValue::Type::String || id.size() > longestMessageId)
        return fault(QStringLiteral("message id: a string of 1 to 36 characters is wanted"), echoed);
    if (items.size() != 4)
        return fault(QStringLiteral("CALL has %1 elements instead of 4").arg(items.size()), echoed);
    if (items[2].type() != JsonValue::Type::String || items[2].utf8().isEmpty())
        return fault(QStringLiteral("action is not a string"), echoed);
    if (!items[3].isObject())
        return fault(QStringLiteral("payload is not an object"), echoed);
    return Call{id, items[2].text(), items[3]};
}

} // namespace

QLatin1String toWord(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotImplemented: return QLatin1String("NotImplemented");
    case ErrorCode::NotSupported: return QLatin1String("NotSupported");
    case ErrorCode::InternalError: return QLatin1String("InternalError");
    case ErrorCode::ProtocolError: return QLatin1String("ProtocolError");
    case ErrorCode::SecurityError: return QLatin1String("SecurityError");
    case ErrorCode::FormationViolation: return QLatin1String("FormationViolation");
    case ErrorCode::PropertyConstraintViolation: return QLatin1String("PropertyConstraintViolation");
    case ErrorCode::OccurenceConstraintViolation: return QLatin1String("OccurenceConstraintViolation");
    case ErrorCode::TypeConstraintViolation: return QLatin1String("TypeConstraintViolation");
    case ErrorCode::GenericError: break;
    }
    return QLatin1String("GenericError");
}

tl::expected<Frame, FrameFault> parseFrame(QByteArrayView utf8)
{
    Result<JsonValue> json = parseJson(utf8);
    if (!json)
        return fault(json.error().detail);
    const std::vector<JsonValue> &items = json->items();
    if (!json->isArray() || items.size() < 2 || items[0].type() != JsonValue::Type::Number)
        return fault(QStringLiteral("not an OCPP-J message: [type, id, ...] is wanted"));
    const QByteArray &type = items[0].utf8();
    const bool nameable
        = items[1].type() == JsonValue::Type::String || items[1].type() == JsonValue::Type::Number;
    const QString id = nameable ? items[1].text() : QString();
    if (id.isEmpty())
        return fault(QStringLiteral("message id: a string of 1 to 36 characters is wanted"));
    if (type == "2")
        return parseCall(items, id);
    if (type == "3") {
        if (items.size() != 3 || !items[2].isObject())
            return fault(
                QStringLiteral("CALLRESULT %1 has no payload object").arg(id.left(longestMessageId)));
        return CallResult{id, items[2]};
    }
    if (type == "4")
        return CallError{id, textAt(items, 2), textAt(items, 3)};
    return fault(QStringLiteral("unknown message type %1").arg(QString::fromUtf8(type.left(20))));
}

QByteArray callText(const QString &id, QLatin1String action, const QByteArray &payload)
{
    return "[2," + quoted(id) + ",\"" + QByteArray(action.data(), action.size()) + "\"," + payload + ']';
}

QByteArray resultText(const QString &id, const QByteArray &payload)
{
    return "[3," + quoted(id) + ',' + payload + ']';
}

QByteArray errorText(const QString &id, const Violation &violation)
{
    const QLatin1String code = toWord(violation.code);
    return "[4," + quoted(id) + ",\"" + QByteArray(code.data(), code.size()) + "\","
        + quoted(violation.detail.left(longestDescription)) + ",{}]";
}

} // namespace pd::net::ocpp
