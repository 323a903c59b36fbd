// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/parts.h"

#include <QAbstractButton>
#include <QAction>
#include <QShortcut>
#include <QStyle>

namespace pd::ui {

void setLook(QWidget *widget, const char *look)
{
    const QString wanted = QLatin1String(look);
    if (widget->property("look").toString() == wanted)
        return;
    widget->setProperty("look", wanted);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QLabel *makeLabel(const QString &name, const char *look)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    if (look)
        label->setProperty("look", QLatin1String(look));
    return label;
}

QLabel *makeTitle(const QString &name, const Theme &theme)
{
    auto *label = makeLabel(name);
    label->setFont(theme.titleFont());
    QObject::connect(&theme, &Theme::changed, label, [label, &theme] { label->setFont(theme.titleFont()); });
    return label;
}

QPushButton *makeButton(const QString &name, const char *look)
{
    auto *button = new QPushButton;
    button->setObjectName(name);
    button->setAutoDefault(true);
    if (look)
        button->setProperty("look", QLatin1String(look));
    return button;
}

QFrame *makeHairline(Qt::Orientation orientation)
{
    auto *line = new QFrame;
    line->setProperty("look", QLatin1String("hairline"));
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

QLineEdit *makeSearchField(const QString &name, const Theme &theme)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    field->setClearButtonEnabled(true);
    field->addAction(theme.icon(QStringLiteral("search"), ColorRole::TextMuted), QLineEdit::LeadingPosition);
    auto *empty = new QShortcut(QKeySequence(Qt::Key_Escape), field, nullptr, nullptr, Qt::WidgetShortcut);
    QObject::connect(empty, &QShortcut::activated, field, &QLineEdit::clear);
    return field;
}

void setWords(QAbstractButton *button, const QString &text)
{
    button->setText(text);
    QString name = text;
    name.remove(QLatin1Char('&')).remove(QChar(0x2026));
    button->setAccessibleName(name.trimmed());
}

void setWords(QLineEdit *field, const QString &name, const QString &placeholder)
{
    field->setAccessibleName(name);
    field->setPlaceholderText(placeholder);
}

void makeHarbour(QWidget *page)
{
    page->setProperty("harbour", true);
}

void harbourFocus(QWidget *widget)
{
    QWidget *focus = widget->window()->focusWidget();
    if (!focus || (focus != widget && !widget->isAncestorOf(focus)))
        return;
    QWidget *harbour = widget->parentWidget();
    while (harbour && !harbour->property("harbour").toBool())
        harbour = harbour->parentWidget();
    if (harbour)
        harbour->setFocus(Qt::OtherFocusReason);
}

void setAllowed(QWidget *widget, bool allowed, const QString &reason)
{
    if (!allowed && widget->isEnabled())
        harbourFocus(widget);
    widget->setEnabled(allowed);
    widget->setToolTip(allowed ? QString() : reason);
    widget->setAccessibleDescription(allowed ? QString() : reason);
}

} // namespace pd::ui
