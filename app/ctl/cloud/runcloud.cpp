// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/cloud/cloudcommand.h"
#include "app/ctl/command.h"

#include <QCoreApplication>

namespace pd::ctl {

int runCloud(const QStringList &arguments)
{
    const Result<CloudOptions> options = parseCloudOptions(arguments);
    if (!options) {
        complain(QStringLiteral("cloud: ") + options.error().detail);
        if (options.error().kind != Error::Kind::Invalid)
            return ExitFailed;
        complain(cloudUsage());
        return ExitUsage;
    }
    if (options->help) {
        print(cloudUsage());
        return ExitDone;
    }
    CloudCommand command(*options);
    QObject::connect(&command, &CloudCommand::line,
                     [](const QByteArray &json) { print(QString::fromUtf8(json)); });
    QObject::connect(&command, &CloudCommand::reason,
                     [](const QString &text) { complain(QStringLiteral("cloud: ") + text); });
    QObject::connect(&command, &CloudCommand::finished, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&command, &CloudCommand::run, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace pd::ctl
