// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/faults/faults.h"

#include <algorithm>

namespace pd::station {

namespace {

FaultName fault(const char *name, FaultName::Target target, const char *meter, const char *text)
{
    return {QLatin1String(name), target, QLatin1String(meter), QLatin1String(text)};
}

} // namespace

const QList<FaultName> &faultNames()
{
    using enum FaultName::Target;
    static const QList<FaultName> names{
        fault("offline", Pile, "", "the pile's network is cut; it charges on and reports later"),
        fault("no-start", Pile, "", "accepts a remote start and never starts"),
        fault("refuse-start", Pile, "", "refuses remote starts"),
        fault("refuse-plan", Pile, "", "refuses new price plans"),
        fault("connector-lock", Pile, "",
              "the electronic lock fails: the plug cannot be drawn, nothing flows"),
        fault("payment-error", Payments, "", "the payment channel answers SYSTEMERROR and does nothing"),
        fault("payment-lost", Payments, "", "the payment channel does what it is asked and never answers"),
        fault("card-declined", Payments, "", "the bank declines whatever the payer confirms"),
        fault("refund-closed", Payments, "", "refunds are closed by the channel: nothing goes back"),
        fault("refund-abnormal", Payments, "", "refunds cannot be placed: the payer's account is abnormal"),
        fault("meter-silent", Pile, "silent", "the meter does not answer on its line"),
        fault("meter-checksum", Pile, "checksum", "the meter's answers have a wrong checksum"),
        fault("meter-late", Pile, "late", "the meter answers after 2.5 s"),
        fault("meter-truncated", Pile, "truncated", "the meter's answers end too early"),
        fault("meter-garbage", Pile, "garbage", "the meter answers with bytes that are no frame"),
        fault("meter-address", Pile, "wrong_address", "the meter answers with another address"),
        fault("meter-refuse", Pile, "refuse", "the meter answers every question with an error (DL/T 645)"),
        fault("meter-exception", Pile, "exception", "the meter answers with an exception (Modbus)"),
        fault("meter-duplicate", Pile, "duplicate_address", "a second meter answers at the same address"),
        fault("meter-reset", Pile, "register_reset", "the meter's registers begin again from zero"),
        fault("meter-replaced", Pile, "replaced_meter", "another meter stands in its place"),
        fault("line-silent", Line, "silent_line", "nothing answers on the line"),
        fault("line-noise", Line, "noise", "noise around every answer"),
        fault("line-echo", Line, "echo", "the line hears itself"),
        fault("line-foreign-master", Line, "foreign_master", "somebody else polls the meters of the line"),
        fault("line-baud", Line, "wrong_baud", "the meters are set to another rate than the line"),
        fault("line-parity", Line, "wrong_parity", "the meters are set to another parity than the line"),
        fault("line-checksum", Line, "checksum", "wrong checksums from all meters of the line"),
    };
    return names;
}

const FaultName *faultByName(const QString &name)
{
    const auto &all = faultNames();
    const auto found
        = std::find_if(all.cbegin(), all.cend(), [&](const FaultName &f) { return f.name == name; });
    return found == all.cend() ? nullptr : &*found;
}

} // namespace pd::station
