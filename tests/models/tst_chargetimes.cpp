// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/chargetimes.h"
#include "tests/models/plans.h"

#include <QTest>

using namespace pd;
using namespace pd::test;

namespace {

QDateTime clock(const char *time)
{
    return at(qPrintable(QStringLiteral("2026-03-16T%1Z").arg(QLatin1String(time))));
}

PortEvent portEvent(const char *time, ConnectorStatus status, const char *error = "NoError")
{
    return {clock(time), status, QString::fromLatin1(error)};
}

QString text(const TimeSpan &span)
{
    return span.start.toString(QStringLiteral("HH:mm:ss-")) + span.end.toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

class ChargeTimesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void divided_data();
    void divided();
    void whatHoldsTheCar_data();
    void whatHoldsTheCar();
};

void ChargeTimesTest::divided_data()
{
    using enum ConnectorStatus;
    QTest::addColumn<QList<PortEvent>>("events");
    QTest::addColumn<QDateTime>("agreed");
    QTest::addColumn<QDateTime>("left");
    QTest::addColumn<QString>("charging");
    QTest::addColumn<QString>("standing");
    QTest::addColumn<QString>("suspended");
    // Charged from 10:00 to 11:00 in every row.
    QTest::newRow("left with the plug")
        << QList<PortEvent>{} << QDateTime() << clock("11:00:00") << "10:00:00-11:00:00"
        << ""
        << "";
    QTest::newRow("nobody knows") << QList<PortEvent>{} << QDateTime() << QDateTime() << "10:00:00-11:00:00"
                                  << ""
                                  << "";
    QTest::newRow("stays") << QList<PortEvent>{} << QDateTime() << clock("11:45:00") << "10:00:00-11:00:00"
                           << "11:00:00-11:45:00"
                           << "";
    QTest::newRow("full before the end")
        << QList<PortEvent>{portEvent("10:00:00", Charging), portEvent("10:40:00", SuspendedEV)}
        << QDateTime() << clock("11:00:00") << "10:00:00-10:40:00"
        << "10:40:00-11:00:00"
        << "";
    // Whoever watches must know from this moment on when it will cost something.
    QTest::newRow("full in this moment") << QList<PortEvent>{portEvent("11:00:00", SuspendedEV)}
                                         << QDateTime() << clock("11:00:00") << "10:00:00-11:00:00"
                                         << "11:00:00-11:00:00"
                                         << "";
    QTest::newRow("at the agreed end in this moment")
        << QList<PortEvent>{} << clock("11:00:00") << clock("11:00:00") << "10:00:00-11:00:00"
        << "11:00:00-11:00:00"
        << "";
    QTest::newRow("before the agreed end")
        << QList<PortEvent>{} << clock("12:00:00") << clock("11:00:00") << "10:00:00-11:00:00"
        << ""
        << "";
    QTest::newRow("a pause is not full")
        << QList<PortEvent>{portEvent("10:20:00", SuspendedEV), portEvent("10:25:00", Charging)}
        << QDateTime() << clock("11:30:00") << "10:00:00-11:00:00"
        << "11:00:00-11:30:00"
        << "";
    QTest::newRow("agreed end") << QList<PortEvent>{} << clock("10:30:00") << clock("11:10:00")
                                << "10:00:00-10:30:00"
                                << "10:30:00-11:10:00"
                                << "";
    QTest::newRow("held by the lock")
        << QList<PortEvent>{portEvent("11:05:00", Faulted, "ConnectorLockFailure"),
                            portEvent("11:20:00", Finishing)}
        << QDateTime() << clock("11:45:00") << "10:00:00-11:00:00"
        << "11:00:00-11:45:00"
        << "11:05:00-11:20:00";
    QTest::newRow("held to the end") << QList<PortEvent>{portEvent("11:05:00", Unknown)} << QDateTime()
                                     << clock("11:45:00") << "10:00:00-11:00:00"
                                     << "11:00:00-11:45:00"
                                     << "11:05:00-11:45:00";
}

void ChargeTimesTest::divided()
{
    QFETCH(QList<PortEvent>, events);
    QFETCH(QDateTime, agreed);
    QFETCH(QDateTime, left);
    const ChargeTimes times = chargeTimes({clock("10:00:00"), clock("11:00:00")}, agreed, events, left);
    QTEST(text(times.charging), "charging");
    QTEST(times.standing ? text(*times.standing) : QString::fromLatin1(""), "standing");
    QTEST(times.suspended.isEmpty() ? QString::fromLatin1("") : text(times.suspended.first()), "suspended");
}

void ChargeTimesTest::whatHoldsTheCar_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<bool>("holds");
    for (const char *own : {"ConnectorLockFailure", "GroundFailure", "PowerSwitchFailure", "OtherError"})
        QTest::newRow(own) << QString::fromLatin1(own) << true;
    for (const char *harmless : {"", "NoError", "EVCommunicationError", "ReaderFailure", "WeakSignal"})
        QTest::newRow(*harmless ? harmless : "none") << QString::fromLatin1(harmless) << false;
}

void ChargeTimesTest::whatHoldsTheCar()
{
    QFETCH(QString, error);
    QTEST(holdsTheCar({clock("11:00:00"), ConnectorStatus::Finishing, error}), "holds");
}

QTEST_GUILESS_MAIN(ChargeTimesTest)
#include "tst_chargetimes.moc"
