// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/ledger.h"

#include "app/cloud/ledger/accounts.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>

namespace pd::cloud {

namespace {

constexpr int longestName = 160;
constexpr int mostPostings = 50;

tl::unexpected<Error> invalid(const QString &detail)
{
    return failure(Error::Kind::Invalid, QStringLiteral("not a transfer: ") + detail);
}

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

bool isCurrency(const QString &text)
{
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](QChar c) {
               return c >= QLatin1Char('A') && c <= QLatin1Char('Z');
           });
}

bool isName(const QString &text)
{
    return !text.isEmpty() && text.size() <= longestName
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
}

Done checkNames(const Transfer &transfer)
{
    if (!isName(transfer.id) || !isName(transfer.kind) || !isName(transfer.subject)
        || (!transfer.reverses.isEmpty() && !isName(transfer.reverses)))
        return invalid(QStringLiteral("a name is empty, too long or unprintable"));
    if (transfer.postings.size() < 2 || transfer.postings.size() > mostPostings)
        return invalid(QStringLiteral("%1 postings").arg(transfer.postings.size()));
    return {};
}

} // namespace

// ---- hashes

namespace chain {

QString digest(const QByteArrayList &fields)
{
    QByteArray text;
    for (const QByteArray &field : fields)
        text += number(field.size()) + ':' + field + ',';
    std::array<unsigned char, 32> out{};
    crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char *>(text.constData()),
                       quint64(text.size()), nullptr, 0);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(out.data()), out.size()).toHex());
}

QString contents(const Transfer &transfer)
{
    QList<Posting> postings = transfer.postings;
    std::sort(postings.begin(), postings.end(), [](const Posting &a, const Posting &b) {
        return std::tie(a.account, a.currency, a.amount) < std::tie(b.account, b.currency, b.amount);
    });
    QByteArrayList fields{transfer.id.toUtf8(), transfer.kind.toUtf8(), transfer.subject.toUtf8(),
                          transfer.reverses.toUtf8()};
    for (const Posting &posting : postings)
        fields << posting.account.toUtf8() << posting.currency.toUtf8() << number(posting.amount.minor());
    return digest(fields);
}

QString row(const QString &previous, qint64 seq, const QDateTime &at, const QString &contents,
            const QList<Standing> &after)
{
    QByteArrayList fields{previous.toUtf8(), number(seq), number(at.toMSecsSinceEpoch()), contents.toUtf8()};
    for (const Standing &standing : after)
        fields << number(standing.balance.minor()) << number(standing.postings);
    return digest(fields);
}

} // namespace chain

// ---- booking

Result<Booked> Ledger::book(const Transfer &transfer, const QDateTime &now)
{
    if (const Done form = checkForm(transfer); !form)
        return tl::unexpected(form.error());
    Transaction work(m_db);
    const Result<Booked> booked = append(transfer, now);
    // What was refused has written nothing, so that whatever else is under way need not be given up for it.
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    return booked;
}

Result<Booked> Ledger::append(const Transfer &transfer, const QDateTime &now)
{
    const std::optional<Tip> tip = lockTip();
    if (!tip)
        return failure(Error::Kind::Storage, QStringLiteral("the ledger's last row cannot be read"));
    const QString contents = chain::contents(transfer);
    const Result<std::optional<Booked>> before = known(transfer, contents);
    if (!before)
        return tl::unexpected(before.error());
    if (*before)
        return **before;
    const Result<QList<Standing>> after = outcome(transfer);
    if (!after)
        return tl::unexpected(after.error());
    Booked booked;
    booked.seq = tip->seq + 1;
    booked.at = tip->earliest.isValid() ? qMax(now, tip->earliest) : now;
    booked.hash = chained(tip->hash, booked.seq, booked.at, contents, *after);
    write(transfer, contents, *tip, booked, *after);
    return booked;
}

std::optional<Ledger::Tip> Ledger::lockTip()
{
    Rows rows = m_db.run(QStringLiteral("SELECT seq, hash, earliest FROM ledger_tip WHERE id = 1")
                         + m_db.forUpdate());
    if (!rows.next())
        return std::nullopt;
    return Tip{rows.number(0), rows.text(1), rows.moment(2)};
}

