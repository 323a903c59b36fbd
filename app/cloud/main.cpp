// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/program/program.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("piledeck-cloud"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PILEDECK_VERSION));
    Q_INIT_RESOURCE(binjiang);
    return pd::cloud::runCloud(QCoreApplication::arguments());
}
