// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

#include <limits>

namespace pd::net {

namespace {

constexpr qint64 longestCharge = 31 * 24 * 3600; // s

void write(JsonWriter &out, const std::optional<PileCommand> &command)
{
    if (!command) {
        out.null();
        return;
    }
    out.beginObject()
        .member("kind", toWord(command->kind))
        .member("life", toWord(command->life))
        .member("reason", command->reason)
        .member("requested_at", command->requestedAt)
        .member("changed_at", command->changedAt)
        .member("by", command->by)
        .endObject();
}

PileCommand::Kind readCommandKind(const JsonView &json)
{
    const QString word = json.text();
    for (PileCommand::Kind kind : {PileCommand::Kind::Start, PileCommand::Kind::Stop}) {
        if (word == toWord(kind))
            return kind;
    }
    json.fail("unknown word");
    return PileCommand::Kind::Start;
}

std::optional<PileCommand> readCommand(const JsonView &json)
{
    if (json.isAbsent())
        return std::nullopt;
    PileCommand command;
    command.kind = readCommandKind(json["kind"]);
    command.life = json["life"].word(&commandLifeFromWord);
    command.reason = json["reason"].optionalText();
    command.requestedAt = json["requested_at"].optionalTime();
    command.changedAt = json["changed_at"].optionalTime();
    command.by = json["by"].optionalText();
    return command;
}

std::optional<Energy> readRegister(const JsonView &json)
{
    return json.isAbsent() ? std::nullopt : std::optional(json.kwh());
}

void writeProgress(JsonWriter &out, const ChargeOrder &order)
{
    out.optionalText("session", order.session.text())
        .member("transaction_id", order.transactionId)
        .member("created_at", order.createdAt)
        .member("started_at", order.startedAt)
        .member("ended_at", order.endedAt)
        .member("start_register_kwh", order.startRegister)
        .member("last_register_kwh", order.lastRegister)
        .member("last_sample_at", order.lastSampleAt)
        .member("start_at", order.startAt)
        .member("charged_until", order.chargedUntil)
        .member("left_at", order.leftAt)
        .member("stop_reason", order.stopReason)
        .member("operator", order.operatorName)
        .member("refunded", order.refunded)
        .member("owed", order.owed)
        .optionalText("settlement", order.settlement)
        .member("updated_at", order.updatedAt);
}

void readProgress(const JsonView &json, ChargeOrder &order)
{
    order.session = SessionId(json["session"].optionalText());
    if (const JsonView id = json["transaction_id"]; !id.isAbsent())
        order.transactionId
            = int(id.integer(std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
    order.createdAt = json["created_at"].optionalTime();
    order.startedAt = json["started_at"].optionalTime();
    order.endedAt = json["ended_at"].optionalTime();
    order.startRegister = readRegister(json["start_register_kwh"]);
    order.lastRegister = readRegister(json["last_register_kwh"]);
    order.lastSampleAt = json["last_sample_at"].optionalTime();
    order.startAt = json["start_at"].optionalTime();
    order.chargedUntil = json["charged_until"].optionalTime();
    order.leftAt = json["left_at"].optionalTime();
    order.stopReason = json["stop_reason"].optionalText();
    order.operatorName = json["operator"].optionalText();
    order.refunded = json["refunded"].isAbsent() ? Money() : json["refunded"].money();
    order.owed = json["owed"].isAbsent() ? Money() : json["owed"].money();
    order.settlement = json["settlement"].optionalText();
    order.updatedAt = json["updated_at"].time();
}

OrderRequest readRequest(const JsonView &json)
{
    OrderRequest request;
    request.clientRef = json["client_ref"].text();
    request.port = PortId(json["evse_uid"].text());
    request.account = AccountId(json["account"].text());
    request.mode = json["mode"].word(&chargeModeFromWord);
    request.limit = readLimit(json["limit"]);
    request.method = json["payment_method"].word(&paymentMethodFromWord);
    request.startAt = json["start_at"].optionalTime();
    return request;
}

} // namespace

void write(JsonWriter &out, const std::optional<Payment> &payment)
{
    if (!payment) {
        out.null();
        return;
    }
    out.beginObject()
        .member("id", payment->id.text())
        .member("method", toWord(payment->method))
        .member("state", toWord(payment->state))
        .member("amount", payment->amount)
        .member("captured", payment->captured)
        .member("code_url", payment->codeUrl)
        .member("created_at", payment->createdAt)
        .member("paid_at", payment->paidAt)
        .endObject();
}

std::optional<Payment> readPayment(const JsonView &json)
{
    if (json.isAbsent())
        return std::nullopt;
    Payment payment;
    payment.id = PaymentId(json["id"].text());
    payment.method = json["method"].word(&paymentMethodFromWord);
    payment.state = json["state"].word(&paymentStateFromWord);
    payment.amount = json["amount"].money();
    if (const JsonView captured = json["captured"]; !captured.isAbsent())
        payment.captured = captured.money();
    payment.codeUrl = json["code_url"].optionalText();
    payment.createdAt = json["created_at"].optionalTime();
    payment.paidAt = json["paid_at"].optionalTime();
    return payment;
}

void write(JsonWriter &out, const ChargeLimit &limit)
{
    out.beginObject().member("kind", toWord(limit.kind));
    if (limit.kind == ChargeLimit::Kind::Time)
        out.member("seconds", limit.seconds);
    if (limit.kind == ChargeLimit::Kind::Energy)
        out.member("energy_kwh", limit.energy);
    if (limit.kind == ChargeLimit::Kind::Amount)
        out.member("amount", limit.amount);
    out.endObject();
}

ChargeLimit readLimit(const JsonView &json)
{
    ChargeLimit limit;
    limit.kind = json["kind"].word(&limitKindFromWord);
    if (limit.kind == ChargeLimit::Kind::Time)
        limit.seconds = json["seconds"].integer(0, longestCharge);
    if (limit.kind == ChargeLimit::Kind::Energy)
        limit.energy = json["energy_kwh"].kwh();
    if (limit.kind == ChargeLimit::Kind::Amount)
        limit.amount = json["amount"].money();
    return limit;
}

void write(JsonWriter &out, const ChargeOrder &order)
{
    out.beginObject()
        .member("id", order.id.text())
        .member("client_ref", order.clientRef)
        .member("state", toWord(order.state))
        .member("location_id", order.station.text())
        .member("evse_uid", order.port.text())
        .member("account", order.account.text())
        .member("account_masked", order.accountMasked)
        .member("mode", toWord(order.mode))
        .key("limit");
    write(out, order.limit);
    out.key("payment");
    write(out, order.payment);
    out.key("command");
    write(out, order.command);
    writeProgress(out, order);
    out.key("bill");
    write(out, order.bill);
    out.endObject();
}

ChargeOrder readOrder(const JsonView &json)
{
    ChargeOrder order;
    order.id = OrderId(json["id"].text());
    order.clientRef = json["client_ref"].optionalText();
    order.state = json["state"].word(&orderStateFromWord);
    order.station = StationId(json["location_id"].optionalText());
    order.port = PortId(json["evse_uid"].text());
    order.account = AccountId(json["account"].optionalText());
    order.accountMasked = json["account_masked"].optionalText();
    order.mode = json["mode"].word(&chargeModeFromWord);
    order.limit = readLimit(json["limit"]);
    order.payment = readPayment(json["payment"]);
    order.command = readCommand(json["command"]);
    readProgress(json, order);
    order.bill = readBill(json["bill"]);
    if (order.id.isEmpty())
        json["id"].fail("empty");
    return order;
}

QByteArray encode(const ChargeOrder &order)
{
    return encoded(order);
}

QByteArray encode(const OrderRequest &request)
{
    JsonWriter out;
    out.beginObject()
        .member("client_ref", request.clientRef)
        .member("evse_uid", request.port.text())
        .member("account", request.account.text())
        .member("mode", toWord(request.mode))
        .key("limit");
    write(out, request.limit);
    out.member("payment_method", toWord(request.method));
    if (request.startAt.isValid())
        out.member("start_at", request.startAt);
    return out.endObject().result();
}

QByteArray encode(const OrdersGateway::Page &page)
{
    JsonWriter out;
    out.beginObject().key("orders").beginArray();
    for (const ChargeOrder &order : page.orders)
        write(out, order);
    return out.endArray().optionalText("next", page.next).endObject().result();
}

Result<ChargeOrder> decodeOrder(const QByteArray &json)
{
    return decoded(json, "order", &readOrder);
}

Result<OrderRequest> decodeOrderRequest(const QByteArray &json)
{
    return decoded(json, "order request", &readRequest);
}

Result<OrdersGateway::Page> decodeOrdersPage(const QByteArray &json)
{
    const JsonDocument document(json, "orders");
    OrdersGateway::Page page;
    if (document.error())
        return document.result(page);
    document.root()["orders"].each([&](const JsonView &order) { page.orders.append(readOrder(order)); });
    page.next = document.root()["next"].optionalText();
    return document.result(page);
}

} // namespace pd::net
