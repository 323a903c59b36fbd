// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway that pages use, on two pseudo-terminals with real QSerialPorts.
#include "serial/line/meterlineservice.h"
#include "tests/serial/virtualline.h"

#include <QSignalSpy>
#include <QTest>

using namespace pd;
using namespace pd::serial;
using pd::test::VirtualLine;

namespace {

const QString meter1 = QStringLiteral("000123456789");

LineTiming quick()
{
    LineTiming timing;
    timing.answerMs = 300;
    timing.gapMs = 100;
    timing.retries = 1;
    return timing;
}

template <typename T>
T awaited(const QFuture<T> &future)
{
    return QTest::qWaitFor([&] { return future.isFinished(); }, 15'000) ? future.result() : T();
}

template <typename T>
QString errorOf(const Result<T> &result)
{
    return result ? QStringLiteral("no error")
                  : toWord(result.error().kind) + QLatin1Char(' ') + result.error().reason;
}

} // namespace

// Whoever reads it may be kept waiting in between.
class TremblingClock final : public Clock
{
public:
    QDateTime now() const override
    {
        return QDateTime::currentDateTimeUtc().addMSecs(++m_asked % 2 == 0 ? 80 : 0);
    }

private:
    mutable int m_asked = 0;
};

class ServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsQuantities();
    void twoLines();
    void opensTwiceIsOnce();
    void otherSettingsReopen();
    void findsTheAddress();
    void stampsWallTime();
    void timesKeepTheOrderOfTheWire();
    void refusesWhatIsWrong();
    void usedByAnother();
    void losesALine();
    void clockAroundMidnight();
    void lostClock();
    void writesThroughTheGuard();

private:
    ManualClock m_clock{QDateTime(QDate(2026, 3, 16), QTime(18, 40, 2, 137), Qt::UTC)};
    SystemSteadyClock m_steady;
    std::unique_ptr<MeterLineService> m_service;
};

void ServiceTest::init()
{
    m_service = std::make_unique<MeterLineService>(m_clock, m_steady, quick());
}

