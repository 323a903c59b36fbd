// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "ui/shell/finder.h"
#include "ui/theme/theme.h"
#include "ui/widgets/ticker.h"

#include <QFrame>
#include <QTimeZone>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace pd::ui {

class FindField;
class Language;
class MessageBar;
class UserPanel;

// The top edge: messages at the left, search, who is signed in with the small panel of settings, business
// time.
class TopBar : public QFrame
{
    Q_OBJECT

public:
    TopBar(CloudLink &link, const Finder &finder, Theme &theme, Language &language, Ticker &ticker,
           QWidget *parent = nullptr);
    MessageBar &messages() { return *m_messages; }
    FindField &findField() { return *m_find; }
    // The zone of the business clock: that of the stations.
    void setZone(const QTimeZone &zone);

Q_SIGNALS:
    void signInWanted();
    void shortcutsWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshUser();
    void refreshClock();

    CloudLink &m_link;
    Ticker &m_ticker;
    MessageBar *m_messages;
    FindField *m_find;
    QToolButton *m_user;
    UserPanel *m_panel;
    QLabel *m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

} // namespace pd::ui
