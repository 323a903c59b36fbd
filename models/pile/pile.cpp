// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pile/pile.h"

#include "models/basics/words.h"

namespace pd {

namespace {

constexpr std::array portStateWords{
    Word<PortState>{PortState::Unknown, QLatin1String("UNKNOWN")},
    Word<PortState>{PortState::Available, QLatin1String("AVAILABLE")},
    Word<PortState>{PortState::Blocked, QLatin1String("BLOCKED")},
    Word<PortState>{PortState::Charging, QLatin1String("CHARGING")},
    Word<PortState>{PortState::Inoperative, QLatin1String("INOPERATIVE")},
    Word<PortState>{PortState::OutOfOrder, QLatin1String("OUTOFORDER")},
    Word<PortState>{PortState::Planned, QLatin1String("PLANNED")},
    Word<PortState>{PortState::Removed, QLatin1String("REMOVED")},
    Word<PortState>{PortState::Reserved, QLatin1String("RESERVED")},
};

constexpr std::array connectorStatusWords{
    Word<ConnectorStatus>{ConnectorStatus::Unknown, QLatin1String("Unknown")},
    Word<ConnectorStatus>{ConnectorStatus::Available, QLatin1String("Available")},
    Word<ConnectorStatus>{ConnectorStatus::Preparing, QLatin1String("Preparing")},
    Word<ConnectorStatus>{ConnectorStatus::Charging, QLatin1String("Charging")},
    Word<ConnectorStatus>{ConnectorStatus::SuspendedEVSE, QLatin1String("SuspendedEVSE")},
    Word<ConnectorStatus>{ConnectorStatus::SuspendedEV, QLatin1String("SuspendedEV")},
    Word<ConnectorStatus>{ConnectorStatus::Finishing, QLatin1String("Finishing")},
    Word<ConnectorStatus>{ConnectorStatus::Reserved, QLatin1String("Reserved")},
    Word<ConnectorStatus>{ConnectorStatus::Unavailable, QLatin1String("Unavailable")},
    Word<ConnectorStatus>{ConnectorStatus::Faulted, QLatin1String("Faulted")},
};

constexpr std::array positionSourceWords{
    Word<Position::Source>{Position::Source::Unknown, QLatin1String("unknown")},
    Word<Position::Source>{Position::Source::Receiver, QLatin1String("receiver")},
    Word<Position::Source>{Position::Source::Manual, QLatin1String("manual")},
    Word<Position::Source>{Position::Source::Planned, QLatin1String("planned")},
};

constexpr qsizetype shortDigits = 4;

} // namespace

QString shortName(const PileId &pile)
{
    const QString &text = pile.text();
    return text.size() <= shortDigits ? text : QChar(u'…') + text.right(shortDigits);
}

QString toWord(PortState state)
{
    return wordFor(portStateWords, state);
}

PortState portStateFromWord(QStringView word)
{
    return valueFor(portStateWords, word).value_or(PortState::Unknown);
}

QString toWord(ConnectorStatus status)
{
    return wordFor(connectorStatusWords, status);
}

ConnectorStatus connectorStatusFromWord(QStringView word)
{
    return valueFor(connectorStatusWords, word).value_or(ConnectorStatus::Unknown);
}

QString toWord(Position::Source source)
{
    return wordFor(positionSourceWords, source);
}

Position::Source positionSourceFromWord(QStringView word)
{
    return valueFor(positionSourceWords, word).value_or(Position::Source::Unknown);
}

PortState portStateOf(ConnectorStatus status)
{
    switch (status) {
    case ConnectorStatus::Available: return PortState::Available;
    case ConnectorStatus::Preparing:
    case ConnectorStatus::Finishing: return PortState::Blocked;
    // A suspended charge is still a transaction: the port is not free.
    case ConnectorStatus::Charging:
    case ConnectorStatus::SuspendedEVSE:
    case ConnectorStatus::SuspendedEV: return PortState::Charging;
    case ConnectorStatus::Reserved: return PortState::Reserved;
    case ConnectorStatus::Unavailable: return PortState::Inoperative;
    case ConnectorStatus::Faulted: return PortState::OutOfOrder;
    case ConnectorStatus::Unknown: break;
    }
    return PortState::Unknown;
}

} // namespace pd
