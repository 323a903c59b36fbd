// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/station.h"

#include "app/station/payments/sandboxjson.h"

#include <QDir>
#include <QJsonArray>

namespace pd::station {

Station::Station(const Options &options, const Site &site, const Clock &clock, const SteadyClock &steady,
                 QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_site(site)
    , m_clock(clock)
    , m_steady(steady)
    , m_lock(options.state + QStringLiteral(".lock"))
    , m_state(options.state)
    , m_payments(clock, m_state)
    , m_api(m_payments)
    , m_http([this](const HttpRequest &request) { return m_api.handle(request); })
    , m_commands(*this)
    , m_control([this](const QJsonObject &command) { return m_commands.handle(command); })
{
    m_lock.setStaleLockTime(0);
}

Station::~Station()
{
    for (const auto &pile : m_piles)
        pile->port().catchUp();
    if (m_lock.isLocked())
        m_state.commit();
}

Done Station::open()
{
    if (!QDir().mkpath(m_options.lines))
        return failure(Error::Kind::Storage, m_options.lines + QStringLiteral(": cannot be made"));
    if (Done state = openState(); !state)
        return state;
    if (Done payments = openPayments(); !payments)
        return payments;
    if (Done lines = openLines(); !lines)
        return lines;
    if (Done control = m_control.listen(m_options.control); !control)
        return control;
    for (const auto &pile : m_piles)
        pile->start();
    m_state.touch();
    return m_state.commit();
}

Done Station::openState()
{
    if (!m_lock.tryLock(0)) {
        const bool taken = m_lock.error() == QLockFile::LockFailedError;
        return taken
            ? failure(Error::Kind::Busy, m_options.state + QStringLiteral(": another station runs on it"))
            : failure(Error::Kind::Storage, m_options.state + QStringLiteral(": cannot be written"));
    }
    if (Done loaded = m_state.load(); !loaded)
        return loaded;
    if (Done payments = m_payments.restore(); !payments)
        return payments;
    for (const SitePile &site : m_site.piles) {
        m_piles.push_back(std::make_unique<VirtualPile>(site, m_clock, m_state, m_options.cloud));
        m_byId.insert(site.id, m_piles.back().get());
        if (const Done restored = m_piles.back()->restore(); !restored)
            return failure(restored.error().kind,
                           m_options.state + QStringLiteral(": ") + site.id.text() + QStringLiteral(": ")
                               + restored.error().detail);
    }
    return {};
}

Done Station::openPayments()
{
    if (!m_options.payments)
        return {};
    const QHostAddress &address = m_options.payments->address;
    if (Done listening = m_http.listen(address, m_options.payments->port); !listening)
        return listening;
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    m_api.setAddress(QString(v6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
                         .arg(address.toString())
                         .arg(m_http.port()));
    m_payments.setPayerConfirmsAfter(m_options.payerConfirmsAfterMs);
    return {};
}

Done Station::openLines()
{
    for (const SiteLine &line : m_site.lines) {
        auto bus = std::make_unique<MeterBus>(line, m_steady);
        for (const auto &pile : m_piles) {
            if (!pile->site().meter || pile->site().meter->line != line.name)
                continue;
            if (Done added = bus->addMeter(*pile, m_clock, m_site.timeZone); !added)
                return added;
        }
        if (Done opened = bus->open(m_options.lines); !opened)
            return opened;
        m_buses.push_back(std::move(bus));
    }
    return {};
}

VirtualPile *Station::pile(const PileId &id) const
{
    return m_byId.value(id);
}

MeterBus *Station::busOf(const QString &line) const
{
    for (const auto &bus : m_buses) {
        if (bus->site().name == line)
            return bus.get();
    }
    return nullptr;
}

Done Station::setPileFault(const FaultName &fault, VirtualPile &pile, bool on, int oneIn)
{
    Done done;
    if (fault.meter.isEmpty()) {
        done = pile.setFault(fault.name, on);
    } else {
        const auto &meter = pile.site().meter;
        MeterBus *bus = meter ? busOf(meter->line) : nullptr;
        done = bus ? bus->setMeterFault(fault.meter, on, *meter, oneIn)
                   : failure(Error::Kind::NotFound, QStringLiteral("this pile has no meter on a line"));
    }
    if (done)
        noteFault(fault, pile.site().id.text(), on);
    return done;
}

Done Station::setLineFault(const FaultName &fault, const QString &line, bool on, int oneIn)
{
    MeterBus *bus = busOf(line);
    if (!bus)
        return failure(Error::Kind::NotFound, QStringLiteral("no such line: ") + line.left(50));
    Done done = bus->setLineFault(fault.meter, on, oneIn);
    if (done)
        noteFault(fault, line, on);
    return done;
}

void Station::setPaymentFault(const FaultName &fault, bool on)
{
    if (fault.name == QLatin1String("card-declined"))
        m_payments.setCardsDeclined(on);
    else if (fault.name == QLatin1String("refund-closed"))
        m_payments.setRefundOutcome(on ? SandboxRefund::State::Closed : SandboxRefund::State::Success);
    else if (fault.name == QLatin1String("refund-abnormal"))
        m_payments.setRefundOutcome(on ? SandboxRefund::State::Abnormal : SandboxRefund::State::Success);
    else if (on)
        m_api.setTrouble(fault.name == QLatin1String("payment-lost") ? PaymentApi::Trouble::Lost
                                                                     : PaymentApi::Trouble::Error);
    else
        m_api.setTrouble(PaymentApi::Trouble::None);
    noteFault(fault, QStringLiteral("payments"), on);
}

void Station::noteFault(const FaultName &fault, const QString &where, bool on)
{
    const QString text = fault.name + QLatin1Char(' ') + where;
    if (on)
        m_faults.insert(text);
    else
        m_faults.remove(text);
}

QJsonObject Station::describe()
{
    QJsonArray piles;
    for (const auto &pile : m_piles) {
        pile->meterNow();
        piles.append(pile->describe());
    }
    QJsonArray payments;
    for (const SandboxPayment &payment : m_payments.payments())
        payments.append(toJson(payment));
    QJsonArray refunds;
    for (const SandboxRefund &refund : m_payments.refunds())
        refunds.append(toJson(refund));
    QStringList faults = m_faults.values();
    faults.sort();
    return {{QStringLiteral("time"), timeText(m_clock.now())},
            {QStringLiteral("piles"), piles},
            {QStringLiteral("payments"), payments},
            {QStringLiteral("refunds"), refunds},
            {QStringLiteral("faults"), QJsonArray::fromStringList(faults)}};
}

} // namespace pd::station
