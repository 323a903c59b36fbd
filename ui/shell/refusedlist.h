// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/refusedmodel.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace pd::ui {

class DataTable;

// The piles the cloud refused, beside the window and not in its way: below the list is what the chosen line
// means and what to do. GUI thread; owner: the parent.
class RefusedList : public QDialog
{
    Q_OBJECT

public:
    RefusedList(const Theme &theme, QWidget *parent);
    void setRefusals(const QList<PileRefusal> &refusals, const QTimeZone &zone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void explain();

    RefusedModel m_model;
    QLabel *m_title;
    DataTable *m_table;
    QLabel *m_what;
    QLabel *m_help;
    QPushButton *m_close;
};

} // namespace pd::ui
