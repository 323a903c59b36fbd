// SPDX-License-Identifier: GPL-3.0-or-later
// The tab "Set meter" on a real line service with its guard, and virtual meters behind a pseudo-terminal.
#include "serial/line/meterlineservice.h"
#include "tests/serial/virtualline.h"
#include "tests/ui/mapmeters/meterpagerig.h"
#include "ui/meters/setmeterpanel.h"
#include "ui/meters/writewords.h"
#include "ui/widgets/errortext.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;

namespace {
const QString meter = QStringLiteral("330108000103");
const QString twin = QStringLiteral("330108000104");
} // namespace

class SetMeterTest : public test::MeterPageTest<SystemSteadyClock>
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void disabledButtonsSayWhy();
    void checksTheClock();
    void broadcastsOnceADay();
    void setsTheClockWithThePassword();
    void refusedPasswordIsShownAndHeldBack();
    void lockoutIsReleasedWithAReason();
    void relayNeedsAddressAndConfirmation();
    void cancelSendsNothing();
    void givesAnAddress();
    void changesTheRateAndTheLineFollows();
    void staysWhereTheMeterStays();
    void changesThePassword();
    void freezesAndChoosesTheOutput();
    void settingsSayWhyNot();
    void severalMetersAreLeftAlone();
    void silentMeterIsToldInWords();
    void auditThatCannotBeWritten();
    void anotherMeterBeginsEmpty();
    void everyReasonHasASentence_data();
    void everyReasonHasASentence();
    void everyVerdictHasWords();
    void everythingHasAName();

private:
    void confirm(const char *name)
    {
        press(name);
        QVERIFY(child<ConfirmStrip>("setConfirm")->isOpen());
        press("setConfirmVerb");
    }
    void open()
    {
        openLine();
        type("meterAddress", meter);
    }
    QString result() { return text("setResult"); }
    QString notice() { return child<Notice>("setNotice")->text(); }
    QAbstractItemModel *records() { return rows("setRecords"); }
    QString newest(int column) { return cell("setRecords", 0, column); }

    std::unique_ptr<test::VirtualLine> m_wire;
    std::unique_ptr<serial::MeterLineService> m_lines;
};

void SetMeterTest::init()
{
    m_wire = std::make_unique<test::VirtualLine>();
    QVERIFY(m_wire->opened);
    m_wire->source.values = {{0x00010000, QStringLiteral("8125.78")},
                             {0x04000101, QStringLiteral("2026-03-16 W01")},
                             {0x04000102, QStringLiteral("10:36:00")},
                             {0x04000503, QStringLiteral("0x0000")}};
    serial::dlt645::MeterRules rules;
    rules.passwords = {{2, QStringLiteral("222222")}, {4, QStringLiteral("111111")}};
    QVERIFY(m_wire->slave.addMeter(meter, m_wire->source, rules));
    serial::LineTiming timing;
    timing.answerMs = 300;
    timing.gapMs = 100;
    timing.retries = 1;
    m_lines = std::make_unique<serial::MeterLineService>(m_clock, m_steady, timing);
    m_lines->setAudit(serial::AuditFile(m_wire->folder.filePath(QStringLiteral("audit.jsonl"))));
    showPage(*m_lines);
    m_page->setLine(m_wire->settings);
    auto *tabs = child<QTabWidget>("meterTabs");
    tabs->setCurrentWidget(child<SetMeterPanel>("setMeterPanel"));
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Set meter"));
}

void SetMeterTest::cleanup()
{
    m_page.reset();
    m_lines.reset();
    m_wire.reset();
}

