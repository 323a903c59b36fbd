// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/commandtrack.h"

#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QPainter>

namespace pd::ui {

namespace {

// How many of the four dots are reached, and whether the way ended badly there.
int reached(CommandLife life)
{
    switch (life) {
    case CommandLife::Requested: return 1;
    case CommandLife::Sent: return 2;
    case CommandLife::Refused:
    case CommandLife::Accepted:
    case CommandLife::Failed:
    case CommandLife::Expired: return 3;
    case CommandLife::Confirmed: return 4;
    }
    return 0;
}

bool endedBadly(CommandLife life)
{
    return isOver(life) && life != CommandLife::Confirmed;
}

} // namespace

class CommandTrack::Dots : public QWidget
{
public:
    Dots(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setFixedSize(theme.grid(11), theme.grid(2));
    }
    void setLife(std::optional<CommandLife> life)
    {
        m_life = life;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const int count = m_life ? reached(*m_life) : 0;
        const bool bad = m_life && endedBadly(*m_life);
        const qreal radius = height() * 0.28;
        const qreal step = (width() - 2 * radius - 2) / 3.0;
        for (int i = 0; i < 4; ++i) {
            const QPointF centre(radius + 1 + i * step, height() / 2.0);
            const bool done = i < count;
            const bool badDot = bad && i == count - 1;
            const QColor color = m_theme.color(badDot     ? ColorRole::PriorityCritical
                                                   : done ? ColorRole::Accent
                                                          : ColorRole::TextDisabled);
            painter.setPen(QPen(color, 1.5));
            if (i < 3)
                painter.drawLine(centre + QPointF(radius + 2, 0), centre + QPointF(step - radius - 2, 0));
            painter.setBrush(done ? QBrush(color) : QBrush(Qt::NoBrush));
            if (badDot)
                painter.drawRect(QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)));
            else
                painter.drawEllipse(centre, radius, radius);
        }
    }

private:
    const Theme &m_theme;
    std::optional<CommandLife> m_life;
};

CommandTrack::CommandTrack(const QString &name, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_dots(new Dots(theme, this))
    , m_head(makeLabel(name + QStringLiteral("Text")))
    , m_reason(makeLabel(name + QStringLiteral("Reason"), "muted"))
{
    setObjectName(name);
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.25);
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    row->addWidget(m_dots, 0, Qt::AlignTop);
    row->addWidget(m_head, 1);
    m_head->setWordWrap(true);
    m_reason->setWordWrap(true);
    column->addLayout(row);
    column->addWidget(m_reason);
    retranslate();
}

void CommandTrack::setCommand(const std::optional<PileCommand> &command, const QTimeZone &zone)
{
    m_command = command;
    m_zone = zone;
    retranslate();
}

QString CommandTrack::text() const
{
    return m_head->text();
}

void CommandTrack::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CommandTrack::retranslate()
{
    m_dots->setLife(m_command ? std::optional(m_command->life) : std::nullopt);
    if (!m_command) {
        m_head->setText(tr("No command yet"));
        setLook(m_head, "muted");
        m_reason->setVisible(false);
        return;
    }
    m_head->setText(tr("%1 · %2 %3", "time, command, its life")
                        .arg(Figures::clockTime(m_command->changedAt, m_zone), Words::commandName(*m_command),
                             Words::commandLife(m_command->life)));
    setLook(m_head, endedBadly(m_command->life) ? "error" : "");
    m_reason->setText(Words::commandReason(m_command->reason));
    m_reason->setVisible(!m_command->reason.isEmpty());
    setAccessibleName(m_head->text());
}

} // namespace pd::ui
