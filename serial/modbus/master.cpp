// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/modbus/master.h"

#include "serial/modbus/message.h"

namespace pd::serial::modbus {

namespace {

constexpr int gapMs = 60; // USB adapters pass bytes on every 16 ms, busy machines later

bool isRead(quint8 function)
{
    return function >= quint8(Function::ReadCoils) && function <= quint8(Function::ReadInputRegisters);
}

// One request and its answer, told from all else by unit, function, and the count or the address that it
// repeats. An answer to 03 or 04 does not say which registers it has.
class FrameExchange final : public Exchange
{
public:
    explicit FrameExchange(const Frame &request)
        : m_request(request)
        , m_decoder(Direction::Answer)
    {
        m_decoder.expect({request.unit(), request.function(), expectedBytes()});
    }

    const Frame &answer() const { return m_answer; }

    QByteArray request() const override { return m_request.wire(); }
    QString requestText() const override { return summary(interpret(m_request, Direction::Request)); }
    FrameMeaning requestMeaning() const override
    {
        return meaningOf(interpret(m_request, Direction::Request));
    }
    QByteArray signature() const override
    {
        // Reads of as many registers answer alike wherever they begin.
        QByteArray bytes = m_request.wire().left(2);
        if (isRead(m_request.function()))
            bytes += char(expectedBytes());
        else
            bytes += m_request.payload().first(4).toByteArray();
        return "modbus" + bytes;
    }
    QList<Seen> takeSeen() override { return std::exchange(m_seen, {}); }
    qint64 strayFrames() const override { return m_strays; }
    QString damage() const override { return m_damage; }
    QString damageWord() const override { return m_damageWord; }
    bool expectsAnswer() const override { return m_request.unit() != broadcastUnit; }
    bool answersWithRequest() const override
    {
        return m_request.function() == quint8(Function::WriteRegister);
    }

    void begin() override
    {
        m_decoder.reset();
        m_strays = 0;
        m_noise = 0;
        m_told = false;
        m_damage.clear();
        m_damageWord.clear();
    }

    State feed(const QByteArray &bytes) override
    {
        const State state = take(m_decoder.feed(bytes));
        if (state != State::Waiting || m_told || !m_decoder.isSpoiled())
            return state;
        m_told = true;
        return takeFlaw(decodeAll(m_decoder.undecided(), Direction::Answer).constFirst());
    }

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
    int expectedBytes() const
    {
        const quint8 function = m_request.function();
        if (!isRead(function))
            return -1;
        const int count = quint8(m_request.payload()[2]) << 8 | quint8(m_request.payload()[3]);
        return function >= quint8(Function::ReadHoldingRegisters) ? 2 * count : (count + 7) / 8;
    }

    State take(const QList<Sighting> &sightings)
    {
        State state = State::Waiting;
        for (const Sighting &sighting : sightings) {
            const State one = sighting.flaw == Flaw::None ? takeFrame(sighting) : takeOnce(sighting);
            if (one != State::Waiting && state != State::Answered && state != State::Refused)
                state = one;
        }
        return state;
    }

    State takeFrame(const Sighting &sighting)
    {
        const Frame frame = sighting.frame();
        const bool ours = isOurs(frame);
        m_strays += !ours;
        QString text;
        FrameMeaning meaning;
        if (isDescribed()) {
            const Message message = interpret(frame, Direction::Answer);
            text = summary(message);
            meaning = meaningOf(message);
            meaning.stray = !ours;
            if (!ours)
                text += QStringLiteral(" (answers something else)");
        }
        m_seen.append({sighting.bytes, text, true, meaning});
        if (!ours)
            return State::Waiting;
        m_answer = frame;
        return frame.isException() ? State::Refused : State::Answered;
    }

    // What was told when its checksum proved wrong is not told again.
    State takeOnce(const Sighting &sighting)
    {
        return m_told && sighting.flaw == Flaw::Checksum ? State::Waiting : takeFlaw(sighting);
    }

    State takeFlaw(const Sighting &sighting)
    {
        m_seen.append({sighting.bytes, toWord(sighting.flaw) + QStringLiteral(": ") + sighting.detail, false,
                       flawMeaning(sighting.phrase)});
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
        if (frame.unit() != m_request.unit() || frame.plainFunction() != m_request.function())
            return false;
        if (frame.isException())
            return true;
        if (isRead(m_request.function()))
            return !frame.payload().isEmpty() && quint8(frame.payload()[0]) == expectedBytes();
        return frame.payload().size() == 4 && frame.payload() == m_request.payload().first(4);
    }

    const Frame m_request;
    Frame m_answer;
    StreamDecoder m_decoder;
    QList<Seen> m_seen;
    qint64 m_strays = 0;
    qsizetype m_noise = 0;
    bool m_told = false;
    QString m_damage;
    QString m_damageWord;
};

Result<Frame> exchanged(LineIo &io, const Frame &request, const LineTiming &timing)
{
    FrameExchange exchange(request);
    if (const Done done = io.exchange(exchange, timing); !done)
        return tl::unexpected(done.error());
    const Frame &answer = exchange.answer();
    if (request.unit() == broadcastUnit || !answer.isException())
        return answer;
    const QString word = interpret(answer, Direction::Answer).exceptionName;
    return failure(Error::Kind::Rejected, QStringLiteral("the meter refuses: ") + word, word);
}

tl::unexpected<Error> noUnit(int unit)
{
    return failure(Error::Kind::Invalid, QStringLiteral("no unit: %1").arg(unit), QStringLiteral("address"));
}

Done checkSingle(int unit, int address)
{
    if (unit < broadcastUnit || unit > highestUnit)
        return noUnit(unit);
    if (address < 0 || address > 0xFFFF)
        return failure(Error::Kind::Invalid, QStringLiteral("register %1 does not exist").arg(address),
                       QStringLiteral("register"));
    return {};
}

} // namespace

LineTiming timingFor(std::optional<int> silenceUs)
{
    LineTiming timing;
    timing.silenceUs = silenceUs.value_or(silenceByRate);
    timing.gapMs = gapMs;
    timing.settleMs = gapMs;
    return timing;
}

Result<RegisterAnswer> readRegisters(LineIo &io, int unit, Function function, int start, int count,
                                     const LineTiming &timing)
{
    if (unit == broadcastUnit)
        return noUnit(unit);
    const Result<Frame> request = readRequest(unit, function, start, count);
    if (!request)
        return tl::unexpected(request.error());
    return exchanged(io, *request, timing).map([&](const Frame &answer) {
        return RegisterAnswer{registersOf(answer.payload().sliced(1)), io.nowNs()};
    });
}

Done writeRegister(LineIo &io, int unit, int address, quint16 value, const LineTiming &timing)
{
    if (Done ok = checkSingle(unit, address); !ok)
        return ok;
    return exchanged(io, writeRegisterRequest(quint8(unit), quint16(address), value), timing)
        .map([](const Frame &) {});
}

Done writeRegisters(LineIo &io, int unit, int start, const QList<quint16> &values, const LineTiming &timing)
{
    const Result<Frame> request = writeRegistersRequest(unit, start, values);
    if (!request)
        return tl::unexpected(request.error());
    return exchanged(io, *request, timing).map([](const Frame &) {});
}

} // namespace pd::serial::modbus
