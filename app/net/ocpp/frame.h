// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/json.h"

#include <variant>

namespace pd::net::ocpp {

// OCPP-J 1.6 §4.2.3, spelt as the standard spells them.
enum class ErrorCode {
    NotImplemented,
    NotSupported,
    InternalError,
    ProtocolError,
    SecurityError,
    FormationViolation,
    PropertyConstraintViolation,
    OccurenceConstraintViolation,
    TypeConstraintViolation,
    GenericError,
};
QLatin1String toWord(ErrorCode code);

// Why a payload or a frame is refused: what goes into the CALLERROR.
struct Violation
{
    ErrorCode code = ErrorCode::FormationViolation;
    QString detail; // names the member

    friend bool operator==(const Violation &, const Violation &) = default;
};

inline constexpr int longestMessageId = 36;

// [2, id, action, payload]
struct Call
{
    QString id; // 1..36 characters
    QString action;
    JsonValue payload; // an object
};

// [3, id, payload]
struct CallResult
{
    QString id;
    JsonValue payload; // an object
};

// [4, id, code, description, details]. Real piles leave out or null what follows the id.
struct CallError
{
    QString id;
    QString code; // as it came; may be empty or unknown
    QString description;
};

using Frame = std::variant<Call, CallResult, CallError>;

struct FrameFault
{
    Violation violation;
    QString callId; // of a CALL that must be answered with a CALLERROR; empty: nobody waits for an answer
};

// One OCPP-J text message.
tl::expected<Frame, FrameFault> parseFrame(QByteArrayView utf8);

// payload: JSON text of an object, as encode() gives it.
QByteArray callText(const QString &id, QLatin1String action, const QByteArray &payload);
QByteArray resultText(const QString &id, const QByteArray &payload);
QByteArray errorText(const QString &id, const Violation &violation);

} // namespace pd::net::ocpp
