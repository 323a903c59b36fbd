// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/sessionspage.h"

#include "models/basics/whenfinished.h"
#include "ui/sessions/sessiondetail.h"
#include "ui/sessions/settlementview.h"
#include "ui/sessions/totalsbar.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>

namespace pd::ui {

SessionsPage::SessionsPage(OrderStore &orders, const PileStore &piles, const CloudLink &link,
                           OrdersGateway &gateway, const Theme &theme, QWidget *parent)
    : Page(parent)
    , m_orders(orders)
    , m_link(link)
    , m_gateway(gateway)
    , m_model(orders)
    , m_proxy(m_model, orders, piles)
    , m_filter(makeSearchField(QStringLiteral("sessionFilter"), theme))
    , m_group(new QComboBox)
    , m_more(makeButton(QStringLiteral("sessionMore"), "quiet"))
    , m_settle(makeButton(QStringLiteral("sessionSettle")))
    , m_notice(new Notice(QStringLiteral("sessionNotice"), theme))
    , m_table(new DataTable(QStringLiteral("sessionTable"), theme))
    , m_totals(nullptr)
    , m_detail(new SessionDetail(orders, piles, gateway, theme))
    , m_settlement(link, gateway)
    , m_lower(new QStackedWidget)
{
    setObjectName(QStringLiteral("sessionsPage"));
    makeHarbour(this);
    m_lower->setObjectName(QStringLiteral("sessionLower"));
    m_lower->addWidget(m_detail);
    m_lower->addWidget(new SettlementView(m_settlement, piles, theme));
    build(theme);
    addActions();
    connectAll();
    connect(&piles, &PileStore::wasReset, &m_proxy, &OrderProxy::retranslate); // zones of the stations
    followLink();
}

void SessionsPage::build(const Theme &theme)
{
    m_table->setModel(&m_proxy);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setColumnChars({11, 7, 12, 14, 11, 7, 7, 7, 7, 13, 10, 8, 7, 11, 14},
                            OrderTableModel::StateColumn);
    m_totals = new TotalsBar(*m_table, m_proxy, theme);
    auto *upper = new QWidget;
    auto *column = makeLayout<QVBoxLayout>(upper, theme, 0);
    column->addLayout(buildHead(theme));
    column->addWidget(m_notice);
    m_notice->setContentsMargins(theme.grid(2), 0, theme.grid(2), theme.grid(1));
    column->addWidget(m_table, 1);
    column->addWidget(m_totals);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("sessionSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(upper);
    splitter->addWidget(m_lower);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({theme.grid(43), theme.grid(42)});
    auto *outer = makeLayout<QVBoxLayout>(this, theme, 0);
    outer->addWidget(splitter);
    m_texts.add([this] {
        m_table->setAccessibleName(tr("Sessions"));
        setWords(m_filter, tr("Filter sessions"), tr("Account, pile, order, state"));
        setWords(m_more, tr("Fetch older"));
        setWords(m_settle, tr("Settle together"));
        refreshSettle();
        m_group->setAccessibleName(tr("State"));
        fillGroups();
        m_proxy.retranslate();
        refreshSummary();
    });
}

QLayout *SessionsPage::buildHead(const Theme &theme)
{
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1.25, 2, 1.25);
    auto *title = makeTitle(QStringLiteral("sessionsTitle"), theme);
    m_texts.add([title] { title->setText(tr("Sessions")); });
    m_group->setObjectName(QStringLiteral("sessionGroup"));
    m_filter->setMinimumWidth(theme.grid(34));
    head->addWidget(title);
    head->addSpacing(theme.grid(1));
    head->addWidget(m_filter);
    head->addWidget(m_group);
    head->addStretch(1);
    head->addWidget(m_settle);
    head->addWidget(m_more);
    return head;
}

void SessionsPage::connectAll()
{
    connect(m_filter, &QLineEdit::textChanged, &m_proxy, &OrderProxy::setText);
    connect(m_group, &QComboBox::currentIndexChanged, this,
            [this](int at) { m_proxy.setGroup(OrderProxy::Group(m_group->itemData(at).toInt())); });
    connect(m_more, &QPushButton::clicked, this, &SessionsPage::fetchMore);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value > 0 && value == m_table->verticalScrollBar()->maximum())
            fetchMore();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SessionsPage::takeCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SessionsPage::refreshSettle);
    connect(&m_orders, &OrderStore::orderUpdated, this, &SessionsPage::refreshSettle);
    connect(m_settle, &QPushButton::clicked, this, &SessionsPage::settle);
    connect(&m_settlement, &SettlementFlow::changed, this, &SessionsPage::refreshSettle);
    connect(&m_proxy, &QAbstractItemModel::modelReset, this, [this] {
        restoreSelection();
        refreshSettle();
        refreshSummary();
    });
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &SessionsPage::refreshSummary);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, &SessionsPage::refreshSummary);
    connect(&m_link, &CloudLink::stateChanged, this, &SessionsPage::followLink);
    connect(&m_gateway, &OrdersGateway::reloadNeeded, this, &SessionsPage::fetchFirst);
    connect(m_detail, &SessionDetail::goTo, this, &Page::goTo);
}

void SessionsPage::takeCurrent(const QModelIndex &current)
{
    if (!current.isValid())
        return; // a reset: the session stays below and is selected again
    m_selected = m_proxy.orderAt(current.row());
    m_detail->setOrder(m_selected);
    // A payment that was asked for stays in sight until it is closed.
    const SettlementFlow::Stage stage = m_settlement.stage();
    if (stage == SettlementFlow::Stage::Choosing || stage == SettlementFlow::Stage::Settled)
        m_settlement.close();
}

