// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that change something in a meter. Each sends its password once, whatever comes back.
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/modbusread.h"
#include "models/basics/clock.h"
#include "models/basics/whenfinished.h"
#include "serial/dlt645/commands.h"
#include "serial/line/line.h"

#include <QCoreApplication>
#include <QFile>

#include <optional>

namespace pd::ctl {

namespace {

using namespace pd::serial;
using namespace pd::serial::dlt645;

constexpr int usualWriteLevel = 4;
constexpr int usualRelayLevel = 2;
constexpr int validMinutes = 5; // of a relay command, by the meter's clock
constexpr qint64 longestPasswordFile = 64;

struct Target
{
    LineSettings settings;
    Edition edition = Edition::Of2007;
    QByteArray address;
    std::optional<Access> access;
    bool frames = false;
};

// What is done on the line's thread: gives the line of JSON to print and the exit status.
struct Outcome
{
    std::function<void(JsonLine &)> fill;
    int status = ExitDone;
};
using Act = std::function<Result<Outcome>(LineIo &)>;

void addTargetOptions(QCommandLineParser &parser)
{
    addLineOptions(parser);
    addProtocolOption(parser);
    parser.addOption({QStringLiteral("address"), QStringLiteral("As printed on the meter, up to 12 digits."),
                      QStringLiteral("A")});
    parser.addOption({QStringLiteral("password-file"),
                      QStringLiteral("A file with the six digits of the password; it is sent once."),
                      QStringLiteral("F")});
    parser.addOption({QStringLiteral("level"),
                      QStringLiteral("Of the password, 0 to 9; 2 for the relay and 4 otherwise."),
                      QStringLiteral("N")});
    parser.addOption({QStringLiteral("operator"), QStringLiteral("Code of up to eight digits, 0."),
                      QStringLiteral("CODE"), QStringLiteral("0")});
    parser.addOption({QStringLiteral("frames"),
                      QStringLiteral("Shows all frames on standard error; passwords are concealed.")});
}

// The reason never repeats what is in the file.
Result<Access> readAccess(const QCommandLineParser &parser, int usualLevel)
{
    const QString path = parser.value(QStringLiteral("password-file"));
    if (path.isEmpty())
        return failure(Error::Kind::Invalid, QStringLiteral("--password-file F is needed"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Invalid, path + QStringLiteral(": ") + file.errorString());
    bool levelOk = true;
    bool operatorOk = false;
    const QString level = parser.value(QStringLiteral("level"));
    const int number = level.isEmpty() ? usualLevel : level.toInt(&levelOk);
    const quint32 code = parser.value(QStringLiteral("operator")).toUInt(&operatorOk);
    if (!levelOk || !operatorOk || code > 99'999'999)
        return failure(Error::Kind::Invalid, QStringLiteral("--level is 0 to 9, --operator up to 8 digits"));
    QByteArray content = file.read(longestPasswordFile);
    const auto password = Password::fromText(QString::fromLatin1(content.trimmed()), number);
    content.fill('\0');
    if (!password)
        return tl::unexpected(password.error());
    return Access{*password, code};
}

Result<Target> targetOf(const QCommandLineParser &parser)
{
    const Result<Protocol> protocol = protocolFromText(parser.value(QStringLiteral("protocol")));
    const Result<LineSettings> settings = lineSettings(parser);
    if (!protocol || !settings)
        return tl::unexpected(!protocol ? protocol.error() : settings.error());
    if (*protocol == Protocol::ModbusRtu)
        return failure(Error::Kind::Invalid, QStringLiteral("Modbus meters are only read"));
    const std::optional<QByteArray> address = addressFromText(parser.value(QStringLiteral("address")));
    if (!address)
        return failure(Error::Kind::Invalid, QStringLiteral("--address A: up to 12 digits"));
    Target target;
    target.settings = *settings;
    target.edition = *protocol == Protocol::Dlt645_1997 ? Edition::Of1997 : Edition::Of2007;
    target.address = *address;
    target.frames = parser.isSet(QStringLiteral("frames"));
    return target;
}

void failed(const Error &error)
{
    const QString reason = error.reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(error.reason);
    complain(QStringLiteral("%1%2: %3").arg(toWord(error.kind), reason, error.detail));
    if (error.reason == QLatin1String("unauthorised"))
        complain(QStringLiteral("The meter refused the password. It is not sent again: after five wrong ones "
                                "most meters lock for a day."));
    QCoreApplication::exit(ExitFailed);
}

int perform(const Target &target, const Act &act)
{
    SystemSteadyClock steady;
    Line line(target.settings, steady);
    if (target.frames)
        QObject::connect(&line, &Line::logged, &line, &printLogged);
    whenFinished(line.open(), &line, [&](const pd::Done &opened) {
        if (!opened)
            return failed(opened.error());
        whenFinished(line.submit<Outcome>(act), &line, [](const Result<Outcome> &outcome) {
            if (!outcome)
                return failed(outcome.error());
            JsonLine json;
            outcome->fill(json);
            json.print();
            QCoreApplication::exit(outcome->status);
        });
    });
    return QCoreApplication::exec();
}

// Seconds by which the meter is ahead of this machine; meters show local time.
Result<qint64> clockOffset(LineIo &io, const Target &target, const Wanted &wanted, const Clock &clock)
{
    return readWanted(io, target.edition, target.address, wanted, {})
        .and_then([&clock](const Reading &reading) -> Result<qint64> {
            const QDateTime shown
                = QDateTime::fromString(reading.value, QStringLiteral("yyyy-MM-dd HH:mm:ss"));
            if (!shown.isValid())
                return failure(Error::Kind::Protocol, reading.value, QStringLiteral("no_clock"));
            return clock.now().toLocalTime().secsTo(shown);
        });
}

Result<Outcome> relayDone(LineIo &io, const Target &target, RelayCommand command, const Clock &clock)
{
    const QDateTime until = clock.now().toLocalTime().addSecs(qint64(validMinutes) * 60);
    const auto state = commandRelay(io, target.address, command, *target.access, until, {});
    if (!state)
        return tl::unexpected(state.error());
    const std::optional<bool> open = *state;
    // A meter that was only permitted to close waits for its button.
    const bool isDone
        = command == RelayCommand::PermitClosing || (open && *open == (command == RelayCommand::Trip));
    const QString shown = !open ? QString() : *open ? QStringLiteral("open") : QStringLiteral("closed");
    return Outcome{
        [shown, isDone](JsonLine &json) { json.textOrNull("relay", shown).truth("confirmed", isDone); },
        isDone ? ExitDone : ExitFailed};
}

std::optional<RelayCommand> relayCommand(const QString &word)
{
    if (word == QLatin1String("trip"))
        return RelayCommand::Trip;
    if (word == QLatin1String("permit"))
        return RelayCommand::PermitClosing;
    if (word == QLatin1String("close"))
        return RelayCommand::Close;
    return std::nullopt;
}

} // namespace

int runMeterWrite(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Writes an item of a DL/T 645 meter and reads it back. VALUE as `meter read` prints it. A refused "
        "password is\nnever repeated; where several meters answer a wildcard, nothing is written."));
    addTargetOptions(parser);
    parser.addPositionalArgument(QStringLiteral("ITEM"), QStringLiteral("Identifier."));
    parser.addPositionalArgument(QStringLiteral("VALUE"), QStringLiteral("What to write."),
                                 QStringLiteral("VALUE ..."));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter write"), arguments))
        return *done;
    Result<Target> target = targetOf(parser);
    if (!target)
        return refuse(target.error());
    const QStringList words = parser.positionalArguments();
    if (words.size() < 2)
        return refuse({Error::Kind::Invalid, QStringLiteral("ITEM and VALUE are needed"), {}});
    const Result<Wanted> wanted = wantedFromText(words.first(), target->edition);
    if (!wanted || wanted->items.size() != 1)
        return refuse({Error::Kind::Invalid, words.first() + QStringLiteral(" is no single item"), {}});
    const Result<Access> access = readAccess(parser, usualWriteLevel);
    if (!access)
        return refuse(access.error());
    target->access = *access;
    return perform(*target, [&](LineIo &io) {
        return writeItem(io, target->edition, target->address, wanted->items.first(), words.mid(1),
                         target->access, {})
            .map([](const ItemAnswer &answer) {
                const Reading shown = toReading(answer);
                return Outcome{[shown](JsonLine &json) {
                                   json.text("item", shown.item).textOrNull("read_back", shown.value);
                               },
                               ExitDone};
            });
    });
}

