// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"
#include "serial/line/lineio.h"

#include <map>
#include <memory>

namespace pd::serial {

class Line;

// The serial lines of this machine as the gateway that pages use. GUI thread; owns the lines and thereby
// their threads. Stamps the frame log with local wall time, which the lines do not know.
class MeterLineService final : public MeterLines
{
    Q_OBJECT

public:
    MeterLineService(const Clock &clock, const SteadyClock &steady, const LineTiming &timing = {},
                     QObject *parent = nullptr);
    ~MeterLineService() override;

    QStringList devices() const override;
    // Busy ("port_in_use") where another program has the port, NotAllowed ("no_permission"), NotFound
    // ("no_device"), Unsupported ("settings_unsupported"), Offline.
    QFuture<Done> open(const LineSettings &settings) override;
    void close(const QString &path) override;
    bool isOpen(const QString &path) const override;
    // Offline ("line_closed") where the line is not open; Unsupported for a protocol that is not there yet;
    // Invalid for an address or item that is none. Cancelling the future stops the reading within a second.
    QFuture<Result<QList<Reading>>> read(const QString &path, const MeterAddress &meter,
                                         const QStringList &items) override;
    QFuture<Result<MeterAddress>> find(const QString &path) override;
    QFuture<Result<SearchReport>> search(const QString &path, const SearchScope &scope) override;
    QFuture<Result<CheckReport>> check(const QString &path, const CheckOrder &order) override;

    LineCounters counters(const QString &path) const;

private:
    Line *line(const QString &path) const;
    void take(const QString &path, FrameLogEntry entry);
    void drop(const QString &path, const Error &error);

    const Clock &m_clock;
    const SteadyClock &m_steady;
    const LineTiming m_timing;
    std::map<QString, std::unique_ptr<Line>> m_lines; // by the path as given
};

} // namespace pd::serial
