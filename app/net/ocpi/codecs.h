// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"
#include "app/net/ocpi/objects.h"

// The pieces of which objects.h is made, for nesting one object in another. Inside this library only.
namespace pd::net {

void write(JsonWriter &out, const Position &position); // null where unknown
void write(JsonWriter &out, const Pile &pile);
void write(JsonWriter &out, const Station &station);
void write(JsonWriter &out, const PricePlan &plan);
void write(JsonWriter &out, const Bill &bill);
void write(JsonWriter &out, const ChargeLimit &limit);
void write(JsonWriter &out, const ChargeOrder &order);
void write(JsonWriter &out, const std::optional<Payment> &payment);

Position readPosition(const JsonView &json);
Pile readPile(const JsonView &json);
PricePlan readPlan(const JsonView &json);
Bill readBill(const JsonView &json);
ChargeLimit readLimit(const JsonView &json);
std::optional<Payment> readPayment(const JsonView &json);
ChargeOrder readOrder(const JsonView &json);

// The whole of a text: encoded(pile), decoded(json, "pile", &readPile).
template <typename T>
QByteArray encoded(const T &value)
{
    JsonWriter out;
    write(out, value);
    return out.result();
}
template <typename T>
Result<T> decoded(const QByteArray &json, const char *what, T (*read)(const JsonView &))
{
    const JsonDocument document(json, what);
    return document.error() ? document.result(T{}) : document.result(read(document.root()));
}

} // namespace pd::net
