// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/piles/outbox.h"

#include "app/net/ocpp/metering.h"
#include "app/station/logging.h"

#include <QJsonArray>

namespace pd::station {

using namespace net::ocpp;

namespace {

constexpr int mostAttempts = 5;
constexpr int retryMs = 2'000;
constexpr int noNumber = -1; // what OCPP tells piles to say where the cloud refused the start for good
// While offline: beyond the first only the samples that split the bill are kept, beyond the second none.
constexpr size_t fullOfPeriodic = 200;
constexpr size_t fullOfSamples = 2000;

QString contextWord(SampleReport::Context context)
{
    switch (context) {
    case SampleReport::Context::Periodic: break;
    case SampleReport::Context::Clock: return QStringLiteral("Sample.Clock");
    case SampleReport::Context::InterruptionBegin: return QStringLiteral("Interruption.Begin");
    case SampleReport::Context::InterruptionEnd: return QStringLiteral("Interruption.End");
    case SampleReport::Context::Trigger: return QStringLiteral("Trigger");
    }
    return QStringLiteral("Sample.Periodic");
}

// Of an idle port the register at the next connection says all there is to say.
bool isWorthKeeping(const Report &report, size_t waiting)
{
    const auto *sample = std::get_if<SampleReport>(&report);
    if (!sample)
        return true;
    const bool periodic = sample->context == SampleReport::Context::Periodic;
    return !sample->transaction.isEmpty() && waiting < (periodic ? fullOfPeriodic : fullOfSamples);
}

} // namespace

Outbox::Outbox(OcppLink &link, StateFile &state, int connector, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_state(state)
    , m_connector(connector)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Outbox::pump);
}

Done Outbox::restore(const QJsonObject &json)
{
    std::deque<Entry> queue;
    for (const QJsonValue value : json.value(QLatin1String("reports")).toArray()) {
        const Result<Report> report = reportFrom(value.toObject());
        if (!report)
            return tl::unexpected(report.error());
        queue.push_back(Entry{*report, {}, {}, {}, 0});
    }
    m_queue = std::move(queue);
    const QJsonObject numbers = json.value(QLatin1String("numbers")).toObject();
    for (auto number = numbers.constBegin(); number != numbers.constEnd(); ++number)
        m_numbers.insert(number.key(), number.value().toInt());
    return {};
}

QJsonObject Outbox::save() const
{
    QJsonArray reports;
    for (const Entry &entry : m_queue) {
        if (entry.report)
            reports.append(toJson(*entry.report));
    }
    QJsonObject numbers;
    for (auto number = m_numbers.cbegin(); number != m_numbers.cend(); ++number)
        numbers.insert(number.key(), number.value());
    return {{QStringLiteral("reports"), reports}, {QStringLiteral("numbers"), numbers}};
}

void Outbox::setOpen(bool open)
{
    m_open = open;
    if (open) {
        schedule();
        return;
    }
    m_retry.stop();
    std::deque<Entry> kept;
    std::deque<Entry> dropped;
    for (Entry &entry : m_queue)
        (entry.report ? kept : dropped).push_back(std::move(entry));
    m_queue = std::move(kept);
    for (const Entry &entry : dropped) {
        if (entry.answer)
            entry.answer(failure(Error::Kind::Offline, QStringLiteral("connection lost")));
    }
}

void Outbox::post(const Report &report)
{
    if (!m_open && !isWorthKeeping(report, m_queue.size()))
        return;
    m_queue.push_back(Entry{report, {}, {}, {}, 0});
    m_state.touch();
    schedule();
}

void Outbox::post(QLatin1String action, const QByteArray &payload, OcppLink::Answer answer, Place place)
{
    if (!m_open) {
        if (answer)
            answer(failure(Error::Kind::Offline, QStringLiteral("not connected")));
        return;
    }
    Entry entry{std::nullopt, action, payload, std::move(answer), 0};
    if (place == Place::Front && m_link.isIdle())
        m_queue.push_front(std::move(entry));
    else if (place == Place::Front && !m_queue.empty())
        m_queue.insert(m_queue.begin() + 1, std::move(entry)); // the first is on its way
    else
        m_queue.push_back(std::move(entry));
    schedule();
}

std::optional<int> Outbox::numberOf(const QString &transaction) const
{
    const auto found = m_numbers.constFind(transaction);
    return found == m_numbers.cend() ? std::nullopt : std::optional<int>(*found);
}

// Later, so that the answer to a command leaves before what the command caused, and what several ports say
// at one moment is written to disk once.
void Outbox::schedule()
{
    if (!m_open || std::exchange(m_scheduled, true))
        return;
    QTimer::singleShot(0, this, [this] {
        m_scheduled = false;
        pump();
    });
}