int runMeterClock(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Sets a DL/T 645 meter's clock to this machine's and reads it back. --check only reads; --broadcast "
        "tells the time\nto all meters on the line, which take small corrections once a day. Both need no "
        "password."));
    addTargetOptions(parser);
    parser.addOption({QStringLiteral("check"), QStringLiteral("Only tells by how much it is wrong.")});
    parser.addOption({QStringLiteral("broadcast"), QStringLiteral("Tells the time to all meters.")});
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter clock"), arguments))
        return *done;
    Result<Target> target = targetOf(parser);
    if (!target)
        return refuse(target.error());
    const Result<Wanted> wanted = wantedFromText(QStringLiteral("clock"), target->edition);
    if (!wanted)
        return refuse(wanted.error());
    const bool isCheck = parser.isSet(QStringLiteral("check"));
    const bool isBroadcast = parser.isSet(QStringLiteral("broadcast"));
    if (!isCheck && !isBroadcast) {
        const Result<Access> access = readAccess(parser, usualWriteLevel);
        if (!access)
            return refuse(access.error());
        target->access = *access;
    }
    const SystemClock clock;
    const auto now = [&clock] { return clock.now().toLocalTime(); };
    return perform(*target, [&](LineIo &io) -> Result<Outcome> {
        const Result<qint64> before = clockOffset(io, *target, *wanted, clock);
        if (!before || isCheck)
            return before.map([](qint64 seconds) {
                return Outcome{[seconds](JsonLine &json) { json.number("offset_s", seconds); }, ExitDone};
            });
        if (isBroadcast) {
            if (const pd::Done sent = broadcastTime(io, now(), {}); !sent)
                return tl::unexpected(sent.error());
        }
        const Result<qint64> after = isBroadcast
            ? clockOffset(io, *target, *wanted, clock)
            : writeClock(io, target->edition, target->address, now, target->access, {});
        return after.map([was = *before](qint64 seconds) {
            return Outcome{[was, seconds](JsonLine &json) {
                               json.number("offset_before_s", was).number("offset_s", seconds);
                           },
                           ExitDone};
        });
    });
}

