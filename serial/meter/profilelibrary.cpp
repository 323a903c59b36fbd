// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/meter/profilelibrary.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

// Outside any namespace, as the macro demands; a linker leaves out of a library what nobody names.
static void initProfiles()
{
    Q_INIT_RESOURCE(meters);
}

namespace pd::serial {

ProfileLibrary ProfileLibrary::builtIn()
{
    initProfiles();
    ProfileLibrary library;
    library.addFolder(QStringLiteral(":/meters"));
    return library;
}

QString ProfileLibrary::userFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/piledeck/meters");
}

void ProfileLibrary::addFolder(const QString &path)
{
    const QStringList files = QDir(path).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString &file : files)
        addFile(path + QLatin1Char('/') + file);
}

bool ProfileLibrary::addFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_problems.append({path, {0, file.errorString()}});
        return false;
    }
    const ProfileReading reading = readMeterProfile(file.readAll());
    for (const ProfileProblem &problem : reading.problems)
        m_problems.append({path, problem});
    if (!reading.profile)
        return false;
    m_profiles.insert(reading.profile->name, *reading.profile);
    m_paths.insert(reading.profile->name, path);
    return true;
}

const MeterProfile *ProfileLibrary::find(const QString &name) const
{
    const auto found = m_profiles.constFind(name);
    return found == m_profiles.constEnd() ? nullptr : &*found;
}

} // namespace pd::serial
