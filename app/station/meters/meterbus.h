// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/meters/pilemeter.h"
#include "serial/line/ptyline.h"
#include "serial/meter/virtualbus.h"

#include <vector>

namespace pd::station {

// One RS-485 line of the site: a pseudo-terminal on which the meters of its piles answer, each in its own
// protocol, at the line's pace. Main thread. construct -> addMeter* -> open -> destroyed (the path is
// removed).
class MeterBus : public QObject
{
    Q_OBJECT

public:
    MeterBus(const SiteLine &line, const SteadyClock &steady, QObject *parent = nullptr);

    const SiteLine &site() const { return m_site; }
    Done addMeter(VirtualPile &pile, const Clock &clock, const QByteArray &timeZone);
    // Makes the pseudo-terminal and the link `folder`/name to it.
    Done open(const QString &folder);
    // A fault of the whole line, by the slaves' own names.
    Done setLineFault(const QString &name, bool on, int oneIn);
    // A fault of one meter, in every so many answers; NotFound where its protocol has no such fault.
    Done setMeterFault(const QString &name, bool on, const SiteMeter &meter, int oneIn);

private:
    const SiteLine m_site;
    serial::PtyLine m_line;
    serial::VirtualBus m_bus;
    std::vector<std::unique_ptr<PileMeter>> m_meters;
};

} // namespace pd::station
