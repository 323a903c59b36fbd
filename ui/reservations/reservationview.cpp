// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reservations/reservationview.h"

#include "ui/charge/preview.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QItemSelectionModel>

namespace pd::ui {

namespace {

constexpr int columns = 6; // made, pile, account, state, age, reason
constexpr int ageColumn = 4;
constexpr int reasonColumn = 5;
constexpr int longestReason = 500; // as much as the cloud keeps

} // namespace

ReservationView::ReservationView(const ChargeFlow &charge, ReservationFlow &flow, const PileStore &piles,
                                 const Theme &theme, Ticker &ticker, QWidget *parent)
    : QWidget(parent)
    , m_charge(charge)
    , m_flow(flow)
    , m_piles(piles)
    , m_ticker(ticker)
    , m_title(makeTitle(QStringLiteral("reservationTitle"), theme))
    , m_close(makeButton(QStringLiteral("reservationClose"), "quiet"))
    , m_target(makeLabel(QStringLiteral("reservationTarget")))
    , m_terms(makeLabel(QStringLiteral("reservationTerms"), "muted"))
    , m_untilName(makeLabel(QStringLiteral("reservationUntilName"), "muted"))
    , m_until(new QLineEdit)
    , m_reserve(makeButton(QStringLiteral("reservationReserve"), "primary"))
    , m_why(makeLabel(QStringLiteral("reservationWhy"), "muted"))
    , m_notice(new Notice(QStringLiteral("reservationNotice"), theme))
    , m_listTitle(makeLabel(QStringLiteral("reservationListTitle"), "section"))
    , m_table(new DataTable(QStringLiteral("reservationTable"), theme))
    , m_reason(new QLineEdit)
    , m_cancel(makeButton(QStringLiteral("reservationCancel")))
    , m_listNotice(new Notice(QStringLiteral("reservationListNotice"), theme))
{
    setObjectName(QStringLiteral("reservationView"));
    build(theme);
    connect(m_close, &QPushButton::clicked, this, &ReservationView::closed);
    connect(m_until, &QLineEdit::textChanged, this, &ReservationView::refreshReserve);
    connect(m_reserve, &QPushButton::clicked, this, [this] {
        if (mayReserve().allowed)
            m_flow.reserve(m_charge.port(), m_charge.account()->account, *until());
    });
    connect(m_reason, &QLineEdit::textChanged, this, &ReservationView::refreshCancel);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_flow.cancel(selected(), m_reason->text()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ReservationView::refreshCancel);
    connect(&flow, &ReservationFlow::reserved, m_until, &QLineEdit::clear);
    connect(&flow, &ReservationFlow::changed, this, &ReservationView::refresh);
    connect(&charge, &ChargeFlow::changed, this, &ReservationView::refreshReserve);
    connect(&ticker, &Ticker::tick, this, &ReservationView::refreshList);
    refresh();
}

void ReservationView::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.25, 3, 2);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1.5);
    head->addWidget(m_title, 1);
    head->addWidget(m_close);
    column->addLayout(head);
    for (QLabel *label : {m_target, m_terms, m_why})
        label->setWordWrap(true);
    column->addWidget(m_target);
    column->addLayout(buildReserve(theme));
    column->addWidget(m_terms);
    column->addWidget(m_why);
    column->addWidget(m_notice);
    column->addWidget(makeHairline());
    column->addWidget(m_listTitle);
    m_model.setColumnCount(columns);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnChars({13, 9, 14, 22, 9, 16}, reasonColumn);
    column->addWidget(m_table, 1);
    column->addLayout(buildCancel(theme));
    column->addWidget(m_listNotice);
    m_texts.add([this] {
        m_title->setText(tr("Reservations"));
        setWords(m_close, tr("Close"));
        m_untilName->setText(tr("Until"));
        setWords(m_until, tr("Reserved until"));
        setWords(m_reserve, tr("Reserve port"));
        m_table->setAccessibleName(tr("Reservations"));
        m_table->setEmptyText(tr("No reservation yet. Pick a free port and check the account first."));
        setWords(m_reason, tr("Reason for cancelling"), tr("Why it is cancelled"));
        setWords(m_cancel, tr("Cancel reservation"));
        m_model.setHorizontalHeaderLabels(
            {tr("Made"), tr("Pile"), tr("Account"), tr("State"), tr("Age"), tr("Reason")});
        m_model.horizontalHeaderItem(ageColumn)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_shown.clear();
        refresh();
    });
}

QLayout *ReservationView::buildReserve(const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    m_until->setObjectName(QStringLiteral("reservationUntil"));
    m_until->setFixedWidth(theme.grid(9));
    m_until->setAlignment(Qt::AlignRight);
    row->addWidget(m_untilName);
    row->addWidget(m_until);
    row->addWidget(m_reserve);
    row->addStretch();
    return row;
}

QLayout *ReservationView::buildCancel(const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    m_reason->setObjectName(QStringLiteral("reservationReason"));
    m_reason->setMaxLength(longestReason);
    row->addWidget(m_reason, 1);
    row->addWidget(m_cancel);
    return row;
}

