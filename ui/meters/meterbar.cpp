// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/meterbar.h"

#include "ui/meters/readingsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QRegularExpressionValidator>
#include <QSpinBox>

namespace pd::ui {

namespace {

constexpr int addressDigits = 12;
constexpr int unitDigits = 3;
constexpr int usualSeconds = 5;

} // namespace

MeterBar::MeterBar(const QList<MeterProfile> &profiles, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_protocolLabel(makeLabel(QStringLiteral("meterProtocolLabel"), "muted"))
    , m_addressLabel(makeLabel(QStringLiteral("meterAddressLabel"), "muted"))
    , m_protocol(new QComboBox)
    , m_profile(new QComboBox)
    , m_address(new QLineEdit)
    , m_find(makeButton(QStringLiteral("meterFind")))
    , m_read(makeButton(QStringLiteral("meterRead")))
    , m_poll(new QCheckBox)
    , m_seconds(new QSpinBox)
    , m_counts(new ElidedLabel)
{
    setObjectName(QStringLiteral("meterBar"));
    build(profiles, theme);
    addTexts();
    connect(m_find, &QPushButton::clicked, this, &MeterBar::findWanted);
    connect(m_read, &QPushButton::clicked, this, &MeterBar::readWanted);
    connect(m_address, &QLineEdit::returnPressed, this, [this] {
        if (m_read->isEnabled())
            Q_EMIT readWanted();
    });
    connect(m_poll, &QCheckBox::toggled, this, &MeterBar::pollingChanged);
    connect(m_seconds, &QSpinBox::valueChanged, this, &MeterBar::pollingChanged);
    connect(m_address, &QLineEdit::textChanged, this, [this] {
        follow();
        Q_EMIT meterChanged();
    });
    connect(m_protocol, &QComboBox::currentIndexChanged, this, [this] {
        followProtocol();
        follow();
        Q_EMIT meterChanged();
    });
    connect(m_profile, &QComboBox::currentIndexChanged, this, &MeterBar::meterChanged);
    followProtocol();
    follow();
}

void MeterBar::build(const QList<MeterProfile> &profiles, const Theme &theme)
{
    m_protocol->setObjectName(QStringLiteral("meterProtocol"));
    for (const MeterProtocol one :
         {MeterProtocol::Dlt645_2007, MeterProtocol::Dlt645_1997, MeterProtocol::ModbusRtu})
        m_protocol->addItem(MeterWords::protocol(one), int(one));
    m_profile->setObjectName(QStringLiteral("meterProfile"));
    for (const MeterProfile &one : profiles) {
        m_profile->addItem(QString(one.maker + QLatin1Char(' ') + one.model).trimmed(), one.name);
        m_profile->setItemData(m_profile->count() - 1, one.note, Qt::ToolTipRole);
    }
    m_address->setObjectName(QStringLiteral("meterAddress"));
    m_address->setFont(theme.tabularFont());
    m_poll->setObjectName(QStringLiteral("meterPoll"));
    m_seconds->setObjectName(QStringLiteral("meterSeconds"));
    m_seconds->setButtonSymbols(QAbstractSpinBox::NoButtons); // the arrow keys and the wheel change it
    m_seconds->setRange(1, 3600);
    m_seconds->setValue(usualSeconds);
    m_counts->setObjectName(QStringLiteral("meterCounts"));
    setLook(m_counts, "muted");
    m_protocolLabel->setBuddy(m_protocol);
    m_addressLabel->setBuddy(m_address);
    auto *row = makeLayout<QHBoxLayout>(this, theme, 1);
    for (QWidget *widget : QList<QWidget *>{m_protocolLabel, m_protocol, m_profile, m_addressLabel, m_address,
                                            m_find, m_read, m_poll, m_seconds})
        row->addWidget(widget);
    row->addWidget(m_counts, 1);
}

void MeterBar::addTexts()
{
    m_texts.add([this] {
        m_protocolLabel->setText(tr("Protocol"));
        m_protocol->setAccessibleName(tr("Protocol"));
        m_profile->setAccessibleName(tr("Profile"));
        const bool isModbus = protocol() == MeterProtocol::ModbusRtu;
        m_addressLabel->setText(isModbus ? tr("Unit", "of Modbus") : tr("Address"));
        if (isModbus)
            setWords(m_address, tr("Unit", "of Modbus"), tr("1 to 247", "the unit numbers"));
        else
            setWords(m_address, tr("Address"), tr("12 digits"));
        setWords(m_read, tr("Read once"));
        m_poll->setText(tr("Read every"));
        m_poll->setAccessibleName(tr("Read every"));
        m_seconds->setSuffix(tr(" s", "seconds, after a number"));
        m_seconds->setAccessibleName(tr("Seconds between readings"));
    });
}

MeterProtocol MeterBar::protocol() const
{
    return MeterProtocol(m_protocol->currentData().toInt());
}

// What the protocol wants to be told, and no more.
void MeterBar::followProtocol()
{
    const bool isModbus = protocol() == MeterProtocol::ModbusRtu;
    m_profile->setVisible(isModbus);
    m_find->setVisible(protocol() == MeterProtocol::Dlt645_2007); // by its wildcard; the search does the rest
    m_address->setMaxLength(isModbus ? unitDigits : addressDigits);
    m_address->setFixedWidth(m_theme.grid(isModbus ? 7 : 18));
    const auto digits = isModbus ? QStringLiteral("[1-9]|[1-9][0-9]|1[0-9]{2}|2[0-3][0-9]|24[0-7]")
                                 : QStringLiteral("[0-9]{0,12}");
    delete m_address->validator();
    m_address->setValidator(new QRegularExpressionValidator(QRegularExpression(digits), m_address));
    if (!m_address->hasAcceptableInput())
        m_address->clear();
    m_texts.apply();
}

MeterAddress MeterBar::meter() const
{
    const QString digits = m_address->text().trimmed();
    if (digits.isEmpty() || protocol() == MeterProtocol::ModbusRtu)
        return {protocol(), digits};
    return {protocol(), digits.rightJustified(addressDigits, QLatin1Char('0'))};
}

QString MeterBar::profile() const
{
    return protocol() == MeterProtocol::ModbusRtu ? m_profile->currentData().toString() : QString();
}

void MeterBar::setAddress(const QString &address)
{
    m_address->setText(address);
}

void MeterBar::setMeter(const MeterAddress &meter, const QString &profile)
{
    m_protocol->setCurrentIndex(m_protocol->findData(int(meter.protocol)));
    if (const int known = m_profile->findData(profile); known >= 0)
        m_profile->setCurrentIndex(known);
    m_address->setText(meter.address);
}

int MeterBar::seconds() const
{
    return m_seconds->value();
}

bool MeterBar::polls() const
{
    return m_poll->isChecked();
}

void MeterBar::setPolls(bool polls)
{
    m_poll->setChecked(polls);
}

void MeterBar::setSeconds(int seconds)
{
    m_seconds->setValue(seconds);
}

void MeterBar::setSituation(const Situation &situation)
{
    m_situation = situation;
    follow();
}

void MeterBar::follow()
{
    const bool free = m_situation.hindrance.isEmpty();
    const bool open = m_situation.lineOpen && free;
    const bool named = !m_address->text().trimmed().isEmpty();
    const QString closed = free ? tr("Open the line first.") : m_situation.hindrance;
    const QString finding = tr("A meter is being looked for.");
    const QString nameless = tr("Enter the address, or let the meter be found.");
    const QString why = !open ? closed : m_situation.finding ? finding : nameless;
    setWords(m_find, m_situation.finding ? tr("Cancel") : tr("Find meter"));
    setAllowed(m_find, open, closed);
    setAllowed(m_read, open && named && !m_situation.finding && !m_situation.busy,
               open && named && m_situation.busy ? tr("A reading is under way.") : why);
    setAllowed(m_poll, open && named && !m_situation.finding, why);
    for (QWidget *widget : QList<QWidget *>{m_address, m_protocol, m_profile})
        setAllowed(widget, !m_situation.finding, finding);
    m_counts->setText(m_situation.counts);
}

void MeterBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        follow();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
