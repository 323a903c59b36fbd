// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that change something in a meter.
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/writejob.h"
#include "serial/dlt645/frame.h"

namespace pd::ctl {

namespace {

using namespace pd::serial;
using Act = WriteOrder::Act;

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
    Result<WriteJob> job = writeJob(parser, Act::Item);
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
    return performWrite(*job);
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
    Result<WriteJob> job = writeJob(parser, act);
    if (!job)
        return refuse(job.error());
    if (act == Act::SetClock) {
        const Result<MeterPassword> password = readPassword(parser, usualWriteLevel);
        if (!password)
            return refuse(password.error());
        job->order.password = *password;
    }
    return performWrite(*job);
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
    Result<WriteJob> job = writeJob(parser, Act::Relay);
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
    return performWrite(*job);
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
    Result<WriteJob> job = writeJob(parser, Act::Address);
    if (!job)
        return refuse(job.error());
    job->order.newAddress = parser.positionalArguments().value(0);
    if (job->order.newAddress.isEmpty())
        return refuse({Error::Kind::Invalid, QStringLiteral("NEW is needed"), {}});
    return performWrite(*job);
}

} // namespace pd::ctl
