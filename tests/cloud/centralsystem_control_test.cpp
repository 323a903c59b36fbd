// SPDX-License-Identifier: GPL-3.0-or-later
// What else is asked of piles than to charge: what is sent, and what their answers mean.
#include "centralsystem_support.h"

using namespace pd;
using namespace pd::cloud;

namespace {

const PileId cp1(QStringLiteral("CP1"));

QString wordOf(Consent consent)
{
    switch (consent) {
    case Consent::Now: return QStringLiteral("now");
    case Consent::AfterCharge: return QStringLiteral("after charge");
    case Consent::AfterRestart: break;
    }
    return QStringLiteral("after restart");
}

QString textOf(int number)
{
    return QString::number(number);
}

QString textOf(const QString &text)
{
    return QLatin1Char('<') + text + QLatin1Char('>');
}

QString textOf(Consent consent)
{
    return wordOf(consent);
}

QString textOf(const PileSettings &settings)
{
    QStringList parts;
    for (const PileSetting &setting : settings.known)
        parts.append(setting.key + QLatin1Char('=') + setting.value
                     + (setting.isReadOnly ? QStringLiteral(" fixed") : QString()));
    for (const QString &key : settings.unknown)
        parts.append(key + QStringLiteral(" unknown"));
    return parts.join(QStringLiteral(", "));
}

QString textOf(const QList<InstalledCertificate> &certificates)
{
    QStringList parts;
    for (const InstalledCertificate &certificate : certificates)
        parts.append(certificate.hashAlgorithm + QLatin1Char('/') + certificate.serialNumber);
    return parts.join(QStringLiteral(", "));
}

QString problemOf(const Error &error)
{
    return toWord(error.kind) + (error.reason.isEmpty() ? QString() : QLatin1Char(' ') + error.reason);
}

QString outcome(const QFuture<Done> &future)
{
    if (!future.isFinished())
        return QStringLiteral("waiting");
    const Done done = future.result();
    return done ? QStringLiteral("done") : problemOf(done.error());
}

template <typename T>
QString outcome(const QFuture<Result<T>> &future)
{
    if (!future.isFinished())
        return QStringLiteral("waiting");
    const Result<T> result = future.result();
    return result ? textOf(*result) : problemOf(result.error());
}

// Asks, answers, and says what came of it.
using Ask = std::function<std::function<QString()>(const PileControls &)>;

template <typename Future>
std::function<QString()> later(const Future &future)
{
    return [future] { return outcome(future); };
}

QDateTime utc(int hour, int minute)
{
    return {QDate(2026, 3, 16), QTime(hour, minute), Qt::UTC};
}

} // namespace

Q_DECLARE_METATYPE(Ask)

class CentralSystemControlTest : public QObject
{
    Q_OBJECT

    static void row(const char *name, const Ask &ask, const char *sent, const char *answer,
                    const char *expected)
    {
        QTest::newRow(name) << ask << QByteArray(sent) << QByteArray(answer) << QString::fromLatin1(expected);
    }
    static void rowsOfControl();
    static void rowsOfPower();
    static void rowsOfLists();
    static void rowsOfMaintenance();
    static void rowsOfCertificates();

private Q_SLOTS:
    void asks_data()
    {
        QTest::addColumn<Ask>("ask");
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("expected");
        rowsOfControl();
        rowsOfPower();
        rowsOfLists();
        rowsOfMaintenance();
        rowsOfCertificates();
    }
    void asks();
    void offlineAndTooLong();
    void reportsAreTakenDown_data();
    void reportsAreTakenDown();
    void unkeptSigningRequestIsRejected();
};

