// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/cloudorders.h"

#include "app/console/answers.h"

namespace pd::console {

Q_LOGGING_CATEGORY(cloudLog, "pd.console.cloud", QtInfoMsg)

namespace {

const QString ordersModule = QStringLiteral("cnpdk_orders");
const QString accountsModule = QStringLiteral("cnpdk_accounts");
const QString settlementsModule = QStringLiteral("cnpdk_settlements");

QString pathOf(const OrderId &id)
{
    return QLatin1Char('/') + id.text();
}

} // namespace

CloudOrders::CloudOrders(CloudSession &session, QObject *parent)
    : OrdersGateway(parent)
    , m_session(session)
{
    connect(&session, &CloudSession::eventReceived, this, &CloudOrders::take);
    connect(&session, &CloudSession::reloadNeeded, this, &CloudOrders::reloadNeeded);
}

QFuture<Result<AccountCheck>> CloudOrders::checkAccount(const QString &phone)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("phone"), phone);
    return answered(m_session.client().get(accountsModule, QStringLiteral("/check"), query),
                    &net::decodeAccountCheck);
}

QFuture<Result<AccountCheck>> CloudOrders::changeAccount(const AccountId &id, const AccountChange &change)
{
    return answered(
        m_session.client().post(accountsModule, QLatin1Char('/') + id.text(), net::encode(change)),
        &net::decodeAccountCheck);
}

QFuture<Result<ChargeOrder>> CloudOrders::create(const OrderRequest &request)
{
    return answered(m_session.client().post(ordersModule, {}, net::encode(request)), &net::decodeOrder);
}

QFuture<Result<ChargeOrder>> CloudOrders::order(const OrderId &id)
{
    return answered(m_session.client().get(ordersModule, pathOf(id)), &net::decodeOrder);
}

QFuture<Result<ChargeOrder>> CloudOrders::start(const OrderId &id)
{
    return command(id, QLatin1String("/start"));
}

QFuture<Result<ChargeOrder>> CloudOrders::stop(const OrderId &id)
{
    return command(id, QLatin1String("/stop"));
}

QFuture<Result<ChargeOrder>> CloudOrders::cancel(const OrderId &id)
{
    return command(id, QLatin1String("/cancel"));
}

QFuture<Result<OrdersGateway::Page>> CloudOrders::page(const QString &cursor, int limit)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("limit"), QString::number(limit));
    if (!cursor.isEmpty())
        query.addQueryItem(QStringLiteral("cursor"), QString::fromLatin1(QUrl::toPercentEncoding(cursor)));
    return answered(m_session.client().get(ordersModule, {}, query), &net::decodeOrdersPage);
}

QFuture<Result<JointSettlement>> CloudOrders::settle(const SettlementRequest &request)
{
    return answered(m_session.client().post(settlementsModule, {}, net::encode(request)),
                    &net::decodeSettlement);
}

QFuture<Result<JointSettlement>> CloudOrders::settlement(const QString &id)
{
    return answered(m_session.client().get(settlementsModule, QLatin1Char('/') + id), &net::decodeSettlement);
}

QFuture<Result<ChargeOrder>> CloudOrders::command(const OrderId &id, QLatin1String verb)
{
    return answered(m_session.client().post(ordersModule, pathOf(id) + verb, "{}"), &net::decodeOrder);
}

void CloudOrders::take(const net::Event &event)
{
    if (event.kind != QLatin1String("order"))
        return;
    const Result<ChargeOrder> order = net::decodeOrder(event.data);
    if (order)
        Q_EMIT orderChanged(*order);
    else
        qCWarning(cloudLog) << "event" << event.seq << "left out:" << order.error().detail;
}

} // namespace pd::console
