// SPDX-License-Identifier: GPL-3.0-or-later
// What the guard does for each act: read before, send once, read afterwards.
#include "serial/dlt645/master.h"
#include "serial/guard/aloneproof.h"
#include "serial/guard/writeguard.h"

namespace pd::serial {

using namespace dlt645;

namespace {

constexpr qint64 clockRightS = 5; // by JJG 1148 a pile's clock is right to 5 s when it is first verified
constexpr qint64 broadcastReachS = 5 * 60; // what a meter takes by broadcast
constexpr qint64 aroundMidnightS = 5 * 60;
constexpr qint64 relayValidS = 5 * 60; // of a relay command, by the meter's clock
const QString momentFormat = QStringLiteral("yyyy-MM-dd HH:mm:ss");

bool isNearMidnight(const QTime &time)
{
    constexpr qint64 day = 24 * 3600;
    const qint64 second = QTime(0, 0).secsTo(time);
    return second < aroundMidnightS || second >= day - aroundMidnightS;
}

Error nearMidnight()
{
    return {Error::Kind::Conflict, QStringLiteral("within five minutes of midnight"),
            QStringLiteral("near_midnight")};
}

QString stateText(const std::optional<bool> &open)
{
    return !open ? QString() : *open ? QStringLiteral("open") : QStringLiteral("closed");
}

RelayCommand commandOf(WriteOrder::Relay relay)
{
    switch (relay) {
    case WriteOrder::Relay::Open: break;
    case WriteOrder::Relay::PermitClosing: return RelayCommand::PermitClosing;
    case WriteOrder::Relay::Close: return RelayCommand::Close;
    }
    return RelayCommand::Trip;
}

// Texts as the item would show them: "7.5" and "7.50" are one value.
Result<QString> shownAs(const Item &item, const QStringList &texts)
{
    return encodeItem(item, texts).map([&item](const QByteArray &data) {
        QStringList shown;
        for (const Value &value : decodeItem(item, data))
            shown.append(value.quality == Reading::Quality::Good ? value.text : QStringLiteral("-"));
        return shown.join(QLatin1Char(' '));
    });
}

} // namespace

Result<WriteOutcome> WriteGuard::writeItem(const WriteOrder &order)
{
    const Result<Wanted> wanted = wantedFromText(order.item, m_edition);
    if (!wanted || wanted->items.size() != 1)
        return failure(Error::Kind::Invalid, order.item + QStringLiteral(" is no single item"),
                       QStringLiteral("unknown_item"));
    const ItemId id = wanted->items.first();
    const std::optional<Item> item = dictionaryItem(m_edition, id);
    if (!item || item->access == Item::Access::Read)
        return failure(Error::Kind::Invalid, order.item + QStringLiteral(" can only be read"),
                       QStringLiteral("read_only"));
    const Result<QString> value = shownAs(*item, order.values);
    if (!value)
        return failure(Error::Kind::Invalid, value.error().detail, QStringLiteral("value"));
    const auto access = allowedAccess(order);
    if (!access)
        return access.error().kind == Error::Kind::Conflict ? blocked(order, access.error())
                                                            : tl::unexpected(access.error());
    WriteRecord entry = record(order, WriteRecord::Step::Sending);
    entry.item = itemText(id, m_edition);
    const bool isSecret = item->access == Item::Access::Write; // passwords are what cannot be read
    if (!isSecret) {
        entry.value = *value;
        const Result<ItemAnswer> before = readItem(m_io, m_edition, m_meter, id, m_timing);
        if (!before && before.error().kind != Error::Kind::Rejected)
            return tl::unexpected(before.error());
        entry.before = before ? toReading(*before).value : QString();
        if (before && entry.before == *value)
            return WriteOutcome{WriteVerdict::Confirmed, order.meter, false, *value, *value, {}, {}};
    }
    return guarded(order, entry, [&]() -> Deed {
        const auto written = dlt645::writeItem(m_io, m_edition, m_meter, id, order.values, *access, m_timing);
        if (written)
            return {isSecret ? WriteVerdict::NotReadable : WriteVerdict::Confirmed,
                    isSecret ? QString() : toReading(*written).value,
                    {},
                    {}};
        Deed deed = deedOf(written.error());
        if (deed.verdict == WriteVerdict::Differs) {
            if (const auto shown = readItem(m_io, m_edition, m_meter, id, m_timing))
                deed.shown = toReading(*shown).value;
        }
        return deed;
    });
}

Result<QDateTime> WriteGuard::meterClock()
{
    const Wanted clock{QStringLiteral("clock"), {dateItem(m_edition), timeItem(m_edition)}};
    const Result<Reading> shown = readWanted(m_io, m_edition, m_meter, clock, m_timing);
    if (!shown)
        return tl::unexpected(shown.error());
    const QDateTime moment = QDateTime::fromString(shown->value, momentFormat);
    if (!moment.isValid())
        return failure(Error::Kind::Protocol, QStringLiteral("the meter's clock shows no time"),
                       QStringLiteral("no_clock"));
    return moment;
}

// Both as the figures on a wall: meters know no zone.
Result<qint64> WriteGuard::clockOffset()
{
    return meterClock().map([this](const QDateTime &shown) {
        const QDateTime now = m_scene.now();
        return QDateTime(now.date(), now.time(), Qt::UTC)
            .secsTo(QDateTime(shown.date(), shown.time(), Qt::UTC));
    });
}

qint64 WriteGuard::paced(qint64 seconds) const
{
    return qint64(double(seconds) * qMax(1.0, m_scene.rate));
}

WriteVerdict WriteGuard::clockVerdict(qint64 offset) const
{
    return qAbs(offset) <= paced(clockRightS) ? WriteVerdict::Confirmed : WriteVerdict::Differs;
}

Result<WriteOutcome> WriteGuard::checkClock(const WriteOrder &order)
{
    return clockOffset().map([&order](qint64 offset) {
        return WriteOutcome{WriteVerdict::Confirmed, order.meter, false, {}, {}, offset, offset};
    });
}

WriteGuard::Deed WriteGuard::clockPart(ItemId item, const QString &text, const std::optional<Access> &access)
{
    const auto written = dlt645::writeItem(m_io, m_edition, m_meter, item, {text}, access, m_timing);
    return written ? Deed{WriteVerdict::Confirmed, {}, {}, {}} : deedOf(written.error());
}

// The date is left alone where it is right: each write spends the password once.
Result<WriteOutcome> WriteGuard::setClock(const WriteOrder &order)
{
    const auto access = allowedAccess(order);
    if (!access)
        return access.error().kind == Error::Kind::Conflict ? blocked(order, access.error())
                                                            : tl::unexpected(access.error());
    const Result<QDateTime> shown = meterClock();
    if (!shown && shown.error().reason != QLatin1String("no_clock"))
        return tl::unexpected(shown.error());
    if (isNearMidnight(m_scene.now().time()))
        return blocked(order, nearMidnight());
    const Result<qint64> before = clockOffset();
    WriteRecord entry = record(order, WriteRecord::Step::Sending);
    entry.before = shown ? shown->toString(momentFormat) : QString();
    entry.value = m_scene.now().toString(momentFormat);
    const auto act = [&]() -> Deed {
        const QDateTime now = m_scene.now();
        if (!shown || shown->date() != now.date()) {
            const QString date = QStringLiteral("%1 W0%2")
                                     .arg(now.toString(QStringLiteral("yyyy-MM-dd")))
                                     .arg(now.date().dayOfWeek() % 7);
            const Deed deed = clockPart(dateItem(m_edition), date, *access);
            if (deed.verdict != WriteVerdict::Confirmed)
                return deed;
        }
        const QString time = m_scene.now().toString(QStringLiteral("HH:mm:ss"));
        Deed deed = clockPart(timeItem(m_edition), time, *access);
        // The clock as a whole decides: it went on between writing and reading.
        if (deed.verdict != WriteVerdict::Confirmed && deed.verdict != WriteVerdict::Differs)
            return deed;
        const Result<qint64> after = clockOffset();
        if (!after)
            return {WriteVerdict::NotReadable, {}, {}, {}};
        deed.offsetS = *after;
        deed.shown = m_scene.now().addSecs(*after).toString(momentFormat);
        deed.verdict = clockVerdict(*after);
        return deed;
    };
    return guarded(order, entry, act).map([&before](WriteOutcome outcome) {
        if (before)
            outcome.offsetBeforeS = *before;
        return outcome;
    });
}

// Meters take one a day; a second one would only look as if it had been of use.
Result<bool> WriteGuard::toldToday()
{
    const QDate today = m_scene.now().date();
    const MeterAddress meter{protocolOf(m_edition), addressText(m_meter)};
    bool told = false;
    return m_scene.audit
        .read([&](const WriteRecord &entry) {
            told = told
                || (entry.act == WriteOrder::Act::BroadcastTime && entry.step == WriteRecord::Step::Sending
                    && (entry.line == m_scene.line || entry.meter == meter)
                    && entry.at.toLocalTime().date() == today);
        })
        .map([&told](int) { return told; });
}

Result<WriteOutcome> WriteGuard::broadcastTime(const WriteOrder &order)
{
    const Result<qint64> before = clockOffset();
    if (!before)
        return tl::unexpected(before.error());
    if (qAbs(*before) > broadcastReachS)
        return blocked(
            order,
            {Error::Kind::Conflict,
             QStringLiteral("the clock is %1 s off; a broadcast corrects at most 300 s").arg(*before),
             QStringLiteral("clock_too_far")});
    const QDateTime now = m_scene.now();
    if (isNearMidnight(now.time()) || isNearMidnight(now.addSecs(*before).time()))
        return blocked(order, nearMidnight());
    const Result<bool> told = toldToday();
    if (!told)
        return tl::unexpected(told.error());
    if (*told)
        return blocked(order,
                       {Error::Kind::Conflict, QStringLiteral("this line was told the time today"),
                        QStringLiteral("clock_once_a_day")});
    WriteRecord entry = record(order, WriteRecord::Step::Sending);
    entry.before = now.addSecs(*before).toString(momentFormat);
    entry.value = now.toString(momentFormat);
    const auto act = [&]() -> Deed {
        if (const Done sent = dlt645::broadcastTime(m_io, m_scene.now(), m_timing); !sent)
            return deedOf(sent.error());
        const Result<qint64> after = clockOffset();
        if (!after)
            return {WriteVerdict::NotReadable, {}, {}, {}};
        return {clockVerdict(*after), m_scene.now().addSecs(*after).toString(momentFormat), *after, {}};
    };
    return guarded(order, entry, act).map([&before](WriteOutcome outcome) {
        outcome.offsetBeforeS = *before;
        return outcome;
    });
}

Result<WriteOutcome> WriteGuard::commandRelay(const WriteOrder &order)
{
    if (m_edition != Edition::Of2007)
        return failure(Error::Kind::Unsupported, QStringLiteral("meters of 1997 have no relay command"),
                       QStringLiteral("protocol"));
    const auto access = allowedAccess(order);
    if (!access)
        return access.error().kind == Error::Kind::Conflict ? blocked(order, access.error())
                                                            : tl::unexpected(access.error());
    const Result<std::optional<bool>> before = readRelayOpen(m_io, m_meter, m_timing);
    if (!before)
        return tl::unexpected(before.error());
    const Result<QDateTime> clock = meterClock();
    const QDateTime until = (clock ? *clock : m_scene.now()).addSecs(paced(relayValidS));
    WriteRecord entry = record(order, WriteRecord::Step::Sending);
    entry.before = stateText(*before);
    const bool wantsOpen = order.relay == WriteOrder::Relay::Open;
    return guarded(order, entry, [&]() -> Deed {
        const auto state
            = dlt645::commandRelay(m_io, m_meter, commandOf(order.relay), **access, until, m_timing);
        if (!state && state.error().kind == Error::Kind::Rejected)
            return deedOf(state.error());
        if (!state) {
            // The answer was lost: only a state that changed to what was wanted says that it has acted.
            const Result<std::optional<bool>> shown = readRelayOpen(m_io, m_meter, m_timing);
            const bool acted = shown && *shown && *before && **shown == wantsOpen && **before != wantsOpen;
            return acted ? Deed{WriteVerdict::Confirmed, stateText(*shown), {}, {}} : deedOf(state.error());
        }
        Deed deed{WriteVerdict::NotReadable, stateText(*state), {}, {}};
        if (*state && **state == wantsOpen)
            deed.verdict = WriteVerdict::Confirmed;
        else if (*state)
            deed.verdict = order.relay == WriteOrder::Relay::PermitClosing ? WriteVerdict::AwaitsButton
                                                                           : WriteVerdict::Differs;
        return deed;
    });
}

Result<WriteOutcome> WriteGuard::setAddress(const WriteOrder &order)
{
    const std::optional<QByteArray> next = addressFromText(order.newAddress);
    if (!next || isWildcard(*next) || addressText(*next) != order.newAddress)
        return failure(Error::Kind::Invalid, QStringLiteral("a new address has twelve digits"),
                       QStringLiteral("address"));
    if (*next == m_meter)
        return WriteOutcome{WriteVerdict::Confirmed, order.meter, false, order.newAddress,
                            order.newAddress,        {},          {}};
    WriteRecord entry = record(order, WriteRecord::Step::Sending);
    entry.before = addressText(m_meter);
    return guarded(order, entry, [&]() -> Deed {
        const Done written = dlt645::writeAddress(m_io, m_edition, *next, m_timing);
        return written ? Deed{WriteVerdict::Confirmed, order.newAddress, {}, {}} : deedOf(written.error());
    });
}

} // namespace pd::serial
