// SPDX-License-Identifier: GPL-3.0-or-later
// Ports come, go and are taken: reservation and its holder, the same adapter that returns, gateways over TCP.
#include "serial/line/meterlineservice.h"
#include "serial/line/tcptransport.h"
#include "tests/serial/virtualline.h"

#include <QDir>
#include <QElapsedTimer>
#include <QMutex>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <unistd.h>

using namespace pd;
using namespace pd::serial;
using pd::test::runUntil;
using pd::test::VirtualLine;

namespace {

const QString meter1 = QStringLiteral("000123456789");
const MeterAddress address1{MeterProtocol::Dlt645_2007, meter1};
const QStringList items{QStringLiteral("00010000")};

LineTiming quick()
{
    LineTiming timing;
    timing.answerMs = 300;
    timing.gapMs = 100;
    timing.retries = 1;
    timing.lateMs = 300;
    return timing;
}

template <typename T>
T awaited(const QFuture<T> &future)
{
    return runUntil([&] { return future.isFinished(); }) ? future.result() : T();
}

template <typename T>
QString errorOf(const Result<T> &result)
{
    return result ? QStringLiteral("no error")
                  : toWord(result.error().kind) + QLatin1Char(' ') + result.error().reason;
}

// Adapters that a test plugs in and pulls out.
class FakeDirectory final : public PortDirectory
{
public:
    QList<PortIdentity> ports() const override
    {
        const QMutexLocker lock(&m_mutex);
        ++m_asked;
        QList<PortIdentity> real = m_ports;
        for (PortIdentity &port : real)
            port.path = realDevice(port.path);
        return real;
    }
    bool exists(const QString &path) const override
    {
        ++m_asked;
        return QFileInfo::exists(path);
    }
    void set(const QList<PortIdentity> &ports)
    {
        const QMutexLocker lock(&m_mutex);
        m_ports = ports;
    }
    int asked() const { return m_asked; }
    bool wasAskedAgain()
    {
        const int before = m_asked;
        return runUntil([&] { return m_asked >= before + 3; });
    }

private:
    mutable QMutex m_mutex;
    mutable std::atomic<int> m_asked = 0;
    QList<PortIdentity> m_ports;
};

// An adapter with a meter on its line, under a path that the system gave it.
struct Adapter
{
    Adapter(const QString &path, const QString &value)
        : line(clock)
        , slave(line)
    {
        settings.path = path;
        source.values = {{0x00010000, value}};
        slave.setAnswerDelay(1);
        plugged = slave.addMeter(meter1, source).has_value() && plug(path);
    }
    bool plug(const QString &path)
    {
        settings.path = path;
        return line.open(settings, PtyLine::Pacing::Off).has_value();
    }

    SystemSteadyClock clock;
    LineSettings settings;
    PtyLine line;
    dlt645::Slave slave;
    test::TableSource source;
    bool plugged = false;
};

// An RS-485 gateway: what comes over TCP goes to the virtual meters, and back.
class Gateway final : public DeviceLine
{
public:
    Gateway()
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            m_socket = m_server.nextPendingConnection();
            connect(m_socket, &QTcpSocket::readyRead, this, [this] { Q_EMIT received(m_socket->readAll()); });
        });
    }
    bool listen(quint16 port = 0) { return m_server.listen(QHostAddress::LocalHost, port); }
    quint16 port() const { return m_server.serverPort(); }
    bool isUsed() const { return m_socket; }
    void send(const QByteArray &bytes) override
    {
        if (m_socket)
            m_socket->write(bytes);
    }
    void vanish()
    {
        m_server.close();
        delete m_socket;
    }

private:
    QTcpServer m_server;
    QPointer<QTcpSocket> m_socket;
};

PortIdentity usb(const QString &path, const QString &serial, const QString &place = {})
{
    return {path, QStringLiteral("0403:6001"), serial, place};
}

} // namespace

class PortsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void identity_data();
    void identity();
    void sameAdapterReturnsElsewhere();
    void pathReturns();
    void pollingGoesOnAfterReturn();
    void closedWhileAway();
    void readingWhileAwayFails();
    void reservation();
    void reservationEndsWithTheLine();
    void holderFromLockFile();
    void holderFromProc();
    void busyNamesTheHolder();
    void tcpPaths_data();
    void tcpPaths();
    void tcpGateway();
    void tcpRefused();
    void tcpReturns();
    void tcpCloseWhileConnecting();

