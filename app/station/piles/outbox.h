// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"
#include "app/station/piles/ocpplink.h"
#include "app/station/piles/reports.h"
#include "app/station/state/statefile.h"

#include <deque>

namespace pd::station {

// What a pile still has to say, in order, one CALL at a time. Reports of charges are kept over a lost
// connection and over the end of the program until the cloud has taken them, and are on disk before they
// are sent; everything else lives only as long as the connection. Main thread.
class Outbox : public QObject
{
    Q_OBJECT

public:
    enum class Place { Front, Back };

    Outbox(OcppLink &link, StateFile &state, int connector, QObject *parent = nullptr);

    // Loads what save() gave. Invalid where it is damaged.
    Done restore(const QJsonObject &json);
    QJsonObject save() const;

    // After the cloud has accepted the boot; closed again when the connection is lost.
    void setOpen(bool open);
    bool isOpen() const { return m_open; }
    void post(const Report &report);
    // Dropped at once (answer: Offline) while the box is not open.
    void post(QLatin1String action, const QByteArray &payload, OcppLink::Answer answer = {},
              Place place = Place::Back);
    qsizetype size() const { return qsizetype(m_queue.size()); }
    // The cloud's number of a transaction that is not yet fully reported.
    std::optional<int> numberOf(const QString &transaction) const;

Q_SIGNALS:
    void numbered(const QString &transaction, int id, pd::net::ocpp::AuthorizationStatus status);

private:
    struct Entry
    {
        std::optional<Report> report; // otherwise action and payload
        QLatin1String action;
        QByteArray payload;
        OcppLink::Answer answer;
        int refusals = 0;
    };

    void schedule();
    void pump();
    void send(const Report &report);
    void onReportAnswered(const Result<net::ocpp::JsonValue> &answer);
    void onOtherAnswered(const Result<net::ocpp::JsonValue> &answer);
    void onTaken(const Report &report, const net::ocpp::JsonValue &answer);
    void onRefused(const Error &error);
    void giveUpStart(const QString &transaction);
    net::ocpp::MeterValues::Request meterValuesOf(const SampleReport &sample) const;

    OcppLink &m_link;
    StateFile &m_state;
    int m_connector;
    bool m_open = false;
    bool m_scheduled = false;
    QTimer m_retry;
    std::deque<Entry> m_queue;
    QHash<QString, int> m_numbers;
};

} // namespace pd::station
