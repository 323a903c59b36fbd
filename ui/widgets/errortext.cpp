// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/errortext.h"

#include "ui/widgets/linesentences.h"

#include <QHash>

namespace pd::ui {

namespace {

// The reasons of app/net/ocpi/README.md, and those that a command to a pile may end with.
struct Known
{
    const char *reason;
    Sentence sentence;
};

constexpr Known known[] = {
    {"unknown_port",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The cloud does not know this port."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was paid. Refresh the list and pick the port again.")}},
    {"port_offline",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The pile is not connected to the cloud."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "It cannot be started from here. Send the driver to another pile.")}},
    {"port_not_plugged",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "No car is plugged in at this port."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Ask the driver to plug in, then try again.")}},
    {"port_occupied",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Another charge is running or reserved at this port."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was paid. Pick another port.")}},
    {"reserved",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This port is reserved for another driver."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was paid. Pick another port.")}},
    {"unpaid_bills",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Earlier bills of this account are unpaid."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was paid. They must be settled first.")}},
    {"no_bound_card",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "No bank card is bound to this account."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was paid. Choose the network platform.")}},
    {"port_faulted",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The port reports a fault."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "It must not be started before a site check. Pick another port.")}},
    {"unknown_account",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "There is no account with this phone number."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Check the digits with the driver, or let the driver register first.")}},
    {"phone_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This is not a phone number."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Enter the eleven digits, beginning with 1.")}},
    {"account_blocked",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This account is blocked."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "It cannot charge. Hand the call to customer support.")}},
    {"ports_limit",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "All ports that this account may use are in use."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Nothing was paid. One of its charges must end before another can start.")}},
    {"amount_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This amount is not accepted."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Enter yuan with at most two decimals, within the limits of the cloud.")}},
    {"energy_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This energy is not accepted."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Enter kWh with at most two decimals, within the limits of the cloud.")}},
    {"duration_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This time is not accepted."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Enter whole minutes, from 1 to 1440.")}},
    {"clock_time_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This is not a time of day."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Enter hours and minutes, such as 00:30.")}},
    {"mode_not_offered",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The cloud does not offer this way of charging."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Choose to charge by energy.")}},
    {"payment_channel_down",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The payment channel does not answer."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Nothing was paid. Try again in a minute, or choose the other method.")}},
    {"payment_refused",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The payment was refused."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Nothing was paid. Ask the driver, or choose the other method.")}},
    {"bad_credentials",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "User name or password is wrong."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Check the keyboard layout and type both again.")}},
    {"sign_in_incomplete",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Address, user name or password is missing."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "The address looks like https://cloud.example.com; fill in all three.")}},
    {"sign_in_unreachable",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "No cloud can be reached at this address."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Check address and port, the network, and whether the cloud is running.")}},
    {"sign_in_silent",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The cloud at this address does not answer."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Check the address, wait a moment and sign in again.")}},
    {"sign_in_no_cloud",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "What answers at this address is not a PileDeck cloud."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Check address and port. The password was not accepted by anybody.")}},
    {"tls",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The certificate of the cloud cannot be trusted."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Check the address. Do not go on before the administrator has cleared it.")}},
    {"no_tls",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The server at this address does not speak TLS (https)."),
      QT_TRANSLATE_NOOP(
          "pd::ui::ErrorText",
          "Check the port; where the cloud has no certificate, the address begins with http://.")}},
    {"signed_out",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nobody is signed in any more."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Sign in again; running charges go on by themselves.")}},
    {"order_state",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The order has moved on in the meantime."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Look at its present state before acting again.")}},
    {"not_paid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The payer has not confirmed yet."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Charging can start once the payment has arrived.")}},
    {"pile_refused",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The pile refused the command."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "What was paid is returned unless it starts. Check plug and display at the pile.")}},
    {"pile_silent",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The pile did not answer the command in time."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Whether it acted is not known. Watch status and meter before trying again.")}},
    {"pile_cannot",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The pile does not know this command."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "It must be started and stopped at the pile itself.")}},
    {"not_started",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The pile accepted the start, but no charge began."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "What was paid goes back. Have the plug checked, or use another pile.")}},
    {"not_stopped",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The pile accepted the stop, but goes on charging."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Stop it again; if that fails too, have it stopped at the pile.")}},
    {"no_energy",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The charge began, but the meter does not rise."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Ask whether the car is full or locked; nothing is billed without energy.")}},
    {"no_price_plan",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This station has no price plan in force."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Nothing was paid. Tell the lead; until then use another station.")}},
    {"price_plan_pending",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The pile has not confirmed the price plan in force yet."),
      QT_TRANSLATE_NOOP(
          "pd::ui::ErrorText",
          "It starts as soon as the pile confirms; if it never does, what was paid goes back.")}},
    {"own_draft",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nobody decides on a draft of their own."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Ask another lead to look at it.")}},
    {"not_the_drafter",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Somebody else drafted this version."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Draft a version of your own, or ask them to change it.")}},
    {"start_passed",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The start of this version has passed."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Draft it again with a later start, or with none to begin on approval.")}},
    {"no_difference",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "These prices are in force already."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was submitted. Change something first.")}},
    {"plan_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "A price of this plan is out of range."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Check every field: from 0 to 100 yuan, in the currency of the station.")}},
    {"reason_missing",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "A refusal needs a reason."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Write it down for whoever drafted the version.")}},
    {"price_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "A field holds no price."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Enter yuan, such as 0.45; none may be below 0.")}},
    {"band_unpriced",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "A band of the day has no price."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Enter what it costs, or draw another band over its hours.")}},
    {"minutes_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "A field holds no whole number of minutes."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Enter minutes from 0 up to seven days.")}},
    {"start_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The start cannot be read."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Enter it like 2026-03-16 22:00, or leave it empty to begin on approval.")}},
    {"plan_state",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This version has moved on in the meantime."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Look at its present state before acting again.")}},
    {"too_many_sign_ins",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Too many people are signing in at this moment."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Wait a few seconds and sign in again.")}},
    {"not_confirmed",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "The pile accepted the command, but status and meter did not follow."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Have somebody look at the pile before trying again.")}},
    {"start_at_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This start lies in the past, or more than a day ahead."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was paid. Choose a time within the next 24 hours.")}},
    {"until_invalid",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "A reservation must end soon, and in the future."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "Nothing was reserved. Choose a time that the price plan allows.")}},
    {"unknown_reservation",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The cloud does not know this reservation."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Refresh the list.")}},
    {"reservation_over",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This reservation is over already."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was changed. Refresh the list to see how it ended.")}},
    {"nothing_owed",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This account owes nothing."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was charged. Refresh the list.")}},
    {"not_owed",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                        "One of these charges is paid already, or is of another account."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was charged. Refresh the list and select again.")}},
    {"already_settling",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "A payment for one of these charges is under way."),
      QT_TRANSLATE_NOOP(
          "pd::ui::ErrorText",
          "No second one was made. Wait until the payer has confirmed or the payment has ended.")}},
    {"role_missing",
     {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Your role does not allow this."),
      QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Ask somebody who may: a lead decides on prices.")}},
};

const QHash<QString, Sentence> &sentences()
{
    static const QHash<QString, Sentence> table = [] {
        QHash<QString, Sentence> filled;
        for (const Known &one : known)
            filled.insert(QLatin1String(one.reason), one.sentence);
        return filled;
    }();
    return table;
}

// Other words for the same things, as piles and the central system say them.
QString canonical(const QString &reason)
{
    static const QHash<QString, QString> aliases{
        {QStringLiteral("Rejected"), QStringLiteral("pile_refused")},
        {QStringLiteral("rejected"), QStringLiteral("pile_refused")},
        {QStringLiteral("refused"), QStringLiteral("pile_refused")},
        {QStringLiteral("already_started"), QStringLiteral("order_state")},
        {QStringLiteral("not_charging"), QStringLiteral("order_state")},
        {QStringLiteral("not_draft"), QStringLiteral("plan_state")},
        {QStringLiteral("not_submitted"), QStringLiteral("plan_state")},
        {QStringLiteral("timeout"), QStringLiteral("pile_silent")},
        {QStringLiteral("no_answer"), QStringLiteral("pile_silent")},
        {QStringLiteral("offline"), QStringLiteral("port_offline")},
        {QStringLiteral("pile_offline"), QStringLiteral("port_offline")},
        {QStringLiteral("expired"), QStringLiteral("not_confirmed")},
    };
    return aliases.value(reason, reason);
}

} // namespace

