// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/linebar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/parts.h"

#include <QComboBox>
#include <QEvent>
#include <QLineEdit>

#include <QPainter>
#include <QStyle>

namespace pd::ui {

namespace {

// A path tells apart by its end: where it is too long, its beginning is left out until somebody edits it.
class PathEdit : public QLineEdit
{
protected:
    void paintEvent(QPaintEvent *event) override
    {
        constexpr int side = 2; // as QLineEdit has it
        const QRect room = rect().adjusted(side, 0, -side, 0);
        const QString shown = fontMetrics().elidedText(text(), Qt::ElideLeft, room.width());
        if (hasFocus() || shown == text()) {
            QLineEdit::paintEvent(event);
            return;
        }
        QPainter painter(this);
        style()->drawItemText(&painter, room, int(Qt::AlignVCenter | Qt::AlignLeft), palette(), isEnabled(),
                              shown, QPalette::Text);
    }
};

// Parity and stop bits are one choice.
int frameOf(Parity parity, int stopBits)
{
    return int(parity) * 10 + stopBits;
}

} // namespace

LineBar::LineBar(const MeterLines &lines, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_lines(lines)
    , m_device(new QComboBox)
    , m_baud(new QComboBox)
    , m_parity(new QComboBox)
    , m_open(makeButton(QStringLiteral("lineOpen"), "primary"))
    , m_status(makeLabel(QStringLiteral("lineStatus"), "muted"))
{
    setObjectName(QStringLiteral("lineBar"));
    build(theme);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (m_state == State::Open)
            Q_EMIT closeWanted();
        else
            Q_EMIT openWanted();
    });
    connect(m_device->lineEdit(), &QLineEdit::returnPressed, this, [this] {
        if (m_state == State::Closed && m_open->isEnabled())
            Q_EMIT openWanted();
    });
    connect(m_device, &QComboBox::editTextChanged, this, &LineBar::follow);
    listDevices();
    follow();
}

void LineBar::build(const Theme &theme)
{
    m_device->setObjectName(QStringLiteral("lineDevice"));
    m_device->setEditable(true);
    m_device->setLineEdit(new PathEdit);
    m_device->setInsertPolicy(QComboBox::NoInsert);
    m_device->setMinimumWidth(theme.grid(32));
    m_device->installEventFilter(this);
    m_baud->setObjectName(QStringLiteral("lineBaud"));
    for (const int baud : {1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200})
        m_baud->addItem(QString::number(baud), baud);
    m_parity->setObjectName(QStringLiteral("lineParity"));
    for (const Parity parity : {Parity::Even, Parity::None, Parity::Odd})
        m_parity->addItem(QString(), frameOf(parity, 1));
    m_parity->addItem(QString(), frameOf(Parity::None, 2));
    auto *row = makeLayout<QHBoxLayout>(this, theme, 1);
    auto *device = makeLabel(QStringLiteral("lineDeviceLabel"), "muted");
    auto *baud = makeLabel(QStringLiteral("lineBaudLabel"), "muted");
    auto *parity = makeLabel(QStringLiteral("lineParityLabel"), "muted");
    device->setBuddy(m_device);
    baud->setBuddy(m_baud);
    parity->setBuddy(m_parity);
    for (QWidget *widget : QList<QWidget *>{device, m_device, baud, m_baud, parity, m_parity, m_open})
        row->addWidget(widget);
    row->addWidget(m_status, 1);
    m_texts.add([=, this] {
        device->setText(tr("Line"));
        baud->setText(tr("Baud"));
        parity->setText(tr("Parity"));
        m_device->setAccessibleName(tr("Line"));
        m_device->lineEdit()->setAccessibleName(tr("Line"));
        m_device->lineEdit()->setPlaceholderText(tr("Device, or type its path"));
        m_baud->setAccessibleName(tr("Baud"));
        m_parity->setAccessibleName(tr("Parity"));
        m_parity->setItemText(0, tr("Even, 8E1"));
        m_parity->setItemText(1, tr("None, 8N1"));
        m_parity->setItemText(2, tr("Odd, 8O1"));
        m_parity->setItemText(3, tr("None, 8N2"));
    });
    setSettings(LineSettings{});
}

LineSettings LineBar::settings() const
{
    LineSettings settings;
    settings.path = m_device->currentText().trimmed();
    settings.baud = m_baud->currentData().toInt();
    settings.parity = Parity(m_parity->currentData().toInt() / 10);
    settings.stopBits = m_parity->currentData().toInt() % 10;
    return settings;
}

void LineBar::setSettings(const LineSettings &settings)
{
    if (!settings.path.isEmpty())
        m_device->setEditText(settings.path);
    m_baud->setCurrentIndex(qMax(0, m_baud->findData(settings.baud)));
    m_parity->setCurrentIndex(qMax(0, m_parity->findData(frameOf(settings.parity, settings.stopBits))));
}

void LineBar::setState(State state)
{
    m_state = state;
    follow();
}

void LineBar::follow()
{
    const bool closed = m_state == State::Closed;
    for (QWidget *widget : QList<QWidget *>{m_device, m_baud, m_parity})
        setAllowed(widget, closed, tr("Close the line to change its settings."));
    setWords(m_open, m_state == State::Open ? tr("Close") : tr("Open"));
    setLook(m_open, m_state == State::Open ? "" : "primary");
    m_device->lineEdit()->setToolTip(m_device->currentText());
    const bool named = !m_device->currentText().trimmed().isEmpty();
    setAllowed(m_open, m_state != State::Opening && (named || m_state == State::Open),
               m_state == State::Opening ? tr("The line is being opened.") : tr("Choose a line first."));
    switch (m_state) {
    case State::Closed: m_status->setText(tr("Closed")); break;
    case State::Opening: m_status->setText(tr("Opening…")); break;
    case State::Open: m_status->setText(tr("Open, %1").arg(settings().text())); break;
    }
}

void LineBar::listDevices()
{
    const QString typed = m_device->currentText();
    const QStringList devices = m_lines.devices();
    QStringList shown;
    for (int i = 0; i < m_device->count(); ++i)
        shown.append(m_device->itemText(i));
    if (shown == devices)
        return;
    m_device->clear();
    m_device->addItems(devices);
    m_device->setEditText(typed.isEmpty() && !devices.isEmpty() ? devices.first() : typed);
}

bool LineBar::eventFilter(QObject *watched, QEvent *event)
{
    // An adapter that was plugged in meanwhile is in the list when it is opened.
    if (watched == m_device
        && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress)
        && m_state == State::Closed && !m_device->lineEdit()->hasFocus())
        listDevices();
    return QWidget::eventFilter(watched, event);
}

void LineBar::showEvent(QShowEvent *event)
{
    if (m_state == State::Closed)
        listDevices();
    QWidget::showEvent(event);
}

void LineBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        follow();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
