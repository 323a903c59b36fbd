// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/payments/httpport.h"
#include "app/station/payments/sandbox.h"

namespace pd::station {

// The sandbox's HTTP face, in the shape of a widely used Chinese channel's v3 interface; amounts are whole
// fen.
//   POST /v3/pay/transactions/native             {out_trade_no, description, amount{total, currency}} ->
//   {code_url} GET  /v3/pay/transactions/out-trade-no/{no}  -> {out_trade_no, trade_state, transaction_id,
//   success_time, amount} POST /v3/pay/transactions/out-trade-no/{no}/close  -> 204 POST
//   /v3/refund/domestic/refunds   {out_trade_no, out_refund_no, reason, amount{refund, total, currency}} GET
//   /v3/refund/domestic/refunds/{no}        -> {out_refund_no, status, refund_id, amount, ...} GET
//   /phone/{no}, POST /phone/{no}/confirm|refuse   the payer's phone
// and bank cards, whose payments are held first:
//   POST /card/v1/authorizations              {order_no, description, card, amount{total, currency}} ->
//   {order_no, status, challenge_url, ...} GET /card/v1/authorizations/{no} -> {order_no, status: CHALLENGE,
//   AUTHORIZED, DECLINED, VOIDED or CAPTURED, authorization_no, amount, captured} POST
//   /card/v1/authorizations/{no}/capture {amount{total, currency}} (0 sets all free) POST
//   /card/v1/authorizations/{no}/void (only before the payer has decided) -> 204
// Refusals are {code, message} with 400, 403, 404 or 500.
class PaymentApi
{
public:
    explicit PaymentApi(PaymentSandbox &sandbox);
    // How the phone reaches this port, "127.0.0.1:18500".
    void setAddress(const QString &address) { m_address = address; }
    HttpResponse handle(const HttpRequest &request);

    // What a named fault does to every answer from now on.
    enum class Trouble { None, Error, Lost }; // the channel's own failure, or the deed done and nothing said
    void setTrouble(Trouble trouble) { m_trouble = trouble; }

private:
    HttpResponse serve(const HttpRequest &request);
    HttpResponse cards(const HttpRequest &request);
    HttpResponse createHold(const QByteArray &body);
    HttpResponse captureHold(const QString &number, const QByteArray &body);
    HttpResponse payments(const HttpRequest &request);
    HttpResponse refunds(const HttpRequest &request);
    HttpResponse createPayment(const QByteArray &body);
    HttpResponse createRefund(const QByteArray &body);
    HttpResponse phone(const HttpRequest &request);

    PaymentSandbox &m_sandbox;
    QString m_address;
    Trouble m_trouble = Trouble::None;
};

} // namespace pd::station
