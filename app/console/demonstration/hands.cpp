// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demonstration/hands.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace pd::console {

namespace {

void postKey(QWidget *target, int key, Qt::KeyboardModifiers modifiers, const QString &text)
{
    QCoreApplication::postEvent(target, new QKeyEvent(QEvent::KeyPress, key, modifiers, text));
    QCoreApplication::postEvent(target, new QKeyEvent(QEvent::KeyRelease, key, modifiers, text));
}

void postClick(QWidget *target, const QPoint &at)
{
    const QPointF local(at);
    const QPointF global(target->mapToGlobal(at));
    QCoreApplication::postEvent(target,
                                new QMouseEvent(QEvent::MouseButtonPress, local, global, Qt::LeftButton,
                                                Qt::LeftButton, Qt::NoModifier));
    QCoreApplication::postEvent(target,
                                new QMouseEvent(QEvent::MouseButtonRelease, local, global, Qt::LeftButton,
                                                Qt::NoButton, Qt::NoModifier));
}

} // namespace

QWidget *Hands::find(const char *name, const char *within) const
{
    const QWidget *around = within ? find(within) : &m_window;
    if (!around)
        return nullptr;
    for (QWidget *widget : around->findChildren<QWidget *>(QLatin1String(name))) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

bool Hands::canPress(const char *name, const char *within) const
{
    const auto *button = qobject_cast<QAbstractButton *>(find(name, within));
    return button && button->isEnabled();
}

bool Hands::press(const char *name, const char *within) const
{
    if (!canPress(name, within))
        return false;
    QWidget *button = find(name, within);
    postClick(button, button->rect().center());
    return true;
}

bool Hands::type(const char *field, const QString &text) const
{
    auto *edit = qobject_cast<QLineEdit *>(find(field));
    if (!edit || !edit->isEnabled() || edit->isReadOnly())
        return false;
    edit->setFocus(Qt::MouseFocusReason);
    postKey(edit, Qt::Key_A, Qt::ControlModifier, {});
    postKey(edit, Qt::Key_Delete, Qt::NoModifier, {});
    for (const QChar character : text)
        postKey(edit, 0, Qt::NoModifier, QString(character));
    return true;
}

bool Hands::clickRow(const char *view, const QString &containing) const
{
    auto *list = qobject_cast<QAbstractItemView *>(find(view));
    if (!list || !list->model())
        return false;
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (!index.data().toString().contains(containing))
            continue;
        list->scrollTo(index);
        postClick(list->viewport(), list->visualRect(index).center());
        return true;
    }
    return false;
}

QString Hands::textOf(const char *name, const char *within) const
{
    const QWidget *widget = find(name, within);
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return button->text();
    const auto *edit = qobject_cast<const QLineEdit *>(widget);
    return edit ? edit->text() : QString();
}

} // namespace pd::console
