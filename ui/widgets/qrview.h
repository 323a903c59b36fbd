// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace pd::ui {

// The code that a phone scans, drawn black on white in both themes with the quiet zone of four modules that
// ISO/IEC 18004 asks for.
class QrView : public QWidget
{
    Q_OBJECT

public:
    explicit QrView(QWidget *parent = nullptr);
    void setText(const QString &text); // at most 2953 bytes; empty or longer shows nothing
    QString text() const { return m_text; }
    QImage modules() const { return m_modules; } // one pixel a module, without the quiet zone; for tests
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    QImage m_modules;
};

} // namespace pd::ui
