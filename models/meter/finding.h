// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace pd {

// What is to be said of a line or a meter, from what was seen on the wire: a machine word and its parameters.
// The sentences (what it is, what it means, what to do) are made in ui.
//
//   word                parameters
//   no_bytes            requests: asked without a single byte coming back
//   only_echo           requests: nothing came back but what was sent
//   echo                requests: the adapter hears itself; its echo is filtered
//   wrong_settings      bytes, settings: what comes is no frame: baud rate or parity differ
//   bad_checksums       percent, damaged, attempts: some answers are spoiled
//   answers_spoiled     damaged, attempts: most are, from no certain cause
//   collision           damaged, attempts: answers begin right and end broken
//   duplicate_address   protocol, address: always so at one address
//   several_meters      protocol, count: a wildcard is answered by more than one
//   foreign_master      protocol, settings, address (whom it asks; may be empty)
//   other_address       protocol, address (who answered), asked (may be empty)
//   refused             protocol, address, reason: well understood, and declined
//   late_answers        timeouts, strays: answers come when they are given up
//   no_answer           requests, bytes: frames come, but no answer to what was asked
//   ratio_suspected     quantity, value, reference, ratio: times that it would be right (transformer)
//   decimals_suspected  quantity, value, reference, factor: a power of ten off
//   reference_differs   quantity, value, reference, percent: by no factor that is known
//   word_order          quantity, value, order: in another order of bytes it would be plausible
//   power_mismatch      quantity, value, computed: not what voltage, current and power factor come to
//   power_negative      quantity, value: energy flows backwards, or a transformer is reversed
//   value_implausible   quantity, value: outside of what can be at a pile
struct Finding
{
    enum class Severity { Note, Warning, Fault }; // a fault: values must not be trusted, or there are none
    enum class Confidence { Possible, Likely, Certain };

    QString word;
    QMap<QString, QString> parameters; // numbers as decimal text
    Severity severity = Severity::Warning;
    Confidence confidence = Confidence::Likely;

    QString parameter(const char *name) const { return parameters.value(QLatin1String(name)); }
    QString text() const; // "foreign_master protocol=modbus-rtu settings=9600 8N1", for logs
    friend bool operator==(const Finding &, const Finding &) = default;
};
QString toWord(Finding::Severity severity); // "note", "warning", "fault"
QString toWord(Finding::Confidence confidence); // "possible", "likely", "certain"
QStringList findingWords(); // all that there are, in the order above

} // namespace pd
