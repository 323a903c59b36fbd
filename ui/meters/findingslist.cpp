// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/findingslist.h"

#include "ui/meters/findingtext.h"
#include "ui/widgets/parts.h"

#include <QEvent>

namespace pd::ui {

FindingsList::FindingsList(const QString &name, const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(name);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    rebuild();
}

void FindingsList::setFindings(const QList<Finding> &findings, const std::function<QString()> &otherwise)
{
    m_findings = findings;
    m_otherwise = otherwise;
    rebuild();
}

void FindingsList::clear()
{
    setFindings({}, {});
}

void FindingsList::addLabel(const QString &text, const char *look)
{
    auto *label = makeLabel(QStringLiteral("findingLine"), look);
    label->setTextFormat(Qt::PlainText); // it holds what came from the wire
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(text);
    m_inside->layout()->addWidget(label);
}

void FindingsList::rebuild()
{
    m_inside = new QWidget;
    setLook(m_inside, "scrolled");
    auto *column = makeLayout<QVBoxLayout>(m_inside, m_theme, 0.25, 1, 0.5);
    for (const Finding &finding : std::as_const(m_findings)) {
        const FindingText text = FindingText::of(finding);
        const bool isFault = finding.severity == Finding::Severity::Fault;
        addLabel(FindingText::graded(finding, text.what), isFault ? "error" : nullptr);
        addLabel(text.help, "muted");
        column->addSpacing(m_theme.grid(0.75));
    }
    if (m_findings.isEmpty() && m_otherwise)
        addLabel(m_otherwise(), nullptr);
    column->addStretch(1);
    setWidget(m_inside);
}

QString FindingsList::text() const
{
    QStringList lines;
    for (const QLabel *label : m_inside->findChildren<QLabel *>())
        lines.append(label->text());
    return lines.join(QLatin1Char('\n'));
}

void FindingsList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QScrollArea::changeEvent(event);
}

} // namespace pd::ui
