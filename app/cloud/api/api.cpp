// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/api.h"

#include "app/net/ocpi/jsonwriter.h"
#include "app/net/ocpi/objects.h"

#include <QPointer>

namespace pd::cloud {

namespace {

Error signInNeeded()
{
    return {Error::Kind::Unauthenticated, QStringLiteral("a valid token is needed"),
            QStringLiteral("no_token")};
}

} // namespace

Api::Api(Core &core, StaffDesk &staff, EventFeed &feed, CommandReplies &replies)
    : m_core(core)
    , m_staff(staff)
    , m_feed(feed)
    , m_replies(replies)
{
    const QString sender = QStringLiteral("SENDER");
    const QString receiver = QStringLiteral("RECEIVER");
    m_modules = {
        {QStringLiteral("credentials"), sender, &Api::credentials, false},
        {QStringLiteral("locations"), sender, &Api::locations, false},
        {QStringLiteral("sessions"), sender, &Api::sessions, false},
        {QStringLiteral("cdrs"), sender, &Api::cdrs, false},
        {QStringLiteral("tariffs"), sender, &Api::tariffs, false},
        {QStringLiteral("commands"), receiver, &Api::commands, false},
        {QStringLiteral("cnpdk_staff"), sender, &Api::staffModule, true},
        {QStringLiteral("cnpdk_piles"), sender, &Api::piles, true},
        {QStringLiteral("cnpdk_priceplans"), sender, &Api::pricePlans, true},
        {QStringLiteral("cnpdk_accounts"), sender, &Api::accounts, true},
        {QStringLiteral("cnpdk_orders"), sender, &Api::orders, true},
        {QStringLiteral("cnpdk_reservations"), sender, &Api::reservations, true},
        {QStringLiteral("cnpdk_settlements"), sender, &Api::settlements, true},
        {QStringLiteral("cnpdk_events"), sender, &Api::events, true},
    };
}

void Api::handle(const HttpRequest &request, const HttpResponder &respond)
{
    ++m_requests;
    const QStringList segments = request.path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (request.method != "GET") {
        Call call(request, respond, m_core.clock);
        return route(call, segments);
    }
    // What is read is read in one transaction: where the database fails, the answer is that, and not a
    // picture with holes.
    const auto held = std::make_shared<std::optional<HttpResponse>>();
    Call call(
        request, [held](const HttpResponse &response) { *held = response; }, m_core.clock);
    Transaction work(m_core.db);
    route(call, segments);
    if (const Done done = work.commit(); !done)
        call.refuse(done.error());
    if (*held)
        respond(**held);
}

void Api::route(Call &call, const QStringList &segments)
{
    const auto isPath = [&](std::initializer_list<const char *> path) {
        qsizetype at = 0;
        for (const char *segment : path) {
            if (at >= segments.size() || segments[at++] != QLatin1String(segment))
                return false;
        }
        return at == segments.size();
    };
    if (isPath({"health"}))
        return health(call);
    if (isPath({"metrics"}))
        return metrics(call);
    const bool isOcpi = segments.size() >= 2 && segments[0] == QLatin1String("ocpi");
    if (!isOcpi)
        return call.refusePath();
    if (isPath({"ocpi", "2.2.1", "cnpdk_staff", "sign-in"}))
        return signIn(call);
    const std::optional<Principal> who = m_staff.principal(call.request().header("authorization"));
    if (!who)
        return call.refuse(signInNeeded());
    call.setWho(*who);
    if (isPath({"ocpi", "versions"}))
        return versions(call);
    if (isPath({"ocpi", "2.2.1"}))
        return versionDetails(call);
    const Module *found
        = segments.size() >= 3 && segments[1] == QLatin1String("2.2.1") ? module(segments[2]) : nullptr;
    if (!found)
        return call.refusePath();
    call.setPath(segments.mid(3));
    serve(call, *found);
}

void Api::serve(Call &call, const Module &module)
{
    const Principal &who = call.who();
    const bool isParty = who.kind == Principal::Kind::Party;
    // A token that only opens the door serves for versions and credentials (OCPI 2.2.1, "Registration").
    const bool isDoorOnly = who.partyKind == QLatin1String("registration");
    if (isDoorOnly && module.name != QLatin1String("credentials"))
        return call.refuse(signInNeeded());
    if (module.isOurs && isParty && who.roles.isEmpty())
        return call.refuse(Error::Kind::NotAllowed, "not_for_parties",
                           QStringLiteral("this module is for people who sign in"));
    (this->*module.handler)(call);
}

const Api::Module *Api::module(const QString &name) const
{
    for (const Module &module : m_modules) {
        if (module.name == name)
            return &module;
    }
    return nullptr;
}

void tellFeed(Core &core, EventFeed &feed)
{
    QObject::connect(&core.board, &Board::pileChanged, &feed, [&core, &feed](const PileId &id) {
        feed.pileChanged(id, [&core, id] {
            const std::optional<Pile> pile = core.board.pile(id);
            return pile ? net::encode(*pile) : QByteArray("null");
        });
    });
    core.db.watchTrouble([&core, feed = QPointer(&feed)] {
        if (feed)
            feed->storageChanged(!core.db.trouble().has_value());
    });
    QObject::connect(&core.office.refused(), &RefusedConnections::changed, &feed, &EventFeed::refusedChanged);
    const auto plansChanged = [&feed](const StationId &station) {
        feed.publish(
            QStringLiteral("price_plans"),
            net::JsonWriter().beginObject().member("location_id", station.text()).endObject().result());
    };
    QObject::connect(&core.plans, &PlanDesk::plansChanged, &feed, plansChanged);
    QObject::connect(&core.planKeeper, &PlanKeeper::confirmationsChanged, &feed, plansChanged);
    QObject::connect(&core.book, &OrderBook::orderChanged, &feed, [&feed](const ChargeOrder &order) {
        feed.publish(QStringLiteral("order"), net::encode(order));
    });
    QObject::connect(&core.reservations, &ReservationDesk::reservationChanged, &feed,
                     [&feed](const Reservation &reservation) {
                         feed.publish(QStringLiteral("reservation"), net::encode(reservation));
                     });
}

} // namespace pd::cloud
