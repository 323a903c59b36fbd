// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QList>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;

namespace pd::ui {

class Page;

// The pages as icons with words at the left edge; Ctrl+1..9 go there.
class Rail : public QFrame
{
    Q_OBJECT

public:
    explicit Rail(const Theme &theme, QWidget *parent = nullptr);
    void addPage(Page *page);
    void setCurrent(const QString &key); // unknown: none is marked
    void retranslate();

Q_SIGNALS:
    void chosen(const QString &key);

private:
    struct Entry
    {
        Page *page;
        QToolButton *button;
        QKeySequence keys; // none after the ninth
    };

    const Theme &m_theme;
    QList<Entry> m_entries;
    QButtonGroup *m_group;
    QString m_current;
    QVBoxLayout *m_column;
};

} // namespace pd::ui
