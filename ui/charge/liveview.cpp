// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/liveview.h"

#include "ui/charge/bandnow.h"
#include "ui/charge/figuretile.h"
#include "ui/charge/preview.h"
#include "ui/charge/pricestrip.h"
#include "ui/widgets/commandtrack.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QProgressBar>

namespace pd::ui {

namespace {

const QString startRegister = QStringLiteral("StartRegister");
const QString lastRegister = QStringLiteral("Register");
const QString voltage = QStringLiteral("Voltage");
const QString account = QStringLiteral("Account");

} // namespace

LiveView::LiveView(ChargeFlow &flow, const PileStore &piles, const Theme &theme, Ticker &ticker,
                   QWidget *parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_piles(piles)
    , m_ticker(ticker)
    , m_title(makeTitle(QStringLiteral("liveTitle"), theme))
    , m_state(makeLabel(QStringLiteral("liveState"), "muted"))
    , m_energy(new FigureTile(QStringLiteral("liveEnergy"), theme))
    , m_cost(new FigureTile(QStringLiteral("liveCost"), theme))
    , m_power(new FigureTile(QStringLiteral("livePower"), theme))
    , m_time(new FigureTile(QStringLiteral("liveElapsed"), theme))
    , m_progress(new QProgressBar)
    , m_band(new BandNow(theme, ticker))
    , m_strip(new PriceStrip(theme))
    , m_track(new CommandTrack(QStringLiteral("liveCommand"), theme))
    , m_trend(new PowerTrend(theme))
    , m_facts(new FactList(QStringLiteral("live"), theme))
    , m_notice(new Notice(QStringLiteral("liveNotice"), theme))
    , m_why(makeLabel(QStringLiteral("liveWhy"), "muted"))
    , m_stop(makeButton(QStringLiteral("chargeStop"), "danger"))
{
    setObjectName(QStringLiteral("liveView"));
    build(theme);
    connect(m_stop, &QPushButton::clicked, this, &LiveView::stopWanted);
    connect(&flow, &ChargeFlow::changed, this, &LiveView::refresh);
    connect(&ticker, &Ticker::tick, this, &LiveView::refresh);
    connect(&piles, &PileStore::pilesChanged, this, &LiveView::noteSample);
}

void LiveView::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.5, 3, 2);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1.5);
    head->addWidget(m_title);
    head->addWidget(m_state, 1, Qt::AlignRight);
    auto *tiles = makeLayout<QHBoxLayout>(nullptr, theme, 2);
    for (FigureTile *tile : {m_energy, m_cost, m_power, m_time})
        tiles->addWidget(tile, 1);
    m_progress->setObjectName(QStringLiteral("liveProgress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(theme.grid(1));
    for (const QString &key : {startRegister, lastRegister, voltage, account})
        m_facts->addRow(key);
    column->addLayout(head);
    column->addLayout(tiles);
    column->addWidget(m_progress);
    column->addWidget(m_band);
    column->addWidget(m_strip);
    column->addWidget(m_track);
    column->addWidget(makeHairline());
    m_facts->setFixedWidth(theme.grid(46));
    auto *trendHead = makeLabel(QStringLiteral("liveTrendHead"), "muted");
    m_trend->setObjectName(QStringLiteral("liveTrend"));
    auto *curve = makeLayout<QVBoxLayout>(nullptr, theme, 0.5);
    curve->addWidget(trendHead);
    curve->addWidget(m_trend);
    curve->addStretch();
    auto *below = makeLayout<QHBoxLayout>(nullptr, theme, 4);
    below->addWidget(m_facts, 0, Qt::AlignTop);
    below->addLayout(curve, 1);
    column->addLayout(below);
    column->addStretch();
    column->addWidget(m_notice);
    auto *buttons = makeLayout<QHBoxLayout>(nullptr, theme, 2);
    m_why->setWordWrap(true);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_why, 1);
    column->addLayout(buttons);
    m_texts.add([this, trendHead] {
        trendHead->setText(tr("Power kW, last %1 min").arg(PowerHistory::minutes));
        m_energy->setName(tr("Energy"));
        m_cost->setName(tr("Cost"));
        m_power->setName(tr("Power"));
        m_time->setName(tr("Time"));
        m_progress->setAccessibleName(tr("Share of the limit used"));
        m_facts->setName(startRegister, tr("Register at the start"));
        m_facts->setName(lastRegister, tr("Register now"));
        m_facts->setName(voltage, tr("Voltage and current"));
        m_facts->setName(account, tr("Account"));
        setWords(m_stop, tr("Stop charging…"));
    });
}