QList<ChargeOrder> SessionsPage::selectedOrders() const
{
    QList<ChargeOrder> selected;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows()) {
        if (const ChargeOrder *order = m_orders.order(m_proxy.orderAt(row.row())))
            selected.append(*order);
    }
    return selected;
}

void SessionsPage::settle()
{
    m_settlement.propose(selectedOrders());
}

void SessionsPage::refreshSettle()
{
    const auto verdict = SettlementFlow::maySettle(m_link, selectedOrders());
    setAllowed(m_settle, verdict.allowed, verdict.reason);
    const bool isSettling = m_settlement.stage() != SettlementFlow::Stage::Nothing;
    if (m_lower->currentIndex() == int(isSettling))
        return;
    harbourFocus(m_lower);
    m_lower->setCurrentIndex(int(isSettling));
}

void SessionsPage::addActions()
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
    auto *filter = add(QStringLiteral("filterSessions"), QKeySequence::Find,
                       [this] { m_filter->setFocus(Qt::ShortcutFocusReason); });
    auto *copy = add(QStringLiteral("copySessions"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                     [this] { m_table->copySelected(); });
    auto *refresh = add(QStringLiteral("refreshSessions"), QKeySequence::Refresh, [this] { fetchFirst(); });
    m_texts.add([=] {
        filter->setText(tr("Filter sessions"));
        copy->setText(tr("Copy as table"));
        refresh->setText(tr("Refresh"));
    });
}

void SessionsPage::fillGroups()
{
    const QList<QPair<OrderProxy::Group, QString>> groups{
        {OrderProxy::Group::Any, tr("Any state")},
        {OrderProxy::Group::Running, tr("Not yet settled")},
        {OrderProxy::Group::Unpaid, tr("Unpaid")},
        {OrderProxy::Group::Settled, tr("Settled")},
        {OrderProxy::Group::Unfinished, tr("Failed or cancelled")}};
    const int before = qMax(0, m_group->currentIndex());
    const QSignalBlocker quiet(m_group);
    m_group->clear();
    for (const auto &[group, name] : groups)
        m_group->addItem(name, int(group));
    m_group->setCurrentIndex(before);
}

void SessionsPage::followLink()
{
    if (m_link.state() == LinkState::Live && !m_fetchedFirst)
        fetchFirst();
    if (m_link.state() == LinkState::SignedOut)
        m_fetchedFirst = false;
    refreshSummary();
}

void SessionsPage::fetchFirst()
{
    if (m_fetching || m_link.state() != LinkState::Live)
        return;
    m_fetching = true;
    m_fetchedFirst = true;
    whenFinished(m_gateway.page({}, pageSize), this,
                 [this](const Result<OrdersGateway::Page> &result) { take(true, result); });
    refreshSummary();
}

void SessionsPage::fetchMore()
{
    if (m_fetching || m_next.isEmpty())
        return;
    m_fetching = true;
    whenFinished(m_gateway.page(m_next, pageSize), this,
                 [this](const Result<OrdersGateway::Page> &result) { take(false, result); });
    refreshSummary();
}

void SessionsPage::take(bool first, const Result<OrdersGateway::Page> &result)
{
    m_fetching = false;
    if (!result) {
        m_fetchedFirst = m_fetchedFirst && !first;
        m_notice->tell(result.error());
        refreshSummary();
        return;
    }
    m_notice->clear();
    m_next = result->next;
    if (first)
        m_orders.reset(result->orders);
    else
        m_orders.append(result->orders);
    refreshSummary();
}

void SessionsPage::reveal(const QString &id)
{
    m_selected = OrderId(id);
    if (m_proxy.rowOf(m_selected) < 0) {
        m_filter->clear();
        m_group->setCurrentIndex(0);
    }
    restoreSelection();
    m_table->setFocus(Qt::OtherFocusReason);
}

void SessionsPage::restoreSelection()
{
    m_detail->setOrder(m_selected);
    const int row = m_proxy.rowOf(m_selected);
    if (row < 0)
        return;
    m_table->selectRow(row);
    m_table->scrollTo(m_proxy.index(row, 0));
}

void SessionsPage::refreshSummary()
{
    const int shown = m_proxy.rowCount();
    const int known = m_model.rowCount();
    m_totals->setLead(m_next.isEmpty() ? tr("%1 of %2 shown").arg(shown).arg(known)
                                       : tr("%1 of %2 fetched, older ones exist").arg(shown).arg(known));
    const QString reason = m_fetching ? tr("Sessions are being fetched.") : tr("There are no older ones.");
    setAllowed(m_more, !m_fetching && !m_next.isEmpty(), reason);
    if (m_fetching)
        m_table->setEmptyText(tr("Fetching sessions…"));
    else if (known > 0)
        m_table->setEmptyText(tr("No session fits the filter. Escape in the filter field shows all."));
    else if (m_link.state() == LinkState::Live)
        m_table->setEmptyText(tr("No session yet. Start one with Assisted charge (Ctrl+N)."));
    else
        m_table->setEmptyText(tr("Sign in to a cloud to see its sessions."));
}

void SessionsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_texts.apply();
    Page::changeEvent(event);
}

} // namespace pd::ui
