// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that change how a meter works: freeze, rate, password, output.
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/writejob.h"

#include <QRegularExpression>

namespace pd::ctl {

namespace {

using Act = WriteOrder::Act;
using Freeze = WriteOrder::Freeze;

// "now", "hourly:MM", "daily:HH:MM", "monthly:DD:HH:MM"
std::optional<Freeze> freezeFromText(const QString &text)
{
    if (text == QLatin1String("now"))
        return Freeze();
    static const QRegularExpression pattern(QStringLiteral(
        "^(?:hourly|daily(?<dh>:[0-9]{1,2})|monthly:(?<d>[0-9]{1,2})(?<mh>:[0-9]{1,2})):(?<m>[0-9]{1,2})$"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    Freeze freeze;
    freeze.repeat = text.startsWith(QLatin1Char('h')) ? Freeze::Repeat::Hourly
        : text.startsWith(QLatin1Char('d'))           ? Freeze::Repeat::Daily
                                                      : Freeze::Repeat::Monthly;
    freeze.minute = match.captured(u"m").toInt();
    const QString hour = match.captured(u"dh") + match.captured(u"mh");
    freeze.hour = hour.mid(1).toInt();
    freeze.day = freeze.repeat == Freeze::Repeat::Monthly ? match.captured(u"d").toInt() : 1;
    return freeze;
}

std::optional<WriteOrder::Output> outputFromText(const QString &text)
{
    if (text == QLatin1String("clock"))
        return WriteOrder::Output::ClockSecond;
    if (text == QLatin1String("demand"))
        return WriteOrder::Output::DemandPeriod;
    if (text == QLatin1String("tariff"))
        return WriteOrder::Output::TariffSwitch;
    return std::nullopt;
}

int usage(const char *words)
{
    return refuse({Error::Kind::Invalid, QString::fromLatin1(words), {}});
}

} // namespace

int runMeterFreeze(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Lets one DL/T 645-2007 meter freeze its registers, at once or again and again. What is "
        "frozen at once is read\nback. Needs no password; where several meters answer a wildcard, "
        "nothing is sent."));
    addJobOptions(parser);
    parser.addPositionalArgument(QStringLiteral("WHEN"),
                                 QStringLiteral("now, hourly:MM, daily:HH:MM or monthly:DD:HH:MM."));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter freeze"), arguments))
        return *done;
    Result<WriteJob> job = writeJob(parser, Act::Freeze);
    if (!job)
        return refuse(job.error());
    const auto freeze = freezeFromText(parser.positionalArguments().value(0));
    if (!freeze)
        return usage("WHEN is now, hourly:MM, daily:HH:MM or monthly:DD:HH:MM");
    job->order.freeze = *freeze;
    return performWrite(*job);
}

int runMeterBaud(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Lets one DL/T 645 meter go over to another rate, and looks for it there; where it does "
        "not answer, at the old\nrate. --baud is the rate of the line now."));
    addJobOptions(parser);
    parser.addPositionalArgument(QStringLiteral("RATE"),
                                 QStringLiteral("600, 1200, 2400, 4800, 9600 or 19200 bit/s."));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter baud"), arguments))
        return *done;
    Result<WriteJob> job = writeJob(parser, Act::Baud);
    if (!job)
        return refuse(job.error());
    job->order.baud = parser.positionalArguments().value(0).toInt();
    return performWrite(*job);
}

int runMeterPassword(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Gives a DL/T 645 meter another password. The present one is sent once; a refused one is "
        "never sent again."));
    addJobOptions(parser);
    addPasswordOptions(parser);
    parser.addOption({QStringLiteral("new-password-file"),
                      QStringLiteral("A file with the six digits of the new password."),
                      QStringLiteral("F")});
    parser.addOption({QStringLiteral("new-level"),
                      QStringLiteral("The level that gets it, 0 to 9; otherwise that of the present one."),
                      QStringLiteral("N")});
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter password"), arguments))
        return *done;
    Result<WriteJob> job = writeJob(parser, Act::Password);
    if (!job)
        return refuse(job.error());
    const Result<MeterPassword> password = readPassword(parser, usualWriteLevel);
    const Result<QString> digits = readDigits(parser, QStringLiteral("new-password-file"));
    if (!password || !digits)
        return refuse(!password ? password.error() : digits.error());
    bool levelOk = true;
    const QString level = parser.value(QStringLiteral("new-level"));
    job->order.password = *password;
    job->order.newPassword.digits = *digits;
    job->order.newPassword.level = level.isEmpty() ? password->level : level.toInt(&levelOk);
    return levelOk ? performWrite(*job) : usage("--new-level is 0 to 9");
}

int runMeterOutput(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Chooses what the multi-function terminal of one DL/T 645-2007 meter gives. Needs no "
                       "password; cannot be read back."));
    addJobOptions(parser);
    parser.addPositionalArgument(QStringLiteral("WHAT"), QStringLiteral("clock, demand or tariff."));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter output"), arguments))
        return *done;
    Result<WriteJob> job = writeJob(parser, Act::Output);
    if (!job)
        return refuse(job.error());
    const auto output = outputFromText(parser.positionalArguments().value(0));
    if (!output)
        return usage("WHAT is clock, demand or tariff");
    job->order.output = *output;
    return performWrite(*job);
}

} // namespace pd::ctl
