// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/payment/cashier.h"

#include "models/basics/whenfinished.h"

namespace pd::cloud {

Q_LOGGING_CATEGORY(lcPayment, "pd.cloud.payment")

namespace {

bool isUndecided(PaymentState state)
{
    return state == PaymentState::Created || state == PaymentState::AwaitingPayer
        || state == PaymentState::Unknown;
}

} // namespace

Cashier::Cashier(Database &database, OrderTable &table, const PaymentChannels &channels, const Clock &clock,
                 const SteadyClock &steady, const CashierSettings &settings, QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_table(table)
    , m_channels(channels)
    , m_clock(clock)
    , m_steady(steady)
    , m_settings(settings)
{
    m_timer.setInterval(settings.pollMs);
    connect(&m_timer, &QTimer::timeout, this, &Cashier::tick);
}

void Cashier::resume()
{
    for (const PaymentRecord &record : m_table.undecidedPayments()) {
        if (channelOf(record))
            watchPayment(record.payment.id, {});
    }
    for (const PaymentRecord &record : m_table.openCaptures()) {
        if (channelOf(record))
            m_captures.insert(record.payment.id, {});
    }
    for (const RefundRecord &refund : m_table.openRefunds()) {
        const std::optional<PaymentRecord> payment = m_table.payment(refund.payment);
        if (payment && channelOf(*payment) && !payment->isHeld())
            m_refunds.insert(refund.id, {});
    }
    tick();
}

void Cashier::watchPayment(const PaymentId &id, Watch watch)
{
    watch.deadlineMs = m_steady.nowMs() + m_settings.patienceMs;
    m_payments.insert(id, watch);
}

QFuture<Result<Payment>> Cashier::open(const PaymentRecord &payment, const QString &description)
{
    m_table.insertPayment(payment);
    Watch watch;
    watch.description = description;
    watch.first = std::make_shared<QPromise<Result<Payment>>>();
    watch.first->start();
    const QFuture<Result<Payment>> future = watch.first->future();
    m_db.afterCommit([this, id = payment.payment.id, watch] {
        watchPayment(id, watch);
        tick();
    });
    return future;
}

void Cashier::giveUp(const PaymentId &payment)
{
    std::optional<PaymentRecord> record = m_table.payment(payment);
    if (!record || record->unwanted || !isUndecided(record->payment.state))
        return;
    record->unwanted = true;
    m_table.updatePayment(*record);
    m_db.afterCommit([this, payment] {
        const std::optional<PaymentRecord> given = m_table.payment(payment);
        if (given && channelOf(*given) && !m_payments.contains(payment))
            watchPayment(payment, {});
        tick();
    });
}

void Cashier::payBack(const RefundRecord &refund)
{
    m_table.insertRefund(refund, m_clock.now());
    const std::optional<PaymentRecord> payment = m_table.payment(refund.payment);
    if (payment && payment->isHeld())
        return; // it goes free with the capture
    m_db.afterCommit([this, id = refund.id] {
        m_refunds.insert(id, {});
        tick();
    });
}

void Cashier::capture(const PaymentId &payment, Money amount)
{
    std::optional<PaymentRecord> record = m_table.payment(payment);
    if (!record || !record->isHeld() || record->toCapture)
        return;
    record->toCapture = amount;
    m_table.updatePayment(*record);
    m_db.afterCommit([this, payment] {
        m_captures.insert(payment, {});
        tick();
    });
}

PaymentChannel *Cashier::channelOf(const PaymentRecord &record) const
{
    return m_channels.of(record.payment.method);
}

void Cashier::later(Watch &watch)
{
    watch.delayMs
        = watch.delayMs == 0 ? m_settings.firstRetryMs : qMin(watch.delayMs * 2, m_settings.longestRetryMs);
    watch.nextMs = m_steady.nowMs() + watch.delayMs;
}

void Cashier::tick()
{
    const qint64 now = m_steady.nowMs();
    const QList<PaymentId> payments = m_payments.keys();
    for (const PaymentId &id : payments) {
        const auto watch = m_payments.constFind(id);
        if (watch != m_payments.constEnd() && !watch->busy && watch->nextMs <= now)
            stepPayment(id);
    }
    const QStringList refunds = m_refunds.keys();
    for (const QString &id : refunds) {
        const auto watch = m_refunds.constFind(id);
        if (watch != m_refunds.constEnd() && !watch->busy && watch->nextMs <= now)
            stepRefund(id);
    }
    const QList<PaymentId> captures = m_captures.keys();
    for (const PaymentId &id : captures) {
        const auto watch = m_captures.constFind(id);
        if (watch != m_captures.constEnd() && !watch->busy && watch->nextMs <= now)
            stepCapture(id);
    }
    if (m_payments.isEmpty() && m_refunds.isEmpty() && m_captures.isEmpty())
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
}

// ---- payments

void Cashier::stepPayment(const PaymentId &id)
{
    const std::optional<PaymentRecord> record = m_table.payment(id);
    if (!record || !isUndecided(record->payment.state) || !channelOf(*record)) {
        m_payments.remove(id);
        return;
    }
    if (!record->unwanted && m_steady.nowMs() >= m_payments[id].deadlineMs) {
        Transaction transaction(m_db);
        listenerOf(*record)->payerTooLate(*record);
        (void)transaction.commit();
        return;
    }
    m_payments[id].busy = true;
    if (record->unwanted)
        askToClose(*record);
    else if (record->payment.state == PaymentState::Created)
        askToCreate(*record);
    else
        askState(*record);
}

void Cashier::askToCreate(const PaymentRecord &record)
{
    const PaymentId id = record.payment.id;
    whenFinished(channelOf(record)->create({id.text(), record.payment.amount, record.currency,
                                            m_payments[id].description, record.card}),
                 this, [this, id](const Result<QString> &codeUrl) { created(id, codeUrl); });
}

void Cashier::askState(const PaymentRecord &record)
{
    const PaymentId id = record.payment.id;
    whenFinished(channelOf(record)->query(id.text()), this,
                 [this, id](const Result<ChannelPayment> &answer) { answered(id, answer); });
}

void Cashier::askToClose(const PaymentRecord &record)
{
    const PaymentId id = record.payment.id;
    // Whatever closing gives, what counts is the state the channel names afterwards.
    whenFinished(channelOf(record)->close(id.text()), this,
                 [this, record](const Done &) { askState(record); });
}

void Cashier::created(const PaymentId &id, const Result<QString> &codeUrl)
{
    m_payments[id].busy = false;
    if (codeUrl) {
        const Done done = change(id, [&](PaymentRecord &record) {
            record.payment.state = PaymentState::AwaitingPayer;
            record.payment.codeUrl = *codeUrl;
        });
        firstAnswer(id, done ? std::nullopt : std::optional(done.error()));
        return;
    }
    const Error error = codeUrl.error();
    qCWarning(lcPayment).noquote() << "payment" << id.text() << "could not be opened:" << error.detail;
    // Not reached, or refused: nothing was opened. Otherwise nobody knows, and the channel is asked.
    const bool isPaidAlready = error.reason == QLatin1String("orderpaid");
    const bool nothingHappened
        = (error.kind == Error::Kind::Offline || error.kind == Error::Kind::Rejected) && !isPaidAlready;
    firstAnswer(id, error); // read from the event loop, when what follows is recorded
    (void)change(id, [&](PaymentRecord &record) {
        record.payment.state = nothingHappened ? PaymentState::Closed : PaymentState::Unknown;
    });
    if (m_payments.contains(id))
        later(m_payments[id]);
}

void Cashier::answered(const PaymentId &id, const Result<ChannelPayment> &answer)
{
    const std::optional<PaymentRecord> record = m_table.payment(id);
    Watch &watch = m_payments[id];
    watch.busy = false;
    if (!answer && answer.error().kind == Error::Kind::NotFound) {
        (void)change(id, [](PaymentRecord &payment) {
            payment.payment.state = payment.unwanted ? PaymentState::Closed : PaymentState::Created;
        });
        return;
    }
    if (!answer) {
        qCWarning(lcPayment).noquote() << "payment" << id.text() << "is unknown:" << answer.error().detail;
        later(watch);
        return;
    }
    watch.delayMs = 0;
    watch.nextMs = 0;
    if (answer->state == ChannelPayment::State::NotPaid) {
        if (record && record->payment.codeUrl.isEmpty())
            (void)change(id, [](PaymentRecord &payment) { payment.payment.state = PaymentState::Created; });
        return;
    }
    if (answer->state == ChannelPayment::State::Paid && record && answer->amount != record->payment.amount) {
        qCCritical(lcPayment).noquote() << "payment" << id.text() << "was paid with" << answer->amount.text()
                                        << "instead of" << record->payment.amount.text();
        later(watch);
        return;
    }
    (void)change(id, [&](PaymentRecord &payment) {
        payment.channelRef = answer->reference;
        if (answer->state == ChannelPayment::State::Paid) {
            payment.payment.state = PaymentState::Succeeded;
            payment.payment.paidAt = m_clock.now();
        } else {
            payment.payment.state = answer->state == ChannelPayment::State::Closed ? PaymentState::Closed
                                                                                   : PaymentState::Refused;
        }
    });
}

Done Cashier::change(const PaymentId &id, const std::function<void(PaymentRecord &)> &how)
{
    Transaction transaction(m_db);
    std::optional<PaymentRecord> record = m_table.payment(id);
    if (!record)
        return failure(Error::Kind::NotFound, QStringLiteral("no payment ") + id.text());
    how(*record);
    m_table.updatePayment(*record);
    listenerOf(*record)->paymentChanged(*record);
    const Done done = transaction.commit();
    if (done && !isUndecided(record->payment.state)) {
        firstAnswer(id, std::nullopt);
        m_payments.remove(id);
    }
    return done;
}

void Cashier::firstAnswer(const PaymentId &id, const std::optional<Error> &error)
{
    const auto watch = m_payments.find(id);
    if (watch == m_payments.end() || !watch->first)
        return;
    const auto first = std::exchange(watch->first, nullptr);
    const std::optional<PaymentRecord> record = m_table.payment(id);
    if (error)
        first->addResult(tl::unexpected(*error));
    else if (record)
        first->addResult(record->payment);
    first->finish();
}

// ---- captures

// Whether an earlier try came through is asked before it is tried again.
void Cashier::stepCapture(const PaymentId &id)
{
    const std::optional<PaymentRecord> record = m_table.payment(id);
    if (!record || !record->toCapture || record->payment.captured || !channelOf(*record)) {
        m_captures.remove(id);
        return;
    }
    Watch &watch = m_captures[id];
    watch.busy = true;
    if (std::exchange(watch.refused, true))
        whenFinished(channelOf(*record)->query(id.text()), this,
                     [this, id](const Result<ChannelPayment> &answer) { captureSeen(id, answer); });
    else
        whenFinished(channelOf(*record)->capture(id.text(), *record->toCapture, record->currency), this,
                     [this, id](const Done &answer) { captureAnswered(id, answer); });
}

void Cashier::captureAnswered(const PaymentId &id, const Done &answer)
{
    Watch &watch = m_captures[id];
    watch.busy = false;
    later(watch);
    if (answer)
        (void)captured(id);
    else
        qCWarning(lcPayment).noquote()
            << "capture of" << id.text() << "is not confirmed yet:" << answer.error().detail;
}

void Cashier::captureSeen(const PaymentId &id, const Result<ChannelPayment> &answer)
{
    const std::optional<PaymentRecord> record = m_table.payment(id);
    Watch &watch = m_captures[id];
    watch.busy = false;
    later(watch);
    if (!answer || !record)
        return; // it is asked again
    if (!answer->captured)
        watch.refused = false; // nothing was taken: once more, with the same number
    else if (answer->captured == record->toCapture)
        (void)captured(id);
    else
        qCCritical(lcPayment).noquote() << "of" << id.text() << "the channel took" << answer->captured->text()
                                        << "instead of" << record->toCapture->text();
}

Done Cashier::captured(const PaymentId &id)
{
    Transaction transaction(m_db);
    std::optional<PaymentRecord> record = m_table.payment(id);
    if (!record || record->payment.captured)
        return {};
    record->payment.captured = record->toCapture;
    m_table.updatePayment(*record);
    for (RefundRecord &refund : m_table.refundsOf(record->order)) {
        if (refund.payment != id || isOver(refund.state))
            continue;
        refund.state = RefundRecord::State::Succeeded;
        m_table.updateRefund(refund, m_clock.now());
        m_listener->refundChanged(refund);
    }
    const Done done = transaction.commit();
    if (done)
        m_captures.remove(id);
    return done;
}

// ---- refunds

void Cashier::stepRefund(const QString &id)
{
    const std::optional<RefundRecord> refund = m_table.refund(id);
    const std::optional<PaymentRecord> payment = refund ? m_table.payment(refund->payment) : std::nullopt;
    if (!payment || isOver(refund->state) || !channelOf(*payment)) {
        m_refunds.remove(id);
        return;
    }
    m_refunds[id].busy = true;
    const auto take = [this, id](const Result<ChannelRefund> &answer) { refundAnswered(id, answer); };
    if (refund->state == RefundRecord::State::Created) {
        const RefundOrder order{refund->payment.text(),  id,
                                refund->reason,          refund->amount,
                                payment->payment.amount, payment->currency};
        whenFinished(channelOf(*payment)->refund(order), this, take);
    } else {
        whenFinished(channelOf(*payment)->queryRefund(id), this, take);
    }
}

void Cashier::refundAnswered(const QString &id, const Result<ChannelRefund> &answer)
{
    using State = RefundRecord::State;
    Watch &watch = m_refunds[id];
    watch.busy = false;
    later(watch);
    if (answer) {
        switch (answer->state) {
        case ChannelRefund::State::Processing: (void)changeRefund(id, State::Processing); break;
        case ChannelRefund::State::Arrived: (void)changeRefund(id, State::Succeeded); break;
        case ChannelRefund::State::Closed: (void)changeRefund(id, State::Closed); break;
        case ChannelRefund::State::Abnormal: (void)changeRefund(id, State::Abnormal); break;
        }
        return;
    }
    if (!std::exchange(watch.refused, true))
        qCWarning(lcPayment).noquote() << "refund" << id << "is not confirmed yet:" << answer.error().detail;
    // The same number is sent again where the channel knows nothing of it; where nobody knows, it is asked.
    if (answer.error().kind == Error::Kind::NotFound)
        (void)changeRefund(id, State::Created);
    else if (answer.error().kind == Error::Kind::Timeout || answer.error().kind == Error::Kind::Protocol)
        (void)changeRefund(id, State::Unknown);
}

Done Cashier::changeRefund(const QString &id, RefundRecord::State state)
{
    std::optional<RefundRecord> refund = m_table.refund(id);
    if (!refund || refund->state == state)
        return {};
    Transaction transaction(m_db);
    refund->state = state;
    m_table.updateRefund(*refund, m_clock.now());
    m_listener->refundChanged(*refund);
    const Done done = transaction.commit();
    if (done && isOver(state))
        m_refunds.remove(id);
    return done;
}

} // namespace pd::cloud
