// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/command.h"

#include <QCoreApplication>

namespace {

// Each command has its own file; add a line here.
constexpr pd::ctl::Command commands[] = {
    {"cloud", "asks and commands a cloud, for scripts", pd::ctl::runCloud},
    {"frame", "decodes meter frames", pd::ctl::runFrame},
    {"meter", "reads meters, serves virtual ones, lists identifiers", pd::ctl::runMeter},
    {"rate", "prices a charge detail record with an OCPI tariff", pd::ctl::runRate},
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("piledeckctl"));
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.value(0) == QLatin1String("--version")) {
        pd::ctl::print(QStringLiteral(PILEDECK_VERSION));
        return pd::ctl::ExitDone;
    }
    return pd::ctl::dispatch(QStringLiteral("piledeckctl"), commands, arguments);
}
