// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/mappage.h"

#include "ui/map/mapfacts.h"
#include "ui/map/mapfinder.h"
#include "ui/map/pilelook.h"
#include "ui/piles/portpanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLoggingCategory>

namespace pd::ui {

namespace {

Q_LOGGING_CATEGORY(log, "pd.ui.map")

} // namespace

MapPage::MapPage(const PileStore &piles, const OrderStore &orders, const CloudLink &link,
                 OrdersGateway &gateway, const Theme &theme, Ticker &ticker, const SteadyClock &steady,
                 QWidget *parent)
    : Page(parent)
    , m_piles(piles)
    , m_theme(theme)
    , m_view(new MapView(theme, bundledBaseMap(), this))
    , m_finder(new MapFinder(piles, theme, m_view))
    , m_stale(new QLabel(m_view))
    , m_ports(new QComboBox)
    , m_panel(new PortPanel(piles, orders, link, gateway, theme, ticker))
    , m_facts(new MapFacts(piles, ticker, steady, theme, *m_panel))
{
    setObjectName(QStringLiteral("mapPage"));
    setLook(this, "page");
    build(theme);
    addActions();
    connect(m_view, &MapView::pileClicked, this, &MapPage::select);
    connect(m_view, &MapView::settled, this, [this] {
        if (isSettled())
            Q_EMIT settled();
    });
    connect(m_view, &MapView::emptyClicked, this, [this] { select({}); });
    connect(m_finder, &MapFinder::pileFocused, this, &MapPage::select);
    connect(m_finder, &MapFinder::pilePicked, this, [this](const PileId &pile) {
        select(pile);
        m_view->centreOn(pile);
    });
    connect(m_finder, &MapFinder::hitsWanted, this, [this] {
        const QList<PileId> hits = m_finder->hits();
        m_view->fit(hits);
        if (hits.size() == 1)
            select(hits.first());
    });
    connect(m_finder, &MapFinder::resized, this, &MapPage::placeOverlays);
    connect(m_ports, &QComboBox::activated, this, [this](int index) {
        const PortId port(m_ports->itemData(index).toString());
        m_panel->setPort(port);
        m_facts->setPort(port);
    });
    connect(m_panel, &PortPanel::chargeRequested, this, &Page::chargeRequested);
    connect(m_panel, &PortPanel::goTo, this, [this](const QString &page, const QString &id) {
        if (page == key())
            reveal(id);
        else
            Q_EMIT goTo(page, id);
    });
    connect(&piles, &PileStore::wasReset, this, &MapPage::takeStations);
    connect(&piles, &PileStore::pilesChanged, this, &MapPage::takePiles);
    connect(&piles, &PileStore::staleChanged, this, &MapPage::takePiles);
    takeStations();
}

void MapPage::build(const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(this, theme, 0);
    row->addWidget(m_view, 1);
    row->addWidget(makeHairline(Qt::Vertical));
    auto *column = makeLayout<QVBoxLayout>(nullptr, theme, 0);
    m_ports->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_ports);
    column->addWidget(m_panel, 1);
    row->addLayout(column);
    m_ports->setObjectName(QStringLiteral("mapPorts"));
    m_ports->hide();
    m_panel->insertSection(m_facts);
    m_stale->setObjectName(QStringLiteral("mapStale"));
    m_stale->setTextFormat(Qt::PlainText);
    m_stale->setMargin(theme.grid(1));
    m_view->installEventFilter(this);
    setTabOrder(m_finder, m_view);
    setTabOrder(m_view, m_panel);
    m_texts.add([this] {
        m_stale->setText(tr("The cloud is away: last known states"));
        m_ports->setAccessibleName(tr("Port"));
    });
    const auto style = [this] {
        m_stale->setStyleSheet(
            QStringLiteral("QLabel { background: %1; color: %2; border: 1px solid %3; border-radius: 6px; }")
                .arg(m_theme.color(ColorRole::Surface).name(), m_theme.color(ColorRole::Text).name(),
                     m_theme.color(ColorRole::PriorityMedium).name()));
    };
    style();
    connect(&theme, &Theme::changed, this, style);
}

void MapPage::addActions()
{
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QAction::triggered, this, [this] {
        m_finder->field()->setFocus(Qt::ShortcutFocusReason);
        m_finder->field()->selectAll();
    });
    addAction(find);
    m_texts.add([find] { find->setText(tr("Search the map")); });
}

