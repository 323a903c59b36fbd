// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/finetimer.h"

#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

namespace pd::serial {

namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;

}

FineTimer::FineTimer(QObject *parent)
    : QObject(parent)
    , m_descriptor(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC))
{
    if (m_descriptor < 0)
        qFatal("no timer left in this process");
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &FineTimer::expire);
}

FineTimer::~FineTimer()
{
    m_notifier.reset();
    ::close(m_descriptor);
}

void FineTimer::start(qint64 ns)
{
    const qint64 wait = qMax<qint64>(1, ns); // 0 would disarm it
    itimerspec spec = {};
    spec.it_value = {time_t(wait / nsPerSecond), long(wait % nsPerSecond)};
    timerfd_settime(m_descriptor, 0, &spec, nullptr);
}

void FineTimer::stop()
{
    const itimerspec never = {};
    timerfd_settime(m_descriptor, 0, &never, nullptr);
}

void FineTimer::expire()
{
    quint64 expirations = 0;
    if (::read(m_descriptor, &expirations, sizeof expirations) == sizeof expirations)
        Q_EMIT timeout();
}

} // namespace pd::serial
