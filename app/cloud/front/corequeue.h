// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace pd::cloud {

// Carries calls from any thread to the thread this object lives on, in order. However many calls wait, one
// event wakes that thread. Calls that wait when the queue is destroyed are dropped.
class CoreQueue : public QObject
{
    Q_OBJECT

public:
    using Call = std::function<void()>;
    void post(Call call);

protected:
    void customEvent(QEvent *event) override;

private:
    std::mutex m_mutex;
    std::vector<Call> m_calls;
    bool m_woken = false;
};

} // namespace pd::cloud
