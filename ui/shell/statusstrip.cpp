// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusstrip.h"

#include "ui/widgets/errortext.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QPushButton>

namespace pd::ui {

StatusStrip::StatusStrip(const CloudLink &link, const Theme &theme, Ticker &ticker, QWidget *parent)
    : QFrame(parent)
    , m_link(link)
    , m_theme(theme)
    , m_ticker(ticker)
    , m_row(makeLayout<QHBoxLayout>(this, theme, 3, 2, 0))
    , m_watermark(makeLabel(QStringLiteral("watermark"), "watermark"))
{
    setObjectName(QStringLiteral("statusStrip"));
    setLook(this, "raised");
    setFixedHeight(theme.grid(3.5));
    m_row->addStretch();
    m_row->addWidget(m_watermark);
    setItem(QStringLiteral("cloud"), QStringLiteral("cloud"), [this] { return cloudText(); });
    setItem(QStringLiteral("lines"), QStringLiteral("line"), [] { return tr("No serial line open"); });
    connect(&link, &CloudLink::stateChanged, this, &StatusStrip::refresh);
    connect(&ticker, &Ticker::tick, this, &StatusStrip::refresh);
    connect(&theme, &Theme::changed, this, [this] {
        for (Item &item : m_items)
            item.icon->clear(); // drawn anew by refresh()
        for (const Button &one : m_buttons)
            one.button->setIcon({});
        refresh();
    });
    refresh();
}

void StatusStrip::setItem(const QString &key, const QString &icon, std::function<QString()> text,
                          bool abnormal)
{
    Item &item = m_items[key];
    if (!item.icon) {
        item.icon = makeLabel(QStringLiteral("statusIcon_") + key);
        item.text = makeLabel(QStringLiteral("status_") + key, "muted");
        auto *pair = makeLayout<QHBoxLayout>(nullptr, m_theme, 0.75);
        pair->addWidget(item.icon);
        pair->addWidget(item.text);
        m_row->insertLayout(m_row->count() - 2, pair);
    }
    if (item.iconName != icon || item.abnormal != abnormal)
        item.icon->clear();
    item.iconName = icon;
    item.abnormal = abnormal;
    item.wording = std::move(text);
    refresh();
}

QPushButton *StatusStrip::addButton(const QString &key, const QString &icon, std::function<QString()> text)
{
    QPushButton *button = makeButton(QStringLiteral("status_") + key, "strip");
    button->hide();
    m_row->insertWidget(m_row->count() - 2, button);
    m_buttons.append({button, icon, std::move(text)});
    refreshButtons();
    return button;
}

void StatusStrip::refreshButtons()
{
    for (const auto &[button, iconName, wording] : m_buttons) {
        const QString text = wording();
        if (text.isEmpty() && !button->isHidden())
            harbourFocus(button);
        button->setVisible(!text.isEmpty());
        if (text.isEmpty())
            continue;
        if (button->icon().isNull())
            button->setIcon(m_theme.icon(iconName, ColorRole::PriorityHigh));
        if (button->text() != text)
            setWords(button, text);
    }
}

QString StatusStrip::cloudText() const
{
    switch (m_link.state()) {
    case LinkState::SignedOut: return tr("Cloud: not signed in");
    case LinkState::Connecting: return tr("Cloud: connecting");
    case LinkState::Refused: return tr("Cloud: refused");
    case LinkState::Stale: {
        const auto age = m_ticker.ageSeconds(m_link.lastHeard());
        return age ? tr("Cloud away, last heard %1 ago").arg(Figures::age(age)) : tr("Cloud away");
    }
    case LinkState::Live: break;
    }
    const auto latency = m_link.latencyMs();
    return latency ? tr("Cloud live, %1 ms").arg(qMax<qint64>(1, *latency)) : tr("Cloud live");
}

QString StatusStrip::watermark() const
{
    const Clock &clock = m_ticker.clock();
    const bool stands = clock.isSimulated() && clock.rate() <= 0;
    const QString rate = QString::number(clock.rate(), 'g', 4);
    if (stands)
        return m_link.isSandbox() ? tr("DEMONSTRATION · clock stands still")
                                  : tr("SIMULATED CLOCK stands still");
    if (m_link.isSandbox() && clock.isSimulated())
        return tr("DEMONSTRATION · clock ×%1").arg(rate);
    if (clock.isSimulated())
        return tr("SIMULATED CLOCK ×%1").arg(rate);
    return m_link.isSandbox() ? tr("DEMONSTRATION") : QString();
}

void StatusStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QFrame::changeEvent(event);
}

void StatusStrip::refresh()
{
    const LinkState state = m_link.state();
    const bool away = state == LinkState::Stale || state == LinkState::Refused;
    Item &cloud = m_items[QStringLiteral("cloud")];
    const QString cloudIcon
        = state == LinkState::Live ? QStringLiteral("cloud") : QStringLiteral("cloud-off");
    if (cloud.iconName != cloudIcon || cloud.abnormal != away)
        cloud.icon->clear();
    cloud.iconName = cloudIcon;
    cloud.abnormal = away;
    const int side = m_theme.grid(2);
    for (Item &item : m_items) {
        const ColorRole role = item.abnormal ? ColorRole::PriorityHigh : ColorRole::TextMuted;
        if (item.icon->pixmap(Qt::ReturnByValue).isNull())
            item.icon->setPixmap(m_theme.icon(item.iconName, role).pixmap(side, side));
        const QString text = item.wording();
        if (item.text->text() != text) {
            item.text->setText(text);
            item.text->setAccessibleName(text);
        }
    }
    refreshButtons();
    refreshWatermark();
}

void StatusStrip::refreshWatermark()
{
    const QString text = watermark();
    if (m_watermark->text() != text)
        m_watermark->setText(text);
    m_watermark->setVisible(!text.isEmpty());
}

} // namespace pd::ui
