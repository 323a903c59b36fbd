// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/previewview.h"

#include "ui/charge/accountview.h"
#include "ui/charge/bandnow.h"
#include "ui/charge/preview.h"
#include "ui/charge/pricestrip.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QEvent>

namespace pd::ui {

PreviewView::PreviewView(const ChargeFlow &flow, const PileStore &piles, const Theme &theme, Ticker &ticker,
                         QWidget *parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_piles(piles)
    , m_ticker(ticker)
    , m_title(makeTitle(QStringLiteral("previewTitle"), theme))
    , m_band(new BandNow(theme, ticker))
    , m_strip(new PriceStrip(theme))
    , m_summary(makeLabel(QStringLiteral("previewSummary")))
    , m_hint(makeLabel(QStringLiteral("previewHint"), "muted"))
    , m_periods(new DataTable(QStringLiteral("previewPeriods"), theme))
{
    setObjectName(QStringLiteral("previewView"));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.5, 3, 2);
    m_summary->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_periods->setModel(&m_model);
    m_periods->setSortingEnabled(false);
    m_periods->setFocusPolicy(Qt::NoFocus);
    m_periods->setSelectionMode(QAbstractItemView::NoSelection);
    m_periods->setColumnChars({11, 18, 11, 13, 13, 11}, BillPeriodModel::TimeColumn);
    m_periods->setFittedRows(1, 8);
    column->addWidget(m_title);
    column->addWidget(m_band);
    column->addWidget(m_strip);
    column->addSpacing(theme.grid(1));
    column->addWidget(m_summary);
    column->addWidget(m_periods);
    column->addWidget(m_hint);
    column->addSpacing(theme.grid(1));
    column->addWidget(new AccountView(flow, piles, theme));
    column->addStretch();
    connect(&flow, &ChargeFlow::changed, this, &PreviewView::refresh);
    connect(&ticker, &Ticker::tick, this, &PreviewView::refresh);
    m_texts.add([this] {
        m_title->setText(tr("Prices today"));
        m_periods->setAccessibleName(tr("Preview by period"));
        m_hint->setText(tr("Reckoned from now at full power; the bill follows the meter."));
        m_model.retranslate();
    });
}

void PreviewView::refresh()
{
    if (!isVisible())
        return;
    m_band->setPlan(m_flow.plan());
    m_strip->setPlan(m_flow.plan());
    m_strip->setNow(m_ticker.clock().now());
    refreshPreview();
}

void PreviewView::refreshPreview()
{
    const Port *port = m_piles.port(m_flow.port());
    std::optional<Preview> preview;
    if (port && m_flow.plan() && m_flow.amount())
        preview = previewOf(*m_flow.plan(), m_flow.mode(), m_ticker.clock().now(), *m_flow.amount(),
                            port->maxPowerW);
    m_periods->setVisible(preview.has_value());
    m_hint->setVisible(preview.has_value());
    if (!preview) {
        m_strip->setStretch({}, {});
        if (!port)
            m_summary->setText(tr("Pick a place to see its prices."));
        else
            m_summary->setText(tr("Enter an amount to see how far it reaches."));
        return;
    }
    const QTimeZone zone = m_flow.plan()->timeZone;
    m_strip->setStretch(m_ticker.clock().now(), preview->end);
    m_model.setBill(preview->bill, zone);
    m_summary->setText(tr("¥%1 buys about %2 kWh, until about %3: electricity ¥%4, service ¥%5.",
                          "amount, energy, time, two components")
                           .arg(m_flow.amount()->text(), preview->energy.kwhText(2),
                                preview->end.toTimeZone(zone).toString(QStringLiteral("HH:mm")),
                                preview->bill.electricity.text(), preview->bill.service.text()));
}

void PreviewView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void PreviewView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
