// SPDX-License-Identifier: GPL-3.0-or-later
// From JSON to a MeterProfile: every word is known, every number in its range, every register in one piece.
#include "models/basics/locatedjson.h"
#include "models/meter/meterprofile.h"
#include "models/meter/quantity.h"

#include <QRegularExpression>

#include <algorithm>

namespace pd {

namespace {

using Kind = LocatedJson::Kind;

constexpr int registerSpace = 0x10000;
constexpr int mostRegisters = 1000;

bool isName(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^[a-z0-9][a-z0-9._-]{0,63}$"));
    return pattern.match(text).hasMatch();
}

class ProfileReader
{
public:
    ProfileReading read(const QByteArray &json);

private:
    struct Range
    {
        int least;
        int most;
    };

    void complain(const LocatedJson &where, const QString &what) { m_problems.append({where.line, what}); }
    void onlyKnown(const LocatedJson &object, const QStringList &names);
    const LocatedJson *needed(const LocatedJson &object, const char *name);
    QString word(const LocatedJson &object, const char *name, bool isNeeded);
    int number(const LocatedJson &object, const char *name, int otherwise, Range range);
    std::optional<ExactNumber> decimal(const LocatedJson &json, const char *name);
    void readHead(const LocatedJson &root);
    void readLine(const LocatedJson &root);
    void readRatio(const QString &name, const LocatedJson &json);
    std::optional<MeterRegister> readRegister(const LocatedJson &json, const QStringList &more);
    void readFormat(const LocatedJson &json, RegisterFormat &format);
    void readAbsent(const LocatedJson &json, RegisterFormat &format);
    void readValue(const LocatedJson &json);
    void checkOverlaps();

