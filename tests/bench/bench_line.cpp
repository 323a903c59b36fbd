// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a line's time the poller uses, what a dead meter costs the others, and how fast exchanges
// follow each other where the wire takes no time. The virtual meters have a thread of their own. Takes about
// two minutes: a round of 32 meters at 2400 bit/s alone is seven seconds.
#include "serial/dlt645/master.h"
#include "serial/dlt645/slave.h"
#include "serial/line/line.h"
#include "serial/line/ptyline.h"
#include "serial/meter/poller.h"
#include "tests/bench/figure.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <thread>
#include <unistd.h>

using namespace pd;
using namespace pd::serial;

namespace {

constexpr int meters = 32;
constexpr int answerDelayMs = 20; // the least that the standard allows
constexpr qint64 nsPerSecond = 1'000'000'000;

QString address(int n)
{
    return QStringLiteral("%1").arg(n + 1, 12, 10, QLatin1Char('0'));
}

struct EnergySource final : MeterSource
{
    std::optional<QString> value(dlt645::ItemId item) const override
    {
        return item == 0x00010000 ? std::optional(QStringLiteral("8125.78")) : std::nullopt;
    }
};

// What passed at the far end in one exchange.
struct Passed
{
    qsizetype bytes = 0;
    qint64 delayNs = 0; // from the last byte of the request to the first of the answer
};

// Stands between the virtual meters and their paced line, and looks at the clock.
class Watched final : public DeviceLine
{
public:
    explicit Watched(const SteadyClock &clock)
        : m_clock(clock)
        , line(clock)
    {
        connect(&line, &DeviceLine::received, this, [this](const QByteArray &bytes) {
            m_requestBytes += bytes.size();
            m_requestNs = m_clock.nowNs();
            Q_EMIT received(bytes);
        });
    }
    void send(const QByteArray &bytes) override
    {
        passed.push_back({m_requestBytes + bytes.size(), m_clock.nowNs() - m_requestNs});
        m_requestBytes = 0;
        line.send(bytes);
    }

private:
    const SteadyClock &m_clock;
    qsizetype m_requestBytes = 0;
    qint64 m_requestNs = 0;

public:
    PtyLine line;
    std::vector<Passed> passed;
};

// The far end, made and ended on its own thread.
class FarEnd
{
public:
    FarEnd(const LineSettings &settings, int dead)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        call([&] {
            m_watched = std::make_unique<Watched>(m_clock);
            m_slave = std::make_unique<dlt645::Slave>(*m_watched);
            m_slave->setAnswerDelay(answerDelayMs);
            bool ok = m_watched->line.open(settings, PtyLine::Pacing::On).has_value();
            for (int n = 0; n < meters; ++n)
                ok = ok && m_slave->addMeter(address(n), m_source);
            if (dead >= 0)
                ok = ok && m_slave->setFault(QStringLiteral("silent"), true, address(dead));
            if (!ok)
                qFatal("no virtual line");
        });
    }
    ~FarEnd()
    {
        call([this] {
            m_slave.reset();
            m_watched.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }
    std::vector<Passed> passed()
    {
        std::vector<Passed> copy;
        call([&] { copy = m_watched->passed; });
        return copy;
    }

private:
    template <typename Call>
    void call(Call &&work)
    {
        QMetaObject::invokeMethod(&m_context, std::forward<Call>(work), Qt::BlockingQueuedConnection);
    }

    SystemSteadyClock m_clock;
    EnergySource m_source;
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<Watched> m_watched;
    std::unique_ptr<dlt645::Slave> m_slave;
};

struct Run
{
    QList<MeterVisit> visits;
    PollStatistics statistics;
    std::vector<Passed> passed;
};

PollPlan planOf(const QList<int> &which)
{
    PollPlan plan;
    plan.periodMs = 0;
    for (int n : which)
        plan.meters.append(
            {{MeterProtocol::Dlt645_2007, address(n)}, {}, {QStringLiteral("energy.forward.total")}});
    return plan;
}

// Polls until so many visits or so long.
Run poll(int baud, const QList<int> &which, int dead, int visits, int seconds)
{
    const QTemporaryDir folder;
    const SystemSteadyClock clock;
    LineSettings settings;
    settings.path = folder.filePath(QStringLiteral("meters"));
    settings.baud = baud;
    FarEnd far(settings, dead);
    Line line(settings, clock);
    QEventLoop loop;
    const auto opening = line.open();
    Poller poller(line, clock);
    Run run;
    QObject::connect(&poller, &Poller::visited, &loop, [&](const QList<MeterVisit> &list) {
        run.visits += list;
        if (run.visits.size() >= visits)
            loop.quit();
    });
    if (!poller.start(planOf(which), LineTiming(), meterReaders()))
        qFatal("no plan");
    QTimer::singleShot(seconds * 1000, &loop, &QEventLoop::quit);
    loop.exec();
    poller.stop();
    run.statistics = poller.statistics();
    run.passed = far.passed();
    return run;
}

QList<int> all()
{
    QList<int> which;
    for (int n = 0; n < meters; ++n)
        which.append(n);
    return which;
}

void reportWireShare(int baud, int rounds)
{
    const Run run = poll(baud, all(), -1, rounds * meters, 60);
    const qsizetype count = run.visits.size();
    qint64 wireNs = 0;
    for (qsizetype i = 1; i < count; ++i) // from the end of the first answer to the end of the last
        wireNs += run.passed[size_t(i)].bytes * 11 * nsPerSecond / baud + run.passed[size_t(i)].delayNs;
    const qint64 took
        = run.visits.last().readings.last().steadyNs - run.visits.first().readings.last().steadyNs;
    const QByteArray name = "poll_wire_time_" + QByteArray::number(baud);
    bench::report(name.constData(), double(wireNs) / 1e6, "ms on the wire", "ms of the poller, 0.97 wanted",
                  double(took) / 1e6);
}

// Visits a second to the meters that answer, with a dead one among them and without it.
void reportDeadMeter(int baud)
{
    QList<int> alive = all();
    alive.removeAt(7);
    const auto rate = [](const Run &run) {
        const auto answered
            = std::count_if(run.visits.begin(), run.visits.end(),
                            [](const MeterVisit &visit) { return !visit.readings.isEmpty(); });
        return double(answered) * 1e9 / double(run.statistics.elapsedNs);
    };
    const double without = rate(poll(baud, alive, -1, 1'000'000, 8));
    const double with = rate(poll(baud, all(), 7, 1'000'000, 45));
    bench::report("poll_dead_meter_1_of_32", with, "visits/s with it", "visits/s without it, 0.95 wanted",
                  without);
}

// A far end that takes no time: an answer for every request, from a thread that only reads and writes.
class InstantEnd
{
public:
    InstantEnd()
        : m_master(posix_openpt(O_RDWR | O_NOCTTY))
    {
        char name[64] = {};
        if (m_master < 0 || grantpt(m_master) != 0 || unlockpt(m_master) != 0
            || ptsname_r(m_master, name, sizeof name) != 0)
            qFatal("no pseudo-terminal");
        path = QString::fromLocal8Bit(name);
        m_slave = ::open(name, O_RDWR | O_NOCTTY);
        termios raw = {};
        tcgetattr(m_slave, &raw);
        cfmakeraw(&raw);
        tcsetattr(m_slave, TCSANOW, &raw);
        m_thread = std::thread([this] { answer(); });
    }
    ~InstantEnd()
    {
        m_stop = true;
        m_thread.join();
        ::close(m_slave);
        ::close(m_master);
    }
    const QByteArray request = QByteArray::fromHex("fefefefe68896745230100681104333334330b16");
    QString path;

private:
    void answer()
    {
        const QByteArray reply
            = QByteArray::fromHex("fefefefe6889674523010068910833333433AB58B4334616"); // CS set below
        QByteArray wire = reply;
        quint8 sum = 0;
        for (qsizetype i = 4; i < wire.size() - 2; ++i)
            sum = quint8(sum + quint8(wire[i]));
        wire[wire.size() - 2] = char(sum);
        char buffer[256];
        qsizetype heard = 0;
        while (!m_stop) {
            pollfd entry = {m_master, POLLIN, 0};
            if (::poll(&entry, 1, 50) <= 0)
                continue;
            heard += qMax<ssize_t>(0, ::read(m_master, buffer, sizeof buffer));
            for (; heard >= request.size(); heard -= request.size())
                if (::write(m_master, wire.constData(), size_t(wire.size())) < 0)
                    return;
        }
    }

    int m_master;
    int m_slave = -1;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

double rawPerSecond(InstantEnd &far)
{
    const int descriptor = ::open(far.path.toLocal8Bit().constData(), O_RDWR | O_NOCTTY | O_NONBLOCK);
    const double best = bench::perSecond([&](qint64 n) {
        char buffer[256];
        for (qint64 i = 0; i < n; ++i) {
            if (::write(descriptor, far.request.constData(), size_t(far.request.size())) < 0)
                qFatal("write");
            for (qsizetype heard = 0; heard < 24;) {
                pollfd entry = {descriptor, POLLIN, 0};
                ::poll(&entry, 1, 1000);
                heard += qMax<ssize_t>(0, ::read(descriptor, buffer, sizeof buffer));
            }
        }
    });
    ::close(descriptor);
    return best;
}

double linePerSecond(InstantEnd &far)
{
    const SystemSteadyClock clock;
    LineSettings settings;
    settings.path = far.path;
    settings.baud = 115200;
    settings.parity = Parity::None;
    Line line(settings, clock);
    line.open().waitForFinished();
    const QByteArray meter = dlt645::addressFromText(QStringLiteral("000123456789")).value();
    return bench::perSecond([&](qint64 n) {
        auto done = line.submit<int>([&](LineIo &io) -> Result<int> {
            for (qint64 i = 0; i < n; ++i) {
                if (const auto answer
                    = dlt645::readItem(io, dlt645::Edition::Of2007, meter, 0x00010000, LineTiming());
                    !answer)
                    return tl::unexpected(answer.error());
            }
            return 0;
        });
        done.waitForFinished();
        if (!done.result())
            qFatal("%s", qPrintable(done.result().error().detail));
    });
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    {
        InstantEnd far;
        const double raw = rawPerSecond(far);
        bench::report("line_exchanges", linePerSecond(far), "exchanges/s",
                      "bare write and read, without decoding", raw);
    }
    reportWireShare(115200, 10);
    reportWireShare(9600, 3);
    reportWireShare(2400, 2);
    reportDeadMeter(115200);
    return 0;
}
