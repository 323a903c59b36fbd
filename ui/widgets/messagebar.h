// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/errortext.h"

#include <QList>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace pd::ui {

// Messages of the machine in one row: never a pop-up, never takes the focus. Each has a cause; the same cause
// again is counted, not repeated; the message is gone with its cause. The most severe of the newest is shown.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    enum class Severity { Info, Caution, Critical };
    // Asked again at each change of language.
    using Wording = std::function<ErrorText()>;

    explicit MessageBar(const Theme &theme, QWidget *parent = nullptr);
    void report(const QString &cause, Severity severity, Wording wording);
    void clear(const QString &cause);
    void refresh(); // asks for the words again
    int count() const { return int(m_messages.size()); }
    QString shownText() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Message
    {
        QString cause;
        Severity severity;
        Wording wording;
        int times = 1;
    };
    const Message *top() const;

    const Theme &m_theme;
    QList<Message> m_messages;
    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_help;
    QLabel *m_counts;
    QPushButton *m_dismiss;
};

} // namespace pd::ui
