// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/piles/pilespage.h"

#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QComboBox>
#include <QEvent>
#include <QItemSelectionModel>
#include <QSignalBlocker>

namespace pd::ui {

PilesPage::PilesPage(const PileStore &piles, const OrderStore &orders, const CloudLink &link,
                     OrdersGateway &gateway, const Theme &theme, Ticker &ticker, QWidget *parent)
    : Page(parent)
    , m_piles(piles)
    , m_link(link)
    , m_model(piles, ticker.clock(), PortTableModel::Portless::Shown)
    , m_proxy(m_model, ticker)
    , m_panel(new PortPanel(piles, orders, link, gateway, theme, ticker))
    , m_table(new DataTable(QStringLiteral("portTable"), theme))
    , m_filter(makeSearchField(QStringLiteral("portFilter"), theme))
    , m_station(new QComboBox)
    , m_group(new QComboBox)
    , m_summary(makeLabel(QStringLiteral("portSummary"), "muted"))
{
    setObjectName(QStringLiteral("pilesPage"));
    makeHarbour(this);
    build(theme);
    addActions();
    connect(m_filter, &QLineEdit::textChanged, &m_proxy, &PortProxy::setText);
    connect(m_station, &QComboBox::currentIndexChanged, this,
            [this](int at) { m_proxy.setStation(m_station->itemData(at).toString()); });
    connect(m_group, &QComboBox::currentIndexChanged, this,
            [this](int at) { m_proxy.setGroup(PortProxy::Group(m_group->itemData(at).toInt())); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &PilesPage::followSelection);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, &PilesPage::restoreSelection);
    for (auto signal : {&PileStore::wasReset, &PileStore::staleChanged})
        connect(&piles, signal, this, [this] {
            fillStations();
            refreshSummary();
        });
    connect(&piles, &PileStore::pilesChanged, this, &PilesPage::refreshSummary);
    connect(&link, &CloudLink::stateChanged, this, &PilesPage::refreshSummary);
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &PilesPage::refreshSummary);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, &PilesPage::refreshSummary);
    connect(&ticker, &Ticker::tick, this, [this] { m_table->repaintColumn(PortTableModel::AgeColumn); });
    connect(m_panel, &PortPanel::chargeRequested, this, &Page::chargeRequested);
    connect(m_panel, &PortPanel::goTo, this, &Page::goTo);
}

void PilesPage::build(const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(this, theme, 0);
    auto *column = makeLayout<QVBoxLayout>(nullptr, theme, 0);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1.25, 2, 1.25);
    auto *title = makeTitle(QStringLiteral("pilesTitle"), theme);
    m_station->setObjectName(QStringLiteral("portStation"));
    m_group->setObjectName(QStringLiteral("portGroup"));
    m_filter->setMinimumWidth(theme.grid(32));
    head->addWidget(title);
    head->addSpacing(theme.grid(1));
    head->addWidget(m_filter, 1);
    head->addWidget(m_station);
    head->addWidget(m_group);
    head->addWidget(m_summary);
    m_table->setModel(&m_proxy);
    m_table->sortByColumn(PortTableModel::PileColumn, Qt::AscendingOrder);
    m_table->setColumnChars({9, 13, 23, 10, 11, 8, 13, 12, 6}, PortTableModel::StationColumn);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    row->addLayout(column, 1);
    row->addWidget(makeHairline(Qt::Vertical));
    row->addWidget(m_panel);
    setTabOrder(m_filter, m_station);
    setTabOrder(m_station, m_group);
    setTabOrder(m_group, m_table);
    fillStations();
    m_texts.add([=, this] {
        title->setText(tr("Piles"));
        setWords(m_filter, tr("Filter piles"), tr("Pile, station, state, account"));
        m_station->setAccessibleName(tr("Station"));
        m_group->setAccessibleName(tr("State"));
        m_table->setAccessibleName(tr("Ports"));
        fillGroups();
        fillStations();
        m_proxy.retranslate();
        refreshSummary();
    });
}

