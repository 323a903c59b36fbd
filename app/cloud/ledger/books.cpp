// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/books.h"

#include "app/cloud/ledger/accounts.h"

namespace pd::cloud {

namespace {

void addCredit(QList<Posting> &postings, const QString &account, Money amount, const QString &currency)
{
    if (amount != Money())
        postings.append({account, -amount, currency});
}

} // namespace

void Books::book(const Transfer &transfer, const QDateTime &now)
{
    const Result<Booked> booked = m_ledger.book(transfer, now);
    if (!booked)
        m_db.giveUp({booked.error().kind,
                     QStringLiteral("%1 is not booked: %2").arg(transfer.id, booked.error().detail),
                     booked.error().reason});
}

void Books::captured(const PaymentRecord &payment, const QDateTime &now)
{
    const Money amount = payment.payment.amount;
    book({QStringLiteral("capture/") + payment.payment.id.text(),
          QStringLiteral("capture"),
          payment.order.text(),
          {},
          {{accounts::clearing(payment.payment.method), amount, payment.currency},
           {accounts::hold(payment.order), -amount, payment.currency}}},
         now);
}

void Books::settled(const PaymentRecord &payment, const AccountId &account, const QDateTime &now)
{
    const Money amount = payment.payment.amount;
    book({QStringLiteral("capture/") + payment.payment.id.text(),
          QStringLiteral("capture"),
          payment.settlement,
          {},
          {{accounts::clearing(payment.payment.method), amount, payment.currency},
           {accounts::debt(account), -amount, payment.currency}}},
         now);
}

void Books::earned(const OrderRecord &record, const Bill &computed, const QDateTime &now)
{
    const ChargeOrder &order = record.order;
    const QString &currency = computed.currency;
    QList<Posting> postings;
    addCredit(postings, accounts::hold(order.id), -(order.bill.total() - order.owed), currency);
    addCredit(postings, accounts::debt(order.account), -order.owed, currency);
    addCredit(postings, accounts::writeOff, -record.writtenOff, currency);
    addCredit(postings, accounts::electricity, computed.electricity, currency);
    addCredit(postings, accounts::service, computed.service, currency);
    addCredit(postings, accounts::time, computed.time, currency);
    addCredit(postings, accounts::occupancy, computed.occupancy, currency);
    addCredit(postings, accounts::reservation, computed.reservation, currency);
    if (postings.isEmpty())
        return; // the energy was free
    book({QStringLiteral("earn/") + order.id.text(), QStringLiteral("earn"), order.id.text(), {}, postings},
         now);
}

void Books::released(const RefundRecord &refund, const QString &currency, const QDateTime &now)
{
    book({QStringLiteral("release/") + refund.id,
          QStringLiteral("release"),
          refund.order.text(),
          {},
          {{accounts::hold(refund.order), refund.amount, currency},
           {accounts::refundsPayable, -refund.amount, currency}}},
         now);
}

void Books::refunded(const RefundRecord &refund, const PaymentRecord &payment, const QDateTime &now)
{
    book({QStringLiteral("refund/") + refund.id,
          QStringLiteral("refund"),
          refund.order.text(),
          {},
          {{accounts::refundsPayable, refund.amount, payment.currency},
           {accounts::clearing(payment.payment.method), -refund.amount, payment.currency}}},
         now);
}

void Books::catchUp(OrderTable &table, const QDateTime &now)
{
    {
        Rows rows = m_db.run(QStringLiteral("SELECT seq FROM ledger_tip WHERE id = 1"));
        if (!rows.next() || rows.number(0) > 0)
            return;
    }
    for (const OrderRecord &record : table.slice({}, 0, std::numeric_limits<int>::max())) {
        const ChargeOrder &order = record.order;
        const std::optional<PaymentRecord> payment
            = order.payment ? table.payment(order.payment->id) : std::nullopt;
        const bool isPaid = payment && payment->payment.state == PaymentState::Succeeded;
        if (isPaid)
            captured(*payment, now);
        if (record.billed) {
            // Which component was cut is not recorded; the service fee gave way first.
            Bill computed = order.bill;
            computed.service += record.writtenOff;
            earned(record, computed, now);
        }
        for (const RefundRecord &refund : isPaid ? table.refundsOf(order.id) : QList<RefundRecord>()) {
            released(refund, payment->currency, now);
            if (refund.state == RefundRecord::State::Succeeded)
                refunded(refund, *payment, now);
        }
    }
}

} // namespace pd::cloud
