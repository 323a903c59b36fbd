// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/program/addperson.h"

#include <QFile>
#include <QRegularExpression>

namespace pd::cloud {

namespace {

constexpr qsizetype shortestPassword = 8;
constexpr qsizetype longestPassword = 256;
constexpr qsizetype longestDisplayName = 64;
constexpr qint64 longestLine = 4096;

Result<QString> passwordIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Storage, path + QStringLiteral(": ") + file.errorString());
    QByteArray line = file.readLine(longestLine);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    const QString password = QString::fromUtf8(line);
    if (password.size() < shortestPassword || password.size() > longestPassword)
        return failure(Error::Kind::Rejected,
                       path
                           + QStringLiteral(": the first line must be a password of %1 to %2 characters")
                                 .arg(shortestPassword)
                                 .arg(longestPassword));
    return password;
}

} // namespace

Done checkPerson(const NewPerson &person)
{
    static const QRegularExpression plainName(QStringLiteral("\\A[A-Za-z0-9._-]{1,64}\\z"));
    if (!plainName.match(person.name).hasMatch())
        return failure(Error::Kind::Invalid,
                       QStringLiteral("add-user needs a NAME of letters, digits, '.', '_' and '-'"));
    if (person.displayName.size() > longestDisplayName)
        return failure(Error::Kind::Invalid, QStringLiteral("--display-name is too long"));
    if (person.roles.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("add-user needs at least one --role"));
    for (const QString &role : person.roles) {
        if (!knownRoles().contains(role))
            return failure(Error::Kind::Invalid,
                           QStringLiteral("--role is one of %1, not %2")
                               .arg(knownRoles().join(QStringLiteral(", ")), role));
    }
    if (person.passwordFile.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("add-user needs --password-file"));
    return {};
}

Done addPerson(Database &database, StaffDesk &staff, const NewPerson &person)
{
    const Result<QString> password = passwordIn(person.passwordFile);
    if (!password)
        return tl::unexpected(password.error());
    const QString hash = Passwords::hash(*password);
    if (hash.isEmpty())
        return failure(Error::Kind::Internal, QStringLiteral("no memory to hash a password"));
    Transaction work(database);
    if (staff.isKnown(person.name))
        return failure(Error::Kind::Conflict, QStringLiteral("there is a user %1 already").arg(person.name),
                       QStringLiteral("person_exists"));
    staff.addPerson(StaffId(person.name), person.displayName.isEmpty() ? person.name : person.displayName,
                    person.roles, hash);
    return work.commit();
}

} // namespace pd::cloud
