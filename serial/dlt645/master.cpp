// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/master.h"

#include <QDateTime>

namespace pd::serial::dlt645 {

namespace {

constexpr int longestBlockFrames = 255;

// One request and its answer, told from all else by address, function, identifier and sequence number.
class FrameExchange final : public Exchange
{
public:
    explicit FrameExchange(const Frame &request)
        : m_request(request)
    {
    }

    const Frame &answer() const { return m_answer; }

    QByteArray request() const override { return encode(m_request); }
    QString requestText() const override { return summary(interpret(m_request)); }
    QByteArray signature() const override { return encode(m_request, 0); }
    bool continues() const override { return Function(m_request.function()) == Function::ReadMore; }
    QList<Seen> takeSeen() override { return std::exchange(m_seen, {}); }
    qint64 strayFrames() const override { return m_strays; }
    QString damage() const override { return m_damage; }
    QString damageWord() const override { return m_damageWord; }

    void begin() override
    {
        m_decoder = StreamDecoder();
        m_strays = 0;
        m_noise = 0;
        m_damage.clear();
        m_damageWord.clear();
    }

    State feed(const QByteArray &bytes) override { return take(m_decoder.feed(bytes)); }

    State finish() override
    {
        const State state = take(m_decoder.finish());
        if (state != State::Waiting || m_noise == 0 || m_strays > 0)
            return state;
        m_damage = QStringLiteral("%1 bytes without any frame").arg(m_noise);
        m_damageWord = toWord(Flaw::Noise);
        return State::Damaged;
    }

private:
    State take(const QList<Sighting> &sightings)
    {
        State state = State::Waiting;
        for (const Sighting &sighting : sightings) {
            const State one = sighting.flaw == Flaw::None ? takeFrame(sighting) : takeFlaw(sighting);
            if (one != State::Waiting && state != State::Answered && state != State::Refused)
                state = one;
        }
        return state;
    }

    State takeFrame(const Sighting &sighting)
    {
        const Frame &frame = sighting.frame;
        QString text = summary(interpret(frame));
        const bool ours = isOurs(frame);
        if (!ours && frame.isAnswer()) {
            ++m_strays;
            text += QStringLiteral(" (answers something else)");
        }
        m_seen.append({sighting.bytes, text, true});
        if (!ours)
            return State::Waiting;
        m_answer = frame;
        return frame.isError() ? State::Refused : State::Answered;
    }

    State takeFlaw(const Sighting &sighting)
    {
        m_seen.append(
            {sighting.bytes, toWord(sighting.flaw) + QStringLiteral(": ") + sighting.detail, false});
        if (sighting.flaw == Flaw::Noise) {
            m_noise += sighting.bytes.size();
            return State::Waiting;
        }
        m_damage = sighting.detail;
        m_damageWord = toWord(sighting.flaw);
        return sighting.flaw == Flaw::Checksum ? State::WrongChecksum : State::Damaged;
    }

    bool isOurs(const Frame &frame) const
    {
        if (!frame.isAnswer() || frame.function() != m_request.function()
            || !answers(m_request.address, frame.address))
            return false;
        if (frame.isError())
            return true;
        switch (Function(frame.function())) {
        case Function::Read: return frame.data.startsWith(m_request.data.left(4));
        case Function::ReadMore:
            return frame.data.size() >= 5 && frame.data.startsWith(m_request.data.left(4))
                && frame.data.back() == m_request.data.back();
        default: return true;
        }
    }

