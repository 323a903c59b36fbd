// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/centralsystem.h"
#include "app/net/ocpp/frame.h"

#include <QTest>

namespace pd::cloud {

// Notes what it is told, one readable line a call, and answers as the test sets it.
class NotingOffice : public BackOffice
{
public:
    Done mayConnect(const PileId &pile, const QByteArray &authorization) override
    {
        note(QStringLiteral("may %1 <%2>").arg(pile.text(), QString::fromUtf8(authorization)));
        return connectAnswer;
    }
    void connectionRefused(const ConnectionRefusal &refusal) override
    {
        refusals.append(
            QStringLiteral("%1 %2 %3").arg(refusal.identity).arg(refusal.status).arg(toWord(refusal.reason)));
    }
    void pileOnline(const PileId &pile, bool online) override
    {
        note(pile.text() + (online ? QStringLiteral(" online") : QStringLiteral(" offline")));
    }
    void pileSeen(const PileId &) override { ++seen; }
    BootDecision boot(const PileId &, const BootInfo &info) override
    {
        note(QStringLiteral("boot %1/%2/%3/%4")
                 .arg(info.vendor, info.model, info.serialNumber, info.firmware));
        return bootAnswer;
    }
    AuthorizationStatus authorize(const PileId &, const QString &idTag) override
    {
        note(QStringLiteral("authorize ") + idTag);
        return tagAnswer;
    }
    void status(const PileId &, const StatusReport &r) override
    {
        note(QStringLiteral("status %1 %2 %3 at %4")
                 .arg(r.connector)
                 .arg(toWord(r.status), r.errorCode, time(r.at)));
    }
    void meterValues(const PileId &, const QList<MeterSample> &samples) override
    {
        note(QStringLiteral("meter ") + text(samples));
    }
    Result<StartAnswer> startTransaction(const PileId &, const StartReport &r) override
    {
        note(QStringLiteral("start %1 %2 %3 kWh at %4")
                 .arg(r.connector)
                 .arg(r.idTag, r.meterStart.kwhText(), time(r.at)));
        return startAnswer;
    }
    AuthorizationStatus stopTransaction(const PileId &, const StopReport &r) override
    {
        note(QStringLiteral("stop %1 <%2> %3 kWh at %4 %5 [%6]")
                 .arg(r.transactionId)
                 .arg(r.idTag, r.meterStop.kwhText(), time(r.at), r.reason, text(r.transactionData)));
        return tagAnswer;
    }
    Done position(const PileId &, const Position &p) override
    {
        note(QStringLiteral("position %1 %2 at %3")
                 .arg(p.latitude, 0, 'f', 4)
                 .arg(p.longitude, 0, 'f', 4)
                 .arg(time(p.at)));
        return positionAnswer;
    }
    void maintenance(const PileId &, const MaintenanceReport &r) override
    {
        note(QStringLiteral("maintenance %1 %2 %3").arg(int(r.of)).arg(r.word).arg(r.requestId.value_or(-1)));
    }
    void securityEvent(const PileId &, const SecurityEvent &e) override
    {
        note(QStringLiteral("security %1 at %2 <%3>").arg(e.type, time(e.at), e.info));
    }
    Done signingRequest(const PileId &, const QString &csr) override
    {
        note(QStringLiteral("csr ") + csr);
        return signingAnswer;
    }
    int heartbeatSeconds() const override { return 300; }

    QStringList takeLines() { return std::exchange(lines, {}); }

    Done connectAnswer;
    QStringList refusals;
    BootDecision bootAnswer = BootDecision::Accepted;
    AuthorizationStatus tagAnswer = AuthorizationStatus::Accepted;
    Result<StartAnswer> startAnswer = StartAnswer{7, AuthorizationStatus::Accepted};
    Done positionAnswer;
    Done signingAnswer;
    int seen = 0;
    QStringList lines;

private:
    void note(const QString &line) { lines.append(line); }
    static QString time(const QDateTime &at) { return at.toUTC().toString(QStringLiteral("dd'T'HH:mm:ss")); }
    static QString text(const QList<MeterSample> &samples)
    {
        QStringList parts;
        for (const MeterSample &s : samples)
            parts.append(
                QStringLiteral("c%1 t%2 x%3 %4 at %5")
                    .arg(s.connector)
                    .arg(s.transactionId.value_or(0))
                    .arg(int(s.context))
                    .arg(s.reading.energyRegister ? s.reading.energyRegister->kwhText() : QStringLiteral("-"),
                         time(s.reading.at)));
        return parts.join(QStringLiteral("; "));
    }
};

// A socket of which the test sees what was sent.
class NotingPeer : public WebSocketPeer
{
public:
    explicit NotingPeer(quint64 id)
        : m_id(id)
    {
    }
    quint64 id() const override { return m_id; }
    void sendText(const QByteArray &utf8) override { sent.append(utf8); }
    void close(quint16 code, const QString &reason) override
    {
        closes.append(QStringLiteral("%1 %2").arg(code).arg(reason));
    }
    qint64 pendingBytes() const override { return pending; }

    QByteArray takeOnly()
    {
        const QByteArrayList all = std::exchange(sent, {});
        return all.size() == 1 ? all.first()
                               : QByteArray::number(all.size()) + " messages: " + all.join('\n');
    }

    QByteArrayList sent;
    QStringList closes;
    qint64 pending = 0;

private:
    const quint64 m_id;
};

// A central system with its surroundings, at 2026-03-16 10:40:00 UTC.
struct Bench
{
    explicit Bench(const CentralSystemSettings &settings = quietSettings())
        : central(office, clock, settings)
    {
    }
    // Never asks on its own.
    static CentralSystemSettings quietSettings()
    {
        CentralSystemSettings settings;
        settings.statusGraceMs = 3'600'000;
        return settings;
    }
    static HttpRequest request(const char *path)
    {
        HttpRequest request;
        request.method = "GET";
        request.path = QString::fromUtf8(path);
        request.headers = {{"sec-websocket-protocol", "ocpp1.6"}};
        request.peer = QStringLiteral("127.0.0.1:1");
        return request;
    }
    std::shared_ptr<NotingPeer> connectPile(const char *path = "/ocpp/CP1")
    {
        const auto peer = std::make_shared<NotingPeer>(++lastPeer);
        central.socketOpened(request(path), peer);
        return peer;
    }

    ManualClock clock{QDateTime(QDate(2026, 3, 16), QTime(10, 40), Qt::UTC)};
    NotingOffice office;
    quint64 lastPeer = 0;
    CentralSystem central;
};

} // namespace pd::cloud
