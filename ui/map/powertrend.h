// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/pilestore.h"

#include <QHash>
#include <QWidget>

namespace pd::ui {

class Theme;

struct PowerSample
{
    QDateTime at; // business time of the pile's sample
    qint64 milliW = 0;
};

// What the ports reported since the console runs: the last twenty business minutes, at most 600 samples each.
class PowerHistory
{
public:
    static constexpr int minutes = 20;
    void note(const Pile &pile); // samples that are not newer than the last one are passed over
    QList<PowerSample> of(const PortId &port) const { return m_samples.value(port); }

private:
    QHash<PortId, QList<PowerSample>> m_samples;
};

// A small curve of power over the last twenty minutes. Where nothing was reported there is no line.
class PowerTrend : public QWidget
{
    Q_OBJECT

public:
    explicit PowerTrend(const Theme &theme, QWidget *parent = nullptr);
    void show(const QList<PowerSample> &samples, const QDateTime &now, qint64 maxMilliW);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QList<PowerSample> m_samples;
    QDateTime m_now;
    qint64 m_max = 7'000'000;
};

} // namespace pd::ui
