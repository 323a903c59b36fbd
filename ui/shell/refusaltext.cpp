// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/refusaltext.h"

namespace pd::ui {

QString RefusalText::name(RefusalReason reason)
{
    switch (reason) {
    case RefusalReason::NoIdentity: return tr("No pile number");
    case RefusalReason::WrongSubprotocol: return tr("Subprotocol missing");
    case RefusalReason::UnknownPile: return tr("Pile not registered");
    case RefusalReason::WrongKey: return tr("Wrong key");
    case RefusalReason::NotChecked: return tr("Could not be checked");
    case RefusalReason::MessageTooBig: return tr("Message too large");
    case RefusalReason::NotOcpp: return tr("Message is not OCPP");
    case RefusalReason::Unknown: break;
    }
    return tr("Other reason");
}

ErrorText RefusalText::of(RefusalReason reason)
{
    const auto words = [](const QString &what, const QString &help) {
        ErrorText text;
        text.what = what;
        text.help = help;
        return text;
    };
    switch (reason) {
    case RefusalReason::NoIdentity:
        return words(
            tr("It connected without a usable pile number and was turned away."),
            tr("Enter the cloud address in the pile so that it ends in /ocpp/ and the pile number."));
    case RefusalReason::WrongSubprotocol:
        return words(
            tr("It did not offer OCPP 1.6 when it connected and was turned away."),
            tr("Set the pile to OCPP 1.6 JSON, subprotocol ocpp1.6. Other versions are not served."));
    case RefusalReason::UnknownPile:
        return words(tr("No pile with this number is registered, so it was turned away and cannot charge."),
                     tr("Compare the number with the nameplate. If it is right, have the pile registered."));
    case RefusalReason::WrongKey:
        return words(tr("Its key is missing or wrong, so it was turned away and cannot charge."),
                     tr("Enter the registered key in the pile. If nobody works there, someone may be posing "
                        "as this pile."));
    case RefusalReason::NotChecked:
        return words(tr("The cloud could not check it at that moment. The pile tries again by itself."),
                     tr("If this goes on, look at the storage and the log of the cloud."));
    case RefusalReason::MessageTooBig:
        return words(tr("It sent a message that is too large. The message was not taken and the connection "
                        "closed."),
                     tr("The pile connects again by itself. If this goes on, have its firmware checked."));
    case RefusalReason::NotOcpp:
        return words(
            tr("It sent a message that is not OCPP. The message was not taken; what it said is lost."),
            tr("If this goes on, have the firmware of the pile and the line to it checked."));
    case RefusalReason::Unknown: break;
    }
    return words(tr("The cloud refused it for a reason this console does not know."),
                 tr("The log of the cloud has the details. Update the console if the cloud is newer."));
}

} // namespace pd::ui
