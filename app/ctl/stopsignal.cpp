// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/stopsignal.h"

#include <QSocketNotifier>

#include <csignal>
#include <unistd.h>

namespace pd::ctl {

namespace {

// A signal handler may only write to a pipe; the event loop reads it and leaves in order, so that the link to
// a pseudo-terminal goes too.
int stopPipe[2] = {-1, -1};

void askToStop(int)
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = write(stopPipe[1], &byte, 1);
}

} // namespace

std::unique_ptr<QSocketNotifier> onStopSignal(const std::function<void()> &stop)
{
    if (pipe(stopPipe) != 0)
        return nullptr;
    std::signal(SIGTERM, askToStop);
    std::signal(SIGINT, askToStop);
    auto notifier = std::make_unique<QSocketNotifier>(stopPipe[0], QSocketNotifier::Read);
    QObject::connect(notifier.get(), &QSocketNotifier::activated, notifier.get(),
                     [notifier = notifier.get(), stop] {
                         notifier->setEnabled(false);
                         stop();
                     });
    return notifier;
}

} // namespace pd::ctl