void ServiceTest::readsQuantities()
{
    VirtualLine far;
    far.source.values
        = {{0x00010000, QStringLiteral("8125.78")},        {0x02010100, QStringLiteral("221.3")},
           {0x02020100, QStringLiteral("31.800")},         {0x02030000, QStringLiteral("7.0370")},
           {0x02800002, QStringLiteral("50.01")},          {0x02800007, QString()},
           {0x04000101, QStringLiteral("2026-03-16 W01")}, {0x04000102, QStringLiteral("18:40:05")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(awaited(m_service->open(far.settings)));
    QVERIFY(m_service->isOpen(far.settings.path));
    const auto readings = awaited(m_service->read(
        far.settings.path, {MeterProtocol::Dlt645_2007, meter1},
        {QStringLiteral("energy.forward.total"), QStringLiteral("voltage.a"), QStringLiteral("current.a"),
         QStringLiteral("power.active.total"), QStringLiteral("frequency"), QStringLiteral("temperature"),
         QStringLiteral("clock"), QStringLiteral("04000402")}));
    QVERIFY2(readings, qPrintable(errorOf(readings)));
    QStringList lines;
    for (const Reading &r : *readings) {
        lines.append(
            QStringList({r.item, r.quantity, r.value, r.unit, toWord(r.quality)}).join(QLatin1Char('|')));
        QVERIFY(r.steadyNs > 0);
    }
    QCOMPARE(lines,
             QStringList({QStringLiteral("00010000|energy.forward.total|8125.78|kWh|good"),
                          QStringLiteral("02010100|voltage.a|221.3|V|good"),
                          QStringLiteral("02020100|current.a|31.800|A|good"),
                          QStringLiteral("02030000|power.active.total|7.0370|kW|good"),
                          QStringLiteral("02800002|frequency|50.01|Hz|good"),
                          QStringLiteral("02800007|temperature||°C|absent"),
                          QStringLiteral("04000101+04000102|clock|2026-03-16 18:40:05||good"),
                          QStringLiteral("04000402|meter.number|000123456789||good")}));
}

void ServiceTest::twoLines()
{
    VirtualLine first;
    VirtualLine second;
    first.source.values = {{0x00010000, QStringLiteral("1.11")}};
    second.source.values = {{0x00010000, QStringLiteral("2.22")}};
    QVERIFY(first.slave.addMeter(meter1, first.source));
    QVERIFY(second.slave.addMeter(meter1, second.source));
    QVERIFY(awaited(m_service->open(first.settings)));
    QVERIFY(awaited(m_service->open(second.settings)));
    const MeterAddress meter{MeterProtocol::Dlt645_2007, meter1};
    const auto a = m_service->read(first.settings.path, meter, {QStringLiteral("00010000")});
    const auto b = m_service->read(second.settings.path, meter, {QStringLiteral("00010000")});
    QCOMPARE(awaited(a)->first().value, QStringLiteral("1.11"));
    QCOMPARE(awaited(b)->first().value, QStringLiteral("2.22"));
}

void ServiceTest::opensTwiceIsOnce()
{
    VirtualLine far;
    QVERIFY(awaited(m_service->open(far.settings)));
    QVERIFY(awaited(m_service->open(far.settings)));
    m_service->close(far.settings.path);
    QVERIFY(!m_service->isOpen(far.settings.path));
}

void ServiceTest::otherSettingsReopen()
{
    VirtualLine far;
    far.source.values = {{0x00010000, QStringLiteral("1.11")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    LineSettings wrong = far.settings;
    wrong.baud = 9600;
    const MeterAddress meter{MeterProtocol::Dlt645_2007, meter1};
    QVERIFY(awaited(m_service->open(wrong)));
    QCOMPARE(errorOf(awaited(m_service->read(far.settings.path, meter, {QStringLiteral("00010000")}))),
             QStringLiteral("timeout silent"));
    QVERIFY(awaited(m_service->open(far.settings)));
    QCOMPARE(awaited(m_service->read(far.settings.path, meter, {QStringLiteral("00010000")}))->first().value,
             QStringLiteral("1.11"));
}

void ServiceTest::findsTheAddress()
{
    VirtualLine far;
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(awaited(m_service->open(far.settings)));
    const auto found = awaited(m_service->find(far.settings.path));
    QVERIFY(found);
    QCOMPARE(*found, (MeterAddress{MeterProtocol::Dlt645_2007, meter1}));
}

void ServiceTest::stampsWallTime()
{
    VirtualLine far;
    QSignalSpy logged(m_service.get(), &MeterLineService::frameLogged);
    QVERIFY(awaited(m_service->open(far.settings)));
    QTRY_VERIFY(!logged.isEmpty());
    QCOMPARE(logged[0][0].toString(), far.settings.path);
    const auto entry = logged[0][1].value<FrameLogEntry>();
    QCOMPARE(entry.wallTime, m_clock.now().toLocalTime().toString(QStringLiteral("HH:mm:ss.zzz")));
    QCOMPARE(entry.direction, FrameLogEntry::Direction::Note);
    QCOMPARE(entry.text, QStringLiteral("open, 2400 8E1"));
}

void ServiceTest::timesKeepTheOrderOfTheWire()
{
    VirtualLine far;
    far.source.values = {{0x00010000, QStringLiteral("8125.78")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    const TremblingClock trembling;
    MeterLineService service(trembling, m_steady, quick());
    QSignalSpy logged(&service, &MeterLineService::frameLogged);
    QVERIFY(awaited(service.open(far.settings)));
    for (int n = 0; n < 10; ++n)
        QVERIFY(awaited(service.read(far.settings.path, {MeterProtocol::Dlt645_2007, meter1},
                                     {QStringLiteral("00010000")})));
    QVERIFY(logged.size() >= 20);
    for (qsizetype n = 1; n < logged.size(); ++n) {
        const auto before = logged[n - 1][1].value<FrameLogEntry>();
        const auto after = logged[n][1].value<FrameLogEntry>();
        const auto ms = [](const FrameLogEntry &entry) {
            return QTime::fromString(entry.wallTime, QStringLiteral("HH:mm:ss.zzz")).msecsSinceStartOfDay();
        };
        const qint64 steadyMs = (after.steadyNs - before.steadyNs) / 1'000'000;
        QVERIFY2(qAbs((ms(after) - ms(before)) - steadyMs) <= 2 || ms(after) < 60'000, // not at midnight
                 qPrintable(before.wallTime + QLatin1Char(' ') + after.wallTime));
    }
}

void ServiceTest::refusesWhatIsWrong()
{
    VirtualLine far;
    const QString path = far.settings.path;
    const MeterAddress meter{MeterProtocol::Dlt645_2007, meter1};
    const QStringList items{QStringLiteral("00010000")};
    QCOMPARE(errorOf(awaited(m_service->read(path, meter, items))), QStringLiteral("offline line_closed"));
    QCOMPARE(errorOf(awaited(m_service->find(path))), QStringLiteral("offline line_closed"));
    QVERIFY(awaited(m_service->open(far.settings)));
    QCOMPARE(errorOf(awaited(m_service->read(path, {MeterProtocol::ModbusRtu, QStringLiteral("1")}, items))),
             QStringLiteral("invalid unknown_item"));
    QCOMPARE(
        errorOf(awaited(m_service->read(path, {MeterProtocol::Dlt645_2007, QStringLiteral("x")}, items))),
        QStringLiteral("invalid address"));
    QCOMPARE(errorOf(awaited(m_service->read(path, meter, {QStringLiteral("energy.backward")}))),
             QStringLiteral("invalid unknown_item"));
    QCOMPARE(errorOf(awaited(m_service->read(path, meter, items))), QStringLiteral("timeout silent"));
}

void ServiceTest::usedByAnother()
{
    VirtualLine far;
    MeterLineService other(m_clock, m_steady);
    QVERIFY(awaited(other.open(far.settings)));
    QCOMPARE(errorOf(awaited(m_service->open(far.settings))), QStringLiteral("busy port_in_use"));
    QVERIFY(!m_service->isOpen(far.settings.path));
    other.close(far.settings.path);
    QVERIFY(awaited(m_service->open(far.settings)));
}

void ServiceTest::losesALine()
{
    VirtualLine far;
    QVERIFY(awaited(m_service->open(far.settings)));
    QSignalSpy lost(m_service.get(), &MeterLineService::lineLost);
    far.line.close();
    QTRY_COMPARE(lost.size(), 1);
    QCOMPARE(lost[0][0].toString(), far.settings.path);
    QCOMPARE(lost[0][1].value<Error>().reason, QStringLiteral("line_lost"));
    QVERIFY(!m_service->isOpen(far.settings.path));
    QVERIFY(far.line.open(far.settings, PtyLine::Pacing::Off)); // plugged in again
    QVERIFY(awaited(m_service->open(far.settings)));
}

// The date is read before the time: between them midnight may come.
void ServiceTest::clockAroundMidnight()
{
    VirtualLine far;
    far.source.values
        = {{0x04000101, QStringLiteral("2026-03-16 W01")}, {0x04000102, QStringLiteral("00:00:00")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    int dates = 0;
    connect(&far.slave, &dlt645::Slave::requested, this, [&](const dlt645::Message &request) {
        dates += request.item == 0x04000101u;
        if (dates == 2)
            far.source.values[0x04000101] = QStringLiteral("2026-03-17 W02");
    });
    QVERIFY(awaited(m_service->open(far.settings)));
    const auto readings = awaited(
        m_service->read(far.settings.path, {MeterProtocol::Dlt645_2007, meter1}, {QStringLiteral("clock")}));
    QCOMPARE(readings->first().value, QStringLiteral("2026-03-17 00:00:00"));
}

void ServiceTest::lostClock()
{
    VirtualLine far;
    far.source.values
        = {{0x04000101, QStringLiteral("2000-00-00 W00")}, {0x04000102, QStringLiteral("12:00:00")}};
    QVERIFY(far.slave.addMeter(meter1, far.source));
    QVERIFY(awaited(m_service->open(far.settings)));
    const auto readings = awaited(
        m_service->read(far.settings.path, {MeterProtocol::Dlt645_2007, meter1}, {QStringLiteral("clock")}));
    QCOMPARE(toWord(readings->first().quality), QStringLiteral("unreadable"));
    QVERIFY(readings->first().value.isEmpty());
}

void ServiceTest::writesThroughTheGuard()
{
    VirtualLine far;
    far.source.values = {{0x04000103, QStringLiteral("15")}};
    dlt645::MeterRules rules;
    rules.passwords = {{4, QStringLiteral("111111")}};
    QVERIFY(far.slave.addMeter(meter1, far.source, rules));
    MeterLineService service(m_clock, m_steady, quick());
    service.setAudit(AuditFile(far.folder.filePath(QStringLiteral("audit.jsonl"))));
    WriteOrder order;
    order.act = WriteOrder::Act::Item;
    order.meter = {MeterProtocol::Dlt645_2007, meter1};
    order.item = QStringLiteral("04000103");
    order.values = {QStringLiteral("30")};
    order.password = MeterPassword{QStringLiteral("999999"), 4, 0};
    QCOMPARE(errorOf(awaited(service.write(far.settings.path, order))),
             QStringLiteral("offline line_closed"));
    QVERIFY(awaited(service.open(far.settings)));
    QCOMPARE(errorOf(awaited(service.write(far.settings.path, order))),
             QStringLiteral("rejected unauthorised"));
    QCOMPARE(errorOf(awaited(service.write(far.settings.path, order))),
             QStringLiteral("conflict password_refused_before"));
    QCOMPARE(awaited(service.writeHistory(order.meter))->lockout.refused, 1);
    QVERIFY(awaited(service.forgetRefusals(order.meter, QStringLiteral("exchanged"))));
    order.password->digits = QStringLiteral("111111");
    const Result<WriteOutcome> outcome = awaited(service.write(far.settings.path, order));
    QCOMPARE(errorOf(outcome), QStringLiteral("no error"));
    QCOMPARE(outcome->shown, QStringLiteral("30"));
    const Result<WriteHistory> history = awaited(service.writeHistory(order.meter));
    QCOMPARE(history->lockout, Lockout());
    QCOMPARE(history->records.size(), 6); // two sent, their outcomes, one blocked, one forgotten
    QCOMPARE(history->records.last().at, m_clock.now());
}

QTEST_GUILESS_MAIN(ServiceTest)
#include "servicetest.moc"
