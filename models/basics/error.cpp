// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/error.h"

namespace pd {

QString toWord(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Offline: return QStringLiteral("offline");
    case Error::Kind::Timeout: return QStringLiteral("timeout");
    case Error::Kind::Rejected: return QStringLiteral("rejected");
    case Error::Kind::Busy: return QStringLiteral("busy");
    case Error::Kind::Protocol: return QStringLiteral("protocol");
    case Error::Kind::NotAllowed: return QStringLiteral("not_allowed");
    case Error::Kind::Unauthenticated: return QStringLiteral("unauthenticated");
    case Error::Kind::Conflict: return QStringLiteral("conflict");
    case Error::Kind::NotFound: return QStringLiteral("not_found");
    case Error::Kind::Invalid: return QStringLiteral("invalid");
    case Error::Kind::Unsupported: return QStringLiteral("unsupported");
    case Error::Kind::Cancelled: return QStringLiteral("cancelled");
    case Error::Kind::Storage: return QStringLiteral("storage");
    case Error::Kind::Internal: break;
    }
    return QStringLiteral("internal");
}

} // namespace pd
