// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/line.h"

#include "serial/line/lineworker.h"
#include "serial/line/serialtransport.h"
#include "serial/line/tcptransport.h"

#include <QMetaMethod>

namespace pd::serial {

Line::TransportFactory Line::serialTransport(std::shared_ptr<PortBook> book, const QString &purpose)
{
    return [book = std::move(book), purpose] { return std::make_unique<SerialTransport>(book, purpose); };
}

Line::TransportFactory Line::tcpTransport()
{
    return [] { return std::make_unique<TcpTransport>(); };
}

Line::TransportFactory Line::transportFor(const QString &path, std::shared_ptr<PortBook> book,
                                          const QString &purpose)
{
    return isTcpPath(path) ? tcpTransport() : serialTransport(std::move(book), purpose);
}

Line::Line(const LineSettings &settings, const SteadyClock &clock, TransportFactory transport,
           QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_worker(std::make_unique<LineWorker>(settings, clock,
                                            transport ? std::move(transport) : transportFor(settings.path)))
{
    m_thread.setObjectName(QStringLiteral("line ") + settings.path);
    m_worker->moveToThread(&m_thread);
    connect(m_worker.get(), &LineWorker::logged, this, &Line::logged);
    connect(m_worker.get(), &LineWorker::lost, this, &Line::lost);
    connect(m_worker.get(), &LineWorker::returned, this, &Line::returned);
    m_thread.start();
}

Line::~Line()
{
    close();
    m_thread.quit();
    m_thread.wait();
}

void Line::returnWith(std::shared_ptr<const PortDirectory> directory, int rescanMs)
{
    QMetaObject::invokeMethod(m_worker.get(),
                              [worker = m_worker.get(), directory = std::move(directory), rescanMs] {
                                  worker->setReturn(directory, rescanMs);
                              });
}

QFuture<Done> Line::open()
{
    auto promise = std::make_shared<QPromise<Done>>();
    promise->start();
    QFuture<Done> future = promise->future();
    QMetaObject::invokeMethod(m_worker.get(), [worker = m_worker.get(), promise] {
        promise->addResult(worker->openPort());
        promise->finish();
    });
    return future;
}

bool Line::isOpen() const
{
    return m_worker->isOpen();
}

void Line::close()
{
    // The running procedure looks for this every 50 ms, so that waiting here is short.
    m_worker->interrupt();
    QMetaObject::invokeMethod(m_worker.get(), &LineWorker::closePort, Qt::BlockingQueuedConnection);
}

LineCounters Line::counters() const
{
    return m_worker->allCounters();
}

void Line::addTask(std::shared_ptr<LineTask> task)
{
    m_worker->addTask(std::move(task));
}

void Line::connectNotify(const QMetaMethod &)
{
    noticeReaders();
}

void Line::disconnectNotify(const QMetaMethod &)
{
    noticeReaders();
}

void Line::noticeReaders()
{
    m_worker->setLogged(isSignalConnected(QMetaMethod::fromSignal(&Line::logged)));
}

void Line::enqueue(LineJob job)
{
    m_worker->enqueue(std::move(job));
}

} // namespace pd::serial
