// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/find/metercheck.h"

#include "serial/dlt645/edition.h"
#include "serial/dlt645/master.h"
#include "serial/dlt645/streamdecoder.h"
#include "serial/explain/linerules.h"
#include "serial/explain/valuerules.h"
#include "serial/find/observingio.h"
#include "serial/modbus/master.h"
#include "serial/modbus/reader.h"

#include <functional>

namespace pd::serial {

namespace {

QStringList wantedQuantities()
{
    QStringList all{QStringLiteral("energy.forward.total"), QStringLiteral("frequency")};
    for (const char *phase : {"total", "a", "b", "c"}) {
        for (const char *kind : {"power.active", "power.factor", "voltage", "current"})
            all.append(QLatin1String(kind) + QLatin1Char('.') + QLatin1String(phase));
    }
    return all;
}

// One request, and what it came to in all rounds.
struct Part
{
    std::function<Result<QList<Reading>>(LineIo &)> read;
    QList<Reading> readings; // the last good ones
    int good = 0;
    int damaged = 0;
    bool refused = false;
    qint64 tails = 0; // damaged attempts that began right
};

class MeterCheck
{
public:
    MeterCheck(LineIo &io, const CheckOrder &order, const LineTiming &timing)
        : m_io(io)
        , m_order(order)
        , m_timing(timing)
        , m_before(io.counters())
    {
    }

    Done prepare(const MeterProfile *profile);
    Result<CheckReport> run();

private:
    Done prepareDlt645(dlt645::Edition edition);
    Done prepareModbus(const MeterProfile &profile);
    Done read(Part &part);
    void noteOther();
    void noteTwins();
    CheckReport report();
    void addWordOrder(QList<Finding> &findings);

