// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/ledger/heads.h"

#include "app/cloud/ledger/ledger.h"
#include "models/basics/wholefile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <sodium.h>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pd::cloud {

namespace {

const QString namePattern = QStringLiteral("ledger-%1.json");
constexpr int largestHead = 16'384;

QTimeZone beijing()
{
    return QTimeZone(8 * 3600);
}

QByteArray hex(const unsigned char *bytes, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(bytes), qsizetype(size)).toHex();
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

// What is signed.
QByteArray message(const DayHead &head)
{
    return chain::digest({QByteArrayLiteral("piledeck ledger head"), head.day.toUtf8(),
                          QByteArray::number(head.seq), head.hash.toUtf8(),
                          QByteArray::number(head.signedAt.toMSecsSinceEpoch())})
        .toLatin1();
}

tl::unexpected<Error> storage(const QString &path)
{
    return failure(Error::Kind::Storage, path + QStringLiteral(": ") + qt_error_string(errno));
}

// A new seed, whole or not at all, and never over one that is there.
Done makeSeed(const QString &path)
{
    std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
    randombytes_buf(seed.data(), seed.size());
    const QByteArray text = hex(seed.data(), seed.size()) + '\n';
    const QByteArray name = QFile::encodeName(path);
    const QByteArray fresh = name + ".new";
    ::unlink(fresh.constData());
    const int file = ::open(fresh.constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0)
        return storage(path);
    const bool isWritten
        = ::write(file, text.constData(), size_t(text.size())) == ssize_t(text.size()) && ::fsync(file) == 0;
    ::close(file);
    const bool isPlaced = isWritten && ::link(fresh.constData(), name.constData()) == 0;
    const Done done = isPlaced || errno == EEXIST ? Done() : Done(storage(path));
    ::unlink(fresh.constData());
    return done;
}

} // namespace

QString ledgerDay(const QDateTime &at)
{
    return at.toTimeZone(beijing()).date().toString(Qt::ISODate);
}

QDateTime endOfLedgerDay(const QString &day)
{
    return QDateTime(QDate::fromString(day, Qt::ISODate).addDays(1), QTime(0, 0), beijing()).toUTC();
}

// ---- a head

bool DayHead::isSignatureGood() const
{
    const QByteArray key = QByteArray::fromHex(publicKey.toLatin1());
    const QByteArray mark = QByteArray::fromHex(signature.toLatin1());
    const QByteArray text = message(*this);
    return key.size() == qsizetype(crypto_sign_PUBLICKEYBYTES) && mark.size() == qsizetype(crypto_sign_BYTES)
        && crypto_sign_verify_detached(raw(mark), raw(text), quint64(text.size()), raw(key)) == 0;
}

QByteArray DayHead::toJson() const
{
    return QJsonDocument(
               QJsonObject{{QStringLiteral("day"), day},
                           {QStringLiteral("seq"), QString::number(seq)},
                           {QStringLiteral("hash"), hash},
                           {QStringLiteral("signed_at_ms"), QString::number(signedAt.toMSecsSinceEpoch())},
                           {QStringLiteral("public_key"), publicKey},
                           {QStringLiteral("signature"), signature}})
        .toJson();
}

Result<DayHead> DayHead::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&](const char *name) { return object.value(QLatin1String(name)).toString(); };
    bool isSeq = false;
    bool isTime = false;
    DayHead head{
        text("day"),        text("seq").toLongLong(&isSeq),
        text("hash"),       QDateTime::fromMSecsSinceEpoch(text("signed_at_ms").toLongLong(&isTime), Qt::UTC),
        text("public_key"), text("signature")};
    if (!isSeq || head.seq < 1 || !isTime || !QDate::fromString(head.day, Qt::ISODate).isValid()
        || head.hash.isEmpty() || head.publicKey.isEmpty() || head.signature.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("not a signed head of a ledger"));
    return head;
}

// ---- the key

Result<SigningKey> SigningKey::open(const QString &path)
{
    if (sodium_init() < 0)
        return failure(Error::Kind::Internal, QStringLiteral("libsodium does not start"));
    if (!QFile::exists(path)) {
        if (const Done made = makeSeed(path); !made)
            return tl::unexpected(made.error());
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Storage, path + QStringLiteral(": ") + file.errorString());
    struct stat facts = {};
    if (::fstat(file.handle(), &facts) != 0 || (facts.st_mode & 077) != 0)
        return failure(Error::Kind::NotAllowed,
                       path + QStringLiteral(": others may read the ledger's key; chmod 600 it"));
    const QByteArray seed = QByteArray::fromHex(file.read(200).trimmed());
    if (seed.size() != qsizetype(crypto_sign_SEEDBYTES))
        return failure(Error::Kind::Invalid, path + QStringLiteral(": is not a key of a ledger"));
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
    SigningKey key;
    key.m_secret.resize(qsizetype(crypto_sign_SECRETKEYBYTES));
    crypto_sign_seed_keypair(open.data(), reinterpret_cast<unsigned char *>(key.m_secret.data()), raw(seed));
    key.m_public = QString::fromLatin1(hex(open.data(), open.size()));
    return key;
}

