// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/piles/portpanel.h"

#include "models/basics/whenfinished.h"
#include "ui/piles/commandrules.h"
#include "ui/widgets/commandtrack.h"
#include "ui/widgets/confirmstrip.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/glyphlabel.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QScrollArea>

namespace pd::ui {

namespace {

const QString power = QStringLiteral("Power");
const QString voltage = QStringLiteral("Voltage");
const QString current = QStringLiteral("Current");
const QString energyRegister = QStringLiteral("Register");
const QString lineRegister = QStringLiteral("RegisterLine");
const QString soc = QStringLiteral("Soc");
const QString seen = QStringLiteral("Seen");
const QString account = QStringLiteral("Account");
const QString energy = QStringLiteral("Energy");
const QString cost = QStringLiteral("Cost");
const QString started = QStringLiteral("Started");

QString withUnit(const QString &figure, const QString &unit)
{
    return figure == Figures::unknown() ? figure : figure + QChar(0xa0) + unit;
}

} // namespace

PortPanel::PortPanel(const PileStore &piles, const OrderStore &orders, const CloudLink &link,
                     OrdersGateway &gateway, const Theme &theme, Ticker &ticker, QWidget *parent)
    : QFrame(parent)
    , m_piles(piles)
    , m_orders(orders)
    , m_link(link)
    , m_gateway(gateway)
    , m_ticker(ticker)
    , m_body(new QWidget)
    , m_nothing(makeLabel(QStringLiteral("portNothing"), "muted"))
    , m_title(makeTitle(QStringLiteral("portTitle"), theme))
    , m_code(makeLabel(QStringLiteral("portCode"), "muted"))
    , m_place(new ElidedLabel)
    , m_glyph(new GlyphLabel(theme))
    , m_state(makeLabel(QStringLiteral("portState")))
    , m_since(makeLabel(QStringLiteral("portSince"), "muted"))
    , m_errorCode(makeLabel(QStringLiteral("portError"), "error"))
    , m_reading(new FactList(QStringLiteral("port"), theme))
    , m_charge(new FactList(QStringLiteral("portCharge"), theme))
    , m_track(new CommandTrack(QStringLiteral("portCommand"), theme))
    , m_notice(new Notice(QStringLiteral("portNotice"), theme))
    , m_confirm(new ConfirmStrip(QStringLiteral("portConfirm"), theme))
    , m_why(makeLabel(QStringLiteral("portWhy"), "muted"))
    , m_start(makeButton(QStringLiteral("portStart"), "primary"))
    , m_stop(makeButton(QStringLiteral("portStop"), "danger"))
    , m_map(makeButton(QStringLiteral("portMap"), "quiet"))
    , m_session(makeButton(QStringLiteral("portSession"), "quiet"))
    , m_reserve(makeButton(QStringLiteral("portReserve"), "quiet"))
{
    setObjectName(QStringLiteral("portPanel"));
    setLook(this, "raised");
    setFixedWidth(theme.grid(45));
    build(theme);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT chargeRequested(m_port.text()); });
    connect(m_stop, &QPushButton::clicked, this, &PortPanel::askToStop);
    connect(m_map, &QPushButton::clicked, this,
            [this] { Q_EMIT goTo(QStringLiteral("map"), pileOf(m_port).text()); });
    connect(m_reserve, &QPushButton::clicked, this,
            [this] { Q_EMIT goTo(QStringLiteral("charge"), QStringLiteral("reserve:") + m_port.text()); });
    connect(m_session, &QPushButton::clicked, this, [this] {
        const Port *shown = m_piles.port(m_port);
        if (shown && shown->charge)
            Q_EMIT goTo(QStringLiteral("sessions"), shown->charge->order.text());
    });
    connect(&piles, &PileStore::wasReset, this, &PortPanel::refresh);
    connect(&piles, &PileStore::pilesChanged, this, &PortPanel::refresh);
    connect(&piles, &PileStore::staleChanged, this, &PortPanel::refresh);
    connect(&orders, &OrderStore::orderUpdated, this, &PortPanel::refresh);
    connect(&orders, &OrderStore::wasReset, this, &PortPanel::refresh);
    connect(&link, &CloudLink::stateChanged, this, &PortPanel::refresh);
    connect(&ticker, &Ticker::tick, this, &PortPanel::refresh);
    refresh();
}

