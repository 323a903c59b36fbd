// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/api.h"

#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"
#include "app/net/ocpi/objects.h"
#include "models/basics/whenfinished.h"

namespace pd::cloud {

using net::JsonDocument;
using net::JsonView;

namespace {

constexpr int usualPage = 100;

void needRole(const Call &call)
{
    call.refuse(Error::Kind::NotAllowed, "role_missing", QStringLiteral("the role for this is missing"));
}

QByteArray abnormalOrders(const QList<AbnormalOrder> &orders)
{
    net::JsonWriter writer;
    writer.beginArray();
    for (const AbnormalOrder &abnormal : orders)
        writer.beginObject()
            .member("order", abnormal.order.text())
            .member("reason", abnormal.reason)
            .member("certain_kwh", abnormal.energy)
            .member("put_right", abnormal.flags.join(QLatin1Char(' ')))
            .member("found_at", abnormal.foundAt)
            .endObject();
    return writer.endArray().result();
}

QByteArray driverMessages(const QList<DriverMessage> &messages)
{
    net::JsonWriter writer;
    writer.beginArray();
    for (const DriverMessage &message : messages)
        writer.beginObject()
            .member("at", message.at)
            .member("word", message.word)
            .member("zh", message.zh)
            .member("en", message.en)
            .endObject();
    return writer.endArray().result();
}

bool isSandbox(const Core &core)
{
    return core.db.mode() == InstallationMode::Sandbox;
}

} // namespace

// ---- cnpdk_staff

void Api::signIn(Call &call)
{
    if (!call.is("POST"))
        return call.refuseMethod("POST");
    const JsonDocument document(call.request().body, "sign-in");
    const JsonView root = document.root();
    const QString user = root["user"].text();
    const QString password = root["password"].text();
    if (document.error())
        return call.refuse(*document.error());
    const bool sandbox = isSandbox(m_core);
    whenFinished(m_staff.signIn(user, password), &m_staff, [call, sandbox](const Result<SignIn> &signedIn) {
        call.answer(signedIn, [&](const SignIn &signIn) { return net::encode(signIn, sandbox); });
    });
}

void Api::staffModule(Call &call)
{
    const QString deed = call.path().size() == 1 ? call.path()[0] : QString();
    if (deed == QLatin1String("me"))
        return call.is("GET") ? call.answer(net::encode(m_staff.describe(call.who()), isSandbox(m_core)))
                              : call.refuseMethod("GET");
    if (deed == QLatin1String("sign-out")) {
        if (!call.is("POST"))
            return call.refuseMethod("POST");
        m_staff.signOut(call.who());
        m_feed.closeReadersOf(call.who().tokenHash);
        return call.answerNothing();
    }
    call.refusePath();
}

// ---- cnpdk_accounts

void Api::accounts(Call &call)
{
    if (call.is("POST") && call.path().size() == 1)
        return changeAccount(call, AccountId(call.path()[0]));
    if (!call.is("GET"))
        return call.refuseMethod("GET, POST");
    if (call.path() != QStringList{QStringLiteral("check")})
        return call.refusePath();
    if (!call.who().hasAnyRole({"operator", "lead", "support", "support_lead"}))
        return needRole(call);
    call.answer(m_core.orders.checkAccount(call.query("phone")),
                [](const AccountCheck &check) { return net::encode(check); });
}

// ---- cnpdk_orders

void Api::orders(Call &call)
{
    const QStringList &path = call.path();
    if (path.isEmpty() && call.is("GET"))
        return listOrders(call);
    if (path == QStringList{QStringLiteral("abnormal")} && call.is("GET"))
        return call.answer(abnormalOrders(m_core.billing.waiting()));
    const bool isRead = path.size() == 1 && call.is("GET");
    if (isRead)
        return call.answer(m_core.orders.order(OrderId(path[0])),
                           [](const ChargeOrder &order) { return net::encode(order); });
    if (path.size() == 2 && path[1] == QLatin1String("messages") && call.is("GET"))
        return call.answer(driverMessages(m_core.messages.of(OrderId(path[0]))));
    if (!call.is("POST"))
        return call.refuseMethod("GET, POST");
    if (path.size() == 2 && path[1] == QLatin1String("decide"))
        return decideOrder(call, OrderId(path[0]));
    if (!call.who().hasAnyRole({"operator", "lead"}))
        return needRole(call);
    if (path.isEmpty())
        return createOrder(call);
    if (path.size() == 2)
        return actOnOrder(call, OrderId(path[0]), path[1]);
    call.refusePath();
}

void Api::listOrders(Call &call)
{
    bool good = true;
    const QString text = call.query("limit");
    const int limit = text.isEmpty() ? usualPage : text.toInt(&good);
    if (!good || limit < 1)
        return call.refuse(Error::Kind::Invalid, "invalid_parameter",
                           QStringLiteral("limit is not a number"));
    call.answer(net::encode(m_core.orders.page(call.query("cursor"), limit)));
}

void Api::createOrder(Call &call)
{
    const Result<OrderRequest> request = net::decodeOrderRequest(call.request().body);
    if (!request)
        return call.refuse(request.error());
    whenFinished(m_core.orders.create(*request, call.who().name), &m_staff,
                 [call](const Result<ChargeOrder> &order) {
                     call.answer(order, [](const ChargeOrder &made) { return net::encode(made); });
                 });
}

void Api::actOnOrder(Call &call, const OrderId &id, const QString &deed)
{
    const auto encode = [](const ChargeOrder &order) { return net::encode(order); };
    if (deed == QLatin1String("start"))
        return call.answer(m_core.orders.start(id, call.who().name), encode);
    if (deed == QLatin1String("stop"))
        return call.answer(m_core.orders.stop(id, call.who().name), encode);
    if (deed == QLatin1String("cancel"))
        return call.answer(m_core.orders.cancel(id, call.who().name), encode);
    call.refusePath();
}

// Money that a person gives or keeps: not for whoever started the charge.
void Api::decideOrder(Call &call, const OrderId &id)
{
    if (!call.who().hasAnyRole({"support", "support_lead"}))
        return needRole(call);
    const JsonDocument document(call.request().body, "decision");
    if (document.error())
        return call.refuse(*document.error());
    const JsonView root = document.root();
    const QString word = root["decision"].text();
    const bool isBill = word == QLatin1String("BILL");
    if (!isBill && word != QLatin1String("RETURN"))
        root["decision"].fail("neither BILL nor RETURN");
    const QString reason = root["reason"].text();
    if (document.error())
        return call.refuse(*document.error());
    const auto decision = isBill ? BillingDesk::Decision::Bill : BillingDesk::Decision::Return;
    call.answer(m_core.billing.decide(id, decision, call.who().name, reason),
                [](const ChargeOrder &order) { return net::encode(order); });
}

// Reached without an upgrade.
void Api::events(Call &call)
{
    call.refuse(Error::Kind::Invalid, "websocket_needed", QStringLiteral("cnpdk_events is a WebSocket"));
}

// ---- for whoever runs it

void Api::health(Call &call)
{
    Transaction work(m_core.db);
    Rows rows = m_core.db.run(QStringLiteral("SELECT 1"));
    const bool isGood = rows.next() && work.commit() && !m_core.db.trouble();
    HttpResponse response;
    response.status = isGood ? 200 : 503;
    response.body = isGood ? "{\"status\":\"ok\"}" : "{\"status\":\"storage\"}";
    call.answerPlain(response);
}

void Api::metrics(Call &call)
{
    int charging = 0;
    for (const Pile &pile : m_core.board.piles()) {
        for (const Port &port : pile.ports)
            charging += port.connectorStatus == ConnectorStatus::Charging;
    }
    QByteArray text;
    const auto figure = [&](const char *name, const char *type, const char *help, qint64 value) {
        text += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n' + name
            + ' ' + QByteArray::number(value) + '\n';
    };
    figure("piledeck_piles", "gauge", "Piles known", m_core.board.piles().size());
    figure("piledeck_piles_online", "gauge", "Piles connected", m_core.board.onlineCount());
    figure("piledeck_ports_charging", "gauge", "Ports that report Charging", charging);
    figure("piledeck_charges_under_way", "gauge", "Charges being rated", qint64(m_core.live.size()));
    figure("piledeck_connections_refused_total", "counter", "Charge points and messages refused",
           m_core.office.refused().total());
    figure("piledeck_event_readers", "gauge", "Open event feeds", m_feed.readers());
    figure("piledeck_events_total", "counter", "Events published", m_feed.seq());
    figure("piledeck_http_requests_total", "counter", "HTTP requests to the API", m_requests);
    HttpResponse response;
    response.contentType = "text/plain; version=0.0.4";
    response.body = text;
    call.answerPlain(response);
}

} // namespace pd::cloud
