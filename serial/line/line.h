// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"
#include "serial/line/lineio.h"
#include "serial/line/portbook.h"
#include "serial/line/portdirectory.h"
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
//   owner's thread: construct -> open() -> submit()/addTask() ... -> close() / destroyed
//   line's thread:  open the port, run procedures and tasks, watch the port while idle
//
// What a person asked for goes before what runs in the background, even into the middle of it: at the border
// between two exchanges. Cancelling a future (QFuture::cancel) ends its procedure, running or waiting, within
// a second; it then has no result. close() and the destructor end all procedures with Error::Cancelled, drop
// the tasks and free the port; the destructor joins the thread.
//
// A device that vanishes ends the running and the waiting procedures with Offline ("line_lost"); lost() comes
// once. With returnWith() the line then opens again by itself when the same adapter is back, and goes on with
// its tasks; procedures that are submitted in between fail with Offline.
class Line : public QObject
{
    Q_OBJECT

public:
    using TransportFactory = std::function<std::unique_ptr<Transport>()>; // called on the line's thread
    static TransportFactory serialTransport(std::shared_ptr<PortBook> book = {}, const QString &purpose = {});
    static TransportFactory tcpTransport();
    // tcp://host:port, or a serial port.
    static TransportFactory transportFor(const QString &path, std::shared_ptr<PortBook> book = {},
                                         const QString &purpose = {});

    // Without a factory the transport is the one that the path asks for.
    explicit Line(const LineSettings &settings, const SteadyClock &clock, TransportFactory transport = {},
                  QObject *parent = nullptr);
    ~Line() override;

    // Before open(). Asks the directory every so many milliseconds while the device is away.
    void returnWith(std::shared_ptr<const PortDirectory> directory, int rescanMs = 1000);

    const LineSettings &settings() const { return m_settings; }
    // Errors as Transport::open gives them. Once open, opening again succeeds at once.
    QFuture<Done> open();
    bool isOpen() const;
    // Ends all procedures and closes the port; returns when the port is free.
    void close();

    template <typename T>
    QFuture<Result<T>> submit(std::function<Result<T>(LineIo &)> procedure,
                              LinePriority priority = LinePriority::Person);
    // Until it says that it is cancelled, or the line is closed.
    void addTask(std::shared_ptr<LineTask> task);

    LineCounters counters() const;

Q_SIGNALS:
    // wallTime is empty: the line knows no calendar. Nothing is logged, and no text made, while nobody is
    // connected.
    void logged(const pd::FrameLogEntry &entry);
    void lost(const pd::Error &error);
    void returned(const QString &device); // open again, at this path

protected:
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    void enqueue(LineJob job);
    void noticeReaders();

    LineSettings m_settings;
    QThread m_thread;
    std::unique_ptr<LineWorker> m_worker; // lives on m_thread
};

template <typename T>
QFuture<Result<T>> Line::submit(std::function<Result<T>(LineIo &)> procedure, LinePriority priority)
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
             [promise] { return promise->isCanceled(); }, priority});
    return future;
}

} // namespace pd::serial
