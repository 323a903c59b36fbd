// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QHash>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace pd::ui {

// Rows of name, value with unit, and age, as the panels at the right show them.
class FactList : public QWidget
{
    Q_OBJECT

public:
    enum class Ages { Shown, None };
    FactList(const QString &name, const Theme &theme, Ages ages = Ages::Shown, QWidget *parent = nullptr);
    void addRow(const QString &key);
    void setName(const QString &key, const QString &name);
    // An empty age leaves its cell empty; stale values are greyed.
    void setValue(const QString &key, const QString &value, const QString &age = {}, bool stale = false);
    void setStrong(const QString &key, bool strong);
    void setRowVisible(const QString &key, bool visible);
    QString value(const QString &key) const;

private:
    struct Row
    {
        QLabel *name = nullptr;
        QLabel *value = nullptr;
        QLabel *age = nullptr; // none in a list without ages
    };

    QGridLayout *m_grid;
    Ages m_ages;
    QHash<QString, Row> m_rows;
};

} // namespace pd::ui
