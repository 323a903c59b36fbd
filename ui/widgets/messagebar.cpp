// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/messagebar.h"

#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/parts.h"

#include <QEvent>

#include <algorithm>

namespace pd::ui {

namespace {

QPixmap iconOf(MessageBar::Severity severity, const Theme &theme)
{
    const int side = theme.grid(2.5);
    if (severity == MessageBar::Severity::Info)
        return theme.icon(QStringLiteral("info"), ColorRole::TextMuted).pixmap(side, side);
    const ColorRole role
        = severity == MessageBar::Severity::Critical ? ColorRole::PriorityCritical : ColorRole::PriorityHigh;
    return theme.icon(QStringLiteral("warning"), role).pixmap(side, side);
}

} // namespace

MessageBar::MessageBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(makeLabel(QStringLiteral("messageIcon")))
    , m_what(new ElidedLabel)
    , m_help(new ElidedLabel)
    , m_counts(makeLabel(QStringLiteral("messageCounts"), "muted"))
    , m_dismiss(makeButton(QStringLiteral("messageDismiss"), "quiet"))
{
    setObjectName(QStringLiteral("messageBar"));
    m_what->setObjectName(QStringLiteral("messageWhat"));
    m_help->setObjectName(QStringLiteral("messageHelp"));
    m_help->setProperty("look", QStringLiteral("muted"));
    QFont bold = m_what->font();
    bold.setWeight(QFont::DemiBold);
    m_what->setFont(bold);
    m_dismiss->setFocusPolicy(Qt::TabFocus);
    auto *row = makeLayout<QHBoxLayout>(this, theme, 1);
    row->addWidget(m_icon);
    auto *lines = makeLayout<QVBoxLayout>(nullptr, theme, 0);
    lines->addStretch();
    lines->addWidget(m_what);
    lines->addWidget(m_help);
    lines->addStretch();
    row->addLayout(lines, 1);
    row->addWidget(m_counts);
    row->addWidget(m_dismiss);
    connect(m_dismiss, &QPushButton::clicked, this, [this] {
        if (const Message *message = top())
            clear(QString(message->cause));
    });
    connect(&theme, &Theme::changed, this, &MessageBar::refresh);
    refresh();
}

void MessageBar::report(const QString &cause, Severity severity, Wording wording)
{
    const auto same = [&](const Message &message) { return message.cause == cause; };
    const auto found = std::find_if(m_messages.begin(), m_messages.end(), same);
    Message message{cause, severity, std::move(wording), 1};
    if (found != m_messages.end()) {
        message.times = found->times + 1;
        m_messages.erase(found);
    }
    m_messages.append(message);
    refresh();
}

void MessageBar::clear(const QString &cause)
{
    m_messages.removeIf([&](const Message &message) { return message.cause == cause; });
    refresh();
}

QString MessageBar::shownText() const
{
    const Message *message = top();
    return message ? message->wording().line() : QString();
}

void MessageBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

const MessageBar::Message *MessageBar::top() const
{
    const Message *best = nullptr;
    for (const Message &message : m_messages) {
        if (!best || message.severity >= best->severity)
            best = &message;
    }
    return best;
}

void MessageBar::refresh()
{
    const Message *message = top();
    for (QWidget *part : std::initializer_list<QWidget *>{m_icon, m_what, m_help, m_counts, m_dismiss})
        part->setVisible(message);
    m_dismiss->setText(tr("Dismiss"));
    m_dismiss->setAccessibleName(tr("Dismiss message"));
    if (!message) { // nor is it read out any longer
        setAccessibleName({});
        for (QLabel *label : {m_what, m_help, m_counts})
            label->clear();
        return;
    }
    const ErrorText text = message->wording();
    m_icon->setPixmap(iconOf(message->severity, m_theme));
    m_what->setText(text.what);
    m_help->setText(text.help);
    m_help->setVisible(!text.help.isEmpty());
    m_help->setToolTip(text.help);
    QStringList counts;
    if (message->times > 1)
        counts << tr("%n times", nullptr, message->times);
    if (m_messages.size() > 1)
        counts << tr("%n more", nullptr, int(m_messages.size()) - 1);
    m_counts->setText(counts.join(QStringLiteral(" · ")));
    setAccessibleName(text.line());
}

} // namespace pd::ui
