// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;

namespace pd::ui {

// One large figure with its name above and its age below.
class FigureTile : public QWidget
{
    Q_OBJECT

public:
    FigureTile(const QString &name, const Theme &theme, QWidget *parent = nullptr);
    void setName(const QString &text);
    void setValue(const QString &figure, const QString &unit, const QString &note = {}, bool stale = false);
    QString figure() const;

private:
    QLabel *m_name;
    QLabel *m_figure;
    QLabel *m_unit;
    QLabel *m_note;
};

} // namespace pd::ui
