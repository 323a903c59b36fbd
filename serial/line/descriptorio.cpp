// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/descriptorio.h"

#include <cerrno>
#include <poll.h>
#include <time.h>
#include <unistd.h>

namespace pd::serial {

namespace {

constexpr qint64 nsPerSecond = 1'000'000'000;

Wire waitFor(int descriptor, short event, qint64 ns)
{
    pollfd entry = {descriptor, event, 0};
    const timespec left = {time_t(ns / nsPerSecond), long(ns % nsPerSecond)};
    const int ready = ppoll(&entry, 1, &left, nullptr);
    if (ready < 0)
        return errno == EINTR ? Wire::Quiet : Wire::Gone;
    if (ready == 0)
        return Wire::Quiet;
    // What came before a hang-up is still to be read.
    return entry.revents & event ? Wire::Ready : Wire::Gone;
}

bool isTemporary(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

// A terminal without VMIN reads nothing both when there is nothing and when it is gone; a socket only at its
// end, of which poll() tells by POLLRDHUP.
bool isHungUp(int descriptor)
{
    pollfd entry = {descriptor, POLLIN | POLLRDHUP, 0};
    return poll(&entry, 1, 0) > 0 && entry.revents & (POLLHUP | POLLRDHUP | POLLERR | POLLNVAL);
}

} // namespace

Wire waitReadable(int descriptor, qint64 ns)
{
    return waitFor(descriptor, POLLIN, qMax<qint64>(0, ns));
}

Wire readInto(int descriptor, QByteArray &bytes)
{
    char buffer[4096];
    const ssize_t size = ::read(descriptor, buffer, sizeof buffer);
    if (size < 0)
        return isTemporary(errno) ? Wire::Quiet : Wire::Gone;
    if (size == 0)
        return isHungUp(descriptor) ? Wire::Gone : Wire::Quiet;
    bytes.append(buffer, size);
    return Wire::Ready;
}

Wire writeAll(int descriptor, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t size = ::write(descriptor, bytes.constData() + done, size_t(bytes.size() - done));
        if (size < 0 && !isTemporary(errno))
            return Wire::Gone;
        done += qMax<ssize_t>(0, size);
        if (done == bytes.size())
            break;
        if (const Wire room = waitFor(descriptor, POLLOUT, nsPerSecond); room != Wire::Ready)
            return room;
    }
    return Wire::Ready;
}

} // namespace pd::serial
