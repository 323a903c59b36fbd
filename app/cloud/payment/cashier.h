// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/payment/paymentchannel.h"
#include "app/cloud/store/ordertable.h"
#include "models/basics/clock.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>

namespace pd::cloud {

Q_DECLARE_LOGGING_CATEGORY(lcPayment)

// Who acts on what became of money. Called within the transaction that records it.
class PaymentListener
{
public:
    virtual ~PaymentListener() = default;
    virtual void paymentChanged(const PaymentRecord &payment) = 0;
    virtual void refundChanged(const RefundRecord &refund) = 0;
    // The payer has had his time and has not confirmed.
    virtual void payerTooLate(const PaymentRecord &payment) = 0;
};

// Real milliseconds.
struct CashierSettings
{
    int pollMs = 500;
    int patienceMs = 300'000; // how long the payer may take
    int firstRetryMs = 1'000; // doubles with every failure
    int longestRetryMs = 30'000;
};

// Sees every payment and every refund through to what the channel itself confirms. Every number is on disk
// before the channel hears of it, and an unknown outcome is asked for with the same number, so that a crash
// at any point neither takes nor returns money twice. Core thread; owner: the composition root. created →
// open(): asked → code shown → polled → decided → forgotten
class Cashier : public QObject
{
    Q_OBJECT

public:
    // Without a channel nothing can be paid; what is open stays open.
    Cashier(Database &database, OrderTable &table, const PaymentChannels &channels, const Clock &clock,
            const SteadyClock &steady, const CashierSettings &settings = {}, QObject *parent = nullptr);

    void setListener(PaymentListener *listener) { m_listener = listener; } // of orders
    void setSettlementListener(PaymentListener *listener) { m_settlementListener = listener; }
    bool hasChannel(PaymentMethod method) const { return m_channels.of(method); }
    // After a start: takes up what was left open.
    void resume();

    // The next four within a transaction: recorded now, said to the channel once it is on disk.
    // The future has the payment once the channel has given a first answer, or the channel's error.
    QFuture<Result<Payment>> open(const PaymentRecord &payment, const QString &description);
    void giveUp(const PaymentId &payment);
    void payBack(const RefundRecord &refund);
    // What is held on a card: `amount` of it is taken, the rest goes free, and the refunds that it was
    // recorded as have then succeeded. Decided once; does nothing for other payments.
    void capture(const PaymentId &payment, Money amount);

private:
    struct Watch
    {
        bool busy = false;
        qint64 nextMs = 0;
        qint64 deadlineMs = 0;
        int delayMs = 0;
        bool refused = false; // already complained about
        QString description;
        std::shared_ptr<QPromise<Result<Payment>>> first;
    };

    void watchPayment(const PaymentId &id, Watch watch);
    void tick();
    void stepPayment(const PaymentId &id);
    void askToCreate(const PaymentRecord &record);
    void askState(const PaymentRecord &record);
    void askToClose(const PaymentRecord &record);
    void created(const PaymentId &id, const Result<QString> &codeUrl);
    void answered(const PaymentId &id, const Result<ChannelPayment> &answer);
    Done change(const PaymentId &id, const std::function<void(PaymentRecord &)> &how);
    void firstAnswer(const PaymentId &id, const std::optional<Error> &error);
    void stepCapture(const PaymentId &id);
    void captureAnswered(const PaymentId &id, const Done &answer);
    void captureSeen(const PaymentId &id, const Result<ChannelPayment> &answer);
    Done captured(const PaymentId &id);
    void stepRefund(const QString &id);
    void refundAnswered(const QString &id, const Result<ChannelRefund> &answer);
    Done changeRefund(const QString &id, RefundRecord::State state);
    void later(Watch &watch);
    PaymentListener *listenerOf(const PaymentRecord &record) const
    {
        return record.settlement.isEmpty() ? m_listener : m_settlementListener;
    }
    PaymentChannel *channelOf(const PaymentRecord &record) const;

    Database &m_db;
    OrderTable &m_table;
    PaymentChannels m_channels;
    const Clock &m_clock;
    const SteadyClock &m_steady;
    CashierSettings m_settings;
    PaymentListener *m_listener = nullptr;
    PaymentListener *m_settlementListener = nullptr;
    QHash<PaymentId, Watch> m_payments;
    QHash<PaymentId, Watch> m_captures; // refused: tried before, so it is asked first
    QHash<QString, Watch> m_refunds;
    QTimer m_timer;
};

} // namespace pd::cloud
