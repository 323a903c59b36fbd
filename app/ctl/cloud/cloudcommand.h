// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/cloud/cloudoptions.h"
#include "app/net/http/eventfeed.h"
#include "app/net/http/ocpiclient.h"

#include <QTimer>

namespace pd::ctl {

// Carries out one `piledeckctl cloud` command: signs in, asks, prints, and signs out what it signed in.
// run() -> line()* -> finished() once. Owner: runCloud() or a test.
class CloudCommand : public QObject
{
    Q_OBJECT

public:
    explicit CloudCommand(const CloudOptions &options, QObject *parent = nullptr);
    void run();

Q_SIGNALS:
    void line(const QByteArray &json); // one JSON object, no newline
    void reason(const QString &text); // why something failed, for a person
    void finished(int exitCode); // 0 done, 1 what was asked for failed

private:
    using Data = QFuture<Result<QByteArray>>;

    void act();
    void printOne(const Data &data);
    void printList(const QFuture<Result<QList<QByteArray>>> &elements);
    void printOrders(const QString &cursor, int left);
    void create();
    void begin(const QString &orderId);
    void follow(const QString &orderId);
    void look(const QString &orderId);
    void judge(const Result<ChargeOrder> &order, const QByteArray &json);
    void settle();
    void lookAtSettlement(const QString &id);
    void armDeadline();
    void listen();
    void fail(const Error &error);
    void finish(int exitCode);

    CloudOptions m_options;
    net::HttpClient m_http;
    net::OcpiClient m_client;
    net::EventFeed m_feed;
    QTimer m_deadline;
    QTimer m_again;
    QString m_lastSeen; // state and command life of the order that is followed
    bool m_startAsked = false;
    int m_printed = 0;
    bool m_over = false;
};

} // namespace pd::ctl
