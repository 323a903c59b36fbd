// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/api/call.h"
#include "app/cloud/api/commandreplies.h"
#include "app/cloud/api/eventfeed.h"
#include "app/cloud/program/core.h"

namespace pd::cloud {

// OCPI 2.2.1 and the cnpdk_ modules over HTTP (README of app/net/ocpi), /health and /metrics. Who asks is
// checked here, and what each may do, whatever a window shows. Core thread; owner: the composition root.
class Api
{
public:
    Api(Core &core, StaffDesk &staff, EventFeed &feed, CommandReplies &replies);

    void handle(const HttpRequest &request, const HttpResponder &respond);
    static QString eventsPath() { return QStringLiteral("/ocpi/2.2.1/cnpdk_events"); }

private:
    using Handler = void (Api::*)(Call &);
    struct Module
    {
        QString name;
        QString role; // of this side: "SENDER" or "RECEIVER"
        Handler handler;
        bool isOurs; // a cnpdk_ module: for people, not for other parties
    };

    void route(Call &call, const QStringList &segments);
    void serve(Call &call, const Module &module);
    const Module *module(const QString &name) const;

    // ocpimodules.cpp
    void versions(Call &call);
    void versionDetails(Call &call);
    void credentials(Call &call);
    void changeCredentials(Call &call, bool isRegistered);
    QByteArray ownCredentials(const Call &call, const QString &token) const;
    void locations(Call &call);
    void sessions(Call &call);
    void cdrs(Call &call);
    void tariffs(Call &call);
    void commands(Call &call);
    void startSession(Call &call);
    void stopSession(Call &call);
    void answerCommand(Call &call, const Result<ChargeOrder> &result, const QString &replyId);
    QList<Pile> pilesOf(const StationId &station) const;

    // planmodule.cpp
    void pricePlans(Call &call);
    void planInForce(Call &call, const StationId &location);
    void actOnPlan(Call &call, const QString &version, const QString &word);
    // pilemodule.cpp
    void piles(Call &call);
    void pileCommand(Call &call, const PileId &id);
    // chargingmodules.cpp
    void changeAccount(Call &call, const AccountId &id);
    void settlements(Call &call);
    void reservations(Call &call);

    // consolemodules.cpp
    void staffModule(Call &call);
    void signIn(Call &call);
    void accounts(Call &call);
    void orders(Call &call);
    void createOrder(Call &call);
    void listOrders(Call &call);
    void decideOrder(Call &call, const OrderId &id);
    void actOnOrder(Call &call, const OrderId &id, const QString &deed);
    void events(Call &call);
    void health(Call &call);
    void metrics(Call &call);

    Core &m_core;
    StaffDesk &m_staff;
    EventFeed &m_feed;
    CommandReplies &m_replies;
    QList<Module> m_modules;
    qint64 m_requests = 0;
};

// From then on what changes on the board and in the order book is told in the feed.
void tellFeed(Core &core, EventFeed &feed);

} // namespace pd::cloud
