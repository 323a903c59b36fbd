// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/writejob.h"

#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/modbusread.h"
#include "models/basics/clock.h"
#include "models/basics/whenfinished.h"
#include "serial/guard/writeguard.h"
#include "serial/line/line.h"

#include <QCoreApplication>
#include <QFile>

namespace pd::ctl {

namespace {

using namespace pd::serial;
using Act = WriteOrder::Act;

constexpr qint64 longestPasswordFile = 64;

// What the reasons of the guard mean, and what to do.
QString advice(const QString &reason)
{
    if (reason == QLatin1String("unauthorised"))
        return QStringLiteral("The meter refused the password. It is not sent again: after five wrong ones "
                              "most meters lock for a day.");
    if (reason == QLatin1String("password_refused_before") || reason == QLatin1String("lockout_near"))
        return QStringLiteral("Nothing was sent. `piledeckctl meter lockout` shows what was refused; with "
                              "--forget --reason TEXT it may be tried again.");
    if (reason == QLatin1String("more_than_one_meter"))
        return QStringLiteral("Nothing was written. Give the whole address of the meter.");
    if (reason == QLatin1String("clock_too_far") || reason == QLatin1String("clock_once_a_day"))
        return QStringLiteral("Nothing was sent. Set this meter's clock with its password.");
    if (reason == QLatin1String("near_midnight"))
        return QStringLiteral("Nothing was sent. Try again ten minutes later.");
    if (reason == QLatin1String("line_rate_fixed"))
        return QStringLiteral(
            "Nothing was sent. A gateway has its own rate: the meter would be out of reach.");
    if (reason == QLatin1String("rate_lost"))
        return QStringLiteral("Look for it with `piledeckctl meter scan`; its power switched off and on may "
                              "bring the old rate back.");
    if (reason == QLatin1String("unconfirmed"))
        return QStringLiteral("It may have acted: read it before you try again.");
    return {};
}

void failed(const Error &error)
{
    const QString reason = error.reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(error.reason);
    complain(QStringLiteral("%1%2: %3").arg(toWord(error.kind), reason, error.detail));
    if (const QString help = advice(error.reason); !help.isEmpty())
        complain(help);
    QCoreApplication::exit(error.kind == Error::Kind::Invalid ? ExitUsage : ExitFailed);
}

// What no meter lets read again, so that its word must do.
bool isBlind(const WriteOrder &order)
{
    switch (order.act) {
    case Act::Item: // a password
    case Act::Password:
    case Act::Output: return true;
    case Act::Freeze: return order.freeze.repeat != WriteOrder::Freeze::Repeat::AtOnce;
    case Act::CheckClock:
    case Act::SetClock:
    case Act::BroadcastTime:
    case Act::Relay:
    case Act::Address:
    case Act::Baud: break;
    }
    return false;
}

// What is accepted but cannot be read again is done only where that is its nature.
bool isDone(const WriteOrder &order, WriteVerdict verdict)
{
    return verdict == WriteVerdict::Confirmed || verdict == WriteVerdict::AwaitsButton
        || (verdict == WriteVerdict::NotReadable && isBlind(order));
}

void printOutcome(const WriteOrder &order, const WriteOutcome &outcome)
{
    JsonLine json;
    json.text("meter", outcome.meter.address);
    switch (order.act) {
    case Act::Item:
        json.text("item", order.item)
            .textOrNull("before", outcome.before)
            .textOrNull("read_back", outcome.shown);
        break;
    case Act::SetClock:
    case Act::BroadcastTime: json.numberOrNull("offset_before_s", outcome.offsetBeforeS); [[fallthrough]];
    case Act::CheckClock: json.numberOrNull("offset_s", outcome.offsetS); break;
    case Act::Relay:
        json.textOrNull("before", outcome.before)
            .textOrNull("relay", outcome.shown)
            .truth("confirmed", isDone(order, outcome.verdict));
        break;
    case Act::Address: json.text("address", outcome.shown); break;
    case Act::Freeze:
        json.text("freeze", toText(order.freeze))
            .textOrNull("before", outcome.before)
            .textOrNull("frozen_at", outcome.shown);
        break;
    case Act::Baud: json.text("before", outcome.before).text("answers_at", outcome.shown); break;
    case Act::Password: json.number("level", order.newPassword.level); break;
    case Act::Output: json.text("output", toWord(order.output)); break;
    }
    json.text("verdict", toWord(outcome.verdict)).truth("sent", outcome.wasSent).print();
}

} // namespace

void addPasswordOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("password-file"),
                      QStringLiteral("A file with the six digits of the password; it is sent once."),
                      QStringLiteral("F")});
    parser.addOption({QStringLiteral("level"),
                      QStringLiteral("Of the password, 0 to 9; 2 for the relay and 4 otherwise."),
                      QStringLiteral("N")});
    parser.addOption({QStringLiteral("operator"), QStringLiteral("Code of up to eight digits, 0."),
                      QStringLiteral("CODE"), QStringLiteral("0")});
}

