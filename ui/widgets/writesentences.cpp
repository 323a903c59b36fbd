// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linesentences.h"

#include <QtGlobal>

namespace pd::ui {

namespace {

// Nothing was sent.
QHash<QString, Sentence> heldBack()
{
    return {
        {QStringLiteral("write_password_refused_before"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This meter has refused this password before."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "Nothing was sent. Use another password, or release the lock-out with a reason if "
              "the meter's password was changed.")}},
        {QStringLiteral("write_lockout_near"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "One more wrong password may lock the meter for a day."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Nothing was sent. Be sure of the password, then release the lock-out with a "
                            "reason.")}},
        {QStringLiteral("write_more_than_one_meter"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "More than one meter answers."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "Nothing was written. Leave only the meter that is meant on the line, or enter its "
              "whole address.")}},
        {QStringLiteral("write_other_meter"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "The meter on the line has another address than the one above."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was written. Let the meter be found first.")}},
        {QStringLiteral("write_clock_too_far"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The clock is more than five minutes wrong."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Meters take no more by broadcast, so nothing was sent. Set the clock with the "
                            "password.")}},
        {QStringLiteral("write_clock_once_a_day"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The time was broadcast here today already."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "Meters take it once a day, so nothing was sent. Set the clock with the password, or "
              "wait until tomorrow.")}},
        {QStringLiteral("write_near_midnight"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "It is within five minutes of midnight."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Date and time travel apart, so nothing was sent. Try again in ten minutes.")}},
        {QStringLiteral("write_audit"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The audit file cannot be written."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Nothing was sent: what is not recorded is not done. Check the free space of the "
                            "disk and the rights of the folder.")}},
        {QStringLiteral("write_password"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "A password has six digits."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Nothing was sent. Type it again.")}},
        {QStringLiteral("write_reason"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "A reason is missing."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Write why; it is recorded with your name.")}},
        {QStringLiteral("write_protocol"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This kind of meter cannot be set from here."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Use the meter's own keys.")}},
    };
}

// What the meter made of it.
QHash<QString, Sentence> afterwards()
{
    return {
        {QStringLiteral("write_unauthorised"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The meter refused the password."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "It is not sent to this meter again: after five wrong ones most meters lock for a "
              "day. Ask for the right password and its level.")}},
        {QStringLiteral("write_no_key"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The meter does not let its address be changed."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "Press the programming key under its seal, then try again within some minutes.")}},
        {QStringLiteral("write_not_allowed"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The meter does not let this be changed."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Press its programming key, which may be under the seal, and try once more.")}},
        {QStringLiteral("write_rate_kept"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "The meter accepted the new rate and still answers at the old one."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "The line stays at the old rate. Some meters change only after their power was "
                            "off, or with the programming key pressed.")}},
        {QStringLiteral("write_rate_lost"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "The meter answers neither at the new rate nor at the old one."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "Look for it with \"Find meters\". Its power switched off and on may bring the old "
              "rate back.")}},
        {QStringLiteral("write_line_rate_fixed"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "This line is a gateway with a rate of its own: the meter would be out of reach. "
                            "Nothing was sent."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Change the rate of the meter through a serial adapter.")}},
        {QStringLiteral("write_new_password"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The new password is the old one, or not six digits."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Enter six digits that differ from the present password.")}},
        {QStringLiteral("write_moment"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "No meter can freeze at this moment."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Choose a day from 1 to 28.")}},
        {QStringLiteral("write_no_clock"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The meter's clock shows no time."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Its battery may be empty. Set the clock with the password; if it is lost again, "
                            "the meter must be exchanged.")}},
        {QStringLiteral("write_not_written"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "The answer was lost, and the meter still shows the old value."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Nothing was changed. Check the line; it counts as a password that may have been "
                            "refused.")}},
        {QStringLiteral("write_unconfirmed"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The answer was lost: the meter may have acted or not."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Read the meter, and look at it, before trying again.")}},
        {QStringLiteral("write_read_back_differs"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The meter accepted, and shows something else."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "It must not be relied on. Read it again; if it stays so, note both values and tell "
              "the maker.")}},
        {QStringLiteral("write_declined"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The meter declined."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Nothing was changed. It does not offer this, or its state forbids it; the frame "
                            "log shows its error bits.")}},
        {QStringLiteral("write_audit_after"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "It was sent, but its outcome could not be recorded."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "Read the meter and note the result by hand. Check the free space of the disk.")}},
    };
}

} // namespace

const QHash<QString, Sentence> &writeSentences()
{
    static const QHash<QString, Sentence> table = [] {
        QHash<QString, Sentence> both = heldBack();
        both.insert(afterwards());
        return both;
    }();
    return table;
}

} // namespace pd::ui
