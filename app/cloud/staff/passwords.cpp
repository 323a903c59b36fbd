// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/staff/passwords.h"

#include <QPromise>

#include <sodium.h>

#include <array>
#include <atomic>

namespace pd::cloud {

namespace {

constexpr int mostWaiting = 64;
constexpr int workers = 2;

// Without it there are no secrets, and nothing may be served.
void needSodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        qFatal("libsodium does not start");
}

} // namespace

QString Passwords::hash(const QString &password)
{
    needSodium();
    const QByteArray text = password.toUtf8();
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str(out.data(), text.constData(), quint64(text.size()),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE)
        != 0)
        return {};
    return QString::fromLatin1(out.data());
}

QString Passwords::hashOfNobody()
{
    static const QString hash = Passwords::hash(newToken());
    return hash;
}

bool Passwords::verify(const QString &hash, const QString &password)
{
    const QByteArray stored = hash.toLatin1();
    const QByteArray text = password.toUtf8();
    needSodium();
    return crypto_pwhash_str_verify(stored.constData(), text.constData(), quint64(text.size())) == 0;
}

PasswordChecker::PasswordChecker()
    : m_waiting(std::make_shared<std::atomic_int>(0))
{
    m_pool.setMaxThreadCount(workers);
}

PasswordChecker::~PasswordChecker()
{
    m_pool.clear();
    m_pool.waitForDone();
}

bool PasswordChecker::isFlooded() const
{
    return *m_waiting >= mostWaiting;
}

QFuture<bool> PasswordChecker::verify(const QString &hash, const QString &password)
{
    auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    ++*m_waiting;
    m_pool.start([promise, hash, password, waiting = m_waiting] {
        // An unknown name is as costly as a wrong password.
        promise->addResult(Passwords::verify(hash.isEmpty() ? Passwords::hashOfNobody() : hash, password));
        promise->finish();
        --*waiting;
    });
    return promise->future();
}

QString newToken()
{
    std::array<char, 32> bytes{};
    needSodium();
    randombytes_buf(bytes.data(), bytes.size());
    return QString::fromLatin1(QByteArray(bytes.data(), bytes.size())
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QString tokenHash(QStringView token)
{
    const QByteArray text = token.toUtf8();
    std::array<unsigned char, 32> out{};
    needSodium();
    crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char *>(text.constData()),
                       quint64(text.size()), nullptr, 0);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(out.data()), out.size()).toHex());
}

QString randomLetters(int count)
{
    static constexpr char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    needSodium();
    QString text;
    for (int i = 0; i < count; ++i)
        text.append(QLatin1Char(alphabet[randombytes_uniform(sizeof(alphabet) - 1)]));
    return text;
}

} // namespace pd::cloud
