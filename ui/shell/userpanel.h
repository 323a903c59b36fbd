// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

#include <QFrame>
#include <QPointer>

class QPushButton;

namespace pd::ui {

class Language;

// What stands behind the name of the user: sign in or out, language, dark theme, the list of keys. A part of
// the window and not a window of its own, so that a screen reader finds its buttons in the tree and presses
// them by name. It closes by Escape, by a press beside it and when the focus goes elsewhere.
class UserPanel : public QFrame
{
    Q_OBJECT

public:
    // The opener is the button below which the panel stands; a press on it does not count as beside. Closed
    // at first.
    UserPanel(CloudLink &link, Theme &theme, Language &language, QWidget &opener, QWidget *parent);
    bool isOpen() const { return !isHidden(); }
    void toggle();
    void close();

Q_SIGNALS:
    void signInWanted();
    void shortcutsWanted();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void addLanguages(QLayout &column);
    QPushButton *addEntry(QLayout &column, const char *name, const char *icon);
    void open();
    void place();
    void refresh();
    void followFocus(QWidget *now);

    CloudLink &m_link;
    Theme &m_theme;
    Language &m_language;
    QPointer<QWidget> m_opener;
    Texts m_texts;
    QPushButton *m_signIn = nullptr;
    QPushButton *m_signOut = nullptr;
};

} // namespace pd::ui
