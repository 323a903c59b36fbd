// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serial/guard/writeguard.h"
#include "serial/line/line.h"
#include "tests/serial/virtualline.h"

#include <QFile>
#include <QTest>

namespace pd::test {

inline const QString guardedMeter = QStringLiteral("000123456789");
inline const QDateTime guardNoon(QDate(2026, 3, 16), QTime(12, 0), Qt::UTC);

// A line with virtual meters that have passwords, and a guard that writes to them.
struct GuardBench
{
    explicit GuardBench(serial::dlt645::Edition edition = serial::dlt645::Edition::Of2007)
    {
        rules.edition = edition;
        rules.clock = &business;
        rules.passwords = {{2, QStringLiteral("222222")}, {4, QStringLiteral("111111")}};
        far.source.values = {{0x04000103, QStringLiteral("15")},
                             {0x00010000, QStringLiteral("123.45")},
                             {0x04000101, QStringLiteral("2026-03-16 W01")},
                             {0x04000102, QStringLiteral("11:56:00")}, // four minutes slow
                             {0x04000503, QStringLiteral("0x0000")},
                             {0xC010, QStringLiteral("2026-03-16 W01")},
                             {0xC011, QStringLiteral("11:56:00")},
                             {0xC111, QStringLiteral("15")},
                             {0x9010, QStringLiteral("9.99")}};
        ready = far.opened && add(guardedMeter);
        QObject::connect(&far.slave, &serial::dlt645::Slave::requested, &far.slave,
                         [this](const serial::dlt645::Message &message) {
                             asked.append(message);
                             auditAt.append(audit());
                         });
        line = std::make_unique<serial::Line>(far.settings, steady);
        QObject::connect(line.get(), &serial::Line::logged, line.get(),
                         [this](const FrameLogEntry &entry) { log.append(entry); });
        const QFuture<Done> opening = line->open();
        ready = ready && runUntil([&] { return opening.isFinished(); }) && opening.result();
        scene = {serial::AuditFile(far.folder.filePath(QStringLiteral("audit.jsonl"))),
                 QStringLiteral("tech1"), QStringLiteral("/dev/ttyUSB0"), [this] { return now; }};
    }

    bool add(const QString &address) { return far.slave.addMeter(address, far.source, rules).has_value(); }

    Result<WriteOutcome> perform(const WriteOrder &order)
    {
        serial::LineTiming timing;
        timing.answerMs = 300;
        timing.gapMs = 100;
        timing.longestMs = 1000;
        timing.settleMs = 30;
        timing.lateMs = 400;
        const auto future = line->submit<WriteOutcome>(
            [&](serial::LineIo &io) { return serial::WriteGuard(io, scene, timing).perform(order); });
        if (!runUntil([&] { return future.isFinished(); }))
            return failure(Error::Kind::Internal, QStringLiteral("the line is stuck"));
        return future.result();
    }

    // "confirmed", or "rejected unauthorised".
    QString outcome(const WriteOrder &order)
    {
        last = perform(order);
        return last ? toWord(last->verdict)
                    : toWord(last.error().kind) + QLatin1Char(' ') + last.error().reason;
    }

    WriteOrder item(const char *password, const QString &value = QStringLiteral("30")) const
    {
        WriteOrder order = with(WriteOrder::Act::Item, password);
        const bool is1997 = rules.edition == serial::dlt645::Edition::Of1997;
        order.item = is1997 ? QStringLiteral("C111") : QStringLiteral("04000103");
        order.values = {value};
        return order;
    }
    WriteOrder relay(WriteOrder::Relay command, const char *password = "222222") const
    {
        WriteOrder order = with(WriteOrder::Act::Relay, password, 2);
        order.relay = command;
        order.confirmation = guardedMeter;
        return order;
    }
    WriteOrder with(WriteOrder::Act act, const char *password = nullptr, int level = 4) const
    {
        WriteOrder order;
        order.act = act;
        order.meter = {serial::dlt645::protocolOf(rules.edition), guardedMeter};
        if (password)
            order.password = MeterPassword{QLatin1String(password), level, 0};
        return order;
    }

    QByteArray audit() const
    {
        QFile file(far.folder.filePath(QStringLiteral("audit.jsonl")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    // "sending, outcome refused, blocked password_refused_before"
    QString story() const
    {
        QStringList words;
        (void)scene.audit.read([&words](const WriteRecord &record) {
            QString word = toWord(record.step);
            if (record.verdict)
                word += QLatin1Char(' ') + toWord(*record.verdict);
            if (record.step == WriteRecord::Step::Blocked)
                word += QLatin1Char(' ') + record.reason;
            words.append(word);
        });
        return words.join(QStringLiteral(", "));
    }
    int requestsThatChange() const
    {
        using Function = serial::dlt645::Function;
        return int(std::count_if(asked.begin(), asked.end(), [](const serial::dlt645::Message &message) {
            const auto function = Function(message.frame.function());
            const bool reads = function == Function::Read || function == Function::ReadMore
                || function == Function::ReadAddress
                || message.frame.function() == quint8(serial::dlt645::Function1997::Read);
            return !reads;
        }));
    }
    serial::dlt645::SlaveMeter &device() { return *far.slave.meter(guardedMeter); }

    SystemSteadyClock steady;
    ManualClock business{guardNoon};
    QDateTime now = guardNoon; // of the guard
    VirtualLine far;
    serial::dlt645::MeterRules rules;
    std::unique_ptr<serial::Line> line;
    serial::GuardScene scene;
    QList<serial::dlt645::Message> asked;
    QList<QByteArray> auditAt; // what the file held when each request came
    QList<FrameLogEntry> log;
    Result<WriteOutcome> last = failure(Error::Kind::Internal, {});
    bool ready = false;
};

} // namespace pd::test

Q_DECLARE_METATYPE(pd::WriteOrder)
