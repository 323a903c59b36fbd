// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace pd::serial {

// A single-shot timer of the thread's event loop for less than a millisecond, which QTimer cannot: at
// 115200 bit/s a millisecond is ten bytes.
class FineTimer final : public QObject
{
    Q_OBJECT

public:
    explicit FineTimer(QObject *parent = nullptr);
    ~FineTimer() override;
    void start(qint64 ns); // from now; 0 or less: at once, but not in this call
    void stop();

Q_SIGNALS:
    void timeout();

private:
    void expire();

    int m_descriptor;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace pd::serial
