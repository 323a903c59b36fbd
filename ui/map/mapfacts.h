// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/steadyclock.h"
#include "models/meter/reading.h"
#include "models/pile/pilestore.h"
#include "ui/map/powertrend.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

#include <QWidget>

class QLabel;

namespace pd::ui {

class FactList;
class PortPanel;

// What the map adds to the panel of a port: the register as its meter tells it over RS-485, where the
// position comes from and how old it is, and the curve of power.
class MapFacts : public QWidget
{
    Q_OBJECT

public:
    MapFacts(const PileStore &store, Ticker &ticker, const SteadyClock &steady, const Theme &theme,
             PortPanel &panel, QWidget *parent = nullptr);
    void setPort(const PortId &port);
    // A register that was read on a line from this pile's meter, at that moment of the steady clock.
    void setLineRegister(const PileId &pile, const Reading &reading, qint64 steadyNs);
    void refresh();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct LineRegister
    {
        Reading reading;
        qint64 steadyNs = 0;
    };
    void showLineRegister(const PileId &pile);
    void showPosition(const Pile &pile);
    void noteHistory();

    const PileStore &m_store;
    Ticker &m_ticker;
    const SteadyClock &m_steady;
    PortPanel &m_panel; // shows the register of the line beside the cloud's
    Texts m_texts;
    PortId m_port;
    QHash<PileId, LineRegister> m_lineRegisters;
    PowerHistory m_history;
    FactList *m_facts;
    QLabel *m_trendHead;
    QLabel *m_trendSpan;
    PowerTrend *m_trend;
};

} // namespace pd::ui
