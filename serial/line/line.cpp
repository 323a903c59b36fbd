// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/line.h"

#include "serial/line/lineworker.h"
#include "serial/line/serialtransport.h"

namespace pd::serial {

Line::TransportFactory Line::serialTransport()
{
    return [] { return std::make_unique<SerialTransport>(); };
}

Line::Line(const LineSettings &settings, const SteadyClock &clock, TransportFactory transport,
           QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_worker(std::make_unique<LineWorker>(settings, clock, std::move(transport)))
{
    m_thread.setObjectName(QStringLiteral("line ") + settings.path);
    m_worker->moveToThread(&m_thread);
    connect(m_worker.get(), &LineWorker::logged, this, &Line::logged);
    connect(m_worker.get(), &LineWorker::lost, this, &Line::lost);
    m_thread.start();
}

Line::~Line()
{
    close();
    m_thread.quit();
    m_thread.wait();
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
    return m_worker->counters();
}

void Line::enqueue(LineJob job)
{
    m_worker->enqueue(std::move(job));
}

} // namespace pd::serial
