// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/front/connection.h"
#include "app/cloud/front/corequeue.h"

#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <memory>
#include <optional>
#include <thread>
#include <unordered_map>

namespace pd::cloud {

// The I/O thread with its listening socket and its connections. Owner: FrontServer.
// constructed -> listen -> run by its thread -> stop (closes politely for at most a second, joins).
class IoHost : public std::enable_shared_from_this<IoHost>
{
public:
    IoHost(const FrontLimits &limits, FrontHandler &handler, CoreQueue &core);
    ~IoHost();

    // Any thread.
    template <typename F>
    void post(F f)
    {
        boost::asio::post(m_io, std::move(f));
    }
    // Any thread: f(connection) on the I/O thread, if it is still there.
    template <typename F>
    void withConnection(quint64 id, F f)
    {
        post([this, id, f = std::move(f)] {
            if (const auto found = m_connections.find(id); found != m_connections.end()) {
                const std::shared_ptr<Connection> keep = found->second;
                f(*keep);
            }
        });
    }

    // Core thread.
    Result<quint16> listen(const QString &host, quint16 port);
    void stop();

    // I/O thread.
    const FrontLimits &limits() const { return m_limits; }
    FrontHandler &handler() { return m_handler; } // to be called on the core thread only
    CoreQueue &core() { return m_core; }
    bool isStopping() const { return m_stopping; }
    void replace(const std::shared_ptr<Connection> &connection);
    void forget(quint64 id);
    // Where bytes go that nobody reads.
    boost::asio::mutable_buffer waste() { return boost::asio::buffer(m_waste); }

private:
    void accept();
    void admit(boost::asio::ip::tcp::socket socket);
    void turnAway(boost::asio::ip::tcp::socket socket);
    void shutDown();

    const FrontLimits m_limits;
    FrontHandler &m_handler;
    CoreQueue &m_core;
    std::array<char, 16 * 1024> m_waste;
    int m_turnedAway = 0;
    boost::asio::io_context m_io{1};
    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> m_work;
    boost::asio::ip::tcp::acceptor m_acceptor{m_io};
    boost::asio::steady_timer m_pause{m_io};
    boost::asio::steady_timer m_deadline{m_io};
    std::unordered_map<quint64, std::shared_ptr<Connection>> m_connections;
    quint64 m_lastId = 0;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace pd::cloud