void PortPanel::build(const Theme &theme)
{
    auto *outer = makeLayout<QVBoxLayout>(this, theme, 0);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_body->setProperty("look", QStringLiteral("scrolled"));
    auto *column = makeLayout<QVBoxLayout>(m_body, theme, 1, 2.25, 1.5);
    column->addWidget(buildHead(theme));
    column->addWidget(makeHairline());
    buildFacts();
    column->addWidget(m_reading);
    auto *chargeHead = makeLabel(QStringLiteral("portChargeHead"), "section");
    auto *commandHead = makeLabel(QStringLiteral("portCommandHead"), "section");
    auto *chargeRow = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    chargeRow->addWidget(chargeHead, 1);
    chargeRow->addWidget(m_session);
    chargeRow->addWidget(m_reserve);
    column->addWidget(makeHairline());
    column->addLayout(chargeRow);
    column->addWidget(m_charge);
    column->addWidget(commandHead);
    column->addWidget(m_track);
    column->addStretch();
    scroll->setWidget(m_body);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(theme.grid(3));
    outer->addWidget(m_nothing, 1);
    outer->addWidget(scroll, 1);
    auto *foot = makeLayout<QVBoxLayout>(nullptr, theme, 1, 2.25, 1.25);
    foot->addWidget(m_notice);
    foot->addWidget(m_confirm);
    m_why->setWordWrap(true);
    foot->addWidget(m_why);
    auto *buttons = makeLayout<QHBoxLayout>(nullptr, theme, 2);
    buttons->addWidget(m_start, 1);
    buttons->addWidget(m_stop, 1);
    foot->addLayout(buttons);
    outer->addLayout(foot);
    m_texts.add([=, this] {
        m_nothing->setText(tr("Select a port to see its values and to command it."));
        chargeHead->setText(tr("Running charge"));
        commandHead->setText(tr("Last command"));
        setWords(m_start, tr("Start charging…"));
        setWords(m_stop, tr("Stop charging…"));
        setWords(m_map, tr("Show on map"));
        setWords(m_session, tr("Show session"));
        setWords(m_reserve, tr("Reserve…"));
    });
}

void PortPanel::insertSection(QWidget *section)
{
    auto *column = static_cast<QVBoxLayout *>(m_body->layout());
    column->insertWidget(column->indexOf(m_reading) + 1, section);
}

QWidget *PortPanel::buildHead(const Theme &theme)
{
    auto *head = new QWidget;
    auto *column = makeLayout<QVBoxLayout>(head, theme, 0.5);
    auto *first = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    first->addWidget(m_title, 1);
    first->addWidget(m_code);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *second = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    m_place->setObjectName(QStringLiteral("portPlace"));
    setLook(m_place, "muted");
    second->addWidget(m_place, 1);
    second->addWidget(m_map);
    auto *third = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    QFont bold = m_state->font();
    bold.setWeight(QFont::DemiBold);
    m_state->setFont(bold);
    third->addWidget(m_glyph);
    third->addWidget(m_state, 1);
    third->addWidget(m_since);
    column->addLayout(first);
    column->addLayout(second);
    column->addSpacing(theme.grid(0.5));
    column->addLayout(third);
    m_errorCode->setWordWrap(true);
    column->addWidget(m_errorCode);
    return head;
}

