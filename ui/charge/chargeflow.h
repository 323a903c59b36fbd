// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
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
    enum class Step { Place, Mode, Account, Amount, Start, Payment, Run };
    // What the sheet is waiting for.
    enum class Stage { Choosing, Asking, AwaitingPayer, Paid, Starting, Charging, Stopping, Billing, Over };
    enum class Asked { Nothing, Account, Order, Start, Stop, Cancel };

    ChargeFlow(const PileStore &piles, const CloudLink &link, PilesGateway &pilesGateway,
               OrdersGateway &orders, const Clock &clock, QObject *parent = nullptr);

    void setPort(const PortId &port);
    void setMode(ChargeMode mode);
    void setPhone(const QString &text); // forgets the checked account
    void setLimitKind(ChargeLimit::Kind kind); // one that the mode offers; forgets the figure
    void setFigure(const QString &text); // of the limit, in yuan, kWh or minutes
    void setScheduled(bool scheduled); // starts by itself at the time that is set
    void setStartTime(const QString &text); // "00:30" on the clock of the station
    void setMethod(PaymentMethod method);

    void checkAccount();
    void changeAccount(const AccountChange &change); // of the checked account
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
    ChargeLimit::Kind limitKind() const { return m_limitKind; }
    const std::optional<ChargeLimit> &limit() const { return m_limit; }
    bool isScheduled() const { return m_scheduled; }
    // When it would start by itself: the next time that the clock shows so; nothing where it is told to, or
    // no time is set.
    std::optional<QDateTime> startAt() const;
    const std::optional<PricePlan> &plan() const { return m_plan; } // of the port's station
    const std::optional<ChargeOrder> &order() const { return m_order; }
    QTimeZone zone() const; // of the station, in which times are typed and shown
    std::optional<Error> errorAt(Step step) const;

    CommandRules::Verdict mayCheck() const;
    CommandRules::Verdict mayChangeAccount() const;
    CommandRules::Verdict mayReserve() const; // the port for the account
    CommandRules::Verdict mayRequest() const;
    CommandRules::Verdict mayStart() const; // also earlier than it would by itself
    CommandRules::Verdict mayStop() const;
    CommandRules::Verdict mayCancel() const;

Q_SIGNALS:
    void changed();
    void accountChecked(); // the check has succeeded

private:
    using Call = QFuture<Result<ChargeOrder>> (OrdersGateway::*)(const OrderId &);
    void act(Asked what, Call call);
    void takeOrder(const ChargeOrder &order);
    void askAccount(const QFuture<Result<AccountCheck>> &answer);
    void takeAccount(const Result<AccountCheck> &result);
    void takeCreated(const Result<ChargeOrder> &result);
    void askAgain();
    void fetchPlan();
    OrderRequest request() const;
    void clearError(Step step);
    void setError(Step fallback, const Error &error);
    CommandRules::Verdict idle() const;
    CommandRules::Verdict accountMay() const;
    CommandRules::Verdict mayReachPile(const QString &offline) const; // offline: the reason to give

    const PileStore &m_piles;
    const CloudLink &m_link;
    PilesGateway &m_pilesGateway;
    OrdersGateway &m_orders;
    const Clock &m_clock;
    PortId m_port;
    ChargeMode m_mode = ChargeMode::ByEnergy;
    QString m_phone; // as typed; dropped once it has been checked
    std::optional<AccountCheck> m_account;
    ChargeLimit::Kind m_limitKind = ChargeLimit::Kind::Amount;
    std::optional<ChargeLimit> m_limit;
    bool m_scheduled = false;
    QString m_startTime; // as typed; empty where it is no time
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
