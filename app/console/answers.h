// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QFuture>
#include <QLoggingCategory>

namespace pd::console {

Q_DECLARE_LOGGING_CATEGORY(cloudLog)

// What the cloud's answer means, once it is there.
template <typename T>
QFuture<Result<T>> answered(QFuture<Result<QByteArray>> data, Result<T> (*decode)(const QByteArray &))
{
    return data.then([decode](const Result<QByteArray> &json) { return json.and_then(decode); });
}

} // namespace pd::console
