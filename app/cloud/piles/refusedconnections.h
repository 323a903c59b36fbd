// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/backoffice.h"

#include <QObject>

namespace pd::cloud {

// Charge points that were turned away, or whose messages could not be taken, the latest last seen first: what
// a person who puts a pile into service looks at. In memory and bounded, because anybody can knock at the
// port: a pile that is refused again for the same reason is counted, and the oldest gives way. Core thread.
class RefusedConnections : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        ConnectionRefusal refusal; // the latest
        int count = 0;
        QDateTime firstAt; // business time
        QDateTime lastAt;
    };

    explicit RefusedConnections(int most = 200)
        : m_most(most)
    {
    }

    // True where it is not in the list yet.
    bool add(const ConnectionRefusal &refusal, const QDateTime &now);
    const QList<Entry> &newestFirst() const { return m_entries; }
    qint64 total() const { return m_total; }

Q_SIGNALS:
    void changed();

private:
    int m_most;
    QList<Entry> m_entries;
    qint64 m_total = 0;
};

} // namespace pd::cloud
