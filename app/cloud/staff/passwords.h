// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFuture>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace pd::cloud {

// Argon2id through libsodium. Each computation takes some 64 MiB and a good part of a tenth of a second.
// Any thread.
class Passwords
{
public:
    // The text that is stored; empty where memory is short.
    static QString hash(const QString &password);
    // A hash that no password fits, as costly to check as a real one.
    static QString hashOfNobody();
    static bool verify(const QString &hash, const QString &password);
};

// Checks passwords on threads of its own, so that the core thread never waits for one. Core thread; owner:
// StaffDesk; the destructor waits for what is under way.
class PasswordChecker
{
public:
    PasswordChecker();
    ~PasswordChecker();
    // More than this under way or waiting: a flood of sign-ins, which is refused.
    bool isFlooded() const;
    QFuture<bool> verify(const QString &hash, const QString &password);

private:
    QThreadPool m_pool;
    std::shared_ptr<std::atomic_int> m_waiting;
};

// 256 random bits, as text for a header.
QString newToken();
// What is kept of a token: whoever reads the database cannot sign in with it.
QString tokenHash(QStringView token);
// Letters and digits that cannot be mistaken for each other, for numbers that people read out.
QString randomLetters(int count);

} // namespace pd::cloud
