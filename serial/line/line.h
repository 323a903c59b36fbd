// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"
#include "serial/line/lineio.h"
#include "serial/line/transport.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <functional>
#include <memory>

namespace pd::serial {

class LineWorker;

// One physical serial line. Owns one thread, on which procedures run one after the other, each written
// straight down against LineIo; the address belongs to the request, so any number of meters share a line.
//
//   owner's thread: construct -> open() -> submit() ... -> close() / destroyed
//   line's thread:  open the port, run procedures, watch the port while idle
//
// Cancelling a future (QFuture::cancel) ends its procedure, running or waiting, within a second; it then has
// no result. close() and the destructor end all procedures with Error::Cancelled and join the thread. A
// device that vanishes ends the running and the waiting procedures with Offline ("line_lost"); lost() comes
// once.
class Line : public QObject
{
    Q_OBJECT

public:
    using TransportFactory = std::function<std::unique_ptr<Transport>()>; // called on the line's thread
    static TransportFactory serialTransport();

    explicit Line(const LineSettings &settings, const SteadyClock &clock,
                  TransportFactory transport = serialTransport(), QObject *parent = nullptr);
    ~Line() override;

    const LineSettings &settings() const { return m_settings; }
    // Errors as Transport::open gives them. Once open, opening again succeeds at once.
    QFuture<Done> open();
    bool isOpen() const;
    // Ends all procedures and closes the port; returns when the port is free.
    void close();

    template <typename T>
    QFuture<Result<T>> submit(std::function<Result<T>(LineIo &)> procedure);

    LineCounters counters() const;

Q_SIGNALS:
    void logged(const pd::FrameLogEntry &entry); // wallTime is empty: the line knows no calendar
    void lost(const pd::Error &error);

private:
    void enqueue(LineJob job);

    LineSettings m_settings;
    QThread m_thread;
    std::unique_ptr<LineWorker> m_worker; // lives on m_thread
};

template <typename T>
QFuture<Result<T>> Line::submit(std::function<Result<T>(LineIo &)> procedure)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    const auto end = [promise](Result<T> result) {
        promise->addResult(std::move(result));
        promise->finish();
    };
    enqueue({[end, procedure = std::move(procedure)](LineIo &io) { end(procedure(io)); },
             [end](const Error &error) { end(tl::unexpected(error)); },
             [promise] { return promise->isCanceled(); }});
    return future;
}

} // namespace pd::serial
