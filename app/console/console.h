// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/consoleoptions.h"
#include "app/console/services.h"
#include "app/console/settings.h"
#include "ui/shell/language.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/ticker.h"

class QApplication;

namespace pd::ui {
class MapPage;
class MetersPage;
} // namespace pd::ui

namespace pd::console {

// The composition root: makes everything, connects it, remembers the settings. GUI thread; owner:
// runConsole().
class Console : public QObject
{
    Q_OBJECT

public:
    Console(QApplication &app, const ConsoleOptions &options, std::unique_ptr<Clock> clock);
    ~Console() override;

    // Shows the window, and signs in where the command line says as whom.
    void open();

    Services &services() { return m_services; }
    ui::MainWindow &window() { return m_window; }
    const ui::Ticker &ticker() const { return m_ticker; }
    const ConsoleOptions &options() const { return m_options; }

Q_SIGNALS:
    // The sign-in of the command line was refused, or the cloud is not there.
    void signInFailed(const pd::Error &error);
    // A meter's total register was read on a serial line.
    void lineRegisterRead(const pd::MeterAddress &meter, const pd::Reading &reading);

private:
    void dress();
    void addPages();
    void connectMeters(ui::MetersPage &meters, ui::MapPage &map);
    void connectBoard();
    void remember();
    void signIn();

    ConsoleOptions m_options;
    Settings m_settings;
    Services m_services;
    ui::Theme m_theme;
    ui::Language m_language;
    ui::Ticker m_ticker;
    ui::MainWindow m_window;
};

// The program: builds the console, runs it, and whatever the options want it to do by itself. Returns the
// exit status: 0 done, 1 what was asked for failed, 2 usage.
int runConsole(QApplication &app);

} // namespace pd::console