void SetMeterTest::disabledButtonsSayWhy()
{
    const QString closed = QStringLiteral("Open the line first.");
    for (const char *button : {"setCheckClock", "setBroadcastTime", "setClock", "setRelayOpen", "setAddress"})
        QCOMPARE(why(button), closed);
    press("lineOpen");
    QTRY_COMPARE(child<QPushButton>("lineOpen")->text(), QStringLiteral("Close"));
    QCOMPARE(why("setCheckClock"), QStringLiteral("Enter the address, or let the meter be found."));
    type("meterAddress", meter);
    QTRY_VERIFY(child<QPushButton>("setCheckClock")->isEnabled());
    QCOMPARE(why("setClock"), QStringLiteral("Enter the six digits of the password."));
    QVERIFY(why("setRelayOpen").startsWith(QStringLiteral("Enter the twelve digits")));
    type("setConfirmation", meter);
    QCOMPARE(why("setRelayOpen"), QStringLiteral("Enter the six digits of the password."));
    type("setConfirmation", twin);
    type("setPassword", QStringLiteral("222222"));
    QVERIFY(!child<QPushButton>("setRelayOpen")->isEnabled());
    type("setConfirmation", meter);
    QVERIFY(child<QPushButton>("setRelayOpen")->isEnabled());
    QVERIFY(!child<QPushButton>("setAddress")->isEnabled());
    QVERIFY(!child<QPushButton>("setRelease")->isEnabled());
}

void SetMeterTest::checksTheClock()
{
    open();
    press("setCheckClock");
    QTRY_COMPARE(result(), QStringLiteral("The clock of meter 330108000103 is 240 s slow."));
    QCOMPARE(records()->rowCount(), 0);
}

void SetMeterTest::broadcastsOnceADay()
{
    open();
    confirm("setBroadcastTime");
    QTRY_VERIFY2(result().endsWith(QStringLiteral("it was 240 s slow.")), qPrintable(result()));
    QTRY_COMPARE(records()->rowCount(), 1);
    QCOMPARE(newest(WriteRecordModel::DeedColumn), QStringLiteral("Broadcast time"));
    QCOMPARE(newest(WriteRecordModel::ResultColumn), QStringLiteral("Confirmed"));
    QVERIFY(newest(WriteRecordModel::ChangeColumn).startsWith(QStringLiteral("10:36:00 → 10:40:")));
    confirm("setBroadcastTime");
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("The time was broadcast here today")),
                 qPrintable(notice()));
    QTRY_VERIFY(newest(WriteRecordModel::ResultColumn).startsWith(QStringLiteral("Nothing sent.")));
}

void SetMeterTest::setsTheClockWithThePassword()
{
    m_wire->source.values[0x04000102] = QStringLiteral("09:00:00");
    open();
    confirm("setBroadcastTime");
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("The clock is more than five minutes wrong.")),
                 qPrintable(notice()));
    type("setPassword", QStringLiteral("111111"));
    confirm("setClock");
    QTRY_VERIFY2(result().endsWith(QStringLiteral("it was 6000 s slow.")), qPrintable(result()));
    QVERIFY(notice().isEmpty());
}

void SetMeterTest::refusedPasswordIsShownAndHeldBack()
{
    open();
    QTRY_VERIFY(child<QLabel>("setLockout")->text().startsWith(QStringLiteral("No password was refused")));
    type("setPassword", QStringLiteral("999999"));
    confirm("setClock");
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("The meter refused the password.")),
                 qPrintable(notice()));
    QVERIFY(child<QLineEdit>("setPassword")->text().isEmpty());
    QTRY_VERIFY(child<QLabel>("setLockout")->text().startsWith(QStringLiteral("1 refused")));
    QCOMPARE(newest(WriteRecordModel::ResultColumn), QStringLiteral("Password refused"));
    type("setPassword", QStringLiteral("999999"));
    confirm("setClock");
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("This meter has refused this password before.")),
                 qPrintable(notice()));
    QCOMPARE(m_wire->slave.meter(meter)->wrongPasswords(), 1);
}

