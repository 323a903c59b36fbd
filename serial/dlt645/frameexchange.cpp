// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/frameexchange.h"

namespace pd::serial::dlt645 {

FrameExchange::FrameExchange(const Frame &request, Edition edition, Answer answer)
    : m_request(request)
    , m_edition(edition)
    , m_expected(answer)
{
}

QByteArray FrameExchange::request() const
{
    return encode(m_request);
}

QByteArray FrameExchange::requestForLog() const
{
    return encode(concealed(m_request, m_edition));
}

QString FrameExchange::requestText() const
{
    return summary(interpret(m_request, m_edition));
}

FrameMeaning FrameExchange::requestMeaning() const
{
    return meaningOf(interpret(m_request, m_edition));
}

QByteArray FrameExchange::signature() const
{
    return encode(concealed(m_request, m_edition), 0);
}

bool FrameExchange::continues() const
{
    const quint8 function = m_request.function();
    if (m_edition == Edition::Of2007)
        return function == quint8(Function::ReadMore);
    return function == quint8(Function1997::ReadMore) || function == quint8(Function1997::ReadAgain);
}

void FrameExchange::begin()
{
    m_decoder = StreamDecoder();
    m_strays = 0;
    m_noise = 0;
    m_damage.clear();
    m_damageWord.clear();
}

Exchange::State FrameExchange::feed(const QByteArray &bytes)
{
    return take(m_decoder.feed(bytes));
}

Exchange::State FrameExchange::finish()
{
    const State state = take(m_decoder.finish());
    if (m_expected == Answer::None)
        return State::Answered;
    if (state != State::Waiting || m_noise == 0 || m_strays > 0)
        return state;
    m_damage = QStringLiteral("%1 bytes without any frame").arg(m_noise);
    m_damageWord = toWord(Flaw::Noise);
    return State::Damaged;
}

Exchange::State FrameExchange::take(const QList<Sighting> &sightings)
{
    State state = State::Waiting;
    for (const Sighting &sighting : sightings) {
        const State one = sighting.flaw == Flaw::None ? takeFrame(sighting) : takeFlaw(sighting);
        if (one != State::Waiting && state != State::Answered && state != State::Refused)
            state = one;
    }
    return m_expected == Answer::None ? State::Waiting : state;
}

Exchange::State FrameExchange::takeFrame(const Sighting &sighting)
{
    const Frame &frame = sighting.frame;
    const bool ours = isOurs(frame);
    const Edition edition = ours ? m_edition : likelyEdition(frame);
    const Message message = interpret(frame, edition);
    QString text = summary(message);
    FrameMeaning meaning = meaningOf(message);
    if (!ours && frame.isAnswer()) {
        ++m_strays;
        meaning.stray = true;
        text += QStringLiteral(" (answers something else)");
    }
    // Another master's request, or our own echo, may carry a password.
    const Frame shown = concealed(frame, edition);
    m_seen.append({shown == frame ? sighting.bytes : encode(shown, 0), text, true, meaning});
    if (!ours)
        return State::Waiting;
    m_answer = frame;
    return frame.isError() ? State::Refused : State::Answered;
}

Exchange::State FrameExchange::takeFlaw(const Sighting &sighting)
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

bool FrameExchange::isOurs(const Frame &frame) const
{
    if (m_expected == Answer::None || !frame.isAnswer() || frame.function() != m_request.function()
        || !answers(m_request.address, frame.address))
        return false;
    return frame.isError() || carriesOurItem(frame);
}

bool FrameExchange::carriesOurItem(const Frame &frame) const
{
    const int width = identifierBytes(m_edition);
    const bool same = frame.data.size() >= width && frame.data.startsWith(m_request.data.left(width));
    if (m_edition == Edition::Of1997) {
        const auto function = Function1997(frame.function());
        return (function != Function1997::Read && function != Function1997::ReadMore) || same;
    }
    switch (Function(frame.function())) {
    case Function::Read: return same;
    case Function::ReadMore:
        return same && frame.data.size() > width && frame.data.back() == m_request.data.back();
    default: return true;
    }
}

Result<Frame> exchanged(LineIo &io, const Frame &request, Edition edition, const LineTiming &timing)
{
    FrameExchange exchange(request, edition);
    if (const Done done = io.exchange(exchange, timing); !done)
        return tl::unexpected(done.error());
    const Frame &answer = exchange.answer();
    if (!answer.isError())
        return answer;
    const QStringList bits = interpret(answer, edition).errors;
    // Whatever else is wrong: a refused password is not to be sent again.
    const QString password = QStringLiteral("unauthorised");
    if (bits.contains(password))
        return failure(Error::Kind::Rejected,
                       QStringLiteral("the meter refuses: ") + bits.join(QStringLiteral(", ")), password);
    return failure(Error::Kind::Rejected,
                   QStringLiteral("the meter refuses: ") + bits.join(QStringLiteral(", ")),
                   bits.isEmpty() ? QStringLiteral("other") : bits.first());
}

} // namespace pd::serial::dlt645