void CentralSystemControlTest::rowsOfControl()
{
    const Ask off = [](const PileControls &c) { return later(c.control->changeAvailability(cp1, 0, false)); };
    const char *offText = R"("ChangeAvailability",{"connectorId":0,"type":"Inoperative"})";
    row("availability now", off, offText, R"({"status":"Accepted"})", "now");
    row("availability later", off, offText, R"({"status":"Scheduled"})", "after charge");
    row("availability refused", off, offText, R"({"status":"Rejected"})", "rejected rejected");
    row(
        "operative", [](const PileControls &c) { return later(c.control->changeAvailability(cp1, 2, true)); },
        R"("ChangeAvailability",{"connectorId":2,"type":"Operative"})", R"({"status":"Accepted"})", "now");
    const Ask all = [](const PileControls &c) { return later(c.control->settings(cp1, {})); };
    row("settings", all, R"("GetConfiguration",{})",
        R"({"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"},
            {"key":"NumberOfConnectors","readonly":true,"value":"1"}],"unknownKey":["Oops"]})",
        "HeartbeatInterval=300, NumberOfConnectors=1 fixed, Oops unknown");
    row("settings of a sloppy pile", all, R"("GetConfiguration",{})",
        R"({"configurationKey":[{"key":"A","readonly":"false","value":60},{"key":"B","readonly":true}]})",
        "A=60, B= fixed");
    row("settings without anything", all, R"("GetConfiguration",{})", "{}", "");
    row(
        "one setting",
        [](const PileControls &c) { return later(c.control->settings(cp1, {QStringLiteral("X")})); },
        R"("GetConfiguration",{"key":["X"]})", R"({"unknownKey":["X"]})", "X unknown");
    const Ask change = [](const PileControls &c) {
        return later(
            c.control->changeSetting(cp1, QStringLiteral("HeartbeatInterval"), QStringLiteral("60")));
    };
    const char *changeText = R"("ChangeConfiguration",{"key":"HeartbeatInterval","value":"60"})";
    row("setting changed", change, changeText, R"({"status":"Accepted"})", "now");
    row("setting after restart", change, changeText, R"({"status":"RebootRequired"})", "after restart");
    row("setting unknown", change, changeText, R"({"status":"NotSupported"})", "unsupported");
    row("setting refused", change, changeText, R"({"status":"Rejected"})", "rejected rejected");
    row(
        "soft reset", [](const PileControls &c) { return later(c.control->reset(cp1, false)); },
        R"("Reset",{"type":"Soft"})", R"({"status":"Accepted"})", "done");
    row(
        "hard reset", [](const PileControls &c) { return later(c.control->reset(cp1, true)); },
        R"("Reset",{"type":"Hard"})", R"({"status":"Rejected"})", "rejected rejected");
    const Ask open = [](const PileControls &c) { return later(c.control->unlock(cp1, 1)); };
    row("unlocked", open, R"("UnlockConnector",{"connectorId":1})", R"({"status":"Unlocked"})", "done");
    row("stuck", open, R"("UnlockConnector",{"connectorId":1})", R"({"status":"UnlockFailed"})",
        "rejected unlockfailed");
    row("no lock", open, R"("UnlockConnector",{"connectorId":1})", R"({"status":"NotSupported"})",
        "unsupported");
    row(
        "cache", [](const PileControls &c) { return later(c.control->clearCache(cp1)); },
        R"("ClearCache",{})", R"({"status":"Accepted"})", "done");
    const Ask trigger = [](const PileControls &c) {
        return later(c.control->trigger(cp1, QStringLiteral("MeterValues"), 1));
    };
    const char *triggerText = R"("TriggerMessage",{"requestedMessage":"MeterValues","connectorId":1})";
    row("triggered", trigger, triggerText, R"({"status":"Accepted"})", "done");
    row("not triggered", trigger, triggerText, R"({"status":"NotImplemented"})", "unsupported");
}

