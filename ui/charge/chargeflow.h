// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/pile/pilestore.h"
#include "ui/piles/commandrules.h"

#include <QHash>

namespace pd::ui {

// The assisted charge without its widgets: what has been chosen, what has been asked, how the order stands.
// Nothing blocks; every change is told with changed(). GUI thread; owner: the charge page.
//
// An order is asked for with one client reference until the cloud has answered clearly: asked again after a
// silence it is the same order.
class ChargeFlow : public QObject
{
    Q_OBJECT

public:
    // Where on the sheet something belongs.
    enum class Step { Place, Mode, Account, Amount, Payment, Run };
    // What the sheet is waiting for.
    enum class Stage { Choosing, Asking, AwaitingPayer, Paid, Starting, Charging, Stopping, Billing, Over };
    enum class Asked { Nothing, Account, Order, Start, Stop, Cancel };

    ChargeFlow(const PileStore &piles, const CloudLink &link, PilesGateway &pilesGateway,
               OrdersGateway &orders, QObject *parent = nullptr);

    void setPort(const PortId &port);
    void setMode(ChargeMode mode);
    void setPhone(const QString &text); // forgets the checked account
    void setAmount(const QString &text);
    void setMethod(PaymentMethod method);

    void checkAccount();
    void requestPayment();
    void start();
    void stop();
    void cancel();
    void startOver(); // keeps nothing but the place
    void follow(const ChargeOrder &order); // shows an order that exists already

    Stage stage() const;
    Asked asked() const { return m_asked; }
    const PortId &port() const { return m_port; }
    ChargeMode mode() const { return m_mode; }
    PaymentMethod method() const { return m_method; }
    const std::optional<AccountCheck> &account() const { return m_account; }
    std::optional<Money> amount() const { return m_amount; }
    const std::optional<PricePlan> &plan() const { return m_plan; } // of the port's station
    const std::optional<ChargeOrder> &order() const { return m_order; }
    std::optional<Error> errorAt(Step step) const;

    CommandRules::Verdict mayCheck() const;
    CommandRules::Verdict mayRequest() const;
    CommandRules::Verdict mayStart() const;
    CommandRules::Verdict mayStop() const;
    CommandRules::Verdict mayCancel() const;

Q_SIGNALS:
    void changed();
    void accountChecked(); // the check has succeeded

private:
    using Call = QFuture<Result<ChargeOrder>> (OrdersGateway::*)(const OrderId &);
    void act(Asked what, Call call);
    void takeOrder(const ChargeOrder &order);
    void takeAccount(const Result<AccountCheck> &result);
    void takeCreated(const Result<ChargeOrder> &result);
    void askAgain();
    void fetchPlan();
    void clearError(Step step);
    void setError(Step fallback, const Error &error);
    CommandRules::Verdict idle() const;
    CommandRules::Verdict mayReachPile(const QString &offline) const; // offline: the reason to give

    const PileStore &m_piles;
    const CloudLink &m_link;
    PilesGateway &m_pilesGateway;
    OrdersGateway &m_orders;
    PortId m_port;
    ChargeMode m_mode = ChargeMode::ByEnergy;
    QString m_phone; // as typed; dropped once it has been checked
    std::optional<AccountCheck> m_account;
    std::optional<Money> m_amount;
    PaymentMethod m_method = PaymentMethod::NetworkPlatform;
    StationId m_planStation;
    std::optional<PricePlan> m_plan;
    QString m_clientRef; // of the order that is being asked for
    std::optional<ChargeOrder> m_order;
    Asked m_asked = Asked::Nothing;
    QHash<Step, Error> m_errors;
    int m_check = 0; // numbers the account checks: a late answer to an old one is dropped
};

} // namespace pd::ui
