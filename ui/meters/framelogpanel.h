// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/meters/framelogfilter.h"
#include "ui/meters/framelogmodel.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pd::ui {

class DataTable;
class Theme;

// The frame log beneath all tabs: every byte of the open line, with a filter, to be copied (what is shown)
// and saved (everything that is kept).
class FrameLogPanel : public QWidget
{
    Q_OBJECT

public:
    explicit FrameLogPanel(const Theme &theme, QWidget *parent = nullptr);
    void append(const FrameLogEntry &entry);
    const FrameLogModel &model() const { return m_model; }
    // The whole log: as text where the name ends with .txt, as a table otherwise.
    Done save(const QString &fileName) const;

Q_SIGNALS:
    void failed(const pd::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void addTexts();
    void connectControls();
    void fillMeters();
    void ask();
    void follow();

    const Theme &m_theme;
    Texts m_texts;
    FrameLogModel m_model;
    FrameLogFilter m_filter;
    QLabel *m_title;
    QLabel *m_count;
    QComboBox *m_meter;
    QComboBox *m_direction;
    QCheckBox *m_onlyErrors;
    QLineEdit *m_search;
    QCheckBox *m_followNewest;
    QPushButton *m_copy;
    QPushButton *m_export;
    QPushButton *m_clear;
    DataTable *m_table;
};

} // namespace pd::ui
