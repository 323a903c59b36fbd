// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterprofile.h"

#include <QMap>

namespace pd::serial {

// The profiles there are: those built in, and those in folders of the user's, which win where the name is the
// same. A value; reading it again is making a new one.
class ProfileLibrary
{
public:
    struct FileProblem
    {
        QString path;
        ProfileProblem problem; // line 0: the file cannot be read
    };

    static ProfileLibrary builtIn();
    // Where the user's own are looked for if nothing else is said.
    static QString userFolder();

    // All *.json of a folder, by name; what is wrong with a file is in problems(). A folder that is not there
    // is empty.
    void addFolder(const QString &path);
    // False where anything is wrong with it.
    bool addFile(const QString &path);

    QList<MeterProfile> all() const { return m_profiles.values(); } // by name
    QStringList names() const { return m_profiles.keys(); }
    const MeterProfile *find(const QString &name) const;
    QString pathOf(const QString &name) const { return m_paths.value(name); }
    const QList<FileProblem> &problems() const { return m_problems; }

private:
    QMap<QString, MeterProfile> m_profiles; // by name
    QMap<QString, QString> m_paths;
    QList<FileProblem> m_problems;
};

} // namespace pd::serial
