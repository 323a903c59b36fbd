// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/receipt/receipt.h"

#include <algorithm>

namespace pd {

namespace {

// Writes one receipt, part by part.
class Writer
{
public:
    Writer(const Receipt &receipt, const DriverTexts &texts)
        : m_receipt(receipt)
        , m_texts(texts)
    {
    }

    QString document()
    {
        head();
        for (const ChargeOrder &charge : m_receipt.charges)
            write(charge);
        if (m_receipt.charges.size() > 1)
            sum();
        if (m_receipt.settlement) {
            openFacts();
            paid(m_receipt.settlement->payment);
            closeTable();
        }
        paragraph(text("rounding"));
        paragraph(text("no_invoice"));
        return QStringLiteral("<html><body>") + m_html + QStringLiteral("</body></html>");
    }

private:
    QString text(const char *key) const { return m_texts.text(QLatin1String(key)); }
    QString text(const char *group, const QString &word) const
    {
        return m_texts.text(QLatin1String(group) + QLatin1Char('_') + word);
    }
    QString moment(const QDateTime &at) const
    {
        return at.toTimeZone(m_receipt.zone).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    }
    QString span(const QDateTime &from, const QDateTime &to) const
    {
        return moment(from) + QStringLiteral(" – ") + moment(to);
    }
    void paragraph(const QString &words)
    {
        m_html += QStringLiteral("<p class=\"small\">%1</p>").arg(words.toHtmlEscaped());
    }

    void head()
    {
        const auto count = m_receipt.charges.size();
        const QString title = count > 1 ? text("title_settled").arg(count) : text("title");
        m_html += QStringLiteral("<h1>%1</h1>").arg(title.toHtmlEscaped());
        openFacts();
        fact(text("station"), m_receipt.stationName);
        fact(text("account"), m_receipt.charges.first().accountMasked);
        fact(text("as_of"),
             moment(m_receipt.asOf()) + QLatin1Char(' ') + QString::fromLatin1(m_receipt.zone.id()));
        closeTable();
    }

    void write(const ChargeOrder &charge)
    {
        m_html += QStringLiteral("<h2>%1 %2</h2>")
                      .arg(text("order").toHtmlEscaped(), charge.id.text().toHtmlEscaped());
        openFacts();
        fact(text("port"), charge.port.text());
        fact(text("mode"), text("mode", toWord(charge.mode)));
        if (charge.startedAt.isValid() && charge.endedAt.isValid())
            fact(text("span"), span(charge.startedAt, charge.endedAt));
        if (charge.startRegister && charge.lastRegister)
            fact(text("registers"),
                 QStringLiteral("%1 → %2 kWh")
                     .arg(charge.startRegister->kwhRounded(2), charge.lastRegister->kwhRounded(2)));
        fact(text("plan"), charge.bill.planVersion);
        if (!charge.operatorName.isEmpty())
            fact(text("operator"), charge.operatorName);
        closeTable();
        components(charge.bill);
        periods(charge.bill);
        payment(charge);
    }

    void components(const Bill &bill)
    {
        openTable({text("component"), text("amount")});
        const QList<QPair<const char *, Money>> all{{"electricity", bill.electricity},
                                                    {"service", bill.service},
                                                    {"time", bill.time},
                                                    {"occupancy", bill.occupancy},
                                                    {"reservation", bill.reservation}};
        for (const auto &[key, amount] : all) {
            if (amount != Money())
                row({text(key), amount.text()});
        }
        row({text("total"), bill.total().text()}, true);
        closeTable();
    }

    void periods(const Bill &bill)
    {
        if (bill.periods.isEmpty())
            return;
        openTable({text("period"), text("band"), text("energy"), text("price"), text("electricity"),
                   text("service")});
        for (const BillPeriod &period : bill.periods) {
            row({span(period.start, period.end), text("band", toWord(period.band)), period.energy.kwhText(4),
                 period.price.electricity.text() + QStringLiteral(" + ") + period.price.service.text(),
                 period.electricity.text(4), period.service.text(4)});
        }
        row({text("total"), {}, bill.energy.kwhText(4), {}, {}, {}}, true);
        closeTable();
    }