void SetMeterTest::lockoutIsReleasedWithAReason()
{
    open();
    for (const char *password : {"900001", "900002", "900003", "900004"}) {
        type("setPassword", QLatin1String(password));
        confirm("setClock");
        QTRY_VERIFY2(notice().startsWith(QStringLiteral("The meter refused the password.")),
                     qPrintable(notice()));
        QTRY_COMPARE(newest(WriteRecordModel::ResultColumn), QStringLiteral("Password refused"));
    }
    type("setPassword", QStringLiteral("111111"));
    QTRY_VERIFY(why("setClock").startsWith(QStringLiteral("Release the lock-out first")));
    type("setReason", QStringLiteral("asked the maker"));
    press("setRelease");
    QTRY_COMPARE(newest(WriteRecordModel::DeedColumn), QStringLiteral("Lock-out released"));
    QCOMPARE(newest(WriteRecordModel::ResultColumn), QStringLiteral("asked the maker"));
    type("setPassword", QStringLiteral("111111"));
    confirm("setClock");
    QTRY_VERIFY2(result().contains(QStringLiteral("it was 240 s slow")), qPrintable(result()));
}

void SetMeterTest::relayNeedsAddressAndConfirmation()
{
    open();
    child<QSpinBox>("setLevel")->setValue(2);
    type("setPassword", QStringLiteral("222222"));
    type("setConfirmation", meter);
    press("setRelayOpen");
    QCOMPARE(text("setConfirmWhat"), QStringLiteral("Open the relay of meter 330108000103?"));
    QVERIFY(!m_wire->slave.meter(meter)->isRelayOpen());
    press("setConfirmVerb");
    QTRY_COMPARE(result(),
                 QStringLiteral("The relay of meter 330108000103 is open: what it feeds has no power."));
    QVERIFY(m_wire->slave.meter(meter)->isRelayOpen());
    QVERIFY(child<QLineEdit>("setConfirmation")->text().isEmpty()); // each command needs it anew
    QTRY_COMPARE(newest(WriteRecordModel::ChangeColumn), QStringLiteral("Closed → Open"));
    type("setConfirmation", meter);
    confirm("setRelayPermit");
    QTRY_VERIFY2(result().contains(QStringLiteral("press the button")), qPrintable(result()));
    type("setConfirmation", meter);
    confirm("setRelayClose");
    QTRY_VERIFY2(result().contains(QStringLiteral("is closed")), qPrintable(result()));
    QVERIFY(!m_wire->slave.meter(meter)->isRelayOpen());
}

void SetMeterTest::cancelSendsNothing()
{
    open();
    const int before = m_wire->slave.answered();
    type("setPassword", QStringLiteral("111111"));
    press("setClock");
    QVERIFY(child<QPushButton>("setConfirmCancel")->hasFocus());
    press("setConfirmCancel");
    press("setClock");
    type("meterAddress", twin); // the question was about another meter
    QVERIFY(!child<ConfirmStrip>("setConfirm")->isOpen());
    QCOMPARE(m_wire->slave.answered(), before);
}

void SetMeterTest::givesAnAddress()
{
    open();
    type("setNewAddress", QStringLiteral("7"));
    confirm("setAddress");
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("The meter does not let its address be changed.")),
                 qPrintable(notice()));
    QTRY_COMPARE(newest(WriteRecordModel::ResultColumn), QStringLiteral("Programming key not pressed"));
    m_wire->slave.meter(meter)->setProgrammingKey(true);
    confirm("setAddress");
    QTRY_COMPARE(result(), QStringLiteral("The meter now answers as 000000000007."));
    QCOMPARE(child<QLineEdit>("meterAddress")->text(), QStringLiteral("000000000007"));
}

void SetMeterTest::changesTheRateAndTheLineFollows()
{
    open();
    child<QComboBox>("setNewBaud")->setCurrentText(QStringLiteral("4800"));
    press("setBaud");
    QCOMPARE(text("setConfirmWhat"), QStringLiteral("Let meter 330108000103 go over to 4800 bit/s?"));
    press("setConfirmVerb");
    QTRY_COMPARE(result(),
                 QStringLiteral("Meter 330108000103 answers at 4800 bit/s now, and the line was set to it."));
    QTRY_VERIFY2(text("lineStatus").contains(QStringLiteral("4800 8E1")), qPrintable(text("lineStatus")));
    QCOMPARE(child<QComboBox>("lineBaud")->currentText(), QStringLiteral("4800"));
    QCOMPARE(child<QLineEdit>("meterAddress")->text(), meter);
    press("meterRead");
    QTRY_COMPARE(cell("meterReadings", 0, 1), QStringLiteral("8125.78"));
    QTRY_COMPARE(newest(WriteRecordModel::DeedColumn), QStringLiteral("Change baud rate"));
    QCOMPARE(newest(WriteRecordModel::ChangeColumn), QStringLiteral("2400 → 4800"));
}

