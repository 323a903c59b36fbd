// SPDX-License-Identifier: GPL-3.0-or-later
// What the guard remembers of a meter, out of the audit file; no line is needed.
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/metertowrite.h"
#include "models/basics/clock.h"
#include "serial/dlt645/frame.h"
#include "serial/guard/aloneproof.h"
#include "serial/guard/writeguard.h"

namespace pd::ctl {

using namespace pd::serial;

void addMeterOptions(QCommandLineParser &parser)
{
    addProtocolOption(parser);
    parser.addOption({QStringLiteral("address"), QStringLiteral("As printed on the meter, up to 12 digits."),
                      QStringLiteral("A")});
    parser.addOption(
        {QStringLiteral("audit"),
         QStringLiteral("Where all that is written is recorded, %1.").arg(AuditFile::usualPath()),
         QStringLiteral("FILE")});
}

Result<MeterAddress> meterToWrite(const QCommandLineParser &parser)
{
    const Result<Protocol> protocol = protocolFromText(parser.value(QStringLiteral("protocol")));
    if (!protocol)
        return tl::unexpected(protocol.error());
    if (*protocol == Protocol::ModbusRtu)
        return failure(Error::Kind::Invalid, QStringLiteral("Modbus meters are only read"));
    const auto address = dlt645::addressFromText(parser.value(QStringLiteral("address")));
    if (!address)
        return failure(Error::Kind::Invalid, QStringLiteral("--address A: up to 12 digits"));
    return MeterAddress{*protocol == Protocol::Dlt645_1997 ? MeterProtocol::Dlt645_1997
                                                           : MeterProtocol::Dlt645_2007,
                        dlt645::addressText(*address)};
}

AuditFile auditFile(const QCommandLineParser &parser)
{
    const QString path = parser.value(QStringLiteral("audit"));
    return AuditFile(path.isEmpty() ? AuditFile::usualPath() : path);
}

namespace {

int forget(const AuditFile &audit, const MeterAddress &meter, const QString &reason)
{
    const SystemClock clock;
    const GuardScene scene{audit, AuditFile::usualPerson(), {}, [&clock] { return clock.now(); }};
    const Done done = forgetRefusals(scene, meter, reason);
    return done ? int(ExitDone) : refuse(done.error());
}

} // namespace

int runMeterLockout(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Shows how many passwords a meter has refused since it accepted one: most meters lock for a day "
        "after five,\nand none is sent after four. --forget lets refused passwords be sent again."));
    addMeterOptions(parser);
    parser.addOption({QStringLiteral("forget"), QStringLiteral("Begins anew; needs --reason.")});
    parser.addOption(
        {QStringLiteral("reason"), QStringLiteral("Why; it is recorded."), QStringLiteral("TEXT")});
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter lockout"), arguments))
        return *done;
    const Result<MeterAddress> meter = meterToWrite(parser);
    if (!meter)
        return refuse(meter.error());
    const AuditFile audit = auditFile(parser);
    if (parser.isSet(QStringLiteral("forget"))) {
        if (const int status = forget(audit, *meter, parser.value(QStringLiteral("reason")));
            status != ExitDone)
            return status;
    }
    const Result<WriteHistory> history = audit.history(*meter);
    if (!history)
        return refuse(history.error());
    const Lockout &lockout = history->lockout;
    JsonLine json;
    json.text("meter", meter->address)
        .number("refused", lockout.refused)
        .number("doubtful", lockout.doubtful)
        .number("tries_left", qMax(0, Lockout::tries - lockout.count()))
        .textOrNull("last_refused", lockout.lastRefused.toString(Qt::ISODate))
        .number("records", history->records.size())
        .number("unreadable_lines", history->unreadableLines)
        .print();
    return ExitDone;
}

} // namespace pd::ctl
