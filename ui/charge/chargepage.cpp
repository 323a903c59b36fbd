// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/chargepage.h"

#include "ui/charge/chargeform.h"
#include "ui/charge/chargeview.h"
#include "ui/charge/liveview.h"
#include "ui/charge/paymentview.h"
#include "ui/charge/previewview.h"
#include "ui/reservations/reservationview.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>

namespace pd::ui {

using Stage = ChargeFlow::Stage;

ChargePage::ChargePage(const PileStore &piles, const OrderStore &orders, const CloudLink &link,
                       PilesGateway &pilesGateway, OrdersGateway &ordersGateway,
                       ReservationsGateway &reservations, const Theme &theme, Ticker &ticker, QWidget *parent)
    : Page(parent)
    , m_piles(piles)
    , m_orders(orders)
    , m_flow(piles, link, pilesGateway, ordersGateway, ticker.clock())
    , m_reservationFlow(link, reservations)
    , m_form(new ChargeForm(m_flow, piles, theme, ticker))
    , m_stack(new QStackedWidget)
    , m_preview(new PreviewView(m_flow, piles, theme, ticker))
    , m_payment(new PaymentView(m_flow, theme, ticker))
    , m_live(new LiveView(m_flow, piles, theme, ticker))
    , m_bill(new ChargeView(m_flow, theme))
    , m_reservations(new ReservationView(m_flow, m_reservationFlow, piles, theme, ticker))
    , m_list(makeButton(QStringLiteral("chargeReservations"), "quiet"))
    , m_new(makeButton(QStringLiteral("chargeNew"), "quiet"))
    , m_confirm(new ConfirmStrip(QStringLiteral("chargeConfirm"), theme))
{
    setObjectName(QStringLiteral("chargePage"));
    makeHarbour(this);
    build(theme);
    addActions();
    connect(&m_flow, &ChargeFlow::changed, this, &ChargePage::refresh);
    connect(m_payment, &PaymentView::cancelWanted, this, &ChargePage::askToCancel);
    connect(m_live, &LiveView::stopWanted, this, &ChargePage::askToStop);
    connect(m_preview, &PreviewView::accountChangeWanted, this, &ChargePage::askToChangeAccount);
    connect(m_bill, &ChargeView::anotherWanted, this, &ChargePage::another);
    connect(m_new, &QPushButton::clicked, this, &ChargePage::another);
    connect(m_list, &QPushButton::toggled, this, &ChargePage::refresh);
    connect(m_reservations, &ReservationView::closed, this, [this] { m_list->setChecked(false); });
    connect(m_bill, &ChargeView::sessionWanted, this, [this] {
        if (m_flow.order())
            Q_EMIT goTo(QStringLiteral("sessions"), m_flow.order()->id.text());
    });
    refresh();
}

void ChargePage::build(const Theme &theme)
{
    auto *outer = makeLayout<QVBoxLayout>(this, theme, 0);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1.25, 2, 1.25);
    auto *title = makeTitle(QStringLiteral("chargeTitle"), theme);
    head->addWidget(title);
    head->addStretch();
    m_list->setCheckable(true);
    head->addWidget(m_list);
    head->addWidget(m_new);
    outer->addLayout(head);
    outer->addWidget(makeHairline());
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 0);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(theme.grid(66));
    m_form->setProperty("look", QStringLiteral("scrolled"));
    scroll->setWidget(m_form);
    auto *right = makeLayout<QVBoxLayout>(nullptr, theme, 0);
    m_stack->setObjectName(QStringLiteral("chargeStack"));
    for (QWidget *view :
         std::initializer_list<QWidget *>{m_preview, m_payment, m_live, m_bill, m_reservations})
        m_stack->addWidget(view);
    right->addWidget(m_stack, 1);
    auto *strip = makeLayout<QVBoxLayout>(nullptr, theme, 0, 3, 0);
    strip->addWidget(m_confirm);
    strip->addSpacing(theme.grid(1));
    right->addLayout(strip);
    row->addWidget(scroll);
    row->addWidget(makeHairline(Qt::Vertical));
    row->addLayout(right, 1);
    outer->addLayout(row, 1);
    m_texts.add([this, title] {
        title->setText(tr("Assisted charge"));
        setWords(m_new, tr("New charge"));
        setWords(m_list, tr("Reservations"));
    });
}

void ChargePage::addActions()
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
    auto *next
        = add(QStringLiteral("chargeNext"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { nextStep(); });
    auto *stop = add(QStringLiteral("chargeStopAction"), QKeySequence(Qt::CTRL | Qt::Key_Period),
                     [this] { askToStop(); });
    auto *place
        = add(QStringLiteral("chargePlaceAction"), QKeySequence::Find, [this] { m_form->focusFirst(); });
    m_texts.add([=] {
        next->setText(tr("Request payment, then start charging"));
        stop->setText(tr("Stop charging…"));
        place->setText(tr("Search for a place"));
    });
}

void ChargePage::nextStep()
{
    switch (m_flow.stage()) {
    case Stage::Choosing: m_flow.requestPayment(); break;
    case Stage::Paid:
        if (!isScheduled(*m_flow.order())) // earlier than it was set for it starts by its button alone
            m_flow.start();
        break;
    case Stage::Over: another(); break;
    default: break;
    }
}