void SetMeterTest::staysWhereTheMeterStays()
{
    connect(&m_wire->slave, &serial::dlt645::Slave::baudChanged, &m_wire->line,
            [this] { m_wire->line.setBaud(2400); });
    open();
    confirm("setBaud");
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("The meter accepted the new rate and still answers")),
                 qPrintable(notice()));
    QVERIFY(text("lineStatus").contains(QStringLiteral("2400 8E1")));
}

void SetMeterTest::changesThePassword()
{
    open();
    type("setPassword", QStringLiteral("111111"));
    QCOMPARE(why("setChangePassword"), QStringLiteral("Enter the six digits of the new password."));
    type("setNewPassword", QStringLiteral("246813"));
    type("setNewPasswordAgain", QStringLiteral("246831"));
    QCOMPARE(why("setChangePassword"), QStringLiteral("Enter the new password twice alike."));
    type("setNewPasswordAgain", QStringLiteral("246813"));
    confirm("setChangePassword");
    QTRY_VERIFY2(result().startsWith(QStringLiteral("Meter 330108000103 took the new password of level 4.")),
                 qPrintable(result()));
    for (const char *field : {"setPassword", "setNewPassword", "setNewPasswordAgain"})
        QVERIFY2(child<QLineEdit>(field)->text().isEmpty(), field);
    QTRY_COMPARE(newest(WriteRecordModel::DeedColumn), QStringLiteral("Change password, level 4"));
    type("setPassword", QStringLiteral("246813"));
    confirm("setClock");
    QTRY_VERIFY2(result().contains(QStringLiteral("it was 240 s slow")), qPrintable(result()));
}

void SetMeterTest::freezesAndChoosesTheOutput()
{
    open();
    confirm("setFreeze");
    QTRY_COMPARE(result(), QStringLiteral("Meter 330108000103 froze its registers: 2026-03-16 10:36."));
    child<QComboBox>("setOutputKind")->setCurrentIndex(2);
    confirm("setOutput");
    QTRY_COMPARE(result(),
                 QStringLiteral("Meter 330108000103 accepted: its terminal gives \"Tariff switching\". That "
                                "cannot be read back."));
    child<QComboBox>("setFreezeRepeat")->setCurrentIndex(3);
    press("setFreeze");
    QCOMPARE(text("setConfirmWhat"),
             QStringLiteral("Let meter 330108000103 freeze its registers on day 1 of every month at 00:00?"));
    press("setConfirmVerb"); // the virtual meter knows no such freeze
    QTRY_VERIFY2(!notice().isEmpty(), qPrintable(result()));
}

void SetMeterTest::settingsSayWhyNot()
{
    QCOMPARE(why("setBaud"), QStringLiteral("Open the line first."));
    open();
    QTRY_VERIFY(button("setFreeze")->isEnabled());
    child<QComboBox>("meterProtocol")->setCurrentText(QStringLiteral("DL/T 645-1997"));
    QCOMPARE(why("setFreeze"), QStringLiteral("Meters of the 1997 edition have no such command."));
    QCOMPARE(why("setOutput"), QStringLiteral("Meters of the 1997 edition have no such command."));
    QVERIFY(button("setBaud")->isEnabled());
    child<QComboBox>("meterProtocol")->setCurrentText(QStringLiteral("Modbus-RTU"));
    type("meterAddress", QStringLiteral("7"));
    QCOMPARE(why("setBaud"), QStringLiteral("Modbus meters are only read."));
}

void SetMeterTest::severalMetersAreLeftAlone()
{
    QVERIFY(m_wire->slave.addMeter(twin, m_wire->source));
    open();
    type("setNewAddress", QStringLiteral("7"));
    confirm("setAddress");
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("More than one meter answers.")), qPrintable(notice()));
}