void PortPanel::buildFacts()
{
    for (const QString &key : {power, energyRegister, lineRegister, voltage, current, soc, seen})
        m_reading->addRow(key);
    m_reading->setRowVisible(lineRegister, false);
    for (const QString &key : {account, energy, cost, started})
        m_charge->addRow(key);
    m_charge->setStrong(energy, true);
    m_charge->setStrong(cost, true);
    m_texts.add([this] {
        m_reading->setName(power, tr("Power"));
        m_reading->setName(energyRegister, tr("Register (cloud)"));
        m_reading->setName(lineRegister, tr("Register (RS-485)"));
        m_reading->setName(voltage, tr("Voltage"));
        m_reading->setName(current, tr("Current"));
        m_reading->setName(soc, tr("State of charge"));
        m_reading->setName(seen, tr("Pile last heard"));
        m_charge->setName(account, tr("Account"));
        m_charge->setName(energy, tr("Energy so far"));
        m_charge->setName(cost, tr("Cost so far"));
        m_charge->setName(started, tr("Started"));
    });
}

void PortPanel::showLineRegister(const QString &value, const QString &age, bool stale)
{
    m_reading->setValue(lineRegister, value, age, stale);
    m_reading->setRowVisible(lineRegister, true);
}

void PortPanel::hideLineRegister()
{
    m_reading->setRowVisible(lineRegister, false);
}

void PortPanel::setPort(const PortId &port)
{
    if (port != m_port) {
        m_notice->clear();
        m_confirm->cancel();
    }
    m_port = port;
    refresh();
}

const Pile *PortPanel::pile() const
{
    return m_piles.pile(pileOf(m_port));
}

const ChargeOrder *PortPanel::order() const
{
    const Port *port = m_piles.port(m_port);
    if (port && port->charge)
        return m_orders.order(port->charge->order);
    // No charge runs: the last order of this port still tells how the last command went.
    for (const ChargeOrder &candidate : m_orders.orders()) {
        if (candidate.port == m_port)
            return &candidate;
    }
    return nullptr;
}

void PortPanel::refresh()
{
    const Pile *shownPile = pile();
    const Port *shownPort = m_piles.port(m_port);
    const bool any = shownPile && shownPort;
    m_nothing->setVisible(!any);
    m_body->parentWidget()->parentWidget()->setVisible(any);
    if (any) {
        refreshHead(*shownPile, *shownPort);
        refreshReading(*shownPile, *shownPort);
        refreshCharge(*shownPort);
    }
    refreshCommands();
}

void PortPanel::refreshHead(const Pile &pile, const Port &port)
{
    const Station *station = m_piles.station(pile.station);
    const QTimeZone zone = zoneOf(station ? station->timeZone : QString());
    const QString name = shortName(pile.id);
    m_title->setText(pile.ports.size() > 1 ? tr("Pile %1 port %2").arg(name).arg(port.connector)
                                           : tr("Pile %1").arg(name));
    m_code->setText(pile.id.text());
    m_place->setText(tr("%1 · bay %2 · %3 kW", "station, bay, rated power")
                         .arg(station ? station->name : pile.station.text(), pile.bay)
                         .arg(double(port.maxPowerW) / 1000.0));
    const PortLook look = PortLook::of(port, pile.online);
    m_glyph->setLook(look);
    m_state->setText(look.word);
    setLook(m_state, look.role == ColorRole::StateFault ? "error" : "");
    m_since->setText(port.stateSince.isValid() ? tr("since %1").arg(Figures::clockTime(port.stateSince, zone))
                                               : QString());
    const QString error = Words::errorCode(port.errorCode);
    m_errorCode->setText(error);
    m_errorCode->setVisible(!error.isEmpty());
}

void PortPanel::refreshReading(const Pile &pile, const Port &port)
{
    const PortReading &reading = port.reading;
    const bool stale = m_piles.isStale() || !pile.online;
    const QString age = Figures::age(m_ticker.ageSeconds(reading.at));
    const auto put = [&](const QString &key, const QString &text, bool known) {
        m_reading->setValue(key, text, known ? age : QString(), stale);
    };
    put(power, withUnit(Figures::kilo(reading.powerMilliW, 2), QStringLiteral("kW")),
        reading.powerMilliW.has_value());
    put(energyRegister, withUnit(Figures::registerKwh(reading.energyRegister), QStringLiteral("kWh")),
        reading.energyRegister.has_value());
    put(voltage, withUnit(Figures::milli(reading.voltageMilliV, 1), QStringLiteral("V")),
        reading.voltageMilliV.has_value());
    put(current, withUnit(Figures::milli(reading.currentMilliA, 2), QStringLiteral("A")),
        reading.currentMilliA.has_value());
    m_reading->setRowVisible(soc, reading.socPercent.has_value());
    if (reading.socPercent)
        put(soc, withUnit(QString::number(*reading.socPercent), QStringLiteral("%")), true);
    const auto heard = m_ticker.ageSeconds(pile.lastSeen);
    m_reading->setValue(seen, heard ? tr("%1 ago").arg(Figures::age(heard)) : tr("never"), {}, stale);
}

