// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/meter/finding.h"

namespace pd {

QString Finding::text() const
{
    QString all = word;
    for (auto one = parameters.cbegin(); one != parameters.cend(); ++one)
        all += QLatin1Char(' ') + one.key() + QLatin1Char('=') + one.value();
    return all;
}

QString toWord(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Note: break;
    case Finding::Severity::Warning: return QStringLiteral("warning");
    case Finding::Severity::Fault: return QStringLiteral("fault");
    }
    return QStringLiteral("note");
}

QString toWord(Finding::Confidence confidence)
{
    switch (confidence) {
    case Finding::Confidence::Possible: break;
    case Finding::Confidence::Likely: return QStringLiteral("likely");
    case Finding::Confidence::Certain: return QStringLiteral("certain");
    }
    return QStringLiteral("possible");
}

QStringList findingWords()
{
    return {QStringLiteral("no_bytes"),
            QStringLiteral("only_echo"),
            QStringLiteral("echo"),
            QStringLiteral("wrong_settings"),
            QStringLiteral("bad_checksums"),
            QStringLiteral("answers_spoiled"),
            QStringLiteral("collision"),
            QStringLiteral("duplicate_address"),
            QStringLiteral("several_meters"),
            QStringLiteral("foreign_master"),
            QStringLiteral("other_address"),
            QStringLiteral("refused"),
            QStringLiteral("late_answers"),
            QStringLiteral("no_answer"),
            QStringLiteral("ratio_suspected"),
            QStringLiteral("decimals_suspected"),
            QStringLiteral("reference_differs"),
            QStringLiteral("word_order"),
            QStringLiteral("power_mismatch"),
            QStringLiteral("power_negative"),
            QStringLiteral("value_implausible")};
}

} // namespace pd
