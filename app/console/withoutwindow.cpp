// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/withoutwindow.h"

#include "app/console/consoleoptions.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace pd::console {

namespace {

constexpr int noWindow = 1;

// Qt has no other way to learn that there is no display than its last message before it aborts.
void leaveOnFatal(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    std::fprintf(stderr, "%s\n", text.toLocal8Bit().constData());
    if (type != QtFatalMsg)
        return;
    std::fputs("piledeck: no window can be opened here. Start it where there is a display (DISPLAY or "
               "WAYLAND_DISPLAY), or with QT_QPA_PLATFORM=offscreen for --screenshot and --demonstrate.\n",
               stderr);
    std::_Exit(noWindow);
}

} // namespace

bool answeredWithoutWindow(int argc, char **argv)
{
    const auto asks = [&](const char *option) {
        return std::find(argv + 1, argv + argc, QByteArray(option)) != argv + argc;
    };
    if (!asks("--help") && !asks("-h") && !asks("--version"))
        return false;
    const QString text = asks("--version") ? QCoreApplication::applicationVersion() : consoleUsage();
    std::fprintf(stdout, "%s\n", text.toLocal8Bit().constData());
    return true;
}

std::unique_ptr<QApplication> openApplication(int &argc, char **argv)
{
    const QtMessageHandler usual = qInstallMessageHandler(&leaveOnFatal);
    auto app = std::make_unique<QApplication>(argc, argv);
    qInstallMessageHandler(usual);
    return app;
}

} // namespace pd::console
