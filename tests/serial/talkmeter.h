// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/line/deviceline.h"
#include "serial/meter/meterreader.h"

#include <QSet>

namespace pd::test {

// A second protocol for tests, as small as can be: "?9 a\n" is answered with "!9 a\n". It stands where Modbus
// stands in a plan.
class TalkExchange final : public serial::Exchange
{
public:
    TalkExchange(const QByteArray &request, const QByteArray &answer)
        : m_request(request)
        , m_answer(answer)
    {
    }
    QByteArray request() const override { return m_request; }
    QString requestText() const override { return QString::fromLatin1(m_request); }
    QByteArray signature() const override { return m_request; }
    bool expectsAnswer() const override { return !m_answer.isEmpty(); }
    void begin() override { m_heard.clear(); }
    State feed(const QByteArray &bytes) override
    {
        m_heard += bytes;
        return m_heard.contains(m_answer) ? State::Answered : State::Waiting;
    }
    State finish() override { return State::Waiting; }
    QList<serial::Seen> takeSeen() override { return {}; }
    qint64 strayFrames() const override { return 0; }
    QString damage() const override { return {}; }
    QString damageWord() const override { return {}; }

private:
    const QByteArray m_request;
    const QByteArray m_answer;
    QByteArray m_heard;
};

class TalkReader final : public serial::MeterReader
{
public:
    explicit TalkReader(const PolledMeter &meter)
        : m_meter(meter)
    {
    }
    int parts() const override { return int(m_meter.items.size()); }
    Result<QList<Reading>> readPart(serial::LineIo &io, int part, const serial::LineTiming &timing) override
    {
        const QString item = m_meter.items[part];
        const QByteArray words
            = (m_meter.meter.address + QLatin1Char(' ') + item + QLatin1Char('\n')).toLatin1();
        TalkExchange exchange('?' + words, '!' + words);
        if (const Done done = io.exchange(exchange, timing); !done)
            return tl::unexpected(done.error());
        Reading reading;
        reading.item = item;
        reading.value = item + QStringLiteral(" of ") + m_meter.meter.address;
        reading.steadyNs = io.nowNs();
        return QList<Reading>{reading};
    }

private:
    const PolledMeter m_meter;
};

// DL/T 645 as ever; what calls itself Modbus talks.
inline Result<std::shared_ptr<serial::MeterReader>> makeTalkReader(const PolledMeter &meter)
{
    if (meter.meter.protocol == MeterProtocol::ModbusRtu)
        return std::make_shared<TalkReader>(meter);
    return serial::meterReaders()(meter);
}

class TalkMeter : public QObject
{
public:
    TalkMeter(serial::DeviceLine &line, const QString &address)
    {
        connect(&line, &serial::DeviceLine::received, this, [this, &line, address](const QByteArray &bytes) {
            m_heard += bytes;
            const QByteArray begin = '?' + address.toLatin1() + ' ';
            const qsizetype from = m_heard.indexOf(begin);
            const qsizetype end = m_heard.indexOf('\n', qMax<qsizetype>(0, from));
            if (from < 0 || end < 0)
                return;
            const QByteArray item = m_heard.mid(from + begin.size(), end - from - begin.size());
            m_heard.clear();
            if (!m_silent.contains(QString::fromLatin1(item)))
                line.send('!' + address.toLatin1() + ' ' + item + '\n');
        });
    }
    void setSilent(const QString &item) { m_silent.insert(item); }

private:
    QByteArray m_heard;
    QSet<QString> m_silent;
};

} // namespace pd::test
