// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meter/meterprofile.h"
#include "models/meter/metersearch.h"
#include "serial/find/overhearing.h"
#include "serial/find/probe.h"
#include "serial/find/searchplan.h"

#include <functional>
#include <memory>

namespace pd::serial {

// Looks for meters of all protocols on one line of which nothing is known but its port. A procedure of a
// Line, written straight down: construct on the line's thread -> run() -> destroyed.
//
// Listens first: where somebody else asks on the line, that master's protocol and settings are taken. Then
// asks at one setting after the other, the likely ones first, with wildcards and at Modbus' usual units;
// where several meters answer at once it tells them apart by shortened addresses. Whatever is found is read
// from by its own address before it counts. Ends with the first setting at which a meter was found (a line
// has one), unless everything is wanted. Sends nothing but read requests.
class Search
{
public:
    struct Hooks // called on the line's thread
    {
        std::function<void(const SearchProgress &)> progressed;
        std::function<void(const FoundMeter &)> found;
    };
    // Profiles: those that a Modbus meter is compared with.
    Search(LineIo &io, const SearchScope &scope, const QList<MeterProfile> &profiles, Hooks hooks);

    // Errors: Cancelled, Offline. Finding nothing is no error: the findings say why that may be.
    Result<SearchReport> run();

private:
    struct Candidate
    {
        MeterAddress meter;
        int answerMs = dltAnswerMs; // to wait when it is checked
        bool spoiled = false; // every answer was damaged already
    };
    struct Visit // what was seen at one setting
    {
        LineSettings settings;
        LineEvidence evidence;
        bool found = false;
    };
    struct Check // what reading from a candidate came to
    {
        int answers = 0;
        int damaged = 0;
        int twins = 0; // damaged, but begun right
        int answeredMs = 0;
        QString profile;
    };

    // Listening.
    Done listenFirst();
    Done overhear(int ms);
    void preferStep(const LineSettings &settings);
    void keepHeard(const Sounding &sounding);

    // One setting.
    Done tuned(const LineSettings &settings);
    Done visit(const SearchStep &step);
    Done probe2007();
    Done probe1997();
    Done listenForMore();
    Done separate(dlt645::Edition edition, const QByteArray &low, int answerMs);
    Result<QByteArray> ownAddress(dlt645::Edition edition, const QByteArray &asked, const Sounding &answer,
                                  int answerMs);
    Done probeUnits(const QList<int> &units, bool bothFunctions);
    Done countUnits();
    QList<LineSettings> settingsToCount() const;
    int lastListenMs(const SearchStep &step) const;
    void closeVisit();

    // One meter.
    void addCandidate(const Candidate &candidate);
    void addHeard();
    Done checkCandidates();
    Done check(const Candidate &candidate);
    Result<Check> checkDlt645(const Candidate &candidate);
    Result<Check> checkModbus(const Candidate &candidate);
    Done compare(const MeterProfile &profile, int unit, Check &check, int *score);
    bool isFound(const MeterAddress &meter) const;
    bool mayBeCrowd(const Sounding &sounding) const;
    void noteOther(const MeterAddress &asked, const Sounding &sounding);

    void tell(SearchProgress::Stage stage, MeterProtocol protocol, qint64 stageMs);
    QList<Finding> findings() const;

    Prober m_prober;
    const SearchScope m_scope;
    const QList<MeterProfile> m_profiles;
    const Hooks m_hooks;
    const qint64 m_beganNs;

    QList<SearchStep> m_steps; // still to be taken
    bool m_talk = false; // others are heard: damage need not be a collision
    bool m_noisy = false; // telling apart was given up
    bool m_fixed = false; // the line cannot be set: a gateway
    SearchProgress m_progress;
    std::unique_ptr<Overhearing> m_heard; // at the present setting
    LineEvidence m_evidence; // at the present setting
    QList<Candidate> m_candidates; // at the present setting
    QList<int> m_asked; // Modbus units at the present setting
    int m_unitAnswerMs = modbusAnswerMs;
    QList<Visit> m_visits;
    QList<FoundMeter> m_found;
};

} // namespace pd::serial