    void payment(const ChargeOrder &charge)
    {
        openFacts();
        if (charge.payment)
            paid(*charge.payment);
        else
            fact(text("payment"), text("method_none"));
        if (charge.refunded != Money())
            fact(text("returned"), charge.refunded.text());
        closeTable();
    }

    void paid(const Payment &payment)
    {
        fact(text("payment"), text("method", toWord(payment.method)));
        fact(text("payment_number"), payment.id.text());
        fact(text("paid"), payment.amount.text() + QStringLiteral(" · ") + moment(payment.paidAt));
    }

    // A settlement may have paid a part only, where the rest had been prepaid.
    void sum()
    {
        openTable({text("order"), text("amount")});
        if (const auto &settlement = m_receipt.settlement) {
            for (const JointSettlement::Part &part : settlement->parts)
                row({part.order.text(), part.amount.text()});
            row({text("sum"), settlement->amount.text()}, true);
        } else {
            for (const ChargeOrder &charge : m_receipt.charges)
                row({charge.id.text(), charge.bill.total().text()});
            row({text("sum"), m_receipt.total().text()}, true);
        }
        closeTable();
    }

    void openFacts() { m_html += QStringLiteral("<table class=\"facts\" cellpadding=\"2\">"); }
    void fact(const QString &name, const QString &value)
    {
        m_html += QStringLiteral("<tr><td class=\"name\">%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                      .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    void openTable(const QStringList &columns)
    {
        m_html += QStringLiteral(
            "<table class=\"lines\" width=\"100%\" cellspacing=\"0\" cellpadding=\"3\"><tr>");
        for (qsizetype i = 0; i < columns.size(); ++i)
            m_html += QStringLiteral("<th align=\"%1\">%2</th>").arg(side(i), columns[i].toHtmlEscaped());
        m_html += QStringLiteral("</tr>");
    }
    void row(const QStringList &cells, bool strong = false)
    {
        m_html += QStringLiteral("<tr>");
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QString words = cells[i].toHtmlEscaped();
            m_html += QStringLiteral("<td align=\"%1\">%2</td>")
                          .arg(side(i), strong ? QStringLiteral("<b>%1</b>").arg(words) : words);
        }
        m_html += QStringLiteral("</tr>");
    }
    void closeTable() { m_html += QStringLiteral("</table>"); }
    static QString side(qsizetype column)
    {
        return column == 0 ? QStringLiteral("left") : QStringLiteral("right");
    }

    const Receipt &m_receipt;
    const DriverTexts &m_texts;
    QString m_html;
};

} // namespace

Money Receipt::total() const
{
    Money sum;
    for (const ChargeOrder &charge : charges)
        sum = sum + charge.bill.total();
    return sum;
}

QDateTime Receipt::asOf() const
{
    QDateTime youngest;
    for (const ChargeOrder &charge : charges)
        youngest = youngest.isValid() ? std::max(youngest, charge.updatedAt) : charge.updatedAt;
    return youngest;
}

Done checkReceipt(const Receipt &receipt)
{
    if (receipt.charges.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("a receipt needs a charge"));
    const ChargeOrder &first = receipt.charges.first();
    for (const ChargeOrder &charge : receipt.charges) {
        if (charge.state != OrderState::Settled)
            return failure(Error::Kind::Conflict, charge.id.text() + QStringLiteral(": not settled yet"),
                           QStringLiteral("not_settled"));
        if (charge.account != first.account)
            return failure(Error::Kind::Invalid,
                           QStringLiteral("charges of several accounts on one receipt"));
    }
    return {};
}

QString receiptHtml(const Receipt &receipt, const DriverTexts &texts)
{
    return Writer(receipt, texts).document();
}

} // namespace pd