QString ErrorText::line() const
{
    return help.isEmpty() ? what : tr("%1 %2", "what happened, then what to do").arg(what, help);
}

ErrorText ErrorText::of(const Error &error)
{
    const QString reason = canonical(error.reason);
    auto it = sentences().constFind(reason);
    if (it == sentences().cend()) {
        it = lineSentences().constFind(reason);
        if (it == lineSentences().cend())
            it = writeSentences().constFind(reason);
        if (it == writeSentences().cend())
            return ofKind(error.kind);
    }
    ErrorText text;
    text.what = tr(it->what);
    text.help = tr(it->help);
    return text;
}

QStringList ErrorText::knownReasons()
{
    return sentences().keys() + lineSentences().keys() + writeSentences().keys();
}

ErrorText ErrorText::ofKind(Error::Kind kind)
{
    const auto text = [](const QString &what, const QString &help) {
        ErrorText made;
        made.what = what;
        made.help = help;
        return made;
    };
    switch (kind) {
    case Error::Kind::Offline:
        return text(tr("The cloud cannot be reached."),
                    tr("What is shown may be old. It is tried again by itself; check the network."));
    case Error::Kind::Timeout:
        return text(tr("The cloud did not answer in time."),
                    tr("Whether it acted is not known. Look at the present state before trying again."));
    case Error::Kind::Rejected:
        return text(tr("The cloud refused."), tr("Nothing was changed. Check what was entered."));
    case Error::Kind::Busy:
        return text(tr("Somebody else is using this now."), tr("Try again when they have finished."));
    case Error::Kind::Protocol:
        return text(tr("The answer could not be understood."),
                    tr("Console and cloud may be of different versions. Tell the administrator."));
    case Error::Kind::NotAllowed:
        return text(tr("Your role does not allow this."), tr("Ask a colleague who has the right."));
    case Error::Kind::Unauthenticated:
        return text(tr("The sign-in has ended."), tr("Sign in again; running charges go on by themselves."));
    case Error::Kind::Conflict:
        return text(tr("The state has changed in the meantime."),
                    tr("Look at the present state before acting again."));
    case Error::Kind::NotFound:
        return text(tr("This does not exist at the cloud."), tr("Refresh, and check the number."));
    case Error::Kind::Invalid:
        return text(tr("What was entered is not valid."), tr("Correct the marked field."));
    case Error::Kind::Unsupported:
        return text(tr("This cloud does not offer it."), tr("Use another way, or another cloud."));
    case Error::Kind::Cancelled: return text(tr("It was cancelled."), tr("Nothing more happens."));
    case Error::Kind::Storage:
        return text(tr("The data could not be stored."),
                    tr("Check the free space of the disk and tell the administrator."));
    case Error::Kind::Internal: break;
    }
    return text(tr("Something unforeseen went wrong."),
                tr("The log holds the details. Tell the administrator if it comes back."));
}

} // namespace pd::ui
