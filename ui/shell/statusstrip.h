// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "ui/theme/theme.h"
#include "ui/widgets/ticker.h"

#include <QFrame>
#include <QMap>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace pd::ui {

// The bottom edge: cloud, serial lines, whatever the programs add; at the right the watermark of a
// demonstration. Icon and word together, never colour alone.
class StatusStrip : public QFrame
{
    Q_OBJECT

public:
    StatusStrip(const CloudLink &link, const Theme &theme, Ticker &ticker, QWidget *parent = nullptr);
    // Adds or replaces an item ("lines", "line"); the text is asked again at each change of language.
    void setItem(const QString &key, const QString &icon, std::function<QString()> text,
                 bool abnormal = false);
    // A button that is there while its text is not empty; abnormal, or it would not be there. The text is
    // asked again as that of an item, and at refreshButtons().
    QPushButton *addButton(const QString &key, const QString &icon, std::function<QString()> text);
    void refreshButtons();
    QString cloudText() const;
    QString watermark() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Item
    {
        QLabel *icon = nullptr;
        QLabel *text = nullptr;
        QString iconName;
        bool abnormal = false;
        std::function<QString()> wording;
    };
    struct Button
    {
        QPushButton *button = nullptr;
        QString iconName;
        std::function<QString()> wording;
    };
    void refresh();
    void refreshWatermark();

    const CloudLink &m_link;
    const Theme &m_theme;
    Ticker &m_ticker;
    QHBoxLayout *m_row;
    QMap<QString, Item> m_items;
    QList<Button> m_buttons;
    QLabel *m_watermark;
};

} // namespace pd::ui
