// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/writewords.h"

#include "ui/meters/lineerror.h"
#include "ui/widgets/errortext.h"

namespace pd::ui {

using Act = WriteOrder::Act;

QString WriteWords::deed(const WriteRecord &record)
{
    if (record.step == WriteRecord::Step::Forgot)
        return tr("Lock-out released");
    switch (record.act) {
    case Act::Item: return tr("Write %1").arg(record.item);
    case Act::CheckClock: return tr("Check clock");
    case Act::SetClock: return tr("Set clock");
    case Act::BroadcastTime: return tr("Broadcast time");
    case Act::Address: return tr("Give address");
    case Act::Freeze: return tr("Freeze registers");
    case Act::Baud: return tr("Change baud rate");
    case Act::Password: return tr("Change password, level %1").arg(record.value);
    case Act::Output: return tr("Set terminal");
    case Act::Relay: break;
    }
    if (record.item == toWord(WriteOrder::Relay::PermitClosing))
        return tr("Permit closing");
    return record.item == toWord(WriteOrder::Relay::Close) ? tr("Close relay") : tr("Open relay");
}

QString WriteWords::result(const WriteRecord &record)
{
    switch (record.step) {
    case WriteRecord::Step::Forgot: return record.reason;
    case WriteRecord::Step::Blocked:
        return tr("Nothing sent. %1")
            .arg(ErrorText::of({Error::Kind::Conflict, {}, QStringLiteral("write_") + record.reason}).what);
    case WriteRecord::Step::Sending: return tr("Outcome not recorded");
    case WriteRecord::Step::Outcome: break;
    }
    switch (record.verdict.value_or(WriteVerdict::Unknown)) {
    case WriteVerdict::Confirmed: return tr("Confirmed");
    case WriteVerdict::Differs: return tr("Shows something else");
    case WriteVerdict::NotReadable: return tr("Accepted, cannot be read back");
    case WriteVerdict::AwaitsButton: return tr("Waits for the button");
    case WriteVerdict::Refused:
        return record.level ? tr("Password refused") : tr("Programming key not pressed");
    case WriteVerdict::Rejected: return tr("Declined");
    case WriteVerdict::NotWritten: return tr("Answer lost, not written");
    case WriteVerdict::Unknown:
    case WriteVerdict::Blocked: break;
    }
    return tr("Answer lost, unknown");
}

QString WriteWords::offset(qint64 seconds)
{
    if (seconds == 0)
        return tr("right to the second");
    return seconds < 0 ? tr("%1 s slow").arg(-seconds) : tr("%1 s fast").arg(seconds);
}

QString WriteWords::value(const QString &shown)
{
    if (shown == QLatin1String("open"))
        return tr("Open");
    return shown == QLatin1String("closed") ? tr("Closed") : shown;
}

QString WriteWords::change(const QString &before, const QString &shown)
{
    if (shown.isEmpty())
        return value(before);
    constexpr qsizetype dateWithBlank = 11; // "2026-03-16 "
    const bool oneDay = before.size() == shown.size() && shown.size() > dateWithBlank
        && before.left(dateWithBlank) == shown.left(dateWithBlank)
        && shown[dateWithBlank - 1] == QLatin1Char(' ');
    if (oneDay)
        return tr("%1 → %2", "before, after").arg(before.mid(dateWithBlank), shown.mid(dateWithBlank));
    return before.isEmpty() ? value(shown) : tr("%1 → %2", "before, after").arg(value(before), value(shown));
}

QString WriteWords::outcome(const WriteOrder &order, const WriteOutcome &outcome)
{
    const QString address = outcome.meter.address;
    if (const QString text = settingOutcome(order, outcome); !text.isEmpty())
        return text;
    if (outcome.verdict == WriteVerdict::AwaitsButton)
        return tr("Meter %1 permits closing: press the button on the meter to close its relay.").arg(address);
    if (outcome.verdict == WriteVerdict::NotReadable)
        return tr("Meter %1 accepted; it does not show the result. Look at the meter.").arg(address);
    if (order.act == Act::CheckClock)
        return tr("The clock of meter %1 is %2.").arg(address, offset(outcome.offsetS.value_or(0)));
    if (order.act == Act::SetClock || order.act == Act::BroadcastTime)
        return tr("The clock of meter %1 is %2; it was %3.")
            .arg(address, offset(outcome.offsetS.value_or(0)), offset(outcome.offsetBeforeS.value_or(0)));
    if (order.act == Act::Address)
        return tr("The meter now answers as %1.").arg(outcome.shown);
    if (order.act == Act::Relay)
        return outcome.shown == QLatin1String("open")
            ? tr("The relay of meter %1 is open: what it feeds has no power.").arg(address)
            : tr("The relay of meter %1 is closed: what it feeds has power.").arg(address);
    return tr("Meter %1 shows %2.").arg(address, outcome.shown);
}

QString WriteWords::output(WriteOrder::Output output)
{
    switch (output) {
    case WriteOrder::Output::ClockSecond: break;
    case WriteOrder::Output::DemandPeriod: return tr("Demand period");
    case WriteOrder::Output::TariffSwitch: return tr("Tariff switching");
    }
    return tr("Clock second");
}

QString WriteWords::moment(const WriteOrder::Freeze &freeze)
{
    const QString time = QTime(freeze.hour, freeze.minute).toString(QStringLiteral("HH:mm"));
    switch (freeze.repeat) {
    case WriteOrder::Freeze::Repeat::AtOnce: break;
    case WriteOrder::Freeze::Repeat::Hourly: return tr("every hour at minute %1").arg(freeze.minute);
    case WriteOrder::Freeze::Repeat::Daily: return tr("every day at %1").arg(time);
    case WriteOrder::Freeze::Repeat::Monthly:
        return tr("on day %1 of every month at %2").arg(freeze.day).arg(time);
    }
    return tr("at once");
}

QString WriteWords::settingOutcome(const WriteOrder &order, const WriteOutcome &outcome)
{
    const QString address = outcome.meter.address;
    switch (order.act) {
    case Act::Baud:
        return outcome.wasSent
            ? tr("Meter %1 answers at %2 bit/s now, and the line was set to it.").arg(address, outcome.shown)
            : tr("Meter %1 speaks at %2 bit/s already; nothing was sent.").arg(address, outcome.shown);
    case Act::Password:
        return tr("Meter %1 took the new password of level %2. It cannot be read back: the next write shows "
                  "it.")
            .arg(address)
            .arg(order.newPassword.level);
    case Act::Output:
        return tr("Meter %1 accepted: its terminal gives \"%2\". That cannot be read back.")
            .arg(address, output(order.output));
    case Act::Freeze:
        return outcome.shown.isEmpty() ? tr("Meter %1 accepted to freeze %2. That cannot be read back.")
                                             .arg(address, moment(order.freeze))
                                       : tr("Meter %1 froze its registers: %2.").arg(address, outcome.shown);
    default: return {};
    }
}

QString WriteWords::lockout(const Lockout &lockout)
{
    if (lockout.count() == 0)
        return tr("No password was refused since the last that was accepted.");
    if (lockout.isNear())
        return tr("No password is sent: %1 refused, %2 without an answer. Most meters lock after five.")
            .arg(lockout.refused)
            .arg(lockout.doubtful);
    return tr("%1 refused, %2 without an answer; %3 tries are left before no password is sent.")
        .arg(lockout.refused)
        .arg(lockout.doubtful)
        .arg(Lockout::tries - lockout.count());
}

Error WriteWords::error(const WriteOrder &order, const Error &error)
{
    Error told = error;
    told.reason = QStringLiteral("write_") + error.reason;
    const bool isRefused = error.reason == QLatin1String("unauthorised");
    if (isRefused && order.act == Act::Address)
        told.reason = QStringLiteral("write_no_key");
    else if (isRefused && (order.act == Act::Baud || order.act == Act::Freeze || order.act == Act::Output))
        told.reason = QStringLiteral("write_not_allowed");
    else if (error.reason == QLatin1String("password_level"))
        told.reason = QStringLiteral("write_password");
    else if (error.kind == Error::Kind::Rejected && !ErrorText::knownReasons().contains(told.reason))
        told.reason = QStringLiteral("write_declined");
    return ErrorText::knownReasons().contains(told.reason) ? told : lineError(error);
}

} // namespace pd::ui
