// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/guard/aloneproof.h"

#include "serial/dlt645/master.h"

namespace pd::serial {

namespace {

constexpr int latestAnswerMs = 500; // Td of the standard
constexpr dlt645::ItemId energy2007 = 0x00010000;
constexpr dlt645::ItemId energy1997 = 0x9010;

// Anything at all: after the answer of the only meter the line is silent.
class Ear final : public Listener
{
public:
    QList<Seen> hear(const QByteArray &bytes) override
    {
        m_heard += bytes;
        return {};
    }
    bool hasEnough() const override { return !m_heard.isEmpty(); }

private:
    QByteArray m_heard;
};

tl::unexpected<Error> several(const QString &detail)
{
    return failure(Error::Kind::Conflict, detail, QStringLiteral("more_than_one_meter"));
}

Done stillAlone(LineIo &io, const LineTiming &timing)
{
    Ear ear;
    if (Done done = io.listen(ear, latestAnswerMs, timing.gapMs); !done)
        return done;
    if (ear.hasEnough())
        return several(QStringLiteral("something followed the answer"));
    return {};
}

template <typename T>
Result<T> orSeveral(Result<T> answer)
{
    if (!answer && answer.error().kind == Error::Kind::Protocol)
        return several(answer.error().detail);
    return answer;
}

} // namespace

bool isWildcard(const QByteArray &address)
{
    return address.contains(char(0xAA)) || address == dlt645::broadcastAddress;
}

Result<QByteArray> onlyMeterThatAnswers(LineIo &io, dlt645::Edition edition, const QByteArray &asked,
                                        const LineTiming &timing)
{
    LineTiming once = timing;
    once.retries = 0;
    once.silentRetries = 0;
    const QByteArray question = asked == dlt645::broadcastAddress ? dlt645::wildcardAddress : asked;
    const Result<QByteArray> own = orSeveral(dlt645::readAddress(io, edition, once, question));
    if (!own)
        return own;
    if (isWildcard(*own))
        return several(QStringLiteral("the meter tells no address of its own"));
    if (const Done done = stillAlone(io, timing); !done)
        return tl::unexpected(done.error());
    const dlt645::ItemId energy = edition == dlt645::Edition::Of2007 ? energy2007 : energy1997;
    const auto second = orSeveral(dlt645::readItem(io, edition, question, energy, once));
    if (!second && second.error().kind != Error::Kind::Rejected)
        return tl::unexpected(second.error());
    if (second && !isWildcard(second->address) && second->address != *own)
        return several(QStringLiteral("two addresses answered"));
    if (const Done done = stillAlone(io, timing); !done)
        return tl::unexpected(done.error());
    return own;
}

} // namespace pd::serial
