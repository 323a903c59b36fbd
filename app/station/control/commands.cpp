// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/control/commands.h"

#include "app/station/faults/faults.h"
#include "app/station/payments/sandboxjson.h"
#include "app/station/station.h"

#include <QJsonArray>

namespace pd::station {

namespace {

constexpr QLatin1String pileMember{"pile"};
constexpr QLatin1String lineMember{"line"};
constexpr qsizetype longestIdTag = 20; // OCPP's IdToken

tl::unexpected<Error> invalid(const QString &what)
{
    return failure(Error::Kind::Invalid, what);
}

} // namespace

Commands::Commands(Station &station)
    : m_station(station)
{
}

Result<QJsonObject> Commands::handle(const QJsonObject &command)
{
    const auto asks = [&](const char *verb) { return command.contains(QLatin1String(verb)); };
    Result<QJsonObject> answer
        = invalid(QStringLiteral("unknown command; known: plug unplug vehicle card payer fault list state"));
    if (asks("plug"))
        answer = plug(command, true);
    else if (asks("unplug"))
        answer = plug(command, false);
    else if (asks("vehicle"))
        answer = vehicle(command);
    else if (asks("card"))
        answer = card(command);
    else if (asks("payer"))
        answer = payer(command);
    else if (asks("fault"))
        answer = fault(command);
    else if (asks("list"))
        answer = list(command);
    else if (asks("state"))
        answer = state();
    if (!answer)
        return answer;
    // What was answered with ok shall still be so after a kill.
    if (const Done kept = m_station.state().commit(); !kept)
        return tl::unexpected(kept.error());
    return answer;
}

Result<VirtualPile *> Commands::pileOf(const QJsonObject &command, QLatin1String verb)
{
    const QJsonValue value = command.value(verb).isString() ? command.value(verb) : command.value(pileMember);
    if (!value.isString())
        return invalid(QStringLiteral("a pile's id is needed"));
    VirtualPile *pile = m_station.pile(PileId(value.toString()));
    if (!pile)
        return failure(Error::Kind::NotFound, QStringLiteral("no such pile: ") + value.toString().left(50));
    return pile;
}

Result<QJsonObject> Commands::plug(const QJsonObject &command, bool in)
{
    const QLatin1String verb(in ? "plug" : "unplug");
    const QJsonValue value = command.value(verb);
    if (!value.isString() && !value.toBool())
        return invalid(QStringLiteral("true or a pile's id is needed"));
    const Result<VirtualPile *> pile = pileOf(command, verb);
    if (!pile)
        return tl::unexpected(pile.error());
    const Done done = in ? (*pile)->port().plug() : (*pile)->port().unplug();
    if (!done)
        return tl::unexpected(done.error());
    m_station.state().touch();
    return QJsonObject{{QStringLiteral("status"), toWord((*pile)->port().status())}};
}

Result<QJsonObject> Commands::vehicle(const QJsonObject &command)
{
    const Result<VirtualPile *> pile = pileOf(command, pileMember);
    if (!pile)
        return tl::unexpected(pile.error());
    if (!command.value(QLatin1String("vehicle")).isObject())
        return invalid(QStringLiteral("vehicle: an object is needed"));
    ChargePort &port = (*pile)->port();
    const Result<Vehicle> vehicle
        = vehicleFrom(command.value(QLatin1String("vehicle")).toObject(), port.vehicle());
    if (!vehicle)
        return tl::unexpected(vehicle.error());
    port.setVehicle(*vehicle);
    m_station.state().touch();
    return QJsonObject{{QStringLiteral("vehicle"), toJson(*vehicle)}};
}

Result<QJsonObject> Commands::card(const QJsonObject &command)
{
    const Result<VirtualPile *> pile = pileOf(command, pileMember);
    if (!pile)
        return tl::unexpected(pile.error());
    const QString uid = command.value(QLatin1String("card")).toString();
    if (uid.isEmpty() || uid.size() > longestIdTag)
        return invalid(QStringLiteral("card: 1 to 20 characters are needed"));
    (*pile)->presentCard(uid);
    return QJsonObject();
}

Result<QJsonObject> Commands::payer(const QJsonObject &command)
{
    const QString word = command.value(QLatin1String("payer")).toString();
    const bool confirm = word == QLatin1String("confirm");
    if (!confirm && word != QLatin1String("refuse"))
        return invalid(QStringLiteral("payer: confirm or refuse is needed"));
    const QJsonValue number = command.value(QLatin1String("payment"));
    if (!number.isString() && !number.isUndefined())
        return invalid(QStringLiteral("payment: a payment's number is needed"));
    return m_station.payments().decide(number.toString(), confirm).map([](const SandboxPayment &payment) {
        return QJsonObject{{QStringLiteral("payment"), payment.number},
                           {QStringLiteral("trade_state"), toWord(payment.state)}};
    });
}

Result<QJsonObject> Commands::fault(const QJsonObject &command)
{
    const FaultName *fault = faultByName(command.value(QLatin1String("fault")).toString());
    if (!fault)
        return failure(Error::Kind::NotFound, QStringLiteral("no such fault; ask {\"list\":\"faults\"}"));
    const QJsonValue on = command.value(QLatin1String("on"));
    if (!on.isBool())
        return invalid(QStringLiteral("on: true or false is needed"));
    const int oneIn = command.value(QLatin1String("one_in")).toInt(1);
    if (oneIn < 1)
        return invalid(QStringLiteral("one_in: a whole number from 1 is needed"));
    Done done;
    if (fault->target == FaultName::Target::Payments) {
        m_station.setPaymentFault(*fault, on.toBool());
    } else if (fault->target == FaultName::Target::Line) {
        done = m_station.setLineFault(*fault, command.value(lineMember).toString(), on.toBool(), oneIn);
    } else {
        const Result<VirtualPile *> pile = pileOf(command, pileMember);
        if (!pile)
            return tl::unexpected(pile.error());
        done = m_station.setPileFault(*fault, **pile, on.toBool(), oneIn);
    }
    return done.map([] { return QJsonObject(); });
}

Result<QJsonObject> Commands::list(const QJsonObject &command)
{
    const QString what = command.value(QLatin1String("list")).toString();
    QJsonArray items;
    if (what == QLatin1String("faults")) {
        for (const FaultName &fault : faultNames()) {
            const QString of = fault.target == FaultName::Target::Payments ? QStringLiteral("payments")
                : fault.target == FaultName::Target::Line                  ? QString(lineMember)
                                                                           : QString(pileMember);
            items.append(QJsonObject{{QStringLiteral("name"), fault.name},
                                     {QStringLiteral("of"), of},
                                     {QStringLiteral("text"), fault.text}});
        }
    } else if (what == QLatin1String("piles")) {
        for (const SitePile &pile : m_station.site().piles)
            items.append(pile.id.text());
    } else if (what == QLatin1String("lines")) {
        for (const SiteLine &line : m_station.site().lines)
            items.append(line.name);
    } else {
        return invalid(QStringLiteral("list: faults, piles or lines"));
    }
    return QJsonObject{{what, items}};
}

Result<QJsonObject> Commands::state()
{
    return m_station.describe();
}

} // namespace pd::station
