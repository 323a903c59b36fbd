// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demonstration/demonstration.h"

#include "app/console/demonstration/chargebill.h"
#include "app/console/pictures.h"
#include "models/basics/whenfinished.h"
#include "models/basics/wholefile.h"

#include <QTimeZone>

namespace pd::console {

namespace {

const PileId pile(QStringLiteral("33010800100003"));
const QString phone = QStringLiteral("13800135678");
const QString masked = QStringLiteral("138****5678");
constexpr int pilesOfS1 = 10;
constexpr double realTime = 1;
constexpr int beforeStartS = 300;
constexpr double untilConfirmed = 60;
constexpr std::chrono::milliseconds untilPainted{250};

const QTimeZone &zone()
{
    static const QTimeZone shanghai("Asia/Shanghai");
    return shanghai;
}

// The first 18:40 of the station's clock that can still be reached: choosing and paying take real time, too.
QDateTime startAfter(const QDateTime &now)
{
    constexpr int untilPaidS = 180;
    const QDateTime earliest = now.addSecs(untilPaidS).toTimeZone(zone());
    const QDateTime today(earliest.date(), QTime(18, 40), zone());
    return today < earliest ? today.addDays(1) : today;
}

QString words(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

Demonstration::Demonstration(Console &console, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_services(console.services())
    , m_hands(console.window())
    , m_station(console.options().stationControl)
    , m_views(console.window(), portId(pile, 1))
{
    connect(&m_steps, &Steps::stepDone, this, [this](const QString &name, qint64 ms) {
        Q_EMIT reported(QStringLiteral("%1 s  %2").arg(double(ms) / 1000, 6, 'f', 2).arg(name));
    });
    connect(&m_steps, &Steps::finished, this, [this] { conclude({}); });
    connect(&m_steps, &Steps::failed, this, [this](const Error &error) { conclude(tl::unexpected(error)); });
    connect(&console, &Console::signInFailed, &m_steps, &Steps::fail);
    connect(&console, &Console::lineRegisterRead, this, &Demonstration::takeRegister);
    addArrival();
    addMeter("the meter is read on its serial line", m_meterBefore);
    addChoice();
    addPayment();
    addStart();
    addViews();
    addCharge();
    addMeter("the meter is read again", m_meterAfter);
    addPicture("7-meter");
    addBill();
}

void Demonstration::start()
{
    m_startTime = startAfter(m_services.clock->now());
    m_steps.start();
}

void Demonstration::addArrival()
{
    // Before anything is ordered: what is paid may not lie for hours.
    m_steps.add(words("it is the evening"), 10, [this] {
        const QDateTime evening = m_startTime.addSecs(-beforeStartS);
        if (m_services.clock->now() < evening)
            setClock(evening, realTime);
        return true;
    });
    m_steps.add(words("signed in, and the ten piles of the station are online"), 60, [this] {
        const QList<Pile> &piles = m_services.pileStore.piles();
        const auto online = std::count_if(piles.begin(), piles.end(), [](const Pile &p) { return p.online; });
        return m_services.session.state() == LinkState::Live && online >= pilesOfS1 && port();
    });
    m_steps.add(
        words("a car is plugged in at pile ...0003"), 20,
        [this] {
            for (const ChargeOrder &known : m_services.orderStore.orders())
                m_before.insert(known.id);
            command({{QStringLiteral("plug"), pile.text()}});
        },
        [this] { return m_answered && port() && port()->connectorStatus == ConnectorStatus::Preparing; });
}

void Demonstration::addChoice()
{
    m_steps.add(
        words("the map finds the station by its name"), 10,
        [this] {
            m_console.window().showPage(QStringLiteral("map"));
            m_hands.type("mapSearch", words("滨江"));
        },
        [this] { return m_hands.textOf("mapSearch") == words("滨江") && m_hands.find("mapHits"); });
    m_steps.add(
        words("pile ...0003 is chosen from the list"), 10,
        [this] { m_hands.clickRow("mapHits", words("0003")); },
        [this] { return m_hands.canPress("portStart", "mapPage"); });
    addPicture("1-map");
    m_steps.add(words("Start charging is pressed in the panel"), 5,
                [this] { return m_hands.press("portStart", "mapPage"); });
    m_steps.add(words("the assisted charge is open"), 10, [this] { return m_hands.press("chargeByEnergy"); });
    m_steps.add(
        words("the telephone number is typed"), 10, [this] { m_hands.type("chargePhone", phone); },
        [this] { return m_hands.textOf("chargePhone") == phone && m_hands.press("chargeCheck"); });
    m_steps.add(words("the account is checked and shown masked"), 15, [this] {
        return m_hands.textOf("chargeAccount").contains(masked) || m_hands.textOf("chargePhone") == masked;
    });
    m_steps.add(
        words("20.00 yuan, by network platform"), 10,
        [this] {
            m_hands.type("chargeAmount", words("20.00"));
            m_hands.press("chargePlatform");
        },
        [this] {
            return m_hands.textOf("chargeAmount") == words("20.00") && m_hands.canPress("chargeRequest");
        });
}

void Demonstration::addPayment()
{
    addPicture("2-choice");
    m_steps.add(words("payment is requested"), 10, [this] { return m_hands.press("chargeRequest"); });
    m_steps.add(words("the payer's code is shown"), 20,
                [this] { return isIn(OrderState::AwaitingPayment) && m_hands.find("paymentCode"); });
    addPicture("3-payment");
    m_steps.add(
        words("the payer confirms on his phone"), 20,
        [this] {
            command(
                {{QStringLiteral("payer"), QStringLiteral("confirm")},
                 {QStringLiteral("payment"), order()->payment ? order()->payment->id.text() : QString()}});
        },
        [this] { return m_answered && isIn(OrderState::Paid) && m_hands.canPress("chargeStart"); });
}

void Demonstration::addStart()
{
    m_steps.add(
        words("it is 18:40:00"), 10, [this] { setClock(m_startTime.addMSecs(-500), realTime); },
        [this] { return m_services.clock->now() >= m_startTime; });
    m_steps.add(words("Start is pressed"), 5, [this] {
        const Done watched = m_views.start();
        if (!watched)
            m_steps.fail(watched.error());
        return watched && m_hands.press("chargeStart");
    });
    m_steps.add(words("the pile has started the transaction"), 30,
                [this] { return order() && order()->startedAt.isValid(); });
    // Status alone is not enough: the register must rise, and 0.01 kWh takes five seconds.
    m_steps.add(
        words("confirmed by status and by a rising meter"), 60, [this] { setRate(untilConfirmed); },
        [this] {
            return isIn(OrderState::Charging) && order()->command
                && order()->command->life == CommandLife::Confirmed;
        });
}

void Demonstration::addViews()
{
    m_steps.add(words("map, pile table and live panel show it"), 10, [this] { return m_views.isComplete(); });
    m_steps.add(words("they changed within two seconds of each other"), 1, [this] {
        const Done judged = m_views.judge();
        if (!judged)
            m_steps.fail(judged.error());
        return judged.has_value();
    });
}

void Demonstration::addCharge()
{
    const int patience = 60 + int(2 * 3600 / m_console.options().rate);
    addPicture("4-charging");
    m_steps.add(
        words("the price band changes to sharp within the session"), patience,
        [this] { setRate(m_console.options().rate); },
        [this] { return order() && order()->bill.energyIn(Band::Sharp) > Energy::fromWh(1000); });
    addPicture("5-sharp");
    m_steps.add(words("the map shows it too"), 5,
                [this] { return m_console.window().showPage(QStringLiteral("map")); });
    addPicture("6-map-charging");
    m_steps.add(
        words("it stops by itself at the amount"), patience,
        [this] { m_console.window().showPage(QStringLiteral("charge")); },
        [this] { return isIn(OrderState::Ended) || isIn(OrderState::Settled); });
    // Within the fifteen minutes that cost nothing.
    m_steps.add(
        words("the car is unplugged"), 20,
        [this] {
            setRate(realTime);
            command({{QStringLiteral("unplug"), pile.text()}});
        },
        [this] { return m_answered; });
}

// Opens the line where one was given, types the meter's address and presses Read, as a person does.
void Demonstration::addMeter(const char *when, std::optional<Energy> &into)
{
    if (m_console.options().line.path.isEmpty())
        return;
    m_steps.add(
        words("the meters' line is open"), 20,
        [this] {
            m_console.window().showPage(QStringLiteral("meters"));
            if (!m_hands.canPress("meterFind"))
                m_hands.press("lineOpen");
        },
        [this] { return m_hands.canPress("meterFind"); });
    m_steps.add(
        words("the meter's address is typed"), 10,
        [this] { m_hands.type("meterAddress", port()->meterAddress); },
        [this] {
            return m_hands.textOf("meterAddress") == port()->meterAddress && m_hands.canPress("meterRead");
        });
    m_steps.add(
        words(when), 30,
        [this] {
            m_lineRegister.reset();
            m_hands.press("meterRead");
        },
        [this, &into] {
            into = m_lineRegister;
            return into.has_value();
        });
}

void Demonstration::addBill()
{
    m_steps.add(words("the order is settled"), 60, [this] {
        m_console.window().showPage(QStringLiteral("charge"));
        return isIn(OrderState::Settled);
    });
    addPicture("8-bill");
    m_steps.add(
        words("the bill stands in the session table"), 10,
        [this] { m_console.window().goTo(QStringLiteral("sessions"), order()->id.text()); },
        [this] { return m_hands.find("sessionDetail") && m_hands.find("sessionFacts"); });
    addPicture("9-session");
}

void Demonstration::takeRegister(const MeterAddress &meter, const Reading &reading)
{
    const Result<Energy> value = Energy::fromKwhText(reading.value);
    if (port() && meter.address == port()->meterAddress && reading.quality == Reading::Quality::Good && value)
        m_lineRegister = *value;
}

// What OCPP told, what the wire says and what the bill has must be the same, to the meter's step.
Done Demonstration::checkMeter() const
{
    if (!m_meterBefore || !m_meterAfter)
        return {};
    const auto differ = [](Energy a, Energy b) { return a - b > meterStep || b - a > meterStep; };
    if (differ(*m_meterBefore, order()->startRegister.value_or(Energy()))
        || differ(*m_meterAfter, order()->lastRegister.value_or(Energy())))
        return failure(Error::Kind::Conflict, QStringLiteral("the register on the line is not the bill's"));
    return {};
}

void Demonstration::command(const QJsonObject &command)
{
    m_answered = false;
    whenFinished(m_station.send(command), this, [this](const StationControl::Answer &answer) {
        m_answered = answer.has_value();
        if (!answer)
            m_steps.fail(answer.error());
    });
}

void Demonstration::setClock(const QDateTime &time, double rate)
{
    const ClockSetting setting{m_services.steady.nowNs(), time.toUTC(), rate};
    const Done done = writeClockFile(m_console.options().clockFile, setting);
    if (!done)
        m_steps.fail(done.error());
}

void Demonstration::setRate(double rate)
{
    setClock(m_services.clock->now(), rate);
}

void Demonstration::addPicture(const char *name)
{
    if (!m_console.options().pictureFolder.isEmpty())
        m_steps.addLater(words("picture ") + QLatin1String(name), untilPainted,
                         [this, name] { picture(name); });
}

void Demonstration::picture(const char *name)
{
    if (m_console.options().pictureFolder.isEmpty())
        return;
    const Result<QString> path
        = savePicture(m_console.window(), m_console.options().pictureFolder, QLatin1String(name));
    if (path)
        m_pictures.append(*path);
    else
        m_steps.fail(path.error());
}

void Demonstration::conclude(const Done &result)
{
    Done outcome = result;
    if (outcome && order()) {
        Q_EMIT said(billText(*order(), zone()).trimmed());
        Q_EMIT said(QStringLiteral("  ") + m_views.text());
        if (m_meterBefore && m_meterAfter) {
            Q_EMIT said(QStringLiteral("  RS-485 register of meter %1: %2 to %3 kWh")
                            .arg(port()->meterAddress, m_meterBefore->kwhText(2), m_meterAfter->kwhText(2)));
        }
        outcome = checkBillOfA1(*order()).and_then([this] { return checkMeter(); });
    } else if (!outcome && outcome.error().kind != Error::Kind::Storage) {
        picture("0-failed");
    }
    for (const QString &path : std::as_const(m_pictures))
        Q_EMIT said(path);
    const QString report = m_console.options().reportFile;
    if (!report.isEmpty() && order()) {
        const Done written = writeWholeFile(report, billReport(*order(), m_pictures) + '\n');
        if (!written && outcome)
            outcome = written;
    }
    if (!outcome)
        Q_EMIT reported(QStringLiteral("demonstration A1 failed: ") + outcome.error().detail);
    Q_EMIT finished(outcome ? 0 : 1);
}

const Port *Demonstration::port() const
{
    return m_services.pileStore.port(portId(pile, 1));
}

const ChargeOrder *Demonstration::order() const
{
    for (const ChargeOrder &candidate : m_services.orderStore.orders()) {
        if (candidate.port == portId(pile, 1) && !m_before.contains(candidate.id))
            return &candidate;
    }
    return nullptr;
}

bool Demonstration::isIn(OrderState state) const
{
    return order() && order()->state == state;
}

} // namespace pd::console
