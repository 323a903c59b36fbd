// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/transactions.h"

#include "app/cloud/centralsystem/authorization.h"
#include "app/cloud/centralsystem/metering.h"
#include "app/cloud/centralsystem/piletime.h"

#include <QLoggingCategory>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(log, "pd.ocpp")

namespace ocpp = net::ocpp;

constexpr qsizetype mostRemembered = 256;

// A pile that started offline has no id of ours; where just one of its transactions is open, that is meant.
int meantTransaction(const PileMemory &memory, int given)
{
    return given > 0 || memory.openTransactions.size() != 1 ? given
                                                            : memory.openTransactions.constBegin().key();
}

// The register at the end: as reported, else of the last sample, else the last one known.
Energy endRegister(const ocpp::StopTransaction::Request &request, const QList<MeterSample> &samples,
                   Energy last)
{
    if (request.meterStop)
        return *request.meterStop;
    for (const MeterSample &sample : samples) {
        if (sample.reading.energyRegister)
            last = *sample.reading.energyRegister;
    }
    return last;
}

} // namespace

void Transactions::offer(Dispatcher &dispatcher)
{
    dispatcher.serve<Start>(
        [this](PileDialogue &pile, const Start::Request &request) { return start(pile, request); });
    dispatcher.serve<Stop>(
        [this](PileDialogue &pile, const Stop::Request &request) { return stop(pile, request); });
}

QDateTime Transactions::momentOf(PileDialogue &pile, const Start::Request &request) const
{
    const QDateTime arrival = m_clock.now();
    if (isPlausible(request.timestamp, arrival))
        return request.timestamp;
    // The moment is part of what makes a repeated report the same, so it must not move with each arrival.
    auto &moments = pile.memory().startMoments;
    const QString key = QStringLiteral("%1|%2|%3|%4")
                            .arg(request.connectorId)
                            .arg(request.idTag)
                            .arg(request.timestamp.toMSecsSinceEpoch())
                            .arg(request.meterStart.tenthWh());
    if (const QDateTime first = moments.value(key); first.isValid())
        return first;
    if (moments.size() >= mostRemembered)
        moments.clear();
    moments.insert(key, arrival);
    return arrival;
}

ocpp::Decoded<ocpp::StartTransaction::Confirmation> Transactions::start(PileDialogue &pile,
                                                                        const Start::Request &request)
{
    const StartReport report{request.connectorId, request.idTag, request.meterStart, momentOf(pile, request),
                             request.reservationId};
    const Result<StartAnswer> answer = m_backOffice.startTransaction(pile.pile(), report);
    if (!answer) {
        qCCritical(log).noquote() << pile.pile().text() << "start not recorded:" << answer.error().detail;
        return tl::unexpected(
            ocpp::Violation{ocpp::ErrorCode::InternalError, QStringLiteral("not recorded")});
    }
    auto &open = pile.memory().openTransactions;
    if (open.size() >= mostRemembered)
        open.clear();
    open.insert(answer->transactionId, {request.connectorId, request.meterStart});
    return Start::Confirmation{answer->transactionId, {toOcpp(answer->status), {}, {}}};
}

ocpp::Decoded<ocpp::StopTransaction::Confirmation> Transactions::stop(PileDialogue &pile,
                                                                      const Stop::Request &request)
{
    const QDateTime arrival = m_clock.now();
    const int id = meantTransaction(pile.memory(), request.transactionId);
    const PileMemory::OpenTransaction known = pile.memory().openTransactions.take(id);
    StopReport report;
    report.transactionId = id;
    report.idTag = request.idTag;
    report.at = plausibleTime(request.timestamp, arrival);
    report.reason = request.reason.isEmpty() ? QStringLiteral("Local") : request.reason;
    report.transactionData = samplesOf(request.transactionData, known.connector, id, arrival);
    report.meterStop = endRegister(request, report.transactionData, known.lastRegister);
    const AuthorizationStatus status = m_backOffice.stopTransaction(pile.pile(), report);
    Stop::Confirmation confirmation;
    if (!request.idTag.isEmpty())
        confirmation.idTagInfo = ocpp::IdTagInfo{toOcpp(status), {}, {}};
    return confirmation;
}

} // namespace pd::cloud
