// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/meterbar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QRegularExpressionValidator>
#include <QSpinBox>

namespace pd::ui {

namespace {

constexpr int addressDigits = 12;
constexpr int usualSeconds = 5;

} // namespace

MeterBar::MeterBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_protocol(new QComboBox)
    , m_address(new QLineEdit)
    , m_find(makeButton(QStringLiteral("meterFind")))
    , m_read(makeButton(QStringLiteral("meterRead")))
    , m_poll(new QCheckBox)
    , m_seconds(new QSpinBox)
    , m_counts(makeLabel(QStringLiteral("meterCounts"), "muted"))
{
    setObjectName(QStringLiteral("meterBar"));
    build(theme);
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
    follow();
}

void MeterBar::build(const Theme &theme)
{
    m_protocol->setObjectName(QStringLiteral("meterProtocol"));
    m_protocol->addItem(QStringLiteral("DL/T 645-2007"), int(MeterProtocol::Dlt645_2007));
    m_address->setObjectName(QStringLiteral("meterAddress"));
    m_address->setFont(theme.tabularFont());
    m_address->setMaxLength(addressDigits);
    m_address->setFixedWidth(theme.grid(18));
    m_address->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,12}")), m_address));
    m_poll->setObjectName(QStringLiteral("meterPoll"));
    m_seconds->setObjectName(QStringLiteral("meterSeconds"));
    m_seconds->setButtonSymbols(QAbstractSpinBox::NoButtons); // the arrow keys and the wheel change it
    m_seconds->setRange(1, 3600);
    m_seconds->setValue(usualSeconds);
    auto *protocol = makeLabel(QStringLiteral("meterProtocolLabel"), "muted");
    auto *address = makeLabel(QStringLiteral("meterAddressLabel"), "muted");
    protocol->setBuddy(m_protocol);
    address->setBuddy(m_address);
    auto *row = makeLayout<QHBoxLayout>(this, theme, 1);
    for (QWidget *widget :
         QList<QWidget *>{protocol, m_protocol, address, m_address, m_find, m_read, m_poll, m_seconds})
        row->addWidget(widget);
    row->addWidget(m_counts, 1);
    m_texts.add([=, this] {
        protocol->setText(tr("Protocol"));
        address->setText(tr("Address"));
        m_protocol->setAccessibleName(tr("Protocol"));
        setWords(m_address, tr("Address"), tr("12 digits"));
        setWords(m_read, tr("Read once"));
        m_poll->setText(tr("Read every"));
        m_poll->setAccessibleName(tr("Read every"));
        m_seconds->setSuffix(tr(" s", "seconds, after a number"));
        m_seconds->setAccessibleName(tr("Seconds between readings"));
    });
}

MeterAddress MeterBar::meter() const
{
    const QString digits = m_address->text().trimmed();
    return {MeterProtocol(m_protocol->currentData().toInt()),
            digits.isEmpty() ? QString() : digits.rightJustified(addressDigits, QLatin1Char('0'))};
}

void MeterBar::setAddress(const QString &address)
{
    m_address->setText(address);
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
    const bool open = m_situation.lineOpen;
    const bool named = !m_address->text().trimmed().isEmpty();
    const QString closed = tr("Open the line first.");
    const QString finding = tr("A meter is being looked for.");
    const QString nameless = tr("Enter the address, or let the meter be found.");
    const QString why = !open ? closed : m_situation.finding ? finding : nameless;
    setWords(m_find, m_situation.finding ? tr("Cancel") : tr("Find meter"));
    setAllowed(m_find, open, closed);
    setAllowed(m_read, open && named && !m_situation.finding && !m_situation.busy,
               open && named && m_situation.busy ? tr("A reading is under way.") : why);
    setAllowed(m_poll, open && named && !m_situation.finding, why);
    setAllowed(m_address, !m_situation.finding, finding);
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
