// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/staff/staffdesk.h"

#include "models/basics/whenfinished.h"

#include <QTimer>
#include <QUrl>

namespace pd::cloud {

Q_LOGGING_CATEGORY(lcStaff, "pd.cloud.staff")

namespace {

constexpr int longestName = 64;
constexpr int longestPassword = 256;

tl::unexpected<Error> badCredentials()
{
    return failure(Error::Kind::Unauthenticated, QStringLiteral("the name or the password is wrong"),
                   QStringLiteral("bad_credentials"));
}

} // namespace

const QStringList &knownRoles()
{
    static const QStringList roles{
        QStringLiteral("viewer"),  QStringLiteral("operator"),     QStringLiteral("lead"),
        QStringLiteral("support"), QStringLiteral("support_lead"), QStringLiteral("technician"),
        QStringLiteral("finance"), QStringLiteral("auditor"),      QStringLiteral("administrator")};
    return roles;
}

bool Principal::hasAnyRole(std::initializer_list<const char *> wanted) const
{
    for (const char *role : wanted) {
        if (roles.contains(QLatin1String(role)))
            return true;
    }
    return false;
}

StaffDesk::StaffDesk(Database &database, const Clock &clock, const Clock &wall, const StaffSettings &settings,
                     QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_clock(clock)
    , m_wall(wall)
    , m_settings(settings)
{
}

bool StaffDesk::isKnown(const QString &name)
{
    Rows rows = m_db.run(QStringLiteral("SELECT 1 FROM staff WHERE name = ?"), {name});
    return rows.next();
}

void StaffDesk::addPerson(const StaffId &name, const QString &displayName, const QStringList &roles,
                          const QString &passwordHash)
{
    m_db.run(
        QStringLiteral("INSERT INTO staff (name, display_name, password_hash, disabled) VALUES (?, ?, ?, 0)"),
        {name.text(), displayName, passwordHash});
    for (const QString &role : roles)
        m_db.run(QStringLiteral("INSERT INTO staff_role (name, role) VALUES (?, ?)"), {name.text(), role});
}

void StaffDesk::addPartyToken(const QString &token, const QString &kind, const QString &party)
{
    m_db.run(
        QStringLiteral("INSERT INTO party_token (token_hash, kind, party, peer_token, peer_url, peer_roles, "
                       "created_at) VALUES (?, ?, ?, '', '', '', ?)"),
        {tokenHash(token), kind, party, toSql(m_wall.now())});
}

QStringList StaffDesk::rolesOf(const QString &name)
{
    QStringList roles;
    Rows rows = m_db.run(QStringLiteral("SELECT role FROM staff_role WHERE name = ? ORDER BY role"), {name});
    while (rows.next())
        roles.append(rows.text(0));
    return roles;
}

// ---- sign-in

QFuture<Result<SignIn>> StaffDesk::signIn(const QString &user, const QString &password)
{
    if (m_checker.isFlooded())
        return readyFuture(
            Result<SignIn>(failure(Error::Kind::Busy, QStringLiteral("too many sign-ins at once"),
                                   QStringLiteral("too_many_sign_ins"))));
    QString hash;
    if (user.size() <= longestName && password.size() <= longestPassword) {
        Rows rows = m_db.run(
            QStringLiteral("SELECT password_hash FROM staff WHERE name = ? AND disabled = 0"), {user});
        if (rows.next())
            hash = rows.text(0);
    }
    auto promise = std::make_shared<QPromise<Result<SignIn>>>();
    promise->start();
    const qint64 startedMs = m_steady.nowMs();
    const bool isKnown = !hash.isEmpty();
    whenFinished(m_checker.verify(hash, password.left(longestPassword)), this,
                 [this, promise, user, startedMs, isKnown](bool fits) {
                     passwordChecked(promise, user, fits && isKnown, startedMs);
                 });
    return promise->future();
}

void StaffDesk::passwordChecked(const std::shared_ptr<QPromise<Result<SignIn>>> &promise, const QString &user,
                                bool fits, qint64 startedMs)
{
    const auto finish = [promise](const Result<SignIn> &answer) {
        promise->addResult(answer);
        promise->finish();
    };
    if (fits) {
        finish(openSession(user));
        return;
    }
    qCWarning(lcStaff).noquote() << "sign-in refused for" << user.left(longestName);
    const qint64 left = qMax<qint64>(0, m_settings.failureMs - (m_steady.nowMs() - startedMs));
    QTimer::singleShot(int(left), Qt::PreciseTimer, this, [finish] { finish(badCredentials()); });
}

Result<SignIn> StaffDesk::openSession(const QString &user)
{
    const QDateTime now = m_wall.now();
    const QDateTime expires = now.addSecs(qint64(m_settings.sessionHours) * 3600);
    const QString token = newToken();
    Transaction work(m_db);
    m_db.run(QStringLiteral("DELETE FROM staff_session WHERE expires_at <= ?"), {toSql(now)});
    m_db.run(QStringLiteral(
                 "INSERT INTO staff_session (token_hash, name, created_at, expires_at) VALUES (?, ?, ?, ?)"),
             {tokenHash(token), user, toSql(now), toSql(expires)});
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    const std::optional<Principal> who = byToken(token);
    if (!who)
        return badCredentials();
    SignIn signIn = describe(*who);
    signIn.token = token;
    qCInfo(lcStaff).noquote() << user << "signed in";
    return signIn;
}

void StaffDesk::signOut(const Principal &who)
{
    Transaction work(m_db);
    m_db.run(QStringLiteral("DELETE FROM staff_session WHERE token_hash = ?"), {who.tokenHash});
    (void)work.commit();
}

SignIn StaffDesk::describe(const Principal &who) const
{
    return {StaffId(who.name), who.displayName, who.roles, {}, shownExpiry(who.expiresAt)};
}

// Whoever reads it compares it with business time, which may run ahead of real time many times over.
QDateTime StaffDesk::shownExpiry(const QDateTime &expiresAt) const
{
    if (!expiresAt.isValid() || !m_clock.isSimulated())
        return expiresAt;
    const qint64 leftMs = m_wall.now().msecsTo(expiresAt);
    return m_clock.now().addMSecs(qint64(double(leftMs) * qMax(1.0, m_clock.rate())));
}

// ---- tokens

std::optional<Principal> StaffDesk::principal(const QByteArray &authorization)
{
    const QByteArray scheme = QByteArrayLiteral("Token ");
    if (authorization.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    const QByteArray given = authorization.mid(scheme.size()).trimmed();
    const auto decoded = QByteArray::fromBase64Encoding(given, QByteArray::AbortOnBase64DecodingErrors);
    if (decoded) {
        if (const auto who = byToken(QString::fromUtf8(*decoded).trimmed()))
            return who;
    }
    return byToken(QString::fromUtf8(given));
}

std::optional<Principal> StaffDesk::byToken(const QString &token)
{
    const QString hash = tokenHash(token);
    Principal who;
    who.tokenHash = hash;
    {
        Rows rows
            = m_db.run(QStringLiteral("SELECT s.name, s.display_name, t.expires_at FROM staff_session t "
                                      "JOIN staff s ON s.name = t.name "
                                      "WHERE t.token_hash = ? AND t.expires_at > ? AND s.disabled = 0"),
                       {hash, toSql(m_wall.now())});
        if (rows.next()) {
            who.name = rows.text(0);
            who.displayName = rows.text(1);
            who.expiresAt = rows.moment(2);
            who.roles = rolesOf(who.name);
            return who;
        }
    }
    Rows rows = m_db.run(QStringLiteral("SELECT kind, party FROM party_token WHERE token_hash = ?"), {hash});
    if (!rows.next())
        return std::nullopt;
    who.kind = Principal::Kind::Party;
    who.partyKind = rows.text(0);
    who.name = rows.text(1);
    who.displayName = who.name;
    // The fixed token exists in a sandbox only, where scripts do with it what an operator does.
    if (who.partyKind == QLatin1String("fixed") && m_db.mode() == InstallationMode::Sandbox)
        who.roles = {QStringLiteral("operator")};
    return who;
}

// ---- OCPI credentials

Result<QString> StaffDesk::registerParty(const Principal &who, const Peer &peer)
{
    const QString token = newToken();
    Transaction work(m_db);
    // The token that opened the door is dead afterwards; the sandbox's fixed one serves on.
    if (who.partyKind == QLatin1String("registration"))
        m_db.run(QStringLiteral("DELETE FROM party_token WHERE token_hash = ?"), {who.tokenHash});
    m_db.run(
        QStringLiteral("INSERT INTO party_token (token_hash, kind, party, peer_token, peer_url, peer_roles, "
                       "created_at) VALUES (?, 'party', ?, ?, ?, ?, ?)"),
        {tokenHash(token), who.name, peer.token, peer.url, peer.roles, toSql(m_wall.now())});
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    return token;
}

Result<QString> StaffDesk::updateParty(const Principal &who, const Peer &peer)
{
    const QString token = newToken();
    Transaction work(m_db);
    m_db.run(
        QStringLiteral("UPDATE party_token SET token_hash = ?, peer_token = ?, peer_url = ?, peer_roles = ? "
                       "WHERE token_hash = ?"),
        {tokenHash(token), peer.token, peer.url, peer.roles, who.tokenHash});
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    return token;
}

Done StaffDesk::removeParty(const Principal &who)
{
    Transaction work(m_db);
    m_db.run(QStringLiteral("DELETE FROM party_token WHERE token_hash = ?"), {who.tokenHash});
    return work.commit();
}

QString StaffDesk::peerToken(const QString &url)
{
    const QUrl wanted(url);
    Rows rows = m_db.run(QStringLiteral("SELECT peer_url, peer_token FROM party_token WHERE kind = 'party'"));
    while (rows.next()) {
        const QUrl known(rows.text(0));
        if (known.isValid() && known.host() == wanted.host() && known.port() == wanted.port())
            return rows.text(1);
    }
    return {};
}

} // namespace pd::cloud
