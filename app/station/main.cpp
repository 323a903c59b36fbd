// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/program.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("piledeck-station"));
    return pd::station::runStation(QCoreApplication::arguments());
}
