// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/fields.h"
#include "app/net/ocpp/messages.h"
#include "app/net/ocpp/pileextensions.h"

#include <QTest>

using namespace pd;
using namespace pd::net::ocpp;

namespace {

JsonValue json(const QByteArray &text)
{
    const auto value = parseJson(text);
    return value ? *value : JsonValue();
}

template <typename Message>
Decoded<Message> from(const char *text)
{
    return decode<Message>(json(text));
}

template <typename Message>
QString verdict(const QByteArray &text)
{
    const Decoded<Message> message = decode<Message>(json(text));
    return message ? QStringLiteral("ok")
                   : QString(toWord(message.error().code)) + QLatin1Char(' ') + message.error().detail;
}

QString verdictOf(const QString &action, const QByteArray &text)
{
    const std::pair<QLatin1String, QString (*)(const QByteArray &)> table[] = {
        {Authorize::action, verdict<Authorize::Request>},
        {BootNotification::action, verdict<BootNotification::Request>},
        {DataTransfer::action, verdict<DataTransfer::Request>},
        {Heartbeat::action, verdict<Heartbeat::Request>},
        {MeterValues::action, verdict<MeterValues::Request>},
        {RemoteStartTransaction::action, verdict<RemoteStartTransaction::Request>},
        {RemoteStopTransaction::action, verdict<RemoteStopTransaction::Request>},
        {ReserveNow::action, verdict<ReserveNow::Request>},
        {CancelReservation::action, verdict<CancelReservation::Request>},
        {StartTransaction::action, verdict<StartTransaction::Request>},
        {StatusNotification::action, verdict<StatusNotification::Request>},
        {StopTransaction::action, verdict<StopTransaction::Request>},
        {TriggerMessage::action, verdict<TriggerMessage::Request>},
    };
    for (const auto &[name, check] : table) {
        if (name == action)
            return check(text);
    }
    return {};
}

QDateTime utc(const char *text)
{
    return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs).toUTC();
}

} // namespace

class OcppMessagesTest : public QObject
{
    Q_OBJECT

    static void row(QLatin1String action, const char *name, const char *payload, const char *expected)
    {
        QTest::addRow("%s %s", action.data(), name)
            << QString(action) << QByteArray(payload) << QString::fromLatin1(expected);
    }

private Q_SLOTS:
    void judgesRequests_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("expected");
        const QLatin1String boot = BootNotification::action;
        row(boot, "plain", R"({"chargePointVendor":"V","chargePointModel":"M"})", "ok");
        row(boot, "empty vendor", R"({"chargePointVendor":"","chargePointModel":"M"})", "ok");
        row(boot, "long firmware",
            R"({"chargePointVendor":"V","chargePointModel":"M","firmwareVersion":"123456789012345678901234567890123456789012345678901234567890"})",
            "ok");
        row(boot, "unknown member", R"({"chargePointVendor":"V","chargePointModel":"M","x":[{}]})", "ok");
        row(boot, "null option", R"({"chargePointVendor":"V","chargePointModel":"M","iccid":null})", "ok");
        row(boot, "no model", R"({"chargePointVendor":"V"})",
            "OccurenceConstraintViolation chargePointModel: is missing");
        row(boot, "null model", R"({"chargePointVendor":"V","chargePointModel":null})",
            "OccurenceConstraintViolation chargePointModel: is missing");
        row(boot, "model number", R"({"chargePointVendor":"V","chargePointModel":5})",
            "TypeConstraintViolation chargePointModel: is not a string");
        row(boot, "not an object", "[]", "FormationViolation payload is not an object");
        row(Heartbeat::action, "plain", "{}", "ok");
        row(Authorize::action, "20", R"({"idTag":"12345678901234567890"})", "ok");
        row(Authorize::action, "21", R"({"idTag":"123456789012345678901"})",
            "PropertyConstraintViolation idTag: longer than 20 characters");
        row(Authorize::action, "none", "{}", "OccurenceConstraintViolation idTag: is missing");
        row(Authorize::action, "empty", R"({"idTag":""})", "PropertyConstraintViolation idTag: is empty");
        row(Authorize::action, "number", R"({"idTag":4})", "TypeConstraintViolation idTag: is not a string");
        const QLatin1String status = StatusNotification::action;
        row(status, "plain",
            R"({"connectorId":1,"errorCode":"NoError","status":"Charging","timestamp":"2026-03-16T10:35:00Z"})",
            "ok");
        row(status, "id as text", R"({"connectorId":"1","errorCode":"NoError","status":"Available"})", "ok");
        row(status, "vendor's error code", R"({"connectorId":1,"errorCode":"CPFault17","status":"Faulted"})",
            "ok");
        row(status, "unknown word", R"({"connectorId":1,"errorCode":"NoError","status":"Occupied"})",
            "PropertyConstraintViolation status: Occupied");
        row(status, "Unknown is none", R"({"connectorId":1,"errorCode":"NoError","status":"Unknown"})",
            "PropertyConstraintViolation status: Unknown");
        row(status, "negative", R"({"connectorId":-1,"errorCode":"NoError","status":"Available"})",
            "PropertyConstraintViolation connectorId: is negative");
        row(status, "half", R"({"connectorId":1.5,"errorCode":"NoError","status":"Available"})",
            "TypeConstraintViolation connectorId: is not an integer");
        row(status, "huge", R"({"connectorId":99999999999,"errorCode":"NoError","status":"Available"})",
            "TypeConstraintViolation connectorId: is not an integer");
        rowsOfTransactions();
    }

