// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/cloud/cloudcommand.h"

#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"
#include "models/basics/whenfinished.h"

namespace pd::ctl {

namespace {

using net::jsonLine;
using net::JsonNumbers;
using namespace std::chrono_literals;

const QString ordersModule = QStringLiteral("cnpdk_orders");
const QString settlementsModule = QStringLiteral("cnpdk_settlements");
const QString reservationsModule = QStringLiteral("cnpdk_reservations");
const QString pilesModule = QStringLiteral("cnpdk_piles");
const QString eventsModule = QStringLiteral("cnpdk_events");

Result<QList<QByteArray>> elementsOf(const Result<QByteArray> &data)
{
    return data.and_then([](const QByteArray &json) { return net::jsonParts(json); })
        .map([](const QList<net::JsonPart> &parts) {
            QList<QByteArray> elements;
            for (const net::JsonPart &part : parts)
                elements.append(part.json);
            return elements;
        });
}

QUrlQuery pageQuery(int limit, const QString &cursor = {})
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("limit"), QString::number(limit));
    if (!cursor.isEmpty())
        query.addQueryItem(QStringLiteral("cursor"), QString::fromLatin1(QUrl::toPercentEncoding(cursor)));
    return query;
}

bool hasFailed(const ChargeOrder &order)
{
    const bool paymentFailed = order.payment
        && (order.payment->state == PaymentState::Refused || order.payment->state == PaymentState::Closed);
    return order.state == OrderState::Failed || order.state == OrderState::Cancelled
        || (paymentFailed && order.state == OrderState::AwaitingPayment);
}

} // namespace

CloudCommand::CloudCommand(const CloudOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_client(m_http)
{
    m_deadline.setSingleShot(true);
    m_again.setSingleShot(true);
}

void CloudCommand::run()
{
    const auto ready = [this](const Done &done) {
        if (done)
            act();
        else
            fail(done.error());
    };
    if (!m_options.token.isEmpty()) {
        whenFinished(m_client.discover(m_options.url, m_options.token), this, ready);
        return;
    }
    whenFinished(
        m_client.signIn(m_options.url, m_options.user, m_options.password), this,
        [ready](const Result<net::SignInAnswer> &answer) { ready(answer.map([](const auto &) {})); });
}

void CloudCommand::act()
{
    const QString &verb = m_options.verb;
    const QString order = QLatin1Char('/') + m_options.operand;
    if (verb == QLatin1String("stations") || verb == QLatin1String("piles")
        || verb == QLatin1String("refused")) {
        const QString path = verb == QLatin1String("piles") ? QString() : QLatin1Char('/') + verb;
        printList(m_client.get(pilesModule, path).then(&elementsOf));
    } else if (verb == QLatin1String("sessions") || verb == QLatin1String("cdrs")) {
        // OCPI asks for date_from; the beginning of its time is a date too.
        QUrlQuery query = pageQuery(m_options.limit);
        query.addQueryItem(QStringLiteral("date_from"), QStringLiteral("2000-01-01T00:00:00Z"));
        printList(m_client.list(verb, query, m_options.limit));
    } else if (verb == QLatin1String("orders")) {
        printOrders({}, m_options.limit);
    } else if (verb == QLatin1String("order")) {
        printOne(m_client.get(ordersModule, order));
    } else if (verb == QLatin1String("messages")) {
        printList(m_client.get(ordersModule, order + QStringLiteral("/messages")).then(&elementsOf));
    } else if (verb == QLatin1String("command")) {
        printOne(m_client.post(pilesModule, order + QStringLiteral("/commands"), m_options.command));
    } else if (verb == QLatin1String("reports")) {
        printList(m_client.get(pilesModule, order + QStringLiteral("/reports")).then(&elementsOf));
    } else if (verb == QLatin1String("reservations")) {
        printList(m_client.get(reservationsModule, {}).then(&elementsOf));
    } else if (verb == QLatin1String("reservation")) {
        printOne(m_client.get(reservationsModule, order));
    } else if (verb == QLatin1String("reserve")) {
        printOne(m_client.post(reservationsModule, {}, net::encode(m_options.reservation)));
    } else if (verb == QLatin1String("cancel") && m_options.operand.toInt() > 0) {
        const QByteArray why
            = net::JsonWriter().beginObject().member("reason", m_options.reason).endObject().result();
        printOne(m_client.post(reservationsModule, order + QStringLiteral("/cancel"), why));
    } else if (verb == QLatin1String("settlement")) {
        printOne(m_client.get(settlementsModule, order));
    } else if (verb == QLatin1String("settle")) {
        settle();
    } else if (verb == QLatin1String("account")) {
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("phone"), m_options.operand);
        printOne(m_client.get(QStringLiteral("cnpdk_accounts"), QStringLiteral("/check"), query));
    } else if (verb == QLatin1String("cancel") || (verb == QLatin1String("stop") && !m_options.wait)) {
        printOne(m_client.post(ordersModule, order + QLatin1Char('/') + verb, "{}"));
    } else if (verb == QLatin1String("stop")) {
        whenFinished(m_client.post(ordersModule, order + QStringLiteral("/stop"), "{}"), this,
                     [this](const Result<QByteArray> &data) {
                         data ? follow(m_options.operand) : fail(data.error());
                     });
    } else if (verb == QLatin1String("start")) {
        m_options.operand.isEmpty() ? create() : begin(m_options.operand);
    } else {
        listen();
    }
}

