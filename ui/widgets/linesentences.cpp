// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linesentences.h"

#include <QtGlobal>

namespace pd::ui {

const QHash<QString, Sentence> &lineSentences()
{
    static const QHash<QString, Sentence> table{
        {QStringLiteral("silent"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The meter does not answer."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Check that A and B are not swapped, that the meter has power, its "
                            "address, and baud rate and parity of the line.")}},
        {QStringLiteral("only_echo"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The adapter hears only itself; the meter does not answer."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "The line works up to the adapter. Check A and B, the meter's power, "
                            "its address, and baud rate and parity.")}},
        {QStringLiteral("only_strays"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Something answers, but not this meter."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "Check the address. Another master, or another meter, may be talking on the line.")}},
        {QStringLiteral("damaged_answer"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The answers arrive damaged."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "No value is shown from them. Check parity and baud rate, terminator and ground; more "
              "than one meter may be answering at once.")}},
        {QStringLiteral("meter_refused"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The meter refuses the request."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "It does not offer these values. The frame log shows its error bits.")}},
        {QStringLiteral("port_in_use"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Another program is using this line."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Close it there, then open the line again.")}},
        {QStringLiteral("no_device"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "There is no such device."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Plug the adapter in, or check the path.")}},
        {QStringLiteral("no_permission"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The system does not let this user open the line."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Add the user to the group dialout, then sign in to the system anew.")}},
        {QStringLiteral("settings_unsupported"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The adapter does not take these settings."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Choose another baud rate or parity, or another adapter.")}},
        {QStringLiteral("cannot_open"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The line could not be opened."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Unplug the adapter, plug it in again and try once more.")}},
        {QStringLiteral("line_lost"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "The line is gone: its adapter was pulled out or its device vanished."),
          QT_TRANSLATE_NOOP(
              "pd::ui::ErrorText",
              "The values shown are the last ones. Plug the adapter in again: the line then opens by itself, "
              "and the reading goes on.")}},
        {QStringLiteral("line_closed"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The line is not open."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Open it first.")}},
        {QStringLiteral("listening"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This line is only being listened to."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Stop listening, then ask the meter.")}},
        {QStringLiteral("polling"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Meters on this line are being polled."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Stop polling, then listen.")}},
        {QStringLiteral("meter_protocol"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This protocol is not offered yet."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText", "Choose DL/T 645-2007.")}},
        {QStringLiteral("meter_address"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "This is not the address of a meter."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Enter the digits printed on it, at most twelve, or let it be found.")}},
        {QStringLiteral("receipt_not_written"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The file could not be written."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Choose another folder, and check the free space of the disk.")}},
        {QStringLiteral("log_not_written"),
         {QT_TRANSLATE_NOOP("pd::ui::ErrorText", "The file could not be written."),
          QT_TRANSLATE_NOOP("pd::ui::ErrorText",
                            "Choose another folder, and check the free space of the disk.")}},
    };
    return table;
}

} // namespace pd::ui