private:
    static void rowsOfTransactions()
    {
        const QLatin1String start = StartTransaction::action;
        row(start, "plain",
            R"({"connectorId":1,"idTag":"A","meterStart":100,"timestamp":"2026-03-16T10:35:00Z"})", "ok");
        row(start, "texts",
            R"({"connectorId":"1","idTag":"A","meterStart":"100.0","timestamp":"2026-03-16T10:35:00.609905Z"})",
            "ok");
        row(start, "whole station",
            R"({"connectorId":0,"idTag":"A","meterStart":1,"timestamp":"2026-03-16T10:35:00Z"})",
            "PropertyConstraintViolation connectorId: is below 1");
        row(start, "NaN",
            R"({"connectorId":1,"idTag":"A","meterStart":"NaN","timestamp":"2026-03-16T10:35:00Z"})",
            "TypeConstraintViolation meterStart: is not a number of Wh");
        row(start, "no time", R"({"connectorId":1,"idTag":"A","meterStart":1})",
            "OccurenceConstraintViolation timestamp: is missing");
        row(start, "bad time", R"({"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"soon"})",
            "TypeConstraintViolation timestamp: is not an ISO 8601 time");
        row(start, "exponent",
            R"({"connectorId":1,"idTag":"A","meterStart":1.2e3,"timestamp":"2026-03-16T10:35:00Z"})", "ok");
        row(start, "absurd exponent",
            R"({"connectorId":1,"idTag":"A","meterStart":1e30,"timestamp":"2026-03-16T10:35:00Z"})",
            "TypeConstraintViolation meterStart: is not a number of Wh");
        const QLatin1String stop = StopTransaction::action;
        row(stop, "plain",
            R"({"transactionId":7,"meterStop":1,"timestamp":"2026-03-16T10:35:00Z","idTag":"A","reason":"Local"})",
            "ok");
        row(stop, "only the id", R"({"transactionId":-1})", "ok");
        row(stop, "nonsense besides",
            R"({"transactionId":"7","meterStop":"NaN","timestamp":"soon","idTag":4,"transactionData":[{},5,{"timestamp":"2026-03-16T10:35:00Z","sampledValue":[]}]})",
            "ok");
        row(stop, "no id", R"({"meterStop":1})", "OccurenceConstraintViolation transactionId: is missing");
        const QLatin1String meter = MeterValues::action;
        row(meter, "plain",
            R"({"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-03-16T10:35:00Z","sampledValue":[{"value":"100"}]}]})",
            "ok");
        row(meter, "empty samples",
            R"({"connectorId":1,"meterValue":[{"timestamp":"2026-03-16T10:35:00Z","sampledValue":[]}]})",
            "ok");
        row(meter, "number as value",
            R"({"connectorId":1,"meterValue":[{"timestamp":"2026-03-16T10:35:00Z","sampledValue":[{"value":100}]}]})",
            "ok");
        row(meter, "time of 1970",
            R"({"connectorId":1,"meterValue":[{"timestamp":"1970-01-01T00:00:07Z","sampledValue":[{"value":"1"}]}]})",
            "ok");
        row(meter, "no value",
            R"({"connectorId":1,"meterValue":[{"timestamp":"2026-03-16T10:35:00Z","sampledValue":[{"unit":"Wh"}]}]})",
            "OccurenceConstraintViolation value: is missing");
        row(meter, "no array", R"({"connectorId":1,"meterValue":{}})",
            "TypeConstraintViolation meterValue: is not an array");
        row(meter, "entry is text", R"({"connectorId":1,"meterValue":["x"]})",
            "FormationViolation payload is not an object");
        rowsOfCommands();
    }
    static void rowsOfCommands()
    {
        row(DataTransfer::action, "plain", R"({"vendorId":"cnpdk","messageId":"Position","data":"{}"})",
            "ok");
        row(DataTransfer::action, "no vendor", R"({"messageId":"Position"})",
            "OccurenceConstraintViolation vendorId: is missing");
        row(RemoteStartTransaction::action, "plain", R"({"idTag":"A"})", "ok");
        row(RemoteStartTransaction::action, "0", R"({"idTag":"A","connectorId":0})",
            "PropertyConstraintViolation connectorId: is below 1");
        row(RemoteStopTransaction::action, "none", "{}",
            "OccurenceConstraintViolation transactionId: is missing");
        row(ReserveNow::action, "plain",
            R"({"connectorId":1,"expiryDate":"2026-03-16T07:10:00Z","idTag":"PR1","reservationId":7})", "ok");
        row(ReserveNow::action, "no expiry", R"({"connectorId":1,"idTag":"PR1","reservationId":7})",
            "OccurenceConstraintViolation expiryDate: is missing");
        row(ReserveNow::action, "below 0",
            R"({"connectorId":-1,"expiryDate":"2026-03-16T07:10:00Z","idTag":"PR1","reservationId":7})",
            "PropertyConstraintViolation connectorId: is negative");
        row(CancelReservation::action, "none", "{}",
            "OccurenceConstraintViolation reservationId: is missing");
        row(TriggerMessage::action, "plain", R"({"requestedMessage":"StatusNotification","connectorId":1})",
            "ok");
    }

