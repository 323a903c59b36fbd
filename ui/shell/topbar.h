// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "ui/shell/finder.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

#include <QFrame>
#include <QTimeZone>

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace pd::ui {

class FindField;
class Language;
class MessageBar;

// The top edge: messages at the left, search, who is signed in with the small menu of settings, business
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
    void buildMenu();
    void refreshUser();
    void refreshClock();

    CloudLink &m_link;
    Theme &m_theme;
    Language &m_language;
    Ticker &m_ticker;
    Texts m_texts;
    MessageBar *m_messages;
    FindField *m_find;
    QToolButton *m_user;
    QMenu *m_menu;
    QLabel *m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

} // namespace pd::ui
