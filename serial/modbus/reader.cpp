// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/modbus/reader.h"

#include "models/meter/quantity.h"
#include "serial/modbus/master.h"
#include "serial/modbus/registervalue.h"

#include <algorithm>
#include <map>

namespace pd::serial::modbus {

namespace {

constexpr int registerSpace = 0x10000;

// What one call of readMeter() has found out so far.
class BundleReader
{
public:
    BundleReader(LineIo &io, int unit, const MeterProfile &profile, const LineTiming &timing)
        : m_io(io)
        , m_profile(profile)
        , m_timing(timing)
        , m_unit(unit)
    {
    }

    Result<QList<Reading>> read(const QList<MeterRegister> &wanted)
    {
        const QList<MeterRegister> all = wanted + ratiosOf(wanted);
        for (const RegisterBlock &block : bundled(all, m_profile.longestRead, m_profile.widestGap)) {
            if (const Done done = readBlock(block, all); !done)
                return tl::unexpected(done.error());
        }
        if (m_blocks.empty() && m_refusal)
            return tl::unexpected(*m_refusal);
        QList<Reading> readings;
        for (const MeterRegister &one : wanted)
            readings.append(reading(one));
        return readings;
    }

private:
    struct Block
    {
        RegisterBlock range;
        RegisterAnswer answer;
    };

    QList<MeterRegister> ratiosOf(const QList<MeterRegister> &wanted) const
    {
        QList<MeterRegister> registers;
        for (const MeterRatio &ratio : m_profile.ratios) {
            const bool needed = std::any_of(wanted.begin(), wanted.end(), [&](const MeterRegister &one) {
                return one.times.contains(ratio.name);
            });
            if (needed && ratio.from)
                registers.append(*ratio.from);
        }
        return registers;
    }

    // A meter may refuse a bundle for a register in a gap, or for one it has not: then one by one.
    Done readBlock(const RegisterBlock &block, const QList<MeterRegister> &all)
    {
        Done done = ask(block);
        if (done || done.error().kind != Error::Kind::Rejected)
            return done;
        m_refusal = done.error();
        QList<MeterRegister> inside;
        std::copy_if(all.begin(), all.end(), std::back_inserter(inside),
                     [&](const MeterRegister &one) { return block.holds(one); });
        const QList<RegisterBlock> single = bundled(inside, 0, 0);
        if (single.size() == 1 && single.first() == block)
            return {};
        for (const RegisterBlock &one : single) {
            if (const Done asked = ask(one); !asked && asked.error().kind != Error::Kind::Rejected)
                return asked;
        }
        return {};
    }

    Done ask(const RegisterBlock &block)
    {
        const Result<RegisterAnswer> answer
            = readRegisters(m_io, m_unit, Function(block.function), block.start, block.count, m_timing);
        if (!answer)
            return tl::unexpected(answer.error());
        m_blocks.push_back({block, *answer});
        return {};
    }

    const Block *blockOf(const MeterRegister &one) const
    {
        const auto found = std::find_if(m_blocks.begin(), m_blocks.end(),
                                        [&](const Block &block) { return block.range.holds(one); });
        return found == m_blocks.end() ? nullptr : &*found;
    }

    static QList<quint16> registers(const Block &block, const MeterRegister &one)
    {
        return block.answer.registers.mid(one.address - block.range.start, registersOf(one.format.type));
    }

    // The product of the ratios; nothing where one of them is no factor.
    std::optional<ExactNumber> factor(const MeterRegister &one) const
    {
        std::optional<ExactNumber> product = ExactNumber::fromInteger(qint64(1));
        for (const QString &name : one.times) {
            const MeterRatio *ratio = m_profile.ratio(name);
            const std::optional<ExactNumber> value = ratio ? ratioValue(*ratio) : std::nullopt;
            if (!value || value->isZero() || value->isNegative() || !product)
                return std::nullopt;
            product = product->times(*value);
        }
        return product;
    }

    std::optional<ExactNumber> ratioValue(const MeterRatio &ratio) const
    {
        if (ratio.fixed)
            return ratio.fixed;
        const Block *block = ratio.from ? blockOf(*ratio.from) : nullptr;
        if (!block)
            return std::nullopt;
        return ExactNumber::fromText(
            decodeRegisters(ratio.from->format, registers(*block, *ratio.from)).text);
    }

