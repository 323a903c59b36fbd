// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cloud/ledger_support.h"

#include <QSet>

namespace pd::cloud::test {

// What a ledger can get wrong, one thing each.
enum class Defect {
    None,
    Unbalanced, // debits and credits need not be the same
    Changeable, // rows may be changed and removed
    LooseChain, // the hash covers neither the row before nor what was booked
    BooksTwice, // does not know what it has booked
    KnowsBeforeLock, // looks for a duplicate before it is alone
    StaleBalance, // reads a balance before it is alone
    LosesPosting, // now and then half a transfer is written
    ForgetsBalance, // odd amounts do not reach the balance
    StaleFloor, // checks the overdraft before it is alone
    FloatingPoint, // adds up yuan in double
    MixesCurrencies, // yuan and dollars balance each other
    ReversesWrong, // what is taken back is booked once more
    BooksBeside, // a balance moves that the journal knows nothing of
    Disorder, // numbers within an account run backwards
    RefusedIsKnown, // what was refused is taken for booked when it comes again
};

class DefectiveLedger final : public Ledger
{
public:
    // `meeting`: where the threads wait for each other between a look and the lock.
    DefectiveLedger(Database &database, Defect defect, std::barrier<> *meeting)
        : Ledger(database)
        , m_defect(defect)
        , m_meeting(meeting)
    {
    }

protected:
    // Runs before the lock is taken: here the hasty ones look.
    Done checkForm(const Transfer &transfer) override
    {
        if (m_defect == Defect::Unbalanced)
            return {};
        if (m_defect == Defect::MixesCurrencies) {
            Money sum;
            for (const Posting &posting : transfer.postings)
                sum += posting.amount;
            return sum == Money() ? Done() : failure(Error::Kind::Invalid, QStringLiteral("unbalanced"));
        }
        if (m_defect == Defect::KnowsBeforeLock)
            m_early = Ledger::known(transfer, chain::contents(transfer)).value_or(std::nullopt);
        if (m_defect == Defect::StaleBalance || m_defect == Defect::StaleFloor) {
            for (const Posting &posting : transfer.postings) {
                const Money seen = Ledger::standing(posting.account, posting.currency).balance;
                m_stale[posting.account] = m_defect == Defect::StaleFloor ? seen + posting.amount : seen;
            }
        }
        const bool isHasty = m_defect == Defect::KnowsBeforeLock || m_defect == Defect::StaleBalance
            || m_defect == Defect::StaleFloor;
        if (isHasty && m_meeting)
            m_meeting->arrive_and_wait();
        return Ledger::checkForm(transfer);
    }
    Result<std::optional<Booked>> known(const Transfer &transfer, const QString &contents) override
    {
        if (m_defect == Defect::BooksTwice)
            return std::optional<Booked>();
        if (m_defect == Defect::KnowsBeforeLock)
            return m_early;
        if (m_defect == Defect::RefusedIsKnown && m_seen.contains(transfer.id))
            return std::optional(Booked{1, {}, ledgerNow, false});
        m_seen.insert(transfer.id);
        return Ledger::known(transfer, contents);
    }
    Standing standing(const QString &account, const QString &currency) override
    {
        Standing standing = Ledger::standing(account, currency);
        if (m_defect == Defect::StaleBalance)
            standing.balance = m_stale.value(account);
        return standing;
    }
    Result<Money> added(Money balance, Money amount) const override
    {
        if (m_defect != Defect::FloatingPoint)
            return Ledger::added(balance, amount);
        const double yuan = double(balance.minor()) / 100.0 + double(amount.minor()) / 100.0;
        return Money::fromMinor(qint64(yuan * 100.0));
    }
    Done checkFloor(const QString &account, Money balance) const override
    {
        return Ledger::checkFloor(account, m_defect == Defect::StaleFloor ? m_stale.value(account) : balance);
    }
    QString chained(const QString &previous, qint64 seq, const QDateTime &at, const QString &contents,
                    const QList<Standing> &after) const override
    {
        return m_defect == Defect::LooseChain ? chain::digest({QByteArray::number(seq)})
                                              : Ledger::chained(previous, seq, at, contents, after);
    }
    void writePosting(qint64 seq, int n, const Posting &posting, const Standing &after) override
    {
        if (m_defect == Defect::LosesPosting && seq % 7 == 0 && n == 2)
            return;
        if (m_defect == Defect::BooksBeside && n == 2)
            return;
        Standing written = after;
        if (m_defect == Defect::Disorder)
            written.postings = 1'000'000 - after.postings;
        Ledger::writePosting(seq, n, posting, written);
    }
    void writeBalance(const Posting &posting, const Standing &after) override
    {
        const bool isLost
            = m_defect == Defect::LosesPosting && posting.amount < Money() && ++m_count % 7 == 0;
        const bool isForgotten = m_defect == Defect::ForgetsBalance && posting.amount.minor() % 2 != 0;
        if (isLost || isForgotten) {
            Standing before = after;
            before.balance = after.balance - posting.amount;
            Ledger::writeBalance(posting, before);
            return;
        }
        Ledger::writeBalance(posting, after);
    }
    QList<Posting> compensation(const Transfer &transfer) const override
    {
        return m_defect == Defect::ReversesWrong ? transfer.postings : Ledger::compensation(transfer);
    }

private:
    Defect m_defect;
    std::barrier<> *m_meeting;
    std::optional<Booked> m_early;
    QHash<QString, Money> m_stale;
    QSet<QString> m_seen;
    int m_count = 0;
};

} // namespace pd::cloud::test
