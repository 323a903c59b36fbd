// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/api/door.h"
#include "app/cloud/front/frontserver.h"
#include "app/cloud/ledger/daycloser.h"
#include "app/cloud/payment/sandboxcardchannel.h"
#include "app/cloud/payment/sandboxchannel.h"
#include "app/cloud/program/options.h"

namespace pd::cloud {

// The composition root of piledeck-cloud: owns everything, in the order in which it must stand and fall.
// open() → serve() → (event loop) → destructor: doors first, database last
class Program
{
public:
    // Errors in words for whoever started it: a used port, a database that cannot be written, is in use, is
    // newer or of the other mode, a bad site or clock file.
    static Result<std::unique_ptr<Program>> open(const Options &options);
    ~Program();

    Result<quint16> serve(); // the port; Busy where it is in use

    Core &core() { return *m_core; }

private:
    explicit Program(const Options &options);
    Done openClock();
    Done openDatabase();
    Done openPayments();
    Done openLedgerDays();
    void wire();

    Options m_options;
    SystemSteadyClock m_steady;
    SystemClock m_wall;
    std::unique_ptr<SharedClock> m_shared;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<SandboxDoor> m_payments;
    std::unique_ptr<SandboxChannel> m_platform;
    std::unique_ptr<SandboxCardChannel> m_cards;
    std::unique_ptr<Core> m_core;
    std::unique_ptr<DayCloser> m_days;
    std::unique_ptr<StaffDesk> m_staff;
    std::unique_ptr<EventFeed> m_feed;
    std::unique_ptr<CommandReplies> m_replies;
    std::unique_ptr<Api> m_api;
    std::unique_ptr<CentralSystem> m_piles;
    std::unique_ptr<Door> m_door;
    std::unique_ptr<FrontServer> m_front;
};

// The whole program: 0 after a graceful end or of a sound ledger, 1 where it could not run or the ledger is
// not sound, 2 for a wrong command line.
int runCloud(const QStringList &arguments);

} // namespace pd::cloud