// What each posting makes of its account, in the order of the postings; nothing is written yet.
Result<QList<Standing>> Ledger::outcome(const Transfer &transfer)
{
    QList<Standing> list;
    for (const Posting &posting : transfer.postings) {
        Standing after = standing(posting.account, posting.currency);
        const Result<Money> balance = added(after.balance, posting.amount);
        if (!balance)
            return tl::unexpected(balance.error());
        if (const Done floor = checkFloor(posting.account, *balance); !floor)
            return tl::unexpected(floor.error());
        after.balance = *balance;
        ++after.postings;
        list.append(after);
    }
    return list;
}

void Ledger::write(const Transfer &transfer, const QString &contents, const Tip &tip, const Booked &booked,
                   const QList<Standing> &after)
{
    const QVariant reverses = transfer.reverses.isEmpty() ? QVariant(QMetaType::fromType<QString>())
                                                          : QVariant(transfer.reverses);
    m_db.run(
        QStringLiteral(
            "INSERT INTO ledger_transfer (seq, id, kind, subject, reverses, booked_at, contents, previous, "
            "hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {booked.seq, transfer.id, transfer.kind, transfer.subject, reverses, toSql(booked.at), contents,
         tip.hash, booked.hash});
    for (int n = 0; n < transfer.postings.size(); ++n) {
        writePosting(booked.seq, n + 1, transfer.postings[n], after[n]);
        writeBalance(transfer.postings[n], after[n]);
    }
    m_db.run(QStringLiteral("UPDATE ledger_tip SET seq = ?, hash = ?, earliest = ? WHERE id = 1"),
             {booked.seq, booked.hash, toSql(booked.at)});
}

// ---- the steps

Done Ledger::checkForm(const Transfer &transfer)
{
    if (const Done names = checkNames(transfer); !names)
        return names;
    std::map<QString, Cost::Wide> sums;
    QSet<QPair<QString, QString>> seen;
    for (const Posting &posting : transfer.postings) {
        if (!isName(posting.account) || !kindOf(posting.account))
            return invalid(QStringLiteral("no account is called ") + posting.account.left(80));
        if (!isCurrency(posting.currency))
            return invalid(QStringLiteral("no currency is called ") + posting.currency.left(10));
        if (posting.amount == Money())
            return invalid(QStringLiteral("nothing moves at ") + posting.account);
        const QPair<QString, QString> place(posting.account, posting.currency);
        if (seen.contains(place))
            return invalid(posting.account + QStringLiteral(" stands there twice"));
        seen.insert(place);
        sums[posting.currency] += posting.amount.minor();
    }
    for (const auto &[currency, sum] : sums) {
        if (sum != 0)
            return invalid(QStringLiteral("debits and credits in ") + currency
                           + QStringLiteral(" are not the same"));
    }
    return {};
}

Result<std::optional<Booked>> Ledger::known(const Transfer &transfer, const QString &contents)
{
    Rows rows
        = m_db.run(QStringLiteral("SELECT seq, hash, booked_at, contents FROM ledger_transfer WHERE id = ?"),
                   {transfer.id});
    if (!rows.next())
        return std::optional<Booked>();
    if (rows.text(3) != contents)
        return failure(Error::Kind::Conflict,
                       QStringLiteral("the transfer %1 is booked with other contents").arg(transfer.id),
                       QStringLiteral("transfer_conflict"));
    return std::optional(Booked{rows.number(0), rows.text(1), rows.moment(2), false});
}

Standing Ledger::standing(const QString &account, const QString &currency)
{
    Rows rows = m_db.run(
        QStringLiteral("SELECT amount, postings FROM ledger_balance WHERE account = ? AND currency = ?"),
        {account, currency});
    return rows.next() ? Standing{rows.money(0), rows.number(1)} : Standing();
}

Result<Money> Ledger::added(Money balance, Money amount) const
{
    qint64 sum = 0;
    if (__builtin_add_overflow(balance.minor(), amount.minor(), &sum))
        return failure(Error::Kind::Rejected, QStringLiteral("more money than there is"),
                       QStringLiteral("overflow"));
    return Money::fromMinor(sum);
}