void LiveView::refresh()
{
    const auto &order = m_flow.order();
    if (!isVisible() || !order)
        return;
    const Pile *pile = m_piles.pile(pileOf(order->port));
    m_title->setText(pile ? Words::portName(*pile, connectorOf(order->port)) : order->port.text());
    m_state->setText(Words::orderState(order->state));
    m_band->setPlan(m_flow.plan());
    m_strip->setPlan(m_flow.plan());
    m_strip->setNow(m_ticker.clock().now());
    m_strip->setStretch(order->startedAt, m_ticker.clock().now());
    m_track->setCommand(order->command,
                        m_flow.plan() ? m_flow.plan()->timeZone : QTimeZone::systemTimeZone());
    refreshTiles(*order);
    refreshFacts(*order);
    refreshTrend(*order);
    const auto stop = m_flow.mayStop();
    setAllowed(m_stop, stop.allowed, stop.reason);
    m_why->setText(stop.reason);
    if (const auto error = m_flow.errorAt(ChargeFlow::Step::Run))
        m_notice->tell(*error);
    else
        m_notice->clear();
}

bool LiveView::isOld(const ChargeOrder &order) const
{
    const Pile *pile = m_piles.pile(pileOf(order.port));
    return m_piles.isStale() || !pile || !pile->online;
}

void LiveView::refreshTiles(const ChargeOrder &order)
{
    const bool stale = isOld(order);
    const QString age = tr("%1 ago").arg(Figures::age(m_ticker.ageSeconds(order.lastSampleAt)));
    const QString sampled = order.lastSampleAt.isValid() ? age : QString();
    const bool byEnergy = order.limit.kind == ChargeLimit::Kind::Energy;
    const bool byAmount = order.limit.kind == ChargeLimit::Kind::Amount;
    m_energy->setValue(order.bill.energy.kwhRounded(2), tr("kWh"),
                       byEnergy ? tr("of %1 kWh").arg(textOf(order.limit)) : sampled, stale);
    m_cost->setValue(order.bill.total().text(), tr("yuan"),
                     byAmount ? tr("of %1").arg(textOf(order.limit)) : sampled, stale);
    refreshProgress(order);
    const Port *port = m_piles.port(order.port);
    const auto power = port ? port->reading.powerMilliW : std::nullopt;
    const auto read = port ? m_ticker.ageSeconds(port->reading.at) : std::nullopt;
    m_power->setValue(Figures::kilo(power, 2), tr("kW"),
                      read ? tr("%1 ago").arg(Figures::age(read)) : QString(), stale);
    const qint64 seconds = qMax<qint64>(0, order.startedAt.secsTo(m_ticker.clock().now()));
    const QTime elapsed = QTime(0, 0).addSecs(int(seconds % 86400));
    const bool byTime = order.limit.kind == ChargeLimit::Kind::Time;
    m_time->setValue(elapsed.toString(QStringLiteral("H:mm:ss")), QString(),
                     byTime ? tr("of %1 min").arg(textOf(order.limit))
                            : tr("since %1").arg(Figures::clockTime(order.startedAt, m_flow.zone())));
}

// How much of the limit is used, whatever limits.
void LiveView::refreshProgress(const ChargeOrder &order)
{
    qint64 used = 0;
    qint64 whole = 0;
    switch (order.limit.kind) {
    case ChargeLimit::Kind::Amount:
        used = order.bill.total().minor();
        whole = order.limit.amount.minor();
        break;
    case ChargeLimit::Kind::Energy:
        used = order.bill.energy.tenthWh();
        whole = order.limit.energy.tenthWh();
        break;
    case ChargeLimit::Kind::Time:
        used = order.startedAt.secsTo(m_ticker.clock().now());
        whole = order.limit.seconds;
        break;
    case ChargeLimit::Kind::None: break;
    }
    m_progress->setVisible(whole > 0);
    m_progress->setMaximum(1000);
    if (whole > 0)
        m_progress->setValue(int(qBound<qint64>(qint64(0), used * 1000 / whole, qint64(1000))));
}

void LiveView::refreshFacts(const ChargeOrder &order)
{
    const bool stale = isOld(order);
    const QString age = Figures::age(m_ticker.ageSeconds(order.lastSampleAt));
    const auto kwh = [](const std::optional<Energy> &energy) {
        return energy ? tr("%1 kWh").arg(Figures::registerKwh(energy)) : Figures::unknown();
    };
    m_facts->setValue(startRegister, kwh(order.startRegister));
    m_facts->setValue(lastRegister, kwh(order.lastRegister), age, stale);
    const Port *port = m_piles.port(order.port);
    if (port)
        m_facts->setValue(voltage,
                          tr("%1 V · %2 A")
                              .arg(Figures::milli(port->reading.voltageMilliV, 1),
                                   Figures::milli(port->reading.currentMilliA, 2)),
                          Figures::age(m_ticker.ageSeconds(port->reading.at)), stale);
    m_facts->setValue(account, order.accountMasked);
}

// The history is kept also while another page is shown.
void LiveView::noteSample()
{
    const auto &order = m_flow.order();
    const Pile *pile = order ? m_piles.pile(pileOf(order->port)) : nullptr;
    if (pile)
        m_history.note(*pile);
}

void LiveView::refreshTrend(const ChargeOrder &order)
{
    noteSample();
    const Port *port = m_piles.port(order.port);
    m_trend->show(m_history.of(order.port), m_ticker.clock().now(),
                  port ? port->maxPowerW * 1000 : 7'000'000);
}

void LiveView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void LiveView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
