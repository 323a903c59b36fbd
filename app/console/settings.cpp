// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/settings.h"

namespace pd::console {

namespace {

const QString cloudKey = QStringLiteral("cloud/url");
const QString userKey = QStringLiteral("cloud/user");
const QString languageKey = QStringLiteral("window/language");
const QString themeKey = QStringLiteral("window/theme");
const QString geometryKey = QStringLiteral("window/geometry");
const QString trendKey = QStringLiteral("meters/trend");

} // namespace

Settings::Settings()
    : m_store(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("PileDeck"),
              QStringLiteral("piledeck"))
{
}

QUrl Settings::cloud() const
{
    return m_store.value(cloudKey).toUrl();
}

QString Settings::user() const
{
    return m_store.value(userKey).toString();
}

QString Settings::language() const
{
    return m_store.value(languageKey).toString();
}

QString Settings::theme() const
{
    return m_store.value(themeKey, QStringLiteral("light")).toString();
}

QByteArray Settings::geometry() const
{
    return m_store.value(geometryKey).toByteArray();
}

QStringList Settings::trend() const
{
    return m_store.value(trendKey).toStringList();
}

void Settings::setTrend(const QStringList &lines)
{
    m_store.setValue(trendKey, lines);
}

void Settings::setCloud(const QUrl &cloud)
{
    // An address that somebody typed with a password in it must not end in a file.
    m_store.setValue(cloudKey, cloud.adjusted(QUrl::RemoveUserInfo));
}

void Settings::setUser(const QString &user)
{
    m_store.setValue(userKey, user);
}

void Settings::setLanguage(const QString &language)
{
    m_store.setValue(languageKey, language);
}

void Settings::setTheme(const QString &theme)
{
    m_store.setValue(themeKey, theme);
}

void Settings::setGeometry(const QByteArray &geometry)
{
    m_store.setValue(geometryKey, geometry);
}

} // namespace pd::console
