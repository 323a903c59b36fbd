// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/reconciliation.h"

#include "app/cloud/ledger/accounts.h"

namespace pd::cloud {

namespace {

// (account, currency) → what it should hold, on its normal side.
using Amounts = std::map<std::pair<QString, QString>, Money>;

void add(Amounts &amounts, const QString &account, const QString &currency, Money amount)
{
    amounts[{account, currency}] += amount;
}

void addPayments(Database &db, Amounts &should)
{
    Rows rows = db.run(
        QStringLiteral("SELECT p.method, p.currency, p.amount, p.order_id, o.state, o.billed FROM payment p "
                       "LEFT JOIN charge_order o ON o.id = p.order_id WHERE p.state = 'SUCCEEDED'"));
    // Ended and not billed: held from settlement, or the car still stands there.
    const QStringList open{QStringLiteral("PAID"), QStringLiteral("STARTING"), QStringLiteral("CHARGING"),
                           QStringLiteral("STOPPING")};
    while (rows.next()) {
        const QString currency = rows.text(1);
        add(should, QStringLiteral("clearing:") + rows.text(0), currency, rows.money(2));
        const bool isUnbilled = rows.text(4) == QLatin1String("ENDED") && !rows.flag(5);
        if (open.contains(rows.text(4)) || isUnbilled)
            add(should, accounts::hold(OrderId(rows.text(3))), currency, rows.money(2));
    }
}

void addRefunds(Database &db, Amounts &should)
{
    Rows rows = db.run(QStringLiteral("SELECT p.method, p.currency, r.amount, r.state FROM refund r "
                                      "JOIN payment p ON p.id = r.payment_id"));
    while (rows.next()) {
        if (rows.text(3) == QLatin1String("SUCCEEDED"))
            add(should, QStringLiteral("clearing:") + rows.text(0), rows.text(1), -rows.money(2));
        else
            add(should, accounts::refundsPayable, rows.text(1), rows.money(2));
    }
}

// Revenue as one sum: which component of a bill was cut is not recorded with the order.
void addBills(Database &db, Amounts &should)
{
    Rows rows = db.run(QStringLiteral(
        "SELECT o.electricity + o.service + o.time_cost + o.occupancy + o.reservation, o.written_off, "
        "o.account_id, o.owed, v.currency FROM charge_order o JOIN price_plan v ON v.version = o.price_plan "
        "WHERE o.billed = 1"));
    while (rows.next()) {
        const QString currency = rows.text(4);
        add(should, QStringLiteral("revenue"), currency, rows.money(0) + rows.money(1));
        add(should, accounts::writeOff, currency, rows.money(1));
        if (rows.money(3) != Money())
            add(should, accounts::debt(AccountId(rows.text(2))), currency, rows.money(3));
    }
}

Amounts booked(const Standings &standings)
{
    Amounts is;
    for (const auto &[place, standing] : standings) {
        const std::optional<AccountKind> kind = kindOf(place.first);
        const bool isRevenue = place.first.startsWith(QLatin1String("revenue:"));
        if (kind)
            add(is, isRevenue ? QStringLiteral("revenue") : place.first, place.second,
                kind->isDebit ? standing.balance : -standing.balance);
    }
    return is;
}

} // namespace

QStringList reconcile(Database &database, const Standings &standings)
{
    Amounts should;
    addPayments(database, should);
    addRefunds(database, should);
    addBills(database, should);
    const Amounts is = booked(standings);
    for (const auto &[place, amount] : is)
        should.try_emplace(place);
    QStringList findings;
    for (const auto &[place, amount] : should) {
        const auto found = is.find(place);
        const Money held = found == is.end() ? Money() : found->second;
        if (held != amount)
            findings.append(
                QStringLiteral("The ledger has %1 at %2; orders, payments and refunds say %3.")
                    .arg(amountText(held, place.second), place.first, amountText(amount, place.second)));
    }
    return findings;
}

AuditReport verify(Database &database, const QList<DayHead> &exported, const QString &publicKey)
{
    Transaction look(database, Transaction::Intent::Look);
    AuditReport report = Audit(database).run(exported, publicKey);
    report.findings += reconcile(database, report.standings);
    if (const Done done = look.commit(); !done && report.findings.isEmpty())
        report.findings.append(
            QStringLiteral("The database could not be read: %1.").arg(done.error().detail));
    return report;
}

} // namespace pd::cloud