private Q_SLOTS:
    void judgesRequests()
    {
        QFETCH(QString, action);
        QFETCH(QByteArray, payload);
        QFETCH(QString, expected);
        QCOMPARE(verdictOf(action, payload), expected);
    }

    void times_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDateTime>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromLatin1(text) << (*expected ? utc(expected) : QDateTime());
        };
        row("2026-03-16T10:35:00Z", "2026-03-16T10:35:00.000Z");
        row("2026-03-16T10:35:00.609905Z", "2026-03-16T10:35:00.609Z");
        row("2026-03-16T10:35:00.6Z", "2026-03-16T10:35:00.600Z");
        row("2026-03-16T10:35:00.999999999Z", "2026-03-16T10:35:00.999Z");
        row("2026-03-16T18:35:00+08:00", "2026-03-16T10:35:00.000Z");
        row("2026-03-16T18:35:00+0800", "2026-03-16T10:35:00.000Z");
        row("2026-03-15T23:35:00.5-11:00", "2026-03-16T10:35:00.500Z");
        row("2026-03-16T10:35:00", "2026-03-16T10:35:00.000Z");
        row("2026-03-16 10:35:00Z", "2026-03-16T10:35:00.000Z");
        row("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z");
        row("2026-02-30T10:35:00Z", "");
        row("2026-03-16T25:35:00Z", "");
        row("2026-03-16T10:35:00+99:00", "");
        row("2026-03-16", "");
        row("1773657300", "");
        row("", "");
    }

    void times()
    {
        QFETCH(QString, text);
        QFETCH(QDateTime, expected);
        QCOMPARE(parseTime(text), expected);
    }

    void decimals_data()
    {
        QTest::addColumn<QByteArray>("number");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *number, const char *expected) {
            QTest::newRow(number) << QByteArray(number) << QString::fromLatin1(expected);
        };
        row("12.50", "12.50");
        row("-0.5", "-0.5");
        row("+7", "7");
        row(".5", "0.5");
        row("5.", "5");
        row(" 8 ", "8");
        row("007", "7");
        row("1.25e3", "1250");
        row("125E-3", "0.125");
        row("1e18", "");
        row("1e-999", "");
        row("", "");
        row(".", "");
        row("-", "");
        row("NaN", "");
        row("inf", "");
        row("0x10", "");
        row("1,5", "");
    }

    void decimals()
    {
        QFETCH(QByteArray, number);
        QFETCH(QString, expected);
        QCOMPARE(plainDecimal(number), expected);
    }

    void readsWhatAPileSends()
    {
        const auto start = from<StartTransaction::Request>(
            R"({"connectorId":"2","idTag":"04A2B3C4","meterStart":"8123450.5","reservationId":9,"timestamp":"2026-03-16T18:40:00.123456+08:00"})");
        QVERIFY(start);
        QCOMPARE(start->connectorId, 2);
        QCOMPARE(start->idTag, QStringLiteral("04A2B3C4"));
        QCOMPARE(start->meterStart, Energy::fromTenthWh(81'234'505));
        QCOMPARE(start->reservationId.value_or(0), 9);
        QCOMPARE(start->timestamp, utc("2026-03-16T10:40:00.123Z"));

        const auto stop = from<StopTransaction::Request>(
            R"({"transactionId":7,"meterStop":"NaN","timestamp":"x","transactionData":[7,{"timestamp":"2026-03-16T10:35:00Z","sampledValue":[{"value":"5","context":"Transaction.End"}]}]})");
        QVERIFY(stop);
        QVERIFY(!stop->meterStop);
        QVERIFY(!stop->timestamp.isValid());
        QCOMPARE(stop->transactionData.size(), 1);
        QCOMPARE(stop->transactionData.first().sampledValue.first().context,
                 QStringLiteral("Transaction.End"));
    }

    // Texts as schemas of OCPP 1.6 and the member names of the standard want them, written by hand.
    void writesWhatTheStandardWants()
    {
        const QDateTime at = utc("2026-03-16T10:35:00.000Z");
        QCOMPARE(
            encode(BootNotification::Confirmation{RegistrationStatus::Accepted, at, 300}),
            QByteArray(R"({"status":"Accepted","currentTime":"2026-03-16T10:35:00.000Z","interval":300})"));
        QCOMPARE(encode(Heartbeat::Confirmation{at.toOffsetFromUtc(28800)}),
                 QByteArray(R"({"currentTime":"2026-03-16T10:35:00.000Z"})"));
        QCOMPARE(
            encode(Authorize::Confirmation{{AuthorizationStatus::ConcurrentTx, at, QStringLiteral("P")}}),
            QByteArray(
                R"({"idTagInfo":{"status":"ConcurrentTx","expiryDate":"2026-03-16T10:35:00.000Z","parentIdTag":"P"}})"));
        QCOMPARE(encode(StartTransaction::Confirmation{7, {}}),
                 QByteArray(R"({"idTagInfo":{"status":"Accepted"},"transactionId":7})"));
        QCOMPARE(encode(StopTransaction::Confirmation{}), QByteArray("{}"));
        QCOMPARE(encode(RemoteStartTransaction::Request{1, QStringLiteral("A")}),
                 QByteArray(R"({"connectorId":1,"idTag":"A"})"));
        QCOMPARE(encode(RemoteStopTransaction::Request{7}), QByteArray(R"({"transactionId":7})"));
        QCOMPARE(encode(CancelReservation::Request{7}), QByteArray(R"({"reservationId":7})"));
        QCOMPARE(encode(ReserveNow::Confirmation{ReservationStatus::Occupied}),
                 QByteArray(R"({"status":"Occupied"})"));
        QCOMPARE(encode(TriggerMessage::Request{QStringLiteral("StatusNotification"), std::nullopt}),
                 QByteArray(R"({"requestedMessage":"StatusNotification"})"));
        QCOMPARE(
            encode(StartTransaction::Request{1, QStringLiteral("A"), Energy::fromTenthWh(1239), std::nullopt,
                                             at}),
            QByteArray(
                R"({"connectorId":1,"idTag":"A","meterStart":123,"timestamp":"2026-03-16T10:35:00.000Z"})"));
        QCOMPARE(
            encode(
                StopTransaction::Request{7, {}, Energy::fromWh(5), at, QStringLiteral("EVDisconnected"), {}}),
            QByteArray(
                R"({"meterStop":5,"timestamp":"2026-03-16T10:35:00.000Z","transactionId":7,"reason":"EVDisconnected"})"));
        StatusNotification::Request status;
        status.connectorId = 1;
        status.status = ConnectorStatus::SuspendedEV;
        QCOMPARE(encode(status),
                 QByteArray(R"({"connectorId":1,"errorCode":"NoError","status":"SuspendedEV"})"));
        SampledValue sample;
        sample.value = QStringLiteral("100");
        sample.unit = QStringLiteral("Wh");
        QCOMPARE(
            encode(MeterValues::Request{1, 7, {{at, {sample}}}}),
            QByteArray(
                R"({"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-03-16T10:35:00.000Z",)"
                R"("sampledValue":[{"value":"100","measurand":"Energy.Active.Import.Register","unit":"Wh"}]}]})"));
    }

    void readsConfirmationsAsAPile()
    {
        const auto boot = from<BootNotification::Confirmation>(
            R"({"status":"Pending","currentTime":"2026-03-16T10:35:00Z","interval":30})");
        QVERIFY(boot && boot->status == RegistrationStatus::Pending && boot->interval == 30);
        const auto start
            = from<StartTransaction::Confirmation>(R"({"transactionId":7,"idTagInfo":{"status":"Blocked"}})");
        QVERIFY(start && start->transactionId == 7
                && start->idTagInfo.status == AuthorizationStatus::Blocked);
        const auto stop = from<StopTransaction::Confirmation>("{}");
        QVERIFY(stop && !stop->idTagInfo);
        QCOMPARE(verdict<Authorize::Confirmation>(R"({"idTagInfo":{"status":"Maybe"}})"),
                 QStringLiteral("PropertyConstraintViolation status: Maybe"));
        QCOMPARE(verdict<RemoteStartTransaction::Confirmation>("{}"),
                 QStringLiteral("OccurenceConstraintViolation status: is missing"));
    }

    void positions()
    {
        const auto p = readPosition(QStringLiteral(
            R"({"latitude":"30.208400","longitude":"120.211900","at":"2026-03-16T10:35:00Z","hdop":"0.9","satellites":11,"quality":"fix"})"));
        QVERIFY(p);
        QCOMPARE(p->latitude, 30.2084);
        QCOMPARE(p->longitude, 120.2119);
        QCOMPARE(p->at, utc("2026-03-16T10:35:00.000Z"));
        QCOMPARE(p->hdop.value_or(0), 0.9);
        QCOMPARE(p->satellites.value_or(0), 11);
        QCOMPARE(p->source, Position::Source::Receiver);
        QCOMPARE(
            transferOf(*p).data,
            QStringLiteral(
                R"({"latitude":"30.208400","longitude":"120.211900","at":"2026-03-16T10:35:00.000Z","hdop":"0.9","satellites":11,"quality":"fix"})"));
        for (const char *bad :
             {R"({"latitude":"95","longitude":"1"})", R"({"latitude":"x","longitude":"1"})",
              R"({"longitude":"1"})", R"({"latitude":"1","longitude":"181"})", "", "null", "{"})
            QVERIFY2(!readPosition(QString::fromLatin1(bad)), bad);
    }

    void limits()
    {
        QCOMPARE(transferOf(Limit{7, Energy::fromKwhText(u"12.79").value()}).data,
                 QStringLiteral(R"({"transactionId":7,"energy":"12.7900"})"));
        QCOMPARE(transferOf(Limit{7, std::nullopt}).data,
                 QStringLiteral(R"({"transactionId":7,"energy":null})"));
        const auto limit = limitOf(QStringLiteral(R"({"transactionId":7,"energy":"12.7900"})"));
        QVERIFY(limit && limit->transactionId == 7 && limit->energy == Energy::fromTenthWh(127'900));
        const auto lifted = limitOf(QStringLiteral(R"({"transactionId":7,"energy":null})"));
        QVERIFY(lifted && !lifted->energy);
        for (const char *bad :
             {R"({"transactionId":7})", R"({"energy":"1"})", R"({"transactionId":7,"energy":"-1"})",
              R"({"transactionId":7,"energy":"NaN"})", R"({"transactionId":7,"energy":{}})"})
            QVERIFY2(!limitOf(QString::fromLatin1(bad)), bad);
    }

    void pricePlans()
    {
        QString slotText
            = QStringLiteral("\"valley\",").repeated(16) + QStringLiteral("\"peak\",").repeated(32);
        slotText.chop(1);
        const QString good
            = QStringLiteral(
                  R"({"version":"V2","currency":"CNY","timeZone":"Asia/Shanghai","slots":[%1],)"
                  R"("prices":{"peak":{"electricity":"1.00","service":"0.40"},)"
                  R"("valley":{"electricity":"0.30","service":"0.40"}},"perStartedMinute":"0.10"})")
                  .arg(slotText);
        const auto plan = pricePlanOf(good);
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().detail));
        QCOMPARE(plan->version, QStringLiteral("V2"));
        QCOMPARE(plan->slotBands[15], Band::Valley);
        QCOMPARE(plan->slotBands[16], Band::Peak);
        QCOMPARE(plan->priceOf(Band::Peak).sum().text(), QStringLiteral("1.40"));
        QCOMPARE(transferOf(*plan).messageId, QStringLiteral("PricePlan"));
        QCOMPARE(transferOf(*plan).data, good);
        const auto spoilt = [&](const char *part, const char *by) {
            QString bad = good;
            const QString from = QString::fromLatin1(part);
            return bad.replace(bad.indexOf(from), from.size(), QString::fromLatin1(by));
        };
        for (const QString &bad :
             {spoilt("\"valley\",", ""), spoilt("\"valley\",", "\"noon\","),
              spoilt("\"valley\",", "\"sharp\","), spoilt("0.40", "-0.40"), spoilt("0.40", "x"),
              spoilt("Asia/Shanghai", "Moon"), spoilt("\"version\"", "\"other\""),
              spoilt("perStartedMinute", "minute"), QStringLiteral("{}"), QString()})
            QVERIFY2(!pricePlanOf(bad), qPrintable(bad));
    }

    void knowsTheStandardsActions()
    {
        QVERIFY(isStandardAction(u"UnlockConnector"));
        QVERIFY(!isStandardAction(u"SetDisplayMessage"));
        QVERIFY(!isStandardAction(u"heartbeat"));
    }
};

QTEST_APPLESS_MAIN(OcppMessagesTest)
#include "ocpp_messages_test.moc"
