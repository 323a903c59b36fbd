// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/setmeterform.h"

#include "ui/meters/writewords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QTimeEdit>

namespace pd::ui {

namespace {

using Act = WriteOrder::Act;
using Output = WriteOrder::Output;
using Relay = WriteOrder::Relay;
using Repeat = WriteOrder::Freeze::Repeat;

constexpr int addressDigits = 12;
constexpr int passwordDigits = 6;
constexpr int lowestLevel = 9;
constexpr int usualLevel = 4;
constexpr int usualBaud = 9600;
constexpr int lastFreezeDay = 28; // that every month has

QLineEdit *digitsField(const QString &name, int digits, const Theme &theme)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    field->setFont(theme.tabularFont());
    field->setMaxLength(digits);
    field->setFixedWidth(theme.grid(digits + 6));
    field->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[0-9]{0,%1}").arg(digits)), field));
    return field;
}

// A row of the form: what it is about, then its controls.
QHBoxLayout *addRow(QGridLayout *grid, const Theme &theme, QLabel *label, const QList<QWidget *> &widgets)
{
    const int row = grid->rowCount();
    auto *controls = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    for (QWidget *widget : widgets)
        controls->addWidget(widget);
    controls->addStretch();
    grid->addWidget(label, row, 0, Qt::AlignVCenter);
    grid->addLayout(controls, row, 1);
    return controls;
}

} // namespace

SetMeterForm::SetMeterForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_password(digitsField(QStringLiteral("setPassword"), passwordDigits, theme))
    , m_level(new QSpinBox)
    , m_lockout(makeLabel(QStringLiteral("setLockout"), "muted"))
    , m_reason(new QLineEdit)
    , m_release(makeButton(QStringLiteral("setRelease"), "quiet"))
    , m_check(makeButton(QStringLiteral("setCheckClock")))
    , m_broadcast(makeButton(QStringLiteral("setBroadcastTime")))
    , m_setClock(makeButton(QStringLiteral("setClock")))
    , m_confirmation(digitsField(QStringLiteral("setConfirmation"), addressDigits, theme))
    , m_open(makeButton(QStringLiteral("setRelayOpen"), "danger"))
    , m_permit(makeButton(QStringLiteral("setRelayPermit")))
    , m_close(makeButton(QStringLiteral("setRelayClose"), "danger"))
    , m_newAddress(digitsField(QStringLiteral("setNewAddress"), addressDigits, theme))
    , m_give(makeButton(QStringLiteral("setAddress")))
    , m_baud(new QComboBox)
    , m_changeBaud(makeButton(QStringLiteral("setBaud")))
    , m_repeat(new QComboBox)
    , m_day(new QSpinBox)
    , m_time(new QTimeEdit)
    , m_freeze(makeButton(QStringLiteral("setFreeze")))
    , m_output(new QComboBox)
    , m_select(makeButton(QStringLiteral("setOutput")))
    , m_newPassword(digitsField(QStringLiteral("setNewPassword"), passwordDigits, theme))
    , m_newAgain(digitsField(QStringLiteral("setNewPasswordAgain"), passwordDigits, theme))
    , m_newLevel(new QSpinBox)
    , m_changePassword(makeButton(QStringLiteral("setChangePassword")))
{
    setObjectName(QStringLiteral("setMeterForm"));
    build(theme);
    connectButtons();
    follow();
}

void SetMeterForm::build(const Theme &theme)
{
    auto *grid = makeLayout<QGridLayout>(this, theme, 1);
    grid->setColumnStretch(1, 1);
    grid->setContentsMargins(0, 0, theme.grid(1.5), 0); // beside the scroll bar
    auto *clock = makeLabel(QStringLiteral("setClockLabel"), "muted");
    auto *address = makeLabel(QStringLiteral("setAddressLabel"), "muted");
    address->setBuddy(m_newAddress);
    addRow(grid, theme, clock, {m_check, m_broadcast, m_setClock});
    buildPassword(theme, grid);
    buildRelay(theme, grid);
    addRow(grid, theme, address, {m_newAddress, m_give});
    buildBaud(theme, grid);
    buildFreeze(theme, grid);
    buildOutput(theme, grid);
    buildNewPassword(theme, grid);
    grid->setRowStretch(grid->rowCount(), 1);
    m_texts.add([=, this] {
        clock->setText(tr("Clock"));
        address->setText(tr("New address"));
        setWords(m_check, tr("Check clock"));
        setWords(m_broadcast, tr("Broadcast time…"));
        setWords(m_setClock, tr("Set clock…"));
        setWords(m_newAddress, tr("New address"), tr("12 digits"));
        setWords(m_give, tr("Give address…"));
    });
}