void SetMeterTest::silentMeterIsToldInWords()
{
    QVERIFY(m_wire->slave.setFault(QStringLiteral("silent"), true, meter));
    open();
    type("setPassword", QStringLiteral("111111"));
    confirm("setClock");
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("The meter does not answer.")), qPrintable(notice()));
    QCOMPARE(records()->rowCount(), 0);
}

void SetMeterTest::auditThatCannotBeWritten()
{
    m_lines->setAudit(serial::AuditFile(m_wire->folder.path()));
    open();
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("The audit file cannot be written.")),
                 qPrintable(notice()));
    confirm("setBroadcastTime");
    QTRY_VERIFY2(notice().startsWith(QStringLiteral("The audit file cannot be written.")),
                 qPrintable(notice()));
    QVERIFY(result().isEmpty());
}

void SetMeterTest::anotherMeterBeginsEmpty()
{
    const QAbstractItemModelTester tester(records());
    open();
    type("setPassword", QStringLiteral("999999"));
    confirm("setClock");
    QTRY_COMPARE(records()->rowCount(), 1);
    type("meterAddress", twin);
    QCOMPARE(records()->rowCount(), 0);
    QVERIFY(notice().isEmpty());
    QVERIFY(child<QLabel>("setLockout")->text().startsWith(QStringLiteral("No password was refused")));
    type("meterAddress", meter);
    QTRY_COMPARE(records()->rowCount(), 1);
    QTRY_VERIFY(child<QLabel>("setLockout")->text().startsWith(QStringLiteral("1 refused")));
}

void SetMeterTest::everyReasonHasASentence_data()
{
    QTest::addColumn<QString>("reason");
    for (const char *reason : {"unauthorised",     "password_refused_before",
                               "lockout_near",     "more_than_one_meter",
                               "other_meter",      "clock_too_far",
                               "clock_once_a_day", "near_midnight",
                               "no_clock",         "not_written",
                               "unconfirmed",      "audit",
                               "audit_after",      "password",
                               "password_level",   "reason",
                               "protocol",         "rate_kept",
                               "rate_lost",        "line_rate_fixed",
                               "new_password",     "moment",
                               "not_allowed"})
        QTest::newRow(reason) << QString::fromLatin1(reason);
}

void SetMeterTest::everyReasonHasASentence()
{
    QFETCH(QString, reason);
    const Error told = WriteWords::error({}, {Error::Kind::Conflict, {}, reason});
    QVERIFY(told.reason.startsWith(QLatin1String("write_")));
    QVERIFY(ErrorText::knownReasons().contains(told.reason));
    const ErrorText text = ErrorText::of(told);
    QVERIFY(!text.what.isEmpty() && !text.help.isEmpty());
    const Error declined = WriteWords::error({}, {Error::Kind::Rejected, {}, QStringLiteral("other")});
    QCOMPARE(declined.reason, QStringLiteral("write_declined"));
}

void SetMeterTest::everyVerdictHasWords()
{
    QSet<QString> words;
    WriteRecord record;
    record.step = WriteRecord::Step::Outcome;
    record.level = 4;
    for (int verdict = 0; verdict < int(WriteVerdict::Blocked); ++verdict) {
        record.verdict = WriteVerdict(verdict);
        words.insert(WriteWords::result(record));
    }
    QCOMPARE(words.size(), int(WriteVerdict::Blocked));
}

void SetMeterTest::everythingHasAName()
{
    for (const QWidget *widget : child<SetMeterPanel>("setMeterPanel")->findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QPushButton *>(widget)
            || qobject_cast<const QSpinBox *>(widget)
            || (qobject_cast<const QLineEdit *>(widget)
                && !qobject_cast<const QAbstractSpinBox *>(widget->parent()));
        if (isControl && !widget->objectName().startsWith(QLatin1String("setConfirmVerb")))
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(SetMeterTest)
#include "set_meter_test.moc"
