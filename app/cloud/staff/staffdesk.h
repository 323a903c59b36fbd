// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/staff/passwords.h"
#include "app/cloud/store/database.h"
#include "models/basics/clock.h"
#include "models/basics/result.h"
#include "models/basics/steadyclock.h"
#include "models/staff/staff.h"

#include <QObject>

namespace pd::cloud {

Q_DECLARE_LOGGING_CATEGORY(lcStaff)

// Who asks: a person who signed in, or a party with an OCPI token.
struct Principal
{
    enum class Kind { Staff, Party };
    Kind kind = Kind::Staff;
    QString name;
    QString displayName;
    QStringList roles;
    QString tokenHash;
    QString partyKind; // "fixed", "registration", "party"
    QDateTime expiresAt; // real time

    bool hasAnyRole(std::initializer_list<const char *> wanted) const;
};

// The roles that a person can have.
const QStringList &knownRoles();

struct StaffSettings
{
    int failureMs = 300; // real: a failed sign-in takes at least so long, whatever was wrong
    int sessionHours = 12; // real
};

// People and parties: sign-in, tokens, what they may do. Passwords are checked on other threads. Core
// thread; owner: the composition root.
class StaffDesk : public QObject
{
    Q_OBJECT

public:
    // wall is real time, by which tokens expire, however fast business time runs.
    StaffDesk(Database &database, const Clock &clock, const Clock &wall, const StaffSettings &settings = {},
              QObject *parent = nullptr);

    bool isKnown(const QString &name);
    // Within a transaction.
    void addPerson(const StaffId &name, const QString &displayName, const QStringList &roles,
                   const QString &passwordHash);
    void addPartyToken(const QString &token, const QString &kind, const QString &party);

    // Unauthenticated (reason bad_credentials), Busy where too many sign in at once.
    QFuture<Result<SignIn>> signIn(const QString &user, const QString &password);
    void signOut(const Principal &who);
    SignIn describe(const Principal &who) const; // without a token

    // "Token base64(token)"; a raw token is tolerated. None where it is unknown, or its time is over.
    std::optional<Principal> principal(const QByteArray &authorization);

    // OCPI credentials: what a registered party gave us, and the token that it uses from now on.
    struct Peer
    {
        QString token;
        QString url;
        QString roles; // JSON array, as it came
    };
    Result<QString> registerParty(const Principal &who, const Peer &peer); // a new token for it
    Result<QString> updateParty(const Principal &who, const Peer &peer);
    Done removeParty(const Principal &who);
    QString peerToken(const QString &url); // for a callback to a party's address; empty where none is known

private:
    void passwordChecked(const std::shared_ptr<QPromise<Result<SignIn>>> &promise, const QString &user,
                         bool fits, qint64 startedMs);
    Result<SignIn> openSession(const QString &user);
    std::optional<Principal> byToken(const QString &token);
    QStringList rolesOf(const QString &name);
    QDateTime shownExpiry(const QDateTime &expiresAt) const;

    Database &m_db;
    const Clock &m_clock;
    const Clock &m_wall;
    StaffSettings m_settings;
    SystemSteadyClock m_steady;
    PasswordChecker m_checker;
};

} // namespace pd::cloud