    const Frame m_request;
    Frame m_answer;
    StreamDecoder m_decoder;
    QList<Seen> m_seen;
    qint64 m_strays = 0;
    qsizetype m_noise = 0;
    QString m_damage;
    QString m_damageWord;
};

Result<Frame> exchanged(LineIo &io, const Frame &request, const LineTiming &timing)
{
    FrameExchange exchange(request);
    if (const Done done = io.exchange(exchange, timing); !done)
        return tl::unexpected(done.error());
    const Frame &answer = exchange.answer();
    if (!answer.isError())
        return answer;
    const QStringList bits = interpret(answer).errors;
    return failure(Error::Kind::Rejected,
                   QStringLiteral("the meter refuses: ") + bits.join(QStringLiteral(", ")),
                   bits.isEmpty() ? QStringLiteral("other") : bits.first());
}

// Date and time are two items: between the two readings midnight may come.
Result<Reading> readClock(LineIo &io, const QByteArray &address, const LineTiming &timing)
{
    constexpr ItemId dateItem = 0x04000101;
    constexpr ItemId timeItem = 0x04000102;
    Result<ItemAnswer> date = readItem(io, address, dateItem, timing);
    if (!date)
        return tl::unexpected(date.error());
    const Result<ItemAnswer> time = readItem(io, address, timeItem, timing);
    if (!time)
        return tl::unexpected(time.error());
    if (toReading(*time).value.startsWith(QLatin1String("00:00"))) {
        date = readItem(io, address, dateItem, timing);
        if (!date)
            return tl::unexpected(date.error());
    }
    Reading reading = toReading(*time);
    const Reading day = toReading(*date);
    reading.item = itemText(dateItem) + QLatin1Char('+') + itemText(timeItem);
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

} // namespace

Result<ItemAnswer> readItem(LineIo &io, const QByteArray &address, ItemId item, const LineTiming &timing)
{
    Result<Frame> frame = exchanged(io, readRequest(address, item), timing);
    if (!frame)
        return tl::unexpected(frame.error());
    ItemAnswer answer{item, frame->data.mid(4), {}, io.nowNs()};
    for (int sequence = 1; frame->hasMore(); ++sequence) {
        if (sequence > longestBlockFrames)
            return failure(Error::Kind::Protocol, QStringLiteral("follow-up frames without end"),
                           QStringLiteral("length"));
        // With a wildcard the follow-up goes to the meter that answered.
        frame = exchanged(io, readMoreRequest(frame->address, item, quint8(sequence)), timing);
        if (!frame)
            return tl::unexpected(frame.error());
        answer.data += frame->data.mid(4, frame->data.size() - 5);
        answer.steadyNs = io.nowNs();
    }
    if (const std::optional<Item> known = item2007(item))
        answer.values = decodeItem(*known, answer.data);
    return answer;
}

Result<QString> readAddress(LineIo &io, const LineTiming &timing)
{
    const Result<Frame> frame = exchanged(io, readAddressRequest(), timing);
    if (!frame) {
        Error error = frame.error();
        if (error.kind == Error::Kind::Protocol)
            error.detail += QStringLiteral("; more than one meter may have answered");
        return tl::unexpected(error);
    }
    if (frame->data.size() != addressBytes)
        return failure(Error::Kind::Protocol,
                       QStringLiteral("an address of %1 bytes").arg(frame->data.size()),
                       QStringLiteral("length"));
    return addressText(frame->data);
}

Result<Wanted> wantedFromText(const QString &text)
{
    if (text == QLatin1String("clock"))
        return Wanted{text, {0x04000101, 0x04000102}};
    if (const std::optional<ItemId> item = itemForQuantity(text))
        return Wanted{text, {*item}};
    if (const std::optional<ItemId> item = itemFromText(text))
        return Wanted{quantityOf(*item), {*item}};
    return failure(Error::Kind::Invalid, QStringLiteral("neither an identifier nor a quantity: ") + text,
                   QStringLiteral("unknown_item"));
}

Result<Reading> readWanted(LineIo &io, const QByteArray &address, const Wanted &wanted,
                           const LineTiming &timing)
{
    if (wanted.items.size() == 2)
        return readClock(io, address, timing);
    return readItem(io, address, wanted.items.first(), timing).map(toReading);
}

Reading toReading(const ItemAnswer &answer)
{
    Reading reading;
    reading.item = itemText(answer.item);
    reading.quantity = quantityOf(answer.item);
    reading.steadyNs = answer.steadyNs;
    reading.quality = answer.values.isEmpty() ? Reading::Quality::Unreadable : answer.values.first().quality;
    reading.unit = answer.values.isEmpty() ? QString() : answer.values.first().unit;
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
