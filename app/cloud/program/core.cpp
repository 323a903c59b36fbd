// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/program/core.h"

#include "models/basics/whenfinished.h"

namespace pd::cloud {

namespace {

QFuture<Done> offline()
{
    return readyFuture(Done(failure(Error::Kind::Offline, QStringLiteral("no pile can be reached yet"))));
}

} // namespace

QFuture<Done> LateLink::remoteStart(const PileId &pile, int connector, const QString &idTag)
{
    return m_link ? m_link->remoteStart(pile, connector, idTag) : offline();
}

QFuture<Done> LateLink::remoteStop(const PileId &pile, int transactionId)
{
    return m_link ? m_link->remoteStop(pile, transactionId) : offline();
}

QFuture<Done> LateLink::setLimit(const PileId &pile, int transactionId, std::optional<Energy> energy)
{
    return m_link ? m_link->setLimit(pile, transactionId, energy) : offline();
}

QFuture<Done> LateLink::givePlan(const PileId &pile, const PricePlan &plan)
{
    return m_link ? m_link->givePlan(pile, plan) : offline();
}

QFuture<Done> LateLink::reserve(const PileId &pile, const PortHolding &holding)
{
    return m_link ? m_link->reserve(pile, holding) : offline();
}

QFuture<Done> LateLink::cancelReservation(const PileId &pile, int reservationId)
{
    return m_link ? m_link->cancelReservation(pile, reservationId) : offline();
}

void LateLink::disconnect(const PileId &pile)
{
    if (m_link)
        m_link->disconnect(pile);
}

Core::Core(Database &database, const PaymentChannels &channels, const Clock &businessClock,
           const SteadyClock &steady, const CoreSettings &settings)
    : db(database)
    , clock(businessClock)
    , catalogue(database)
    , orderTable(database)
    , transactionTable(database)
    , board(database, catalogue, businessClock)
    , planTable(database)
    , plans(database, planTable, catalogue, businessClock)
    , planKeeper(database, planTable, catalogue, board, link, businessClock, settings.plans)
    , book(database, orderTable, live, catalogue, businessClock)
    , cashier(database, orderTable, channels, businessClock, steady, settings.cashier)
    , ledger(database)
    , books(database, ledger)
    , settlement(book, cashier, catalogue, books)
    , abnormal(database)
    , billing(database, transactionTable, abnormal, book, settlement, board, catalogue, businessClock)
    , commands(database, book, live, settlement, link, board, settings.command)
    , limits(database, book, live, commands, link, board, businessClock, settings.limit)
    , reservationTable(database)
    , transactions(database, transactionTable, book, live, billing, commands, limits, board, catalogue,
                   reservationTable, link, businessClock)
    , orders(database, book, settlement, cashier, commands, board, catalogue, reservationTable, link,
             settings.order)
    , settlementTable(database, orderTable)
    , settlements(database, book, settlementTable, cashier, catalogue, books)
    , deadline(database, book, settlement, businessClock, steady, settings.deadline)
    , messages(database)
    , standing(database, book, live, billing, commands, board, catalogue, messages, businessClock,
               settings.standing)
    , schedule(database, book, orders, settlement, board, messages, businessClock, settings.schedule)
    , reservations(database, reservationTable, book, orders, settlement, board, catalogue, link, messages,
                   businessClock)
    , office(database, board, catalogue, transactions, limits, commands, planKeeper, standing, businessClock,
             settings.heartbeatSeconds)
{
    commands.setStartGate([this](const PileId &pile) { return planKeeper.mayStart(pile); });
    QObject::connect(&planKeeper, &PlanKeeper::released, &commands, &CommandDesk::startAgain);
    QObject::connect(&plans, &PlanDesk::plansChanged, &planKeeper, &PlanKeeper::considerStation);
}

Core::~Core()
{
    Transaction work(db);
    board.saveSeen();
    (void)work.commit();
}

void Core::resume()
{
    Transaction work(db);
    books.catchUp(orderTable, clock.now());
    (void)work.commit();
    board.load();
    plans.resume();
    planKeeper.resume();
    transactions.resume();
    commands.resume();
    deadline.resume();
    standing.resume();
    schedule.resume();
    reservations.resume();
    cashier.resume();
}

} // namespace pd::cloud
