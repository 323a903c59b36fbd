// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
#include "serial/dlt645/slave.h"
#include "serial/find/observingio.h"
#include "serial/line/meterlineservice.h"
#include "serial/line/ptyline.h"
#include "serial/modbus/slave.h"
#include "tests/serial/modbusline.h"
#include "tests/serial/virtualline.h"

#include <QElapsedTimer>
#include <QTest>

namespace pd::test {

inline LineSettings lineOf(int baud, Parity parity)
{
    LineSettings settings;
    settings.baud = baud;
    settings.parity = parity;
    return settings;
}

// A virtual line on which meters of any protocol can stand, and the service that pages use, which knows
// nothing but the port.
struct SearchRig
{
    explicit SearchRig(LineSettings far, serial::PtyLine::Pacing pacing = serial::PtyLine::Pacing::Off)
        : line(steady)
        , dlt(line)
        , modbus(line)
        , service(clock, steady)
    {
        path = folder.filePath(QStringLiteral("port"));
        far.path = path;
        ready = line.open(far, pacing).has_value();
        QObject::connect(&service, &MeterLines::frameLogged, &service,
                         [this](const QString &, const FrameLogEntry &entry) { log.append(entry); });
        QObject::connect(&service, &MeterLines::meterFound, &service,
                         [this](const QString &, const FoundMeter &meter) { found.append(meter); });
        QObject::connect(&service, &MeterLines::searchProgressed, &service,
                         [this](const QString &, const SearchProgress &one) { progress.append(one); });
        LineSettings near;
        near.path = path;
        ready = ready && reopen(near);
    }

    bool reopen(const LineSettings &settings)
    {
        const auto opened = service.open(settings);
        return QTest::qWaitFor([&] { return opened.isFinished(); }, 5000) && opened.result().has_value();
    }

    // A meter of DL/T 645 with values that no two meters share.
    bool addDlt(const QString &address, serial::dlt645::Edition edition = serial::dlt645::Edition::Of2007)
    {
        sources.push_back(std::make_unique<TableSource>());
        const QString n = QString::number(sources.size());
        if (edition == serial::dlt645::Edition::Of2007)
            sources.back()->values = {{0x00010000, n + QStringLiteral("23.45")},
                                      {0x02010100, QStringLiteral("22%1.3").arg(n)},
                                      {0x02020100, n + QStringLiteral("1.800")},
                                      {0x02030000, n + QStringLiteral(".0370")}};
        else
            sources.back()->values = {{0x9010, n + QStringLiteral("23.45")},
                                      {0xB611, QStringLiteral("22%1").arg(n)},
                                      {0xB621, n + QStringLiteral("1.80")}};
        serial::dlt645::MeterRules rules;
        rules.edition = edition;
        return dlt.addMeter(address, *sources.back(), rules).has_value();
    }

    bool addModbus(int unit, const char *profileName = "eastron-sdm630", const char *voltage = "221.3",
                   const char *energy = "8125.75")
    {
        quantities.push_back(std::make_unique<TableQuantities>());
        quantities.back()->values = {{QStringLiteral("voltage.a"), QLatin1String(voltage)},
                                     {QStringLiteral("voltage.b"), QLatin1String(voltage)},
                                     {QStringLiteral("voltage.c"), QLatin1String(voltage)},
                                     {QStringLiteral("energy.forward.total"), QLatin1String(energy)}};
        return modbus.addMeter(unit, profile(profileName), *quantities.back()).has_value();
    }

    // Everything in ten units, so that a test does not count to 247.
    static SearchScope quick(QList<int> bauds = {}, QList<Parity> parities = {})
    {
        SearchScope scope;
        scope.bauds = std::move(bauds);
        scope.parities = std::move(parities);
        scope.lastUnit = 10;
        scope.listenMs = 300;
        return scope;
    }

    Result<SearchReport> search(const SearchScope &scope, int mostMs = 100'000)
    {
        return waitedFor(service.search(path, scope), mostMs);
    }

    Result<CheckReport> check(const CheckOrder &order)
    {
        return waitedFor(service.check(path, order), 60'000);
    }

    template <typename T>
    Result<T> waitedFor(const QFuture<Result<T>> &future, int mostMs)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, mostMs))
            return failure(Error::Kind::Internal, QStringLiteral("the line is stuck"));
        QCoreApplication::sendPostedEvents();
        return future.result();
    }

    // Requests that are anything but reading. Empty where none was sent.
    QList<QByteArray> writes() const
    {
        QList<QByteArray> all;
        for (const FrameLogEntry &entry : log) {
            if (entry.direction == FrameLogEntry::Direction::Sent && !serial::isReadRequest(entry.bytes))
                all.append(entry.bytes);
        }
        return all;
    }
    qsizetype count(FrameLogEntry::Direction direction) const
    {
        return std::count_if(log.begin(), log.end(),
                             [&](const FrameLogEntry &entry) { return entry.direction == direction; });
    }

    QTemporaryDir folder;
    SystemClock clock;
    SystemSteadyClock steady;
    serial::PtyLine line;
    serial::dlt645::Slave dlt;
    serial::modbus::Slave modbus;
    std::vector<std::unique_ptr<TableSource>> sources;
    std::vector<std::unique_ptr<TableQuantities>> quantities;
    QString path;
    QList<FrameLogEntry> log;
    QList<FoundMeter> found;
    QList<SearchProgress> progress;
    bool ready = false;
    serial::MeterLineService service; // ends first
};

// "dlt645-2007 000123456789 2400 8E1", with the doubt behind.
inline QString shown(const FoundMeter &meter)
{
    return (toWord(meter.meter.protocol) + QLatin1Char(' ') + meter.meter.address + QLatin1Char(' ')
            + meter.settings.text() + QLatin1Char(' ') + meter.doubt)
        .trimmed();
}

inline QStringList shown(const Result<SearchReport> &report)
{
    if (!report)
        return {toWord(report.error().kind) + QLatin1Char(' ') + report.error().detail};
    QStringList all;
    for (const FoundMeter &meter : report->meters)
        all.append(shown(meter));
    all.sort();
    return all;
}

inline std::optional<Finding> findingOf(const QList<Finding> &findings, const char *word)
{
    for (const Finding &one : findings) {
        if (one.word == QLatin1String(word))
            return one;
    }
    return std::nullopt;
}

inline QStringList wordsOf(const QList<Finding> &findings)
{
    QStringList all;
    for (const Finding &one : findings)
        all.append(one.word);
    return all;
}

} // namespace pd::test