Done Ledger::checkFloor(const QString &account, Money balance) const
{
    const std::optional<AccountKind> kind = kindOf(account);
    if (!kind || !kind->isGuarded)
        return {};
    if (kind->isDebit ? balance >= Money() : balance <= Money())
        return {};
    return failure(Error::Kind::Rejected, account + QStringLiteral(" would be overdrawn"),
                   QStringLiteral("overdraft"));
}

QString Ledger::chained(const QString &previous, qint64 seq, const QDateTime &at, const QString &contents,
                        const QList<Standing> &after) const
{
    return chain::row(previous, seq, at, contents, after);
}

void Ledger::writePosting(qint64 seq, int n, const Posting &posting, const Standing &after)
{
    m_db.run(
        QStringLiteral(
            "INSERT INTO ledger_posting (transfer_seq, n, account, currency, amount, account_seq, balance) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)"),
        {seq, n, posting.account, posting.currency, toSql(posting.amount), after.postings,
         toSql(after.balance)});
}

void Ledger::writeBalance(const Posting &posting, const Standing &after)
{
    m_db.run(
        QStringLiteral("INSERT INTO ledger_balance (account, currency, amount, postings) VALUES (?, ?, ?, ?) "
                       "ON CONFLICT (account, currency) DO UPDATE SET amount = excluded.amount, "
                       "postings = excluded.postings"),
        {posting.account, posting.currency, toSql(after.balance), after.postings});
}

QList<Posting> Ledger::compensation(const Transfer &transfer) const
{
    QList<Posting> postings = transfer.postings;
    for (Posting &posting : postings)
        posting.amount = -posting.amount;
    return postings;
}

// ---- correcting and reading

Result<Booked> Ledger::reverse(const QString &id, const QString &reversalId, const QDateTime &now)
{
    const std::optional<Transfer> original = transfer(id);
    if (!original)
        return failure(Error::Kind::NotFound, QStringLiteral("no transfer ") + id.left(longestName));
    const Transfer reversal{reversalId, QStringLiteral("reversal"), original->subject, id,
                            compensation(*original)};
    Transaction work(m_db);
    if (!lockTip())
        return failure(Error::Kind::Storage, QStringLiteral("the ledger's last row cannot be read"));
    QString before;
    {
        Rows rows = m_db.run(QStringLiteral("SELECT id FROM ledger_transfer WHERE reverses = ?"), {id});
        if (rows.next())
            before = rows.text(0);
    }
    const Result<Booked> booked = before.isEmpty() || before == reversalId
        ? book(reversal, now)
        : failure(Error::Kind::Conflict, QStringLiteral("%1 was taken back already, by %2").arg(id, before),
                  QStringLiteral("already_reversed"));
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    return booked;
}

std::optional<Transfer> Ledger::transfer(const QString &id)
{
    Transfer found;
    qint64 seq = 0;
    {
        Rows rows = m_db.run(
            QStringLiteral("SELECT seq, id, kind, subject, reverses FROM ledger_transfer WHERE id = ?"),
            {id});
        if (!rows.next())
            return std::nullopt;
        seq = rows.number(0);
        found = {rows.text(1), rows.text(2), rows.text(3), rows.text(4), {}};
    }
    Rows rows = m_db.run(QStringLiteral("SELECT account, amount, currency FROM ledger_posting "
                                        "WHERE transfer_seq = ? ORDER BY n"),
                         {seq});
    while (rows.next())
        found.postings.append({rows.text(0), rows.money(1), rows.text(2)});
    return found;
}

Money Ledger::balance(const QString &account, const QString &currency)
{
    return Ledger::standing(account, currency).balance;
}

Done Ledger::rebuildBalances()
{
    Transaction work(m_db);
    if (!lockTip())
        return failure(Error::Kind::Storage, QStringLiteral("the ledger's last row cannot be read"));
    m_db.run(QStringLiteral("DELETE FROM ledger_balance"));
    m_db.run(QStringLiteral("INSERT INTO ledger_balance (account, currency, amount, postings) "
                            "SELECT account, currency, SUM(amount), COUNT(*) FROM ledger_posting "
                            "GROUP BY account, currency"));
    return work.commit();
}

} // namespace pd::cloud
