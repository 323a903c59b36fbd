// SPDX-License-Identifier: GPL-3.0-or-later
// The tab "Set meter" on a real line service with its guard, and virtual meters behind a pseudo-terminal.
#include "serial/line/meterlineservice.h"
#include "tests/serial/virtualline.h"
#include "ui/meters/meterspage.h"
#include "ui/meters/setmeterpanel.h"
#include "ui/meters/writewords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/notice.h"

#include <QAbstractItemModelTester>
#include <QApplication>
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

class SetMeterTest : public QObject
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
    void severalMetersAreLeftAlone();
    void silentMeterIsToldInWords();
    void auditThatCannotBeWritten();
    void anotherMeterBeginsEmpty();
    void everyReasonHasASentence_data();
    void everyReasonHasASentence();
    void everyVerdictHasWords();
    void everythingHasAName();

private:
    template <typename T>
    T *child(const char *name)
    {
        return m_page->findChild<T *>(QLatin1String(name));
    }
    void press(const char *name)
    {
        QTRY_VERIFY2(child<QPushButton>(name)->isEnabled(), name);
        child<QPushButton>(name)->click();
    }
    void confirm(const char *name)
    {
        press(name);
        QVERIFY(child<ConfirmStrip>("setConfirm")->isOpen());
        press("setConfirmVerb");
    }
    void type(const char *field, const QString &text) { child<QLineEdit>(field)->setText(text); }
    void open()
    {
        press("lineOpen");
        QTRY_COMPARE(child<QPushButton>("lineOpen")->text(), QStringLiteral("Close"));
        type("meterAddress", meter);
    }
    QString why(const char *button) { return child<QPushButton>(button)->toolTip(); }
    QString result() { return child<QLabel>("setResult")->text(); }
    QString notice() { return child<Notice>("setNotice")->text(); }
    QAbstractItemModel *records() { return child<QTableView>("setRecords")->model(); }
    QString newest(int column)
    {
        return records()->data(records()->index(0, column), Qt::DisplayRole).toString();
    }

    std::unique_ptr<Theme> m_theme = std::make_unique<Theme>(*qApp);
    ManualClock m_clock{QDateTime({2026, 3, 16}, {10, 40}, Qt::UTC)};
    SystemSteadyClock m_steady;
    Ticker m_ticker{m_clock};
    std::unique_ptr<test::VirtualLine> m_wire;
    std::unique_ptr<serial::MeterLineService> m_lines;
    std::unique_ptr<MetersPage> m_page;
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
    m_page = std::make_unique<MetersPage>(*m_lines, m_steady, *m_theme, m_ticker);
    m_page->setLine(m_wire->settings);
    m_page->resize(1290, 700);
    m_page->show();
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
    QCOMPARE(child<QLabel>("setConfirmWhat")->text(),
             QStringLiteral("Open the relay of meter 330108000103?"));
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
    for (const char *reason :
         {"unauthorised", "password_refused_before", "lockout_near", "more_than_one_meter", "other_meter",
          "clock_too_far", "clock_once_a_day", "near_midnight", "no_clock", "not_written", "unconfirmed",
          "audit", "audit_after", "password", "password_level", "reason", "protocol"})
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
            || (qobject_cast<const QLineEdit *>(widget) && !qobject_cast<const QSpinBox *>(widget->parent()));
        if (isControl && !widget->objectName().startsWith(QLatin1String("setConfirmVerb")))
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(SetMeterTest)
#include "set_meter_test.moc"
