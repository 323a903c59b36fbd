// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QLocalSocket>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace pd::test {

// The real program piledeck-station in a folder of its own, with a shared clock file.
class StationProcess
{
public:
    StationProcess();
    ~StationProcess();

    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    // Sets the shared clock: from now on it is `time` (ISO 8601) and runs so fast.
    void setClock(const char *time, double rate);
    void setRate(double rate); // from where it is
    QString site = QStringLiteral(BINJIANG_SITE);
    QUrl cloud = QUrl(QStringLiteral("ws://127.0.0.1:9/ocpp"));
    QStringList more; // arguments

    // Starts and waits for the ready line; empty where it ended instead.
    QString start();
    // Starts and waits for the end; what it said on standard error.
    QString startInVain(int *status);
    void kill(); // SIGKILL
    int terminate(); // SIGTERM; the exit status
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    // One command over the control socket.
    QJsonObject control(const char *json);
    QJsonObject pile(const char *id);

private:
    void launch();

    QTemporaryDir m_folder;
    QProcess m_process;
};

// A master on the pseudo-terminal at 9600 8E1, written against published frames: reads one item of
// DL/T 645-2007 and gives the data bytes of the answer (33H taken off, identifier too), or nothing.
QByteArray readMeter(const QString &path, const char *address, quint32 item, QByteArray *wire = nullptr);
// Puts these bytes on the line (none is allowed) and gives all that comes back within so many milliseconds.
QByteArray onTheWire(const QString &path, const QByteArray &request, int ms);
// The request that readMeter() sends.
QByteArray readRequest(const char *address, quint32 item);
// "8125.78" of four bytes 78 25 81 00.
QString bcdText(const QByteArray &bytes, int decimals);

} // namespace pd::test