void addJobOptions(QCommandLineParser &parser)
{
    addLineOptions(parser);
    addMeterOptions(parser);
    parser.addOption({QStringLiteral("frames"),
                      QStringLiteral("Shows all frames on standard error; passwords are concealed.")});
}

Result<QString> readDigits(const QCommandLineParser &parser, const QString &option)
{
    const QString path = parser.value(option);
    if (path.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("--%1 F is needed").arg(option));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Invalid, path + QStringLiteral(": ") + file.errorString());
    QByteArray content = file.read(longestPasswordFile);
    const QString digits = QString::fromLatin1(content.trimmed());
    content.fill('\0');
    return digits;
}

Result<MeterPassword> readPassword(const QCommandLineParser &parser, int usualLevel)
{
    const Result<QString> digits = readDigits(parser, QStringLiteral("password-file"));
    if (!digits)
        return tl::unexpected(digits.error());
    bool levelOk = true;
    bool operatorOk = false;
    const QString level = parser.value(QStringLiteral("level"));
    MeterPassword password;
    password.digits = *digits;
    password.level = level.isEmpty() ? usualLevel : level.toInt(&levelOk);
    password.operatorCode = parser.value(QStringLiteral("operator")).toUInt(&operatorOk);
    if (!levelOk || !operatorOk)
        return failure(Error::Kind::Invalid, QStringLiteral("--level is 0 to 9, --operator up to 8 digits"));
    if (const auto made = dlt645::Password::fromText(password.digits, password.level); !made)
        return tl::unexpected(made.error());
    return password;
}

Result<WriteJob> writeJob(const QCommandLineParser &parser, Act act)
{
    const Result<LineSettings> settings = lineSettings(parser);
    const Result<MeterAddress> meter = meterToWrite(parser);
    if (!settings || !meter)
        return tl::unexpected(!settings ? settings.error() : meter.error());
    WriteJob job;
    job.settings = *settings;
    job.order.act = act;
    job.order.meter = *meter;
    job.audit = auditFile(parser);
    job.frames = parser.isSet(QStringLiteral("frames"));
    return job;
}

int performWrite(const WriteJob &job)
{
    SystemSteadyClock steady;
    const SystemClock clock;
    const GuardScene scene{job.audit, AuditFile::usualPerson(), job.settings.path,
                           [&clock] { return clock.now().toLocalTime(); }};
    Line line(job.settings, steady);
    if (job.frames)
        QObject::connect(&line, &Line::logged, &line, &printLogged);
    whenFinished(line.open(), &line, [&](const pd::Done &opened) {
        if (!opened)
            return failed(opened.error());
        const auto act = [&](LineIo &io) { return WriteGuard(io, scene, LineTiming()).perform(job.order); };
        whenFinished(line.submit<WriteOutcome>(act), &line, [&job](const Result<WriteOutcome> &outcome) {
            if (!outcome)
                return failed(outcome.error());
            printOutcome(job.order, *outcome);
            QCoreApplication::exit(isDone(job.order, outcome->verdict) ? ExitDone : ExitFailed);
        });
    });
    return QCoreApplication::exec();
}

} // namespace pd::ctl
