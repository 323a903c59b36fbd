// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/console.h"

#include <QApplication>

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("PileDeck"));
    QApplication::setApplicationName(QStringLiteral("piledeck"));
    QApplication::setApplicationVersion(QStringLiteral(PILEDECK_VERSION));
    return pd::console::runConsole(app);
}
