// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace pd::console {

// What is done one after the other. A step is tried again and again until it says true; one that does not in
// its time fails the whole, by its name. start() -> stepDone()* -> finished() or failed() once. GUI thread.
class Steps : public QObject
{
    Q_OBJECT

public:
    struct Step
    {
        QString name; // what a person would say is being waited for
        int seconds; // real
        std::function<bool()> attempt;
    };

    explicit Steps(QObject *parent = nullptr);
    void add(const QString &name, int seconds, std::function<bool()> attempt);
    // Done once, then waited for.
    void add(const QString &name, int seconds, std::function<void()> deed, std::function<bool()> until);
    // Done once, so much later: for what needs a moment to be painted.
    void addLater(const QString &name, std::chrono::milliseconds pause, std::function<void()> deed);
    void start();
    // For what fails by itself and not by waiting.
    void fail(const Error &error);

Q_SIGNALS:
    void stepDone(const QString &name, qint64 ms);
    void finished();
    void failed(const pd::Error &error);

private:
    void tryNow();

    QList<Step> m_steps;
    qsizetype m_at = 0;
    QTimer m_again;
    QElapsedTimer m_since;
    bool m_over = false;
};

} // namespace pd::console
