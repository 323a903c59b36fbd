// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/settlementview.h"

#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/qrview.h"
#include "ui/widgets/words.h"

#include <QButtonGroup>
#include <QEvent>

namespace pd::ui {

using Stage = SettlementFlow::Stage;

namespace {

constexpr int columns = 5; // time, pile, order, energy, owed
constexpr int firstFigure = 3;

} // namespace

SettlementView::SettlementView(SettlementFlow &flow, const PileStore &piles, const Theme &theme,
                               QWidget *parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_piles(piles)
    , m_title(makeTitle(QStringLiteral("settlementTitle"), theme))
    , m_charges(new DataTable(QStringLiteral("settlementCharges"), theme))
    , m_platform(makeButton(QStringLiteral("settlementPlatform"), "segment"))
    , m_card(makeButton(QStringLiteral("settlementCard"), "segment"))
    , m_request(makeButton(QStringLiteral("settlementRequest"), "primary"))
    , m_close(makeButton(QStringLiteral("settlementClose"), "quiet"))
    , m_notice(new Notice(QStringLiteral("settlementNotice"), theme))
    , m_amount(makeTitle(QStringLiteral("settlementAmount"), theme))
    , m_state(makeLabel(QStringLiteral("settlementState")))
    , m_help(makeLabel(QStringLiteral("settlementHelp"), "muted"))
    , m_code(new QrView)
    , m_link(makeLabel(QStringLiteral("settlementLink"), "muted"))
{
    setObjectName(QStringLiteral("settlementView"));
    build(theme);
    connect(m_platform, &QPushButton::toggled, this, [this](bool on) {
        m_flow.setMethod(on ? PaymentMethod::NetworkPlatform : PaymentMethod::BankCard);
    });
    connect(m_request, &QPushButton::clicked, &flow, &SettlementFlow::request);
    connect(m_close, &QPushButton::clicked, &flow, &SettlementFlow::close);
    connect(&flow, &SettlementFlow::changed, this, &SettlementView::refresh);
    refresh();
}

void SettlementView::build(const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(this, theme, 2.5, 2, 1.5);
    row->addLayout(buildCharges(theme), 1);
    row->addWidget(buildPayment(theme));
    m_texts.add([this] {
        m_charges->setAccessibleName(tr("Charges that are settled together"));
        m_code->setAccessibleName(tr("Payment code"));
        setWords(m_platform, tr("Network platform"));
        setWords(m_card, tr("Bank card"));
        setWords(m_request, tr("Request payment"));
        setWords(m_close, tr("Close"));
        refreshCharges();
    });
}

QLayout *SettlementView::buildCharges(const Theme &theme)
{
    auto *left = makeLayout<QVBoxLayout>(nullptr, theme, 1);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1.5);
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    m_model.setColumnCount(columns);
    m_charges->setModel(&m_model);
    m_charges->setSortingEnabled(false);
    m_charges->setColumnChars({14, 10, 26, 13, 11}, 2);
    m_charges->setMinimumHeight(theme.grid(4) * 3);
    auto *foot = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    auto *group = new QButtonGroup(this);
    m_platform->setIcon(theme.icon(QStringLiteral("qr")));
    m_card->setIcon(theme.icon(QStringLiteral("card")));
    for (QPushButton *button : {m_platform, m_card}) {
        button->setCheckable(true);
        group->addButton(button);
        button->setMinimumWidth(theme.grid(21)); // the words of what is chosen are bold
        foot->addWidget(button);
    }
    m_platform->setChecked(true);
    foot->addStretch();
    foot->addWidget(m_request);
    left->addLayout(head);
    left->addWidget(m_charges, 1);
    left->addWidget(m_notice);
    left->addLayout(foot);
    return left;
}

QWidget *SettlementView::buildPayment(const Theme &theme)
{
    auto *card = new QFrame;
    setLook(card, "card");
    card->setFixedWidth(theme.grid(46)); // a link in one line
    auto *column = makeLayout<QVBoxLayout>(card, theme, 1, 2, 1.5);
    m_code->setObjectName(QStringLiteral("settlementCode"));
    m_link->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_link->setFocusPolicy(Qt::NoFocus);
    for (QLabel *label : {m_state, m_help, m_link})
        label->setWordWrap(true);
    for (QWidget *part : std::initializer_list<QWidget *>{m_amount, m_state, m_help, m_code, m_link})
        column->addWidget(part);
    column->addStretch();
    return card;
}

void SettlementView::refresh()
{
    const Stage stage = m_flow.stage();
    if (stage == Stage::Nothing)
        return;
    const auto request = m_flow.mayRequest();
    setAllowed(m_request, request.allowed, request.reason);
    const bool open = stage == Stage::Choosing || stage == Stage::Failed;
    for (QPushButton *method : {m_platform, m_card})
        setAllowed(method, open, request.reason);
    (m_flow.method() == PaymentMethod::BankCard ? m_card : m_platform)->setChecked(true);
    if (const auto &error = m_flow.error())
        m_notice->tell(*error);
    else
        m_notice->clear();
    refreshCharges();
    refreshTexts();
}

void SettlementView::refreshCharges()
{
    m_model.removeRows(0, m_model.rowCount());
    m_model.setHorizontalHeaderLabels({tr("Start"), tr("Pile"), tr("Order"), tr("Energy kWh"), tr("Owed ¥")});
    for (int column = firstFigure; column < m_model.columnCount(); ++column)
        m_model.horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const ChargeOrder &order : m_flow.orders()) {
        const Station *station = m_piles.station(order.station);
        const QTimeZone zone = zoneOf(station ? station->timeZone : QString());
        const QDateTime since = order.startedAt.isValid() ? order.startedAt : order.createdAt;
        QList<QStandardItem *> row;
        for (const QString &text :
             {Figures::dayTime(since, zone), shortName(pileOf(order.port)), order.id.text(),
              order.bill.energy.kwhRounded(2), m_flow.amountOf(order).text()}) {
            row.append(new QStandardItem(text));
            if (row.size() > firstFigure)
                row.last()->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        }
        m_model.appendRow(row);
    }
}

void SettlementView::refreshTexts()
{
    const QString account = m_flow.orders().first().accountMasked;
    m_title->setText(tr("Settle together · %1", "account").arg(account));
    m_amount->setText(tr("¥ %1").arg(m_flow.amount().text()));
    const auto &settlement = m_flow.settlement();
    const QString code
        = m_flow.stage() == Stage::AwaitingPayer && settlement ? settlement->payment.codeUrl : QString();
    m_code->setText(code);
    m_code->setVisible(!code.isEmpty());
    m_link->setText(code);
    m_link->setVisible(!code.isEmpty());
    switch (m_flow.stage()) {
    case Stage::Asking:
        m_state->setText(tr("Asking the cloud…"));
        m_help->clear();
        break;
    case Stage::AwaitingPayer:
        m_state->setText(tr("Payment: %1").arg(Words::paymentState(settlement->payment.state)));
        m_help->setText(tr("The driver scans the code or opens the link and confirms there."));
        break;
    case Stage::Settled:
        m_state->setText(tr("Paid: these charges are settled."));
        m_help->setText(tr("The receipt of each of them lists them all."));
        break;
    case Stage::Failed:
        m_state->setText(tr("Nothing was paid: these charges are owed as before."));
        m_help->clear();
        break;
    default:
        m_state->setText(tr("One payment for these charges"));
        m_help->setText(tr("Each charge keeps its own record and bill."));
        break;
    }
    m_help->setVisible(!m_help->text().isEmpty());
}

void SettlementView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
