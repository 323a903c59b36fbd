// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/program/program.h"

#include "app/cloud/ledger/reconciliation.h"
#include "app/cloud/program/addsite.h"
#include "app/cloud/program/quitonsignal.h"
#include "app/cloud/program/seeding.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <sodium.h>

#include <cstdio>

namespace pd::cloud {

namespace {

Q_LOGGING_CATEGORY(lcProgram, "pd.cloud")

constexpr int wrongUsage = 2;

CoreSettings coreSettings(const Options &options)
{
    CoreSettings settings;
    settings.heartbeatSeconds = options.heartbeatSeconds;
    settings.command.expiryMs = options.commandSeconds * 1000;
    settings.deadline.startWithinMinutes = options.startWithinMinutes;
    settings.order.largestAmount
        = Money::fromText(options.largestAmount).value_or(settings.order.largestAmount);
    return settings;
}

void say(FILE *stream, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    std::fprintf(stream, "%s\n", utf8.constData());
    std::fflush(stream);
}

int complain(const Error &error)
{
    say(stderr, QStringLiteral("piledeck-cloud: ") + error.detail);
    const bool isUsage = error.kind == Error::Kind::Invalid || error.kind == Error::Kind::Unsupported;
    return isUsage ? wrongUsage : 1;
}

int addToDatabase(const Options &options, const NewPerson &person)
{
    const SystemClock wall;
    const InstallationMode mode = options.sandbox ? InstallationMode::Sandbox : InstallationMode::Real;
    const Result<std::unique_ptr<Database>> database = Database::open(options.database, mode, wall.now());
    if (!database)
        return complain(database.error());
    StaffDesk staff(**database, wall, wall);
    if (const Done added = addPerson(**database, staff, person); !added)
        return complain(added.error());
    say(stdout, QStringLiteral("added %1 (%2)").arg(person.name, person.roles.join(QStringLiteral(", "))));
    return 0;
}

int addToDatabase(const Options &options, const QString &siteFile)
{
    const SystemClock wall;
    const InstallationMode mode = options.sandbox ? InstallationMode::Sandbox : InstallationMode::Real;
    const Result<std::unique_ptr<Database>> database = Database::open(options.database, mode, wall.now());
    if (!database)
        return complain(database.error());
    const Result<AddedSite> added = addSite(**database, siteFile, wall.now());
    if (!added) {
        // What is wrong with a file is no wrong usage.
        (void)complain(added.error());
        return 1;
    }
    say(stdout,
        QStringLiteral("registered %1 piles; new: %2 stations, %3 price plans")
            .arg(added->piles)
            .arg(added->stations)
            .arg(added->plans));
    return 0;
}

} // namespace

Program::Program(const Options &options)
    : m_options(options)
{
}

Program::~Program()
{
    m_front.reset(); // nobody comes in any more
    if (m_core) {
        m_core->link.setLink(nullptr);
        m_core->controls = {};
    }
}

Result<std::unique_ptr<Program>> Program::open(const Options &options)
{
    std::unique_ptr<Program> program(new Program(options));
    const Done done = program->openClock().and_then([&] { return program->openDatabase(); }).and_then([&] {
        return program->openPayments();
    });
    if (!done)
        return tl::unexpected(done.error());
    program->wire();
    const Done seeded = seedSandbox(*program->m_database, program->m_core->catalogue, *program->m_staff,
                                    options.site, program->m_core->clock.now());
    if (!seeded)
        return tl::unexpected(seeded.error());
    program->m_core->resume();
    if (const Done days = program->openLedgerDays(); !days)
        return tl::unexpected(days.error());
    return program;
}

Done Program::openClock()
{
    if (m_options.clockFile.isEmpty())
        return {};
    Result<std::unique_ptr<SharedClock>> shared = SharedClock::open(m_options.clockFile, m_steady);
    if (!shared)
        return tl::unexpected(shared.error());
    m_shared = std::move(*shared);
    return {};
}

Done Program::openDatabase()
{
    const InstallationMode mode = m_options.sandbox ? InstallationMode::Sandbox : InstallationMode::Real;
    Result<std::unique_ptr<Database>> database = Database::open(m_options.database, mode, m_wall.now());
    if (!database)
        return tl::unexpected(database.error());
    m_database = std::move(*database);
    return {};
}

Done Program::openPayments()
{
    if (m_options.payments.isEmpty())
        return {};
    Result<std::unique_ptr<SandboxDoor>> sandbox = SandboxDoor::open(QUrl(m_options.payments));
    if (!sandbox)
        return tl::unexpected(sandbox.error());
    m_payments = std::move(*sandbox);
    m_platform = std::make_unique<SandboxChannel>(*m_payments);
    m_cards = std::make_unique<SandboxCardChannel>(*m_payments);
    return {};
}

Done Program::openLedgerDays()
{
    Result<std::unique_ptr<DayCloser>> days
        = DayCloser::open(*m_database, m_core->clock, keyFileOf(m_options), headsFolderOf(m_options));
    if (!days)
        return tl::unexpected(days.error());
    m_days = std::move(*days);
    return m_days->closeDays();
}

void Program::wire()
{
    const Clock &clock = m_shared ? static_cast<const Clock &>(*m_shared) : m_wall;
    m_core = std::make_unique<Core>(*m_database, PaymentChannels(m_platform.get(), m_cards.get()), clock,
                                    m_steady, coreSettings(m_options));
    StaffSettings staff;
    staff.sessionHours = m_options.sessionHours;
    m_staff = std::make_unique<StaffDesk>(*m_database, clock, m_wall, staff);
    m_feed = std::make_unique<EventFeed>(clock, m_steady);
    m_replies = std::make_unique<CommandReplies>(*m_core, *m_staff, *m_feed);
    m_api = std::make_unique<Api>(*m_core, *m_staff, *m_feed, *m_replies);
    m_piles = std::make_unique<CentralSystem>(m_core->office, clock);
    m_core->link.setLink(m_piles.get());
    m_core->controls = m_piles->controls();
    m_door = std::make_unique<Door>(*m_piles, *m_api, *m_feed, *m_staff);
    m_front = std::make_unique<FrontServer>(*m_door, FrontLimits());
    tellFeed(*m_core, *m_feed);
}

Result<quint16> Program::serve()
{
    const Result<quint16> port = m_front->listen(m_options.listen);
    if (port)
        qCInfo(lcProgram).noquote() << "listens on"
                                    << m_options.listen.section(QLatin1Char(':'), 0, -2) + QLatin1Char(':')
                + QString::number(*port)
                                    << (m_options.sandbox ? "as a sandbox" : "");
    return port;
}

namespace {

int verifyLedger(const Options &options)
{
    if (sodium_init() < 0)
        return complain({Error::Kind::Internal, QStringLiteral("libsodium does not start"), {}});
    const Result<std::unique_ptr<Database>> database = Database::join(options.database);
    if (!database)
        return complain(database.error());
    QList<DayHead> exported;
    const QString folder = headsFolderOf(options);
    if (!options.headsFolder.isEmpty() || QFileInfo(folder).isDir()) {
        const Result<QList<DayHead>> heads = importHeads(folder);
        if (!heads)
            return complain({Error::Kind::Storage, heads.error().detail, {}});
        exported = *heads;
    }
    const AuditReport report = verify(**database, exported);
    for (const QString &finding : report.findings)
        say(stdout, finding);
    if (report.findings.isEmpty())
        say(stdout,
            QStringLiteral("The ledger is sound: %1 rows, %2 postings, %3 signed days, %4 exported.")
                .arg(report.transfers)
                .arg(report.postings)
                .arg(report.heads)
                .arg(exported.size()));
    return report.findings.isEmpty() ? 0 : 1;
}

} // namespace

int runCloud(const QStringList &arguments)
{
    const Result<CommandLine> line = parseCommandLine(arguments);
    if (!line)
        return complain(line.error());
    if (line->isHelp || line->isVersion) {
        say(stdout, line->isHelp ? line->text : QCoreApplication::applicationVersion());
        return 0;
    }
    if (line->deed == CommandLine::Deed::AddUser)
        return addToDatabase(line->options, line->person);
    if (line->deed == CommandLine::Deed::AddSite)
        return addToDatabase(line->options, line->siteFile);
    qSetMessagePattern(QStringLiteral("%{time yyyy-MM-ddThh:mm:ss.zzz} %{type} %{category}: %{message}"));
    if (line->deed == CommandLine::Deed::Verify)
        return verifyLedger(line->options);
    const QuitOnSignal quit;
    Result<std::unique_ptr<Program>> program = Program::open(line->options);
    if (!program)
        return complain(program.error());
    const Result<quint16> port = (*program)->serve();
    if (!port)
        return complain({Error::Kind::Busy, port.error().detail, {}});
    say(stdout, QStringLiteral("ready %1").arg(*port));
    return QCoreApplication::exec();
}

} // namespace pd::cloud