    ObservingIo m_io;
    const CheckOrder m_order;
    const LineTiming m_timing;
    const LineCounters m_before;
    QList<Part> m_parts;
    std::optional<MeterRegister> m_voltage; // Modbus
    LineEvidence m_evidence;
};

Done MeterCheck::prepare(const MeterProfile *profile)
{
    if (const std::optional<dlt645::Edition> edition = dlt645::editionOf(m_order.meter.protocol))
        return prepareDlt645(*edition);
    if (!profile)
        return failure(Error::Kind::Invalid, QStringLiteral("a Modbus meter needs its profile"),
                       QStringLiteral("profile"));
    return prepareModbus(*profile);
}

Done MeterCheck::prepareDlt645(dlt645::Edition edition)
{
    const std::optional<QByteArray> address = dlt645::addressFromText(m_order.meter.address);
    if (!address)
        return failure(Error::Kind::Invalid, QStringLiteral("no meter address: ") + m_order.meter.address,
                       QStringLiteral("address"));
    for (const QString &quantity : wantedQuantities()) {
        const Result<dlt645::Wanted> wanted = dlt645::wantedFromText(quantity, edition);
        if (!wanted)
            continue; // this edition has it not
        Part part;
        part.read = [edition, address = *address, wanted = *wanted, timing = m_timing](LineIo &io) {
            return dlt645::readWanted(io, edition, address, wanted, timing).map([](const Reading &reading) {
                return QList<Reading>{reading};
            });
        };
        m_parts.append(part);
    }
    return {};
}

Done MeterCheck::prepareModbus(const MeterProfile &profile)
{
    const std::optional<int> unit = modbus::unitFromText(m_order.meter.address);
    if (!unit)
        return failure(Error::Kind::Invalid, QStringLiteral("no unit: ") + m_order.meter.address,
                       QStringLiteral("address"));
    const LineTiming timing = modbus::timingFor(profile, m_timing);
    QStringList there;
    for (const QString &quantity : wantedQuantities()) {
        if (profile.find(quantity))
            there.append(quantity);
    }
    const auto wanted = modbus::wantedRegisters(profile, there);
    if (!wanted)
        return tl::unexpected(wanted.error());
    Part part;
    part.read = [unit = *unit, profile, wanted = *wanted, timing](LineIo &io) {
        return modbus::readMeter(io, unit, profile, wanted, timing);
    };
    m_parts.append(part);
    if (const MeterRegister *voltage = profile.find(QStringLiteral("voltage.a")))
        m_voltage = *voltage;
    return {};
}

Result<CheckReport> MeterCheck::run()
{
    for (int round = 0; round < qMax(1, m_order.rounds); ++round) {
        bool answered = false;
        for (Part &part : m_parts) {
            if (part.refused)
                continue;
            if (Done done = read(part); !done)
                return tl::unexpected(done.error());
            answered = answered || part.good > 0 || part.damaged > 0 || part.refused;
            if (!answered)
                break; // who does not answer one will not answer the next
        }
        if (!answered)
            break;
    }
    return report();
}

Done MeterCheck::read(Part &part)
{
    const qint64 tails = m_io.spoiledTails();
    const Result<QList<Reading>> readings = part.read(m_io);
    part.tails += m_io.spoiledTails() - tails;
    if (readings) {
        ++part.good;
        part.readings = *readings;
        return {};
    }
    switch (readings.error().kind) {
    case Error::Kind::Rejected:
        part.refused = true;
        m_evidence.refusals.append({m_order.meter, readings.error().reason});
        return {};
    case Error::Kind::Protocol: ++part.damaged; return {};
    case Error::Kind::Timeout: noteOther(); return {};
    default: return tl::unexpected(readings.error());
    }
}

void MeterCheck::noteOther()
{
    const QList<dlt645::Sighting> all = dlt645::decodeAll(m_io.lastReceived());
    for (const dlt645::Sighting &one : all) {
        if (one.flaw != dlt645::Flaw::None || !one.frame.isAnswer())
            continue;
        const OtherAnswer other{{m_order.meter.protocol, dlt645::addressText(one.frame.address)},
                                m_order.meter.address};
        if (other.answered.address != other.asked && !m_evidence.others.contains(other))
            m_evidence.others.append(other);
    }
}

// What never comes through although it begins right each time is answered by two at once.
void MeterCheck::noteTwins()
{
    for (const Part &part : std::as_const(m_parts)) {
        if (part.good == 0 && part.damaged > 0 && part.tails > part.damaged) {
            m_evidence.twins.append(m_order.meter);
            return;
        }
    }
}

CheckReport MeterCheck::report()
{
    CheckReport report;
    m_evidence.counters = m_io.counters();
    m_evidence.counters -= m_before;
    m_evidence.spoiledTails = m_io.spoiledTails();
    m_evidence.settings = m_io.settings().text();
    noteTwins();
    for (const Part &part : std::as_const(m_parts))
        report.readings += part.readings;
    if (!report.readings.isEmpty()) // a meter need not have everything
        m_evidence.refusals.clear();
    report.damaged = m_evidence.damagedAnswers();
    report.attempts = report.damaged + m_evidence.goodAnswers();
    report.findings = explainLine(m_evidence);
    if (m_evidence.twins.isEmpty()) {
        report.findings += explainValues(report.readings, m_order.references);
        addWordOrder(report.findings);
    } else {
        report.readings.clear();
    }
    sortByGravity(report.findings);
    return report;
}

void MeterCheck::addWordOrder(QList<Finding> &findings)
{
    const std::optional<int> unit = modbus::unitFromText(m_order.meter.address);
    if (!m_voltage || !unit || m_evidence.goodAnswers() == 0)
        return;
    const auto raw
        = modbus::readRegisters(m_io, *unit, modbus::Function(m_voltage->function), m_voltage->address,
                                registersOf(m_voltage->format.type), modbus::timingFor());
    const auto order = raw ? explainWordOrder(*m_voltage, raw->registers) : std::nullopt;
    if (!order)
        return;
    // The true cause of values that cannot be.
    findings.removeIf([](const Finding &one) {
        return one.word == QLatin1String("value_implausible")
            || one.word == QLatin1String("decimals_suspected");
    });
    findings.append(*order);
}

} // namespace

Result<CheckReport> checkMeter(LineIo &io, const CheckOrder &order, const MeterProfile *profile,
                               const LineTiming &timing)
{
    MeterCheck check(io, order, timing);
    if (const Done done = check.prepare(profile); !done)
        return tl::unexpected(done.error());
    return check.run();
}

} // namespace pd::serial
