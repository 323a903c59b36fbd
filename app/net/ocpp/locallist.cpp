// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/locallist.h"

#include "app/net/ocpp/parts.h"

#include <QSet>

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr int longestIdTag = 20;
constexpr std::array updateTypes{UpdateType::Differential, UpdateType::Full};
constexpr std::array updateStatuses{UpdateStatus::Accepted, UpdateStatus::Failed, UpdateStatus::NotSupported,
                                    UpdateStatus::VersionMismatch};

AuthorizationData readEntry(Fields &parent, const JsonValue &json)
{
    Fields f(json);
    AuthorizationData entry;
    entry.idTag = f.token("idTag", longestIdTag, Need::Required);
    if (const JsonValue *info = f.object("idTagInfo", Need::Optional))
        entry.idTagInfo = readIdTagInfo(f, *info);
    if (f.violation())
        parent.adopt(*f.violation());
    return entry;
}

QByteArray entryText(const AuthorizationData &entry)
{
    ObjectWriter writer;
    writer.text("idTag", entry.idTag);
    if (entry.idTagInfo)
        writer.raw("idTagInfo", idTagInfoText(*entry.idTagInfo));
    return writer.finish();
}

} // namespace

QLatin1String toWord(UpdateType type)
{
    return type == UpdateType::Full ? QLatin1String("Full") : QLatin1String("Differential");
}

QLatin1String toWord(UpdateStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Failed"),
                               QLatin1String("NotSupported"), QLatin1String("VersionMismatch")};
    return words[size_t(status)];
}

template <>
Decoded<GetLocalListVersion::Request> decode(const JsonValue &payload)
{
    return readEmpty<GetLocalListVersion::Request>(payload);
}

QByteArray encode(const GetLocalListVersion::Request &)
{
    return emptyText();
}

template <>
Decoded<GetLocalListVersion::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    return f.finish(GetLocalListVersion::Confirmation{f.integer("listVersion")});
}

QByteArray encode(const GetLocalListVersion::Confirmation &message)
{
    return ObjectWriter().number("listVersion", message.listVersion).finish();
}

template <>
Decoded<SendLocalList::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    SendLocalList::Request r;
    r.listVersion = f.integer("listVersion");
    r.updateType = f.word("updateType", updateTypes);
    QSet<QString> tags;
    if (const JsonValue *list = f.array("localAuthorizationList", Need::Optional)) {
        for (const JsonValue &json : list->items()) {
            r.localAuthorizationList.append(readEntry(f, json));
            const AuthorizationData &entry = r.localAuthorizationList.constLast();
            if (r.updateType == UpdateType::Full && !entry.idTagInfo)
                f.violate(ErrorCode::OccurenceConstraintViolation, "idTagInfo", QStringLiteral("is missing"));
            if (tags.contains(entry.idTag))
                f.violate(ErrorCode::PropertyConstraintViolation, "idTag", QStringLiteral("stands twice"));
            tags.insert(entry.idTag);
        }
    }
    return f.finish(r);
}

QByteArray encode(const SendLocalList::Request &message)
{
    QList<QByteArray> entries;
    for (const AuthorizationData &entry : message.localAuthorizationList)
        entries.append(entryText(entry));
    return ObjectWriter()
        .number("listVersion", message.listVersion)
        .raw("localAuthorizationList", arrayText(entries))
        .text("updateType", toWord(message.updateType))
        .finish();
}

template <>
Decoded<SendLocalList::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<SendLocalList::Confirmation>(payload, updateStatuses);
}

QByteArray encode(const SendLocalList::Confirmation &message)
{
    return statusOnlyText(message);
}

} // namespace pd::net::ocpp