void PortPanel::refreshCharge(const Port &port)
{
    const bool running = port.charge.has_value();
    for (const QString &key : {energy, cost, started})
        m_charge->setRowVisible(key, running);
    m_session->setVisible(running);
    m_reserve->setVisible(!running);
    const ChargeOrder *known = order();
    const Station *station = m_piles.station(pile()->station);
    const QTimeZone zone = zoneOf(station ? station->timeZone : QString());
    m_track->setCommand(known ? known->command : std::nullopt, zone);
    m_charge->setValue(account, running ? port.charge->accountMasked : tr("none"), {}, !running);
    if (!running)
        return;
    const bool stale = m_piles.isStale() || !pile()->online;
    const QString age = Figures::age(m_ticker.ageSeconds(port.reading.at));
    m_charge->setValue(energy, withUnit(port.charge->energy.kwhRounded(2), QStringLiteral("kWh")), age,
                       stale);
    m_charge->setValue(cost, tr("¥ %1").arg(port.charge->cost.text()), age, stale);
    m_charge->setValue(started, Figures::clockTime(port.charge->startedAt, zone));
}

void PortPanel::refreshCommands()
{
    const Port *shownPort = m_piles.port(m_port);
    const auto start = CommandRules::mayStart(m_link, pile(), shownPort);
    auto stop = CommandRules::mayStop(m_link, pile(), shownPort, order());
    if (stop.allowed && shownPort->charge->order == m_stopping)
        stop = {false, tr("A stop is already under way.")};
    const auto reserve = CommandRules::mayReserve(m_link, pile(), shownPort);
    setAllowed(m_reserve, reserve.allowed, reserve.reason);
    setAllowed(m_start, start.allowed, start.reason);
    setAllowed(m_stop, stop.allowed && !m_confirm->isOpen(), stop.reason);
    // Where neither is possible the reason stands there, for a button that does not react says nothing.
    const bool blocked = shownPort && !start.allowed && !stop.allowed;
    m_why->setText(!blocked ? QString() : shownPort->charge ? stop.reason : start.reason);
    m_why->setVisible(blocked);
    Q_EMIT commandsChanged();
}

void PortPanel::askToStop()
{
    const Port *shownPort = m_piles.port(m_port);
    if (!m_stop->isEnabled() || !shownPort || !shownPort->charge)
        return;
    const PortId asked = m_port;
    const auto wording = [this, asked] {
        const Pile *target = m_piles.pile(pileOf(asked));
        return ConfirmStrip::Question{
            tr("Stop charging at %1?").arg(target ? Words::portName(*target, connectorOf(asked)) : QString()),
            tr("The charge ends now and is billed for what was charged; the rest of a payment goes back."),
            tr("Stop charging")};
    };
    m_confirm->ask(wording, [this] { stop(); });
    refreshCommands();
    connect(m_confirm, &ConfirmStrip::closed, this, &PortPanel::refreshCommands, Qt::UniqueConnection);
}

void PortPanel::stop()
{
    const Port *shownPort = m_piles.port(m_port);
    if (!shownPort || !shownPort->charge)
        return;
    m_notice->clear();
    m_stopping = shownPort->charge->order;
    whenFinished(m_gateway.stop(m_stopping), this, [this](const Result<ChargeOrder> &result) {
        m_stopping = {};
        if (!result)
            m_notice->tell(result.error());
        refresh();
    });
    refreshCommands();
}

void PortPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QFrame::changeEvent(event);
}

} // namespace pd::ui
