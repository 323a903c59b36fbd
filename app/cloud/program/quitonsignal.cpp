// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/program/quitonsignal.h"

#include <QCoreApplication>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace pd::cloud {

namespace {

sigset_t endings()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

} // namespace

QuitOnSignal::QuitOnSignal()
{
    const sigset_t set = endings();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        signalfd_siginfo info;
        if (read(m_fd, &info, sizeof info) == ssize_t(sizeof info))
            QCoreApplication::quit();
    });
}

QuitOnSignal::~QuitOnSignal()
{
    m_notifier.reset();
    if (m_fd >= 0)
        close(m_fd);
}

} // namespace pd::cloud
