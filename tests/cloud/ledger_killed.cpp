// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloud/ledger_charge.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

// ledger_killed DATABASE CHANNEL-FILE N: goes through a charge and kills itself before the N-th write; with N
// of 0 it lives and prints how many writes there are.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        return 2;
    Rig rig(shanghai("2026-03-16 18:35:00"), arguments[1]);
    rig.channel.file = arguments[2];
    rig.channel.load();
    if (const Done done = rig.open(); !done) {
        std::fprintf(stderr, "%s\n", qPrintable(done.error().detail));
        return 1;
    }
    int writes = 0;
    const int last = arguments[3].toInt();
    rig.db->watchWrites([&](const QString &) {
        if (++writes == last)
            std::raise(SIGKILL);
    });
    const Result<ChargeOrder> order = tellCharge(rig);
    if (!order) {
        std::fprintf(stderr, "%s\n", qPrintable(order.error().detail));
        return 1;
    }
    std::printf("%d\n", writes);
    return 0;
}
