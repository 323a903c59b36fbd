// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/front/httpmessages.h"
#include "app/cloud/front/iohost.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>

namespace pd::cloud {

// One socket that speaks HTTP/1.1, one request at a time.
// start -> head -> (body) -> the handler answers -> next head ... | upgrade -> WebSocketConnection | refused
// -> drained.
class HttpConnection : public Connection, public std::enable_shared_from_this<HttpConnection>
{
public:
    HttpConnection(quint64 id, IoHost &host, boost::asio::ip::tcp::socket socket);

    void start() { readHead(); }
    void respond(const HttpResponse &response) override;
    void decide(const UpgradeDecision &decision) override;
    void shutDown() override { end(); }

private:
    using ErrorCode = boost::system::error_code;
    enum class State { Reading, Asking, Writing, Draining, Over };

    void awaitNextRequest();
    void readHead();
    void headRead(const ErrorCode &code);
    void headAccepted();
    void readBody();
    void bodyRead(const ErrorCode &code);
    void askHandler();
    void askForUpgrade();
    void upgrade(const UpgradeDecision &decision);
    void refuse(int status, const QString &reason);
    void write(const HttpResponse &response, bool keepAlive);
    void written(const ErrorCode &code, bool keepAlive);
    void drain(quint64 atMost);
    void end();
    void arm(int seconds);

    IoHost &m_host;
    boost::beast::tcp_stream m_stream;
    boost::beast::flat_buffer m_buffer;
    boost::asio::steady_timer m_timer;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> m_parser;
    std::optional<BeastResponse> m_response;
    HttpRequest m_request;
    QString m_peer;
    State m_state = State::Reading;
    bool m_expired = false;
    bool m_tooSlow = false; // refused because a deadline passed
    bool m_bodyUnread = false; // a refused request's body is still on its way
};

} // namespace pd::cloud
