// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QWebSocketServer>

#include <functional>

namespace pd::test {

// A minimal OCPP 1.6J central system for tests: written against the standard's text, without the project's
// codec. Answers every CALL, numbers transactions, keeps everything it was told, in order.
class FakeCloud : public QObject
{
    Q_OBJECT

public:
    struct Said
    {
        QString pile;
        QString action;
        QJsonObject payload;
    };

    explicit FakeCloud(QObject *parent = nullptr);
    ~FakeCloud() override { stop(); }
    bool listen(quint16 port = 0);
    void stop(); // cuts all connections and stops listening
    void cut(); // cuts all connections
    quint16 port() const { return m_port; }
    QUrl url() const;

    // Sends a CALL to a pile; its answer comes as `answers[id]` (the whole message). Returns the id.
    QString send(const QString &pile, const QString &action, const QJsonObject &payload);
    void sendRaw(const QString &pile, const QString &text);
    bool isConnected(const QString &pile) const { return m_sockets.contains(pile); }

    QList<Said> of(const QString &pile, const QString &action) const;
    // "StartTransaction MeterValues StopTransaction": of a pile, of these actions, in order.
    QString story(const QString &pile, const QStringList &actions) const;
    // The number given to a pile's newest transaction.
    int transactionOf(const QString &pile) const { return m_newest.value(pile); }

    QList<Said> said;
    QHash<QString, QJsonArray> answers;
    QList<QByteArray> credentials; // Authorization headers as they came
    QString authorization = QStringLiteral("Accepted"); // of idTags
    QString registration = QStringLiteral("Accepted");
    int bootInterval = 300;
    int mostOutstanding = 0; // CALLs of one pile at one time
    bool answering = true; // otherwise it is silent to all but BootNotification
    // Answers in place of the usual; an empty object means the usual.
    std::function<QJsonArray(const Said &, const QString &id)> override;

private:
    void accept();
    void onMessage(QWebSocket *socket, const QString &pile, const QString &text);
    QJsonObject confirmation(const Said &said);
    int numberOf(const Said &said);

    QWebSocketServer m_server;
    quint16 m_port = 0;
    QHash<QString, QWebSocket *> m_sockets;
    QHash<QString, int> m_numbers;
    QHash<QString, int> m_newest;
    int m_lastNumber = 0;
    int m_lastId = 0;
};

// The DataTransfer that gives a pile its prices: flat all day.
QJsonObject pricePlanRequest(const char *version);

} // namespace pd::test
