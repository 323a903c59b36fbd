// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"
#include "app/console/withoutwindow.h"

#include <QApplication>

int main(int argc, char *argv[])
{
    QApplication::setOrganizationName(QStringLiteral("PileDeck"));
    QApplication::setApplicationName(QStringLiteral("piledeck"));
    QApplication::setApplicationVersion(QStringLiteral(PILEDECK_VERSION));
    if (pd::console::answeredWithoutWindow(argc, argv))
        return 0;
    const auto app = pd::console::openApplication(argc, argv);
    return pd::console::runConsole(*app);
}
