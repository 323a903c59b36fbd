// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/pile/pilestore.h"
#include "models/session/orderstore.h"
#include "ui/shell/finder.h"
#include "ui/shell/page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/ticker.h"

#include <QMainWindow>

class QStackedWidget;

namespace pd::ui {

class Language;
class LinkWatch;
class MessageBar;
class Rail;
class SignInPage;
class StatusStrip;
class TopBar;

// The frame around the pages: rail, top bar, status strip, sign-in. It knows no page but by its key. GUI
// thread; owner: the composition root; what is handed in must outlive it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(CloudLink &link, const PileStore &piles, const OrderStore &orders, Theme &theme,
               Language &language, Ticker &ticker, QWidget *parent = nullptr);

    void addPage(Page *page); // takes it over; in the order of the rail
    QList<Page *> pages() const { return m_pages; }
    bool showPage(const QString &key); // false where there is no such page
    QString currentPage() const; // key; empty while the sign-in is shown
    void showSignIn();
    MessageBar &messages();
    StatusStrip &status() { return *m_status; }
    LinkWatch &linkWatch() { return *m_linkWatch; }
    SignInPage &signInPage() { return *m_signIn; }

public Q_SLOTS:
    void goTo(const QString &pageKey, const QString &id);
    void goBack();

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildFrame();
    void addShortcuts();
    void followLink();
    void showShortcuts();
    void openCharge(const QString &port); // empty: choose there
    Page *page(const QString &key) const;
    void retitle();

    CloudLink &m_link;
    Theme &m_theme;
    Finder m_finder;
    QList<Page *> m_pages;
    QStringList m_history; // keys of the pages before this one
    Rail *m_rail;
    TopBar *m_top;
    StatusStrip *m_status;
    LinkWatch *m_linkWatch;
    QStackedWidget *m_stack;
    SignInPage *m_signIn;
    QString m_wanted; // the page to show after signing in
};

} // namespace pd::ui