void SetMeterForm::buildPassword(const Theme &theme, QGridLayout *grid)
{
    auto *password = makeLabel(QStringLiteral("setPasswordLabel"), "muted");
    auto *level = makeLabel(QStringLiteral("setLevelLabel"), "muted");
    auto *lockout = makeLabel(QStringLiteral("setLockoutLabel"), "muted");
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setFixedWidth(theme.grid(16)); // its dots are wider than digits
    m_level->setObjectName(QStringLiteral("setLevel"));
    m_level->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_level->setRange(0, lowestLevel);
    m_level->setValue(usualLevel);
    m_reason->setObjectName(QStringLiteral("setReason"));
    constexpr int longestReason = 200;
    m_reason->setMaxLength(longestReason);
    m_lockout->setWordWrap(true);
    password->setBuddy(m_password);
    level->setBuddy(m_level);
    addRow(grid, theme, password, {m_password, level, m_level});
    const int row = grid->rowCount();
    grid->addWidget(lockout, row, 0, Qt::AlignTop);
    grid->addWidget(m_lockout, row, 1);
    auto *release = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    release->addWidget(m_reason, 1);
    release->addWidget(m_release);
    grid->addLayout(release, row + 1, 1);
    m_texts.add([=, this] {
        password->setText(tr("Password"));
        level->setText(tr("Level"));
        lockout->setText(tr("Lock-out"));
        setWords(m_password, tr("Password of the meter"), tr("6 digits"));
        m_level->setAccessibleName(tr("Level of the password"));
        m_level->setToolTip(tr("0 is the highest. Usually 4 for writing, 2 for the relay."));
        setWords(m_reason, tr("Reason for the release"), tr("Why it may be tried again"));
        setWords(m_release, tr("Release lock-out"));
    });
}

void SetMeterForm::buildRelay(const Theme &theme, QGridLayout *grid)
{
    auto *relay = makeLabel(QStringLiteral("setRelayLabel"), "muted");
    relay->setBuddy(m_confirmation);
    addRow(grid, theme, relay, {m_confirmation, m_open, m_permit, m_close});
    m_texts.add([=, this] {
        relay->setText(tr("Relay"));
        setWords(m_confirmation, tr("Address once more"), tr("Address once more"));
        setWords(m_open, tr("Open relay…"));
        setWords(m_permit, tr("Permit closing…"));
        setWords(m_close, tr("Close relay…"));
    });
}

void SetMeterForm::buildBaud(const Theme &theme, QGridLayout *grid)
{
    auto *label = makeLabel(QStringLiteral("setBaudLabel"), "muted");
    m_baud->setObjectName(QStringLiteral("setNewBaud"));
    for (const int baud : {1200, 2400, 4800, 9600, 19200})
        m_baud->addItem(QString::number(baud), baud);
    m_baud->setCurrentIndex(m_baud->findData(usualBaud));
    label->setBuddy(m_baud);
    addRow(grid, theme, label, {m_baud, m_changeBaud});
    m_texts.add([=, this] {
        label->setText(tr("Baud rate"));
        m_baud->setAccessibleName(tr("New baud rate of the meter"));
        setWords(m_changeBaud, tr("Change rate…"));
    });
}

void SetMeterForm::buildFreeze(const Theme &theme, QGridLayout *grid)
{
    auto *label = makeLabel(QStringLiteral("setFreezeLabel"), "muted");
    m_repeat->setObjectName(QStringLiteral("setFreezeRepeat"));
    for (const Repeat one : {Repeat::AtOnce, Repeat::Hourly, Repeat::Daily, Repeat::Monthly})
        m_repeat->addItem(QString(), int(one));
    m_day->setObjectName(QStringLiteral("setFreezeDay"));
    m_day->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_day->setRange(1, lastFreezeDay);
    m_time->setObjectName(QStringLiteral("setFreezeTime"));
    m_time->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_time->setDisplayFormat(QStringLiteral("HH:mm"));
    label->setBuddy(m_repeat);
    addRow(grid, theme, label, {m_repeat, m_day, m_time, m_freeze});
    connect(m_repeat, &QComboBox::currentIndexChanged, this, &SetMeterForm::follow);
    m_texts.add([=, this] {
        label->setText(tr("Freeze"));
        m_repeat->setAccessibleName(tr("When the meter freezes"));
        m_repeat->setItemText(0, tr("At once"));
        m_repeat->setItemText(1, tr("Every hour"));
        m_repeat->setItemText(2, tr("Every day"));
        m_repeat->setItemText(3, tr("Every month"));
        m_day->setPrefix(tr("day ", "of the month, before a number"));
        m_day->setAccessibleName(tr("Day of the freeze"));
        m_time->setAccessibleName(tr("Time of the freeze"));
        setWords(m_freeze, tr("Freeze…"));
    });
}

