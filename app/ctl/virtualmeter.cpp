// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/virtualmeter.h"

#include "models/basics/decimal.h"
#include "models/meter/meterpoint.h"
#include "serial/dlt645/password.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>

namespace pd::ctl {

namespace {

using namespace pd::serial::dlt645;
using Json = rapidjson::Value; // numbers stay text

__extension__ using Wide = __int128;
constexpr int growthDecimals = 4;
constexpr qint64 msPerHour = 3'600'000;

tl::unexpected<Error> wrong(const QString &what)
{
    return failure(Error::Kind::Storage, QStringLiteral("profile: ") + what);
}

QString textOf(const Json &json)
{
    return json.IsString() ? QString::fromUtf8(json.GetString(), qsizetype(json.GetStringLength()))
                           : QString();
}

// The item of a value, which must be a single one.
Result<Item> itemOfName(const QString &name, Edition edition)
{
    std::optional<ItemId> id = itemForQuantity(edition, name);
    if (!id)
        id = itemFromText(name, edition);
    const std::optional<Item> item = id ? dictionaryItem(edition, *id) : std::nullopt;
    if (!item)
        return wrong(QStringLiteral("no such item: ") + name);
    if (item->isBlock() && !item->members.isEmpty())
        return wrong(name + QStringLiteral(" is a block: give its members"));
    return *item;
}

pd::Done readValue(const QString &name, const Json &json, VirtualMeter &meter)
{
    const Result<Item> item = itemOfName(name, meter.rules.edition);
    if (!item)
        return tl::unexpected(item.error());
    if (!json.IsString() && !json.IsNull())
        return wrong(name + QStringLiteral(" is neither text nor null"));
    const QString text = textOf(json);
    const Result<QByteArray> bytes = encodeItem(*item, text.split(QLatin1Char('|')));
    if (!bytes)
        return wrong(name + QStringLiteral(": ") + bytes.error().detail);
    meter.values.insert(item->id, text);
    return {};
}

pd::Done readGrowth(const QString &name, const Json &json, VirtualMeter &meter)
{
    const Result<Item> item = itemOfName(name, meter.rules.edition);
    if (!item)
        return tl::unexpected(item.error());
    const Result<qint64> growth = parseScaled(textOf(json), growthDecimals, ExtraDigits::Refuse);
    const Format::Kind kind = item->parts.first().format.kind;
    if (!growth || !meter.values.contains(item->id)
        || (kind != Format::Kind::Number && kind != Format::Kind::Signed))
        return wrong(QStringLiteral("growth_per_hour: %1 is no number of a value given before").arg(name));
    meter.growth.insert(item->id, *growth);
    return {};
}

pd::Done readFault(const QString &name, const Json &json, VirtualMeter &meter)
{
    bool ok = false;
    const int oneIn = textOf(json).toInt(&ok);
    if (!Slave::faultNames().contains(name) || !ok || oneIn < 1)
        return wrong(QStringLiteral("faults: %1 is no fault with one in how many answers").arg(name));
    meter.faults.insert(name, oneIn);
    return {};
}

pd::Done readPassword(const QString &name, const Json &json, VirtualMeter &meter)
{
    bool ok = false;
    const int level = name.toInt(&ok);
    const Result<Password> password = Password::fromText(textOf(json), ok ? level : -1);
    if (!password)
        return wrong(QStringLiteral("passwords: ") + password.error().detail);
    meter.rules.passwords.insert(level, textOf(json));
    return {};
}

using Reader = pd::Done (*)(const QString &, const Json &, VirtualMeter &);

pd::Done readAll(const Json &json, const char *key, Reader reader, VirtualMeter &meter)
{
    const auto found = json.FindMember(key);
    if (found == json.MemberEnd())
        return {};
    if (!found->value.IsObject())
        return wrong(QLatin1String(key) + QStringLiteral(" is no object"));
    for (const auto &member : found->value.GetObject()) {
        if (pd::Done done = reader(textOf(member.name), member.value, meter); !done)
            return done;
    }
    return {};
}

pd::Done onlyKnown(const Json &json, const QStringList &keys)
{
    for (const auto &member : json.GetObject()) {
        if (!keys.contains(textOf(member.name)))
            return wrong(QStringLiteral("unknown word: ") + textOf(member.name));
    }
    return {};
}

Result<qint64> integer(const Json &json, const char *key, qint64 otherwise)
{
    const auto found = json.FindMember(key);
    if (found == json.MemberEnd())
        return otherwise;
    bool ok = false;
    const qint64 number = textOf(found->value).toLongLong(&ok);
    return ok ? Result<qint64>(number) : wrong(QLatin1String(key) + QStringLiteral(" is no whole number"));
}

Result<Edition> readEdition(const Json &json, Edition otherwise)
{
    if (!json.HasMember("protocol"))
        return otherwise;
    const QString text = textOf(json["protocol"]);
    for (const Edition edition : {Edition::Of2007, Edition::Of1997}) {
        if (text == toWord(protocolOf(edition)))
            return edition;
    }
    return wrong(QStringLiteral("no such protocol: ") + text);
}

pd::Done readRules(const Json &json, VirtualMeter &meter, Edition otherwise)
{
    constexpr int longestLockHours = 24 * 365;
    const Result<Edition> edition = readEdition(json, otherwise);
    if (!edition)
        return tl::unexpected(edition.error());
    meter.rules.edition = *edition;
    meter.rules.programmingKey = json.HasMember("programming_key") && json["programming_key"].IsTrue();
    const Result<qint64> hours = integer(json, "lock_hours", 24);
    if (!hours || *hours < 0 || *hours > longestLockHours)
        return wrong(QStringLiteral("lock_hours is no number of hours"));
    meter.rules.lockSeconds = *hours * 3600;
    return {};
}

Result<std::unique_ptr<VirtualMeter>> readMeter(const Json &json, const Clock &clock, Edition otherwise)
{
    if (!json.IsObject())
        return wrong(QStringLiteral("a meter is no object"));
    const pd::Done known
        = onlyKnown(json,
                    {QStringLiteral("address"), QStringLiteral("values"), QStringLiteral("clock"),
                     QStringLiteral("growth_per_hour"), QStringLiteral("clock_offset_s"),
                     QStringLiteral("faults"), QStringLiteral("protocol"), QStringLiteral("passwords"),
                     QStringLiteral("lock_hours"), QStringLiteral("programming_key")});
    if (!known)
        return tl::unexpected(known.error());
    auto meter = std::make_unique<VirtualMeter>(clock);
    meter->address = json.HasMember("address") ? textOf(json["address"]) : QString();
    if (!addressFromText(meter->address))
        return wrong(QStringLiteral("no meter address: ") + meter->address);
    meter->rules.clock = &clock;
    if (const pd::Done done = readRules(json, *meter, otherwise); !done)
        return tl::unexpected(done.error());
    meter->hasClock = json.HasMember("clock") && json["clock"].IsTrue();
    const Result<qint64> offset = integer(json, "clock_offset_s", 0);
    if (!offset)
        return tl::unexpected(offset.error());
    meter->clockOffsetS = *offset;
    for (const auto &[key, reader] :
         {std::pair{"values", &readValue}, std::pair{"growth_per_hour", &readGrowth},
          std::pair{"faults", &readFault}, std::pair{"passwords", &readPassword}}) {
        if (const pd::Done done = readAll(json, key, reader, *meter); !done)
            return tl::unexpected(done.error());
    }
    return meter;
}

bool isModbus(const Json &json)
{
    return json.IsObject() && json.HasMember("protocol")
        && textOf(json["protocol"]) == toWord(MeterProtocol::ModbusRtu);
}

Result<QHash<QString, QString>> textsOf(const Json &json, const char *key)
{
    QHash<QString, QString> texts;
    const auto found = json.FindMember(key);
    if (found == json.MemberEnd())
        return texts;
    if (!found->value.IsObject())
        return wrong(QLatin1String(key) + QStringLiteral(" is no object"));
    for (const auto &member : found->value.GetObject()) {
        if (!member.value.IsString() && !member.value.IsNull())
            return wrong(textOf(member.name) + QStringLiteral(" is neither text nor null"));
        texts.insert(textOf(member.name), textOf(member.value));
    }
    return texts;
}

Result<std::unique_ptr<VirtualModbusMeter>> readModbusMeter(const Json &json, const Clock &clock)
{
    if (!json.IsObject())
        return wrong(QStringLiteral("a meter is no object"));
    const pd::Done known
        = onlyKnown(json,
                    {QStringLiteral("address"), QStringLiteral("values"), QStringLiteral("growth_per_hour"),
                     QStringLiteral("faults"), QStringLiteral("protocol"), QStringLiteral("profile")});
    const Result<QHash<QString, QString>> values = textsOf(json, "values");
    const Result<QHash<QString, QString>> growth = textsOf(json, "growth_per_hour");
    const Result<QHash<QString, QString>> faults = textsOf(json, "faults");
    for (const pd::Done &done : {known, values.map([](const auto &) {}), growth.map([](const auto &) {}),
                                 faults.map([](const auto &) {})}) {
        if (!done)
            return tl::unexpected(done.error());
    }
    const auto text
        = [&json](const char *key) { return json.HasMember(key) ? textOf(json[key]) : QString(); };
    return virtualModbusMeter({text("address"), text("profile"), *values, *growth, *faults}, clock);
}

pd::Done addMeter(const Json &json, const Clock &clock, bool modbusByDefault, ServedMeters &profile)
{
    const bool says = json.IsObject() && json.HasMember("protocol");
    if (says ? isModbus(json) : modbusByDefault) {
        Result<std::unique_ptr<VirtualModbusMeter>> meter = readModbusMeter(json, clock);
        if (!meter)
            return tl::unexpected(meter.error());
        profile.modbusMeters.push_back(std::move(*meter));
        return {};
    }
    Result<std::unique_ptr<VirtualMeter>> meter = readMeter(json, clock, profile.edition);
    if (!meter)
        return tl::unexpected(meter.error());
    profile.meters.push_back(std::move(*meter));
    return {};
}

Result<ServedMeters> readProfile(const Json &json, const Clock &clock)
{
    const pd::Done known
        = onlyKnown(json,
                    {QStringLiteral("protocol"), QStringLiteral("pacing"), QStringLiteral("answer_delay_ms"),
                     QStringLiteral("late_ms"), QStringLiteral("faults"), QStringLiteral("meters")});
    if (!known)
        return tl::unexpected(known.error());
    const bool modbusByDefault = isModbus(json);
    const Result<Edition> edition
        = modbusByDefault ? Result<Edition>(Edition::Of2007) : readEdition(json, Edition::Of2007);
    if (!edition)
        return tl::unexpected(edition.error());
    ServedMeters profile;
    profile.isModbus = modbusByDefault;
    profile.edition = *edition;
    profile.pacing = !json.HasMember("pacing") || !json["pacing"].IsFalse();
    const Result<qint64> delay = integer(json, "answer_delay_ms", profile.answerDelayMs);
    const Result<qint64> late = integer(json, "late_ms", profile.lateMs);
    if (!delay || !late || *delay < 0 || *late < 0 || *delay > 60'000 || *late > 60'000)
        return wrong(QStringLiteral("answer_delay_ms and late_ms are whole numbers up to 60000"));
    profile.answerDelayMs = int(*delay);
    profile.lateMs = int(*late);
    if (json.HasMember("faults") && json["faults"].IsArray()) {
        for (const Json &fault : json["faults"].GetArray()) {
            if (!Slave::faultNames().contains(textOf(fault)))
                return wrong(QStringLiteral("no such fault: ") + textOf(fault));
            profile.faults.append(textOf(fault));
        }
    }
    if (!json.HasMember("meters") || !json["meters"].IsArray() || json["meters"].Empty())
        return wrong(QStringLiteral("meters is no array of at least one meter"));
    for (const Json &one : json["meters"].GetArray()) {
        if (const pd::Done done = addMeter(one, clock, modbusByDefault, profile); !done)
            return tl::unexpected(done.error());
    }
    return profile;
}

} // namespace

std::optional<QString> VirtualMeter::value(ItemId item) const
{
    const auto found = values.constFind(item);
    if (found != values.constEnd())
        return grown(item, *found);
    if (!hasClock || (item != dateItem(rules.edition) && item != timeItem(rules.edition)))
        return std::nullopt;
    const QDateTime now = m_clock.now().toLocalTime().addSecs(clockOffsetS);
    if (item == timeItem(rules.edition))
        return now.toString(QStringLiteral("HH:mm:ss"));
    return QStringLiteral("%1 W0%2")
        .arg(now.toString(QStringLiteral("yyyy-MM-dd")))
        .arg(now.date().dayOfWeek() % 7);
}

QString VirtualMeter::grown(ItemId item, const QString &text) const
{
    const auto rate = growth.constFind(item);
    if (rate == growth.constEnd() || text.isEmpty())
        return text;
    const int decimals = dictionaryItem(rules.edition, item)->parts.first().format.decimals;
    // In 1e-4 of the unit, then cut to the register's own step as a meter shows it.
    const Result<qint64> base = parseScaled(text, growthDecimals, ExtraDigits::Refuse);
    const qint64 elapsedMs = m_start.msecsTo(m_clock.now());
    if (!base)
        return text;
    qint64 value = *base + qint64(Wide(*rate) * elapsedMs / msPerHour);
    for (int n = decimals; n < growthDecimals; ++n)
        value /= 10;
    return scaledText(value, decimals);
}

Result<ServedMeters> profileFromJson(const QByteArray &json, const Clock &clock)
{
    rapidjson::Document document;
    document.Parse<rapidjson::kParseNumbersAsStringsFlag>(json.constData(), size_t(json.size()));
    if (document.HasParseError())
        return wrong(QStringLiteral("%1 at byte %2")
                         .arg(QLatin1String(rapidjson::GetParseError_En(document.GetParseError())))
                         .arg(document.GetErrorOffset()));
    if (!document.IsObject())
        return wrong(QStringLiteral("no object"));
    return readProfile(document, clock);
}

} // namespace pd::ctl