void CentralSystemControlTest::rowsOfPower()
{
    const Ask cap
        = [](const PileControls &c) { return later(c.power->limitPower(cp1, 0, 3500, utc(11, 40))); };
    const char *capText
        = R"("SetChargingProfile",{"connectorId":0,"csChargingProfiles":{"chargingProfileId":9000,)"
          R"("stackLevel":0,"chargingProfilePurpose":"ChargePointMaxProfile","chargingProfileKind":"Absolute",)"
          R"("validTo":"2026-03-16T11:40:00.000Z","chargingSchedule":{"duration":3600,)"
          R"("startSchedule":"2026-03-16T10:40:00.000Z","chargingRateUnit":"W",)"
          R"("chargingSchedulePeriod":[{"startPeriod":0,"limit":3500.0}]}}})";
    row("cap", cap, capText, R"({"status":"Accepted"})", "done");
    row("cap unknown", cap, capText, R"({"status":"NotSupported"})", "unsupported");
    row("cap refused", cap, capText, R"({"status":"Rejected"})", "rejected rejected");
    row(
        "cap of a connector for good",
        [](const PileControls &c) { return later(c.power->limitPower(cp1, 2, 0, {})); },
        R"("SetChargingProfile",{"connectorId":2,"csChargingProfiles":{"chargingProfileId":9002,)"
        R"("stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute",)"
        R"("chargingSchedule":{"startSchedule":"2026-03-16T10:40:00.000Z","chargingRateUnit":"W",)"
        R"("chargingSchedulePeriod":[{"startPeriod":0,"limit":0.0}]}}})",
        R"({"status":"Accepted"})", "done");
    const Ask lift = [](const PileControls &c) { return later(c.power->liftPowerLimit(cp1, 0)); };
    row("lifted", lift, R"("ClearChargingProfile",{"id":9000})", R"({"status":"Accepted"})", "done");
    row("was not there", lift, R"("ClearChargingProfile",{"id":9000})", R"({"status":"Unknown"})", "done");
}

void CentralSystemControlTest::rowsOfLists()
{
    const Ask version = [](const PileControls &c) { return later(c.localLists->localListVersion(cp1)); };
    row("list version", version, R"("GetLocalListVersion",{})", R"({"listVersion":12})", "12");
    row("no lists", version, R"("GetLocalListVersion",{})", R"({"listVersion":-1})", "unsupported");
    const Ask send = [](const PileControls &c) {
        const QList<LocalCard> cards{{QStringLiteral("04A2B3C4"), true, utc(23, 0)},
                                     {QStringLiteral("LOST"), false, {}}};
        return later(c.localLists->sendLocalList(cp1, 13, cards));
    };
    const char *sendText
        = R"("SendLocalList",{"listVersion":13,"localAuthorizationList":[{"idTag":"04A2B3C4","idTagInfo":)"
          R"({"status":"Accepted","expiryDate":"2026-03-16T23:00:00.000Z"}},{"idTag":"LOST","idTagInfo":)"
          R"({"status":"Blocked"}}],"updateType":"Full"})";
    row("list sent", send, sendText, R"({"status":"Accepted"})", "done");
    row("list mismatch", send, sendText, R"({"status":"VersionMismatch"})", "rejected versionmismatch");
    row("list unknown", send, sendText, R"({"status":"NotSupported"})", "unsupported");
}

