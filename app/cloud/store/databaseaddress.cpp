// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/databaseaddress.h"

#include <QUrl>
#include <QUrlQuery>

namespace pd::cloud {

namespace {

const QString sqliteScheme = QStringLiteral("sqlite:");
const QString postgresScheme = QStringLiteral("postgresql://");

QString decoded(QStringView text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

Done takePort(DatabaseAddress &address, const QString &text)
{
    bool good = false;
    address.port = text.toInt(&good);
    if (!good || address.port < 1 || address.port > 65535)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("the port of the database address must be a number from 1 to 65535"));
    return {};
}

void takeUser(DatabaseAddress &address, QStringView text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    address.user = decoded(text.left(colon < 0 ? text.size() : colon));
    if (colon >= 0)
        address.password = decoded(text.mid(colon + 1));
}

Done takeHost(DatabaseAddress &address, QStringView text)
{
    // The colons of [::1] are not those of the port.
    const qsizetype bracket = text.lastIndexOf(QLatin1Char(']'));
    const qsizetype colon = text.indexOf(QLatin1Char(':'), qMax<qsizetype>(bracket, 0));
    QString host = decoded(text.left(colon < 0 ? text.size() : colon));
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    address.host = host;
    return colon < 0 ? Done() : takePort(address, text.mid(colon + 1).toString());
}

Done takeQuery(DatabaseAddress &address, const QString &text)
{
    for (const auto &[key, value] : QUrlQuery(text).queryItems(QUrl::FullyDecoded)) {
        if (key == QLatin1String("host"))
            address.host = value;
        else if (key == QLatin1String("user"))
            address.user = value;
        else if (key == QLatin1String("password"))
            address.password = value;
        else if (key != QLatin1String("port"))
            return failure(Error::Kind::Invalid,
                           QStringLiteral("the database address has an unknown part: ") + key.left(40));
        else if (const Done port = takePort(address, value); !port)
            return port;
    }
    return {};
}

Result<DatabaseAddress> parsePostgres(QStringView rest)
{
    DatabaseAddress address;
    address.dialect = Dialect::PostgreSql;
    QString query;
    if (const qsizetype mark = rest.indexOf(QLatin1Char('?')); mark >= 0) {
        query = rest.mid(mark + 1).toString();
        rest = rest.left(mark);
    }
    const qsizetype slash = rest.indexOf(QLatin1Char('/'));
    QStringView authority = rest.left(slash < 0 ? rest.size() : slash);
    address.name = slash < 0 ? QString() : decoded(rest.mid(slash + 1));
    if (const qsizetype at = authority.lastIndexOf(QLatin1Char('@')); at >= 0) {
        takeUser(address, authority.left(at));
        authority = authority.mid(at + 1);
    }
    const Done done = takeHost(address, authority).and_then([&] { return takeQuery(address, query); });
    if (!done)
        return tl::unexpected(done.error());
    if (address.name.isEmpty() || address.name.contains(QLatin1Char('/')))
        return failure(Error::Kind::Invalid,
                       QStringLiteral("the database address does not name one database "
                                      "(postgresql://user@host/NAME): ")
                           + address.shown());
    return address;
}

} // namespace

Result<DatabaseAddress> DatabaseAddress::parse(const QString &url)
{
    if (url.contains(QChar()))
        return failure(Error::Kind::Invalid, QStringLiteral("the database address contains a NUL"));
    if (url.startsWith(postgresScheme))
        return parsePostgres(QStringView(url).mid(postgresScheme.size()));
    if (!url.startsWith(sqliteScheme) || url.size() == sqliteScheme.size())
        return failure(Error::Kind::Invalid,
                       QStringLiteral("not a database address (sqlite:PATH or postgresql://user@host/name)"));
    DatabaseAddress address;
    address.path = url.mid(sqliteScheme.size());
    return address;
}

QString DatabaseAddress::shown() const
{
    if (dialect == Dialect::Sqlite)
        return path;
    return QStringLiteral("postgresql://%1@%2:%3/%4").arg(user, host).arg(port).arg(name);
}

QStringList appendOnlyGuard(Dialect dialect, const QString &table)
{
    if (dialect == Dialect::PostgreSql)
        return {QStringLiteral("CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
                               "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"),
                QStringLiteral("CREATE TRIGGER %1_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON %1 "
                               "FOR EACH STATEMENT EXECUTE FUNCTION append_only()")
                    .arg(table)};
    QStringList triggers;
    for (const char *deed : {"UPDATE", "DELETE"})
        triggers.append(QStringLiteral("CREATE TRIGGER %1_stays_%2 BEFORE %2 ON %1 "
                                       "BEGIN SELECT RAISE(ABORT, '%1 is append-only'); END")
                            .arg(table, QLatin1String(deed)));
    return triggers;
}

} // namespace pd::cloud
