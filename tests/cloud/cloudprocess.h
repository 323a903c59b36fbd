// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace pd::cloud::test {

inline QString programPath(const char *name)
{
    return QString::fromLocal8Bit(qgetenv("PILEDECK_BIN")) + QLatin1Char('/') + QLatin1String(name);
}

struct Run
{
    int code = -1;
    QString out;
    QString err;
};

// A program run to its end.
inline Run runProgram(const char *name, const QStringList &arguments)
{
    QProcess process;
    process.start(programPath(name), arguments);
    if (!process.waitForFinished(30'000))
        process.kill();
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {code, QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

// piledeck-cloud as a process of its own, in a folder of its own.
class CloudProcess
{
public:
    ~CloudProcess() { (void)end(); }

    QString path(const char *name) const { return folder.filePath(QLatin1String(name)); }
    QString write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qWarning() << "cannot write" << file.fileName();
        return file.fileName();
    }
    QString database() const { return QStringLiteral("sqlite:") + path("cloud.db"); }
    // True once it serves; options besides --listen and --database.
    bool start(const QStringList &options)
    {
        process.setStandardErrorFile(path("log"));
        process.start(programPath("piledeck-cloud"),
                      QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                                  QStringLiteral("--database"), database()}
                          + options);
        if (!QTest::qWaitFor([this] { return process.canReadLine(); }, 30'000))
            return false;
        const QByteArray line = process.readLine();
        port = quint16(line.mid(6).trimmed().toUInt());
        return line.startsWith("ready ") && port > 0;
    }
    // The exit status of a graceful end; -1 where it had to be killed or has crashed.
    int end()
    {
        if (process.state() == QProcess::NotRunning)
            return -1;
        process.terminate();
        if (!process.waitForFinished(10'000)) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    QString log() const
    {
        QFile file(path("log"));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().mid(m_passedOver))
                                              : QString();
    }
    // What was logged until now is passed over from then on.
    void passOverLog() { m_passedOver += log().toUtf8().size(); }
    bool logs(const QString &text) const
    {
        return QTest::qWaitFor([&] { return log().contains(text); }, 10'000);
    }

    QTemporaryDir folder;
    QProcess process;
    quint16 port = 0;

private:
    qsizetype m_passedOver = 0;
};

// A pile that says byte by byte what it is told to, well-formed or not.
class RawPile
{
public:
    // The status of the answer to the handshake; 101 is an open WebSocket.
    int open(quint16 port, const QByteArray &path, const QByteArray &headers)
    {
        socket.abort();
        m_isOpen = false;
        for (QByteArray *text : {&received, &m_raw, &m_closing})
            text->clear();
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (!QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::ConnectedState; }))
            return 0;
        socket.write("GET " + path
                     + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                     + headers + "\r\n");
        if (!wait([this] { return received.contains("\r\n\r\n"); }))
            return 0;
        answer = received;
        const int status = received.mid(9, 3).toInt();
        if (status == 101) {
            m_isOpen = true;
            m_raw = std::exchange(received, {}).mid(answer.indexOf("\r\n\r\n") + 4);
        }
        return status;
    }
    int open(quint16 port, const QByteArray &pile)
    {
        return open(port, "/ocpp/" + pile, "Sec-WebSocket-Protocol: ocpp1.6\r\n");
    }
    // One masked text frame (RFC 6455 §5.2); the mask is zero, so that the bytes stand as they are.
    void send(const QByteArray &payload)
    {
        QByteArray head("\x81", 1);
        if (payload.size() < 126) {
            head += char(0x80 | payload.size());
        } else {
            head += char(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8)
                head += char(quint64(payload.size()) >> shift);
        }
        socket.write(head + QByteArray(4, '\0') + payload);
    }
    // The head of a text frame of so many bytes, which never come.
    void announce(quint64 size)
    {
        QByteArray head("\x81\xff", 2);
        for (int shift = 56; shift >= 0; shift -= 8)
            head += char(size >> shift);
        socket.write(head + QByteArray(4, '\0'));
    }
    bool ends()
    {
        return wait([this] { return socket.state() == QAbstractSocket::UnconnectedState; });
    }
    bool gets(const QByteArray &text)
    {
        return wait([&] { return received.contains(text); });
    }
    // The close code that the cloud sends, which is answered as a client should; 0 where none came.
    int closeCode()
    {
        (void)wait(
            [this] { return m_closing.size() >= 2 || socket.state() == QAbstractSocket::UnconnectedState; });
        if (m_closing.size() < 2)
            return 0;
        socket.write(QByteArray("\x88\x82\0\0\0\0", 6) + m_closing.left(2));
        (void)wait([this] { return socket.state() == QAbstractSocket::UnconnectedState; });
        return uchar(m_closing[0]) << 8 | uchar(m_closing[1]);
    }

    QTcpSocket socket;
    QByteArray received; // the answer's head before the upgrade, then the messages one behind the other
    QByteArray answer;

private:
    template <typename Condition>
    bool wait(const Condition &condition)
    {
        return QTest::qWaitFor(
            [&] {
                if (m_isOpen) {
                    m_raw += socket.readAll();
                    takeFrames();
                } else {
                    received += socket.readAll();
                }
                return condition();
            },
            10'000);
    }
    // What a server sends is not masked; nothing here is longer than 64 KiB.
    void takeFrames()
    {
        while (m_raw.size() >= 2) {
            const bool isLong = uchar(m_raw[1]) == 126;
            const qsizetype head = isLong ? 4 : 2;
            if (m_raw.size() < head)
                return;
            const qsizetype size
                = isLong ? uchar(m_raw[2]) << 8 | uchar(m_raw[3]) : qsizetype(uchar(m_raw[1]));
            if (m_raw.size() < head + size)
                return;
            const int opcode = m_raw[0] & 0x0f;
            (opcode == 8 ? m_closing : received) += m_raw.mid(head, size);
            m_raw.remove(0, head + size);
        }
    }

    bool m_isOpen = false;
    QByteArray m_raw;
    QByteArray m_closing;
};

} // namespace pd::cloud::test