void MapPage::takeStations()
{
    QList<SitePlan> plans;
    for (const Station &station : m_piles.stations()) {
        if (station.sitePlan.isEmpty())
            continue;
        const Result<SitePlan> plan = parseSitePlan(station.sitePlan);
        if (plan)
            plans.append(*plan);
        else
            qCWarning(log) << "station" << station.id.text() << plan.error().detail;
    }
    m_view->setPlans(plans);
    takePiles();
    m_finder->searchAgain();
    select(m_view->selected());
}

void MapPage::takePiles()
{
    QList<MapPile> piles;
    for (const Pile &pile : m_piles.piles()) {
        if (pile.position.source != Position::Source::Unknown)
            piles.append(mapPileOf(pile));
    }
    m_view->setPiles(piles);
    m_view->setFaded(m_piles.isStale());
    m_stale->setVisible(m_piles.isStale() && !m_piles.piles().isEmpty());
    m_finder->searchAgain();
    placeOverlays();
}

MapPile MapPage::mapPileOf(const Pile &pile) const
{
    const Station *station = m_piles.station(pile.station);
    const PortLook look = lookOf(pile);
    MapPile shown;
    shown.id = pile.id;
    shown.station = pile.station;
    shown.stationName = station ? station->name : pile.station.text();
    shown.bay = pile.bay;
    shown.world = worldOf(pile.position.latitude, pile.position.longitude);
    shown.glyph = look.glyph;
    shown.role = look.role;
    shown.manual = pile.position.source == Position::Source::Manual;
    QStringList tip{tr("Pile %1 · bay %2").arg(shortName(pile.id), pile.bay), look.word};
    if (const QString power = powerText(pile); !power.isEmpty())
        tip.append(power);
    tip.append(tr("Position %1", "then its source, as in: Position set by hand")
                   .arg(Words::positionSource(pile.position.source)));
    shown.tip = tip.join(QLatin1Char('\n'));
    return shown;
}

void MapPage::select(const PileId &pile)
{
    const Pile *known = m_piles.pile(pile);
    const PileId chosen = known ? pile : PileId();
    m_view->setSelected(chosen);
    m_finder->setSelected(chosen);
    const bool kept = pileOf(m_panel->port()) == chosen && m_piles.port(m_panel->port());
    if (kept && !chosen.isEmpty())
        return;
    fillPorts(chosen);
    const PortId port = known && !known->ports.isEmpty() ? known->ports.first().id : PortId();
    m_panel->setPort(port);
    m_facts->setPort(port);
}

void MapPage::fillPorts(const PileId &pile)
{
    m_ports->clear();
    const Pile *known = m_piles.pile(pile);
    m_ports->setVisible(known && known->ports.size() > 1);
    if (!known)
        return;
    for (const Port &port : known->ports)
        m_ports->addItem(tr("Port %1").arg(port.connector), port.id.text());
}

void MapPage::reveal(const QString &id)
{
    const PileId asPile(id);
    const PileId pile = m_piles.pile(asPile) ? asPile : pileOf(PortId(id));
    if (!m_piles.pile(pile))
        return;
    select(pile);
    m_view->centreOn(pile);
    const int port = m_ports->findData(id);
    if (port >= 0 && port != m_ports->currentIndex()) {
        m_ports->setCurrentIndex(port);
        m_panel->setPort(PortId(id));
        m_facts->setPort(PortId(id));
    }
}

void MapPage::setLineRegister(const PileId &pile, const Reading &reading, qint64 steadyNs)
{
    m_facts->setLineRegister(pile, reading, steadyNs);
}

void MapPage::placeOverlays()
{
    const int edge = m_theme.grid(2);
    m_finder->setRoom(m_view->size() - QSize(2 * edge, 12 * edge));
    m_finder->move(edge, edge);
    m_finder->raise();
    m_stale->adjustSize();
    const int left = m_finder->geometry().right() + edge;
    m_stale->move(qMax(left, (m_view->width() - m_stale->width()) / 2), edge);
    m_view->setOverlayMargins({m_finder->geometry().right(), 0, m_theme.grid(7), m_theme.grid(5)});
}

bool MapPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        placeOverlays();
    return Page::eventFilter(watched, event);
}

void MapPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    placeOverlays();
}

void MapPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        takePiles();
    }
    Page::changeEvent(event);
}

} // namespace pd::ui
