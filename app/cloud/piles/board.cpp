// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/piles/board.h"

#include <cmath>
#include <numbers>

namespace pd::cloud {

namespace {

constexpr int mostConnectors = 32;
constexpr double farthestMetres = 50'000;

// What a later reading leaves out is not forgotten within one message, but the register's time is the new
// one.
PortReading merged(const PortReading &old, const PortReading &fresh)
{
    PortReading reading = fresh;
    if (!reading.energyRegister)
        reading.energyRegister = old.energyRegister;
    if (!reading.voltageMilliV)
        reading.voltageMilliV = old.voltageMilliV;
    return reading;
}

} // namespace

Board::Board(Database &database, Catalogue &catalogue, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_db(database)
    , m_catalogue(catalogue)
    , m_clock(clock)
{
}

void Board::load()
{
    m_piles.clear();
    m_held.clear();
    for (const PileRecord &record : m_catalogue.piles())
        m_piles.insert(record.pile.id, record);
}

const PileRecord *Board::record(const PileId &pile) const
{
    const auto found = m_piles.constFind(pile);
    return found == m_piles.constEnd() ? nullptr : &*found;
}

std::optional<Pile> Board::pile(const PileId &pile) const
{
    const PileRecord *found = record(pile);
    if (!found)
        return std::nullopt;
    Pile seen = found->pile;
    for (Port &port : seen.ports) {
        if (!seen.online)
            port.state = PortState::Unknown;
        else if (port.state == PortState::Available && m_held.contains(port.id))
            port.state = PortState::Reserved;
    }
    return seen;
}

std::optional<Port> Board::port(const PortId &id) const
{
    const std::optional<Pile> seen = pile(pileOf(id));
    if (!seen)
        return std::nullopt;
    for (const Port &port : seen->ports) {
        if (port.id == id)
            return port;
    }
    return std::nullopt;
}

QList<Pile> Board::piles() const
{
    QList<Pile> list;
    list.reserve(m_piles.size());
    for (auto it = m_piles.constBegin(); it != m_piles.constEnd(); ++it)
        list.append(*pile(it.key()));
    return list;
}

int Board::onlineCount() const
{
    int count = 0;
    for (const PileRecord &record : m_piles)
        count += record.pile.online;
    return count;
}

PileRecord *Board::find(const PileId &pile)
{
    const auto found = m_piles.find(pile);
    return found == m_piles.end() ? nullptr : &*found;
}

// A port that was not registered appears when the pile first speaks of it.
Port *Board::findPort(const PileId &pile, int connector)
{
    PileRecord *record = find(pile);
    if (!record || connector < 1 || connector > mostConnectors)
        return nullptr;
    for (Port &port : record->pile.ports) {
        if (port.connector == connector)
            return &port;
    }
    Port port;
    port.id = portId(pile, connector);
    port.connector = connector;
    record->pile.ports.append(port);
    m_catalogue.addPort(pile, port);
    return &record->pile.ports.last();
}

void Board::announce(const PileId &pile)
{
    m_db.afterCommit([this, pile] { Q_EMIT pileChanged(pile); });
}

void Board::setHeld(const PortId &port, const QString &by, bool held)
{
    const bool wasHeld = m_held.contains(port);
    if (held) {
        m_held[port].insert(by);
    } else if (wasHeld) {
        m_held[port].remove(by);
        if (m_held[port].isEmpty())
            m_held.remove(port);
    }
    if (m_held.contains(port) != wasHeld)
        announce(pileOf(port));
}

void Board::addUnregistered(const PileId &pile)
{
    if (isKnown(pile))
        return;
    PileRecord record;
    record.pile.id = pile;
    m_catalogue.addPile(record, m_clock.now());
    m_piles.insert(pile, record);
    announce(pile);
}

void Board::setOnline(const PileId &pile, bool online)
{
    PileRecord *record = find(pile);
    if (!record || record->pile.online == online)
        return;
    record->pile.online = online;
    if (!online)
        m_catalogue.savePile(*record, m_clock.now());
    announce(pile);
}

void Board::setSeen(const PileId &pile)
{
    if (PileRecord *record = find(pile)) {
        record->pile.lastSeen = m_clock.now();
        announce(pile);
    }
}

void Board::setBoot(const PileId &pile, const BootInfo &info)
{
    PileRecord *record = find(pile);
    if (!record)
        return;
    if (!info.vendor.isEmpty())
        record->pile.vendor = info.vendor;
    if (!info.model.isEmpty())
        record->pile.model = info.model;
    record->serialNumber = info.serialNumber;
    record->firmware = info.firmware;
    record->iccid = info.iccid;
    record->imsi = info.imsi;
    record->bootedAt = m_clock.now();
    record->takesLimit.reset(); // a new firmware may know it
    m_catalogue.savePile(*record, m_clock.now());
    announce(pile);
}

void Board::setStatus(const PileId &pile, const StatusReport &report)
{
    Port *port = findPort(pile, report.connector);
    if (!port)
        return;
    if (port->connectorStatus != report.status)
        port->stateSince = report.at;
    port->connectorStatus = report.status;
    port->state = portStateOf(report.status);
    port->errorCode = report.errorCode;
    m_catalogue.savePort(pile, *port);
    announce(pile);
    m_db.afterCommit([this, id = port->id] { Q_EMIT portStatusChanged(id); });
}

void Board::setReading(const PileId &pile, int connector, const PortReading &reading)
{
    Port *port = findPort(pile, connector);
    if (!port || (port->reading.at.isValid() && reading.at < port->reading.at))
        return;
    port->reading = merged(port->reading, reading);
    m_catalogue.savePort(pile, *port);
    announce(pile);
}

void Board::setPosition(const PileId &pile, const Position &position)
{
    if (PileRecord *record = find(pile)) {
        record->pile.position = position;
        m_catalogue.savePile(*record, m_clock.now());
        announce(pile);
    }
}

void Board::setTakesLimit(const PileId &pile, bool takesLimit)
{
    PileRecord *record = find(pile);
    if (!record || record->takesLimit == takesLimit)
        return;
    record->takesLimit = takesLimit;
    m_catalogue.savePile(*record, m_clock.now());
}

void Board::setCharge(const PortId &id, const std::optional<PortCharge> &charge)
{
    PileRecord *record = find(pileOf(id));
    if (!record)
        return;
    for (Port &port : record->pile.ports) {
        if (port.id == id && port.charge != charge) {
            port.charge = charge;
            announce(record->pile.id);
        }
    }
}

void Board::saveSeen()
{
    for (const PileRecord &record : m_piles)
        m_catalogue.savePile(record, m_clock.now());
}

// ---- positions

double distanceMetres(const Position &a, const Position &b)
{
    constexpr double earthRadius = 6'371'008.8;
    constexpr double radian = std::numbers::pi / 180;
    const double dLat = (b.latitude - a.latitude) * radian;
    const double dLon = (b.longitude - a.longitude) * radian;
    const double h = std::pow(std::sin(dLat / 2), 2)
        + std::cos(a.latitude * radian) * std::cos(b.latitude * radian) * std::pow(std::sin(dLon / 2), 2);
    return 2 * earthRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

Done checkPosition(const Position &position, const std::optional<Station> &station)
{
    const bool isNumber = std::isfinite(position.latitude) && std::isfinite(position.longitude);
    if (!isNumber || std::abs(position.latitude) > 90 || std::abs(position.longitude) > 180)
        return failure(Error::Kind::Invalid, QStringLiteral("latitude or longitude is out of range"));
    if (std::abs(position.latitude) < 1e-6 && std::abs(position.longitude) < 1e-6)
        return failure(Error::Kind::Invalid, QStringLiteral("0,0 is what a receiver without a fix says"));
    if (!station)
        return {};
    const double metres = distanceMetres(position, station->position);
    if (metres > farthestMetres)
        return failure(
            Error::Kind::Invalid,
            QStringLiteral("%1 km from station %2").arg(qRound(metres / 1000)).arg(station->id.text()));
    return {};
}

} // namespace pd::cloud
