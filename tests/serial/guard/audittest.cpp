// SPDX-License-Identifier: GPL-3.0-or-later
// The audit file: what is written comes back, nothing hostile in it is believed, and the lock-out counter is
// what its lines come to.
#include "serial/guard/auditfile.h"
#include "serial/guard/auditline.h"
#include "serial/guard/passwordmark.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/stat.h>

using namespace pd;
using namespace pd::serial;

namespace {

const MeterAddress meter{MeterProtocol::Dlt645_2007, QStringLiteral("000123456789")};

WriteRecord record(WriteRecord::Step step, const QString &number,
                   std::optional<WriteVerdict> verdict = std::nullopt)
{
    WriteRecord made;
    made.at = QDateTime(QDate(2026, 3, 16), QTime(10, 40, 0, 125), Qt::UTC);
    made.step = step;
    made.number = number;
    made.person = QStringLiteral("tech1");
    made.line = QStringLiteral("/dev/ttyUSB0");
    made.meter = meter;
    made.item = QStringLiteral("04000103");
    made.value = QStringLiteral("30");
    made.before = QStringLiteral("15");
    made.level = 4;
    made.verdict = verdict;
    return made;
}

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

// "R" refused, "C" confirmed, "?" unknown, "S" sent and never ended, "J" rejected, "F" forgotten.
QList<WriteRecord> story(const QString &letters)
{
    using Step = WriteRecord::Step;
    const QHash<QChar, WriteVerdict> verdicts{
        {QLatin1Char('R'), WriteVerdict::Refused}, {QLatin1Char('C'), WriteVerdict::Confirmed},
        {QLatin1Char('D'), WriteVerdict::Differs}, {QLatin1Char('N'), WriteVerdict::NotWritten},
        {QLatin1Char('?'), WriteVerdict::Unknown}, {QLatin1Char('J'), WriteVerdict::Rejected}};
    QList<WriteRecord> records;
    for (const QChar letter : letters) {
        const QString number = QString::number(records.size());
        if (letter == QLatin1Char('F')) {
            records.append(record(Step::Forgot, {}));
            continue;
        }
        records.append(record(Step::Sending, number));
        if (verdicts.contains(letter))
            records.append(record(Step::Outcome, number, verdicts.value(letter)));
    }
    return records;
}

} // namespace

class AuditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesComeBack_data();
    void linesComeBack();
    void hostileLines_data();
    void hostileLines();
    void textsCannotBreakTheFile();
    void lockout_data();
    void lockout();
    void appendsPrivately();
    void endsATornLine();
    void survivesBadLines();
    void noPlainFile();
    void manyWritersAtOnce();
    void historyIsOfOneMeter();
    void marksTellPasswords();
};

void AuditTest::linesComeBack_data()
{
    QTest::addColumn<QByteArray>("line");
    // As the file's README states them, written by hand.
    QTest::newRow("sending") << QByteArray(
        R"({"act":"item","at":"2026-03-16T10:40:00.125Z","before":"15","item":"04000103","level":4,"line":"/dev/ttyUSB0","meter":"000123456789","number":"7","person":"tech1","protocol":"dlt645-2007","step":"sending","value":"30"})"
        "\n");
    QTest::newRow("outcome") << QByteArray(
        R"({"act":"relay","at":"2026-03-16T10:40:00.125Z","item":"open","level":2,"meter":"000123456789","protocol":"dlt645-2007","step":"outcome","verdict":"awaits_button"})"
        "\n");
    QTest::newRow("forgot") << QByteArray(
        "{\"act\":\"item\",\"at\":\"2026-03-16T10:40:00.125Z\",\"meter\":\"000000000001\",\"protocol\":"
        "\"dlt645-1997\",\"reason\":\"\xe6\x8d\xa2\xe4\xba\x86\xe8\xa1\xa8\",\"step\":\"forgot\"}\n");
}

void AuditTest::linesComeBack()
{
    QFETCH(QByteArray, line);
    const Result<WriteRecord> read = parseAuditLine(line);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
    QCOMPARE(auditLine(*read), line);
}

