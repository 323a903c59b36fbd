// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
#include "models/basics/steadyclock.h"
#include "models/gateways/meterline.h"
#include "serial/guard/auditfile.h"
#include "serial/line/lineio.h"
#include "serial/line/portbook.h"
#include "serial/line/portdirectory.h"
#include "serial/meter/meterreader.h"

#include <map>
#include <memory>

namespace pd::serial {

class Line;
class Poller;

// The serial lines of this machine as the gateway that pages use. GUI thread; owns the lines and thereby
// their threads. A line that is lost opens again by itself when the same adapter returns; until then it is
// not open, and may be opened or closed as ever. Stamps the frame log with local wall time, which the lines
// do not know.
class MeterLineService final : public MeterLines
{
    Q_OBJECT

public:
    MeterLineService(const Clock &clock, const SteadyClock &steady, const LineTiming &timing = {},
                     QObject *parent = nullptr);
    ~MeterLineService() override;

    // Before the first open(): what tells a returning adapter from another, and how often it is looked for.
    void setDirectory(std::shared_ptr<const PortDirectory> directory, int rescanMs = 1000);
    // Before the first open(): shared with others in this program that open ports; one of its own otherwise.
    void setPortBook(std::shared_ptr<PortBook> book);
    // Of Modbus meters; the built-in ones otherwise.
    void setProfiles(const ProfileLibrary &profiles);
    // Before the first write: where it is recorded, in the user's state folder otherwise.
    void setAudit(const AuditFile &audit);

    QStringList devices() const override;
    QList<MeterProfile> profiles() const override { return m_profiles.all(); }
    QDateTime timeAt(qint64 steadyNs) override { return wallTimeOf(steadyNs).toLocalTime(); }
    QStringList readable(const PolledMeter &wanted) const override;
    // Busy ("port_in_use") where another program has the port, NotAllowed ("no_permission"), NotFound
    // ("no_device"), Unsupported ("settings_unsupported"), Offline.
    QFuture<Done> open(const LineSettings &settings) override;
    void close(const QString &path) override;
    bool isOpen(const QString &path) const override;
    // Offline ("line_closed") where the line is not open; Invalid for an address, profile or item that is
    // none. Cancelling the future stops the reading within a second.
    QFuture<Result<QList<Reading>>> read(const QString &path, const MeterAddress &meter,
                                         const QStringList &items) override;
    QFuture<Result<QList<Reading>>> readMeter(const QString &path, const PolledMeter &wanted) override;
    QFuture<Result<MeterAddress>> find(const QString &path) override;
    QFuture<Result<SearchReport>> search(const QString &path, const SearchScope &scope) override;
    QFuture<Done> listen(const QString &path) override;
    QFuture<Result<CheckReport>> check(const QString &path, const CheckOrder &order) override;
    QFuture<Result<WriteOutcome>> write(const QString &path, const WriteOrder &order) override;
    QFuture<Result<WriteHistory>> writeHistory(const MeterAddress &meter) override;
    QFuture<Done> forgetRefusals(const MeterAddress &meter, const QString &reason) override;
    Done startPolling(const QString &path, const PollPlan &plan) override;
    void stopPolling(const QString &path) override;
    std::optional<PollStatistics> pollStatistics(const QString &path) const override;
    std::optional<PortHolder> holder(const QString &path) const override;

    LineCounters counters(const QString &path) const;

private:
    struct Open
    {
        std::unique_ptr<Line> line;
        std::unique_ptr<Poller> poller; // ends before its line
        QFuture<Done> listening; // runs while somebody listens
    };
    // The line, where it may be sent on; Offline ("line_closed") or Busy ("listening") where not.
    Result<Line *> free(const QString &path) const;
    Line *line(const QString &path) const;
    std::unique_ptr<Line> make(const LineSettings &settings);
    void take(const QString &path, FrameLogEntry entry);
    QDateTime wallTimeOf(qint64 steadyNs);

    const Clock &m_clock;
    const SteadyClock &m_steady;
    const LineTiming m_timing;
    std::shared_ptr<const PortDirectory> m_directory;
    int m_rescanMs = 1000;
    std::shared_ptr<PortBook> m_book;
    AuditFile m_audit{AuditFile::usualPath()};
    ProfileLibrary m_profiles;
    MeterReaderFactory m_makeReader;
    // One pair of readings for all frames, so that their times keep the order of the wire.
    QDateTime m_anchorTime; // invalid: not read yet
    qint64 m_anchorNs = 0;
    std::map<QString, Open> m_lines; // by the path as given
};

} // namespace pd::serial
