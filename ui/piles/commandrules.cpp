// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/piles/commandrules.h"

#include <algorithm>

namespace pd::ui {

CommandRules::Verdict CommandRules::mayCommand(const CloudLink &link)
{
    switch (link.state()) {
    case LinkState::SignedOut: return no(tr("Sign in to a cloud first."));
    case LinkState::Connecting: return no(tr("The cloud is being connected."));
    case LinkState::Stale: return no(tr("The cloud is away: what is shown may be old."));
    case LinkState::Refused: return no(tr("The cloud has refused the sign-in."));
    case LinkState::Live: break;
    }
    const QStringList roles = link.signedIn().roles;
    const bool onlyLooks = std::all_of(roles.begin(), roles.end(),
                                       [](const QString &role) { return role == QLatin1String("viewer"); });
    return onlyLooks ? no(tr("Your role may look, but not command piles.")) : Verdict();
}

CommandRules::Verdict CommandRules::mayChangeAccounts(const CloudLink &link)
{
    const Verdict verdict = mayCommand(link);
    if (!verdict.allowed || link.signedIn().roles.contains(QStringLiteral("lead")))
        return verdict;
    return no(tr("Only a lead changes how an account settles, its ports and its block."));
}

CommandRules::Verdict CommandRules::mayReserve(const CloudLink &link, const Pile *pile, const Port *port)
{
    const Verdict verdict = mayStart(link, pile, port);
    if (!verdict.allowed)
        return verdict;
    if (port->state == PortState::Reserved)
        return no(tr("The port is held for somebody already."));
    if (port->connectorStatus != ConnectorStatus::Available)
        return no(tr("A car is plugged in at this port."));
    return {};
}

CommandRules::Verdict CommandRules::mayStart(const CloudLink &link, const Pile *pile, const Port *port)
{
    if (!pile || !port)
        return no(tr("Select a port first."));
    const Verdict verdict = mayCommand(link);
    return verdict.allowed ? portIsFree(*pile, *port) : verdict;
}

CommandRules::Verdict CommandRules::portIsFree(const Pile &pile, const Port &port)
{
    if (!pile.online)
        return no(tr("The pile is offline."));
    switch (port.state) {
    case PortState::OutOfOrder: return no(tr("The port reports a fault: a site check comes first."));
    case PortState::Inoperative: return no(tr("The port is out of service."));
    case PortState::Planned:
    case PortState::Removed: return no(tr("The port is not in operation."));
    case PortState::Charging: return no(tr("A charge is running at this port."));
    case PortState::Unknown: return no(tr("The state of the port is not known."));
    default: break;
    }
    if (port.charge)
        return no(tr("A charge is running at this port."));
    if (port.connectorStatus == ConnectorStatus::Finishing)
        return no(tr("The last charge has ended, but its car is still plugged in."));
    return {};
}

CommandRules::Verdict CommandRules::mayStop(const CloudLink &link, const Pile *pile, const Port *port,
                                            const ChargeOrder *order)
{
    if (!pile || !port)
        return no(tr("Select a port first."));
    if (!port->charge)
        return no(tr("No charge is running at this port."));
    Verdict verdict = mayCommand(link);
    if (!verdict.allowed)
        return verdict;
    if (!pile->online)
        return no(tr("The pile is offline: it cannot hear a stop."));
    if (order && order->state == OrderState::Stopping)
        return no(tr("A stop is already under way."));
    return {};
}

} // namespace pd::ui
