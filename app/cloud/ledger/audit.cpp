// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/audit.h"

#include "app/cloud/ledger/accounts.h"

#include <algorithm>

namespace pd::cloud {

namespace {

constexpr qsizetype mostFindings = 100;

// The same postings, each the other way round.
bool isOpposite(const QList<Posting> &a, const QList<Posting> &b)
{
    const auto lines = [](const QList<Posting> &postings, int sign) {
        QStringList list;
        for (const Posting &posting : postings)
            list.append(posting.account + QLatin1Char(' ') + posting.currency + QLatin1Char(' ')
                        + QString::number(sign * posting.amount.minor()));
        list.sort();
        return list;
    };
    return lines(a, 1) == lines(b, -1);
}

} // namespace

QString amountText(Money amount, const QString &currency)
{
    return amount.text() + QLatin1Char(' ') + currency;
}

void Audit::find(const QString &sentence)
{
    if (m_report.findings.size() < mostFindings)
        m_report.findings.append(sentence);
    else if (m_report.findings.size() == mostFindings)
        m_report.findings.append(QStringLiteral("There is more; these are the first %1.").arg(mostFindings));
}

void Audit::findAt(const Row &row, const QString &sentence)
{
    find(QStringLiteral("Row %1 (%2): %3").arg(row.seq).arg(row.transfer.id, sentence));
}

AuditReport Audit::run(const QList<DayHead> &exported, const QString &publicKey)
{
    m_report = {};
    m_previous = chain::beginning;
    m_at = {};
    Transaction look(m_db, Transaction::Intent::Look);
    const QList<DayHead> own = HeadTable(m_db).heads();
    for (const DayHead &head : own + exported)
        m_wanted.insert(head.seq, {});
    readJournal();
    checkTip();
    checkBalances();
    checkOrphans();
    QString key = publicKey;
    checkHeads(own, QStringLiteral("in the database"), key);
    checkHeads(exported, QStringLiteral("exported"), key);
    m_report.heads = int(own.size());
    // Whatever could not be read must not pass for good.
    if (const Done done = look.commit(); !done)
        find(QStringLiteral("The database could not be read: %1.").arg(done.error().detail));
    return m_report;
}

void Audit::readJournal()
{
    constexpr int page = 2'000; // PostgreSQL would hand over the whole journal at once
    qint64 from = 0;
    for (;;) {
        {
            Rows next
                = m_db.run(QStringLiteral("SELECT MIN(seq) FROM ledger_transfer WHERE seq > ?"), {from});
            if (!next.next() || next.isNull(0))
                return;
            from = next.number(0) - 1;
        }
        Rows rows = m_db.run(
            QStringLiteral(
                "SELECT t.seq, t.id, t.kind, t.subject, t.reverses, t.booked_at, t.contents, "
                "t.previous, t.hash, p.n, p.account, p.amount, p.currency, p.balance, p.account_seq "
                "FROM ledger_transfer t LEFT JOIN ledger_posting p ON p.transfer_seq = t.seq "
                "WHERE t.seq > ? AND t.seq <= ? ORDER BY t.seq, p.n"),
            {from, from + page});
        Row row;
        while (rows.next()) {
            if (rows.number(0) != row.seq) {
                if (row.seq > 0)
                    check(row);
                row = {rows.number(0),
                       {rows.text(1), rows.text(2), rows.text(3), rows.text(4), {}},
                       rows.moment(5),
                       rows.text(6),
                       rows.text(7),
                       rows.text(8),
                       {},
                       {}};
            }
            if (rows.isNull(9))
                continue;
            row.numbers.append(rows.number(9));
            row.transfer.postings.append({rows.text(10), rows.money(11), rows.text(12)});
            row.after.append({rows.money(13), rows.number(14)});
        }
        if (row.seq > 0)
            check(row);
        from += page;
    }
}

void Audit::check(const Row &row)
{
    ++m_report.transfers;
    m_report.postings += row.transfer.postings.size();
    if (row.seq != m_report.transfers) {
        find(QStringLiteral("The journal goes from row %1 to row %2: what was between is gone.")
                 .arg(m_report.transfers - 1)
                 .arg(row.seq));
        m_report.transfers = row.seq;
    }
    for (int n = 0; n < row.numbers.size(); ++n) {
        if (row.numbers[n] != n + 1)
            findAt(row, QStringLiteral("its posting %1 is gone.").arg(n + 1));
    }
    checkBalanced(row);
    checkAccounts(row);
    if (!row.transfer.reverses.isEmpty())
        checkReversal(row);
    if (row.contents != chain::contents(row.transfer))
        findAt(row, QStringLiteral("what it says is not what was booked."));
    if (row.previous != m_previous)
        findAt(row, QStringLiteral("it is not chained to the row before it."));
    if (row.hash != chain::row(row.previous, row.seq, row.at, row.contents, row.after))
        findAt(row, QStringLiteral("its hash is not that of its contents."));
    if (m_at.isValid() && row.at < m_at)
        findAt(row, QStringLiteral("it is older than the row before it."));
    m_previous = row.hash;
    m_at = row.at;
    if (const auto wanted = m_wanted.find(row.seq); wanted != m_wanted.end()) {
        *wanted = row.hash;
        m_dayOf.insert(row.seq, ledgerDay(row.at));
    }
}

void Audit::checkBalanced(const Row &row)
{
    std::map<QString, Cost::Wide> sums;
    for (const Posting &posting : row.transfer.postings)
        sums[posting.currency] += posting.amount.minor();
    for (const auto &[currency, sum] : sums) {
        if (sum != 0)
            findAt(row,
                   QStringLiteral("its debits and credits differ by %1.")
                       .arg(amountText(Money::fromMinor(qint64(sum)), currency)));
    }
    if (row.transfer.postings.size() < 2)
        findAt(row, QStringLiteral("it has %1 postings.").arg(row.transfer.postings.size()));
}

void Audit::checkAccounts(const Row &row)
{
    for (int n = 0; n < row.transfer.postings.size(); ++n) {
        const Posting &posting = row.transfer.postings[n];
        const std::optional<AccountKind> kind = kindOf(posting.account);
        Standing &standing = m_report.standings[{posting.account, posting.currency}];
        ++standing.postings;
        qint64 sum = 0;
        if (__builtin_add_overflow(standing.balance.minor(), posting.amount.minor(), &sum))
            findAt(row, posting.account + QStringLiteral(" holds more money than there is."));
        standing.balance = Money::fromMinor(sum);
        if (!kind)
            findAt(row, QStringLiteral("there is no account %1.").arg(posting.account));
        if (row.after[n].postings != standing.postings)
            findAt(row,
                   QStringLiteral("it is posting %1 of %2 and numbered %3.")
                       .arg(standing.postings)
                       .arg(posting.account)
                       .arg(row.after[n].postings));
        if (row.after[n].balance != standing.balance)
            findAt(row,
                   QStringLiteral("%1 stood at %2 and %3 was written.")
                       .arg(posting.account, amountText(standing.balance, posting.currency),
                            row.after[n].balance.text()));
        if (kind && kind->isGuarded && (kind->isDebit ? sum < 0 : sum > 0))
            findAt(row, QStringLiteral("%1 was overdrawn.").arg(posting.account));
    }
}

void Audit::checkReversal(const Row &row)
{
    Ledger ledger(m_db);
    const std::optional<Transfer> original = ledger.transfer(row.transfer.reverses);
    if (!original)
        findAt(row, QStringLiteral("what it takes back, %1, is not there.").arg(row.transfer.reverses));
    else if (!isOpposite(original->postings, row.transfer.postings))
        findAt(row, QStringLiteral("it does not take back exactly what %1 was.").arg(row.transfer.reverses));
}

void Audit::checkTip()
{
    Rows rows = m_db.run(QStringLiteral("SELECT seq, hash FROM ledger_tip WHERE id = 1"));
    if (!rows.next())
        find(QStringLiteral("The ledger's last row is not marked."));
    else if (rows.number(0) != m_report.transfers || rows.text(1) != m_previous)
        find(QStringLiteral(
                 "The journal ends at row %1, and row %2 was the last: its end is cut off or changed.")
                 .arg(m_report.transfers)
                 .arg(rows.number(0)));
}

void Audit::checkBalances()
{
    Standings left = m_report.standings;
    std::map<QString, Cost::Wide> sums;
    Rows rows = m_db.run(QStringLiteral(
        "SELECT account, currency, amount, postings FROM ledger_balance ORDER BY account, currency"));
    while (rows.next()) {
        const QString account = rows.text(0);
        const QString currency = rows.text(1);
        const Money amount = rows.money(2);
        sums[currency] += amount.minor();
        const auto journal = left.find({account, currency});
        const Standing should = journal == left.end() ? Standing() : journal->second;
        if (should.balance != amount || should.postings != rows.number(3))
            find(QStringLiteral("The balance of %1 is %2 and the journal says %3.")
                     .arg(account, amountText(amount, currency), amountText(should.balance, currency)));
        if (journal != left.end())
            left.erase(journal);
    }
    for (const auto &[place, standing] : left)
        find(QStringLiteral("The balance of %1 is missing; the journal says %2.")
                 .arg(place.first, amountText(standing.balance, place.second)));
    for (const auto &[currency, sum] : sums) {
        if (sum != 0)
            find(QStringLiteral("All balances together are %1 instead of nothing.")
                     .arg(amountText(Money::fromMinor(qint64(sum)), currency)));
    }
}

void Audit::checkOrphans()
{
    Rows rows = m_db.run(QStringLiteral("SELECT COUNT(*) FROM ledger_posting WHERE transfer_seq NOT IN "
                                        "(SELECT seq FROM ledger_transfer)"));
    if (rows.next() && rows.number(0) > 0)
        find(QStringLiteral("%1 postings belong to no row.").arg(rows.number(0)));
}

void Audit::checkHeads(const QList<DayHead> &heads, const QString &where, QString &publicKey)
{
    for (const DayHead &head : heads) {
        const QString name = QStringLiteral("The head of %1 (%2)").arg(head.day, where);
        if (!head.isSignatureGood())
            find(name + QStringLiteral(" is not signed by the key that it names."));
        if (publicKey.isEmpty())
            publicKey = head.publicKey;
        if (head.publicKey != publicKey)
            find(name + QStringLiteral(" is signed with another key."));
        const QString hash = m_wanted.value(head.seq);
        if (hash.isEmpty())
            find(name + QStringLiteral(" names row %1, which is gone.").arg(head.seq));
        else if (hash != head.hash)
            find(name + QStringLiteral(" does not fit row %1: the journal was rewritten.").arg(head.seq));
        else if (m_dayOf.value(head.seq) != head.day)
            find(name + QStringLiteral(" names a row of %1.").arg(m_dayOf.value(head.seq)));
    }
}

} // namespace pd::cloud
