// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/program/addperson.h"
#include "models/basics/result.h"

#include <QStringList>
#include <QUrl>

namespace pd::cloud {

// How the program is to run: the defaults, the INI file over them, the command line over both
// (resources/cloud.ini names every key).
struct Options
{
    QString listen = QStringLiteral("127.0.0.1:8887");
    QString database = QStringLiteral("sqlite:piledeck-cloud.db");
    bool sandbox = false;
    bool allowRemote = false; // a sandbox on other than loopback
    QString payments; // URL of the payment sandbox; empty: nothing can be paid
    QString clockFile; // sandbox only
    QString site = QStringLiteral(":/binjiang/site.json"); // fills an empty sandbox
    int heartbeatSeconds = 300;
    QString keyFile; // signs the ledger's day heads; empty: beside the SQLite file, or in the working folder
    QString headsFolder; // where they are exported to; empty: as above
    QString largestAmount = QStringLiteral("5000.00");
    int startWithinMinutes = 30;
    int commandSeconds = 60;
    int sessionHours = 12;
};

// What a command line asks for.
struct CommandLine
{
    enum class Deed { Serve, Verify, AddUser, AddSite };
    Deed deed = Deed::Serve;
    Options options;
    NewPerson person; // of AddUser
    QString siteFile; // of AddSite
    bool isHelp = false;
    bool isVersion = false;
    QString text; // of help and version
};

// The key and the folder as they are where nothing is said.
QString keyFileOf(const Options &options);
QString headsFolderOf(const Options &options);

// Invalid, in words for whoever typed it: an unknown option or key, a value that cannot be, a sandbox on a
// public address, a clock file or payment sandbox without --sandbox.
Result<CommandLine> parseCommandLine(const QStringList &arguments);

} // namespace pd::cloud
