// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice.h"

#include "ui/widgets/parts.h"

#include <QEvent>

namespace pd::ui {

Notice::Notice(const QString &name, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_what(makeLabel(name + QStringLiteral("What"), "error"))
    , m_help(makeLabel(name + QStringLiteral("Help"), "muted"))
{
    setObjectName(name);
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.25);
    for (QLabel *label : {m_what, m_help}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    setVisible(false);
}

void Notice::tell(const Error &error)
{
    m_error = error;
    retranslate();
    setVisible(true);
}

void Notice::clear()
{
    m_error.reset();
    setVisible(false);
}

QString Notice::text() const
{
    return m_error ? ErrorText::of(*m_error).line() : QString();
}

void Notice::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Notice::retranslate()
{
    if (!m_error)
        return;
    const ErrorText text = ErrorText::of(*m_error);
    m_what->setText(text.what);
    m_help->setText(text.help);
    m_help->setVisible(!text.help.isEmpty());
    setAccessibleName(text.line());
}

} // namespace pd::ui
