// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/pollplan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace pd::ctl {

namespace {

using serial::LineTiming;

constexpr qsizetype mostMeters = 1000;

tl::unexpected<Error> wrong(const QString &what)
{
    return failure(Error::Kind::Invalid, QStringLiteral("plan: ") + what);
}

Done onlyKnown(const QJsonObject &object, const QString &place, const QStringList &known)
{
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (!known.contains(member.key()))
            return wrong(place + QStringLiteral(": no such member: ") + member.key());
    }
    return {};
}

Result<int> number(const QJsonObject &object, const QString &name, int least, int most, int otherwise)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined())
        return otherwise;
    const double given = value.toDouble(-1);
    if (!value.isDouble() || given < least || given > most || given != std::floor(given))
        return wrong(QStringLiteral("%1: a whole number from %2 to %3").arg(name).arg(least).arg(most));
    return int(given);
}

Result<QString> text(const QJsonObject &object, const QString &name, const QString &otherwise)
{
    const QJsonValue value = object.value(name);
    if (!value.isUndefined() && !value.isString())
        return wrong(name + QStringLiteral(": a text"));
    return value.toString(otherwise);
}

Result<MeterProtocol> protocolOf(const QJsonObject &object, MeterProtocol otherwise)
{
    const Result<QString> word = text(object, QStringLiteral("protocol"), toWord(otherwise));
    if (!word)
        return tl::unexpected(word.error());
    for (MeterProtocol protocol :
         {MeterProtocol::Dlt645_2007, MeterProtocol::Dlt645_1997, MeterProtocol::ModbusRtu}) {
        if (*word == toWord(protocol))
            return protocol;
    }
    return wrong(QStringLiteral("no such protocol: ") + *word);
}

Result<QStringList> itemsOf(const QJsonObject &object, const QStringList &otherwise)
{
    const QJsonValue value = object.value(QStringLiteral("items"));
    if (value.isUndefined())
        return otherwise;
    QStringList items;
    const QJsonArray array = value.toArray();
    for (const QJsonValue item : array) {
        if (!item.isString())
            return wrong(QStringLiteral("items: a list of texts"));
        items.append(item.toString());
    }
    if (items.isEmpty())
        return wrong(QStringLiteral("items: a list of texts, at least one"));
    return items;
}

Result<LineTiming> timingOf(const QJsonValue &value)
{
    LineTiming timing;
    if (value.isUndefined())
        return timing;
    struct Member
    {
        const char *name;
        int LineTiming::*member;
        int least;
        int most;
    };
    static constexpr Member members[] = {
        {"answer_ms", &LineTiming::answerMs, 1, 60'000},
        {"gap_ms", &LineTiming::gapMs, 1, 60'000},
        {"settle_ms", &LineTiming::settleMs, 0, 60'000},
        {"late_ms", &LineTiming::lateMs, 0, 60'000},
        {"retries", &LineTiming::retries, 0, 20},
        {"silence_us", &LineTiming::silenceUs, 0, 10'000'000},
    };
    if (!value.isObject())
        return wrong(QStringLiteral("timing: an object"));
    const QJsonObject object = value.toObject();
    QStringList known;
    for (const Member &member : members) {
        const QString name = QLatin1String(member.name);
        known.append(name);
        const Result<int> given = number(object, name, member.least, member.most, timing.*member.member);
        if (!given)
            return tl::unexpected(given.error());
        timing.*member.member = *given;
    }
    timing.longestMs = qMax(timing.longestMs, timing.answerMs + 2 * timing.gapMs);
    return onlyKnown(object, QStringLiteral("timing"), known).map([&] { return timing; });
}

Result<PolledMeter> meterOf(const QJsonValue &value, MeterProtocol protocol, const QStringList &items)
{
    if (!value.isObject())
        return wrong(QStringLiteral("meters: a list of objects"));
    const QJsonObject object = value.toObject();
    if (Done known = onlyKnown(object, QStringLiteral("meters"),
                               {QStringLiteral("address"), QStringLiteral("protocol"),
                                QStringLiteral("profile"), QStringLiteral("items")});
        !known)
        return tl::unexpected(known.error());
    const Result<QString> address = text(object, QStringLiteral("address"), {});
    const Result<MeterProtocol> own = protocolOf(object, protocol);
    const Result<QString> profile = text(object, QStringLiteral("profile"), {});
    const Result<QStringList> ownItems = itemsOf(object, items);
    if (!address || !own || !profile || !ownItems)
        return tl::unexpected(!address       ? address.error()
                                  : !own     ? own.error()
                                  : !profile ? profile.error()
                                             : ownItems.error());
    if (address->isEmpty())
        return wrong(QStringLiteral("meters: a meter without address"));
    if (ownItems->isEmpty())
        return wrong(*address + QStringLiteral(" has no items, and neither has the plan"));
    return PolledMeter{{*own, *address}, *profile, *ownItems};
}

} // namespace

Result<PollFile> pollFileFromJson(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return wrong(document.isNull()
                         ? QStringLiteral("at byte %1: %2").arg(error.offset).arg(error.errorString())
                         : QStringLiteral("no object"));
    const QJsonObject object = document.object();
    const Done known
        = onlyKnown(object, QStringLiteral("the whole"),
                    {QStringLiteral("period_ms"), QStringLiteral("protocol"), QStringLiteral("items"),
                     QStringLiteral("timing"), QStringLiteral("meters")});
    const Result<int> period = number(object, QStringLiteral("period_ms"), 0, 86'400'000, 0);
    const Result<MeterProtocol> protocol = protocolOf(object, MeterProtocol::Dlt645_2007);
    const Result<QStringList> items = itemsOf(object, {});
    const Result<LineTiming> timing = timingOf(object.value(QStringLiteral("timing")));
    if (!known || !period || !protocol || !items || !timing)
        return tl::unexpected(!known          ? known.error()
                                  : !period   ? period.error()
                                  : !protocol ? protocol.error()
                                  : !items    ? items.error()
                                              : timing.error());
    PollFile file{{{}, *period}, *timing};
    const QJsonArray meters = object.value(QStringLiteral("meters")).toArray();
    if (meters.isEmpty() || meters.size() > mostMeters)
        return wrong(QStringLiteral("meters: a list of 1 to %1 meters").arg(mostMeters));
    for (const QJsonValue value : meters) {
        const Result<PolledMeter> meter = meterOf(value, *protocol, *items);
        if (!meter)
            return tl::unexpected(meter.error());
        file.plan.meters.append(*meter);
    }
    return file;
}

} // namespace pd::ctl
