// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/dlt645/message.h"
#include "serial/dlt645/streamdecoder.h"
#include "serial/line/lineio.h"

namespace pd::serial::dlt645 {

// One request and its answer, told from all else by address, function, identifier and sequence number.
class FrameExchange final : public Exchange
{
public:
    enum class Answer { Expected, None }; // to a broadcast nobody answers: silence is the good end
    FrameExchange(const Frame &request, Edition edition, Answer answer = Answer::Expected);

    const Frame &answer() const { return m_answer; }

    QByteArray request() const override;
    QByteArray requestForLog() const override;
    QString requestText() const override;
    FrameMeaning requestMeaning() const override;
    QByteArray signature() const override;
    bool continues() const override; // the next frame of a block
    QList<Seen> takeSeen() override { return std::exchange(m_seen, {}); }
    qint64 strayFrames() const override { return m_strays; }
    QString damage() const override { return m_damage; }
    QString damageWord() const override { return m_damageWord; }
    void begin() override;
    State feed(const QByteArray &bytes) override;
    State finish() override;

private:
    State take(const QList<Sighting> &sightings);
    State takeFrame(const Sighting &sighting);
    State takeFlaw(const Sighting &sighting);
    bool isOurs(const Frame &frame) const;
    bool carriesOurItem(const Frame &frame) const;

    const Frame m_request;
    const Edition m_edition;
    const Answer m_expected;
    Frame m_answer;
    StreamDecoder m_decoder;
    QList<Seen> m_seen;
    qint64 m_strays = 0;
    qsizetype m_noise = 0;
    QString m_damage;
    QString m_damageWord;
};

// The meter's answer. Errors are those of LineIo::exchange, and Rejected where the meter answers with an
// error; the reason is then "unauthorised" if that bit is set, else the first set bit ("no_such_data"), the
// detail names all.
Result<Frame> exchanged(LineIo &io, const Frame &request, Edition edition, const LineTiming &timing);

} // namespace pd::serial::dlt645