void CloudCommand::printOne(const Data &data)
{
    whenFinished(data, this, [this](const Result<QByteArray> &json) {
        if (!json)
            return fail(json.error());
        Q_EMIT line(jsonLine(*json, JsonNumbers::Keep));
        finish(0);
    });
}

void CloudCommand::printList(const QFuture<Result<QList<QByteArray>>> &elements)
{
    // OCPI's own objects carry energy and money as JSON numbers.
    const JsonNumbers numbers
        = m_client.endpoint(m_options.verb).isEmpty() ? JsonNumbers::Keep : JsonNumbers::AsText;
    whenFinished(elements, this, [this, numbers](const Result<QList<QByteArray>> &list) {
        if (!list)
            return fail(list.error());
        for (const QByteArray &element : *list)
            Q_EMIT line(jsonLine(element, numbers));
        finish(0);
    });
}

void CloudCommand::printOrders(const QString &cursor, int left)
{
    const Data data = m_client.get(ordersModule, {}, pageQuery(qMin(left, 100), cursor));
    whenFinished(data, this, [this, left](const Result<QByteArray> &json) {
        const Result<QList<QByteArray>> orders = elementsOf(
            json.and_then([](const QByteArray &page) { return net::jsonMember(page, "orders"); }));
        if (!orders)
            return fail(orders.error());
        for (const QByteArray &order : orders->first(qMin<qsizetype>(left, orders->size())))
            Q_EMIT line(jsonLine(order, JsonNumbers::Keep));
        const net::JsonDocument page(*json, "orders");
        const QString next = page.root()["next"].optionalText();
        const int rest = left - int(orders->size());
        if (next.isEmpty() || rest <= 0 || orders->isEmpty())
            return finish(0);
        printOrders(next, rest);
    });
}

// Checks the account, creates the order, and begins it as soon as it is paid.
void CloudCommand::create()
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("phone"), m_options.phone);
    const Data check = m_client.get(QStringLiteral("cnpdk_accounts"), QStringLiteral("/check"), query);
    whenFinished(check, this, [this](const Result<QByteArray> &json) {
        const Result<AccountCheck> account = json.and_then(&net::decodeAccountCheck);
        if (!account)
            return fail(account.error());
        m_options.order.account = account->account;
        const Data created = m_client.post(ordersModule, {}, net::encode(m_options.order));
        whenFinished(created, this, [this](const Result<QByteArray> &data) {
            const Result<ChargeOrder> order = data.and_then(&net::decodeOrder);
            if (!order)
                return fail(order.error());
            if (m_options.wait)
                return follow(order->id.text());
            if (order->state == OrderState::Paid)
                return begin(order->id.text());
            Q_EMIT line(jsonLine(*data, JsonNumbers::Keep));
            finish(0);
        });
    });
}

void CloudCommand::begin(const QString &orderId)
{
    m_startAsked = true;
    const Data started
        = m_client.post(ordersModule, QLatin1Char('/') + orderId + QStringLiteral("/start"), "{}");
    if (!m_options.wait)
        return printOne(started);
    whenFinished(started, this, [this, orderId](const Result<QByteArray> &data) {
        data ? follow(orderId) : fail(data.error());
    });
}

// Looks at the order until it is where it was to go, and prints it each time its state has moved.
void CloudCommand::follow(const QString &orderId)
{
    armDeadline();
    m_again.disconnect(this);
    connect(&m_again, &QTimer::timeout, this, [this, orderId] { look(orderId); });
    look(orderId);
}

void CloudCommand::look(const QString &orderId)
{
    whenFinished(m_client.get(ordersModule, QLatin1Char('/') + orderId), this,
                 [this](const Result<QByteArray> &json) {
                     if (!m_over)
                         judge(json.and_then(&net::decodeOrder), json.value_or(QByteArray()));
                 });
}

