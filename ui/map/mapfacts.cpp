// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/mapfacts.h"

#include "ui/piles/portpanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>

namespace pd::ui {

namespace {

const QString position = QStringLiteral("Position");
constexpr qint64 staleLineSeconds = 60;

} // namespace

MapFacts::MapFacts(const PileStore &store, Ticker &ticker, const SteadyClock &steady, const Theme &theme,
                   PortPanel &panel, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_ticker(ticker)
    , m_steady(steady)
    , m_panel(panel)
    , m_facts(new FactList(QStringLiteral("map"), theme))
    , m_trendHead(makeLabel(QStringLiteral("mapTrendHead"), "section"))
    , m_trendSpan(makeLabel(QStringLiteral("mapTrendSpan"), "muted"))
    , m_trend(new PowerTrend(theme))
{
    setObjectName(QStringLiteral("mapFacts"));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.75);
    m_facts->addRow(position);
    column->addWidget(m_facts);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    head->addWidget(m_trendHead, 1);
    head->addWidget(m_trendSpan);
    column->addLayout(head);
    column->addWidget(m_trend);
    m_texts.add([this] {
        m_facts->setName(position, tr("Position"));
        m_trendHead->setText(tr("Power, kW"));
        m_trendSpan->setText(tr("last %1 min").arg(PowerHistory::minutes));
    });
    connect(&store, &PileStore::pilesChanged, this, [this] {
        noteHistory();
        refresh();
    });
    connect(&store, &PileStore::wasReset, this, [this] {
        noteHistory();
        refresh();
    });
    connect(&ticker, &Ticker::tick, this, [this] {
        if (isVisible())
            refresh();
    });
    noteHistory();
}

void MapFacts::noteHistory()
{
    for (const Pile &pile : m_store.piles())
        m_history.note(pile);
}

void MapFacts::setPort(const PortId &port)
{
    m_port = port;
    refresh();
}

void MapFacts::setLineRegister(const PileId &pile, const Reading &reading, qint64 steadyNs)
{
    m_lineRegisters.insert(pile, {reading, steadyNs});
    refresh();
}

void MapFacts::refresh()
{
    const Pile *pile = m_store.pile(pileOf(m_port));
    const Port *port = m_store.port(m_port);
    if (!pile || !port)
        return;
    showLineRegister(pile->id);
    showPosition(*pile);
    m_trend->show(m_history.of(m_port), m_ticker.clock().now(), port->maxPowerW * 1000);
}

void MapFacts::showLineRegister(const PileId &pile)
{
    const auto known = m_lineRegisters.constFind(pile);
    if (known == m_lineRegisters.cend()) {
        m_panel.hideLineRegister();
        return;
    }
    const qint64 seconds = qMax<qint64>(0, (m_steady.nowNs() - known->steadyNs) / 1'000'000'000);
    const bool good = known->reading.quality == Reading::Quality::Good;
    const QString value = good ? Figures::grouped(known->reading.value) + QChar(0xa0) + known->reading.unit
                               : Figures::unknown();
    m_panel.showLineRegister(value, Figures::age(seconds), !good || seconds > staleLineSeconds);
}

void MapFacts::showPosition(const Pile &pile)
{
    const bool known = pile.position.source != Position::Source::Unknown;
    m_facts->setValue(position, Words::positionSource(pile.position.source),
                      known ? Figures::age(m_ticker.ageSeconds(pile.position.at)) : QString(), !known);
    // A position that somebody set by hand is worth a second look.
    m_facts->setStrong(position, pile.position.source == Position::Source::Manual);
}

void MapFacts::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
