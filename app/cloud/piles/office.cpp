// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/piles/office.h"

#include <sodium.h>

namespace pd::cloud {

Q_LOGGING_CATEGORY(lcPiles, "pd.cloud.piles")

namespace {

constexpr int mostUnregistered = 1'000;
constexpr int longestPileId = 48;

// What a sandbox lets in unregistered: a name that is one path segment and can be shown anywhere.
bool isPlainName(const QString &text)
{
    for (const QChar c : text) {
        const bool isPlain
            = (c.unicode() < 128 && c.isLetterOrNumber()) || QStringLiteral("-_.*@:+").contains(c);
        if (!isPlain)
            return false;
    }
    return !text.isEmpty() && text.size() <= longestPileId && text[0].isLetterOrNumber();
}

} // namespace

bool isBasicAuthorization(const QByteArray &header, const QByteArray &user, const QByteArray &key)
{
    const QByteArray scheme = QByteArrayLiteral("Basic ");
    if (header.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return false;
    const QByteArray given = QByteArray::fromBase64(header.mid(scheme.size()).trimmed());
    const QByteArray wanted = user + ':' + key;
    return given.size() == wanted.size()
        && sodium_memcmp(given.constData(), wanted.constData(), size_t(wanted.size())) == 0;
}

Office::Office(Database &database, Board &board, Catalogue &catalogue, TransactionDesk &transactions,
               LimitKeeper &limits, CommandDesk &commands, PlanKeeper &plans, StandingDesk &standing,
               const Clock &clock, int heartbeatSeconds)
    : m_db(database)
    , m_board(board)
    , m_catalogue(catalogue)
    , m_transactions(transactions)
    , m_limits(limits)
    , m_commands(commands)
    , m_plans(plans)
    , m_standing(standing)
    , m_clock(clock)
    , m_reports(database)
    , m_heartbeatSeconds(heartbeatSeconds)
{
}

Done Office::mayConnect(const PileId &pile, const QByteArray &authorization)
{
    const PileRecord *record = m_board.record(pile);
    if (!record) {
        const bool isLetIn = m_db.mode() == InstallationMode::Sandbox && isPlainName(pile.text())
            && m_unregistered < mostUnregistered;
        if (isLetIn)
            return {};
        return failure(Error::Kind::NotFound,
                       QStringLiteral("no pile is registered as ") + pile.text().left(60),
                       QStringLiteral("unknown_pile"));
    }
    if (!record->authKey.isEmpty()
        && !isBasicAuthorization(authorization, pile.text().toUtf8(), record->authKey.toUtf8()))
        return failure(Error::Kind::Unauthenticated, QStringLiteral("wrong key for pile ") + pile.text());
    return {};
}

void Office::connectionRefused(const ConnectionRefusal &refusal)
{
    m_refused.add(refusal, m_clock.now());
}

void Office::pileOnline(const PileId &pile, bool online)
{
    {
        Transaction work(m_db);
        if (online && !m_board.isKnown(pile)) {
            m_board.addUnregistered(pile);
            ++m_unregistered;
            qCInfo(lcPiles).noquote() << "pile" << pile.text() << "is not commissioned and appears as such";
        }
        m_board.setOnline(pile, online);
        if (online)
            m_board.setSeen(pile);
        else
            m_standing.pileLost(pile);
        (void)work.commit();
    }
    if (online)
        m_limits.considerAll(pile);
}

void Office::pileSeen(const PileId &pile)
{
    m_board.setSeen(pile);
}

BootDecision Office::boot(const PileId &pile, const BootInfo &info)
{
    Transaction work(m_db);
    m_board.setBoot(pile, info);
    if (!m_board.isKnown(pile) || !work.commit())
        return BootDecision::Pending;
    // Before its boot is answered the pile takes no requests.
    QMetaObject::invokeMethod(
        &m_limits,
        [this, pile] {
            m_plans.booted(pile);
            m_commands.sendAgain(pile);
            m_limits.tellAgain(pile);
        },
        Qt::QueuedConnection);
    return BootDecision::Accepted;
}

AuthorizationStatus Office::authorize(const PileId &pile, const QString &idTag)
{
    const AuthorizationStatus status = m_transactions.authorize(pile, idTag);
    const bool isHeld = status == AuthorizationStatus::Accepted && !m_plans.mayStartByCard(pile);
    return isHeld ? AuthorizationStatus::Blocked : status;
}

void Office::status(const PileId &pile, const StatusReport &report)
{
    Transaction work(m_db);
    m_board.setStatus(pile, report);
    m_standing.portReported(pile, report);
    (void)work.commit();
}

void Office::meterValues(const PileId &pile, const QList<MeterSample> &samples)
{
    (void)m_transactions.meterValues(pile, samples);
}

Result<StartAnswer> Office::startTransaction(const PileId &pile, const StartReport &report)
{
    {
        Transaction work(m_db);
        m_standing.portBegins(portId(pile, report.connector), report.at);
        if (const Done done = work.commit(); !done)
            return tl::unexpected(done.error());
    }
    return m_transactions.start(pile, report);
}

// A pile repeats a stop until it is answered, and nothing can be refused: where the disk fails, the
// transaction stays open here and the next report of the port ends it.
AuthorizationStatus Office::stopTransaction(const PileId &pile, const StopReport &report)
{
    return m_transactions.stop(pile, report).value_or(AuthorizationStatus::Accepted);
}

Done Office::position(const PileId &pile, const Position &position)
{
    const PileRecord *record = m_board.record(pile);
    if (!record)
        return failure(Error::Kind::NotFound, QStringLiteral("no such pile"));
    if (const Done plausible = checkPosition(position, m_catalogue.station(record->pile.station));
        !plausible) {
        qCWarning(lcPiles).noquote() << "pile" << pile.text()
                                     << "position refused:" << plausible.error().detail;
        return plausible;
    }
    Transaction work(m_db);
    m_board.setPosition(pile, position);
    return work.commit();
}

void Office::maintenance(const PileId &pile, const MaintenanceReport &report)
{
    const auto kindOf = [](MaintenanceReport::Of of) {
        switch (of) {
        case MaintenanceReport::Of::Firmware: return QStringLiteral("FIRMWARE");
        case MaintenanceReport::Of::Diagnostics: return QStringLiteral("DIAGNOSTICS");
        case MaintenanceReport::Of::Log: break;
        }
        return QStringLiteral("LOG");
    };
    (void)record({pile, m_clock.now(), kindOf(report.of), report.word, report.requestId, {}});
}

void Office::securityEvent(const PileId &pile, const SecurityEvent &event)
{
    (void)record({pile, event.at, QStringLiteral("SECURITY"), event.type, {}, event.info});
}

Done Office::signingRequest(const PileId &pile, const QString &csr)
{
    return record(
        {pile, m_clock.now(), QStringLiteral("SIGNING_REQUEST"), QStringLiteral("waiting"), {}, csr});
}

Done Office::record(const PileReport &report)
{
    if (!m_board.isKnown(report.pile))
        return failure(Error::Kind::NotFound, report.pile.text() + QStringLiteral(" is not commissioned"));
    Transaction work(m_db);
    m_reports.add(report);
    return work.commit();
}

} // namespace pd::cloud
