// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QWidget>

namespace pd::ui {

// One room of the console: what the rail on the left switches between. A page owns its actions; whether they
// are enabled is decided in one place of the page, and a disabled one says why in its tool tip.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    virtual QString key() const = 0; // "map": --page takes it
    virtual QString title() const = 0; // tr()
    virtual QString iconName() const = 0;
    // Asked by the shell when somebody wants to see a pile, an order, ... on this page.
    virtual void reveal(const QString &id) { Q_UNUSED(id) }
    // False while the page is on its way to what it shall show: a map that flies, say.
    virtual bool isSettled() const { return true; }

Q_SIGNALS:
    // Another page should show something: key of the page, id of the thing.
    void goTo(const QString &pageKey, const QString &id);
    // Start the assisted charge for this port (PortId text; empty: choose there).
    void chargeRequested(const QString &portId);
    // isSettled() has become true.
    void settled();
};

} // namespace pd::ui
