// SPDX-License-Identifier: GPL-3.0-or-later
// OCPP-J messages: whatever comes, parsing ends with a frame or a fault; every decoder ends with a message or
// a violation; and what was understood is said again without loss.
#include "app/net/ocpp/metering.h"
#include "app/net/ocpp/pileextensions.h"
#include "tests/fuzz/entry.h"

#include <cstdlib>

using namespace pd::net::ocpp;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

template <typename Message>
void decodeBoth(const JsonValue &payload)
{
    if (const auto request = decode<typename Message::Request>(payload)) {
        // Our own words are always understood by ourselves.
        const auto again = parseJson(encode(*request));
        require(again && again->isObject());
    }
    if (const auto confirmation = decode<typename Message::Confirmation>(payload))
        require(parseJson(encode(*confirmation)).has_value());
}

void decodeAll(const JsonValue &payload)
{
    decodeBoth<Authorize>(payload);
    decodeBoth<BootNotification>(payload);
    decodeBoth<CancelReservation>(payload);
    decodeBoth<DataTransfer>(payload);
    decodeBoth<Heartbeat>(payload);
    decodeBoth<MeterValues>(payload);
    decodeBoth<RemoteStartTransaction>(payload);
    decodeBoth<RemoteStopTransaction>(payload);
    decodeBoth<ReserveNow>(payload);
    decodeBoth<StartTransaction>(payload);
    decodeBoth<StatusNotification>(payload);
    decodeBoth<StopTransaction>(payload);
    decodeBoth<TriggerMessage>(payload);
    if (const auto meter = decode<MeterValues::Request>(payload)) {
        for (const MeterValue &value : meter->meterValue)
            readingOf(value);
    }
    if (const auto transfer = decode<DataTransfer::Request>(payload)) {
        (void)readPosition(transfer->data);
        (void)limitOf(transfer->data);
        (void)pricePlanOf(transfer->data);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto json = parseJson(text)) {
        const auto again = parseJson(json->toJson());
        require(again && again->toJson() == json->toJson());
        decodeAll(*json);
    }
    const auto frame = parseFrame(text);
    if (!frame) {
        const auto answer = parseJson(errorText(frame.error().callId, frame.error().violation));
        require(answer && answer->items().size() == 5);
        return 0;
    }
    if (const auto *call = std::get_if<Call>(&*frame)) {
        const auto again = parseFrame(resultText(call->id, call->payload.toJson()));
        require(again && std::get<CallResult>(*again).id == call->id);
        decodeAll(call->payload);
    }
    return 0;
}
