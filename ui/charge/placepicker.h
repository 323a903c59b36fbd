// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/porttablemodel.h"
#include "ui/piles/portproxy.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QLineEdit;

namespace pd::ui {

class DataTable;

// Where to charge: search by code, station or state; the row under the cursor is picked.
class PlacePicker : public QWidget
{
    Q_OBJECT

public:
    PlacePicker(const PileStore &piles, const Theme &theme, Ticker &ticker, QWidget *parent = nullptr);
    void pick(const PortId &port); // from outside; clears a filter that hides it
    void focusSearch();

Q_SIGNALS:
    void picked(const pd::PortId &port);
    void done(); // Enter: on to the next step

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restore();

    Texts m_texts;
    PortTableModel m_model;
    PortProxy m_proxy;
    QLineEdit *m_search;
    DataTable *m_table;
    PortId m_port;
};

} // namespace pd::ui
