// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/api/eventfeed.h"
#include "app/cloud/program/core.h"
#include "app/cloud/staff/staffdesk.h"

#include <QNetworkAccessManager>

namespace pd::cloud {

// OCPI's asynchronous CommandResult: posted once to the response_url of who asked, and told in the event feed
// (kind command_result), because a console behind a router cannot be called. Core thread.
class CommandReplies : public QObject
{
    Q_OBJECT

public:
    CommandReplies(Core &core, StaffDesk &staff, EventFeed &feed, QObject *parent = nullptr);

    // http:// only, and short; Invalid otherwise. Empty is allowed.
    static Done checkUrl(const QString &url);

private:
    void reply(const OrderId &order, const std::optional<Error> &error);
    void post(const QString &url, const QByteArray &body);

    Core &m_core;
    StaffDesk &m_staff;
    EventFeed &m_feed;
    QNetworkAccessManager m_network;
};

} // namespace pd::cloud