void AuditTest::hostileLines_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray good = auditLine(record(WriteRecord::Step::Sending, QStringLiteral("7")));
    QVERIFY(parseAuditLine(good));
    const auto changed = [&good](const char *from, const char *to) {
        QByteArray line = good;
        return line.replace(from, to);
    };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zeros") << QByteArray(64, '\0');
    QTest::newRow("cut") << good.left(good.size() / 2);
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("deep") << QByteArray(5000, '[');
    QTest::newRow("long") << changed("tech1", QByteArray(20'000, 'x').constData());
    QTest::newRow("long text") << changed("tech1", QByteArray(301, 'x').constData());
    QTest::newRow("long number") << changed("\"7\"", "\"123456789012345678901234567890123\"");
    QTest::newRow("step") << changed("sending", "sent");
    QTest::newRow("act") << changed("\"item\",\"at", "\"clear\",\"at");
    QTest::newRow("protocol") << changed("dlt645-2007", "modbus-rtu");
    QTest::newRow("meter") << changed("000123456789", "0001234567890");
    QTest::newRow("meter no digits") << changed("000123456789", "meter");
    QTest::newRow("time") << changed("2026-03-16T10", "2026-13-16T10");
    QTest::newRow("year 1970") << changed("2026-03-16T10", "1970-01-01T10");
    QTest::newRow("level") << changed("\"level\":4", "\"level\":10");
    QTest::newRow("level text") << changed("\"level\":4", "\"level\":\"4\"");
    QTest::newRow("level fraction") << changed("\"level\":4", "\"level\":4.5");
    QTest::newRow("verdict of a sending") << changed("\"value\"", "\"verdict\":\"confirmed\",\"value\"");
    QTest::newRow("outcome without verdict") << changed("sending", "outcome");
    QTest::newRow("text is a number") << changed("\"tech1\"", "1");
    QTest::newRow("control character") << changed("tech1", "a\\u0007b");
    QTest::newRow("line separator") << changed("tech1", "a\\u2028b");
}

void AuditTest::hostileLines()
{
    QFETCH(QByteArray, line);
    const Result<WriteRecord> read = parseAuditLine(line);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Invalid);
}

void AuditTest::textsCannotBreakTheFile()
{
    WriteRecord bad = record(WriteRecord::Step::Forgot, {});
    bad.reason = QStringLiteral("a\nb\u2028{\"x\"}") + QChar(0xD800) + QString(1000, QLatin1Char('"'));
    for (QString WriteRecord::*text : {&WriteRecord::person, &WriteRecord::line, &WriteRecord::item,
                                       &WriteRecord::value, &WriteRecord::before, &WriteRecord::shown})
        bad.*text = QString(1000, QChar(0x6362));
    const QByteArray line = auditLine(bad);
    QVERIFY(line.size() <= longestAuditLine);
    QCOMPARE(line.count('\n'), 1);
    const Result<WriteRecord> read = parseAuditLine(line);
    QVERIFY(read);
    QVERIFY(read->reason.startsWith(QStringLiteral("a b {\"x\"}")));
    QCOMPARE(read->person.size(), 300);
}

void AuditTest::lockout_data()
{
    QTest::addColumn<QString>("letters");
    QTest::addColumn<int>("refused");
    QTest::addColumn<int>("doubtful");
    QTest::newRow("nothing") << QString() << 0 << 0;
    QTest::newRow("refused twice") << QStringLiteral("RR") << 2 << 0;
    QTest::newRow("since the last success") << QStringLiteral("RRCR") << 1 << 0;
    QTest::newRow("accepted, shows something else") << QStringLiteral("RD") << 0 << 0;
    QTest::newRow("no answer may be a refusal") << QStringLiteral("R?N") << 1 << 2;
    QTest::newRow("died in between") << QStringLiteral("RS") << 1 << 1;
    QTest::newRow("declined for another reason") << QStringLiteral("RJ") << 1 << 0;
    QTest::newRow("forgotten") << QStringLiteral("RRS?F") << 0 << 0;
    QTest::newRow("and again") << QStringLiteral("RRFR") << 1 << 0;
}

void AuditTest::lockout()
{
    QFETCH(QString, letters);
    const Lockout counted = lockoutOf(story(letters));
    QTEST(counted.refused, "refused");
    QTEST(counted.doubtful, "doubtful");
    QCOMPARE(counted.isNear(), counted.count() >= 4);
}

void AuditTest::appendsPrivately()
{
    const QTemporaryDir folder;
    const AuditFile audit(folder.filePath(QStringLiteral("state/piledeck/audit.jsonl")));
    const WriteRecord first = record(WriteRecord::Step::Sending, QStringLiteral("1"));
    QVERIFY(audit.append(first));
    QVERIFY(audit.append(record(WriteRecord::Step::Outcome, QStringLiteral("1"), WriteVerdict::Confirmed)));
    const Result<WriteHistory> history = audit.history(meter);
    QVERIFY(history);
    QCOMPARE(history->records.size(), 2);
    QCOMPARE(history->records.first(), first);
    struct stat info = {};
    QCOMPARE(::stat(QFile::encodeName(audit.path()).constData(), &info), 0);
    QCOMPARE(int(info.st_mode & 0777), 0600);
}

