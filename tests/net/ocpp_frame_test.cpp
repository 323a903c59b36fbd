// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/frame.h"

#include <QTest>

using namespace pd::net::ocpp;

namespace {

// A frame as one readable line: what it is, or what is wrong with it and whose id must be answered.
QString describe(const QByteArray &text)
{
    const tl::expected<Frame, FrameFault> frame = parseFrame(text);
    if (!frame)
        return QStringLiteral("fault %1 to <%2>")
            .arg(toWord(frame.error().violation.code), frame.error().callId);
    if (const auto *call = std::get_if<Call>(&*frame))
        return QStringLiteral("call <%1> %2 %3")
            .arg(call->id, call->action, QString::fromUtf8(call->payload.toJson()));
    if (const auto *result = std::get_if<CallResult>(&*frame))
        return QStringLiteral("result <%1> %2").arg(result->id, QString::fromUtf8(result->payload.toJson()));
    const auto &error = std::get<CallError>(*frame);
    return QStringLiteral("error <%1> %2: %3").arg(error.id, error.code, error.description);
}

} // namespace

class OcppFrameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, QByteArray text, const char *expected) {
            QTest::newRow(name) << text << QString::fromUtf8(expected);
        };
        const QByteArray id36(36, 'x');
        // The examples of OCPP-J 1.6 §4.2.
        row("J 1.6 call",
            R"([2,"19223201","BootNotification",{"chargePointVendor":"VendorX","chargePointModel":"SingleSocketCharger"}])",
            R"(call <19223201> BootNotification {"chargePointVendor":"VendorX","chargePointModel":"SingleSocketCharger"})");
        row("J 1.6 result",
            R"([3,"19223201",{"status":"Accepted","currentTime":"2013-02-01T20:53:32.486Z","heartbeatInterval":300}])",
            R"(result <19223201> {"status":"Accepted","currentTime":"2013-02-01T20:53:32.486Z","heartbeatInterval":300})");
        row("J 1.6 error", R"([4,"162376037","NotSupported","SetDisplayMessageRequest not implemented",{}])",
            "error <162376037> NotSupported: SetDisplayMessageRequest not implemented");
        row("blanks around", " [ 2 , \"a\" ,\"Heartbeat\" ,\n{ } ] \r\n", "call <a> Heartbeat {}");
        row("exact numbers", R"([2,"a","X",{"v":0.1000000000000000055,"w":12345678901234567890}])",
            R"(call <a> X {"v":0.1000000000000000055,"w":12345678901234567890})");
        row("id of 36", "[2,\"" + id36 + "\",\"Heartbeat\",{}]",
            ("call <" + id36 + "> Heartbeat {}").constData());
        row("id of 37", "[2,\"" + id36 + "y\",\"Heartbeat\",{}]",
            ("fault FormationViolation to <" + id36 + "y>").constData());
        row("id of 5000", "[2,\"" + QByteArray(5000, 'z') + "\",\"Heartbeat\",{}]",
            "fault FormationViolation to <>");
        row("numeric id", R"([2,7,"Heartbeat",{}])", "fault FormationViolation to <7>");
        row("empty id", R"([2,"","Heartbeat",{}])", "fault FormationViolation to <>");
        row("null code", R"([4,"a",null,"",{}])", "error <a> : ");
        row("short error", R"([4,"a"])", "error <a> : ");
        row("unknown code", R"([4,"a","Whatever",7,{}])", "error <a> Whatever: ");
        row("trailing garbage", R"([2,"a","Heartbeat",{}]x)", "fault FormationViolation to <>");
        row("two frames", R"([2,"a","Heartbeat",{}][2,"b","Heartbeat",{}])",
            "fault FormationViolation to <>");
        row("NUL and more", QByteArray("[2,\"a\",\"Heartbeat\",{}]\0x", 24),
            "fault FormationViolation to <>");
        row("trailing comma", R"([2,"a","Heartbeat",{},])", "fault FormationViolation to <>");
        row("no payload", R"([2,"a","Heartbeat"])", "fault FormationViolation to <a>");
        row("five elements", R"([2,"a","Heartbeat",{},1])", "fault FormationViolation to <a>");
        row("payload array", R"([2,"a","Heartbeat",[]])", "fault FormationViolation to <a>");
        row("payload null", R"([2,"a","Heartbeat",null])", "fault FormationViolation to <a>");
        row("action number", R"([2,"a",3,{}])", "fault FormationViolation to <a>");
        row("action empty", R"([2,"a","",{}])", "fault FormationViolation to <a>");
        row("result without payload", R"([3,"a"])", "fault FormationViolation to <>");
        row("type 5", R"([5,"a",{}])", "fault FormationViolation to <>");
        row("type as text", R"(["2","a","Heartbeat",{}])", "fault FormationViolation to <>");
        row("object", R"({"a":1})", "fault FormationViolation to <>");
        row("empty", "", "fault FormationViolation to <>");
        row("empty array", "[]", "fault FormationViolation to <>");
        row("cut short", "[2,\"a\",\"Heartb", "fault FormationViolation to <>");
        row("not UTF-8", "[2,\"a\",\"X\",{\"k\":\"\xff\xfe\"}]", "fault FormationViolation to <>");
        row("overlong UTF-8", "[2,\"a\",\"X\",{\"k\":\"\xc0\xaf\"}]", "fault FormationViolation to <>");
        row("lone surrogate", R"([2,"a","X",{"k":"\ud800"}])", "fault FormationViolation to <>");
        row("lone low surrogate", R"([2,"a","X",{"k":"\ude00"}])", "fault FormationViolation to <>");
        row("NaN", R"([2,"a","X",{"k":NaN}])", "fault FormationViolation to <>");
        row("Chinese", R"([2,"a","X",{"k":"滨江"}])", R"(call <a> X {"k":"滨江"})");
        row("16 deep", "[2,\"a\",\"X\",{\"k\":" + QByteArray(14, '[') + QByteArray(14, ']') + "}]",
            ("call <a> X {\"k\":" + QByteArray(14, '[') + QByteArray(14, ']') + "}").constData());
        row("17 deep", "[2,\"a\",\"X\",{\"k\":" + QByteArray(15, '[') + QByteArray(15, ']') + "}]",
            "fault FormationViolation to <>");
        row("100,000 deep", QByteArray(100'000, '['), "fault FormationViolation to <>");
    }

    void parses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(describe(text), expected);
    }

    void saysWhereTheJsonBreaks()
    {
        const auto frame = parseFrame(R"([2,"a",])");
        QVERIFY(!frame);
        QVERIFY2(frame.error().violation.detail.contains(QLatin1String("byte 7")),
                 qPrintable(frame.error().violation.detail));
    }

    void laterOfTwoMembersCounts()
    {
        const auto json = parseJson(R"({"a":1,"a":2})");
        QVERIFY(json && json->member("a"));
        QCOMPARE(json->member("a")->utf8(), QByteArray("2"));
        QVERIFY(!json->member("b"));
    }

    void writesFrames()
    {
        QCOMPARE(callText(QStringLiteral("a\"b"), QLatin1String("Heartbeat"), "{}"),
                 QByteArray("[2,\"a\\\"b\",\"Heartbeat\",{}]"));
        QCOMPARE(resultText(QStringLiteral("a"), R"({"x":1})"), QByteArray(R"([3,"a",{"x":1}])"));
        QCOMPARE(errorText(QStringLiteral("a"),
                           {ErrorCode::OccurenceConstraintViolation, QStringLiteral("idTag: is missing")}),
                 QByteArray(R"([4,"a","OccurenceConstraintViolation","idTag: is missing",{}])"));
    }

    void limitsTheDescription()
    {
        const QByteArray text
            = errorText(QStringLiteral("a"), {ErrorCode::GenericError, QString(400, QLatin1Char('x'))});
        QVERIFY(text.contains('"' + QByteArray(255, 'x') + '"'));
    }

    // The words of OCPP-J 1.6 §4.2.3, with its own spelling.
    void codesAreSpeltAsTheStandardSpellsThem()
    {
        QStringList words;
        for (int code = 0; code <= int(ErrorCode::GenericError); ++code)
            words.append(toWord(ErrorCode(code)));
        QCOMPARE(words.join(QLatin1Char(' ')),
                 QStringLiteral("NotImplemented NotSupported InternalError ProtocolError SecurityError "
                                "FormationViolation PropertyConstraintViolation OccurenceConstraintViolation "
                                "TypeConstraintViolation GenericError"));
    }
};

QTEST_APPLESS_MAIN(OcppFrameTest)
#include "ocpp_frame_test.moc"
