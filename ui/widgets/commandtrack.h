// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/order.h"
#include "ui/theme/theme.h"

#include <QTimeZone>
#include <QWidget>

#include <optional>

class QLabel;

namespace pd::ui {

// The life of a command as a track of dots: requested, sent, accepted, confirmed by status and meter; or
// where it ended instead, and why in words.
class CommandTrack : public QWidget
{
    Q_OBJECT

public:
    CommandTrack(const QString &name, const Theme &theme, QWidget *parent = nullptr);
    void setCommand(const std::optional<PileCommand> &command, const QTimeZone &zone);
    QString text() const; // what the screen reader says

protected:
    void changeEvent(QEvent *event) override;

private:
    class Dots;
    void retranslate();

    std::optional<PileCommand> m_command;
    QTimeZone m_zone = QTimeZone::utc();
    Dots *m_dots;
    QLabel *m_head;
    QLabel *m_reason;
};

} // namespace pd::ui
