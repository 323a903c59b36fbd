// SPDX-License-Identifier: GPL-3.0-or-later
// The front and the central system with a back office that only remembers, for clients from elsewhere.
// Prints "ready PORT". POST /test/remote-start?pile=&connector=&tag=, /test/remote-stop?pile=&transaction=,
// GET /test/report?pile=.
#include "app/cloud/centralsystem/centralsystem.h"
#include "models/basics/whenfinished.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace pd::cloud {

// Everybody may connect, every tag is welcome.
class RememberingOffice : public BackOffice
{
public:
    struct Memory
    {
        QJsonArray transactions;
        QString lastRegister;
        QString lastStatus;
        QString position;
        QJsonArray reports; // words of maintenance and security
    };

    Done mayConnect(const PileId &, const QByteArray &) override { return {}; }
    void connectionRefused(const ConnectionRefusal &) override { }
    void pileOnline(const PileId &, bool) override { }
    void pileSeen(const PileId &) override { }
    BootDecision boot(const PileId &, const BootInfo &) override { return BootDecision::Accepted; }
    AuthorizationStatus authorize(const PileId &, const QString &) override
    {
        return AuthorizationStatus::Accepted;
    }
    void status(const PileId &pile, const StatusReport &report) override
    {
        if (report.connector == 1)
            piles[pile].lastStatus = toWord(report.status);
    }
    void meterValues(const PileId &pile, const QList<MeterSample> &samples) override
    {
        for (const MeterSample &sample : samples) {
            if (sample.reading.energyRegister)
                piles[pile].lastRegister = sample.reading.energyRegister->kwhText();
        }
    }
    Result<StartAnswer> startTransaction(const PileId &pile, const StartReport &report) override
    {
        piles[pile].transactions.append(QJsonObject{{QStringLiteral("id"), ++lastTransaction},
                                                    {QStringLiteral("tag"), report.idTag},
                                                    {QStringLiteral("start"), report.meterStart.kwhText()}});
        return StartAnswer{lastTransaction, AuthorizationStatus::Accepted};
    }
    AuthorizationStatus stopTransaction(const PileId &pile, const StopReport &report) override
    {
        for (QJsonValueRef value : piles[pile].transactions) {
            QJsonObject transaction = value.toObject();
            if (transaction.value(QLatin1String("id")).toInt() != report.transactionId)
                continue;
            transaction.insert(QStringLiteral("stop"), report.meterStop.kwhText());
            transaction.insert(QStringLiteral("reason"), report.reason);
            value = transaction;
        }
        return AuthorizationStatus::Accepted;
    }
    Done position(const PileId &pile, const Position &position) override
    {
        piles[pile].position
            = QStringLiteral("%1 %2").arg(position.latitude, 0, 'f', 4).arg(position.longitude, 0, 'f', 4);
        return {};
    }
    void maintenance(const PileId &pile, const MaintenanceReport &report) override
    {
        piles[pile].reports.append(report.word);
    }
    void securityEvent(const PileId &pile, const SecurityEvent &event) override
    {
        piles[pile].reports.append(event.type);
    }
    Done signingRequest(const PileId &pile, const QString &) override
    {
        piles[pile].reports.append(QStringLiteral("SignCertificate"));
        return {};
    }
    int heartbeatSeconds() const override { return 60; }

    QHash<PileId, Memory> piles;
    int lastTransaction = 0;
};

class TestCloud : public QObject, public FrontHandler
{
public:
    void handleHttp(const HttpRequest &request, const HttpResponder &respond) override
    {
        const auto item = [&](const char *name) {
            return request.query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
        };
        const PileId pile(item("pile"));
        if (request.path == QLatin1String("/test/remote-start"))
            whenFinished(m_central.remoteStart(pile, item("connector").toInt(), item("tag")), this,
                         [respond](const Done &done) { tell(respond, done); });
        else if (request.path == QLatin1String("/test/remote-stop"))
            whenFinished(m_central.remoteStop(pile, item("transaction").toInt()), this,
                         [respond](const Done &done) { tell(respond, done); });
        else if (request.path == QLatin1String("/test/report"))
            report(pile, respond);
        else
            respond(m_central.explainHttp(request));
    }
    UpgradeDecision decideUpgrade(const HttpRequest &request) override
    {
        return m_central.decideUpgrade(request);
    }
    void socketOpened(const HttpRequest &request, const WebSocketPeerPtr &peer) override
    {
        m_central.socketOpened(request, peer);
    }
    void socketText(quint64 peerId, const QByteArray &utf8) override { m_central.socketText(peerId, utf8); }
    void socketClosed(quint64 peerId, const QString &reason) override
    {
        m_central.socketClosed(peerId, reason);
    }

private:
    static void send(const HttpResponder &respond, const QJsonObject &object)
    {
        respond({200, "application/json", {}, QJsonDocument(object).toJson(QJsonDocument::Compact)});
    }
    static void tell(const HttpResponder &respond, const Done &done)
    {
        send(respond, {{QStringLiteral("outcome"), done ? QStringLiteral("done") : done.error().detail}});
    }
    void report(const PileId &pile, const HttpResponder &respond)
    {
        const RememberingOffice::Memory memory = m_office.piles.value(pile);
        send(respond,
             {{QStringLiteral("transactions"), memory.transactions},
              {QStringLiteral("lastRegister"), memory.lastRegister},
              {QStringLiteral("lastStatus"), memory.lastStatus},
              {QStringLiteral("position"), memory.position},
              {QStringLiteral("reports"), memory.reports}});
    }

    SystemClock m_clock;
    RememberingOffice m_office;
    CentralSystem m_central{m_office, m_clock};
};

} // namespace pd::cloud

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    pd::cloud::TestCloud cloud;
    pd::cloud::FrontServer server(cloud, {});
    const pd::Result<quint16> port = server.listen(QStringLiteral("127.0.0.1:0"));
    if (!port) {
        std::fprintf(stderr, "%s\n", qPrintable(port.error().detail));
        return 1;
    }
    std::printf("ready %d\n", int(*port));
    std::fflush(stdout);
    return app.exec();
}