void PilesPage::addActions()
{
    const auto add = [this](const QString &name, const QKeySequence &keys, auto deed) {
        auto *action = new QAction(this);
        action->setObjectName(name);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, deed);
        addAction(action);
        return action;
    };
    auto *filter = add(QStringLiteral("filterPiles"), QKeySequence::Find,
                       [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    auto *start = add(QStringLiteral("startCharging"), QKeySequence(Qt::CTRL | Qt::Key_Return),
                      [this] { m_panel->startButton().click(); });
    auto *stop = add(QStringLiteral("stopCharging"), QKeySequence(Qt::CTRL | Qt::Key_Period),
                     [this] { m_panel->askToStop(); });
    auto *copy = add(QStringLiteral("copyPorts"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                     [this] { m_table->copySelected(); });
    connect(m_panel, &PortPanel::commandsChanged, this, [=, this] {
        start->setEnabled(m_panel->startButton().isEnabled());
        start->setToolTip(m_panel->startButton().toolTip());
        stop->setEnabled(m_panel->stopButton().isEnabled());
        stop->setToolTip(m_panel->stopButton().toolTip());
    });
    m_texts.add([=] {
        filter->setText(tr("Filter piles"));
        start->setText(tr("Start charging…"));
        stop->setText(tr("Stop charging…"));
        copy->setText(tr("Copy as table"));
    });
}

void PilesPage::fillStations()
{
    const QString before = m_station->currentData().toString();
    const QSignalBlocker quiet(m_station);
    m_station->clear();
    m_station->addItem(tr("All stations"), QString());
    for (const Station &station : m_piles.stations())
        m_station->addItem(station.name, station.name);
    const int at = m_station->findData(before);
    m_station->setCurrentIndex(at < 0 ? 0 : at);
    m_proxy.setStation(m_station->currentData().toString());
}

void PilesPage::fillGroups()
{
    const QList<QPair<PortProxy::Group, QString>> groups{
        {PortProxy::Group::Any, tr("Any state")},
        {PortProxy::Group::Charging, tr("Charging")},
        {PortProxy::Group::Plugged, tr("Plugged in, not charging")},
        {PortProxy::Group::Available, tr("Available")},
        {PortProxy::Group::Attention, tr("Fault, offline, out of service")}};
    const int before = qMax(0, m_group->currentIndex());
    const QSignalBlocker quiet(m_group);
    m_group->clear();
    for (const auto &[group, name] : groups)
        m_group->addItem(name, int(group));
    m_group->setCurrentIndex(before);
}

void PilesPage::reveal(const QString &id)
{
    PortId port(id);
    if (!m_piles.port(port)) {
        const Pile *pile = m_piles.pile(PileId(id));
        if (!pile || pile->ports.isEmpty())
            return;
        port = pile->ports.first().id;
    }
    if (m_proxy.rowOf(port) < 0) {
        m_filter->clear();
        m_station->setCurrentIndex(0);
        m_group->setCurrentIndex(0);
    }
    select(port);
    m_table->setFocus(Qt::OtherFocusReason);
}

void PilesPage::select(const PortId &port)
{
    m_selected = port;
    restoreSelection();
}

void PilesPage::restoreSelection()
{
    const int row = m_proxy.rowOf(m_selected);
    if (row < 0)
        return;
    m_table->selectRow(row);
    m_table->scrollTo(m_proxy.index(row, 0));
    m_panel->setPort(m_selected);
}

void PilesPage::followSelection()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return; // a reset: the port stays in the panel and is selected again
    m_selected = m_proxy.portAt(current.row());
    m_panel->setPort(m_selected);
}

void PilesPage::refreshSummary()
{
    int charging = 0;
    qint64 milliW = 0;
    for (const Pile &pile : m_piles.piles()) {
        for (const Port &port : pile.ports) {
            const bool runs = pile.online && port.state == PortState::Charging;
            charging += runs;
            milliW += runs ? port.reading.powerMilliW.value_or(0) : 0;
        }
    }
    m_summary->setText(tr("%1 of %2 · %3 charging · %4 kW", "ports shown, ports, charging, power")
                           .arg(m_proxy.rowCount())
                           .arg(m_model.rowCount())
                           .arg(charging)
                           .arg(Figures::kilo(milliW, 1)));
    if (m_model.rowCount() > 0)
        m_table->setEmptyText(tr("No port fits the filter. Escape in the filter field shows all."));
    else if (m_link.state() == LinkState::Live)
        m_table->setEmptyText(tr("This cloud knows no pile yet. Piles appear once they connect to it."));
    else
        m_table->setEmptyText(tr("Sign in to a cloud to see its piles."));
}

void PilesPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_texts.apply();
    Page::changeEvent(event);
}

} // namespace pd::ui