private:
    Result<QList<Reading>> read(const QString &path)
    {
        return awaited(m_service->read(path, address1, items));
    }
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }

    ManualClock m_clock{QDateTime(QDate(2026, 3, 16), QTime(18, 40), Qt::UTC)};
    SystemSteadyClock m_steady;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeDirectory> m_directory;
    std::unique_ptr<MeterLineService> m_service;
};

void PortsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_directory = std::make_shared<FakeDirectory>();
    m_service = std::make_unique<MeterLineService>(m_clock, m_steady, quick());
    m_service->setDirectory(m_directory, 20);
}

void PortsTest::identity_data()
{
    QTest::addColumn<PortIdentity>("lost");
    QTest::addColumn<PortIdentity>("there");
    QTest::addColumn<bool>("isSame");
    const PortIdentity a = usb(QStringLiteral("/dev/ttyUSB0"), QStringLiteral("A50285BI"));
    QTest::newRow("same path") << a << a << true;
    QTest::newRow("another number") << a << usb(QStringLiteral("/dev/ttyUSB7"), a.serialNumber) << true;
    QTest::newRow("another adapter in its place") << a << usb(a.path, QStringLiteral("A50285XX")) << false;
    QTest::newRow("one without a number in its place") << a << usb(a.path, {}) << false;
    PortIdentity otherKind = a;
    otherKind.kind = QStringLiteral("1a86:7523");
    QTest::newRow("same number of another maker") << a << otherKind << false;
    QTest::newRow("the other port of the same adapter")
        << usb(a.path, a.serialNumber, QStringLiteral("usb-X-if00-port0"))
        << usb(a.path, a.serialNumber, QStringLiteral("usb-X-if01-port0")) << false;
    QTest::newRow("without numbers, same place") << usb(a.path, {}) << usb(a.path, {}) << true;
    QTest::newRow("without numbers, elsewhere")
        << usb(a.path, {}) << usb(QStringLiteral("/dev/ttyUSB7"), {}) << false;
    QTest::newRow("not there") << a << PortIdentity{QStringLiteral("/dev/ttyS0"), {}, {}, {}} << false;
}

void PortsTest::identity()
{
    QFETCH(PortIdentity, lost);
    QFETCH(PortIdentity, there);
    QFETCH(bool, isSame);
    m_directory->set({there});
    QCOMPARE(pathOfReturned(lost, lost.path, *m_directory), isSame ? there.path : QString());
}

void PortsTest::sameAdapterReturnsElsewhere()
{
    const QString usb0 = path("ttyUSB0");
    const QString usb1 = path("ttyUSB1");
    Adapter ours(usb0, QStringLiteral("1.11"));
    QVERIFY(ours.plugged);
    m_directory->set({usb(usb0, QStringLiteral("OURS"))});
    QVERIFY(awaited(m_service->open(ours.settings)));
    QVERIFY(read(usb0));
    QSignalSpy lost(m_service.get(), &MeterLineService::lineLost);
    QSignalSpy returned(m_service.get(), &MeterLineService::lineReturned);

    m_directory->set({});
    ours.line.close();
    QVERIFY(runUntil([&] { return lost.size() == 1; }));
    QVERIFY(!m_service->isOpen(usb0));

    Adapter other(usb0, QStringLiteral("9.99"));
    m_directory->set({usb(usb0, QStringLiteral("OTHER"))});
    QVERIFY(m_directory->wasAskedAgain());
    QVERIFY(!m_service->isOpen(usb0)); // another adapter took its name

    QVERIFY(ours.plug(usb1));
    m_directory->set({usb(usb0, QStringLiteral("OTHER")), usb(usb1, QStringLiteral("OURS"))});
    QVERIFY(runUntil([&] { return returned.size() == 1; }));
    QCOMPARE(returned[0][0].toString(), usb0);
    QCOMPARE(returned[0][1].toString(), ours.line.devicePath());
    const auto readings = read(usb0); // by the name that the person gave
    QVERIFY2(readings, qPrintable(errorOf(readings)));
    QCOMPARE(readings->first().value, QStringLiteral("1.11"));
    QCOMPARE(lost.size(), 1);
}

