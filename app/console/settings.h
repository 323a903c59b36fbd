// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QStringList>
#include <QUrl>

namespace pd::console {

// What the console remembers of a person between two days, in the user's own configuration folder. No
// secrets.
class Settings
{
public:
    Settings();

    QUrl cloud() const;
    QString user() const;
    QString language() const; // empty: as the system
    QString theme() const; // "light", "dark"
    QByteArray geometry() const;
    QStringList trend() const; // what the trend of the meters shows

    void setCloud(const QUrl &cloud);
    void setUser(const QString &user);
    void setLanguage(const QString &language);
    void setTheme(const QString &theme);
    void setGeometry(const QByteArray &geometry);
    void setTrend(const QStringList &lines);

private:
    QSettings m_store;
};

} // namespace pd::console
