// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

#include <limits>

namespace pd::net {

QByteArray encode(const Event &event)
{
    JsonWriter out;
    out.beginObject().member("kind", event.kind);
    if (event.kind == QLatin1String("hello"))
        out.member("epoch", event.epoch);
    if (event.kind != QLatin1String("reload"))
        out.member("seq", event.seq);
    if (event.at.isValid())
        out.member("at", event.at);
    if (!event.data.isEmpty())
        out.key("data").raw(event.data);
    return out.endObject().result();
}

Result<Event> parseEvent(const QByteArray &json)
{
    const JsonDocument document(json, "event");
    if (document.error())
        return document.result(Event());
    const JsonView root = document.root();
    Event event;
    event.kind = root["kind"].text();
    const bool isHello = event.kind == QLatin1String("hello");
    if (isHello)
        event.epoch = root["epoch"].text();
    if (event.kind != QLatin1String("reload"))
        event.seq = root["seq"].integer(0, std::numeric_limits<qint64>::max());
    event.at = root["at"].optionalTime();
    if (document.error())
        return tl::unexpected(*document.error());
    event.data = jsonMember(json, "data").value_or(QByteArray());
    return event;
}

bool storageFails(const Event &event)
{
    const JsonDocument document(event.data, "storage");
    return document.root()["state"].optionalText() == QLatin1String("FAILING");
}

} // namespace pd::net