void PortsTest::pathReturns()
{
    Adapter ours(path("meters"), QStringLiteral("1.11"));
    QVERIFY(awaited(m_service->open(ours.settings)));
    QSignalSpy returned(m_service.get(), &MeterLineService::lineReturned);
    for (int round = 1; round <= 3; ++round) {
        ours.line.close();
        QVERIFY(runUntil([&] { return !m_service->isOpen(ours.settings.path); }));
        QVERIFY(m_directory->wasAskedAgain());
        QVERIFY(ours.plug(ours.settings.path));
        QVERIFY(runUntil([&] { return returned.size() == round; }));
        QVERIFY(read(ours.settings.path));
    }
}

void PortsTest::pollingGoesOnAfterReturn()
{
    Adapter ours(path("meters"), QStringLiteral("1.11"));
    const QString line = ours.settings.path;
    QVERIFY(awaited(m_service->open(ours.settings)));
    int polled = 0;
    connect(m_service.get(), &MeterLineService::polled, this, [&] { ++polled; });
    QSignalSpy failed(m_service.get(), &MeterLineService::pollFailed);
    QVERIFY(m_service->startPolling(line, {{{address1, {}, items}}, 10}));
    QVERIFY(runUntil([&] { return polled >= 3; }));
    ours.line.close();
    QVERIFY(runUntil([&] { return !m_service->isOpen(line); }));
    QVERIFY(m_directory->wasAskedAgain());
    polled = 0;
    QVERIFY(ours.plug(line));
    QVERIFY(runUntil([&] { return polled >= 3; }));
    QCOMPARE(failed.size(), 0); // a lost line is not the meter's fault
    QVERIFY(!m_service->pollStatistics(line)->meters[0].isDead);
    m_service->stopPolling(line);
    QVERIFY(!m_service->pollStatistics(line));
}

void PortsTest::closedWhileAway()
{
    Adapter ours(path("meters"), QStringLiteral("1.11"));
    QVERIFY(awaited(m_service->open(ours.settings)));
    ours.line.close();
    QVERIFY(runUntil([&] { return !m_service->isOpen(ours.settings.path); }));
    m_service->close(ours.settings.path);
    QVERIFY(ours.plug(ours.settings.path));
    const int asked = m_directory->asked();
    Adapter witness(path("witness"), QStringLiteral("2.22"));
    QVERIFY(awaited(m_service->open(witness.settings)));
    witness.line.close();
    QVERIFY(m_directory->wasAskedAgain()); // time has passed, for another line
    QVERIFY(!m_service->isOpen(ours.settings.path));
    QVERIFY(m_directory->asked() > asked);
}

void PortsTest::readingWhileAwayFails()
{
    Adapter ours(path("meters"), QStringLiteral("1.11"));
    QVERIFY(awaited(m_service->open(ours.settings)));
    ours.line.close();
    QVERIFY(runUntil([&] { return !m_service->isOpen(ours.settings.path); }));
    QCOMPARE(errorOf(read(ours.settings.path)), QStringLiteral("offline line_closed"));
}

void PortsTest::reservation()
{
    const auto book = std::make_shared<PortBook>();
    Adapter ours(path("meters"), QStringLiteral("1.11"));
    MeterLineService other(m_clock, m_steady, quick());
    other.setPortBook(book);
    m_service->setPortBook(book);
    const auto reserved = book->reserve(ours.line.devicePath(), QStringLiteral("the modem"));
    QVERIFY(reserved);
    const Done busy = awaited(m_service->open(ours.settings));
    QCOMPARE(errorOf(busy), QStringLiteral("busy port_in_use"));
    QVERIFY2(busy.error().detail.contains(QLatin1String("this program, for the modem")),
             qPrintable(busy.error().detail));
    QCOMPARE(m_service->holder(ours.settings.path)->purpose, QStringLiteral("the modem"));
    QVERIFY(m_service->holder(ours.settings.path)->ours);
}

