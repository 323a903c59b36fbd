// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/previewview.h"

#include "models/session/chargepreview.h"
#include "ui/charge/accountview.h"
#include "ui/charge/bandnow.h"
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
    , m_parts(makeLabel(QStringLiteral("previewParts")))
    , m_hint(makeLabel(QStringLiteral("previewHint"), "muted"))
    , m_periods(new DataTable(QStringLiteral("previewPeriods"), theme))
{
    setObjectName(QStringLiteral("previewView"));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.5, 3, 2);
    m_summary->setWordWrap(true);
    m_parts->setWordWrap(true);
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
    column->addWidget(m_parts);
    column->addWidget(m_hint);
    column->addSpacing(theme.grid(1));
    auto *account = new AccountView(flow, piles, theme);
    column->addWidget(account);
    connect(account, &AccountView::changeWanted, this, &PreviewView::accountChangeWanted);
    column->addStretch();
    connect(&flow, &ChargeFlow::changed, this, &PreviewView::refresh);
    connect(&ticker, &Ticker::tick, this, &PreviewView::refresh);
    m_texts.add([this] {
        m_title->setText(tr("Prices today"));
        m_periods->setAccessibleName(tr("Preview by period"));
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
    const QDateTime start = m_flow.startAt().value_or(m_ticker.clock().now());
    std::optional<Preview> preview;
    if (port && m_flow.plan() && m_flow.limit())
        preview = previewOf(*m_flow.plan(), m_flow.mode(), start, *m_flow.limit(), port->maxPowerW);
    for (QWidget *part : std::initializer_list<QWidget *>{m_periods, m_parts, m_hint})
        part->setVisible(preview.has_value());
    if (!preview) {
        m_strip->setStretch({}, {});
        m_summary->setText(port ? tr("Enter a limit to see how far it reaches.")
                                : tr("Pick a place to see its prices."));
        return;
    }
    m_strip->setStretch(start, preview->end);
    m_model.setBill(preview->bill, m_flow.plan()->timeZone);
    m_summary->setText(summaryOf(*preview));
    m_parts->setText(partsOf(preview->bill));
    m_hint->setText(m_flow.startAt()
                        ? tr("Reckoned from the start at full power; the bill follows the meter.")
                        : tr("Reckoned from now at full power; the bill follows the meter."));
}

QString PreviewView::summaryOf(const Preview &preview) const
{
    const ChargeLimit &limit = *m_flow.limit();
    const QString energy = preview.energy.kwhText(2);
    const QString until = preview.end.toTimeZone(m_flow.plan()->timeZone).toString(QStringLiteral("HH:mm"));
    switch (limit.kind) {
    case ChargeLimit::Kind::Energy:
        return tr("%1 kWh last until about %2.", "energy, time").arg(energy, until);
    case ChargeLimit::Kind::Time:
        return tr("%1 min last until %2; about %3 kWh can flow, which are not priced.",
                  "minutes, time, energy")
            .arg(textOf(limit), until, energy);
    default: break;
    }
    const QString amount = limit.amount.text();
    if (m_flow.mode() == ChargeMode::AutoFull)
        return tr("¥%1 are held and reach for about %2 kWh, until about %3, if the car is not full before.",
                  "amount, energy, time")
            .arg(amount, energy, until);
    if (m_flow.mode() == ChargeMode::ByTime)
        return tr("¥%1 buys time until %2; about %3 kWh can flow, which are not priced.",
                  "amount, time, energy")
            .arg(amount, until, energy);
    return tr("¥%1 buys about %2 kWh, until about %3.", "amount, energy, time").arg(amount, energy, until);
}

QString PreviewView::partsOf(const Bill &bill) const
{
    QStringList parts;
    if (m_flow.mode() == ChargeMode::ByTime)
        parts << tr("time ¥%1").arg(bill.time.text());
    else
        parts << tr("electricity ¥%1").arg(bill.electricity.text())
              << tr("service ¥%1").arg(bill.service.text());
    parts << tr("total ¥%1").arg(bill.total().text());
    const bool paysAfter = m_flow.account() && m_flow.account()->settleAfter;
    if (!paysAfter)
        parts << tr("asked for beforehand ¥%1").arg(prepaymentFor(*m_flow.limit(), *m_flow.plan()).text());
    return parts.join(QStringLiteral(" · "));
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