void SigningKey::sign(DayHead &head) const
{
    std::array<unsigned char, crypto_sign_BYTES> mark{};
    const QByteArray text = message(head);
    crypto_sign_detached(mark.data(), nullptr, raw(text), quint64(text.size()), raw(m_secret));
    head.publicKey = m_public;
    head.signature = QString::fromLatin1(hex(mark.data(), mark.size()));
}

// ---- in the database

QList<DayHead> HeadTable::heads()
{
    QList<DayHead> list;
    Rows rows = m_db.run(QStringLiteral(
        "SELECT day, seq, hash, signed_at, public_key, signature FROM ledger_head ORDER BY day"));
    while (rows.next())
        list.append({rows.text(0), rows.number(1), rows.text(2), rows.moment(3), rows.text(4), rows.text(5)});
    return list;
}

Result<QList<DayHead>> HeadTable::closeDays(const SigningKey &key, const QDateTime &now)
{
    QList<DayHead> closed;
    const QString today = ledgerDay(now);
    Transaction work(m_db);
    {
        Rows tip = m_db.run(QStringLiteral("SELECT seq FROM ledger_tip WHERE id = 1") + m_db.forUpdate());
        if (!tip.next())
            return closed;
    }
    qint64 lastSeq = 0;
    {
        Rows rows = m_db.run(QStringLiteral("SELECT COALESCE(MAX(seq), 0) FROM ledger_head"));
        if (rows.next())
            lastSeq = rows.number(0);
    }
    QMap<QString, DayHead> lastOfDay;
    {
        Rows rows = m_db.run(
            QStringLiteral("SELECT seq, hash, booked_at FROM ledger_transfer WHERE seq > ? ORDER BY seq"),
            {lastSeq});
        while (rows.next()) {
            const QString day = ledgerDay(rows.moment(2));
            if (day < today)
                lastOfDay[day] = {day, rows.number(0), rows.text(1), now, {}, {}};
        }
    }
    for (DayHead head : lastOfDay) {
        key.sign(head);
        m_db.run(QStringLiteral("INSERT INTO ledger_head (day, seq, hash, signed_at, public_key, signature) "
                                "VALUES (?, ?, ?, ?, ?, ?)"),
                 {head.day, head.seq, head.hash, toSql(head.signedAt), head.publicKey, head.signature});
        const QVariant end = toSql(endOfLedgerDay(head.day));
        m_db.run(QStringLiteral("UPDATE ledger_tip SET earliest = ? WHERE id = 1 AND earliest < ?"),
                 {end, end});
        closed.append(head);
    }
    if (const Done done = work.commit(); !done)
        return tl::unexpected(done.error());
    return closed;
}

// ---- as files

Done exportHeads(const QList<DayHead> &heads, const QString &folder)
{
    if (!QDir().mkpath(folder))
        return failure(Error::Kind::Storage, folder + QStringLiteral(": cannot be made"));
    for (const DayHead &head : heads) {
        const QString path = QDir(folder).filePath(namePattern.arg(head.day));
        if (QFile::exists(path))
            continue;
        if (const Done written = writeWholeFile(path, head.toJson()); !written)
            return written;
    }
    return {};
}

Result<QList<DayHead>> importHeads(const QString &folder)
{
    if (!QFileInfo(folder).isDir())
        return failure(Error::Kind::Storage, folder + QStringLiteral(": there is no such folder"));
    QList<DayHead> heads;
    const QStringList names
        = QDir(folder).entryList({namePattern.arg(QLatin1Char('*'))}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(QDir(folder).filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return failure(Error::Kind::Storage, name + QStringLiteral(": ") + file.errorString());
        const Result<DayHead> head = DayHead::fromJson(file.read(largestHead));
        if (!head)
            return failure(Error::Kind::Invalid, name + QStringLiteral(": ") + head.error().detail);
        heads.append(*head);
    }
    return heads;
}

} // namespace pd::cloud
