// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/stateglyph.h"

#include <QWidget>

namespace pd::ui {

// A state's shape on its own; the word stands beside it in a label.
class GlyphLabel : public QWidget
{
    Q_OBJECT

public:
    explicit GlyphLabel(const Theme &theme, QWidget *parent = nullptr);
    void setLook(const PortLook &look);
    const PortLook &look() const { return m_look; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    PortLook m_look;
};

} // namespace pd::ui
