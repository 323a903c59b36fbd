// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/master.h"

#include "models/meter/quantity.h"
#include "serial/dlt645/frameexchange.h"

#include <QDateTime>

namespace pd::serial::dlt645 {

namespace {

constexpr int longestBlockFrames = 255;
constexpr ItemId addressItem = 0x04000401;
constexpr ItemId numberItem1997 = 0xC032;

// The next frame of a block by the edition of 2007: numbered, so that a repeated request is the same request.
Result<QByteArray> nextPart2007(LineIo &io, const Frame &last, ItemId item, int sequence, bool *more,
                                const LineTiming &timing)
{
    // With a wildcard the follow-up goes to the meter that answered.
    const Frame request = readMoreRequest(last.address, item, quint8(sequence));
    const Result<Frame> frame = exchanged(io, request, Edition::Of2007, timing);
    if (!frame)
        return tl::unexpected(frame.error());
    *more = frame->hasMore();
    return frame->data.mid(4, frame->data.size() - 5);
}

// By the edition of 1997 the meter counts. Asked twice it would go on twice, so what was lost is asked for
// with "re-read"; where that brings the part before, the request itself was lost.
Result<QByteArray> nextPart1997(LineIo &io, const Frame &last, ItemId item, const QByteArray &before,
                                bool *more, LineTiming timing)
{
    const int attempts = timing.retries;
    timing.retries = 0;
    const Frame request = readMoreRequest(last.address, item, 0, Edition::Of1997);
    const Frame again{last.address, quint8(Function1997::ReadAgain), {}};
    Result<Frame> frame = exchanged(io, request, Edition::Of1997, timing);
    for (int n = 0; n < attempts; ++n) {
        if (frame && frame->data.size() > 2 && frame->data.mid(2) != before)
            break;
        const bool lost = !frame
            && (frame.error().kind == Error::Kind::Timeout || frame.error().kind == Error::Kind::Protocol);
        if (!frame && !lost)
            break;
        frame = exchanged(io, frame ? request : again, Edition::Of1997, timing);
    }
    if (!frame)
        return tl::unexpected(frame.error());
    *more = frame->hasMore();
    return frame->data.mid(2);
}

// Date and time are two items: between the two readings midnight may come.
Result<Reading> readClock(LineIo &io, Edition edition, const QByteArray &address, const LineTiming &timing)
{
    Result<ItemAnswer> date = readItem(io, edition, address, dateItem(edition), timing);
    if (!date)
        return tl::unexpected(date.error());
    const Result<ItemAnswer> time = readItem(io, edition, address, timeItem(edition), timing);
    if (!time)
        return tl::unexpected(time.error());
    if (toReading(*time).value.startsWith(QLatin1String("00:00"))) {
        date = readItem(io, edition, address, dateItem(edition), timing);
        if (!date)
            return tl::unexpected(date.error());
    }
    Reading reading = toReading(*time);
    reading.raw = date->data + time->data;
    const Reading day = toReading(*date);
    reading.item
        = itemText(dateItem(edition), edition) + QLatin1Char('+') + itemText(timeItem(edition), edition);
    reading.quantity = QStringLiteral("clock");
    if (day.quality != Reading::Quality::Good)
        reading.quality = day.quality;
    reading.value = day.value.left(10) + QLatin1Char(' ') + reading.value;
    const bool isMoment
        = QDateTime::fromString(reading.value, QStringLiteral("yyyy-MM-dd HH:mm:ss")).isValid();
    if (reading.quality == Reading::Quality::Good && !isMoment)
        reading.quality = Reading::Quality::Unreadable; // the clock has lost its time
    if (reading.quality != Reading::Quality::Good)
        reading.value.clear();
    return reading;
}

Error namingSeveral(Error error)
{
    if (error.kind == Error::Kind::Protocol)
        error.detail += QStringLiteral("; more than one meter may have answered");
    return error;
}

bool isWildcard(const QByteArray &address)
{
    return address.contains(char(0xAA)) || address == broadcastAddress;
}

// Some meters answer with the wildcard itself: then their number must serve.
Result<QByteArray> addressOutOf(const ItemAnswer &answer)
{
    if (!isWildcard(answer.address))
        return answer.address;
    if (answer.data.size() != addressBytes || isWildcard(answer.data))
        return failure(Error::Kind::Protocol,
                       QStringLiteral("the meter tells no address: ")
                           + QString::fromLatin1(hexText(answer.data)),
                       QStringLiteral("address"));
    return answer.data;
}

Result<QByteArray> readAddress2007(LineIo &io, const LineTiming &timing, const QByteArray &asked)
{
    if (asked != wildcardAddress) {
        const Result<ItemAnswer> answer = readItem(io, Edition::Of2007, asked, addressItem, timing);
        return answer ? addressOutOf(*answer) : tl::unexpected(namingSeveral(answer.error()));
    }
    const Result<Frame> frame = exchanged(io, readAddressRequest(), Edition::Of2007, timing);
    if (!frame)
        return tl::unexpected(namingSeveral(frame.error()));
    if (frame->data.size() != addressBytes)
        return failure(Error::Kind::Protocol,
                       QStringLiteral("an address of %1 bytes").arg(frame->data.size()),
                       QStringLiteral("length"));
    return frame->data;
}

// Of an item that is one number: its decimals are the scaling.
QString factorOf(const ItemAnswer &answer)
{
    const std::optional<Item> item = dictionaryItem(answer.edition, answer.item);
    if (!item || item->parts.size() != 1 || answer.values.size() != 1 || !item->head.isEmpty())
        return {};
    const Format &format = item->parts.first().format;
    if (format.kind != Format::Kind::Number && format.kind != Format::Kind::Signed)
        return {};
    return format.decimals == 0
        ? QStringLiteral("1")
        : QStringLiteral("0.") + QString(format.decimals - 1, QLatin1Char('0')) + QLatin1Char('1');
}

} // namespace

Result<ItemAnswer> readItem(LineIo &io, Edition edition, const QByteArray &address, ItemId item,
                            const LineTiming &timing)
{
    const Result<Frame> frame = exchanged(io, readRequest(address, item, edition), edition, timing);
    if (!frame)
        return tl::unexpected(frame.error());
    QByteArray part = frame->data.mid(identifierBytes(edition));
    ItemAnswer answer{item, part, {}, io.nowNs(), frame->address, edition};
    bool more = frame->hasMore();
    for (int sequence = 1; more; ++sequence) {
        if (sequence > longestBlockFrames)
            return failure(Error::Kind::Protocol, QStringLiteral("follow-up frames without end"),
                           QStringLiteral("length"));
        const Result<QByteArray> next = edition == Edition::Of2007
            ? nextPart2007(io, *frame, item, sequence, &more, timing)
            : nextPart1997(io, *frame, item, part, &more, timing);
        if (!next)
            return tl::unexpected(next.error());
        part = *next;
        answer.data += part;
        answer.steadyNs = io.nowNs();
    }
    if (const std::optional<Item> known = dictionaryItem(edition, item))
        answer.values = decodeItem(*known, answer.data);
    return answer;
}

Result<QByteArray> readAddress(LineIo &io, Edition edition, const LineTiming &timing, const QByteArray &asked)
{
    if (edition == Edition::Of2007)
        return readAddress2007(io, timing, asked);
    Result<ItemAnswer> answer = readItem(io, edition, asked, numberItem1997, timing);
    if (!answer && answer.error().kind == Error::Kind::Timeout && asked == wildcardAddress)
        answer = readItem(io, edition, broadcastAddress, numberItem1997, timing);
    return answer ? addressOutOf(*answer) : tl::unexpected(namingSeveral(answer.error()));
}

Result<Wanted> wantedFromText(const QString &text, Edition edition)
{
    if (text == QLatin1String("clock"))
        return Wanted{text, {dateItem(edition), timeItem(edition)}};
    if (const std::optional<ItemId> item = itemForQuantity(edition, text))
        return Wanted{text, {*item}};
    if (const std::optional<ItemId> item = itemFromText(text, edition))
        return Wanted{quantityOf(edition, *item), {*item}};
    if (isQuantity(text))
        return failure(Error::Kind::Unsupported,
                       QStringLiteral("%1 has no %2").arg(toWord(protocolOf(edition)), text),
                       QStringLiteral("no_such_quantity"));
    return failure(Error::Kind::Invalid, QStringLiteral("neither an identifier nor a quantity: ") + text,
                   QStringLiteral("unknown_item"));
}

Result<Reading> readWanted(LineIo &io, Edition edition, const QByteArray &address, const Wanted &wanted,
                           const LineTiming &timing)
{
    if (wanted.items.size() == 2)
        return readClock(io, edition, address, timing);
    return readItem(io, edition, address, wanted.items.first(), timing).map(toReading);
}

Reading toReading(const ItemAnswer &answer)
{
    Reading reading;
    reading.item = itemText(answer.item, answer.edition);
    reading.quantity = quantityOf(answer.edition, answer.item);
    reading.steadyNs = answer.steadyNs;
    reading.quality = answer.values.isEmpty() ? Reading::Quality::Unreadable : answer.values.first().quality;
    reading.unit = answer.values.isEmpty() ? QString() : answer.values.first().unit;
    reading.raw = answer.data;
    reading.factor = factorOf(answer);
    QStringList texts;
    for (const Value &value : answer.values) {
        texts.append(value.quality == Reading::Quality::Good ? value.text : QStringLiteral("-"));
        if (value.quality == Reading::Quality::Unreadable)
            reading.quality = value.quality;
    }
    if (reading.quality == Reading::Quality::Good)
        reading.value = texts.join(QLatin1Char(' '));
    return reading;
}

} // namespace pd::serial::dlt645
