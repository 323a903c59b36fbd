// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/setmeterform.h"

#include "ui/meters/writewords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QGridLayout>
#include <QRegularExpressionValidator>
#include <QSpinBox>

namespace pd::ui {

namespace {

using Act = WriteOrder::Act;
using Relay = WriteOrder::Relay;

constexpr int addressDigits = 12;
constexpr int passwordDigits = 6;
constexpr int lowestLevel = 9;
constexpr int usualLevel = 4;

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
    auto *clock = makeLabel(QStringLiteral("setClockLabel"), "muted");
    auto *address = makeLabel(QStringLiteral("setAddressLabel"), "muted");
    address->setBuddy(m_newAddress);
    addRow(grid, theme, clock, {m_check, m_broadcast, m_setClock});
    buildPassword(theme, grid);
    buildRelay(theme, grid);
    addRow(grid, theme, address, {m_newAddress, m_give});
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

void SetMeterForm::connectButtons()
{
    const auto on = [this](QPushButton *button, Act act) {
        connect(button, &QPushButton::clicked, this, [this, act] { Q_EMIT wanted(order(act)); });
    };
    on(m_check, Act::CheckClock);
    on(m_broadcast, Act::BroadcastTime);
    on(m_setClock, Act::SetClock);
    on(m_give, Act::Address);
    connect(m_open, &QPushButton::clicked, this, [this] { orderRelay(Relay::Open); });
    connect(m_permit, &QPushButton::clicked, this, [this] { orderRelay(Relay::PermitClosing); });
    connect(m_close, &QPushButton::clicked, this, [this] { orderRelay(Relay::Close); });
    connect(m_release, &QPushButton::clicked, this, [this] { Q_EMIT releaseWanted(m_reason->text()); });
    for (QLineEdit *field : {m_password, m_reason, m_confirmation, m_newAddress})
        connect(field, &QLineEdit::textChanged, this, &SetMeterForm::follow);
}

WriteOrder SetMeterForm::order(Act act) const
{
    WriteOrder made;
    made.act = act;
    made.meter = m_situation.meter;
    if (act == Act::SetClock || act == Act::Relay)
        made.password = MeterPassword{m_password->text(), m_level->value(), 0};
    if (act == Act::Address)
        made.newAddress = m_newAddress->text().rightJustified(addressDigits, QLatin1Char('0'));
    return made;
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
    m_password->clear();
}

void SetMeterForm::forgetConfirmation()
{
    m_confirmation->clear();
}

void SetMeterForm::clear()
{
    for (QLineEdit *field : {m_password, m_reason, m_confirmation, m_newAddress})
        field->clear();
}

QString SetMeterForm::whyNot() const
{
    if (!m_situation.lineOpen)
        return tr("Open the line first.");
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

void SetMeterForm::follow()
{
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
