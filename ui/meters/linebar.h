// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace pd::ui {

class Theme;

// Which line, and how it is set. The list of devices is read anew whenever it is opened; a path may be typed.
class LineBar : public QWidget
{
    Q_OBJECT

public:
    enum class State { Closed, Opening, Open };

    LineBar(const MeterLines &lines, const Theme &theme, QWidget *parent = nullptr);
    LineSettings settings() const;
    void setSettings(const LineSettings &settings);
    void setState(State state);
    State state() const { return m_state; }

Q_SIGNALS:
    void openWanted();
    void closeWanted();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build(const Theme &theme);
    void listDevices();
    void follow();

    const MeterLines &m_lines;
    Texts m_texts;
    State m_state = State::Closed;
    QComboBox *m_device;
    QComboBox *m_baud;
    QComboBox *m_parity;
    QPushButton *m_open;
    QLabel *m_status;
};

} // namespace pd::ui
