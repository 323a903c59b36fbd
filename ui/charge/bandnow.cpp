// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/bandnow.h"

#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QPainter>

namespace pd::ui {

BandNow::BandNow(const Theme &theme, Ticker &ticker, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_ticker(ticker)
    , m_word(makeLabel(QStringLiteral("bandNow")))
    , m_price(makeLabel(QStringLiteral("bandPrice"), "muted"))
{
    auto *row = makeLayout<QHBoxLayout>(this, theme, 1);
    row->addSpacing(theme.grid(2.25)); // where the colour stands
    QFont bold = m_word->font();
    bold.setWeight(QFont::DemiBold);
    m_word->setFont(bold);
    row->addWidget(m_word);
    row->addWidget(m_price, 1);
    connect(&ticker, &Ticker::tick, this, &BandNow::refresh);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

void BandNow::setPlan(const std::optional<PricePlan> &plan)
{
    m_plan = plan;
    refresh();
}

QString BandNow::band() const
{
    return m_word->text();
}

void BandNow::paintEvent(QPaintEvent *)
{
    if (!m_plan)
        return;
    QPainter painter(this);
    const int side = m_theme.grid(1.75);
    painter.fillRect(QRect(0, (height() - side) / 2, side, side),
                     m_theme.color(Words::bandColor(m_plan->bandAt(m_ticker.clock().now()))));
}

void BandNow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void BandNow::refresh()
{
    if (!m_plan) {
        m_word->setText(tr("Prices not known"));
        m_price->clear();
        return;
    }
    const QDateTime now = m_ticker.clock().now();
    const Band band = m_plan->bandAt(now);
    const BandPrice &price = m_plan->priceOf(band);
    const QDateTime until = m_plan->nextBandChange(now);
    const QString word = Words::band(band);
    if (m_word->text() != word)
        update();
    m_word->setText(word);
    const QString text = tr("¥%1 + ¥%2 service a kWh", "electricity and service price")
                             .arg(price.electricity.text(), price.service.text());
    m_price->setText(
        until.isValid() ? tr("%1 · until %2", "price, time")
                              .arg(text, until.toTimeZone(m_plan->timeZone).toString(QStringLiteral("HH:mm")))
                        : text);
}

} // namespace pd::ui
