// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/finder.h"
#include "ui/theme/theme.h"

#include <QLineEdit>

class QListWidget;

namespace pd::ui {

// The search field of the top bar with its list of answers below: Up and Down walk the list while the field
// keeps the focus, Enter goes there, Escape closes.
class FindField : public QLineEdit
{
    Q_OBJECT

public:
    FindField(const Finder &finder, const Theme &theme, QWidget *parent = nullptr);
    bool isListOpen() const;

Q_SIGNALS:
    void chosen(const QString &page, const QString &id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void search();
    void placeList();
    void choose(int row);
    void closeList();
    void retranslate();

    const Finder &m_finder;
    const Theme &m_theme;
    QListWidget *m_list;
};

} // namespace pd::ui
