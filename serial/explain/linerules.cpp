// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/explain/linerules.h"

#include <algorithm>

namespace pd::serial {

namespace {

using Severity = Finding::Severity;
using Confidence = Finding::Confidence;
using Parameters = QMap<QString, QString>;

// Above half of all answers it is no disturbance any more but something that is always there.
constexpr int mostlyDamaged = 2;
constexpr qint64 fewAttempts = 4; // from so few no rate can be told

QString number(qint64 value)
{
    return QString::number(value);
}

Finding finding(const char *word, const Parameters &parameters, Severity severity, Confidence confidence)
{
    return {QLatin1String(word), parameters, severity, confidence};
}

Parameters ofMeter(const MeterAddress &meter)
{
    return {{QStringLiteral("protocol"), toWord(meter.protocol)}, {QStringLiteral("address"), meter.address}};
}

// Nothing that could be understood came back.
std::optional<Finding> silence(const LineEvidence &evidence)
{
    const LineCounters &seen = evidence.counters;
    if (seen.requests == 0 || evidence.goodAnswers() > 0 || evidence.damagedAnswers() > 0)
        return std::nullopt;
    const Parameters asked{{QStringLiteral("requests"), number(seen.requests)}};
    if (seen.bytesReceived == 0)
        return finding("no_bytes", asked, Severity::Fault, Confidence::Likely);
    if (seen.echoes > 0 && evidence.heardBytes == 0 && seen.bytesReceived <= seen.bytesSent)
        return finding("only_echo", asked, Severity::Fault, Confidence::Likely);
    if (evidence.foreign || seen.strayFrames > 0 || evidence.heardFrames > 0) {
        Parameters more = asked;
        more.insert(QStringLiteral("bytes"), number(seen.bytesReceived));
        return finding("no_answer", more, Severity::Fault, Confidence::Possible);
    }
    return finding("wrong_settings",
                   {{QStringLiteral("bytes"), number(seen.bytesReceived)},
                    {QStringLiteral("settings"), evidence.settings}},
                   Severity::Fault, Confidence::Likely);
}

// Answers came, and some or all were spoiled.
std::optional<Finding> damage(const LineEvidence &evidence)
{
    const qint64 damaged = evidence.damagedAnswers();
    const qint64 attempts = damaged + evidence.goodAnswers();
    if (damaged == 0)
        return std::nullopt;
    const Parameters counted{{QStringLiteral("percent"), percentText(damaged, attempts)},
                             {QStringLiteral("damaged"), number(damaged)},
                             {QStringLiteral("attempts"), number(attempts)}};
    const bool mostly = damaged * mostlyDamaged > attempts;
    const bool tails = evidence.spoiledTails * mostlyDamaged > damaged;
    if (!mostly)
        return finding("bad_checksums", counted, Severity::Warning,
                       attempts < fewAttempts ? Confidence::Possible : Confidence::Certain);
    if (tails)
        return finding("collision", counted, Severity::Fault,
                       attempts < fewAttempts ? Confidence::Possible : Confidence::Likely);
    if (evidence.goodAnswers() == 0 && evidence.counters.checksumErrors == 0)
        return finding("wrong_settings",
                       {{QStringLiteral("bytes"), number(evidence.counters.bytesReceived)},
                        {QStringLiteral("settings"), evidence.settings}},
                       Severity::Fault, Confidence::Possible);
    return finding("answers_spoiled", counted, Severity::Fault, Confidence::Likely);
}

void addMeters(const LineEvidence &evidence, QList<Finding> &all)
{
    for (const MeterAddress &twin : evidence.twins)
        all.append(finding("duplicate_address", ofMeter(twin), Severity::Fault, Confidence::Likely));
    for (const MeterAddress &crowd : evidence.crowded) {
        Parameters parameters{{QStringLiteral("protocol"), toWord(crowd.protocol)},
                              {QStringLiteral("count"), number(evidence.crowd)}};
        all.append(finding("several_meters", parameters, Severity::Note,
                           evidence.crowd > 1 ? Confidence::Certain : Confidence::Possible));
    }
    for (const OtherAnswer &other : evidence.others) {
        Parameters parameters = ofMeter(other.answered);
        parameters.insert(QStringLiteral("asked"), other.asked);
        all.append(finding("other_address", parameters, Severity::Warning, Confidence::Certain));
    }
    for (const Refusal &refusal : evidence.refusals) {
        Parameters parameters = ofMeter(refusal.meter);
        parameters.insert(QStringLiteral("reason"), refusal.reason);
        all.append(finding("refused", parameters, Severity::Note, Confidence::Certain));
    }
}

void addLine(const LineEvidence &evidence, QList<Finding> &all)
{
    const LineCounters &seen = evidence.counters;
    if (const std::optional<ForeignMaster> &foreign = evidence.foreign)
        all.append(finding("foreign_master",
                           {{QStringLiteral("protocol"), toWord(foreign->protocol)},
                            {QStringLiteral("settings"), foreign->settings.text()},
                            {QStringLiteral("address"), foreign->address}},
                           Severity::Warning, Confidence::Certain));
    if (seen.echoes > 0 && (evidence.goodAnswers() > 0 || evidence.damagedAnswers() > 0))
        all.append(finding("echo", {{QStringLiteral("requests"), number(seen.echoes)}}, Severity::Note,
                           Confidence::Certain));
    const bool strangers = evidence.foreign || !evidence.others.isEmpty();
    if (evidence.late > 0 || (seen.timeouts > 0 && seen.strayFrames > 0 && !strangers))
        all.append(finding("late_answers",
                           {{QStringLiteral("timeouts"), number(seen.timeouts)},
                            {QStringLiteral("strays"), number(seen.strayFrames + evidence.late)}},
                           Severity::Warning,
                           evidence.late > 0 ? Confidence::Certain : Confidence::Possible));
}

} // namespace

QString percentText(qint64 part, qint64 whole)
{
    if (whole <= 0)
        return QStringLiteral("0.0");
    const qint64 tenths = (part * 2000 + whole) / (2 * whole);
    return QStringLiteral("%1.%2").arg(tenths / 10).arg(tenths % 10);
}

void sortByGravity(QList<Finding> &findings)
{
    std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) {
        return std::pair(a.severity, a.confidence) > std::pair(b.severity, b.confidence);
    });
}

QList<Finding> explainLine(const LineEvidence &evidence)
{
    QList<Finding> all;
    if (const std::optional<Finding> one = silence(evidence))
        all.append(*one);
    // Where it is known who collides, that says it all.
    const std::optional<Finding> spoiled = damage(evidence);
    const bool named = !evidence.twins.isEmpty() || !evidence.crowded.isEmpty();
    if (spoiled && !named)
        all.append(*spoiled);
    addMeters(evidence, all);
    addLine(evidence, all);
    sortByGravity(all);
    return all;
}

} // namespace pd::serial
