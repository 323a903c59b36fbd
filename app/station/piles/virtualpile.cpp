// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/virtualpile.h"

#include "app/station/logging.h"

namespace pd::station {

using namespace net::ocpp;

namespace {

constexpr int onlyConnector = 1;

QString sectionName(const PileId &pile)
{
    return QStringLiteral("pile/") + pile.text();
}

} // namespace

VirtualPile::VirtualPile(const SitePile &pile, const Clock &clock, StateFile &state, const QUrl &cloud,
                         QObject *parent)
    : QObject(parent)
    , m_site(pile)
    , m_state(state)
    , m_link(pile.id, cloud, pile.key)
    , m_port(clock, pile.registerStart, pile.maxPowerW)
    , m_prices(pile.takesPricePlan)
    , m_outbox(m_link, state, onlyConnector)
    , m_provisioning(pile, clock, m_link, m_outbox)
    , m_control(m_port, m_prices, m_provisioning, m_outbox, state, [this] { restartSoon(); })
    , m_savedRegister(pile.registerStart)
{
    m_link.setHandler([this](const QString &action, const JsonValue &payload) {
        return m_control.handle(action, payload);
    });
    connect(&m_port, &ChargePort::reported, this, [this](const Report &report) { m_outbox.post(report); });
    connect(&m_port, &ChargePort::statusChanged, this, [this](ConnectorStatus status, const QDateTime &at) {
        m_state.touch();
        m_provisioning.sendStatus(onlyConnector, status, at, Outbox::Place::Back, m_port.errorCode());
    });
    connect(&m_outbox, &Outbox::numbered, this, &VirtualPile::onNumbered);
    connect(&m_provisioning, &Provisioning::accepted, this, &VirtualPile::onAccepted);
}

Done VirtualPile::restore()
{
    const QJsonObject saved = m_state.section(sectionName(m_site.id));
    m_state.addSection(sectionName(m_site.id), [this] { return save(); });
    if (saved.isEmpty())
        return {};
    if (Done port = m_port.restore(saved.value(QLatin1String("port")).toObject()); !port)
        return port;
    m_prices.restore(saved.value(QLatin1String("prices")).toObject());
    m_savedRegister = m_port.shownRegister();
    return m_outbox.restore(saved.value(QLatin1String("outbox")).toObject());
}

void VirtualPile::start()
{
    m_port.resume();
    m_state.touch();
    m_link.open();
}

// Not at once: the answer to whoever asked for it goes out first.
void VirtualPile::restartSoon()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_link.isOpen())
                return; // its network is cut
            m_link.close();
            m_link.open();
        },
        Qt::QueuedConnection);
}

Result<SampleReport> VirtualPile::meterNow()
{
    m_port.catchUp();
    if (m_port.shownRegister() != m_savedRegister) {
        m_state.touch();
        if (const Done saved = m_state.commit(); !saved)
            return tl::unexpected(saved.error());
    }
    return m_port.sample(SampleReport::Context::Trigger);
}

void VirtualPile::presentCard(const QString &uid)
{
    m_port.catchUp();
    if (m_port.transaction()) {
        if (m_port.transaction()->idTag == uid)
            m_port.stop(QStringLiteral("Local"));
        return;
    }
    m_outbox.post(Authorize::action, encode(Authorize::Request{uid}), [this, uid](const auto &answer) {
        const auto confirmation
            = answer ? decode<Authorize::Confirmation>(*answer) : tl::unexpected(Violation{});
        if (!confirmation || confirmation->idTagInfo.status != AuthorizationStatus::Accepted)
            qCInfo(lcPile) << m_site.id.text() << "card not accepted";
        else if (!m_prices.allowsStart())
            qCInfo(lcPile) << m_site.id.text() << "has no prices yet and starts nothing";
        else if (const Done started = m_port.start(uid); !started)
            qCInfo(lcPile) << m_site.id.text() << "card:" << started.error().detail;
    });
}

Done VirtualPile::setFault(const QString &name, bool on)
{
    if (name == QLatin1String("offline")) {
        on ? m_link.close() : m_link.open();
        return {};
    }
    if (name == QLatin1String("refuse-plan")) {
        m_prices.setRefusing(on);
        return {};
    }
    if (name == QLatin1String("no-start"))
        m_faults.noStart = on;
    else if (name == QLatin1String("refuse-start"))
        m_faults.refuseStart = on;
    else if (name == QLatin1String("connector-lock"))
        m_faults.lock = on;
    else
        return failure(Error::Kind::NotFound, QStringLiteral("no such fault: ") + name);
    m_port.setFaults(m_faults);
    return {};
}

void VirtualPile::onAccepted()
{
    m_port.catchUp();
    // In front of the backlog, hence in reverse.
    const QDateTime now = m_port.sample(SampleReport::Context::Trigger).at;
    m_provisioning.sendStatus(onlyConnector, m_port.status(), now, Outbox::Place::Front, m_port.errorCode());
    m_provisioning.sendStatus(0, ConnectorStatus::Available, now, Outbox::Place::Front);
    m_outbox.post(m_port.sample(SampleReport::Context::Trigger));
}

void VirtualPile::onNumbered(const QString &transaction, int id, AuthorizationStatus status)
{
    m_port.numberTransaction(transaction, id);
    const bool running = m_port.transaction() && m_port.transaction()->key == transaction;
    if (running && status != AuthorizationStatus::Accepted)
        m_port.stop(QStringLiteral("DeAuthorized"));
}

QJsonObject VirtualPile::save()
{
    m_savedRegister = m_port.shownRegister();
    return {{QStringLiteral("port"), m_port.save()},
            {QStringLiteral("outbox"), m_outbox.save()},
            {QStringLiteral("prices"), m_prices.save()}};
}

QJsonObject VirtualPile::describe() const
{
    QJsonObject json{{QStringLiteral("id"), m_site.id.text()},
                     {QStringLiteral("status"), toWord(m_port.status())},
                     {QStringLiteral("plugged"), m_port.isPlugged()},
                     {QStringLiteral("online"), isOnline()},
                     {QStringLiteral("register_kwh"), m_port.shownRegister().kwhText(2)},
                     {QStringLiteral("power_w"), m_port.powerW()},
                     {QStringLiteral("vehicle"), toJson(m_port.vehicle())},
                     {QStringLiteral("waiting_reports"), m_outbox.size()}};
    if (!m_prices.version().isEmpty())
        json.insert(QStringLiteral("price_plan"), m_prices.version());
    if (const auto &transaction = m_port.transaction()) {
        const Energy energy = m_port.shownRegister() - transaction->meterStart;
        QJsonObject running{{QStringLiteral("id_tag"), transaction->idTag},
                            {QStringLiteral("meter_start_kwh"), transaction->meterStart.kwhText(2)},
                            {QStringLiteral("energy_kwh"), energy.kwhText(2)},
                            {QStringLiteral("started_at"), timeText(transaction->startedAt)}};
        if (transaction->id)
            running.insert(QStringLiteral("transaction_id"), *transaction->id);
        if (transaction->limit)
            running.insert(QStringLiteral("limit_kwh"), transaction->limit->kwhText());
        json.insert(QStringLiteral("transaction"), running);
    }
    return json;
}

} // namespace pd::station
