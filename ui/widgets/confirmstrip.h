// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QPointer>

#include <functional>

class QLabel;
class QPushButton;

namespace pd::ui {

// The one gesture before a dangerous command: a strip inside the page, not a pop-up, that names the target
// and the consequence. The button bears the verb; Cancel is the default, has the focus, and so has Escape.
class ConfirmStrip : public QFrame
{
    Q_OBJECT

public:
    struct Question
    {
        QString what; // "Stop charging at pile …0003, port 1?"
        QString consequence; // "The charge ends now and is billed; ..."
        QString verb; // "Stop charging"
    };

    ConfirmStrip(const QString &name, const Theme &theme, QWidget *parent = nullptr);
    // The wording is asked again at each change of language. A question that is still open is replaced.
    void ask(std::function<Question()> wording, std::function<void()> confirmed);
    void cancel();
    bool isOpen() const { return bool(m_confirmed); }

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate();
    void confirm();
    void shut();

    std::function<Question()> m_wording;
    std::function<void()> m_confirmed;
    QLabel *m_what;
    QLabel *m_consequence;
    QPushButton *m_verb;
    QPushButton *m_cancel;
    QPointer<QWidget> m_before; // where the focus was
};

} // namespace pd::ui
