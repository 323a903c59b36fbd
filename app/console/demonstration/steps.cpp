// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demonstration/steps.h"

namespace pd::console {

Steps::Steps(QObject *parent)
    : QObject(parent)
{
    m_again.setInterval(20);
    connect(&m_again, &QTimer::timeout, this, &Steps::tryNow);
}

void Steps::add(const QString &name, int seconds, std::function<bool()> attempt)
{
    m_steps.append({name, seconds, std::move(attempt)});
}

void Steps::add(const QString &name, int seconds, std::function<void()> deed, std::function<bool()> until)
{
    add(name, seconds, [deed = std::move(deed), until = std::move(until), isDone = false]() mutable {
        if (!isDone)
            deed();
        isDone = true;
        return until();
    });
}

void Steps::addLater(const QString &name, std::chrono::milliseconds pause, std::function<void()> deed)
{
    constexpr int neverTooLate = 3600;
    add(name, neverTooLate, [this, pause, deed = std::move(deed)] {
        if (m_since.elapsed() < pause.count())
            return false;
        deed();
        return true;
    });
}

void Steps::start()
{
    m_at = 0;
    m_since.start();
    m_again.start();
}

void Steps::fail(const Error &error)
{
    if (std::exchange(m_over, true))
        return;
    m_again.stop();
    Q_EMIT failed(error);
}

void Steps::tryNow()
{
    if (m_at >= m_steps.size()) {
        m_over = true;
        m_again.stop();
        Q_EMIT finished();
        return;
    }
    Step &step = m_steps[m_at];
    const bool done = step.attempt();
    if (m_over)
        return;
    if (done) {
        const qint64 ms = m_since.restart();
        ++m_at;
        Q_EMIT stepDone(step.name, ms);
    } else if (m_since.elapsed() > step.seconds * 1000) {
        const QString detail = QStringLiteral("not within %1 s: %2").arg(step.seconds).arg(step.name);
        fail({Error::Kind::Timeout, detail, {}});
    }
}

} // namespace pd::console
