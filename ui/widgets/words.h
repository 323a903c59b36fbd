// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pile.h"
#include "models/session/order.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace pd::ui {

// Whether the order waits for a start that comes by itself.
bool isScheduled(const ChargeOrder &order);

// The user's words for the models' enumerations. State words differ from command words.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::Words)

public:
    static QString band(Band band); // "Peak" / "峰"
    static ColorRole bandColor(Band band);
    static QString orderState(OrderState state);
    // The same, and of an order that waits for its start: when that is, on the clock of the zone.
    static QString orderState(const ChargeOrder &order, const QTimeZone &zone);
    static QString chargeMode(ChargeMode mode);
    static QString chosen(ChargeMode mode, const ChargeLimit &limit); // "Energy ¥20.00", "Time 60 min"
    static QString commandLife(CommandLife life);
    static QString commandKind(PileCommand::Kind kind);
    // Why a command was refused, failed or expired, from its machine word; empty where there is nothing to
    // say.
    // Of a stop that the limit brought about, it says so: nobody has pressed a button.
    static QString commandName(const PileCommand &command);
    static QString commandReason(const QString &word);
    static QString paymentMethod(PaymentMethod method);
    static QString paymentState(PaymentState state);
    static QString stopReason(const QString &ocppWord);
    // Why the charge ended: the limit, where it was that; else the pile's word. Empty: not ended.
    static QString endOf(const ChargeOrder &order);
    static QString errorCode(const QString &ocppWord); // "GroundFailure" -> "Ground failure"
    static QString positionSource(Position::Source source);
    // "Pile …0003 · bay 3 · port 1"
    static QString portName(const Pile &pile, int connector);
};

} // namespace pd::ui
