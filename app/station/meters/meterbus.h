// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/meters/pilemeter.h"
#include "serial/line/ptyline.h"

#include <vector>

namespace pd::station {

// One RS-485 line of the site: a pseudo-terminal on which the meters of its piles answer DL/T 645-2007, at
// the line's pace. Main thread. construct -> addMeter* -> open -> destroyed (the path is removed).
class MeterBus : public QObject
{
    Q_OBJECT

public:
    MeterBus(const SiteLine &line, const SteadyClock &steady, QObject *parent = nullptr);

    const SiteLine &site() const { return m_site; }
    Done addMeter(VirtualPile &pile, const Clock &clock, const QByteArray &timeZone);
    // Makes the pseudo-terminal and the link `folder`/name to it.
    Done open(const QString &folder);
    bool hasMeter(const QString &address) const;
    // Named faults as Slave has them; an empty address means all meters of the line.
    Done setFault(const QString &name, bool on, const QString &address);

private:
    const SiteLine m_site;
    serial::PtyLine m_line;
    serial::dlt645::Slave m_slave;
    std::vector<std::unique_ptr<PileMeter>> m_meters;
};

} // namespace pd::station