QWidget *ChargePage::viewOf(Stage stage) const
{
    switch (stage) {
    case Stage::Choosing:
    case Stage::Asking: break;
    case Stage::AwaitingPayer:
    case Stage::Paid:
    case Stage::Starting: return m_payment;
    case Stage::Charging:
    case Stage::Stopping: return m_live;
    case Stage::Billing:
    case Stage::Over: return m_bill;
    }
    return m_preview;
}

// A charge that goes on comes before the list.
void ChargePage::follow(Stage stage)
{
    if (stage == m_stage)
        return;
    m_stage = stage;
    const QSignalBlocker quiet(m_list);
    if (stage != Stage::Choosing)
        m_list->setChecked(false);
}

void ChargePage::refresh()
{
    follow(m_flow.stage());
    QWidget *view = m_list->isChecked() ? m_reservations : viewOf(m_stage);
    if (view != m_stack->currentWidget()) {
        harbourFocus(m_stack);
        m_stack->setCurrentWidget(view);
    }
    setAllowed(m_new, m_flow.order().has_value(), tr("This is a new charge."));
    m_new->setToolTip(m_flow.order() ? tr("This charge goes on; find it again under Sessions.")
                                     : m_new->toolTip());
    // A question whose ground is gone is taken back.
    if (m_confirm->isOpen() && !m_ground())
        m_confirm->cancel();
}

void ChargePage::reveal(const QString &id)
{
    static const QLatin1String toReserve("reserve:");
    if (id.startsWith(toReserve)) {
        reveal(id.mid(toReserve.size()));
        m_list->setChecked(true);
        return;
    }
    if (const ChargeOrder *order = m_orders.order(OrderId(id))) {
        m_flow.follow(*order);
        m_form->pick(order->port);
        return;
    }
    // A charge that runs goes on without the sheet and is found again under Sessions.
    const bool wanted = !id.isEmpty() || m_flow.stage() == Stage::Over;
    if (m_flow.order() && wanted)
        another();
    if (m_piles.port(PortId(id)) && m_flow.stage() == Stage::Choosing) {
        m_form->pick(PortId(id));
        m_form->focusPhone();
    }
}

void ChargePage::another()
{
    m_flow.startOver();
    m_form->clear();
    m_form->focusFirst();
}

QString ChargePage::target() const
{
    const PortId port = m_flow.order() ? m_flow.order()->port : m_flow.port();
    const Pile *pile = m_piles.pile(pileOf(port));
    return pile ? Words::portName(*pile, connectorOf(port)) : port.text();
}

void ChargePage::ask(const std::function<ConfirmStrip::Question()> &wording,
                     const std::function<bool()> &ground, const std::function<void()> &confirmed)
{
    m_ground = ground;
    m_confirm->ask(wording, confirmed);
}

void ChargePage::askToStop()
{
    if (!m_flow.mayStop().allowed)
        return;
    const auto wording = [this] {
        return ConfirmStrip::Question{
            tr("Stop charging at %1?").arg(target()),
            tr("The charge ends now and is billed for what was charged; the rest of a payment goes back."),
            tr("Stop charging")};
    };
    ask(
        wording, [this] { return m_flow.mayStop().allowed; }, [this] { m_flow.stop(); });
}

void ChargePage::askToCancel()
{
    if (!m_flow.mayCancel().allowed)
        return;
    const auto wording = [this] {
        return ConfirmStrip::Question{tr("Cancel the order for %1?").arg(target()),
                                      tr("Nothing is charged; what has been paid goes back to the payer."),
                                      tr("Cancel order")};
    };
    ask(
        wording, [this] { return m_flow.mayCancel().allowed; }, [this] { m_flow.cancel(); });
}

void ChargePage::askToChangeAccount(const AccountChange &change)
{
    if (!m_flow.mayChangeAccount().allowed)
        return;
    const auto wording = [change, masked = m_flow.account()->phoneMasked] {
        QStringList parts;
        if (change.settleAfter)
            parts << (*change.settleAfter ? tr("It pays after the charge from now on.")
                                          : tr("It pays before the charge from now on."));
        if (change.portLimit)
            parts << tr("It may use this many ports at once: %1.").arg(*change.portLimit);
        if (change.blocked)
            parts << (*change.blocked ? tr("It is blocked and cannot start another charge.")
                                      : tr("It is no longer blocked."));
        return ConfirmStrip::Question{tr("Change account %1?").arg(masked), parts.join(QLatin1Char(' ')),
                                      tr("Change account")};
    };
    const auto ground = [this, id = m_flow.account()->account] {
        return m_flow.mayChangeAccount().allowed && m_flow.account()->account == id;
    };
    ask(wording, ground, [this, change] { m_flow.changeAccount(change); });
}

void ChargePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_flow.stage() == Stage::Choosing && m_flow.port().isEmpty())
        m_form->focusFirst();
}

void ChargePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_texts.apply();
    Page::changeEvent(event);
}

} // namespace pd::ui
