// SPDX-License-Identifier: GPL-3.0-or-later
// piledeckctl rate as scripts see it.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Ran
{
    int status = -1;
    QByteArray output;
    QByteArray reasons;
    QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
};

Ran run(const QStringList &arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeckctl"),
                  QStringList{QStringLiteral("rate")} + arguments);
    Ran ran;
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20'000)) {
        process.kill();
        return ran;
    }
    ran.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    ran.output = process.readAllStandardOutput();
    ran.reasons = process.readAllStandardError();
    return ran;
}

QString costs(const QJsonObject &object)
{
    QStringList words;
    for (const char *name : {"total_cost", "total_fixed_cost", "total_energy_cost", "total_time_cost",
                             "total_parking_cost", "total_reservation_cost"}) {
        const QJsonObject cost = object.value(QLatin1String(name)).toObject();
        words += cost.value(QLatin1String("excl_vat")).toString() + QLatin1Char('/')
            + cost.value(QLatin1String("incl_vat")).toString(QStringLiteral("null"));
    }
    return words.join(QLatin1Char(' '));
}

const QByteArray tariffJson = R"({"id":"T","currency":"EUR","elements":[
 {"price_components":[{"type":"TIME","price":3.00,"vat":20.0,"step_size":600}],"restrictions":{"reservation":"RESERVATION"}},
 {"price_components":[{"type":"FLAT","price":4.00,"vat":20.0,"step_size":1}],
  "restrictions":{"reservation":"RESERVATION_EXPIRES"}},
 {"price_components":[{"type":"ENERGY","price":0.40,"vat":10.0,"step_size":1}],"restrictions":{"start_time":"12:00"}},
 {"price_components":[{"type":"FLAT","price":0.50,"step_size":1},{"type":"ENERGY","price":0.25,"vat":10.0,"step_size":100}]}]})";

const QByteArray cdrJson = R"({"id":"C","currency":"EUR","start_date_time":"2019-01-07T10:00:00Z",
"end_date_time":"2019-01-07T12:22:00Z","charging_periods":[
 {"start_date_time":"2019-01-07T10:00:00Z","dimensions":[{"type":"RESERVATION_TIME","volume":0.3667}]},
 {"start_date_time":"2019-01-07T10:22:00Z","dimensions":[{"type":"ENERGY","volume":20.45},{"type":"TIME","volume":1}]},
 {"start_date_time":"2019-01-07T11:22:00Z","dimensions":[{"type":"ENERGY","volume":1},{"type":"TIME","volume":1}]}],
"total_cost":{"excl_vat":1}})";

} // namespace

class RateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pricesARecord();
    void timeZoneTellsThePrice();
    void expiredReservation();
    void version211();
    void usage_data();
    void usage();
    void wrongFiles_data();
    void wrongFiles();
    void knownAnswers();

private:
    QString written(const char *name, const QByteArray &content);
    QStringList rating(const char *zone) const;

    QTemporaryDir m_folder;
    QString m_tariff;
    QString m_cdr;
};

QString RateTest::written(const char *name, const QByteArray &content)
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName()
                                                                                    : QString();
}

QStringList RateTest::rating(const char *zone) const
{
    return {QStringLiteral("--tariff"),    m_tariff,           QStringLiteral("--cdr"), m_cdr,
            QStringLiteral("--time-zone"), QLatin1String(zone)};
}

void RateTest::initTestCase()
{
    m_tariff = written("tariff.json", tariffJson);
    m_cdr = written("cdr.json", cdrJson);
}

void RateTest::pricesARecord()
{
    const Ran ran = run(rating("Europe/London"));
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.reasons, QByteArray());
    const QJsonObject object = ran.object();
    // 22 min are 30; 21.45 kWh are 21.5.
    QCOMPARE(costs(object),
             QStringLiteral("7.375000/8.212500 0.500000/0.500000 5.375000/5.912500"
                            " 0.000000/0.000000 0.000000/0.000000 1.500000/1.800000"));
    QCOMPARE(object.value(QLatin1String("total_energy")).toString(), QStringLiteral("21.450000000"));
    QCOMPARE(object.value(QLatin1String("billed_energy")).toString(), QStringLiteral("21.500000000"));
    const QJsonArray periods = object.value(QLatin1String("periods")).toArray();
    QCOMPARE(periods.size(), 3);
    const QJsonObject reserved = periods[0][QLatin1String("elements")].toObject();
    QCOMPARE(reserved.value(QLatin1String("reservation_time")).toInt(-1), 0);
    QVERIFY(reserved.value(QLatin1String("energy")).isNull());
    QCOMPARE(periods[1][QLatin1String("elements")][QLatin1String("flat")].toInt(-1), 3);
    QVERIFY(periods[2][QLatin1String("elements")][QLatin1String("flat")].isNull());
}

void RateTest::timeZoneTellsThePrice()
{
    // After noon a kWh costs 0.40: in Kyiv all of them, in Berlin the last one.
    QVERIFY(costs(run(rating("Europe/Kiev")).object()).startsWith(QLatin1String("10.580000/")));
    QVERIFY(costs(run(rating("Europe/Berlin")).object()).startsWith(QLatin1String("7.512500/")));
}