    MeterProfile m_profile;
    int m_function = 3;
    WordOrder m_order = WordOrder::ABCD;
    bool m_maximumIsAbsent = false;
    QList<ProfileProblem> m_problems;
};

ProfileReading ProfileReader::read(const QByteArray &json)
{
    const Result<LocatedJson> parsed = parseLocatedJson(json);
    if (!parsed) {
        // "line 12: ..." as it came
        const QString detail = parsed.error().detail;
        return {{},
                {{detail.section(QLatin1Char(' '), 1, 1).chopped(1).toInt(),
                  detail.section(QStringLiteral(": "), 1)}}};
    }
    const LocatedJson &root = *parsed;
    if (root.kind != Kind::Object)
        return {{}, {{root.line, QStringLiteral("a profile is an object")}}};
    readHead(root);
    readLine(root);
    if (const LocatedJson *ratios = root.find("ratios")) {
        for (qsizetype i = 0; i < ratios->names.size(); ++i)
            readRatio(ratios->names[i], ratios->items[size_t(i)]);
        if (ratios->kind != Kind::Object)
            complain(*ratios, QStringLiteral("ratios is an object of names"));
    }
    if (const LocatedJson *registers = needed(root, "registers")) {
        if (registers->kind != Kind::Array || registers->items.empty()
            || registers->items.size() > size_t(mostRegisters))
            complain(*registers,
                     QStringLiteral("registers is an array of 1 to %1 objects").arg(mostRegisters));
        else
            for (const LocatedJson &item : registers->items)
                readValue(item);
    }
    checkOverlaps();
    std::stable_sort(m_problems.begin(), m_problems.end(),
                     [](const ProfileProblem &a, const ProfileProblem &b) { return a.line < b.line; });
    if (!m_problems.isEmpty())
        return {{}, m_problems};
    return {m_profile, {}};
}

void ProfileReader::onlyKnown(const LocatedJson &object, const QStringList &names)
{
    for (qsizetype i = 0; i < object.names.size(); ++i) {
        const QString &name = object.names[i];
        if (!names.contains(name))
            complain(object.items[size_t(i)],
                     QStringLiteral("\"%1\" is not known here, only %2")
                         .arg(name.left(40), names.join(QStringLiteral(", "))));
    }
}

const LocatedJson *ProfileReader::needed(const LocatedJson &object, const char *name)
{
    const LocatedJson *found = object.find(name);
    if (!found)
        complain(object, QStringLiteral("\"%1\" is missing").arg(QLatin1String(name)));
    return found;
}

QString ProfileReader::word(const LocatedJson &object, const char *name, bool isNeeded)
{
    const LocatedJson *found = isNeeded ? needed(object, name) : object.find(name);
    if (found && (found->kind != Kind::Text || found->text.isEmpty()))
        complain(*found, QStringLiteral("%1 is a text").arg(QLatin1String(name)));
    return found ? found->text : QString();
}

// A whole number, or a text of hexadecimal digits: "0x2006".
int ProfileReader::number(const LocatedJson &object, const char *name, int otherwise, Range range)
{
    const LocatedJson *found = object.find(name);
    if (!found)
        return otherwise;
    bool ok = false;
    int value = 0;
    if (found->kind == Kind::Number)
        value = found->text.toInt(&ok);
    else if (found->kind == Kind::Text && found->text.startsWith(QLatin1String("0x")))
        value = found->text.mid(2).toInt(&ok, 16);
    if (ok && value >= range.least && value <= range.most)
        return value;
    complain(*found,
             QStringLiteral("%1 is a whole number from %2 to %3 or \"0x...\"")
                 .arg(QLatin1String(name))
                 .arg(range.least)
                 .arg(range.most));
    return otherwise;
}

std::optional<ExactNumber> ProfileReader::decimal(const LocatedJson &json, const char *name)
{
    std::optional<ExactNumber> value;
    if (json.kind == Kind::Number || json.kind == Kind::Text)
        value = ExactNumber::fromText(json.text);
    if (value && !value->isZero() && !value->isNegative() && value->decimals() <= 12)
        return value;
    complain(json,
             QStringLiteral("%1 is a decimal number above 0 with at most 12 decimals, without an exponent")
                 .arg(QLatin1String(name)));
    return std::nullopt;
}

void ProfileReader::readHead(const LocatedJson &root)
{
    onlyKnown(root,
              {QStringLiteral("schema"), QStringLiteral("name"), QStringLiteral("maker"),
               QStringLiteral("model"), QStringLiteral("note"), QStringLiteral("protocol"),
               QStringLiteral("line"), QStringLiteral("function"), QStringLiteral("word_order"),
               QStringLiteral("absent"), QStringLiteral("longest_read"), QStringLiteral("widest_gap"),
               QStringLiteral("ratios"), QStringLiteral("registers")});
    if (needed(root, "schema") && number(root, "schema", 0, {1, 1}) != 1)
        return;
    m_profile.name = word(root, "name", true);
    if (const LocatedJson *name = root.find("name"); name && !isName(m_profile.name))
        complain(*name, QStringLiteral("name is made of a-z, 0-9, \".\", \"_\" and \"-\""));
    m_profile.maker = word(root, "maker", true);
    m_profile.model = word(root, "model", true);
    m_profile.note = word(root, "note", false);
    const QString protocol = word(root, "protocol", true);
    if (const LocatedJson *found = root.find("protocol");
        found && protocol != toWord(MeterProtocol::ModbusRtu))
        complain(*found, QStringLiteral("protocol is \"modbus-rtu\": DL/T 645 needs no profile"));
    m_function = number(root, "function", 3, {3, 4});
    if (const LocatedJson *order = root.find("word_order")) {
        const std::optional<WordOrder> known = wordOrderFromWord(order->text);
        if (!known)
            complain(*order, QStringLiteral("word_order is ABCD, CDAB, BADC or DCBA"));
        m_order = known.value_or(WordOrder::ABCD);
    }
    if (const LocatedJson *absent = root.find("absent")) {
        m_maximumIsAbsent = absent->text == QLatin1String("maximum");
        if (!m_maximumIsAbsent)
            complain(*absent, QStringLiteral("absent of a whole profile is \"maximum\""));
    }
    m_profile.longestRead = number(root, "longest_read", 125, {1, 125});
    m_profile.widestGap = number(root, "widest_gap", 16, {0, 124});
}

void ProfileReader::readLine(const LocatedJson &root)
{
    const LocatedJson *line = root.find("line");
    if (!line)
        return;
    if (line->kind != Kind::Object)
        return complain(*line, QStringLiteral("line is an object"));
    onlyKnown(*line,
              {QStringLiteral("baud"), QStringLiteral("parity"), QStringLiteral("stop_bits"),
               QStringLiteral("silence_us"), QStringLiteral("answer_ms")});
    m_profile.baud = number(*line, "baud", 9600, {300, 1'000'000});
    m_profile.stopBits = number(*line, "stop_bits", 1, {1, 2});
    m_profile.answerMs = number(*line, "answer_ms", 1000, {1, 60'000});
    if (line->find("silence_us"))
        m_profile.silenceUs = number(*line, "silence_us", 0, {0, 1'000'000});
    const LocatedJson *parity = line->find("parity");
    if (!parity)
        return;
    if (parity->text == QLatin1String("E"))
        m_profile.parity = Parity::Even;
    else if (parity->text == QLatin1String("O"))
        m_profile.parity = Parity::Odd;
    else if (parity->text != QLatin1String("N"))
        complain(*parity, QStringLiteral("parity is N, E or O"));
}

void ProfileReader::readRatio(const QString &name, const LocatedJson &json)
{
    MeterRatio ratio{name, {}, {}};
    if (json.kind != Kind::Object)
        return complain(json, QStringLiteral("a ratio is an object with fixed or with address and type"));
    if (!isName(name))
        complain(json, QStringLiteral("\"%1\" is no name for a ratio").arg(name.left(40)));
    if (const LocatedJson *fixed = json.find("fixed")) {
        onlyKnown(json, {QStringLiteral("fixed")});
        ratio.fixed = decimal(*fixed, "fixed");
    } else {
        ratio.from = readRegister(json, {});
    }
    m_profile.ratios.append(ratio);
}

std::optional<MeterRegister> ProfileReader::readRegister(const LocatedJson &json, const QStringList &more)
{
    onlyKnown(json,
              QStringList{QStringLiteral("function"), QStringLiteral("address"), QStringLiteral("type"),
                          QStringLiteral("word_order"), QStringLiteral("scale"), QStringLiteral("decimals"),
                          QStringLiteral("absent")}
                  + more);
    MeterRegister one;
    one.line = json.line;
    one.function = number(json, "function", m_function, {3, 4});
    if (!needed(json, "address") || !needed(json, "type"))
        return std::nullopt;
    one.address = number(json, "address", -1, {0, registerSpace - 1});
    const std::optional<RegisterType> type = registerTypeFromWord(json.find("type")->text);
    if (!type) {
        complain(*json.find("type"),
                 QStringLiteral("type is uint16, int16, uint32, int32, uint64, int64, float32 or float64"));
        return std::nullopt;
    }
    one.format.type = *type;
    readFormat(json, one.format);
    if (one.address < 0)
        return std::nullopt;
    if (one.end() > registerSpace)
        complain(*json.find("address"), QStringLiteral("the value goes beyond the last register"));
    if (registersOf(*type) > m_profile.longestRead)
        complain(json, QStringLiteral("the value is longer than longest_read"));
    return one;
}

void ProfileReader::readFormat(const LocatedJson &json, RegisterFormat &format)
{
    const bool isFloat = format.type == RegisterType::Float32 || format.type == RegisterType::Float64;
    format.order = m_order;
    format.maximumIsAbsent = m_maximumIsAbsent && !isFloat;
    if (const LocatedJson *order = json.find("word_order")) {
        const std::optional<WordOrder> known = wordOrderFromWord(order->text);
        if (!known)
            complain(*order, QStringLiteral("word_order is ABCD, CDAB, BADC or DCBA"));
        format.order = known.value_or(m_order);
    }
    if (const LocatedJson *scale = json.find("scale"))
        format.scale = decimal(*scale, "scale").value_or(format.scale);
    if (json.find("decimals"))
        format.decimals = number(json, "decimals", 0, {0, 9});
    if (const LocatedJson *absent = json.find("absent"))
        readAbsent(*absent, format);
}

void ProfileReader::readAbsent(const LocatedJson &json, RegisterFormat &format)
{
    if (json.kind == Kind::Text && json.text == QLatin1String("maximum")) {
        format.maximumIsAbsent = true;
        return;
    }
    if (json.kind == Kind::Null) {
        format.maximumIsAbsent = false;
        return;
    }
    if (json.kind != Kind::Array)
        return complain(json, QStringLiteral("absent is \"maximum\", null or an array of bytes in hex"));
    for (const LocatedJson &item : json.items) {
        const QByteArray bytes = QByteArray::fromHex(item.text.toLatin1());
        if (item.kind != Kind::Text || bytes.size() != 2 * registersOf(format.type)
            || QString::fromLatin1(bytes.toHex()) != item.text.toLower())
            complain(item,
                     QStringLiteral("absent of this type has %1 hexadecimal digits")
                         .arg(4 * registersOf(format.type)));
        format.absent.append(bytes);
    }
}

void ProfileReader::readValue(const LocatedJson &json)
{
    if (json.kind != Kind::Object)
        return complain(json, QStringLiteral("a register is an object"));
    std::optional<MeterRegister> one
        = readRegister(json, {QStringLiteral("quantity"), QStringLiteral("times")});
    const QString quantity = word(json, "quantity", true);
    const LocatedJson *named = json.find("quantity");
    if (named && !isQuantity(quantity))
        complain(*named, QStringLiteral("no such quantity: ") + quantity.left(60));
    else if (named && m_profile.find(quantity))
        complain(
            *named,
            QStringLiteral("%1 stands in line %2 already").arg(quantity).arg(m_profile.find(quantity)->line));
    const LocatedJson *times = json.find("times");
    if (times && times->kind != Kind::Array)
        complain(*times, QStringLiteral("times is an array of names of ratios"));
    for (const LocatedJson &name : times ? times->items : std::vector<LocatedJson>()) {
        if (!m_profile.ratio(name.text))
            complain(name, QStringLiteral("no such ratio: ") + name.text.left(60));
        else if (one)
            one->times.append(name.text);
    }
    if (!one)
        return;
    one->quantity = quantity;
    m_profile.registers.append(*one);
}

// Two values may be the same registers, never a part of each other's.
void ProfileReader::checkOverlaps()
{
    QList<const MeterRegister *> sorted;
    for (const MeterRegister &one : std::as_const(m_profile.registers))
        sorted.append(&one);
    std::stable_sort(sorted.begin(), sorted.end(), [](const MeterRegister *a, const MeterRegister *b) {
        return std::pair(a->function, a->address) < std::pair(b->function, b->address);
    });
    for (qsizetype i = 1; i < sorted.size(); ++i) {
        const MeterRegister &a = *sorted[i - 1];
        const MeterRegister &b = *sorted[i];
        const bool same = a.address == b.address && a.end() == b.end();
        if (a.function == b.function && b.address < a.end() && !same)
            m_problems.append(
                {b.line,
                 QStringLiteral("%1 begins inside %2 of line %3").arg(b.quantity, a.quantity).arg(a.line)});
    }
}

} // namespace

ProfileReading readMeterProfile(const QByteArray &json)
{
    return ProfileReader().read(json);
}

} // namespace pd
