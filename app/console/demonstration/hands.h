// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QWidget>

namespace pd::console {

// Works a window as a person does: with clicks and keys that go through Qt's event queue, on what is visible
// and enabled. Each deed says whether it could be done; nothing waits. GUI thread.
class Hands
{
public:
    explicit Hands(QWidget &window)
        : m_window(window)
    {
    }

    // The widget of that object name that can be seen; within: object name of something around it.
    QWidget *find(const char *name, const char *within = nullptr) const;
    bool canPress(const char *name, const char *within = nullptr) const;
    bool press(const char *name, const char *within = nullptr) const;
    // Replaces what stands in the field.
    bool type(const char *field, const QString &text) const;
    bool clickRow(const char *view, const QString &containing) const;
    QString textOf(const char *name, const char *within = nullptr) const; // of a label, button or field

private:
    QWidget &m_window;
};

} // namespace pd::console
