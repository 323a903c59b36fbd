// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

namespace pd {

// Calls f(value) on context's thread once the future has its value. If context dies first, or the promise
// is dropped without a value, f is never called. (QFuture::then(context, f) of Qt 6.4 aborts there.)
template <typename T, typename F>
void whenFinished(const QFuture<T> &future, QObject *context, F &&f)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcher<T>::finished, context,
                     [watcher, call = std::forward<F>(f)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0)
                             call(watcher->result());
                     });
    watcher->setFuture(future);
}

// A future that already has its value.
template <typename T>
QFuture<T> readyFuture(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace pd
