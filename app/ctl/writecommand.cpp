// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that change something in a meter. All go through the guard, which knows what must not be sent.
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/metertowrite.h"
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

constexpr int usualWriteLevel = 4;
constexpr int usualRelayLevel = 2;
constexpr qint64 longestPasswordFile = 64;

struct Job
{
    LineSettings settings;
    WriteOrder order;
    AuditFile audit;
    bool frames = false;
};

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

// The reason never repeats what is in the file.
Result<MeterPassword> readPassword(const QCommandLineParser &parser, int usualLevel)
{
    const QString path = parser.value(QStringLiteral("password-file"));
    if (path.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("--password-file F is needed"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Invalid, path + QStringLiteral(": ") + file.errorString());
    bool levelOk = true;
    bool operatorOk = false;
    const QString level = parser.value(QStringLiteral("level"));
    MeterPassword password;
    password.level = level.isEmpty() ? usualLevel : level.toInt(&levelOk);
    password.operatorCode = parser.value(QStringLiteral("operator")).toUInt(&operatorOk);
    if (!levelOk || !operatorOk)
        return failure(Error::Kind::Invalid, QStringLiteral("--level is 0 to 9, --operator up to 8 digits"));
    QByteArray content = file.read(longestPasswordFile);
    password.digits = QString::fromLatin1(content.trimmed());
    content.fill('\0');
    if (const auto made = dlt645::Password::fromText(password.digits, password.level); !made)
        return tl::unexpected(made.error());
    return password;
}

Result<Job> jobOf(const QCommandLineParser &parser, Act act)
{
    const Result<LineSettings> settings = lineSettings(parser);
    const Result<MeterAddress> meter = meterToWrite(parser);
    if (!settings || !meter)
        return tl::unexpected(!settings ? settings.error() : meter.error());
    Job job;
    job.settings = *settings;
    job.order.act = act;
    job.order.meter = *meter;
    job.audit = auditFile(parser);
    job.frames = parser.isSet(QStringLiteral("frames"));
    return job;
}

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

// What is accepted but cannot be read again is done only where that is its nature: a password.
bool isDone(const WriteOrder &order, WriteVerdict verdict)
{
    return verdict == WriteVerdict::Confirmed || verdict == WriteVerdict::AwaitsButton
        || (verdict == WriteVerdict::NotReadable && order.act == Act::Item);
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
    }
    json.text("verdict", toWord(outcome.verdict)).truth("sent", outcome.wasSent).print();
}

int perform(const Job &job)
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

std::optional<WriteOrder::Relay> relayCommand(const QString &word)
{
    if (word == QLatin1String("trip"))
        return WriteOrder::Relay::Open;
    if (word == QLatin1String("permit"))
        return WriteOrder::Relay::PermitClosing;
    if (word == QLatin1String("close"))
        return WriteOrder::Relay::Close;
    return std::nullopt;
}

} // namespace

int runMeterWrite(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Writes an item of a DL/T 645 meter and reads it back. VALUE as `meter read` prints it. A refused "
        "password is\nnever sent to this meter again; where several meters answer a wildcard, nothing is "
        "written."));
    addJobOptions(parser);
    addPasswordOptions(parser);
    parser.addPositionalArgument(QStringLiteral("ITEM"), QStringLiteral("Identifier."));
    parser.addPositionalArgument(QStringLiteral("VALUE"), QStringLiteral("What to write."),
                                 QStringLiteral("VALUE ..."));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter write"), arguments))
        return *done;
    Result<Job> job = jobOf(parser, Act::Item);
    if (!job)
        return refuse(job.error());
    const QStringList words = parser.positionalArguments();
    if (words.size() < 2)
        return refuse({Error::Kind::Invalid, QStringLiteral("ITEM and VALUE are needed"), {}});
    const Result<MeterPassword> password = readPassword(parser, usualWriteLevel);
    if (!password)
        return refuse(password.error());
    job->order.item = words.first();
    job->order.values = words.mid(1);
    job->order.password = *password;
    return perform(*job);
}

int runMeterClock(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Sets a DL/T 645 meter's clock to this machine's and reads it back. --check only reads; --broadcast "
        "tells the time\nto all meters on the line, which take up to five minutes once a day. Both need no "
        "password."));
    addJobOptions(parser);
    addPasswordOptions(parser);
    parser.addOption({QStringLiteral("check"), QStringLiteral("Only tells by how much it is wrong.")});
    parser.addOption({QStringLiteral("broadcast"), QStringLiteral("Tells the time to all meters.")});
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter clock"), arguments))
        return *done;
    const Act act = parser.isSet(QStringLiteral("check")) ? Act::CheckClock
        : parser.isSet(QStringLiteral("broadcast"))       ? Act::BroadcastTime
                                                          : Act::SetClock;
    Result<Job> job = jobOf(parser, act);
    if (!job)
        return refuse(job.error());
    if (act == Act::SetClock) {
        const Result<MeterPassword> password = readPassword(parser, usualWriteLevel);
        if (!password)
            return refuse(password.error());
        job->order.password = *password;
    }
    return perform(*job);
}

int runMeterRelay(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Opens or closes the relay of a DL/T 645-2007 meter, and reads its state. Cuts off whoever is "
        "supplied: --confirm\nmust repeat the address."));
    addJobOptions(parser);
    addPasswordOptions(parser);
    parser.addOption(
        {QStringLiteral("confirm"), QStringLiteral("The address once more."), QStringLiteral("A")});
    parser.addPositionalArgument(QStringLiteral("COMMAND"), QStringLiteral("trip, permit or close."));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter relay"), arguments))
        return *done;
    Result<Job> job = jobOf(parser, Act::Relay);
    if (!job)
        return refuse(job.error());
    const auto command = relayCommand(parser.positionalArguments().value(0));
    if (!command || job->order.meter.protocol != MeterProtocol::Dlt645_2007)
        return refuse({Error::Kind::Invalid, QStringLiteral("trip, permit or close, of dlt645-2007"), {}});
    job->order.relay = *command;
    job->order.confirmation = parser.value(QStringLiteral("confirm"));
    if (dlt645::addressFromText(job->order.confirmation) != dlt645::addressFromText(job->order.meter.address))
        return refuse({Error::Kind::Invalid, QStringLiteral("--confirm must repeat the address"), {}});
    const Result<MeterPassword> password = readPassword(parser, usualRelayLevel);
    if (!password)
        return refuse(password.error());
    job->order.password = *password;
    return perform(*job);
}

int runMeterAddress(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Gives the only DL/T 645 meter on the line another address; its programming key must be pressed. "
        "--address is\nthe old one, or AAAAAAAAAAAA."));
    addJobOptions(parser);
    parser.addPositionalArgument(QStringLiteral("NEW"), QStringLiteral("Twelve digits."));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter address"), arguments))
        return *done;
    Result<Job> job = jobOf(parser, Act::Address);
    if (!job)
        return refuse(job.error());
    job->order.newAddress = parser.positionalArguments().value(0);
    if (job->order.newAddress.isEmpty())
        return refuse({Error::Kind::Invalid, QStringLiteral("NEW is needed"), {}});
    return perform(*job);
}

} // namespace pd::ctl
