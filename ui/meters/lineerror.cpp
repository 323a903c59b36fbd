// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/lineerror.h"

#include "ui/widgets/errortext.h"

namespace pd::ui {

namespace {

QString reasonOf(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Timeout: return QStringLiteral("silent");
    case Error::Kind::Protocol: return QStringLiteral("damaged_answer");
    case Error::Kind::Rejected: return QStringLiteral("meter_refused");
    case Error::Kind::Busy: return QStringLiteral("port_in_use");
    case Error::Kind::NotFound: return QStringLiteral("no_device");
    case Error::Kind::NotAllowed: return QStringLiteral("no_permission");
    case Error::Kind::Unsupported: return QStringLiteral("settings_unsupported");
    case Error::Kind::Invalid: return QStringLiteral("meter_address");
    case Error::Kind::Offline: return QStringLiteral("cannot_open");
    default: return {};
    }
}

} // namespace

Error lineError(const Error &error)
{
    Error told = error;
    if (error.kind == Error::Kind::Unsupported && error.reason == QLatin1String("protocol"))
        told.reason = QStringLiteral("meter_protocol");
    else if (error.kind == Error::Kind::Protocol || error.kind == Error::Kind::Rejected
             || error.kind == Error::Kind::Invalid || !ErrorText::knownReasons().contains(error.reason))
        told.reason = reasonOf(error.kind);
    return told;
}

} // namespace pd::ui