void PortsTest::reservationEndsWithTheLine()
{
    const auto book = std::make_shared<PortBook>();
    Adapter ours(path("meters"), QStringLiteral("1.11"));
    m_service->setPortBook(book);
    QVERIFY(awaited(m_service->open(ours.settings)));
    QCOMPARE(book->purposeOf(ours.line.devicePath()), QStringLiteral("meters"));
    QCOMPARE(errorOf(book->reserve(ours.line.devicePath(), QStringLiteral("x"))),
             QStringLiteral("busy port_in_use"));
    m_service->close(ours.settings.path);
    QVERIFY(!book->purposeOf(ours.line.devicePath()));
    {
        PortReservation first = book->reserve(QStringLiteral("/dev/ttyUSB0"), QStringLiteral("x")).value();
        PortReservation moved = std::move(first);
        QVERIFY(book->purposeOf(QStringLiteral("/dev/ttyUSB0")));
    }
    QVERIFY(!book->purposeOf(QStringLiteral("/dev/ttyUSB0")));
}

void PortsTest::holderFromLockFile()
{
    QProcess other;
    other.start(QStringLiteral("sleep"), {QStringLiteral("60")});
    QVERIFY(other.waitForStarted());
    const QString device = QStringLiteral("/dev/pts/no-such");
    const auto lock = [&](const QByteArray &text) {
        QFile file(path("LCK..pts_no-such"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    lock(QByteArray::number(other.processId()).rightJustified(10) + '\n');
    const auto holder = holderOf(device, {m_folder->path()});
    QVERIFY(holder);
    QCOMPARE(holder->pid, other.processId());
    QVERIFY(!holder->ours);
    QCOMPARE(text(*holder), QStringLiteral("sleep, process %1").arg(other.processId()));
    for (const char *stale : {"", "nonsense\n", "-1\n", "999999999\n"}) {
        lock(stale);
        QVERIFY(!holderOf(device, {m_folder->path()}));
    }
    other.kill();
    QVERIFY(other.waitForFinished());
}

void PortsTest::holderFromProc()
{
    Adapter ours(path("meters"), QStringLiteral("1.11"));
    QVERIFY(!m_service->holder(ours.settings.path));
    QProcess other;
    other.setStandardInputFile(ours.line.devicePath());
    other.start(QStringLiteral("sleep"), {QStringLiteral("60")});
    QVERIFY(other.waitForStarted());
    QVERIFY(runUntil([&] { return m_service->holder(ours.settings.path).has_value(); }));
    const auto holder = m_service->holder(ours.settings.path);
    QCOMPARE(holder->pid, other.processId());
    QVERIFY(
        runUntil([&] { return m_service->holder(ours.settings.path)->program == QLatin1String("sleep"); }));
    other.kill();
    QVERIFY(other.waitForFinished());
}

// Another program that locks the port as QSerialPort does.
void PortsTest::busyNamesTheHolder()
{
    Adapter ours(path("meters"), QStringLiteral("1.11"));
    MeterLineService other(m_clock, m_steady, quick());
    QVERIFY(awaited(other.open(ours.settings)));
    const Done busy = awaited(m_service->open(ours.settings));
    QCOMPARE(errorOf(busy), QStringLiteral("busy port_in_use"));
    QVERIFY2(busy.error().detail.endsWith(QLatin1String("in use by this program")),
             qPrintable(busy.error().detail));
}

void PortsTest::tcpPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("host"); // empty: refused
    QTest::addColumn<int>("port");
    QTest::newRow("v4") << QStringLiteral("tcp://192.168.1.20:4001") << QStringLiteral("192.168.1.20")
                        << 4001;
    QTest::newRow("v6") << QStringLiteral("tcp://[fe80::1]:23") << QStringLiteral("fe80::1") << 23;
    QTest::newRow("name") << QStringLiteral("tcp://gateway.site:502") << QStringLiteral("gateway.site")
                          << 502;
    for (const char *wrong :
         {"tcp://", "tcp://host", "tcp://:4001", "tcp://host:0", "tcp://host:70000", "tcp://host:x",
          "tcp://host:1/path", "tcp://me@host:1", "tcp://host:1?x", "tcp:host"})
        QTest::newRow(wrong) << QString::fromLatin1(wrong) << QString() << 0;
}

void PortsTest::tcpPaths()
{
    QFETCH(QString, path);
    QFETCH(QString, host);
    QFETCH(int, port);
    const Result<TcpEndpoint> endpoint = tcpEndpoint(path);
    QCOMPARE(endpoint.has_value(), !host.isEmpty());
    if (!endpoint) {
        QCOMPARE(errorOf(endpoint), QStringLiteral("invalid tcp_path"));
        return;
    }
    QCOMPARE(endpoint->host, host);
    QCOMPARE(int(endpoint->port), port);
}

void PortsTest::tcpGateway()
{
    Gateway gateway;
    dlt645::Slave slave(gateway);
    test::TableSource source;
    source.values = {{0x00010000, QStringLiteral("8125.78")}};
    QVERIFY(slave.addMeter(meter1, source));
    QVERIFY(gateway.listen());
    LineSettings settings;
    settings.path = QStringLiteral("tcp://localhost:%1").arg(gateway.port());
    QVERIFY(awaited(m_service->open(settings)));
    const auto readings = read(settings.path);
    QVERIFY2(readings, qPrintable(errorOf(readings)));
    QCOMPARE(readings->first().value, QStringLiteral("8125.78"));
    // What comes unasked while the line is idle is logged, and does not disturb the next reading.
    QSignalSpy logged(m_service.get(), &MeterLineService::frameLogged);
    gateway.send("\x11\x22\x33");
    QVERIFY(runUntil([&] { return !logged.isEmpty(); }));
    QCOMPARE(logged[0][1].value<FrameLogEntry>().text, QStringLiteral("not asked for"));
    QVERIFY(read(settings.path));
}

void PortsTest::tcpRefused()
{
    quint16 port = 0;
    {
        Gateway gateway;
        QVERIFY(gateway.listen());
        port = gateway.port();
    }
    LineSettings settings;
    settings.path = QStringLiteral("tcp://127.0.0.1:%1").arg(port);
    QCOMPARE(errorOf(awaited(m_service->open(settings))), QStringLiteral("offline cannot_open"));
    settings.path = QStringLiteral("tcp://127.0.0.1");
    QCOMPARE(errorOf(awaited(m_service->open(settings))), QStringLiteral("invalid tcp_path"));
    settings.path = QStringLiteral("tcp://no-such-host.invalid:1");
    QCOMPARE(errorOf(awaited(m_service->open(settings))), QStringLiteral("not_found no_device"));
}

void PortsTest::tcpReturns()
{
    Gateway gateway;
    dlt645::Slave slave(gateway);
    test::TableSource source;
    source.values = {{0x00010000, QStringLiteral("8125.78")}};
    QVERIFY(slave.addMeter(meter1, source));
    QVERIFY(gateway.listen());
    const quint16 port = gateway.port();
    LineSettings settings;
    settings.path = QStringLiteral("tcp://127.0.0.1:%1").arg(port);
    QVERIFY(awaited(m_service->open(settings)));
    QVERIFY(read(settings.path));
    QSignalSpy lost(m_service.get(), &MeterLineService::lineLost);
    QSignalSpy returned(m_service.get(), &MeterLineService::lineReturned);
    gateway.vanish();
    QVERIFY(runUntil([&] { return lost.size() == 1; }));
    QCOMPARE(lost[0][1].value<Error>().reason, QStringLiteral("line_lost"));
    QVERIFY(gateway.listen(port));
    QVERIFY(runUntil([&] { return returned.size() == 1; }));
    QVERIFY(read(settings.path));
    // Gone in the middle of a question, too.
    QVERIFY(slave.setFault(QStringLiteral("silent"), true));
    const auto asking = m_service->read(settings.path, address1, items);
    connect(&slave, &dlt645::Slave::requested, &gateway,
            [&] { QTimer::singleShot(0, &gateway, [&] { gateway.vanish(); }); });
    QCOMPARE(errorOf(awaited(asking)), QStringLiteral("offline line_lost"));
}

// A gateway that never answers the connection: its queue of waiting connections is full.
void PortsTest::tcpCloseWhileConnecting()
{
    LineSettings settings;
    settings.path = QStringLiteral("tcp://192.0.2.1:4001"); // set aside for documentation: nobody answers
    const QFuture<Done> opening = m_service->open(settings);
    QElapsedTimer timer;
    timer.start();
    m_service->close(settings.path);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(opening.isFinished());
    QVERIFY(!opening.result());
}

QTEST_GUILESS_MAIN(PortsTest)
#include "portstest.moc"