void CloudCommand::judge(const Result<ChargeOrder> &order, const QByteArray &json)
{
    const bool comesBack = !order
        && (order.error().kind == Error::Kind::Offline || order.error().kind == Error::Kind::Timeout);
    if (!order && !comesBack)
        return fail(order.error());
    if (order) {
        const QString seen
            = toWord(order->state) + (order->command ? toWord(order->command->life) : QString());
        if (seen != std::exchange(m_lastSeen, seen))
            Q_EMIT line(jsonLine(json, JsonNumbers::Keep));
        // What stands there afterwards is billed when it leaves.
        if (m_options.verb == QLatin1String("stop") ? order->endedAt.isValid() || isOver(order->state)
                                                    : order->state == OrderState::Charging)
            return finish(0);
        if (hasFailed(*order) || isOver(order->state)) {
            const QString why = order->command ? order->command->reason : QString();
            return fail({Error::Kind::Rejected, QStringLiteral("the order is ") + toWord(order->state), why});
        }
        if (order->state == OrderState::Paid && !m_startAsked && m_options.verb == QLatin1String("start"))
            return begin(order->id.text());
    }
    m_again.start(500ms);
}

void CloudCommand::settle()
{
    const Data made = m_client.post(settlementsModule, {}, net::encode(m_options.settlement));
    if (!m_options.wait)
        return printOne(made);
    whenFinished(made, this, [this](const Result<QByteArray> &json) {
        const Result<JointSettlement> settlement = json.and_then(&net::decodeSettlement);
        if (!settlement)
            return fail(settlement.error());
        armDeadline();
        m_again.disconnect(this);
        connect(&m_again, &QTimer::timeout, this, [this, id = settlement->id] { lookAtSettlement(id); });
        lookAtSettlement(settlement->id);
    });
}

void CloudCommand::lookAtSettlement(const QString &id)
{
    whenFinished(
        m_client.get(settlementsModule, QLatin1Char('/') + id), this, [this](const Result<QByteArray> &json) {
            const Result<JointSettlement> settlement = json.and_then(&net::decodeSettlement);
            if (m_over)
                return;
            if (!settlement)
                return fail(settlement.error());
            if (const QString seen = toWord(settlement->state); seen != std::exchange(m_lastSeen, seen))
                Q_EMIT line(jsonLine(*json, JsonNumbers::Keep));
            if (settlement->state == JointSettlement::State::Settled)
                return finish(0);
            if (settlement->state == JointSettlement::State::Failed)
                return fail({Error::Kind::Rejected, QStringLiteral("the payer has not paid"),
                             QStringLiteral("not_paid")});
            m_again.start(500ms);
        });
}

void CloudCommand::armDeadline()
{
    if (m_options.seconds <= 0 || m_deadline.isActive())
        return;
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail({Error::Kind::Timeout, QStringLiteral("not there in time"), QStringLiteral("wait_over")});
    });
    m_deadline.start(std::chrono::seconds(m_options.seconds));
}

void CloudCommand::listen()
{
    if (!m_client.offers(eventsModule)) {
        return fail({Error::Kind::Unsupported, QStringLiteral("module not offered: ") + eventsModule,
                     QStringLiteral("not_offered")});
    }
    connect(&m_feed, &net::EventFeed::received, this, [this](const net::Event &event) {
        if (m_over)
            return;
        Q_EMIT line(jsonLine(net::encode(event), JsonNumbers::Keep));
        if (++m_printed == m_options.count)
            finish(0);
    });
    connect(&m_feed, &net::EventFeed::lost, this, [this](const Error &error, bool beforeHello) {
        Q_EMIT reason(toWord(error.kind) + QStringLiteral(": ") + error.detail);
        if (beforeHello && m_printed == 0 && m_options.seconds < 0)
            fail(error);
    });
    // Fewer events than asked for in the time is a failure; a time alone is only a length.
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        if (m_options.count <= 0)
            return finish(0);
        fail({Error::Kind::Timeout,
              QStringLiteral("%1 of %2 events within %3 s")
                  .arg(m_printed)
                  .arg(m_options.count)
                  .arg(m_options.seconds),
              {}});
    });
    if (m_options.seconds > 0)
        m_deadline.start(std::chrono::seconds(m_options.seconds));
    m_feed.open(m_client.endpoint(eventsModule), m_client.token());
}

void CloudCommand::fail(const Error &error)
{
    if (m_over)
        return;
    const QString word = error.reason.isEmpty() ? toWord(error.kind) : error.reason;
    Q_EMIT reason(word + QStringLiteral(": ") + error.detail);
    finish(1);
}

void CloudCommand::finish(int exitCode)
{
    if (std::exchange(m_over, true))
        return;
    m_deadline.stop();
    m_again.stop();
    m_feed.close();
    const QUrl staff = m_client.endpoint(QStringLiteral("cnpdk_staff"));
    if (m_options.user.isEmpty() || staff.isEmpty()) {
        Q_EMIT finished(exitCode);
        return;
    }
    // The token was made for this command alone; its end is waited for, but not for long.
    const Data over = m_client.post(QStringLiteral("cnpdk_staff"), QStringLiteral("/sign-out"), "{}");
    QTimer::singleShot(2s, this, [this, exitCode] { Q_EMIT finished(exitCode); });
    whenFinished(over, this, [this, exitCode](const auto &) { Q_EMIT finished(exitCode); });
}

} // namespace pd::ctl
