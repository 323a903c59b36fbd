// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/payments/phonepage.h"

#include <QUrl>

namespace pd::station {

namespace {

QString page(const QString &content)
{
    return QStringLiteral(R"(<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>付款 · Payment</title><style>
body{font-family:"Noto Sans CJK SC",sans-serif;max-width:24em;margin:2em auto;padding:0 1em;color:#1d2733}
.mark{background:#8a5a00;color:#fff;padding:.3em .8em;border-radius:.3em;font-size:.85em}
.amount{font-size:2.4em;margin:.4em 0}
dt{color:#5a6675;font-size:.85em}dd{margin:0 0 .8em}
button{font-size:1.1em;padding:.7em 1em;width:100%;margin:.3em 0;border:0;border-radius:.4em}
.yes{background:#0b6e4f;color:#fff}.no{background:#e3e7ec;color:#1d2733}
</style></head><body><p><span class="mark">模拟付款，不扣款 · Sandbox, no money moves</span></p>
%1</body></html>
)")
        .arg(content);
}

QString verdict(SandboxPayment::State state)
{
    switch (state) {
    case SandboxPayment::State::NotPay: break;
    case SandboxPayment::State::Success: return QStringLiteral("已付款 · Paid");
    case SandboxPayment::State::Closed: return QStringLiteral("已关闭 · Closed");
    case SandboxPayment::State::PayError: return QStringLiteral("已拒绝 · Refused");
    }
    return QStringLiteral("待付款 · Waiting for you");
}

// The last four of the token stand for those of the card.
QString cardLine(const SandboxPayment &payment)
{
    if (payment.card.isEmpty())
        return {};
    return QStringLiteral("\n<dt>银行卡 · Bank card</dt><dd>**** %1</dd>\n<dt>预授权 · Held first</dt>"
                          "<dd>结束后按实际扣款 · charged by the bill</dd>")
        .arg(payment.card.right(4).toHtmlEscaped());
}

QString buttons(const SandboxPayment &payment)
{
    if (payment.state != SandboxPayment::State::NotPay)
        return {};
    const QString path
        = QStringLiteral("/phone/") + QString::fromLatin1(QUrl::toPercentEncoding(payment.number));
    return QStringLiteral("<form method=\"post\" action=\"%1/confirm\"><button class=\"yes\">确认付款 · "
                          "Confirm</button></form>\n<form method=\"post\" action=\"%1/refuse\"><button "
                          "class=\"no\">拒绝 · Refuse</button></form>\n")
        .arg(path.toHtmlEscaped());
}

} // namespace

QByteArray phonePage(const SandboxPayment &payment)
{
    const QString description
        = payment.description.isEmpty() ? QStringLiteral("PileDeck") : payment.description.toHtmlEscaped();
    // One arg() call for all: a description that holds "%4" stays what it is.
    const QString content
        = QStringLiteral("<h1>%1</h1>\n<dl><dt>收款方 · Payee</dt><dd>%2</dd>\n<dt>金额 · Amount</dt>"
                         "<dd class=\"amount\">¥ %3</dd>\n<dt>单号 · Number</dt><dd>%4</dd>%6</dl>\n%5")
              .arg(verdict(payment.state), description, payment.amount.text(), payment.number.toHtmlEscaped(),
                   buttons(payment), cardLine(payment));
    return page(content).toUtf8();
}

QByteArray phonePageNotFound()
{
    return page(QStringLiteral("<h1>没有这笔付款 · No such payment</h1>")).toUtf8();
}

} // namespace pd::station
