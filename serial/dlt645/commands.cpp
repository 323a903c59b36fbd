// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/commands.h"

#include "serial/dlt645/frameexchange.h"

namespace pd::serial::dlt645 {

namespace {

constexpr int closeEnoughS = 5; // between writing a clock and reading it back
constexpr int passwordItem = 0x04000C01; // of level 0; the others follow

LineTiming onceOnly(LineTiming timing)
{
    timing.retries = 0;
    return timing;
}

bool isLost(const Error &error)
{
    return error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Protocol;
}

Error unconfirmed(Error error)
{
    error.reason = QStringLiteral("unconfirmed");
    error.detail += QStringLiteral("; it is not known whether the meter has acted");
    return error;
}

QByteArray bcd(quint32 number, int bytes)
{
    QByteArray data = QByteArray::fromHex(QByteArray::number(number).rightJustified(2 * bytes, '0'));
    std::reverse(data.begin(), data.end());
    return data;
}

QByteArray operatorBytes(const Access &access)
{
    return bcd(access.operatorCode % 100'000'000, 4);
}

// ss mm hh DD MM YY
QByteArray momentBytes(const QDateTime &time)
{
    const QDate day = time.date();
    QByteArray bytes;
    for (const int part : {time.time().second(), time.time().minute(), time.time().hour(), day.day(),
                           day.month(), day.year() % 100})
        bytes.append(bcd(quint32(part), 1));
    return bytes;
}

Result<QByteArray> onlyMeter(LineIo &io, Edition edition, const QByteArray &asked, const LineTiming &timing)
{
    if (!asked.contains(char(0xAA)) && asked != broadcastAddress)
        return asked;
    const QByteArray question = asked == broadcastAddress ? wildcardAddress : asked;
    const Result<QByteArray> own = readAddress(io, edition, timing, question);
    if (!own && own.error().kind == Error::Kind::Protocol)
        return failure(Error::Kind::Conflict, own.error().detail, QStringLiteral("more_than_one_meter"));
    return own;
}

// Sends once; the error of a lost answer says that nothing is known.
Done commanded(LineIo &io, const Frame &request, Edition edition, const LineTiming &timing)
{
    const Result<Frame> answer = exchanged(io, request, edition, onceOnly(timing));
    if (answer)
        return {};
    return tl::unexpected(isLost(answer.error()) ? unconfirmed(answer.error()) : answer.error());
}

Frame writeRequest(Edition edition, const QByteArray &address, ItemId item, const QByteArray &data,
                   const std::optional<Access> &access)
{
    QByteArray content = itemBytes(item, edition);
    if (access)
        content += access->password.wire();
    if (edition == Edition::Of2007)
        content += access ? operatorBytes(*access) : QByteArray();
    const auto function = edition == Edition::Of2007 ? quint8(Function::Write) : quint8(Function1997::Write);
    return {address, function, content + data};
}

Result<QByteArray> dataToWrite(Edition edition, ItemId id, const QStringList &texts)
{
    const std::optional<Item> item = dictionaryItem(edition, id);
    if (!item)
        return failure(Error::Kind::Invalid, QStringLiteral("no such item: ") + itemText(id, edition),
                       QStringLiteral("unknown_item"));
    if (item->access == Item::Access::Read)
        return failure(Error::Kind::Invalid, itemText(id, edition) + QStringLiteral(" can only be read"),
                       QStringLiteral("read_only"));
    constexpr int longestWrite = 50;
    Result<QByteArray> data = encodeItem(*item, texts);
    if (data && data->size() > longestWrite)
        return failure(Error::Kind::Invalid, QStringLiteral("more than one frame can write"),
                       QStringLiteral("value"));
    return data;
}

// A clock goes on between writing and reading.
bool showsWritten(Edition edition, const ItemAnswer &shown, const QByteArray &written)
{
    if (shown.item != timeItem(edition) || shown.values.isEmpty())
        return shown.data == written;
    const auto time = [](const QString &text) { return QTime::fromString(text, QStringLiteral("HH:mm:ss")); };
    const Value wanted = decodeValue({Format::Kind::Time, 3, 0}, written);
    const int passed = time(wanted.text).secsTo(time(shown.values.first().text));
    return passed >= -1 && passed <= closeEnoughS;
}

// What became of a write: `lost` where its answer did not come.
Result<ItemAnswer> confirmed(LineIo &io, const ItemAnswer &written, const std::optional<Error> &lost,
                             const LineTiming &timing)
{
    const std::optional<Item> item = dictionaryItem(written.edition, written.item);
    if (item->access == Item::Access::Write)
        return lost ? Result<ItemAnswer>(tl::unexpected(unconfirmed(*lost))) : written;
    const Result<ItemAnswer> shown = readItem(io, written.edition, written.address, written.item, timing);
    if (!shown)
        return tl::unexpected(unconfirmed(lost ? *lost : shown.error()));
    if (showsWritten(written.edition, *shown, written.data))
        return shown;
    if (!lost)
        return failure(Error::Kind::Conflict, QStringLiteral("the meter accepted and shows something else"),
                       QStringLiteral("read_back_differs"));
    Error error = *lost;
    error.detail += QStringLiteral("; the meter still shows another value");
    error.reason = QStringLiteral("not_written");
    return tl::unexpected(error);
}

QByteArray freezeBytes(const FreezeMoment &moment)
{
    constexpr int any = 99;
    const auto from = [&](FreezeMoment::Repeat repeat, int value) {
        return bcd(quint32(moment.repeat >= repeat ? value : any), 1);
    };
    using Repeat = FreezeMoment::Repeat;
    return from(Repeat::Hourly, moment.minute) + from(Repeat::Daily, moment.hour)
        + from(Repeat::Monthly, moment.day) + bcd(any, 1);
}

} // namespace

Result<ItemAnswer> writeItem(LineIo &io, Edition edition, const QByteArray &address, ItemId item,
                             const QStringList &texts, const std::optional<Access> &access,
                             const LineTiming &timing)
{
    const Result<QByteArray> data = dataToWrite(edition, item, texts);
    if (!data)
        return tl::unexpected(data.error());
    if (!access && edition == Edition::Of2007)
        return failure(Error::Kind::Invalid, QStringLiteral("writing needs a password"),
                       QStringLiteral("password"));
    const Result<QByteArray> meter = onlyMeter(io, edition, address, timing);
    if (!meter)
        return tl::unexpected(meter.error());
    const Frame request = writeRequest(edition, *meter, item, *data, access);
    const Result<Frame> answer = exchanged(io, request, edition, onceOnly(timing));
    if (!answer && !isLost(answer.error()))
        return tl::unexpected(answer.error());
    const ItemAnswer written{item, *data, {}, io.nowNs(), *meter, edition};
    return confirmed(io, written, answer ? std::nullopt : std::optional(answer.error()), timing);
}

Result<qint64> writeClock(LineIo &io, Edition edition, const QByteArray &address,
                          const std::function<QDateTime()> &now, const std::optional<Access> &access,
                          const LineTiming &timing)
{
    const Result<QByteArray> meter = onlyMeter(io, edition, address, timing);
    if (!meter)
        return tl::unexpected(meter.error());
    const QDateTime begin = now();
    const QString date = QStringLiteral("%1 W0%2")
                             .arg(begin.toString(QStringLiteral("yyyy-MM-dd")))
                             .arg(begin.date().dayOfWeek() % 7);
    if (const auto done = writeItem(io, edition, *meter, dateItem(edition), {date}, access, timing); !done)
        return tl::unexpected(done.error());
    const QString time = now().toString(QStringLiteral("HH:mm:ss"));
    if (const auto done = writeItem(io, edition, *meter, timeItem(edition), {time}, access, timing); !done)
        return tl::unexpected(done.error());
    const Wanted clock{QStringLiteral("clock"), {dateItem(edition), timeItem(edition)}};
    const Result<Reading> shown = readWanted(io, edition, *meter, clock, timing);
    if (!shown)
        return tl::unexpected(shown.error());
    QDateTime meterTime = QDateTime::fromString(shown->value, QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    const QDateTime end = now();
    meterTime.setTimeSpec(end.timeSpec());
    if (!meterTime.isValid())
        return failure(Error::Kind::Conflict, QStringLiteral("the meter's clock shows no time"),
                       QStringLiteral("read_back_differs"));
    return end.secsTo(meterTime);
}

Done broadcastTime(LineIo &io, const QDateTime &time, const LineTiming &timing, const QByteArray &address)
{
    const Frame request{address, quint8(Function::BroadcastTime), momentBytes(time)};
    FrameExchange exchange(request, Edition::Of2007, FrameExchange::Answer::None);
    LineTiming silence = onceOnly(timing);
    silence.answerMs = silence.settleMs;
    silence.gapMs = silence.settleMs;
    return io.exchange(exchange, silence);
}

Done writeAddress(LineIo &io, Edition edition, const QByteArray &address, const LineTiming &timing)
{
    const Result<QByteArray> old = onlyMeter(io, edition, wildcardAddress, timing);
    if (!old)
        return tl::unexpected(old.error());
    const Frame request = edition == Edition::Of2007
        ? Frame{wildcardAddress, quint8(Function::WriteAddress), address}
        : Frame{*old, quint8(Function1997::WriteAddress), address};
    // The answer may come from either address, the old or the new one: reading decides.
    const Result<Frame> answer = exchanged(io, request, edition, onceOnly(timing));
    if (!answer && !isLost(answer.error()))
        return tl::unexpected(answer.error());
    const Result<QByteArray> now = readAddress(io, edition, timing);
    if (!now)
        return tl::unexpected(unconfirmed(now.error()));
    if (*now == address)
        return {};
    return failure(Error::Kind::Conflict,
                   QStringLiteral("the meter still has the address ") + addressText(*now),
                   answer ? QStringLiteral("read_back_differs") : QStringLiteral("not_written"));
}

Done freeze(LineIo &io, const QByteArray &address, const FreezeMoment &moment, const LineTiming &timing)
{
    const Frame request{address, quint8(Function::Freeze), freezeBytes(moment)};
    if (address != broadcastAddress)
        return commanded(io, request, Edition::Of2007, timing);
    FrameExchange exchange(request, Edition::Of2007, FrameExchange::Answer::None);
    LineTiming silence = onceOnly(timing);
    silence.answerMs = silence.settleMs;
    return io.exchange(exchange, silence);
}

Done changeBaud(LineIo &io, Edition edition, const QByteArray &address, int baud, const LineTiming &timing)
{
    const Result<QByteArray> word = encodeValue({Format::Kind::Baud, 1, 0}, QString::number(baud));
    if (!word)
        return failure(Error::Kind::Invalid, QStringLiteral("no rate that a meter has: %1").arg(baud),
                       QStringLiteral("baud"));
    const Result<QByteArray> meter = onlyMeter(io, edition, address, timing);
    if (!meter)
        return tl::unexpected(meter.error());
    const auto function
        = edition == Edition::Of2007 ? quint8(Function::ChangeBaud) : quint8(Function1997::ChangeBaud);
    return commanded(io, {*meter, function, *word}, edition, timing);
}

Done changePassword(LineIo &io, Edition edition, const QByteArray &address, const Password &now,
                    const Password &next, const LineTiming &timing)
{
    const Result<QByteArray> meter = onlyMeter(io, edition, address, timing);
    if (!meter)
        return tl::unexpected(meter.error());
    const QByteArray both = now.wire() + next.wire();
    if (edition == Edition::Of1997)
        return commanded(io, {*meter, quint8(Function1997::ChangePassword), both}, edition, timing);
    const QByteArray item = itemBytes(ItemId(passwordItem + next.level()));
    return commanded(io, {*meter, quint8(Function::ChangePassword), item + both}, edition, timing);
}

Result<std::optional<bool>> commandRelay(LineIo &io, const QByteArray &address, RelayCommand command,
                                         const Access &access, const QDateTime &until,
                                         const LineTiming &timing)
{
    const Result<QByteArray> meter = onlyMeter(io, Edition::Of2007, address, timing);
    if (!meter)
        return tl::unexpected(meter.error());
    const QByteArray content
        = access.password.wire() + operatorBytes(access) + char(command) + '\0' + momentBytes(until);
    if (const Done done = commanded(io, {*meter, quint8(Function::Relay), content}, Edition::Of2007, timing);
        !done)
        return tl::unexpected(done.error());
    return readRelayOpen(io, *meter, timing);
}

Result<std::optional<bool>> readRelayOpen(LineIo &io, const QByteArray &address, const LineTiming &timing)
{
    const Result<ItemAnswer> status = readItem(io, Edition::Of2007, address, relayStatusItem, timing);
    if (!status && status.error().kind == Error::Kind::Rejected)
        return std::optional<bool>();
    if (!status)
        return tl::unexpected(status.error());
    if (status->data.size() != 2)
        return std::optional<bool>();
    return std::optional<bool>((quint8(status->data[0]) & relayOpenBit) != 0);
}

Done selectOutput(LineIo &io, const QByteArray &address, Output output, const LineTiming &timing)
{
    const Result<QByteArray> meter = onlyMeter(io, Edition::Of2007, address, timing);
    if (!meter)
        return tl::unexpected(meter.error());
    return commanded(io, {*meter, quint8(Function::Output), QByteArray(1, char(output))}, Edition::Of2007,
                     timing);
}

} // namespace pd::serial::dlt645
