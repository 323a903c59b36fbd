// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/parts.h"

#include <QAbstractButton>
#include <QAction>
#include <QCoreApplication>
#include <QEvent>
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

namespace {

// The two buttons inside a search field have no text of their own; a screen reader needs one, in the language
// of the moment.
class InnerWords : public QObject
{
public:
    InnerWords(QLineEdit *field, QAction *search)
        : QObject(field)
        , m_search(search)
        , m_clear(field->findChild<QAction *>(QStringLiteral("_q_qlineeditclearaction")))
    {
        field->installEventFilter(this);
        say();
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LanguageChange)
            say();
        return QObject::eventFilter(watched, event);
    }

private:
    void say()
    {
        m_search->setText(QCoreApplication::translate("pd::ui::Parts", "Search"));
        if (m_clear)
            m_clear->setText(QCoreApplication::translate("pd::ui::Parts", "Clear"));
    }

    QAction *m_search;
    QAction *m_clear;
};

} // namespace

void makeSearching(QLineEdit *field, const Theme &theme)
{
    field->setClearButtonEnabled(true);
    QAction *search = field->addAction(theme.icon(QStringLiteral("search"), ColorRole::TextMuted),
                                       QLineEdit::LeadingPosition);
    QObject::connect(search, &QAction::triggered, field, [field] { field->setFocus(); });
    new InnerWords(field, search); // owned by the field
}

QLineEdit *makeSearchField(const QString &name, const Theme &theme)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    makeSearching(field, theme);
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
