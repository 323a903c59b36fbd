// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/fields.h"
#include "app/net/ocpp/objectwriter.h"

namespace pd::net::ocpp {

// Confirmations that say one word, `status`.
template <typename Confirmation, size_t N>
Decoded<Confirmation> readStatusOnly(const JsonValue &payload,
                                     const std::array<decltype(Confirmation::status), N> &all)
{
    Fields f(payload);
    Confirmation c;
    c.status = f.word("status", all);
    return f.finish(c);
}

template <typename Confirmation>
QByteArray statusOnlyText(const Confirmation &message)
{
    return ObjectWriter().text("status", toWord(message.status)).finish();
}

// A message without members.
template <typename Message>
Decoded<Message> readEmpty(const JsonValue &payload)
{
    return Fields(payload).finish(Message{});
}

inline QByteArray emptyText()
{
    return QByteArrayLiteral("{}");
}

// What a member object says; what is wrong in it is wrong in its parent too.
IdTagInfo readIdTagInfo(Fields &parent, const JsonValue &value);
QByteArray idTagInfoText(const IdTagInfo &info);

// JSON text of an array whose values are JSON text already.
QByteArray arrayText(const QList<QByteArray> &values);

} // namespace pd::net::ocpp
