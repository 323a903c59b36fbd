// SPDX-License-Identifier: GPL-3.0-or-later
// Acts of the guard that are commands of their own: freeze, rate, password, output.
#include "serial/dlt645/master.h"
#include "serial/guard/writeguard.h"

namespace pd::serial {

using namespace dlt645;

namespace {

constexpr ItemId lastFreezeItem = 0x05010001; // when the meter was frozen at once for the last time
constexpr ItemId energy2007 = 0x00010000;
constexpr ItemId energy1997 = 0x9010;
constexpr int lastDay = 28; // that every month has
constexpr int lastHour = 23;
constexpr int lastMinute = 59;
constexpr qint64 freezeShowsS = 60; // the record of a freeze has no seconds

tl::unexpected<Error> only2007()
{
    return failure(Error::Kind::Unsupported, QStringLiteral("meters of 1997 have no such command"),
                   QStringLiteral("protocol"));
}

bool isMoment(const WriteOrder::Freeze &freeze)
{
    return freeze.day >= 1 && freeze.day <= lastDay && freeze.hour >= 0 && freeze.hour <= lastHour
        && freeze.minute >= 0 && freeze.minute <= lastMinute;
}

FreezeMoment momentOf(const WriteOrder::Freeze &freeze)
{
    FreezeMoment moment;
    moment.day = freeze.day;
    moment.hour = freeze.hour;
    moment.minute = freeze.minute;
    switch (freeze.repeat) {
    case WriteOrder::Freeze::Repeat::AtOnce: break;
    case WriteOrder::Freeze::Repeat::Hourly: moment.repeat = FreezeMoment::Repeat::Hourly; break;
    case WriteOrder::Freeze::Repeat::Daily: moment.repeat = FreezeMoment::Repeat::Daily; break;
    case WriteOrder::Freeze::Repeat::Monthly: moment.repeat = FreezeMoment::Repeat::Monthly; break;
    }
    return moment;
}

Output outputOf(WriteOrder::Output output)
{
    switch (output) {
    case WriteOrder::Output::ClockSecond: break;
    case WriteOrder::Output::DemandPeriod: return Output::DemandPeriod;
    case WriteOrder::Output::TariffSwitch: return Output::TariffSwitch;
    }
    return Output::ClockSecond;
}

} // namespace

Done WriteGuard::meterAnswers()
{
    const ItemId energy = m_edition == Edition::Of2007 ? energy2007 : energy1997;
    const Result<ItemAnswer> answer = readItem(m_io, m_edition, m_meter, energy, m_timing);
    if (answer || answer.error().kind == Error::Kind::Rejected)
        return {};
    return tl::unexpected(answer.error());
}

Result<QString> WriteGuard::lastFreeze()
{
    const Result<ItemAnswer> shown = readItem(m_io, m_edition, m_meter, lastFreezeItem, m_timing);
    if (!shown && shown.error().kind == Error::Kind::Rejected)
        return QString();
    return shown ? Result<QString>(toReading(*shown).value) : tl::unexpected(shown.error());
}

// A second freeze within a minute shows the same time as the first: then the meter's clock decides.
WriteVerdict WriteGuard::freezeVerdict(const QString &before, const QString &shown)
{
    if (shown.isEmpty())
        return WriteVerdict::NotReadable;
    if (shown != before)
        return WriteVerdict::Confirmed;
    const Result<QDateTime> clock = meterClock();
    const QDateTime frozen = QDateTime::fromString(shown, QStringLiteral("yyyy-MM-dd HH:mm"));
    if (!clock || !frozen.isValid())
        return WriteVerdict::NotReadable;
    const bool isFresh = qAbs(frozen.secsTo(*clock)) <= paced(freezeShowsS);
    return isFresh ? WriteVerdict::Confirmed : WriteVerdict::Differs;
}

Result<WriteOutcome> WriteGuard::freeze(const WriteOrder &order)
{
    if (m_edition != Edition::Of2007)
        return only2007();
    if (!isMoment(order.freeze))
        return failure(Error::Kind::Invalid, QStringLiteral("day 1 to 28, hour 0 to 23, minute 0 to 59"),
                       QStringLiteral("moment"));
    const bool atOnce = order.freeze.repeat == WriteOrder::Freeze::Repeat::AtOnce;
    const Result<QString> before = lastFreeze();
    if (!before)
        return tl::unexpected(before.error());
    WriteRecord entry = record(order, WriteRecord::Step::Sending);
    if (atOnce)
        entry.before = *before;
    return guarded(order, entry, [&]() -> Deed {
        const Done sent = dlt645::freeze(m_io, m_meter, momentOf(order.freeze), m_timing);
        if (!sent && (sent.error().kind == Error::Kind::Rejected || !atOnce))
            return deedOf(sent.error());
        if (!atOnce)
            return {WriteVerdict::NotReadable, {}, {}, {}};
        const Result<QString> shown = lastFreeze();
        if (!sent) // its answer was lost: only a new record says that it has acted
            return shown && !shown->isEmpty() && *shown != *before
                ? Deed{WriteVerdict::Confirmed, *shown, {}, {}}
                : deedOf(sent.error());
        if (!shown)
            return {WriteVerdict::NotReadable, {}, {}, {}};
        return {freezeVerdict(*before, *shown), *shown, {}, {}};
    });
}

// A gateway has its rate to itself: the meter would be out of reach.
Done WriteGuard::rateCanBeSet(int baud)
{
    const LineSettings now = m_io.settings();
    LineSettings wanted = now;
    wanted.baud = baud;
    Done set = m_io.retune(wanted);
    if (set)
        set = m_io.retune(now);
    if (!set && set.error().kind == Error::Kind::Unsupported)
        return failure(Error::Kind::Unsupported, set.error().detail, QStringLiteral("line_rate_fixed"));
    return set;
}

// Where the meter answers now: first at the new rate, then at the old one.
WriteGuard::Deed WriteGuard::foundAtRate(int wanted, const LineSettings &before,
                                         const std::optional<Error> &lost)
{
    LineSettings after = before;
    after.baud = wanted;
    if (m_io.retune(after) && meterAnswers())
        return {WriteVerdict::Confirmed, QString::number(wanted), {}, {}};
    if (m_io.retune(before) && meterAnswers()) {
        Deed deed{WriteVerdict::Differs, QString::number(before.baud), {}, {}};
        if (lost) {
            deed.verdict = WriteVerdict::NotWritten;
            deed.error = lost;
            deed.error->reason = QStringLiteral("not_written");
        }
        return deed;
    }
    const QString detail
        = QStringLiteral("no answer at %1 bit/s nor at %2 bit/s").arg(wanted).arg(before.baud);
    return {WriteVerdict::Unknown, {}, {}, Error{Error::Kind::Timeout, detail, QStringLiteral("rate_lost")}};
}

Result<WriteOutcome> WriteGuard::changeBaud(const WriteOrder &order)
{
    const QString rate = QString::number(order.baud);
    if (!encodeValue({Format::Kind::Baud, 1, 0}, rate))
        return failure(Error::Kind::Invalid, QStringLiteral("no rate that a meter has: ") + rate,
                       QStringLiteral("baud"));
    if (const Done answers = meterAnswers(); !answers)
        return tl::unexpected(answers.error());
    const LineSettings before = m_io.settings();
    if (before.baud == order.baud)
        return WriteOutcome{WriteVerdict::Confirmed, order.meter, false, rate, rate, {}, {}};
    if (const Done able = rateCanBeSet(order.baud); !able)
        return tl::unexpected(able.error());
    WriteRecord entry = record(order, WriteRecord::Step::Sending);
    entry.before = QString::number(before.baud);
    return guarded(order, entry, [&]() -> Deed {
        const Done sent = dlt645::changeBaud(m_io, m_edition, m_meter, order.baud, m_timing);
        if (!sent && sent.error().reason != QLatin1String("unconfirmed"))
            return deedOf(sent.error());
        return foundAtRate(order.baud, before, sent ? std::nullopt : std::optional(sent.error()));
    });
}

Result<WriteOutcome> WriteGuard::changePassword(const WriteOrder &order)
{
    const auto next = Password::fromText(order.newPassword.digits, order.newPassword.level);
    if (!next)
        return failure(Error::Kind::Invalid, next.error().detail, QStringLiteral("new_password"));
    if (order.password && order.password->digits == order.newPassword.digits
        && order.password->level == order.newPassword.level)
        return failure(Error::Kind::Invalid, QStringLiteral("the new password is the old one"),
                       QStringLiteral("new_password"));
    const auto access = allowedAccess(order);
    if (!access)
        return access.error().kind == Error::Kind::Conflict ? blocked(order, access.error())
                                                            : tl::unexpected(access.error());
    if (const Done answers = meterAnswers(); !answers)
        return tl::unexpected(answers.error());
    return guarded(order, record(order, WriteRecord::Step::Sending), [&]() -> Deed {
        const Done sent
            = dlt645::changePassword(m_io, m_edition, m_meter, (*access)->password, *next, m_timing);
        return sent ? Deed{WriteVerdict::NotReadable, {}, {}, {}} : deedOf(sent.error());
    });
}

Result<WriteOutcome> WriteGuard::selectOutput(const WriteOrder &order)
{
    if (m_edition != Edition::Of2007)
        return only2007();
    if (const Done answers = meterAnswers(); !answers)
        return tl::unexpected(answers.error());
    return guarded(order, record(order, WriteRecord::Step::Sending), [&]() -> Deed {
        const Done sent = dlt645::selectOutput(m_io, m_meter, outputOf(order.output), m_timing);
        return sent ? Deed{WriteVerdict::NotReadable, {}, {}, {}} : deedOf(sent.error());
    });
}

} // namespace pd::serial
