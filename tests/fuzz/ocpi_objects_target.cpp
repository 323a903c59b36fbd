// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/objects.h"

#include <cstdint>
#include <cstdlib>

namespace {

// What decodes must survive its own encoder: a value that cannot be sent on would be lost at the next hop.
template <typename T>
void roundTrip(pd::Result<T> (*decode)(const QByteArray &), const QByteArray &json)
{
    const pd::Result<T> value = decode(json);
    if (value && !decode(pd::net::encode(*value)))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace pd::net;
    const QByteArray json(reinterpret_cast<const char *>(data), qsizetype(size));
    roundTrip(&decodePile, json);
    roundTrip(&decodePiles, json);
    roundTrip(&decodeStation, json);
    roundTrip(&decodeStations, json);
    roundTrip(&decodeRefusals, json);
    roundTrip(&decodePricePlan, json);
    roundTrip(&decodePlanVersion, json);
    roundTrip(&decodePlanVersions, json);
    roundTrip(&decodePlanConfirmations, json);
    roundTrip(&decodePlanDraft, json);
    roundTrip(&decodePlanDifference, json);
    roundTrip(&decodeAccountCheck, json);
    roundTrip(&decodeOrder, json);
    roundTrip(&decodeOrdersPage, json);
    roundTrip(&decodeOrderRequest, json);
    roundTrip(&decodeReservation, json);
    roundTrip(&decodeReservationRequest, json);
    roundTrip(&decodeSettlement, json);
    roundTrip(&decodeSettlementRequest, json);
    roundTrip(&parseEvent, json);
    decodeSignIn(json);
    if (const pd::Result<Envelope> envelope = parseEnvelope(json))
        errorOf(*envelope, 200);
    return 0;
}
