// SPDX-License-Identifier: GPL-3.0-or-later
#include "stationprocess.h"

#include "models/basics/clock.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace pd::test {

StationProcess::StationProcess()
{
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    setClock("2026-03-16T10:35:00Z", 1);
}

StationProcess::~StationProcess()
{
    kill();
}

void StationProcess::setClock(const char *time, double rate)
{
    const SystemSteadyClock steady;
    const ClockSetting setting{steady.nowNs(), QDateTime::fromString(QLatin1String(time), Qt::ISODate), rate};
    const Done written = writeClockFile(path("clock.json"), setting);
    Q_ASSERT(written);
}

void StationProcess::setRate(double rate)
{
    const SystemSteadyClock steady;
    const ClockSetting before = *readClockFile(path("clock.json"));
    const Done written
        = writeClockFile(path("clock.json"), {steady.nowNs(), before.at(steady.nowNs()), rate});
    Q_ASSERT(written);
}

void StationProcess::launch()
{
    const QStringList arguments{QStringLiteral("--site"),       site,
                                QStringLiteral("--cloud"),      cloud.toString(),
                                QStringLiteral("--lines"),      path("lines"),
                                QStringLiteral("--control"),    QStringLiteral("unix:") + path("control"),
                                QStringLiteral("--clock-file"), path("clock.json")};
    m_process.start(qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeck-station"),
                    arguments + more);
}

QString StationProcess::start()
{
    launch();
    const bool said = QTest::qWaitFor(
        [&] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; }, 10'000);
    return said ? QString::fromLatin1(m_process.readLine().trimmed()) : QString();
}

QString StationProcess::startInVain(int *status)
{
    launch();
    const bool ended = QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, 10'000);
    *status = ended ? m_process.exitCode() : -1;
    if (!ended)
        kill();
    return QString::fromUtf8(m_process.readAllStandardError());
}

void StationProcess::kill()
{
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished();
    m_process.readAll();
}

int StationProcess::terminate()
{
    m_process.terminate();
    return m_process.waitForFinished(10'000) && m_process.exitStatus() == QProcess::NormalExit
        ? m_process.exitCode()
        : -1;
}

QJsonObject StationProcess::control(const char *json)
{
    QLocalSocket socket;
    socket.connectToServer(path("control"));
    socket.write(json);
    socket.write("\n");
    const bool answered = QTest::qWaitFor([&] { return socket.canReadLine(); }, 10'000);
    return answered ? QJsonDocument::fromJson(socket.readLine()).object() : QJsonObject();
}

QJsonObject StationProcess::pile(const char *id)
{
    const QJsonArray piles = control(R"({"state":true})").value(QLatin1String("piles")).toArray();
    for (const auto &pile : piles) {
        if (pile.toObject().value(QLatin1String("id")).toString() == QLatin1String(id))
            return pile.toObject();
    }
    return {};
}

namespace {

int openLine(const QString &path)
{
    const int line = open(path.toLocal8Bit().constData(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    termios settings = {};
    if (line < 0 || tcgetattr(line, &settings) != 0)
        return line;
    cfmakeraw(&settings);
    cfsetspeed(&settings, B9600);
    settings.c_iflag |= INPCK; // a pseudo-terminal cannot hold PARENB
    tcsetattr(line, TCSANOW, &settings);
    return line;
}

// The answer's frame without its preamble, once it is whole.
QByteArray wholeFrame(const QByteArray &bytes)
{
    const QByteArray frame = bytes.mid(qMax<qsizetype>(0, bytes.indexOf('\x68')));
    if (frame.size() < 12 || frame.size() < 12 + quint8(frame[9]))
        return {};
    return frame.left(12 + quint8(frame[9]));
}

} // namespace

QByteArray readRequest(const char *address, quint32 item)
{
    QByteArray frame = QByteArray::fromHex("68");
    const QByteArray digits = QByteArray::fromHex(address);
    for (qsizetype i = digits.size(); i-- > 0;)
        frame.append(digits[i]);
    frame += QByteArray::fromHex("681104");
    for (int i = 0; i < 4; ++i)
        frame.append(char(quint8((item >> (8 * i)) + 0x33)));
    quint8 sum = 0;
    for (char byte : std::as_const(frame))
        sum = quint8(sum + quint8(byte));
    frame.append(char(sum));
    frame.append('\x16');
    return QByteArray::fromHex("FEFEFEFE") + frame;
}

QByteArray onTheWire(const QString &path, const QByteArray &request, int ms)
{
    const int line = openLine(path);
    if (line < 0 || write(line, request.constData(), size_t(request.size())) != request.size())
        return {};
    QByteArray bytes;
    QElapsedTimer since;
    since.start();
    [[maybe_unused]] const bool over = QTest::qWaitFor(
        [&] {
            char some[256];
            const ssize_t got = read(line, some, sizeof some);
            if (got > 0)
                bytes.append(some, got);
            return since.elapsed() >= ms;
        },
        ms + 1000);
    close(line);
    return bytes;
}

QByteArray readMeter(const QString &path, const char *address, quint32 item, QByteArray *wire)
{
    const int line = openLine(path);
    if (line < 0)
        return {};
    const QByteArray request = readRequest(address, item);
    QByteArray bytes;
    if (write(line, request.constData(), size_t(request.size())) == request.size()) {
        // Silence is an answer, too.
        [[maybe_unused]] const bool whole = QTest::qWaitFor(
            [&] {
                char some[256];
                const ssize_t got = read(line, some, sizeof some);
                if (got > 0)
                    bytes.append(some, got);
                return !wholeFrame(bytes).isEmpty();
            },
            1500);
    }
    close(line);
    const QByteArray frame = wholeFrame(bytes);
    if (wire)
        *wire = bytes;
    quint8 sum = 0;
    for (qsizetype i = 0; i + 2 < frame.size(); ++i)
        sum = quint8(sum + quint8(frame[i]));
    if (frame.isEmpty() || quint8(frame[8]) != 0x91 || quint8(frame[frame.size() - 2]) != sum)
        return {};
    QByteArray data = frame.mid(14, quint8(frame[9]) - 4);
    for (char &byte : data)
        byte = char(quint8(byte) - 0x33);
    return data;
}

QString bcdText(const QByteArray &bytes, int decimals)
{
    QByteArray digits;
    for (qsizetype i = bytes.size(); i-- > 0;)
        digits += bytes.mid(i, 1).toHex();
    QString text = QString::fromLatin1(digits);
    while (text.size() > decimals + 1 && text.startsWith(QLatin1Char('0')))
        text.remove(0, 1);
    if (decimals > 0)
        text.insert(text.size() - decimals, QLatin1Char('.'));
    return text;
}

} // namespace pd::test
