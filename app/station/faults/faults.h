// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace pd::station {

// A fault that can be switched on and off by name. Faults are not kept over a restart.
struct FaultName
{
    enum class Target { Pile, Line, Payments };

    QString name; // "meter-silent"
    Target target = Target::Pile;
    QString meter; // of meters and lines: the slave's own name for it; empty: the pile's affair
    QString text; // technical English
};

const QList<FaultName> &faultNames();
const FaultName *faultByName(const QString &name);

} // namespace pd::station