void CentralSystemControlTest::rowsOfMaintenance()
{
    row(
        "firmware",
        [](const PileControls &c) {
            return later(c.maintenance->updateFirmware(
                cp1, {QStringLiteral("https://x/y.bin"), utc(22, 0), {}, {}, 0}));
        },
        R"("UpdateFirmware",{"location":"https://x/y.bin","retrieveDate":"2026-03-16T22:00:00.000Z"})", "{}",
        "done");
    row(
        "signed firmware",
        [](const PileControls &c) {
            return later(c.maintenance->updateFirmware(cp1,
                                                       {QStringLiteral("https://x/y.bin"), utc(22, 0),
                                                        QStringLiteral("PEM"), QStringLiteral("SIG"), 5}));
        },
        R"("SignedUpdateFirmware",{"requestId":5,"firmware":{"location":"https://x/y.bin",)"
        R"("retrieveDateTime":"2026-03-16T22:00:00.000Z","signingCertificate":"PEM","signature":"SIG"}})",
        R"({"status":"InvalidCertificate"})", "rejected invalidcertificate");
    const LogOrder order{QStringLiteral("ftp://x/"), utc(9, 0), {}, true, 8};
    row(
        "diagnostics",
        [order](const PileControls &c) { return later(c.maintenance->diagnostics(cp1, order)); },
        R"("GetDiagnostics",{"location":"ftp://x/","startTime":"2026-03-16T09:00:00.000Z"})",
        R"({"fileName":"cp1.zip"})", "<cp1.zip>");
    row(
        "nothing to diagnose",
        [order](const PileControls &c) { return later(c.maintenance->diagnostics(cp1, order)); },
        R"("GetDiagnostics",{"location":"ftp://x/","startTime":"2026-03-16T09:00:00.000Z"})", "{}", "<>");
    const char *logText = R"("GetLog",{"logType":"SecurityLog","requestId":8,"log":{"remoteLocation":)"
                          R"("ftp://x/","oldestTimestamp":"2026-03-16T09:00:00.000Z"}})";
    row(
        "log", [order](const PileControls &c) { return later(c.maintenance->log(cp1, order)); }, logText,
        R"({"status":"AcceptedCanceled","filename":"s.log"})", "<s.log>");
    row(
        "log refused", [order](const PileControls &c) { return later(c.maintenance->log(cp1, order)); },
        logText, R"({"status":"Rejected"})", "rejected rejected");
}

void CentralSystemControlTest::rowsOfCertificates()
{
    row(
        "certificates",
        [](const PileControls &c) {
            return later(c.certificates->installedCertificates(cp1, RootCertificate::Manufacturer));
        },
        R"("GetInstalledCertificateIds",{"certificateType":"ManufacturerRootCertificate"})",
        R"({"status":"Accepted","certificateHashData":[{"hashAlgorithm":"SHA256","issuerNameHash":"a",
            "issuerKeyHash":"b","serialNumber":"17"}]})",
        "SHA256/17");
    row(
        "no certificates",
        [](const PileControls &c) {
            return later(c.certificates->installedCertificates(cp1, RootCertificate::CentralSystem));
        },
        R"("GetInstalledCertificateIds",{"certificateType":"CentralSystemRootCertificate"})",
        R"({"status":"NotFound"})", "");
    row(
        "certificate installed",
        [](const PileControls &c) {
            return later(c.certificates->installCertificate(cp1, RootCertificate::CentralSystem,
                                                            QStringLiteral("PEM")));
        },
        R"("InstallCertificate",{"certificateType":"CentralSystemRootCertificate","certificate":"PEM"})",
        R"({"status":"Failed"})", "rejected failed");
    row(
        "certificate deleted",
        [](const PileControls &c) {
            return later(c.certificates->deleteCertificate(
                cp1,
                {QStringLiteral("SHA256"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("17")}));
        },
        R"("DeleteCertificate",{"certificateHashData":{"hashAlgorithm":"SHA256","issuerNameHash":"a",)"
        R"("issuerKeyHash":"b","serialNumber":"17"}})",
        R"({"status":"NotFound"})", "not_found");
    row(
        "certificate given",
        [](const PileControls &c) {
            return later(c.certificates->giveSignedCertificate(cp1, QStringLiteral("CHAIN")));
        },
        R"("CertificateSigned",{"certificateChain":"CHAIN"})", R"({"status":"Accepted"})", "done");
    row(
        "request asked for",
        [](const PileControls &c) { return later(c.certificates->askForSigningRequest(cp1)); },
        R"("ExtendedTriggerMessage",{"requestedMessage":"SignChargePointCertificate"})",
        R"({"status":"NotImplemented"})", "unsupported");
}

void CentralSystemControlTest::asks()
{
    QFETCH(Ask, ask);
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, answer);
    QFETCH(QString, expected);
    Bench s;
    const auto pile = s.connectPile();
    const std::function<QString()> outcomeNow = ask(s.central.controls());
    QTRY_COMPARE(pile->sent.size(), 1);
    const QByteArray call = pile->takeOnly();
    const QByteArray id = call.mid(4, 36);
    QCOMPARE(call.mid(4 + 36 + 2), sent + ']');
    QCOMPARE(outcomeNow(), QStringLiteral("waiting"));
    s.central.socketText(pile->id(), "[3,\"" + id + "\"," + answer + "]");
    QCOMPARE(outcomeNow(), expected);
}

