// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/findingtext.h"

#include "ui/meters/readingsmodel.h"

#include <QHash>

namespace pd::ui {

namespace {

struct Pair
{
    const char *what;
    const char *help;
};

// {name} is a parameter of the finding.
const QHash<QString, Pair> &lineFindings()
{
    static const QHash<QString, Pair> table{
        {QStringLiteral("no_bytes"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "Not one byte came back to {requests} requests."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "Nothing is connected that answers. Swap A and B, check the meter's power, the "
                            "port, and the adapter's direction line.")}},
        {QStringLiteral("only_echo"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "Only the adapter's own echo came back."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "The line works up to the adapter. Swap A and B, and check the meter's power.")}},
        {QStringLiteral("echo"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "The adapter hears what it sends itself."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "Its echo was recognised and filtered out. Nothing needs to be done.")}},
        {QStringLiteral("wrong_settings"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "{bytes} bytes came that make no frame."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "Baud rate or parity differ from the meter's. Try 1200, 2400, 4800 and 9600 "
                            "with even, no and odd parity.")}},
        {QStringLiteral("bad_checksums"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "{percent} % of the answers arrive damaged ({damaged} of {attempts})."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "The line is disturbed. Check the terminators of 120 ohms at both ends, bias, "
                            "ground and shield; at 9600 bit/s it may be about 1200 m long.")}},
        {QStringLiteral("answers_spoiled"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "Most answers arrive damaged ({damaged} of {attempts})."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "No value is shown from them. Check the wiring, and whether several devices "
                            "speak at once.")}},
        {QStringLiteral("collision"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "Answers begin right and end broken ({damaged} of {attempts})."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "Two speak at once: two meters of one address, or the pile's own controller "
                            "that still asks. Disconnect one of them.")}},
        {QStringLiteral("duplicate_address"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "Address {address} is suspected to be there twice."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "None of its values is shown as good. Disconnect one meter, give it another "
                            "address, then search again.")}},
        {QStringLiteral("several_meters"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "{count} meters answer on this line at once."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "They were told apart by their addresses. Read each by its own address.")}},
        {QStringLiteral("foreign_master"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "Somebody else asks on this line: {protocol}, {settings}."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "It is probably the pile's own controller. Disconnect it while you work here, "
                            "or only listen.")}},
        {QStringLiteral("other_address"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "Meter {address} answered though it was not asked."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "It is a reply to a wildcard, or the meter has another address than it says. "
                            "Use the address that it answers with.")}},
        {QStringLiteral("refused"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "The meter understood and refused ({reason})."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "The wiring is fine. Check identifier, register map or profile, and function.")}},
        {QStringLiteral("late_answers"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "Answers come after they were given up."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "The meter or a gateway is slow. Allow more time for an answer.")}},
        {QStringLiteral("no_answer"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "There is talk on the line, but no answer to what was asked."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "Another master is at work, or the address is wrong. Listen for a while, then "
                            "ask the meters that were heard.")}},
    };
    return table;
}

const QHash<QString, Pair> &valueFindings()
{
    static const QHash<QString, Pair> table{
        {QStringLiteral("ratio_suspected"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "{quantity}: {value} against {reference} at the reference, one part in {ratio}."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "A current transformer with a ratio of {ratio} is suspected. Compare with its "
                            "plate, then set the ratio in the meter or the profile.")}},
        {QStringLiteral("decimals_suspected"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "{quantity}: {value} where {reference} is expected."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "The decimals are off by a factor of {factor}. Correct the scale in the "
                            "profile.")}},
        {QStringLiteral("reference_differs"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "{quantity}: {value} against {reference} at the reference, {percent} %."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "No usual factor explains it. Check that both measure the same phases at the "
                            "same time.")}},
        {QStringLiteral("word_order"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "{quantity} makes sense only in the word order {order}: {value}."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "The meter sends its words in another order than the profile says. Set the "
                            "order {order} in the profile.")}},
        {QStringLiteral("power_mismatch"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "{quantity}: {value}, but voltage, current and power factor come to {computed}."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "Voltages and currents may be of different phases. Check the order of the "
                            "phases at the meter.")}},
        {QStringLiteral("power_negative"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "{quantity} is negative: {value}."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "A current transformer is reversed or phases are swapped. Turn it round, or "
                            "swap the wires of its secondary side.")}},
        {QStringLiteral("value_implausible"),
         {QT_TRANSLATE_NOOP("pd::ui::FindingText", "{quantity}: {value} cannot be."),
          QT_TRANSLATE_NOOP("pd::ui::FindingText",
                            "Profile, register or decimals are wrong. Choose the profile of this model.")}},
    };
    return table;
}

// Protocols are names; quantities have words of their own.
QString shown(const QString &name, const QString &value)
{
    if (name == QLatin1String("quantity"))
        return MeterWords::quantity(value);
    if (name != QLatin1String("protocol"))
        return value;
    return MeterWords::protocol(value);
}

QString filled(QString text, const Finding &finding)
{
    for (auto one = finding.parameters.cbegin(); one != finding.parameters.cend(); ++one)
        text.replace(QLatin1Char('{') + one.key() + QLatin1Char('}'), shown(one.key(), one.value()));
    return text;
}

} // namespace

QString FindingText::line() const
{
    return tr("%1 %2", "what was seen, then what to do").arg(what, help);
}

FindingText FindingText::of(const Finding &finding)
{
    FindingText text;
    auto pair = lineFindings().constFind(finding.word);
    if (pair == lineFindings().cend()) {
        pair = valueFindings().constFind(finding.word);
        if (pair == valueFindings().cend()) {
            text.what = tr("Something unusual was seen on the line.");
            text.help = tr("The frame log shows every byte.");
            return text;
        }
    }
    text.what = filled(tr(pair->what), finding);
    text.help = filled(tr(pair->help), finding);
    return text;
}

QString FindingText::graded(const Finding &finding, const QString &what)
{
    const bool isSure = finding.confidence != Finding::Confidence::Possible;
    switch (finding.severity) {
    case Finding::Severity::Note: break;
    case Finding::Severity::Warning:
        return (isSure ? tr("Warning: %1", "a finding") : tr("Possible warning: %1", "a finding")).arg(what);
    case Finding::Severity::Fault:
        return (isSure ? tr("Fault: %1", "a finding") : tr("Possible fault: %1", "a finding")).arg(what);
    }
    return tr("Note: %1", "a finding").arg(what);
}

QStringList FindingText::knownWords()
{
    return lineFindings().keys() + valueFindings().keys();
}

} // namespace pd::ui
