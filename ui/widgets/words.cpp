// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/words.h"

#include "ui/widgets/errortext.h"

#include <QHash>
#include <QTimeZone>

namespace pd::ui {

namespace {

bool isLimit(const QString &reason)
{
    return reason == QLatin1String("amount_used") || reason == QLatin1String("energy_reached");
}

} // namespace

bool isScheduled(const ChargeOrder &order)
{
    return order.state == OrderState::Paid && order.startAt.isValid();
}

QString Words::band(Band band)
{
    switch (band) {
    case Band::Sharp: return tr("Sharp", "price band 尖");
    case Band::Peak: return tr("Peak", "price band 峰");
    case Band::Flat: return tr("Flat", "price band 平");
    case Band::Valley: return tr("Valley", "price band 谷");
    case Band::DeepValley: return tr("Deep valley", "price band 深谷");
    }
    return {};
}

ColorRole Words::bandColor(Band band)
{
    switch (band) {
    case Band::Sharp: return ColorRole::BandSharp;
    case Band::Peak: return ColorRole::BandPeak;
    case Band::Flat: return ColorRole::BandFlat;
    case Band::Valley: return ColorRole::BandValley;
    case Band::DeepValley: break;
    }
    return ColorRole::BandDeepValley;
}

QString Words::orderState(OrderState state)
{
    switch (state) {
    case OrderState::AwaitingPayment: return tr("Waiting for payment");
    case OrderState::Paid: return tr("Paid, not started");
    case OrderState::Starting: return tr("Starting");
    case OrderState::Charging: return tr("Charging");
    case OrderState::Stopping: return tr("Stopping");
    case OrderState::Ended: return tr("Ended, being billed");
    case OrderState::Settled: return tr("Settled");
    case OrderState::Cancelled: return tr("Cancelled");
    case OrderState::Failed: return tr("Failed");
    }
    return {};
}

QString Words::orderState(const ChargeOrder &order, const QTimeZone &zone)
{
    if (!pd::ui::isScheduled(order))
        return orderState(order.state);
    return tr("Scheduled %1", "when a charge starts by itself")
        .arg(order.startAt.toTimeZone(zone).toString(QStringLiteral("HH:mm")));
}

QString Words::chargeMode(ChargeMode mode)
{
    switch (mode) {
    case ChargeMode::ByTime: return tr("By time");
    case ChargeMode::ByEnergy: return tr("By energy");
    case ChargeMode::AutoFull: return tr("Until full");
    }
    return {};
}

QString Words::chosen(ChargeMode mode, const ChargeLimit &limit)
{
    switch (limit.kind) {
    case ChargeLimit::Kind::Amount:
        return (mode == ChargeMode::ByTime         ? tr("Time ¥%1")
                    : mode == ChargeMode::AutoFull ? tr("Full ¥%1", "until full, an amount is held")
                                                   : tr("Energy ¥%1"))
            .arg(limit.amount.text());
    case ChargeLimit::Kind::Energy:
        return tr("%1 kWh", "the energy that limits a charge").arg(limit.energy.kwhText(2));
    case ChargeLimit::Kind::Time: return tr("Time %1 min").arg(limit.seconds / 60);
    case ChargeLimit::Kind::None: break;
    }
    return chargeMode(mode);
}

QString Words::commandLife(CommandLife life)
{
    switch (life) {
    case CommandLife::Requested: return tr("requested");
    case CommandLife::Sent: return tr("sent to the pile");
    case CommandLife::Accepted: return tr("accepted, not yet confirmed");
    case CommandLife::Confirmed: return tr("confirmed by status and meter");
    case CommandLife::Refused: return tr("refused");
    case CommandLife::Failed: return tr("failed");
    case CommandLife::Expired: return tr("expired without a result");
    }
    return {};
}

QString Words::commandKind(PileCommand::Kind kind)
{
    return kind == PileCommand::Kind::Start ? tr("Start") : tr("Stop");
}

QString Words::commandName(const PileCommand &command)
{
    return command.kind == PileCommand::Kind::Stop && isLimit(command.reason) ? tr("Stop at the limit")
                                                                              : commandKind(command.kind);
}

QString Words::commandReason(const QString &word)
{
    if (word == QLatin1String("amount_used"))
        return tr("The amount is used up.");
    if (word == QLatin1String("energy_reached"))
        return tr("The chosen energy is reached.");
    return word.isEmpty() ? QString() : ErrorText::of({Error::Kind::Rejected, {}, word}).line();
}

QString Words::paymentMethod(PaymentMethod method)
{
    return method == PaymentMethod::BankCard ? tr("Bank card") : tr("Network platform");
}

QString Words::paymentState(PaymentState state)
{
    switch (state) {
    case PaymentState::Created: return tr("asking the channel");
    case PaymentState::AwaitingPayer: return tr("waiting for the payer");
    case PaymentState::Succeeded: return tr("paid");
    case PaymentState::Refused: return tr("refused");
    case PaymentState::Closed: return tr("closed unpaid");
    case PaymentState::Unknown: return tr("channel silent, asking again");
    }
    return {};
}

QString Words::stopReason(const QString &ocppWord)
{
    if (ocppWord.isEmpty())
        return {};
    if (ocppWord == QLatin1String("Local"))
        return tr("at the pile, limit reached or stopped there");
    if (ocppWord == QLatin1String("Remote"))
        return tr("stopped from here");
    if (ocppWord == QLatin1String("EVDisconnected"))
        return tr("the car was unplugged");
    if (ocppWord == QLatin1String("EmergencyStop"))
        return tr("emergency stop pressed");
    if (ocppWord == QLatin1String("PowerLoss"))
        return tr("the pile lost power");
    if (ocppWord == QLatin1String("DeAuthorized"))
        return tr("the authorisation was withdrawn");
    if (ocppWord == QLatin1String("Reboot") || ocppWord.endsWith(QLatin1String("Reset")))
        return tr("the pile restarted");
    if (ocppWord == QLatin1String("UnlockCommand"))
        return tr("the connector was unlocked");
    if (ocppWord == QLatin1String("Cancelled"))
        return tr("cancelled before the start");
    if (ocppWord == QLatin1String("PaymentTimeout"))
        return tr("not paid in time");
    if (ocppWord == QLatin1String("NotPlugged"))
        return tr("no car was plugged in at the set time; the money goes back");
    if (ocppWord == QLatin1String("NoShow"))
        return tr("reserved, but nobody came");
    if (ocppWord == QLatin1String("StartTimeout"))
        return tr("paid, but not started in time; the money goes back");
    return tr("other reason (%1)").arg(ocppWord);
}

QString Words::endOf(const ChargeOrder &order)
{
    const bool stopped = order.command && order.command->kind == PileCommand::Kind::Stop
        && order.command->life == CommandLife::Confirmed;
    const bool byWord
        = order.stopReason == QLatin1String("Local") || order.stopReason == QLatin1String("Remote");
    if (stopped && byWord && order.command->reason == QLatin1String("amount_used"))
        return tr("limit reached, the amount is used up");
    if (stopped && byWord && order.command->reason == QLatin1String("energy_reached"))
        return tr("limit reached, the chosen energy is charged");
    return stopReason(order.stopReason);
}

QString Words::errorCode(const QString &ocppWord)
{
    static const QHash<QString, const char *> words{
        {QStringLiteral("ConnectorLockFailure"), QT_TR_NOOP("Connector lock failure")},
        {QStringLiteral("EVCommunicationError"), QT_TR_NOOP("No communication with the car")},
        {QStringLiteral("GroundFailure"), QT_TR_NOOP("Ground failure")},
        {QStringLiteral("HighTemperature"), QT_TR_NOOP("Temperature too high")},
        {QStringLiteral("InternalError"), QT_TR_NOOP("Internal fault of the pile")},
        {QStringLiteral("LocalListConflict"), QT_TR_NOOP("Local list conflict")},
        {QStringLiteral("OtherError"), QT_TR_NOOP("Other fault, see the pile")},
        {QStringLiteral("OverCurrentFailure"), QT_TR_NOOP("Overcurrent")},
        {QStringLiteral("OverVoltage"), QT_TR_NOOP("Overvoltage")},
        {QStringLiteral("PowerMeterFailure"), QT_TR_NOOP("Meter failure")},
        {QStringLiteral("PowerSwitchFailure"), QT_TR_NOOP("Contactor failure")},
        {QStringLiteral("ReaderFailure"), QT_TR_NOOP("Card reader failure")},
        {QStringLiteral("ResetFailure"), QT_TR_NOOP("Restart failed")},
        {QStringLiteral("UnderVoltage"), QT_TR_NOOP("Undervoltage")},
        {QStringLiteral("WeakSignal"), QT_TR_NOOP("Weak mobile signal")},
    };
    const auto it = words.constFind(ocppWord);
    if (it != words.cend())
        return tr(it.value());
    return ocppWord == QLatin1String("NoError") ? QString() : ocppWord;
}

QString Words::positionSource(Position::Source source)
{
    switch (source) {
    case Position::Source::Receiver: return tr("from the receiver");
    case Position::Source::Manual: return tr("set by hand");
    case Position::Source::Planned: return tr("from the plan");
    case Position::Source::Unknown: break;
    }
    return tr("not known");
}

QString Words::portName(const Pile &pile, int connector)
{
    return tr("Pile %1 · bay %2 · port %3").arg(shortName(pile.id), pile.bay).arg(connector);
}

} // namespace pd::ui
