// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>

#include <optional>

namespace pd {

// Why the cloud turned a charge point away, or did not take what it sent.
enum class RefusalReason {
    Unknown,
    NoIdentity, // the address names no charge point
    WrongSubprotocol, // ocpp1.6 was not offered
    UnknownPile,
    WrongKey,
    NotChecked, // the cloud could not look it up
    MessageTooBig,
    NotOcpp, // a message that is no OCPP-J frame: no JSON, no UTF-8, no text
};

// One line of the cloud's list of them (cnpdk_piles/refused): the same pile for the same reason is counted.
struct PileRefusal
{
    QString identity; // as the pile named itself, at most 64 characters; nobody has checked it
    QString peer; // "127.0.0.1:41234", the latest
    std::optional<int> httpStatus; // 400..599; nothing where the connection was open
    RefusalReason reason = RefusalReason::Unknown;
    QString detail; // technical, for a person
    int count = 1;
    QDateTime firstAt; // business time
    QDateTime lastAt;

    friend bool operator==(const PileRefusal &, const PileRefusal &) = default;
};

// The words of the wire, both ways: "unknown_pile"; an unknown word gives Unknown.
QString toWord(RefusalReason reason);
RefusalReason refusalReasonFromWord(QStringView word);

// Those last seen in the day before now; what a clock that was set back makes of the future counts too.
QList<PileRefusal> ofTheLastDay(const QList<PileRefusal> &refusals, const QDateTime &now);

} // namespace pd