void RateTest::expiredReservation()
{
    const Ran ran = run(rating("UTC") << QStringLiteral("--reservation-expired"));
    QVERIFY2(costs(ran.object()).endsWith(QLatin1String(" 5.500000/6.600000")), ran.output.constData());
}

void RateTest::version211()
{
    QByteArray json = cdrJson;
    const QString cdr = written("old.json", json.replace("end_date_time", "stop_date_time"));
    const Ran ran = run({QStringLiteral("--tariff"), m_tariff, QStringLiteral("--cdr"), cdr,
                         QStringLiteral("--time-zone"), QStringLiteral("UTC"), QStringLiteral("--ocpi"),
                         QStringLiteral("2.1.1")});
    QCOMPARE(ran.status, 0);
    QVERIFY(
        ran.object().value(QLatin1String("total_cost")).toObject().value(QLatin1String("incl_vat")).isNull());
}

void RateTest::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("no zone") << rating("UTC").mid(0, 4);
    QTest::newRow("unknown zone") << rating("Europe/Atlantis");
    QTest::newRow("unknown version") << (rating("UTC") << QStringLiteral("--ocpi") << QStringLiteral("3.0"));
    QTest::newRow("too much") << (rating("UTC") << QStringLiteral("more"));
    QTest::newRow("unknown option") << (rating("UTC") << QStringLiteral("--euro"));
}

void RateTest::usage()
{
    QFETCH(QStringList, arguments);
    const Ran ran = run(arguments);
    QCOMPARE(ran.status, 2);
    QCOMPARE(ran.output, QByteArray());
    QVERIFY(ran.reasons.startsWith("piledeckctl rate: "));
}

void RateTest::wrongFiles_data()
{
    QTest::addColumn<QByteArray>("tariff");
    QTest::addColumn<QByteArray>("cdr");
    QTest::addColumn<QByteArray>("reason");
    QByteArray dear = tariffJson;
    QByteArray yuan = tariffJson;
    QByteArray noEnd = cdrJson;
    QTest::newRow("no tariff") << QByteArray() << cdrJson << QByteArray("line 1, column 1");
    QTest::newRow("no record") << tariffJson << QByteArray("{") << QByteArray("line 1, column 2");
    QTest::newRow("tax") << dear.replace("10.0", "1000.0") << cdrJson
                         << QByteArray("elements[2]: vat is out of range");
    QTest::newRow("currency") << yuan.replace("EUR", "CNY") << cdrJson
                              << QByteArray("the tariff is in CNY and the record in EUR");
    QTest::newRow("no end") << tariffJson << noEnd.replace("end_date_time", "end")
                            << QByteArray("end_date_time: missing");
}

void RateTest::wrongFiles()
{
    QFETCH(QByteArray, tariff);
    QFETCH(QByteArray, cdr);
    QFETCH(QByteArray, reason);
    const QStringList files{QStringLiteral("--tariff"),    written("t.json", tariff),
                            QStringLiteral("--cdr"),       written("c.json", cdr),
                            QStringLiteral("--time-zone"), QStringLiteral("UTC")};
    const Ran ran = run(files);
    QCOMPARE(ran.status, 1);
    QCOMPARE(ran.output, QByteArray());
    QVERIFY2(ran.reasons.contains(reason), ran.reasons.constData());
    QCOMPARE(run(rating("UTC").replaceInStrings(m_cdr, QStringLiteral("/nowhere/cdr.json"))).status, 1);
}

// A few of the answers that test_ocpi_rating compares in full, through the program.
void RateTest::knownAnswers()
{
    const QString root = qEnvironmentVariable("PILEDECK_VECTORS") + QStringLiteral("/rating/");
    if (!QFile::exists(root))
        QSKIP("no known answers here");
    const std::pair<const char *, const char *> cases[] = {{"spec-complex-monday", "Europe/Berlin"},
                                                           {"ref-cn-tou-4-step1000", "Asia/Shanghai"},
                                                           {"ref-dst-lordhowe-autumn", "Australia/Lord_Howe"},
                                                           {"spec-resv-16-used", "UTC"}};
    for (const auto &[name, zone] : cases) {
        const QString folder = root + QLatin1String(name);
        const Ran ran = run({QStringLiteral("--tariff"), folder + QStringLiteral("/tariff.json"),
                             QStringLiteral("--cdr"), folder + QStringLiteral("/cdr.json"),
                             QStringLiteral("--time-zone"), QLatin1String(zone)});
        QFile file(folder + QStringLiteral("/expected.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject expected = QJsonDocument::fromJson(file.readAll()).object();
        const auto excl = [](const QJsonObject &object) {
            return object.value(QLatin1String("total_cost"))
                .toObject()
                .value(QLatin1String("excl_vat"))
                .toString()
                .toDouble();
        };
        QVERIFY2(qAbs(excl(ran.object()) - excl(expected)) < 0.0002, name);
    }
}

QTEST_GUILESS_MAIN(RateTest)
#include "ratetest.moc"
