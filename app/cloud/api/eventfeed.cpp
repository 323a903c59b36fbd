// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/eventfeed.h"

#include "app/cloud/staff/passwords.h"
#include "app/net/ocpi/jsonwriter.h"
#include "app/net/ocpi/objects.h"

#include <QLoggingCategory>

namespace pd::cloud {

namespace {
Q_LOGGING_CATEGORY(lcEvents, "pd.cloud.events")
constexpr quint16 tryAgainLater = 1013;
constexpr quint16 policyViolation = 1008;
} // namespace

EventFeed::EventFeed(const Clock &clock, const SteadyClock &steady, const EventFeedSettings &settings,
                     QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_steady(steady)
    , m_settings(settings)
    , m_epoch(randomLetters(12))
{
    m_pileTimer.setSingleShot(true);
    connect(&m_pileTimer, &QTimer::timeout, this, &EventFeed::tellPiles);
    m_refusedTimer.setSingleShot(true);
    connect(&m_refusedTimer, &QTimer::timeout, this, [this] {
        if (std::exchange(m_refusedWaits, false))
            refusedChanged();
    });
}

void EventFeed::publish(const QString &kind, const QByteArray &data)
{
    net::Event event;
    event.seq = ++m_seq;
    event.kind = kind;
    event.at = m_clock.now();
    event.data = data;
    m_ring.push_back(net::encode(event));
    if (m_ring.size() > size_t(m_settings.ring))
        m_ring.pop_front();
    QList<quint64> slow;
    for (auto reader = m_readers.cbegin(); reader != m_readers.cend(); ++reader) {
        reader->peer->sendText(m_ring.back());
        if (reader->peer->pendingBytes() > m_settings.slowReaderBytes)
            slow.append(reader.key());
    }
    for (const quint64 id : slow) {
        qCWarning(lcEvents) << "a reader of events is too slow and is cut off";
        m_readers.take(id).peer->close(tryAgainLater, QStringLiteral("too slow"));
    }
}

void EventFeed::pileChanged(const PileId &pile, const std::function<QByteArray()> &data)
{
    PileWait &wait = m_piles[pile];
    const qint64 now = m_steady.nowMs();
    if (!wait.data && (wait.toldMs == 0 || now - wait.toldMs >= m_settings.pileGapMs)) {
        wait.toldMs = now;
        publish(QStringLiteral("pile"), data());
        return;
    }
    wait.data = data;
    if (!m_pileTimer.isActive())
        m_pileTimer.start(m_settings.pileGapMs);
}

void EventFeed::refusedChanged()
{
    if (m_refusedTimer.isActive()) {
        m_refusedWaits = true;
        return;
    }
    m_refusedTimer.start(m_settings.refusedGapMs);
    publish(QStringLiteral("refused"), "{}");
}

void EventFeed::storageChanged(bool isGood)
{
    m_storageGood = isGood;
    publish(QStringLiteral("storage"),
            net::JsonWriter()
                .beginObject()
                .member("state", isGood ? QStringLiteral("GOOD") : QStringLiteral("FAILING"))
                .endObject()
                .result());
}

void EventFeed::tellPiles()
{
    const qint64 now = m_steady.nowMs();
    qint64 next = -1;
    for (PileWait &wait : m_piles) {
        if (!wait.data)
            continue;
        const qint64 left = wait.toldMs + m_settings.pileGapMs - now;
        if (left <= 0) {
            const auto data = std::exchange(wait.data, nullptr);
            wait.toldMs = now;
            publish(QStringLiteral("pile"), data());
        } else {
            next = next < 0 ? left : qMin(next, left);
        }
    }
    if (next >= 0)
        m_pileTimer.start(int(next));
}

void EventFeed::subscribe(const WebSocketPeerPtr &peer, const QString &key, const QString &epoch, qint64 from)
{
    net::Event hello;
    hello.kind = QStringLiteral("hello");
    hello.epoch = m_epoch;
    hello.seq = m_seq;
    hello.at = m_clock.now();
    peer->sendText(net::encode(hello));
    const qint64 oldest = m_seq - qint64(m_ring.size()) + 1;
    const bool canResume = epoch == m_epoch && from >= oldest - 1 && from <= m_seq;
    if (canResume) {
        for (qint64 seq = from + 1; seq <= m_seq; ++seq)
            peer->sendText(m_ring[size_t(seq - oldest)]);
    } else {
        net::Event reload;
        reload.kind = QStringLiteral("reload");
        peer->sendText(net::encode(reload));
    }
    m_readers.insert(peer->id(), {peer, key});
    if (!m_storageGood)
        storageChanged(false);
}

void EventFeed::closeReadersOf(const QString &key)
{
    for (auto reader = m_readers.begin(); reader != m_readers.end();) {
        if (reader->key == key) {
            reader->peer->close(policyViolation, QStringLiteral("signed out"));
            reader = m_readers.erase(reader);
        } else {
            ++reader;
        }
    }
}

} // namespace pd::cloud
