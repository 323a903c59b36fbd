// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confirmstrip.h"

#include "ui/widgets/parts.h"

#include <QEvent>
#include <QKeyEvent>

#include <utility>

namespace pd::ui {

ConfirmStrip::ConfirmStrip(const QString &name, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_what(makeLabel(name + QStringLiteral("What")))
    , m_consequence(makeLabel(name + QStringLiteral("Consequence"), "muted"))
    , m_verb(makeButton(name + QStringLiteral("Verb"), "danger"))
    , m_cancel(makeButton(name + QStringLiteral("Cancel")))
{
    setObjectName(name);
    setProperty("look", QStringLiteral("caution"));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1, 1.5, 1.25);
    QFont bold = m_what->font();
    bold.setWeight(QFont::DemiBold);
    m_what->setFont(bold);
    for (QLabel *label : {m_what, m_consequence}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    auto *buttons = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    buttons->addWidget(m_verb);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    column->addLayout(buttons);
    connect(m_verb, &QPushButton::clicked, this, &ConfirmStrip::confirm);
    connect(m_cancel, &QPushButton::clicked, this, &ConfirmStrip::cancel);
    setTabOrder(m_cancel, m_verb);
    retranslate();
    setVisible(false);
}

void ConfirmStrip::ask(std::function<Question()> wording, std::function<void()> confirmed)
{
    if (!isOpen())
        m_before = window()->focusWidget();
    m_wording = std::move(wording);
    m_confirmed = std::move(confirmed);
    retranslate();
    setVisible(true);
    m_cancel->setFocus(Qt::OtherFocusReason);
}

void ConfirmStrip::cancel()
{
    if (!isOpen())
        return;
    m_confirmed = nullptr;
    shut();
}

void ConfirmStrip::shut()
{
    harbourFocus(this);
    const QWidget *focus = window()->focusWidget();
    // Back to where the person was, if the focus is still here to be given.
    if (m_before && m_before->isVisible() && m_before->isEnabled() && focus
        && (focus->property("harbour").toBool() || isAncestorOf(focus)))
        m_before->setFocus(Qt::OtherFocusReason);
    setVisible(false);
    Q_EMIT closed();
}

void ConfirmStrip::confirm()
{
    if (!isOpen())
        return;
    const auto confirmed = std::exchange(m_confirmed, nullptr);
    shut();
    confirmed();
}

void ConfirmStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void ConfirmStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        cancel();
    else
        QFrame::keyPressEvent(event);
}

void ConfirmStrip::retranslate()
{
    setWords(m_cancel, tr("Cancel"));
    if (!m_wording)
        return;
    const Question question = m_wording();
    m_what->setText(question.what);
    m_consequence->setText(question.consequence);
    setWords(m_verb, question.verb);
    setAccessibleName(question.what);
    setAccessibleDescription(question.consequence);
}

} // namespace pd::ui
