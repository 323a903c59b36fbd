// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

namespace pd {

// A name of one kind of thing: identifiers of different things do not convert into each other.
template <typename Tag>
class Id
{
public:
    Id() = default;
    explicit Id(QString text)
        : m_text(std::move(text))
    {
    }

    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

    friend bool operator==(const Id &, const Id &) = default;
    friend bool operator<(const Id &a, const Id &b) { return a.m_text < b.m_text; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_text, seed); }

private:
    QString m_text;
};

using StationId = Id<struct StationTag>; // OCPI location id, "S1"
using PileId = Id<struct PileTag>; // OCPP charge point id, "33010800100003"
using PortId = Id<struct PortTag>; // OCPI EVSE uid, "33010800100003-1": pile id, dash, OCPP connector id
using OrderId = Id<struct OrderTag>;
using SessionId = Id<struct SessionTag>; // OCPI session id
using AccountId = Id<struct AccountTag>;
using PaymentId = Id<struct PaymentTag>;
using StaffId = Id<struct StaffTag>; // sign-in name, "op1"

// The port with the OCPP connector id (1, 2, ...) of a pile.
PortId portId(const PileId &pile, int connector);
// The two halves of a port id; an empty pile and connector 0 where the text is not one.
PileId pileOf(const PortId &port);
int connectorOf(const PortId &port);

} // namespace pd
