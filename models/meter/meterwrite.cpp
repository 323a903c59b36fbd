// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meter/meterwrite.h"

#include "models/basics/words.h"

#include <QSet>

namespace pd {

namespace {

using Act = WriteOrder::Act;
using Step = WriteRecord::Step;

constexpr std::array<Word<Act>, 10> acts{{{Act::Item, QLatin1String("item")},
                                          {Act::CheckClock, QLatin1String("check_clock")},
                                          {Act::SetClock, QLatin1String("set_clock")},
                                          {Act::BroadcastTime, QLatin1String("broadcast_time")},
                                          {Act::Relay, QLatin1String("relay")},
                                          {Act::Address, QLatin1String("address")},
                                          {Act::Freeze, QLatin1String("freeze")},
                                          {Act::Baud, QLatin1String("baud")},
                                          {Act::Password, QLatin1String("password")},
                                          {Act::Output, QLatin1String("output")}}};
constexpr std::array<Word<WriteVerdict>, 9> verdicts{
    {{WriteVerdict::Confirmed, QLatin1String("confirmed")},
     {WriteVerdict::Differs, QLatin1String("differs")},
     {WriteVerdict::NotReadable, QLatin1String("not_readable")},
     {WriteVerdict::AwaitsButton, QLatin1String("awaits_button")},
     {WriteVerdict::Refused, QLatin1String("refused")},
     {WriteVerdict::Rejected, QLatin1String("rejected")},
     {WriteVerdict::NotWritten, QLatin1String("not_written")},
     {WriteVerdict::Unknown, QLatin1String("unknown")},
     {WriteVerdict::Blocked, QLatin1String("blocked")}}};
constexpr std::array<Word<Step>, 4> steps{{{Step::Sending, QLatin1String("sending")},
                                           {Step::Outcome, QLatin1String("outcome")},
                                           {Step::Blocked, QLatin1String("blocked")},
                                           {Step::Forgot, QLatin1String("forgot")}}};

} // namespace

QString toWord(WriteOrder::Act act)
{
    return wordFor(acts, act);
}

QString toWord(WriteOrder::Relay relay)
{
    switch (relay) {
    case WriteOrder::Relay::Open: break;
    case WriteOrder::Relay::PermitClosing: return QStringLiteral("permit");
    case WriteOrder::Relay::Close: return QStringLiteral("close");
    }
    return QStringLiteral("open");
}

QString toWord(WriteOrder::Output output)
{
    switch (output) {
    case WriteOrder::Output::ClockSecond: break;
    case WriteOrder::Output::DemandPeriod: return QStringLiteral("demand_period");
    case WriteOrder::Output::TariffSwitch: return QStringLiteral("tariff_switch");
    }
    return QStringLiteral("clock_second");
}

QString toText(const WriteOrder::Freeze &freeze)
{
    const auto two = [](int number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    const QString time = two(freeze.hour) + QLatin1Char(':') + two(freeze.minute);
    switch (freeze.repeat) {
    case WriteOrder::Freeze::Repeat::AtOnce: break;
    case WriteOrder::Freeze::Repeat::Hourly: return QStringLiteral("hourly ") + two(freeze.minute);
    case WriteOrder::Freeze::Repeat::Daily: return QStringLiteral("daily ") + time;
    case WriteOrder::Freeze::Repeat::Monthly:
        return QStringLiteral("monthly ") + two(freeze.day) + QLatin1Char(' ') + time;
    }
    return QStringLiteral("at_once");
}

QString toWord(WriteVerdict verdict)
{
    return wordFor(verdicts, verdict);
}

QString toWord(WriteRecord::Step step)
{
    return wordFor(steps, step);
}

std::optional<WriteOrder::Act> writeActFromWord(const QString &word)
{
    return valueFor(acts, word);
}

std::optional<WriteVerdict> writeVerdictFromWord(const QString &word)
{
    return valueFor(verdicts, word);
}

std::optional<WriteRecord::Step> writeStepFromWord(const QString &word)
{
    return valueFor(steps, word);
}

bool acceptedPassword(WriteVerdict verdict)
{
    return verdict == WriteVerdict::Confirmed || verdict == WriteVerdict::Differs
        || verdict == WriteVerdict::NotReadable || verdict == WriteVerdict::AwaitsButton;
}

Lockout lockoutOf(const QList<WriteRecord> &records)
{
    Lockout lockout;
    QSet<QString> open;
    for (const WriteRecord &record : records) {
        if (record.step == Step::Forgot) {
            lockout = {};
            open.clear();
        }
        if (!record.level)
            continue;
        if (record.step == Step::Sending)
            open.insert(record.number);
        if (record.step != Step::Outcome || !record.verdict)
            continue;
        open.remove(record.number);
        if (acceptedPassword(*record.verdict)) {
            lockout = {};
            open.clear();
        } else if (*record.verdict == WriteVerdict::Refused) {
            ++lockout.refused;
            lockout.lastRefused = record.at;
        } else if (*record.verdict != WriteVerdict::Rejected) {
            ++lockout.doubtful;
        }
    }
    lockout.doubtful += int(open.size());
    return lockout;
}

} // namespace pd
