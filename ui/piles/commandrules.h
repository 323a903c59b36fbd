// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"

#include <QCoreApplication>

namespace pd::ui {

// Whether a button may be pressed, and if not, why: in one place for every page. The cloud decides in the
// end; this only saves the user from asking in vain.
class CommandRules
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::CommandRules)

public:
    struct Verdict
    {
        bool allowed = true;
        QString reason; // tr(); empty where it is allowed
    };

    // Whether the person at the window may command at all now.
    static Verdict mayCommand(const CloudLink &link);
    // Whether the person may change how an account settles, its ports and its block.
    static Verdict mayChangeAccounts(const CloudLink &link);
    // This port can be held for somebody who is on his way.
    static Verdict mayReserve(const CloudLink &link, const Pile *pile, const Port *port);
    // A charge of this port can be prepared. Null: nothing is selected.
    static Verdict mayStart(const CloudLink &link, const Pile *pile, const Port *port);
    // The running charge of this port can be stopped; order where it is known.
    static Verdict mayStop(const CloudLink &link, const Pile *pile, const Port *port,
                           const ChargeOrder *order);

private:
    static Verdict no(const QString &reason) { return {false, reason}; }
    static Verdict portIsFree(const Pile &pile, const Port &port);
};

} // namespace pd::ui
