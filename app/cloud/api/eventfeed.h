// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/front/frontserver.h"
#include "models/basics/clock.h"
#include "models/basics/steadyclock.h"
#include "models/pile/pile.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

#include <deque>
#include <functional>

namespace pd::cloud {

struct EventFeedSettings
{
    int ring = 20'000; // events kept for who comes back
    int pileGapMs = 100; // real: one pile is told of at most ten times a second
    qint64 slowReaderBytes = 32 * 1024 * 1024; // unsent bytes at which a reader is cut off
    int refusedGapMs = 1000; // real: strangers may knock as often as they like
};

// The feed of cnpdk_events (README of app/net/ocpi): numbered events, kept for a while, so that who was away
// gets what was missed, or is told to ask for everything anew. The epoch is of this process: numbers begin
// again with it. Core thread; owner: the composition root.
class EventFeed : public QObject
{
    Q_OBJECT

public:
    EventFeed(const Clock &clock, const SteadyClock &steady, const EventFeedSettings &settings = {},
              QObject *parent = nullptr);

    QString epoch() const { return m_epoch; }
    qint64 seq() const { return m_seq; }
    qsizetype readers() const { return m_readers.size(); }

    void publish(const QString &kind, const QByteArray &data);
    // The pile as it is when it is told, not as it was when it changed.
    void pileChanged(const PileId &pile, const std::function<QByteArray()> &data);

    // Whether what happens can be recorded. While it cannot, whoever comes new is told as well.
    void storageChanged(bool isGood);

    // The list of refused connections; without data, since it is long and asked for.
    void refusedChanged();

    // The key is that of the token the reader came with.
    void subscribe(const WebSocketPeerPtr &peer, const QString &key, const QString &epoch, qint64 from);
    bool ownsPeer(quint64 peer) const { return m_readers.contains(peer); }
    void unsubscribe(quint64 peer) { m_readers.remove(peer); }
    void closeReadersOf(const QString &key);

private:
    struct Reader
    {
        WebSocketPeerPtr peer;
        QString key;
    };
    struct PileWait
    {
        qint64 toldMs = 0;
        std::function<QByteArray()> data; // set while a change waits to be told
    };

    void tellPiles();

    const Clock &m_clock;
    const SteadyClock &m_steady;
    EventFeedSettings m_settings;
    QString m_epoch;
    qint64 m_seq = 0;
    std::deque<QByteArray> m_ring; // the last of them has number m_seq
    QHash<quint64, Reader> m_readers;
    QHash<PileId, PileWait> m_piles;
    QTimer m_pileTimer;
    QTimer m_refusedTimer; // runs while the last change is too fresh to tell another
    bool m_refusedWaits = false;
    bool m_storageGood = true;
};

} // namespace pd::cloud
