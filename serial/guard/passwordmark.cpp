// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/guard/passwordmark.h"

#include <QCryptographicHash>
#include <QPasswordDigestor>
#include <QRandomGenerator>

namespace pd::serial {

namespace {

constexpr int rounds = 50'000;
constexpr int markBytes = 16;
constexpr int saltBytes = 16;

QString marked(const QByteArray &salt, const dlt645::Password &password, const MeterAddress &meter)
{
    QByteArray secret = password.wire();
    const QByteArray where = salt + toWord(meter.protocol).toLatin1() + meter.address.toLatin1();
    const QByteArray mark
        = QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, secret, where, rounds, markBytes);
    secret.fill('\0');
    return QString::fromLatin1(salt.toHex() + ':' + mark.toHex());
}

} // namespace

QString passwordMark(const dlt645::Password &password, const MeterAddress &meter)
{
    std::array<quint32, saltBytes / sizeof(quint32)> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return marked(QByteArray(reinterpret_cast<const char *>(random.data()), saltBytes), password, meter);
}

bool isMarkOf(const QString &mark, const dlt645::Password &password, const MeterAddress &meter)
{
    const QByteArray salt = QByteArray::fromHex(mark.section(QLatin1Char(':'), 0, 0).toLatin1());
    return salt.size() == saltBytes && marked(salt, password, meter) == mark;
}

} // namespace pd::serial
