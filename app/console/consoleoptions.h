// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"
#include "models/meter/meterpoint.h"

#include <QStringList>
#include <QUrl>

namespace pd::console {

// The command line of piledeck. What is not given comes from the person's settings.
struct ConsoleOptions
{
    QUrl cloud;
    QString user;
    QString password; // from a file: never on the command line, where everybody sees it
    QString language; // "en", "zh_CN"
    QString theme; // "light", "dark"
    QString page;
    QString screenshotFolder; // every page is saved there, then the program ends
    QString clockFile; // of a demonstration
    LineSettings line; // of the meters; path empty where none was given
    MeterAddress meter; // address empty where none was given

    QString demonstrate; // name of a scenario, "A1"
    QString stationControl; // path of the virtual station's socket
    QString reportFile; // the demonstration's result as JSON
    QString pictureFolder; // of the demonstration
    double rate = 600; // business seconds a second while the demonstration's car charges
};

// Invalid, in words for whoever typed it.
Result<ConsoleOptions> parseConsoleOptions(const QStringList &arguments);
QString consoleUsage();

} // namespace pd::console
