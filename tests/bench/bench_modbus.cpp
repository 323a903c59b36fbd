// SPDX-License-Identifier: GPL-3.0-or-later
// Modbus: how fast frames are found in a stream, and how many requests a second our master makes beside that
// of libmodbus, both against the same libmodbus slave on a pseudo-terminal that takes no time.
#include "serial/line/line.h"
#include "serial/modbus/master.h"
#include "serial/modbus/streamdecoder.h"
#include "tests/bench/figure.h"

#include <QCoreApplication>
#include <QProcess>

using namespace pd;
using namespace pd::serial;

namespace {

constexpr int requests = 20'000;
constexpr int registers = 10;

bool benchDecoding()
{
    const QByteArray answer = QByteArray::fromHex("010404436633341b38");
    QByteArray chunk;
    constexpr int framesPerChunk = 64;
    for (int i = 0; i < framesPerChunk; ++i)
        chunk += answer;
    qint64 found = 0;
    const double decoded = bench::perSecond([&](qint64 chunks) {
        modbus::StreamDecoder decoder(modbus::bothDirections);
        for (qint64 i = 0; i < chunks; ++i)
            found += decoder.feed(chunk).size();
    });
    volatile quint16 sum = 0;
    const double added = bench::perSecond([&](qint64 chunks) {
        for (qint64 i = 0; i < chunks; ++i)
            sum = quint16(sum + modbus::crc16(chunk.constData(), chunk.size()));
    });
    bench::report("modbus.stream_decode", decoded * framesPerChunk, "frames/s",
                  "CRC pass over the same bytes", added * framesPerChunk);
    return found > 0 && found % framesPerChunk == 0;
}

// Requests a second of one procedure on a line; 0 where anything failed.
double ours(const QString &device)
{
    LineSettings settings;
    settings.path = device;
    settings.baud = 115'200;
    settings.parity = Parity::None;
    const SystemSteadyClock clock;
    Line line(settings, clock);
    QFuture<Done> opened = line.open();
    opened.waitForFinished();
    if (!opened.result())
        return 0;
    QFuture<Result<double>> done = line.submit<double>([](LineIo &io) -> Result<double> {
        const LineTiming timing = modbus::timingFor(0);
        const qint64 from = io.nowNs();
        for (int i = 0; i < requests; ++i) {
            const auto answer
                = modbus::readRegisters(io, 1, modbus::Function::ReadHoldingRegisters, 0, registers, timing);
            if (!answer)
                return tl::unexpected(answer.error());
        }
        return requests * 1e9 / double(io.nowNs() - from);
    });
    done.waitForFinished();
    return done.result().value_or(0);
}

double theirs(const QString &device)
{
    QProcess master;
    master.start(QStringLiteral(LIBMODBUS_PEER),
                 {QStringLiteral("bench"), device, QStringLiteral("1"), QStringLiteral("3"),
                  QStringLiteral("0"), QString::number(registers), QString::number(requests)});
    master.waitForFinished(120'000);
    return master.readAllStandardOutput().trimmed().toDouble();
}

bool benchRequests()
{
    QProcess slave;
    slave.start(
        QStringLiteral(LIBMODBUS_PEER),
        {QStringLiteral("pty"), QStringLiteral("1"), QStringLiteral("3"), QStringLiteral("0:uint16:7")});
    if (!slave.waitForReadyRead(10'000))
        return false;
    const QString device = QString::fromLocal8Bit(slave.readLine().trimmed());
    double own = 0;
    double other = 0;
    for (int round = 0; round < 5; ++round) { // by turns: the machine has other things to do too
        own = qMax(own, ours(device));
        other = qMax(other, theirs(device));
    }
    slave.kill();
    slave.waitForFinished();
    bench::report("modbus.requests", own, "requests/s", "libmodbus master, same libmodbus slave", other);
    return own > 0 && other > 0;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const bool decoded = benchDecoding();
    return benchRequests() && decoded ? 0 : 1;
}
