// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/identifiers.h"
#include "models/payment/payment.h"
#include "models/rating/bill.h"

#include <QDateTime>

#include <optional>

namespace pd {

// How a driver chose to charge (patent, step b).
enum class ChargeMode { ByTime, ByEnergy, AutoFull };
QString toWord(ChargeMode mode); // "TIME", "ENERGY", "AUTO_FULL"
Result<ChargeMode> chargeModeFromWord(QStringView word);

// What ends the charge (patent, step d). Exactly one of the values is meant, by kind.
struct ChargeLimit
{
    enum class Kind { None, Time, Energy, Amount };
    Kind kind = Kind::None;
    qint64 seconds = 0;
    Energy energy;
    Money amount;

    friend bool operator==(const ChargeLimit &, const ChargeLimit &) = default;
};
QString toWord(ChargeLimit::Kind kind); // "NONE", "TIME", "ENERGY", "AMOUNT"
Result<ChargeLimit::Kind> limitKindFromWord(QStringView word);

// The life of a command to a pile. Accepted is not done: Confirmed comes only with the reported state and,
// for a start, a register that has risen.
enum class CommandLife { Requested, Sent, Accepted, Confirmed, Refused, Failed, Expired };
QString toWord(CommandLife life); // "REQUESTED", ...
Result<CommandLife> commandLifeFromWord(QStringView word);
bool isOver(CommandLife life);

struct PileCommand
{
    enum class Kind { Start, Stop };
    Kind kind = Kind::Start;
    CommandLife life = CommandLife::Requested;
    QString reason; // machine word where it was refused, failed or expired
    QDateTime requestedAt;
    QDateTime changedAt;
    QString by; // staff name, or "cloud" where a limit was reached

    friend bool operator==(const PileCommand &, const PileCommand &) = default;
};
QString toWord(PileCommand::Kind kind); // "START", "STOP"

enum class OrderState {
    AwaitingPayment, // the payer has not confirmed yet
    Paid, // paid (or settle-after); may be started
    Starting, // a start command is under way
    Charging,
    Stopping, // a stop command is under way
    Ended, // the pile has reported the end; the bill is being settled
    Settled, // billed, paid, and what was left has been returned (or its return is under way)
    Cancelled, // ended before any energy flowed
    Failed, // could not start; what was paid is returned
};
QString toWord(OrderState state); // "AWAITING_PAYMENT", ...
Result<OrderState> orderStateFromWord(QStringView word);
bool isOver(OrderState state); // Settled, Cancelled or Failed

// One charge of one account at one port, from the choice to the settled bill. Every session has one.
struct ChargeOrder
{
    OrderId id;
    QString clientRef; // chosen by whoever asked; the same reference is the same order for ever
    OrderState state = OrderState::AwaitingPayment;
    StationId station;
    PortId port;
    AccountId account;
    QString accountMasked;
    ChargeMode mode = ChargeMode::ByEnergy;
    ChargeLimit limit;
    std::optional<Payment> payment; // none where the account settles afterwards
    std::optional<PileCommand> command; // the last command
    SessionId session; // empty before the pile has started a transaction
    int transactionId = 0; // OCPP 1.6; 0 before the start
    QDateTime createdAt;
    QDateTime startedAt; // the pile's time of StartTransaction
    QDateTime endedAt;
    std::optional<Energy> startRegister;
    std::optional<Energy> lastRegister; // grows while charging; the end register once ended
    QDateTime lastSampleAt;
    QDateTime startAt; // when it is to start by itself; invalid: when it is told to
    QDateTime chargedUntil; // full, or at the agreed end: from here on the car only stands; invalid before
    QDateTime leftAt; // the plug was drawn, as far as known; the bill is final
    QString stopReason; // OCPP's word
    QString operatorName; // who acted for the account; empty where the driver did
    Bill bill; // what it costs so far, final once Ended
    Money refunded;
    Money owed; // of the bill, a debt of the account: nothing has paid for it yet
    QString settlement; // the number of the joint settlement it is part of; empty: none
    QDateTime updatedAt;

    friend bool operator==(const ChargeOrder &, const ChargeOrder &) = default;
};

// What a person asks for on the assisted charge sheet.
struct OrderRequest
{
    QString clientRef;
    PortId port;
    AccountId account;
    ChargeMode mode = ChargeMode::ByEnergy;
    ChargeLimit limit;
    PaymentMethod method = PaymentMethod::NetworkPlatform;
    QDateTime startAt; // business time; invalid: whenever the desk starts it
};

} // namespace pd
