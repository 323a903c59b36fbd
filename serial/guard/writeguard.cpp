// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/guard/writeguard.h"

#include "serial/dlt645/master.h"
#include "serial/guard/aloneproof.h"
#include "serial/guard/passwordmark.h"

#include <QRandomGenerator>

#include <algorithm>
#include <limits>

namespace pd::serial {

using namespace dlt645;

namespace {

constexpr int shortestReason = 3;

bool needsPassword(const WriteOrder &order, Edition edition)
{
    switch (order.act) {
    case WriteOrder::Act::Item:
    case WriteOrder::Act::SetClock: return edition == Edition::Of2007;
    case WriteOrder::Act::Relay:
    case WriteOrder::Act::Password: return true;
    case WriteOrder::Act::CheckClock:
    case WriteOrder::Act::BroadcastTime:
    case WriteOrder::Act::Address:
    case WriteOrder::Act::Freeze:
    case WriteOrder::Act::Baud:
    case WriteOrder::Act::Output: break;
    }
    return false;
}

bool takesPassword(WriteOrder::Act act)
{
    return act == WriteOrder::Act::Item || act == WriteOrder::Act::SetClock || act == WriteOrder::Act::Relay
        || act == WriteOrder::Act::Password;
}

// The level that has another password since this record; nothing where none has.
std::optional<int> changedLevel(const WriteRecord &record)
{
    if (record.step != WriteRecord::Step::Outcome || !record.verdict || !acceptedPassword(*record.verdict))
        return std::nullopt;
    if (record.act == WriteOrder::Act::Password)
        return record.value.toInt();
    static const QString passwordItem = QStringLiteral("04000C"); // of level 0 with 01 behind it
    if (record.act == WriteOrder::Act::Item && record.item.startsWith(passwordItem))
        return record.item.mid(passwordItem.size()).toInt(nullptr, 16) - 1;
    return std::nullopt;
}

// The marks of passwords that this meter refused and that may still be wrong.
QStringList marksOf(const QList<WriteRecord> &records)
{
    QList<WriteRecord> refused;
    for (const WriteRecord &record : records) {
        if (record.step == WriteRecord::Step::Forgot)
            refused.clear();
        else if (const std::optional<int> level = changedLevel(record))
            refused.removeIf([&level](const WriteRecord &one) { return one.level == level; });
        else if (!record.mark.isEmpty())
            refused.append(record);
    }
    QStringList marks;
    for (const WriteRecord &record : std::as_const(refused))
        marks.append(record.mark);
    return marks;
}

} // namespace

WriteGuard::WriteGuard(LineIo &io, const GuardScene &scene, const LineTiming &timing)
    : m_io(io)
    , m_scene(scene)
    , m_timing(timing)
{
}

Result<WriteOutcome> WriteGuard::perform(const WriteOrder &order)
{
    const std::optional<Edition> edition = editionOf(order.meter.protocol);
    if (!edition)
        return failure(Error::Kind::Unsupported, QStringLiteral("only DL/T 645 meters are written to"),
                       QStringLiteral("protocol"));
    m_edition = *edition;
    const Result<QByteArray> meter = meterMeant(order);
    if (!meter)
        return meter.error().kind == Error::Kind::Conflict ? blocked(order, meter.error())
                                                           : tl::unexpected(meter.error());
    m_meter = *meter;
    WriteOrder exact = order;
    exact.meter.address = addressText(m_meter);
    switch (order.act) {
    case WriteOrder::Act::Item: return writeItem(exact);
    case WriteOrder::Act::CheckClock: return checkClock(exact);
    case WriteOrder::Act::SetClock: return setClock(exact);
    case WriteOrder::Act::BroadcastTime: return broadcastTime(exact);
    case WriteOrder::Act::Relay: return commandRelay(exact);
    case WriteOrder::Act::Address: return setAddress(exact);
    case WriteOrder::Act::Freeze: return freeze(exact);
    case WriteOrder::Act::Baud: return changeBaud(exact);
    case WriteOrder::Act::Password: return changePassword(exact);
    case WriteOrder::Act::Output: return selectOutput(exact);
    }
    return failure(Error::Kind::Invalid, QStringLiteral("no such act"));
}

// A relay's confirmation is compared with what the person asked for, before anything is sent.
Result<QByteArray> WriteGuard::meterMeant(const WriteOrder &order)
{
    const std::optional<QByteArray> asked = addressFromText(order.meter.address);
    if (!asked)
        return failure(Error::Kind::Invalid, QStringLiteral("no meter address: ") + order.meter.address,
                       QStringLiteral("address"));
    if (order.act == WriteOrder::Act::Relay && addressFromText(order.confirmation) != asked)
        return failure(Error::Kind::Invalid, QStringLiteral("the confirmation does not repeat the address"),
                       QStringLiteral("confirmation"));
    // Whoever is alone takes the new address, whatever its old one was.
    const QByteArray question = order.act == WriteOrder::Act::Address ? wildcardAddress : *asked;
    if (!isWildcard(question))
        return question;
    const Result<QByteArray> only = onlyMeterThatAnswers(m_io, m_edition, question, m_timing);
    if (only && !isWildcard(*asked) && *only != *asked)
        return failure(Error::Kind::Conflict,
                       QStringLiteral("the meter on the line is ") + addressText(*only),
                       QStringLiteral("other_meter"));
    return only;
}

// What may be sent to this meter, by what the audit remembers of it.
Result<std::optional<Access>> WriteGuard::allowedAccess(const WriteOrder &order)
{
    if (!order.password && !needsPassword(order, m_edition))
        return std::optional<Access>();
    if (!order.password)
        return failure(Error::Kind::Invalid, QStringLiteral("a password is needed"),
                       QStringLiteral("password"));
    const auto password = Password::fromText(order.password->digits, order.password->level);
    if (!password)
        return tl::unexpected(password.error());
    constexpr quint32 largestCode = 99'999'999;
    if (order.password->operatorCode > largestCode)
        return failure(Error::Kind::Invalid, QStringLiteral("an operator code has up to eight digits"),
                       QStringLiteral("operator"));
    const Result<WriteHistory> history = m_scene.audit.history(order.meter, std::numeric_limits<int>::max());
    if (!history)
        return tl::unexpected(history.error());
    const QStringList marks = marksOf(history->records);
    const bool isKnown = std::any_of(marks.begin(), marks.end(), [&](const QString &mark) {
        return isMarkOf(mark, *password, order.meter);
    });
    if (isKnown)
        return failure(Error::Kind::Conflict,
                       QStringLiteral("this meter has refused this password; it is not sent again"),
                       QStringLiteral("password_refused_before"));
    if (history->lockout.isNear())
        return failure(
            Error::Kind::Conflict,
            QStringLiteral("%1 passwords refused, %2 without an answer that tells: the next may lock "
                           "the meter for a day")
                .arg(history->lockout.refused)
                .arg(history->lockout.doubtful),
            QStringLiteral("lockout_near"));
    return std::optional<Access>(Access{*password, order.password->operatorCode});
}

WriteRecord WriteGuard::record(const WriteOrder &order, WriteRecord::Step step) const
{
    WriteRecord record;
    record.at = m_scene.now().toUTC();
    record.step = step;
    record.number = QString::number(QRandomGenerator::system()->generate64(), 16);
    record.person = m_scene.person;
    record.line = m_scene.line;
    record.meter = order.meter;
    record.act = order.act;
    if (order.act == WriteOrder::Act::Relay)
        record.item = toWord(order.relay);
    else if (order.act == WriteOrder::Act::Address)
        record.value = order.newAddress;
    else if (order.act == WriteOrder::Act::Freeze)
        record.item = toText(order.freeze);
    else if (order.act == WriteOrder::Act::Baud)
        record.value = QString::number(order.baud);
    else if (order.act == WriteOrder::Act::Output)
        record.item = toWord(order.output);
    else if (order.act == WriteOrder::Act::Password)
        record.value = QString::number(order.newPassword.level);
    else
        record.item = order.item;
    if (order.password && takesPassword(order.act))
        record.level = order.password->level;
    return record;
}

tl::unexpected<Error> WriteGuard::blocked(const WriteOrder &order, const Error &error)
{
    WriteRecord entry = record(order, WriteRecord::Step::Blocked);
    entry.reason = error.reason;
    if (const Done written = m_scene.audit.append(entry); !written)
        return tl::unexpected(written.error());
    return tl::unexpected(error);
}

Result<WriteOutcome> WriteGuard::guarded(const WriteOrder &order, WriteRecord entry, const Act &act)
{
    if (const Done written = m_scene.audit.append(entry); !written)
        return tl::unexpected(written.error());
    const Deed deed = act();
    return ended(order, std::move(entry), deed);
}

Result<WriteOutcome> WriteGuard::ended(const WriteOrder &order, WriteRecord entry, const Deed &deed)
{
    entry.step = WriteRecord::Step::Outcome;
    entry.at = m_scene.now().toUTC();
    entry.verdict = deed.verdict;
    entry.shown = deed.shown;
    if (deed.error)
        entry.reason = deed.error->reason;
    if (deed.verdict == WriteVerdict::Refused && order.password) {
        if (const auto password = Password::fromText(order.password->digits, order.password->level))
            entry.mark = passwordMark(*password, order.meter);
    }
    if (const Done written = m_scene.audit.append(entry); !written)
        return failure(Error::Kind::Storage,
                       toWord(deed.verdict) + QStringLiteral("; ") + written.error().detail,
                       QStringLiteral("audit_after"));
    if (deed.error)
        return tl::unexpected(*deed.error);
    WriteOutcome outcome;
    outcome.verdict = deed.verdict;
    outcome.meter = order.meter;
    outcome.before = entry.before;
    outcome.shown = deed.shown;
    outcome.offsetS = deed.offsetS;
    return outcome;
}

// The master's words for what became of a command.
WriteGuard::Deed WriteGuard::deedOf(const Error &error)
{
    Deed deed;
    deed.error = error;
    if (error.kind == Error::Kind::Rejected && error.reason == QLatin1String("unauthorised"))
        deed.verdict = WriteVerdict::Refused;
    else if (error.kind == Error::Kind::Rejected && error.reason != QLatin1String("unconfirmed"))
        deed.verdict = WriteVerdict::Rejected;
    else if (error.reason == QLatin1String("not_written"))
        deed.verdict = WriteVerdict::NotWritten;
    if (error.kind == Error::Kind::Rejected && error.reason == QLatin1String("unconfirmed")) {
        deed.verdict = WriteVerdict::NotReadable; // written; the reading back was declined
        deed.error.reset();
    } else if (error.reason == QLatin1String("read_back_differs")) {
        deed.verdict = WriteVerdict::Differs;
        deed.error.reset();
    }
    return deed;
}

Done forgetRefusals(const GuardScene &scene, const MeterAddress &meter, const QString &reason)
{
    const std::optional<QByteArray> address = addressFromText(meter.address);
    if (!address || isWildcard(*address))
        return failure(Error::Kind::Invalid, QStringLiteral("no address of one meter"),
                       QStringLiteral("address"));
    if (reason.trimmed().size() < shortestReason)
        return failure(Error::Kind::Invalid, QStringLiteral("a reason is needed"), QStringLiteral("reason"));
    WriteRecord entry;
    entry.at = scene.now().toUTC();
    entry.step = WriteRecord::Step::Forgot;
    entry.person = scene.person;
    entry.line = scene.line;
    entry.meter = {meter.protocol, addressText(*address)};
    entry.reason = reason.trimmed();
    return scene.audit.append(entry);
}

} // namespace pd::serial
