// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/cloud/cloudcommand.h"

#include <QCoreApplication>

#include <cstdio>

namespace pd::ctl {

namespace {

void print(std::FILE *file, const QByteArray &text)
{
    std::fwrite(text.constData(), 1, size_t(text.size()), file);
    std::fputc('\n', file);
    std::fflush(file);
}

} // namespace

int runCloud(const QStringList &arguments)
{
    constexpr int usageStatus = 2;
    const Result<CloudOptions> options = parseCloudOptions(arguments);
    if (!options) {
        print(stderr, "piledeckctl cloud: " + options.error().detail.toUtf8() + "\n" + cloudUsage().toUtf8());
        return usageStatus;
    }
    CloudCommand command(*options);
    QObject::connect(&command, &CloudCommand::line, [](const QByteArray &json) { print(stdout, json); });
    QObject::connect(&command, &CloudCommand::reason,
                     [](const QString &text) { print(stderr, "piledeckctl cloud: " + text.toUtf8()); });
    QObject::connect(&command, &CloudCommand::finished, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&command, &CloudCommand::run, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace pd::ctl