void SetMeterForm::buildOutput(const Theme &theme, QGridLayout *grid)
{
    auto *label = makeLabel(QStringLiteral("setOutputLabel"), "muted");
    m_output->setObjectName(QStringLiteral("setOutputKind"));
    for (const Output one : {Output::ClockSecond, Output::DemandPeriod, Output::TariffSwitch})
        m_output->addItem(QString(), int(one));
    label->setBuddy(m_output);
    addRow(grid, theme, label, {m_output, m_select});
    m_texts.add([=, this] {
        label->setText(tr("Terminal"));
        m_output->setAccessibleName(tr("What the multi-function terminal gives"));
        for (int n = 0; n < m_output->count(); ++n)
            m_output->setItemText(n, WriteWords::output(Output(m_output->itemData(n).toInt())));
        setWords(m_select, tr("Set terminal…"));
    });
}

void SetMeterForm::buildNewPassword(const Theme &theme, QGridLayout *grid)
{
    auto *label = makeLabel(QStringLiteral("setNewPasswordLabel"), "muted");
    auto *level = makeLabel(QStringLiteral("setNewLevelLabel"), "muted");
    for (QLineEdit *field : {m_newPassword, m_newAgain}) {
        field->setEchoMode(QLineEdit::Password);
        field->setFixedWidth(theme.grid(16)); // its dots are wider than digits
    }
    m_newLevel->setObjectName(QStringLiteral("setNewLevel"));
    m_newLevel->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_newLevel->setRange(0, lowestLevel);
    m_newLevel->setValue(usualLevel);
    label->setBuddy(m_newPassword);
    level->setBuddy(m_newLevel);
    addRow(grid, theme, label, {m_newPassword, m_newAgain, level, m_newLevel, m_changePassword});
    m_texts.add([=, this] {
        label->setText(tr("New password"));
        level->setText(tr("Level"));
        setWords(m_newPassword, tr("New password of the meter"), tr("6 digits"));
        setWords(m_newAgain, tr("New password once more"), tr("once more"));
        m_newLevel->setAccessibleName(tr("Level that gets the new password"));
        setWords(m_changePassword, tr("Change password…"));
    });
}

void SetMeterForm::connectButtons()
{
    const auto on = [this](QPushButton *button, Act act) {
        connect(button, &QPushButton::clicked, this, [this, act] { Q_EMIT wanted(order(act)); });
    };
    on(m_check, Act::CheckClock);
    on(m_broadcast, Act::BroadcastTime);
    on(m_setClock, Act::SetClock);
    on(m_give, Act::Address);
    on(m_changeBaud, Act::Baud);
    on(m_freeze, Act::Freeze);
    on(m_select, Act::Output);
    on(m_changePassword, Act::Password);
    connect(m_open, &QPushButton::clicked, this, [this] { orderRelay(Relay::Open); });
    connect(m_permit, &QPushButton::clicked, this, [this] { orderRelay(Relay::PermitClosing); });
    connect(m_close, &QPushButton::clicked, this, [this] { orderRelay(Relay::Close); });
    connect(m_release, &QPushButton::clicked, this, [this] { Q_EMIT releaseWanted(m_reason->text()); });
    for (QLineEdit *field : {m_password, m_reason, m_confirmation, m_newAddress, m_newPassword, m_newAgain})
        connect(field, &QLineEdit::textChanged, this, &SetMeterForm::follow);
}

WriteOrder SetMeterForm::order(Act act) const
{
    WriteOrder made;
    made.act = act;
    made.meter = m_situation.meter;
    if (act == Act::SetClock || act == Act::Relay || act == Act::Password)
        made.password = MeterPassword{m_password->text(), m_level->value(), 0};
    if (act == Act::Address)
        made.newAddress = m_newAddress->text().rightJustified(addressDigits, QLatin1Char('0'));
    if (act == Act::Password)
        made.newPassword = {m_newPassword->text(), m_newLevel->value(), 0};
    made.baud = m_baud->currentData().toInt();
    made.freeze = freeze();
    made.output = Output(m_output->currentData().toInt());
    return made;
}

WriteOrder::Freeze SetMeterForm::freeze() const
{
    const QTime time = m_time->time();
    return {Repeat(m_repeat->currentData().toInt()), m_day->value(), time.hour(), time.minute()};
}

