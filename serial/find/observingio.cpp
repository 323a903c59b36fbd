// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/find/observingio.h"

#include "serial/dlt645/frame.h"
#include "serial/dlt645/message.h"
#include "serial/modbus/frame.h"

namespace pd::serial {

namespace {

constexpr char wakeUp = char(0xFE);
constexpr char startMark = 0x68;
constexpr int secondMark = 7;
constexpr int controlAt = 8;

// Requests of DL/T 645 go out with their wake-up bytes, which are no unit of Modbus.
bool isDlt645(const QByteArray &request)
{
    return request.startsWith(wakeUp);
}

bool beginsAsAnswer(const QByteArray &request, const QByteArray &received)
{
    if (!isDlt645(request))
        return received.size() >= 2 && !request.isEmpty() && received[0] == request[0]
            && (quint8(received[1]) & ~modbus::exceptionBit) == quint8(request[1]);
    for (qsizetype at = received.indexOf(startMark); at >= 0; at = received.indexOf(startMark, at + 1)) {
        if (at + secondMark < received.size() && received[at + secondMark] == startMark)
            return true;
    }
    return false;
}

// Hands everything on, and keeps the bytes of the attempt.
class ObservedExchange final : public Exchange
{
public:
    explicit ObservedExchange(Exchange &inner)
        : m_inner(inner)
    {
    }

    QByteArray request() const override { return m_inner.request(); }
    QString requestText() const override { return m_inner.requestText(); }
    FrameMeaning requestMeaning() const override { return m_inner.requestMeaning(); }
    QByteArray requestForLog() const override { return m_inner.requestForLog(); }
    QByteArray signature() const override { return m_inner.signature(); }
    QList<Seen> takeSeen() override { return m_inner.takeSeen(); }
    qint64 strayFrames() const override { return m_inner.strayFrames(); }
    QString damage() const override { return m_inner.damage(); }
    QString damageWord() const override { return m_inner.damageWord(); }
    bool continues() const override { return m_inner.continues(); }
    bool expectsAnswer() const override { return m_inner.expectsAnswer(); }
    bool answersWithRequest() const override { return m_inner.answersWithRequest(); }

    void begin() override
    {
        close();
        m_received.clear();
        m_inner.setDescribed(isDescribed());
        m_inner.begin();
    }
    State feed(const QByteArray &bytes) override
    {
        m_received += bytes;
        return keep(m_inner.feed(bytes));
    }
    State finish() override { return keep(m_inner.finish()); }

    // The attempt is over.
    void close()
    {
        const bool damaged = m_state == State::Damaged || m_state == State::WrongChecksum;
        m_spoiledTails += damaged && beginsAsAnswer(request(), m_received);
        m_state = State::Waiting;
    }
    const QByteArray &received() const { return m_received; }
    qint64 spoiledTails() const { return m_spoiledTails; }

private:
    State keep(State state)
    {
        if (state != State::Waiting)
            m_state = state;
        return state;
    }

    Exchange &m_inner;
    QByteArray m_received;
    State m_state = State::Waiting;
    qint64 m_spoiledTails = 0;
};

} // namespace

bool isReadRequest(const QByteArray &request)
{
    if (!isDlt645(request)) {
        const quint8 function = request.size() > 1 ? quint8(request[1]) : 0;
        return function == quint8(modbus::Function::ReadHoldingRegisters)
            || function == quint8(modbus::Function::ReadInputRegisters);
    }
    const qsizetype at = request.indexOf(startMark);
    if (at < 0 || request.size() <= at + controlAt || request[at + secondMark] != startMark)
        return false;
    switch (quint8(request[at + controlAt])) {
    case quint8(dlt645::Function::Read):
    case quint8(dlt645::Function::ReadMore):
    case quint8(dlt645::Function::ReadAddress):
    case quint8(dlt645::Function1997::Read):
    case quint8(dlt645::Function1997::ReadMore): return true;
    default: return false;
    }
}

Done ObservingIo::exchange(Exchange &exchange, const LineTiming &timing)
{
    if (!isReadRequest(exchange.request()))
        return failure(Error::Kind::NotAllowed, QStringLiteral("searching and checking only read"),
                       QStringLiteral("only_reading"));
    ObservedExchange observed(exchange);
    const Done done = m_io.exchange(observed, timing);
    observed.close();
    m_received = observed.received();
    m_spoiledTails += observed.spoiledTails();
    return done;
}

} // namespace pd::serial