void CentralSystemControlTest::offlineAndTooLong()
{
    Bench s;
    const PileControls controls = s.central.controls();
    QCOMPARE(outcome(controls.control->reset(cp1, false)), QStringLiteral("offline"));
    QCOMPARE(outcome(controls.localLists->localListVersion(cp1)), QStringLiteral("offline"));
    const auto pile = s.connectPile();
    QCOMPARE(outcome(controls.control->unlock(cp1, 0)), QStringLiteral("invalid"));
    QCOMPARE(outcome(controls.control->changeSetting(cp1, QString(51, QLatin1Char('k')), {})),
             QStringLiteral("invalid"));
    QCOMPARE(
        outcome(controls.control->changeSetting(cp1, QStringLiteral("k"), QString(501, QLatin1Char('v')))),
        QStringLiteral("invalid"));
    QCOMPARE(outcome(controls.power->limitPower(cp1, 0, 100, utc(10, 40))), QStringLiteral("invalid"));
    QCOMPARE(outcome(controls.power->limitPower(cp1, 0, -1, {})), QStringLiteral("invalid"));
    QVERIFY(pile->sent.isEmpty());
}

void CentralSystemControlTest::reportsAreTakenDown_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("line");
    QTest::newRow("firmware") << QByteArray(R"("FirmwareStatusNotification",{"status":"Downloading"})")
                              << QByteArray("{}") << QStringLiteral("maintenance 0 Downloading -1");
    QTest::newRow("signed firmware") << QByteArray(
        R"("SignedFirmwareStatusNotification",{"status":"SignatureVerified","requestId":5})")
                                     << QByteArray("{}")
                                     << QStringLiteral("maintenance 0 SignatureVerified 5");
    QTest::newRow("diagnostics") << QByteArray(R"("DiagnosticsStatusNotification",{"status":"Uploaded"})")
                                 << QByteArray("{}") << QStringLiteral("maintenance 1 Uploaded -1");
    QTest::newRow("log") << QByteArray(R"("LogStatusNotification",{"status":"Uploading","requestId":8})")
                         << QByteArray("{}") << QStringLiteral("maintenance 2 Uploading 8");
    QTest::newRow("security") << QByteArray(
        R"("SecurityEventNotification",{"type":"TamperDetectionActivated","timestamp":"2026-03-16T10:39:00Z"})")
                              << QByteArray("{}")
                              << QStringLiteral("security TamperDetectionActivated at 16T10:39:00 <>");
    QTest::newRow("security in 1970") << QByteArray(
        R"("SecurityEventNotification",{"type":"StartupOfTheDevice","timestamp":"1970-01-01T00:00:05Z"})")
                                      << QByteArray("{}")
                                      << QStringLiteral("security StartupOfTheDevice at 16T10:40:00 <>");
    QTest::newRow("signing") << QByteArray(R"("SignCertificate",{"csr":"CSR"})")
                             << QByteArray(R"({"status":"Accepted"})") << QStringLiteral("csr CSR");
}

void CentralSystemControlTest::reportsAreTakenDown()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, answer);
    QFETCH(QString, line);
    Bench s;
    const auto pile = s.connectPile();
    (void)s.office.takeLines();
    s.central.socketText(pile->id(), "[2,\"m\"," + call + "]");
    QCOMPARE(pile->takeOnly(), "[3,\"m\"," + answer + "]");
    QCOMPARE(s.office.takeLines(), QStringList{line});
}

void CentralSystemControlTest::unkeptSigningRequestIsRejected()
{
    Bench s;
    const auto pile = s.connectPile();
    s.office.signingAnswer = failure(Error::Kind::Storage, QStringLiteral("disk"));
    s.central.socketText(pile->id(), R"([2,"m","SignCertificate",{"csr":"CSR"}])");
    QCOMPARE(pile->takeOnly(), QByteArray(R"([3,"m",{"status":"Rejected"}])"));
}

QTEST_GUILESS_MAIN(CentralSystemControlTest)
#include "centralsystem_control_test.moc"