void SetMeterForm::orderRelay(Relay relay)
{
    WriteOrder made = order(Act::Relay);
    made.relay = relay;
    made.confirmation = m_confirmation->text();
    Q_EMIT wanted(made);
}

void SetMeterForm::setSituation(const Situation &situation)
{
    m_situation = situation;
    follow();
}

void SetMeterForm::forgetPassword()
{
    for (QLineEdit *field : {m_password, m_newPassword, m_newAgain})
        field->clear();
}

void SetMeterForm::forgetConfirmation()
{
    m_confirmation->clear();
}

void SetMeterForm::clear()
{
    for (QLineEdit *field : {m_password, m_reason, m_confirmation, m_newAddress, m_newPassword, m_newAgain})
        field->clear();
}

QString SetMeterForm::whyNot() const
{
    if (!m_situation.lineOpen)
        return tr("Open the line first.");
    if (!m_situation.hindrance.isEmpty())
        return m_situation.hindrance;
    if (m_situation.meter.address.isEmpty())
        return tr("Enter the address, or let the meter be found.");
    if (m_situation.meter.protocol == MeterProtocol::ModbusRtu)
        return tr("Modbus meters are only read.");
    return m_situation.busy ? tr("The meter is being spoken to.") : QString();
}

QString SetMeterForm::whyNoPassword() const
{
    if (const QString why = whyNot(); !why.isEmpty())
        return why;
    if (m_situation.lockout.isNear())
        return tr("Release the lock-out first: the next wrong password may lock the meter for a day.");
    return m_password->text().size() == passwordDigits ? QString()
                                                       : tr("Enter the six digits of the password.");
}

QString SetMeterForm::whyNoRelay() const
{
    if (const QString why = whyNot(); !why.isEmpty())
        return why;
    if (m_situation.meter.protocol != MeterProtocol::Dlt645_2007)
        return tr("Meters of the 1997 edition have no relay command.");
    if (m_confirmation->text() != m_situation.meter.address)
        return tr(
            "Enter the twelve digits of the meter's address once more, to be sure which one is switched.");
    return whyNoPassword();
}

QString SetMeterForm::whyNot2007() const
{
    if (const QString why = whyNot(); !why.isEmpty())
        return why;
    return m_situation.meter.protocol == MeterProtocol::Dlt645_2007
        ? QString()
        : tr("Meters of the 1997 edition have no such command.");
}

QString SetMeterForm::whyNoNewPassword() const
{
    if (const QString why = whyNoPassword(); !why.isEmpty())
        return why;
    if (m_newPassword->text().size() != passwordDigits)
        return tr("Enter the six digits of the new password.");
    return m_newPassword->text() == m_newAgain->text() ? QString()
                                                       : tr("Enter the new password twice alike.");
}

void SetMeterForm::followSettings()
{
    const auto allow = [](QWidget *widget, const QString &why) { setAllowed(widget, why.isEmpty(), why); };
    allow(m_changeBaud, whyNot());
    allow(m_freeze, whyNot2007());
    allow(m_select, whyNot2007());
    allow(m_changePassword, whyNoNewPassword());
    const Repeat repeat = freeze().repeat;
    m_day->setVisible(repeat == Repeat::Monthly);
    m_time->setVisible(repeat != Repeat::AtOnce);
    // Every hour only the minute counts.
    m_time->setDisplayFormat(repeat == Repeat::Hourly ? QStringLiteral(":mm") : QStringLiteral("HH:mm"));
}

void SetMeterForm::follow()
{
    followSettings();
    const auto allow = [](QWidget *widget, const QString &why) { setAllowed(widget, why.isEmpty(), why); };
    allow(m_check, whyNot());
    allow(m_broadcast, whyNot());
    allow(m_setClock, whyNoPassword());
    for (QPushButton *button : {m_open, m_permit, m_close})
        allow(button, whyNoRelay());
    const bool hasNew = !m_newAddress->text().isEmpty();
    allow(m_give, !whyNot().isEmpty() || hasNew ? whyNot() : tr("Enter the new address."));
    const Lockout &lockout = m_situation.lockout;
    constexpr int shortestReason = 3;
    const bool hasMeter = !m_situation.meter.address.isEmpty();
    const bool hasReason = m_reason->text().trimmed().size() >= shortestReason;
    allow(m_release,
          !hasMeter       ? tr("Enter the address, or let the meter be found.")
              : hasReason ? QString()
                          : tr("Write the reason; it is recorded."));
    m_lockout->setText(hasMeter ? WriteWords::lockout(lockout) : Figures::unknown());
    setLook(m_lockout, lockout.count() > 0 ? "error" : "muted");
}

void SetMeterForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        follow();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
