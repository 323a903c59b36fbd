// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/finding.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

#include <functional>

class QVBoxLayout;

namespace pd::ui {

// Findings in words, one below the other, the gravest first: how grave, what was seen, what to do. Without
// any it says one sentence. The words follow the language.
class FindingsList : public QScrollArea
{
    Q_OBJECT

public:
    FindingsList(const QString &name, const Theme &theme, QWidget *parent = nullptr);
    // Where there are none, `otherwise` is said; it is asked anew when the language changes.
    void setFindings(const QList<Finding> &findings, const std::function<QString()> &otherwise);
    void clear();
    QString text() const; // all that is said, a line each
    const QList<Finding> &findings() const { return m_findings; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void addLabel(const QString &text, const char *look);

    const Theme &m_theme;
    QList<Finding> m_findings;
    std::function<QString()> m_otherwise;
    QWidget *m_inside = nullptr;
};

} // namespace pd::ui
