// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/metering.h"

#include "app/cloud/centralsystem/piletime.h"
#include "app/net/ocpp/metering.h"

namespace pd::cloud {

namespace {

namespace ocpp = net::ocpp;

MeterSample::Context contextOf(const QString &word)
{
    using Context = MeterSample::Context;
    static const QHash<QString, Context> words{{QStringLiteral("Sample.Periodic"), Context::Periodic},
                                               {QStringLiteral("Sample.Clock"), Context::Clock},
                                               {QStringLiteral("Transaction.Begin"), Context::Begin},
                                               {QStringLiteral("Transaction.End"), Context::End},
                                               {QStringLiteral("Trigger"), Context::Trigger}};
    return words.value(word, Context::Other);
}

bool saysNothing(PortReading reading)
{
    reading.at = {};
    return reading == PortReading();
}

} // namespace

QList<MeterSample> samplesOf(const QList<ocpp::MeterValue> &values, int connector,
                             std::optional<int> transactionId, const QDateTime &arrival)
{
    QList<MeterSample> samples;
    for (const ocpp::MeterValue &value : values) {
        MeterSample sample{connector, transactionId, contextOf(ocpp::contextOf(value)),
                           ocpp::readingOf(value), ocpp::offeredOf(value)};
        sample.reading.at = plausibleTime(sample.reading.at, arrival);
        if (!saysNothing(sample.reading))
            samples.append(sample);
    }
    return samples;
}

void Metering::offer(Dispatcher &dispatcher)
{
    using Message = ocpp::MeterValues;
    dispatcher.serve<Message>(
        [this](PileDialogue &pile, const Message::Request &request) -> ocpp::Decoded<Message::Confirmation> {
            // 0 and below stand for a transaction that began offline: whoever records it goes by the
            // connector.
            const std::optional<int> transaction
                = request.transactionId.value_or(0) > 0 ? request.transactionId : std::nullopt;
            const QList<MeterSample> samples
                = samplesOf(request.meterValue, request.connectorId, transaction, m_clock.now());
            auto &open = pile.memory().openTransactions;
            for (const MeterSample &sample : samples) {
                const auto found = transaction ? open.find(*transaction) : open.end();
                if (found != open.end() && sample.reading.energyRegister)
                    found->lastRegister = *sample.reading.energyRegister;
            }
            if (!samples.isEmpty())
                m_backOffice.meterValues(pile.pile(), samples);
            return Message::Confirmation{};
        });
}

} // namespace pd::cloud