std::optional<QDateTime> ReservationView::until() const
{
    if (m_until->text().trimmed().isEmpty())
        return QDateTime();
    const auto moment = nextAt(m_until->text(), m_ticker.clock().now(), m_charge.zone());
    return moment ? std::optional(*moment) : std::nullopt;
}

CommandRules::Verdict ReservationView::mayReserve() const
{
    const auto verdict = m_charge.mayReserve();
    if (!verdict.allowed)
        return verdict;
    if (m_flow.asked() != ReservationFlow::Asked::Nothing)
        return {false, tr("The cloud is being asked.")};
    if (!until())
        return {false, tr("Until is no time of day, such as 15:10.")};
    return {};
}

void ReservationView::refresh()
{
    m_listTitle->setText(tr("Held now: %1").arg(m_flow.held()));
    refreshReserve();
    refreshList();
    refreshCancel();
}

void ReservationView::refreshReserve()
{
    const Pile *pile = m_piles.pile(pileOf(m_charge.port()));
    const auto &account = m_charge.account();
    const QString place
        = pile ? Words::portName(*pile, connectorOf(m_charge.port())) : tr("No port has been picked.");
    m_target->setText(account && pile
                          ? tr("%1 for %2", "port, masked phone number").arg(place, account->phoneMasked)
                          : place);
    const auto &plan = m_charge.plan();
    m_terms->setVisible(plan.has_value());
    if (plan) {
        const int minutes = plan->reservation.freeMinutes;
        const QDateTime last = m_ticker.clock().now().addSecs(qint64(minutes) * 60);
        m_until->setPlaceholderText(last.toTimeZone(plan->timeZone).toString(QStringLiteral("HH:mm")));
        m_terms->setText(tr("Held free of charge for %1 min at most; ¥%2 are billed if nobody comes.")
                             .arg(minutes)
                             .arg(plan->reservation.noShowFee.text()));
    }
    const auto verdict = mayReserve();
    setAllowed(m_reserve, verdict.allowed, verdict.reason);
    m_why->setText(verdict.reason);
    m_why->setVisible(!verdict.allowed);
    if (const auto &error = m_flow.reserveError())
        m_notice->tell(*error);
    else
        m_notice->clear();
}

QString ReservationView::stateOf(const Reservation &reservation, const QTimeZone &zone)
{
    const QString until = reservation.until.toTimeZone(zone).toString(QStringLiteral("HH:mm"));
    switch (reservation.state) {
    case Reservation::State::Requested: return tr("Asking the pile");
    case Reservation::State::Held: return tr("Held until %1").arg(until);
    case Reservation::State::Consumed: return tr("Used, the driver came");
    case Reservation::State::Expired: return tr("Expired, nobody came");
    case Reservation::State::Cancelled: return tr("Cancelled");
    case Reservation::State::Refused: return tr("Refused by the pile");
    }
    return {};
}

QStringList ReservationView::rowOf(const Reservation &reservation) const
{
    const Station *station = m_piles.station(reservation.station);
    const QTimeZone zone = zoneOf(station ? station->timeZone : QString());
    return {Figures::dayTime(reservation.createdAt, zone),
            shortName(pileOf(reservation.port)),
            reservation.accountMasked.isEmpty() ? Figures::unknown() : reservation.accountMasked,
            stateOf(reservation, zone),
            Figures::age(m_ticker.ageSeconds(reservation.createdAt)),
            reservation.reason};
}

void ReservationView::refreshList()
{
    const QList<Reservation> &now = m_flow.reservations();
    if (now == m_shown) { // only the ages have moved
        for (int row = 0; isVisible() && row < m_model.rowCount(); ++row)
            m_model.item(row, ageColumn)->setText(Figures::age(m_ticker.ageSeconds(now[row].createdAt)));
        return;
    }
    const int before = selected();
    m_shown = now;
    m_model.removeRows(0, m_model.rowCount());
    for (const Reservation &reservation : now) {
        QList<QStandardItem *> row;
        for (const QString &text : rowOf(reservation)) {
            auto *item = new QStandardItem(text);
            if (row.size() == ageColumn)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setData(!isHolding(reservation.state), CellDelegate::MutedRole);
            row.append(item);
        }
        m_model.appendRow(row);
        if (reservation.id == before)
            m_table->selectRow(m_model.rowCount() - 1);
    }
}

int ReservationView::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? 0 : m_shown.value(rows.first().row()).id;
}

void ReservationView::refreshCancel()
{
    const auto verdict = m_flow.mayCancel(selected(), m_reason->text());
    setAllowed(m_cancel, verdict.allowed, verdict.reason);
    if (const auto &error = m_flow.listError())
        m_listNotice->tell(*error);
    else
        m_listNotice->clear();
}

void ReservationView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void ReservationView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_texts.apply();
    QWidget::changeEvent(event);
}

} // namespace pd::ui
