// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <functional>

namespace pd::station {

// What must outlive the program, one JSON file that is replaced as a whole. Whoever is about to tell the
// outside something commits first, so that a kill at any instant never takes back what was told. Main
// thread. load -> addSection* -> (touch, commit)*; what is touched is written within 200 ms in any case.
class StateFile : public QObject
{
    Q_OBJECT

public:
    explicit StateFile(const QString &path, QObject *parent = nullptr);

    // An absent file is an empty state. Storage where it cannot be read, Invalid where it is damaged: it is
    // then left alone, because it holds money and registers.
    Done load();
    // The section as it was loaded.
    QJsonObject section(const QString &name) const { return m_loaded.value(name).toObject(); }
    void addSection(const QString &name, const std::function<QJsonObject()> &save);

    void touch();
    // Writes if anything was touched since the last time. Storage where that fails; it stays touched.
    Done commit();

Q_SIGNALS:
    void failed(const pd::Error &error);

private:
    Done write();

    QString m_path;
    QJsonObject m_loaded;
    QHash<QString, std::function<QJsonObject()>> m_sections;
    QTimer m_timer;
    bool m_touched = false;
};

} // namespace pd::station