void AuditTest::endsATornLine()
{
    const QTemporaryDir folder;
    const AuditFile audit(folder.filePath(QStringLiteral("audit.jsonl")));
    QVERIFY(put(audit.path(), "{\"act\":\"item\",\"at\":\"2026"));
    QVERIFY(audit.append(record(WriteRecord::Step::Sending, QStringLiteral("1"))));
    const Result<WriteHistory> history = audit.history(meter);
    QVERIFY(history);
    QCOMPARE(history->records.size(), 1);
    QCOMPARE(history->unreadableLines, 1);
}

void AuditTest::survivesBadLines()
{
    const QTemporaryDir folder;
    const AuditFile audit(folder.filePath(QStringLiteral("audit.jsonl")));
    const QByteArray good = auditLine(record(WriteRecord::Step::Sending, QStringLiteral("1")));
    QVERIFY(put(audit.path(),
                good + QByteArray(3 * longestAuditLine, 'x') + '\n' + good + QByteArray("\n\0\xff\n", 4)
                    + QByteArray(longestAuditLine + 1, '{') + good + good.chopped(1)));
    const Result<WriteHistory> history = audit.history(meter);
    QVERIFY(history);
    QCOMPARE(history->records.size(), 3);
    QCOMPARE(history->unreadableLines, 4); // too long, empty, binary, too long with a good one at its end
}

void AuditTest::noPlainFile()
{
    const QTemporaryDir folder;
    const QString pipe = folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    for (const QString &path : {folder.path(), pipe, QStringLiteral("/dev/full"), QString(),
                                QStringLiteral("/proc/nowhere/audit.jsonl")}) {
        const Done done = AuditFile(path).append(record(WriteRecord::Step::Sending, {}));
        QVERIFY2(!done, qPrintable(path));
        QCOMPARE(done.error().kind, Error::Kind::Storage);
        QCOMPARE(done.error().reason, QStringLiteral("audit"));
    }
    QVERIFY(!AuditFile(folder.path()).history(meter));
    QVERIFY(!AuditFile(pipe).history(meter));
}

void AuditTest::manyWritersAtOnce()
{
    constexpr int writers = 4;
    constexpr int each = 25;
    const QTemporaryDir folder;
    const AuditFile audit(folder.filePath(QStringLiteral("audit.jsonl")));
    std::vector<std::unique_ptr<QThread>> threads;
    for (int n = 0; n < writers; ++n) {
        threads.emplace_back(QThread::create([audit, n] {
            for (int i = 0; i < each; ++i)
                (void)audit.append(record(WriteRecord::Step::Sending, QString::number(n * each + i)));
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
    const Result<WriteHistory> history = audit.history(meter);
    QVERIFY(history);
    QCOMPARE(history->records.size(), writers * each);
    QCOMPARE(history->unreadableLines, 0);
}

void AuditTest::historyIsOfOneMeter()
{
    const QTemporaryDir folder;
    const AuditFile audit(folder.filePath(QStringLiteral("audit.jsonl")));
    QVERIFY(audit.history(meter)->records.isEmpty()); // no file yet
    WriteRecord other = record(WriteRecord::Step::Sending, QStringLiteral("1"));
    other.meter.protocol = MeterProtocol::Dlt645_1997;
    QVERIFY(audit.append(other));
    for (const WriteRecord &one : story(QStringLiteral("RRR")))
        QVERIFY(audit.append(one));
    const Result<WriteHistory> history = audit.history(meter, 2);
    QVERIFY(history);
    QCOMPARE(history->records.size(), 2);
    QCOMPARE(history->lockout.refused, 3);
    QVERIFY(content(audit.path()).endsWith('\n'));
}

void AuditTest::marksTellPasswords()
{
    const auto password = [](const char *digits, int level) {
        return dlt645::Password::fromText(QLatin1String(digits), level).value();
    };
    const QString mark = passwordMark(password("135790", 4), meter);
    QVERIFY(isMarkOf(mark, password("135790", 4), meter));
    QVERIFY(!isMarkOf(mark, password("135790", 2), meter));
    QVERIFY(!isMarkOf(mark, password("135791", 4), meter));
    const MeterAddress other{MeterProtocol::Dlt645_2007, QStringLiteral("000000000001")};
    QVERIFY(!isMarkOf(mark, password("135790", 4), other));
    QVERIFY(passwordMark(password("135790", 4), meter) != mark); // salted
    QVERIFY(!mark.contains(QLatin1String("135790")) && !mark.contains(QLatin1String("905713")));
    for (const char *broken : {"", ":", "00:00", "zz", "00112233445566778899aabbccddeeff"})
        QVERIFY(!isMarkOf(QLatin1String(broken), password("135790", 4), meter));
}

QTEST_GUILESS_MAIN(AuditTest)
#include "audittest.moc"