int runMeterRelay(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Opens or closes the relay of a DL/T 645-2007 meter, and reads its state. Cuts off whoever is "
        "supplied: --confirm\nmust repeat the address."));
    addTargetOptions(parser);
    parser.addOption(
        {QStringLiteral("confirm"), QStringLiteral("The address once more."), QStringLiteral("A")});
    parser.addPositionalArgument(QStringLiteral("COMMAND"), QStringLiteral("trip, permit or close."));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter relay"), arguments))
        return *done;
    Result<Target> target = targetOf(parser);
    if (!target)
        return refuse(target.error());
    const auto command = relayCommand(parser.positionalArguments().value(0));
    if (!command || target->edition != Edition::Of2007)
        return refuse({Error::Kind::Invalid, QStringLiteral("trip, permit or close, of dlt645-2007"), {}});
    if (addressFromText(parser.value(QStringLiteral("confirm"))) != target->address)
        return refuse({Error::Kind::Invalid, QStringLiteral("--confirm must repeat the address"), {}});
    const Result<Access> access = readAccess(parser, usualRelayLevel);
    if (!access)
        return refuse(access.error());
    target->access = *access;
    const SystemClock clock;
    return perform(*target, [&](LineIo &io) { return relayDone(io, *target, *command, clock); });
}

} // namespace pd::ctl
