// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

namespace pd::net {

namespace {

SettlementRequest readRequest(const JsonView &json)
{
    SettlementRequest request;
    request.clientRef = json["client_ref"].optionalText();
    request.account = AccountId(json["account"].text());
    if (const JsonView orders = json["orders"]; !orders.isAbsent())
        orders.each([&](const JsonView &order) { request.orders.append(OrderId(order.text())); });
    request.method = json["payment_method"].word(&paymentMethodFromWord);
    return request;
}

JointSettlement readSettlement(const JsonView &json)
{
    JointSettlement settlement;
    settlement.id = json["id"].text();
    settlement.clientRef = json["client_ref"].optionalText();
    settlement.state = json["state"].word(&settlementStateFromWord);
    settlement.account = AccountId(json["account"].text());
    settlement.currency = json["currency"].text();
    settlement.amount = json["amount"].money();
    settlement.payment = readPayment(json["payment"]).value_or(Payment());
    json["orders"].each([&](const JsonView &part) {
        settlement.parts.append({OrderId(part["id"].text()), part["amount"].money()});
    });
    settlement.operatorName = json["operator"].optionalText();
    settlement.createdAt = json["created_at"].optionalTime();
    settlement.updatedAt = json["updated_at"].optionalTime();
    return settlement;
}

} // namespace

QByteArray encode(const JointSettlement &settlement)
{
    JsonWriter out;
    out.beginObject()
        .member("id", settlement.id)
        .member("client_ref", settlement.clientRef)
        .member("state", toWord(settlement.state))
        .member("account", settlement.account.text())
        .member("currency", settlement.currency)
        .member("amount", settlement.amount)
        .key("payment");
    write(out, std::optional(settlement.payment));
    out.key("orders").beginArray();
    for (const JointSettlement::Part &part : settlement.parts)
        out.beginObject().member("id", part.order.text()).member("amount", part.amount).endObject();
    out.endArray()
        .member("operator", settlement.operatorName)
        .member("created_at", settlement.createdAt)
        .member("updated_at", settlement.updatedAt)
        .endObject();
    return out.result();
}

QByteArray encode(const SettlementRequest &request)
{
    JsonWriter out;
    out.beginObject()
        .member("client_ref", request.clientRef)
        .member("account", request.account.text())
        .member("payment_method", toWord(request.method))
        .key("orders")
        .beginArray();
    for (const OrderId &order : request.orders)
        out.text(order.text());
    return out.endArray().endObject().result();
}

Result<JointSettlement> decodeSettlement(const QByteArray &json)
{
    return decoded(json, "settlement", &readSettlement);
}

Result<SettlementRequest> decodeSettlementRequest(const QByteArray &json)
{
    return decoded(json, "settlement request", &readRequest);
}

} // namespace pd::net
