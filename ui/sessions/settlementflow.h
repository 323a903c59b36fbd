// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "ui/piles/commandrules.h"

namespace pd::ui {

// One payment for several charges of an account, without its widgets: what was chosen, what the cloud says.
// Every change is told with changed(). GUI thread; owner: the sessions page.
//
// It is asked for with one client reference until the cloud has answered clearly: asked again after a silence
// it is the same payment.
class SettlementFlow : public QObject
{
    Q_OBJECT

public:
    // Failed: the payer refused or did not come; everything is owed as before, and it can be asked for again.
    enum class Stage { Nothing, Choosing, Asking, AwaitingPayer, Settled, Failed };

    SettlementFlow(const CloudLink &link, OrdersGateway &gateway, QObject *parent = nullptr);

    // Whether these can be paid for in one payment, or are already being paid for by one.
    static CommandRules::Verdict maySettle(const CloudLink &link, const QList<ChargeOrder> &orders);

    void propose(const QList<ChargeOrder> &orders); // nothing where maySettle() says no
    void setMethod(PaymentMethod method);
    void request();
    void close(); // what was asked for goes on at the cloud

    Stage stage() const;
    CommandRules::Verdict mayRequest() const;
    const QList<ChargeOrder> &orders() const { return m_orders; } // oldest first
    Money amount() const;
    Money amountOf(const ChargeOrder &order) const; // its part
    PaymentMethod method() const { return m_method; }
    const std::optional<JointSettlement> &settlement() const { return m_settlement; }
    const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    void take(const Result<JointSettlement> &result);
    void takeSettlement(const JointSettlement &settlement);
    void follow(const ChargeOrder &order);
    void askAgain();

    const CloudLink &m_link;
    OrdersGateway &m_gateway;
    QList<ChargeOrder> m_orders;
    PaymentMethod m_method = PaymentMethod::NetworkPlatform;
    QString m_clientRef;
    QString m_id; // of the settlement, as soon as it is known
    std::optional<JointSettlement> m_settlement;
    std::optional<Error> m_error;
    bool m_asking = false; // for the payment
    bool m_refreshing = false; // how it stands
    int m_turn = 0; // numbers the proposals: a late answer to an old one is dropped
};

} // namespace pd::ui