void Outbox::pump()
{
    if (!m_open || m_queue.empty() || !m_link.isIdle() || m_retry.isActive())
        return;
    const Entry &entry = m_queue.front();
    if (!entry.report) {
        m_link.call(entry.action, entry.payload, [this](const auto &answer) { onOtherAnswered(answer); });
        return;
    }
    if (!m_state.commit()) {
        m_retry.start(retryMs);
        return;
    }
    send(*entry.report);
}

void Outbox::send(const Report &report)
{
    const auto answer = [this](const Result<JsonValue> &result) { onReportAnswered(result); };
    if (const auto *start = std::get_if<StartReport>(&report)) {
        const StartTransaction::Request request{m_connector, start->idTag, start->meterStart,
                                                start->reservation, start->at};
        m_link.call(StartTransaction::action, encode(request), answer);
    } else if (const auto *stop = std::get_if<StopReport>(&report)) {
        const StopTransaction::Request request{numberOf(stop->transaction).value_or(noNumber),
                                               stop->idTag,
                                               stop->meterStop,
                                               stop->at,
                                               stop->reason,
                                               {}};
        m_link.call(StopTransaction::action, encode(request), answer);
    } else if (const auto *sample = std::get_if<SampleReport>(&report)) {
        m_link.call(MeterValues::action, encode(meterValuesOf(*sample)), answer);
    }
}

MeterValues::Request Outbox::meterValuesOf(const SampleReport &sample) const
{
    PortReading reading;
    reading.at = sample.at;
    reading.energyRegister = sample.energyRegister;
    reading.powerMilliW = sample.powerW * 1000;
    reading.voltageMilliV = sample.voltageDeciV * 100;
    reading.currentMilliA = sample.currentMilliA;
    std::optional<int> number = numberOf(sample.transaction);
    if (number == noNumber)
        number.reset();
    return {m_connector, number, {meterValueOf(reading, contextWord(sample.context))}};
}

void Outbox::onOtherAnswered(const Result<JsonValue> &answer)
{
    const Entry entry = std::move(m_queue.front());
    m_queue.pop_front();
    if (!answer && answer.error().kind == Error::Kind::Rejected)
        qCWarning(lcPile) << entry.action << "refused:" << answer.error().reason << answer.error().detail;
    if (entry.answer)
        entry.answer(answer);
    schedule();
}

void Outbox::onReportAnswered(const Result<JsonValue> &answer)
{
    if (!answer) {
        // Offline and Timeout end the connection; the report waits for the next one.
        if (answer.error().kind == Error::Kind::Rejected)
            onRefused(answer.error());
        return;
    }
    const Report report = *m_queue.front().report;
    m_queue.pop_front();
    onTaken(report, *answer);
    m_state.touch();
    schedule();
}

void Outbox::onTaken(const Report &report, const JsonValue &answer)
{
    if (const auto *start = std::get_if<StartReport>(&report)) {
        const auto confirmation = decode<StartTransaction::Confirmation>(answer);
        if (!confirmation) {
            qCWarning(lcPile) << "StartTransaction.conf:" << confirmation.error().detail;
            giveUpStart(start->transaction);
            return;
        }
        m_numbers.insert(start->transaction, confirmation->transactionId);
        Q_EMIT numbered(start->transaction, confirmation->transactionId, confirmation->idTagInfo.status);
    } else if (const auto *stop = std::get_if<StopReport>(&report)) {
        m_numbers.remove(stop->transaction);
    }
}

// A sample that the cloud cannot use is let go; a start or stop is money and is tried some more times.
void Outbox::onRefused(const Error &error)
{
    Entry &entry = m_queue.front();
    qCWarning(lcPile) << "report refused:" << error.reason << error.detail;
    const bool sample = std::holds_alternative<SampleReport>(*entry.report);
    if (!sample && ++entry.refusals < mostAttempts) {
        m_retry.start(retryMs * entry.refusals);
        return;
    }
    const Report lost = *entry.report;
    m_queue.pop_front();
    if (std::holds_alternative<StartReport>(lost))
        giveUpStart(transactionOf(lost));
    m_state.touch();
    schedule();
}

// A charge that the cloud will never know is ended: nobody would pay for it, and nobody could stop it.
void Outbox::giveUpStart(const QString &transaction)
{
    m_numbers.insert(transaction, noNumber);
    Q_EMIT numbered(transaction, noNumber, AuthorizationStatus::Invalid);
}

} // namespace pd::station
