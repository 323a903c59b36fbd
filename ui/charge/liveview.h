// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charge/chargeflow.h"
#include "ui/map/powertrend.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"
#include "ui/widgets/ticker.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace pd::ui {

class BandNow;
class CommandTrack;
class FactList;
class FigureTile;
class Notice;
class PriceStrip;

// While it charges: energy, cost, power, the band of now, registers, the life of the command, each with its
// age.
class LiveView : public QWidget
{
    Q_OBJECT

public:
    LiveView(ChargeFlow &flow, const PileStore &piles, const Theme &theme, Ticker &ticker,
             QWidget *parent = nullptr);

Q_SIGNALS:
    void stopWanted();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build(const Theme &theme);
    void refresh();
    bool isOld(const ChargeOrder &order) const; // its values are the last ones, not the present
    void refreshTiles(const ChargeOrder &order);
    void refreshProgress(const ChargeOrder &order);
    void refreshFacts(const ChargeOrder &order);
    void refreshTrend(const ChargeOrder &order);
    void noteSample();

    ChargeFlow &m_flow;
    const PileStore &m_piles;
    Ticker &m_ticker;
    Texts m_texts;
    QLabel *m_title;
    QLabel *m_state;
    FigureTile *m_energy;
    FigureTile *m_cost;
    FigureTile *m_power;
    FigureTile *m_time;
    QProgressBar *m_progress;
    BandNow *m_band;
    PriceStrip *m_strip;
    CommandTrack *m_track;
    PowerTrend *m_trend;
    PowerHistory m_history;
    FactList *m_facts;
    Notice *m_notice;
    QLabel *m_why;
    QPushButton *m_stop;
};

} // namespace pd::ui