    Reading reading(const MeterRegister &one) const
    {
        Reading reading;
        reading.item = itemText(one);
        reading.quantity = one.quantity;
        reading.unit = unitOfQuantity(one.quantity);
        const Block *block = blockOf(one);
        if (!block) {
            reading.quality = Reading::Quality::Absent;
            reading.steadyNs = m_io.nowNs();
            return reading;
        }
        reading.steadyNs = block->answer.steadyNs;
        const std::optional<ExactNumber> times = factor(one);
        reading.raw = wireOf(registers(*block, one));
        if (const auto factor = times ? one.format.scale.times(*times) : std::nullopt)
            reading.factor = factor->trimmed().text();
        const RegisterValue value = times ? decodeRegisters(one.format, registers(*block, one), *times)
                                          : RegisterValue{{}, Reading::Quality::Unreadable};
        reading.value = value.text;
        reading.quality = value.quality;
        return reading;
    }

    LineIo &m_io;
    const MeterProfile &m_profile;
    const LineTiming m_timing;
    const int m_unit;
    std::vector<Block> m_blocks;
    std::optional<Error> m_refusal;
};

} // namespace

QList<RegisterBlock> bundled(const QList<MeterRegister> &registers, int longestRead, int widestGap)
{
    QList<RegisterBlock> blocks;
    QList<MeterRegister> sorted = registers;
    std::stable_sort(sorted.begin(), sorted.end(), [](const MeterRegister &a, const MeterRegister &b) {
        return std::pair(a.function, a.address) < std::pair(b.function, b.address);
    });
    for (const MeterRegister &one : sorted) {
        const int end = blocks.isEmpty() ? 0 : blocks.last().start + blocks.last().count;
        if (!blocks.isEmpty() && blocks.last().holds(one))
            continue;
        if (!blocks.isEmpty() && one.function == blocks.last().function && one.address - end <= widestGap
            && one.end() - blocks.last().start <= longestRead)
            blocks.last().count = one.end() - blocks.last().start;
        else
            blocks.append({one.function, one.address, one.end() - one.address});
    }
    return blocks;
}

Result<QList<MeterRegister>> wantedRegisters(const MeterProfile &profile, const QStringList &items)
{
    QList<MeterRegister> wanted;
    for (const QString &item : items) {
        const MeterRegister *found = profile.find(item);
        if (!found) {
            const auto same = std::find_if(profile.registers.begin(), profile.registers.end(),
                                           [&](const MeterRegister &one) { return itemText(one) == item; });
            found = same == profile.registers.end() ? nullptr : &*same;
        }
        if (found) {
            wanted.append(*found);
            continue;
        }
        Result<MeterRegister> plain = registerFromText(item);
        if (!plain)
            return failure(Error::Kind::Invalid,
                           QStringLiteral("%1 has no %2").arg(profile.name, item.left(60)),
                           QStringLiteral("unknown_item"));
        wanted.append(*plain);
    }
    return wanted;
}

Result<MeterRegister> registerFromText(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char(':'));
    bool functionOk = false;
    bool addressOk = false;
    MeterRegister one;
    one.function = parts.value(0).toInt(&functionOk);
    one.address = parts.value(1).toInt(&addressOk, 0);
    const auto type = registerTypeFromWord(parts.value(2, QStringLiteral("uint16")));
    const auto order = wordOrderFromWord(parts.value(3, QStringLiteral("ABCD")));
    if (!functionOk || !addressOk || !type || !order || parts.size() > 4
        || (one.function != 3 && one.function != 4) || one.address < 0)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("neither a quantity nor FUNCTION:ADDRESS[:TYPE[:ORDER]]: ")
                           + text.left(60),
                       QStringLiteral("unknown_item"));
    one.format.type = *type;
    one.format.order = *order;
    if (one.end() > registerSpace)
        return failure(Error::Kind::Invalid, QStringLiteral("beyond the last register: ") + text.left(60),
                       QStringLiteral("unknown_item"));
    return one;
}

QString itemText(const MeterRegister &one)
{
    return QStringLiteral("%1:0x%2")
        .arg(one.function)
        .arg(QString::number(one.address, 16).toUpper().rightJustified(4, QLatin1Char('0')));
}

LineTiming timingFor(const MeterProfile &profile, LineTiming timing)
{
    const LineTiming own = timingFor(profile.silenceUs);
    timing.silenceUs = own.silenceUs;
    timing.gapMs = qMin(timing.gapMs, own.gapMs);
    timing.answerMs = qMax(timing.answerMs, profile.answerMs);
    timing.longestMs = qMax(timing.longestMs, timing.answerMs + 2 * timing.gapMs);
    return timing;
}

Result<QList<Reading>> readMeter(LineIo &io, int unit, const MeterProfile &profile,
                                 const QList<MeterRegister> &wanted, const LineTiming &timing)
{
    return BundleReader(io, unit, profile, timing).read(wanted);
}

} // namespace pd::serial::modbus
