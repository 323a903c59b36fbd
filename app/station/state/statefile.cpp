// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/state/statefile.h"

#include "app/station/logging.h"
#include "models/basics/wholefile.h"

#include <QFile>
#include <QJsonDocument>

namespace pd::station {

namespace {
constexpr int latestWriteMs = 200;
constexpr int formatVersion = 1;
} // namespace

StateFile::StateFile(const QString &path, QObject *parent)
    : QObject(parent)
    , m_path(path)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(latestWriteMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { commit(); });
}

Done StateFile::load()
{
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Storage, m_path + QStringLiteral(": ") + file.errorString());
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parse);
    if (parse.error != QJsonParseError::NoError || !document.isObject())
        return failure(Error::Kind::Invalid, m_path + QStringLiteral(": ") + parse.errorString());
    m_loaded = document.object();
    if (m_loaded.value(QLatin1String("version")).toInt() != formatVersion)
        return failure(Error::Kind::Invalid, m_path + QStringLiteral(": not a state of this version"));
    return {};
}

void StateFile::addSection(const QString &name, const std::function<QJsonObject()> &save)
{
    m_sections.insert(name, save);
}

void StateFile::touch()
{
    m_touched = true;
    if (!m_timer.isActive())
        m_timer.start();
}

Done StateFile::commit()
{
    if (!m_touched)
        return {};
    Done written = write();
    if (!written) {
        qCCritical(lcStation) << written.error().detail;
        m_timer.start(); // tried again: a full disk may be emptied
        Q_EMIT failed(written.error());
        return written;
    }
    m_touched = false;
    m_timer.stop();
    return {};
}

Done StateFile::write()
{
    // Sections that nobody owns in this run (a pile that left the site file) are kept as they were.
    QJsonObject state = m_loaded;
    state.insert(QStringLiteral("version"), formatVersion);
    for (auto section = m_sections.cbegin(); section != m_sections.cend(); ++section)
        state.insert(section.key(), section.value()());
    return writeWholeFile(m_path, QJsonDocument(state).toJson(QJsonDocument::Compact));
}

} // namespace pd::station
