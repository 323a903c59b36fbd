// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"

#include <cstdio>

namespace pd::ctl {

namespace {

QString overview(const QString &called, std::span<const Command> commands)
{
    QString text = QStringLiteral("Usage: %1 COMMAND ...; COMMAND --help tells more").arg(called);
    for (const Command &command : commands) {
        text += QStringLiteral("\n  %1 %2")
                    .arg(QLatin1String(command.name), -8)
                    .arg(QLatin1String(command.summary));
    }
    text += QStringLiteral(
        "\nExit status: 0 done, 1 what was asked for failed (a file that cannot be read, too), "
        "2 wrong usage");
    return text;
}

} // namespace

int dispatch(const QString &called, std::span<const Command> commands, const QStringList &arguments)
{
    const QString name = arguments.value(0);
    if (name == QLatin1String("--help") || name == QLatin1String("-h")) {
        print(overview(called, commands));
        return ExitDone;
    }
    for (const Command &command : commands) {
        if (name == QLatin1String(command.name))
            return command.run(arguments.mid(1));
    }
    if (!name.isEmpty())
        complain(QStringLiteral("%1: no such command: %2").arg(called, name));
    complain(overview(called, commands));
    return ExitUsage;
}

void complain(const QString &reason)
{
    std::fprintf(stderr, "%s\n", reason.toUtf8().constData());
}

void print(const QString &text)
{
    std::fprintf(stdout, "%s\n", text.toUtf8().constData());
    std::fflush(stdout);
}

} // namespace pd::ctl
