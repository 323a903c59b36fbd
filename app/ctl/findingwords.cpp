// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/findingwords.h"

#include "app/ctl/jsonline.h"

#include <QHash>

namespace pd::ctl {

namespace {

// {name} is a parameter.
QString sentence(const QString &word)
{
    static const QHash<QString, const char *> table{
        {QStringLiteral("no_bytes"),
         "not one byte came back to {requests} requests: A and B swapped, no power at the meter, the wrong "
         "port, or a broken direction line of the adapter"},
        {QStringLiteral("only_echo"),
         "only the adapter's echo came back: the line works up to the adapter; A and B swapped, no power at "
         "the meter, or other settings"},
        {QStringLiteral("echo"), "the adapter hears what it sends; its echo is filtered"},
        {QStringLiteral("wrong_settings"),
         "{bytes} bytes came that are no frame: baud rate or parity differ (heard at {settings})"},
        {QStringLiteral("bad_checksums"),
         "{percent} % of the answers are spoiled ({damaged} of {attempts}): terminator, bias, ground or "
         "noise; at 9600 bit/s a line may be about 1200 m long"},
        {QStringLiteral("answers_spoiled"), "most answers are spoiled ({damaged} of {attempts})"},
        {QStringLiteral("collision"),
         "answers begin right and end broken ({damaged} of {attempts}): two meters of one address, or two "
         "masters (the pile's own controller?)"},
        {QStringLiteral("duplicate_address"),
         "every answer of {protocol} {address} is spoiled though it begins right: a second meter of that "
         "address is suspected; none of its values is good"},
        {QStringLiteral("several_meters"), "{count} {protocol} meters answer to the wildcard address"},
        {QStringLiteral("foreign_master"),
         "another master asks on this line: {protocol} at {settings}, meter {address}; the pile's own "
         "controller? Disconnect it while working here"},
        {QStringLiteral("other_address"),
         "{address} answered when {asked} was asked: a wildcard reply, or a meter with another address"},
        {QStringLiteral("refused"),
         "{protocol} {address} understood and refused ({reason}): wrong identifier, register map or "
         "function; the wiring is fine"},
        {QStringLiteral("late_answers"),
         "answers come after they were given up ({timeouts} times silent, {strays} stray): allow more time"},
        {QStringLiteral("no_answer"),
         "frames are on the line, but none answers what was asked ({requests} requests)"},
        {QStringLiteral("ratio_suspected"),
         "{quantity} is {value} where the reference shows {reference}: a transformer ratio of {ratio} is "
         "suspected"},
        {QStringLiteral("decimals_suspected"),
         "{quantity} is {value} where {reference} is expected: decimals, a factor of {factor}"},
        {QStringLiteral("reference_differs"),
         "{quantity} is {value} where the reference shows {reference}: {percent} % off, by no usual factor"},
        {QStringLiteral("word_order"),
         "{quantity} makes sense ({value}) only in the word order {order}: set the profile so"},
        {QStringLiteral("power_mismatch"),
         "{quantity} is {value}, but voltage, current and power factor come to {computed}: phases mixed up?"},
        {QStringLiteral("power_negative"),
         "{quantity} is {value}: current transformer reversed, or phases swapped"},
        {QStringLiteral("value_implausible"),
         "{quantity} is {value}, which cannot be: wrong profile, register or decimals"},
    };
    return QString::fromLatin1(table.value(word, ""));
}

} // namespace

QString inWords(const Finding &finding)
{
    QString words = sentence(finding.word);
    for (auto one = finding.parameters.cbegin(); one != finding.parameters.cend(); ++one)
        words.replace(QLatin1Char('{') + one.key() + QLatin1Char('}'), one.value());
    return QStringLiteral("%1 (%2, %3): %4")
        .arg(finding.word, toWord(finding.severity), toWord(finding.confidence), words);
}

void printFinding(const Finding &finding)
{
    JsonLine json;
    json.text("finding", finding.word)
        .text("severity", toWord(finding.severity))
        .text("confidence", toWord(finding.confidence));
    for (auto one = finding.parameters.cbegin(); one != finding.parameters.cend(); ++one)
        json.text(one.key().toLatin1().constData(), one.value());
    json.print();
}

} // namespace pd::ctl
