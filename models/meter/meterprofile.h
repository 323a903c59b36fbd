// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/exactnumber.h"
#include "models/basics/result.h"
#include "models/meter/meterpoint.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace pd {

// How a number stands in Modbus registers.
enum class RegisterType { UInt16, Int16, UInt32, Int32, UInt64, Int64, Float32, Float64 };
QString toWord(RegisterType type); // "uint16", "float32"
std::optional<RegisterType> registerTypeFromWord(const QString &word);
int registersOf(RegisterType type); // 1, 2 or 4

// The bytes of 1234 5678H in the order in which they travel: A is the highest.
enum class WordOrder {
    ABCD, // high register first, high byte first: what the standard says
    CDAB, // low register first
    BADC, // high register first, low byte first
    DCBA, // low register first, low byte first
};
QString toWord(WordOrder order); // "ABCD"
std::optional<WordOrder> wordOrderFromWord(const QString &word);

struct RegisterFormat
{
    RegisterType type = RegisterType::UInt16;
    WordOrder order = WordOrder::ABCD;
    ExactNumber scale = ExactNumber::fromInteger(qint64(1)); // value = register number × scale
    std::optional<int> decimals; // of the text; else those of the scale, of floats as many as they have
    bool maximumIsAbsent = false; // the greatest number the type holds says "not available"
    QList<QByteArray> absent; // more such patterns, high byte first whatever the order is
};

// One value of a meter.
struct MeterRegister
{
    QString quantity; // name of models/meter/quantity.h; scale brings it to that quantity's unit
    int function = 3; // 3 holding registers, 4 input registers
    int address = 0; // as on the wire, counted from 0
    RegisterFormat format;
    QStringList times; // names of ratios to multiply with
    int line = 0; // in the file

    int end() const { return address + registersOf(format.type); }
};

// A factor that belongs to the installation: current and voltage transformers. Fixed or read from the meter.
struct MeterRatio
{
    QString name; // "ct", "pt"
    std::optional<ExactNumber> fixed;
    std::optional<MeterRegister> from;
};

// What is to be known of a model of meter to read it by Modbus-RTU. Data, from a JSON file; the schema is
// described in resources/meters/README.md.
struct MeterProfile
{
    QString name; // "eastron-sdm630": how it is chosen
    QString maker;
    QString model;
    QString note; // English, for a person
    int baud = 9600; // as it leaves the factory
    Parity parity = Parity::None;
    int stopBits = 1;
    std::optional<int> silenceUs; // between frames; else 3.5 bytes of the line's rate
    int answerMs = 1000; // the longest it takes to begin an answer
    int longestRead = 125; // registers in one request
    int widestGap = 16; // registers that are read along rather than asking twice
    QList<MeterRatio> ratios;
    QList<MeterRegister> registers; // in the order of the file

    const MeterRegister *find(const QString &quantity) const;
    const MeterRatio *ratio(const QString &name) const;
};

struct ProfileProblem
{
    int line = 0;
    QString text; // technical, untranslated
    QString located() const; // "line 12: ..."
};

// Reads and validates a profile. Where anything is wrong, the list tells all of it and there is no profile.
struct ProfileReading
{
    std::optional<MeterProfile> profile;
    QList<ProfileProblem> problems; // by line
};
ProfileReading readMeterProfile(const QByteArray &json);

} // namespace pd
