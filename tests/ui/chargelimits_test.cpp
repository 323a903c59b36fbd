// SPDX-License-Identifier: GPL-3.0-or-later
// What limits a charge on the sheet, and when it starts.
#include "support/house.h"
#include "ui/charge/chargepage.h"
#include "ui/charge/preview.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTimeZone>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;
using Kind = ChargeLimit::Kind;

namespace {

const QString plugged = QStringLiteral("33010800100004-1");
const char *const now = "2026-03-16T18:40:00+08:00";

QStringList figuresOf(const QTableView &table)
{
    QStringList rows;
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        QStringList cells;
        for (const int column : {0, 2, 4, 5}) // band, energy, electricity, service
            cells << table.model()->index(row, column).data().toString();
        rows << cells.join(QLatin1Char('|'));
    }
    return rows;
}

} // namespace

class ChargeLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_house.reset(); }

    void limitsAreRead_data();
    void limitsAreRead();
    void eachModeOffersItsLimits_data();
    void eachModeOffersItsLimits();
    void anotherKindForgetsTheFigure();
    void theModeTakesItsLimitAlong();
    void eachLimitIsAskedFor_data();
    void eachLimitIsAskedFor();
    void thePreviewByPeriodAndComponent_data();
    void thePreviewByPeriodAndComponent();
    void aRefusedLimitIsToldInItsOwnWords();
    void progressIsThatOfTheLimit();
    void theOrderShowsItsLimit();

    void timesOfDayAreRead_data();
    void timesOfDayAreRead();
    void aStartAtATimeIsAskedFor();
    void withoutATimeNothingIsAskedFor();
    void aStartThatIsRefused();
    void aScheduledOrderSaysWhen();
    void aScheduledOrderIsNotStartedByAccident();
    void aScheduledOrderIsCancelled();
    void howAScheduledOrderEnded();
    void theNumberOfWhoMayNotChargeIsMaskedToo();

private:
    template <typename T>
    T *find(const char *name) const
    {
        T *found = m_house->window().findChild<T *>(QLatin1String(name));
        Q_ASSERT(found);
        return found;
    }
    void choose(const char *button) const { find<QPushButton>(button)->setChecked(true); }
    void type(const char *field, const QString &text) const { find<QLineEdit>(field)->setText(text); }
    QString said(const char *label) const { return find<QLabel>(label)->text(); }
    void checkAccount();
    OrderRequest askedFor();
    ChargeOrder scheduled() const;

    std::unique_ptr<House> m_house;
    ChargePage *m_page = nullptr;
};

void ChargeLimitsTest::init()
{
    m_house = std::make_unique<House>(*qApp, at(now));
    m_house->window().show();
    m_house->fill();
    m_house->window().showPage(QStringLiteral("charge"));
    m_page = m_house->window().findChild<ChargePage *>();
    QVERIFY(QTest::qWaitForWindowActive(&m_house->window()));
    m_page->reveal(plugged);
}

void ChargeLimitsTest::checkAccount()
{
    type("chargePhone", QStringLiteral("13800135678"));
    m_page->flow().checkAccount();
    m_house->ordersGateway.checks.answer(
        AccountCheck{AccountId(QStringLiteral("A1")), QStringLiteral("138****5678"), {}, 0, 3, false});
    QTRY_VERIFY(m_page->flow().account());
}

OrderRequest ChargeLimitsTest::askedFor()
{
    find<QPushButton>("chargeRequest")->click();
    return m_house->ordersGateway.requests.isEmpty() ? OrderRequest()
                                                     : m_house->ordersGateway.requests.last();
}

ChargeOrder ChargeLimitsTest::scheduled() const
{
    ChargeOrder order = settledOrder();
    order.port = PortId(plugged);
    order.state = OrderState::Paid;
    order.startAt = at("2026-03-17T00:30:00+08:00");
    order.startedAt = order.endedAt = order.lastSampleAt = {};
    order.payment->state = PaymentState::Succeeded;
    order.command.reset();
    order.bill = {};
    order.createdAt = order.updatedAt = m_house->clock.now();
    return order;
}

void ChargeLimitsTest::limitsAreRead_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("read"); // empty: refused
    QTest::newRow("kWh") << Kind::Energy << QStringLiteral("5") << QStringLiteral("5.00");
    QTest::newRow("kWh, decimals") << Kind::Energy << QStringLiteral("12.79") << QStringLiteral("12.79");
    QTest::newRow("kWh, full width") << Kind::Energy << QStringLiteral("１２．５") << QStringLiteral("12.50");
    QTest::newRow("kWh, finer than a meter") << Kind::Energy << QStringLiteral("1.005") << QString();
    QTest::newRow("kWh, none") << Kind::Energy << QStringLiteral("0") << QString();
    QTest::newRow("kWh, negative") << Kind::Energy << QStringLiteral("-5") << QString();
    QTest::newRow("kWh, words") << Kind::Energy << QStringLiteral("五度") << QString();
    QTest::newRow("kWh, exponent") << Kind::Energy << QStringLiteral("1e3") << QString();
    QTest::newRow("minutes") << Kind::Time << QStringLiteral(" 60 ") << QStringLiteral("60");
    QTest::newRow("minutes, full width") << Kind::Time << QStringLiteral("９０") << QStringLiteral("90");
    QTest::newRow("a day") << Kind::Time << QStringLiteral("1440") << QStringLiteral("1440");
    QTest::newRow("more than a day") << Kind::Time << QStringLiteral("1441") << QString();
    QTest::newRow("no minutes") << Kind::Time << QStringLiteral("0") << QString();
    QTest::newRow("half a minute") << Kind::Time << QStringLiteral("0.5") << QString();
    QTest::newRow("hours") << Kind::Time << QStringLiteral("1:00") << QString();
    QTest::newRow("yuan") << Kind::Amount << QStringLiteral("20") << QStringLiteral("20.00");
}

void ChargeLimitsTest::limitsAreRead()
{
    QFETCH(Kind, kind);
    QFETCH(QString, text);
    QFETCH(QString, read);
    const auto limit = limitFromText(kind, text);
    QCOMPARE(limit.has_value(), !read.isEmpty());
    if (!limit)
        return;
    QCOMPARE(limit->kind, kind);
    QCOMPARE(textOf(*limit), read);
}

void ChargeLimitsTest::eachModeOffersItsLimits_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QStringList>("offered");
    const QString yuan = QStringLiteral("chargeInYuan");
    QTest::newRow("by energy") << QStringLiteral("chargeByEnergy")
                               << QStringList{yuan, QStringLiteral("chargeInKwh")};
    QTest::newRow("by time") << QStringLiteral("chargeByTime")
                             << QStringList{yuan, QStringLiteral("chargeInMinutes")};
    QTest::newRow("until full") << QStringLiteral("chargeUntilFull") << QStringList{yuan};
}

void ChargeLimitsTest::eachModeOffersItsLimits()
{
    QFETCH(QString, mode);
    QFETCH(QStringList, offered);
    choose(mode.toLatin1().constData());
    for (const char *name : {"chargeInYuan", "chargeInKwh", "chargeInMinutes"}) {
        const auto *button = find<QPushButton>(name);
        QCOMPARE(button->isEnabled(), offered.contains(QLatin1String(name)));
        QCOMPARE(button->toolTip().isEmpty(), button->isEnabled()); // locked, and says why
    }
}

void ChargeLimitsTest::anotherKindForgetsTheFigure()
{
    checkAccount();
    type("chargeAmount", QStringLiteral("20.00"));
    QVERIFY(m_page->flow().mayRequest().allowed);
    choose("chargeInKwh");
    QCOMPARE(find<QLineEdit>("chargeAmount")->text(), QString()); // 20 yuan are not 20 kWh
    QCOMPARE(find<QLineEdit>("chargeAmount")->accessibleName(), QStringLiteral("Energy in kWh"));
    QCOMPARE(said("chargeAmountUnit"), QStringLiteral("kWh"));
    QVERIFY(!m_page->flow().mayRequest().allowed);
    QCOMPARE(m_page->flow().mayRequest().reason, QStringLiteral("Enter the energy."));
    find<QPushButton>("chargeQuick2")->click();
    QVERIFY(m_page->flow().limit());
    QCOMPARE(m_page->flow().limit()->energy, Energy::fromWh(10'000));
}

void ChargeLimitsTest::theModeTakesItsLimitAlong()
{
    choose("chargeByTime");
    choose("chargeInMinutes");
    type("chargeAmount", QStringLiteral("60"));
    QCOMPARE(m_page->flow().limit()->seconds, 3600);
    choose("chargeByEnergy"); // which knows no minutes
    QCOMPARE(m_page->flow().limitKind(), Kind::Amount);
    QVERIFY(!m_page->flow().limit());
    QVERIFY(find<QPushButton>("chargeInYuan")->isChecked());
    QCOMPARE(find<QLineEdit>("chargeAmount")->text(), QString());
}

void ChargeLimitsTest::eachLimitIsAskedFor_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("figure");
    QTest::addColumn<ChargeLimit>("limit");
    const auto row = [](const char *name, const char *mode, const char *kind, const char *figure,
                        const ChargeLimit &limit) {
        QTest::newRow(name) << QString::fromLatin1(mode) << QString::fromLatin1(kind)
                            << QString::fromLatin1(figure) << limit;
    };
    row("60 minutes", "chargeByTime", "chargeInMinutes", "60", {Kind::Time, 3600, {}, {}});
    row("an amount of time", "chargeByTime", "chargeInYuan", "6.00",
        {Kind::Amount, 0, {}, Money::fromMinor(600)});
    row("5 kWh", "chargeByEnergy", "chargeInKwh", "5.00", {Kind::Energy, 0, Energy::fromWh(5000), {}});
    row("an amount of energy", "chargeByEnergy", "chargeInYuan", "20",
        {Kind::Amount, 0, {}, Money::fromMinor(2000)});
    row("a hold", "chargeUntilFull", "chargeInYuan", "50", {Kind::Amount, 0, {}, Money::fromMinor(5000)});
}

void ChargeLimitsTest::eachLimitIsAskedFor()
{
    QFETCH(QString, mode);
    QFETCH(QString, kind);
    QFETCH(QString, figure);
    QFETCH(ChargeLimit, limit);
    checkAccount();
    choose(mode.toLatin1().constData());
    choose(kind.toLatin1().constData());
    type("chargeAmount", figure);
    const OrderRequest request = askedFor();
    QCOMPARE(request.limit, limit);
    QVERIFY(!request.startAt.isValid());
}

void ChargeLimitsTest::thePreviewByPeriodAndComponent_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("figure");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("summary");
    QTest::addColumn<QString>("parts");
    QTest::addColumn<QString>("periods");
    const auto row = [](const char *name, const char *mode, const char *kind, const char *figure,
                        const char *start, const char *summary, const char *parts, const char *periods) {
        QTest::newRow(name) << QString::fromLatin1(mode) << QString::fromLatin1(kind)
                            << QString::fromLatin1(figure) << QString::fromLatin1(start)
                            << QString::fromUtf8(summary) << QString::fromUtf8(parts)
                            << QString::fromLatin1(periods);
    };
    row("A1", "chargeByEnergy", "chargeInYuan", "20.00", "",
        "¥20.00 buys about 12.79 kWh, until about 20:29.",
        "electricity ¥14.88 · service ¥5.12 · total ¥20.00 · asked for beforehand ¥20.00",
        "Peak|2.3333|2.3333|0.9333\nSharp|10.4567|12.5480|4.1827");
    // 18:40 to 19:00 peak, then sharp: 2.3333 x 1.40 + 2.6667 x 1.60; asked for is 5.00 x 1.60.
    row("5 kWh", "chargeByEnergy", "chargeInKwh", "5.00", "", "5.00 kWh last until about 19:22.",
        "electricity ¥5.53 · service ¥2.00 · total ¥7.53 · asked for beforehand ¥8.00",
        "Peak|2.3333|2.3333|0.9333\nSharp|2.6667|3.2000|1.0667");
    row("60 minutes", "chargeByTime", "chargeInMinutes", "60", "",
        "60 min last until 19:40; about 7.00 kWh can flow, which are not priced.",
        "time ¥6.00 · total ¥6.00 · asked for beforehand ¥6.00",
        "Peak|2.3333|0.0000|0.0000\nSharp|4.6667|0.0000|0.0000");
    row("an amount of time", "chargeByTime", "chargeInYuan", "6.00", "",
        "¥6.00 buys time until 19:40; about 7.00 kWh can flow, which are not priced.",
        "time ¥6.00 · total ¥6.00 · asked for beforehand ¥6.00",
        "Peak|2.3333|0.0000|0.0000\nSharp|4.6667|0.0000|0.0000");
    // A2 (iii): from half past midnight on, all in the valley.
    row("a hold, at night", "chargeUntilFull", "chargeInYuan", "10.00", "0:30",
        "¥10.00 are held and reach for about 14.28 kWh, until about 02:32, if the car is not full before.",
        "electricity ¥4.28 · service ¥5.71 · total ¥9.99 · asked for beforehand ¥10.00",
        "Valley|14.2800|4.2840|5.7120");
}

void ChargeLimitsTest::thePreviewByPeriodAndComponent()
{
    QFETCH(QString, mode);
    QFETCH(QString, kind);
    QFETCH(QString, figure);
    QFETCH(QString, start);
    QTRY_VERIFY(m_page->flow().plan());
    choose(mode.toLatin1().constData());
    choose(kind.toLatin1().constData());
    if (!start.isEmpty()) {
        choose("chargeAtTime");
        type("chargeStartTime", start);
    }
    type("chargeAmount", figure);
    QTEST(said("previewSummary"), "summary");
    QTEST(said("previewParts"), "parts");
    QTEST(figuresOf(*find<QTableView>("previewPeriods")).join(QLatin1Char('\n')), "periods");
    QVERIFY(said("previewHint")
                .contains(start.isEmpty() ? QLatin1String("from now") : QLatin1String("from the start")));
}

void ChargeLimitsTest::aRefusedLimitIsToldInItsOwnWords()
{
    checkAccount();
    choose("chargeInKwh");
    type("chargeAmount", QStringLiteral("900"));
    askedFor();
    m_house->ordersGateway.creates.answer(
        failure(Error::Kind::Invalid, {}, QStringLiteral("amount_invalid")));
    const auto *what = find<QLabel>("amountNoticeWhat");
    QTRY_VERIFY(what->isVisible());
    QCOMPARE(what->text(), QStringLiteral("This energy is not accepted."));
}

void ChargeLimitsTest::progressIsThatOfTheLimit()
{
    m_house->clock.set(at("2026-03-16T19:10:00+08:00")); // 30 min and 3.49 kWh after the start
    ChargeOrder order = chargingOrder(m_house->clock.now());
    order.limit = {Kind::Energy, 0, Energy::fromWh(6980), {}};
    m_page->flow().follow(order);
    const auto *progress = find<QProgressBar>("liveProgress");
    QTRY_COMPARE(progress->value(), 500);
    QCOMPARE(said("liveEnergyNote"), QStringLiteral("of 6.98 kWh"));
    order.limit = {Kind::Time, 120 * 60, {}, {}};
    m_page->flow().follow(order);
    QTRY_COMPARE(progress->value(), 250);
    QCOMPARE(said("liveElapsedNote"), QStringLiteral("of 120 min"));
    order.limit = {};
    m_page->flow().follow(order);
    QTRY_VERIFY(!progress->isVisible());
}

void ChargeLimitsTest::theOrderShowsItsLimit()
{
    type("chargeAmount", QStringLiteral("20.00"));
    ChargeOrder order = chargingOrder(m_house->clock.now());
    order.mode = ChargeMode::ByTime;
    order.limit = {Kind::Time, 3600, {}, {}};
    m_page->flow().follow(order);
    QCOMPARE(find<QLineEdit>("chargeAmount")->text(), QStringLiteral("60"));
    QVERIFY(find<QPushButton>("chargeInMinutes")->isChecked());
    QVERIFY(!find<QPushButton>("chargeInMinutes")->isEnabled());
    QVERIFY(!find<QLineEdit>("chargeAmount")->isEnabled());
}

void ChargeLimitsTest::timesOfDayAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("moment"); // UTC; empty: refused
    QTest::newRow("today") << QStringLiteral("22:00") << QStringLiteral("2026-03-16T14:00:00Z");
    QTest::newRow("tomorrow") << QStringLiteral("00:30") << QStringLiteral("2026-03-16T16:30:00Z");
    QTest::newRow("one digit") << QStringLiteral("0:30") << QStringLiteral("2026-03-16T16:30:00Z");
    QTest::newRow("full width") << QStringLiteral("００：３０") << QStringLiteral("2026-03-16T16:30:00Z");
    QTest::newRow("this very minute is over")
        << QStringLiteral("18:40") << QStringLiteral("2026-03-17T10:40:00Z");
    QTest::newRow("no such hour") << QStringLiteral("24:00") << QString();
    QTest::newRow("no minutes") << QStringLiteral("8") << QString();
    QTest::newRow("words") << QStringLiteral("midnight") << QString();
}

void ChargeLimitsTest::timesOfDayAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, moment);
    const auto read = nextAt(text, at(now), QTimeZone("Asia/Shanghai"));
    QCOMPARE(read.has_value(), !moment.isEmpty());
    if (read)
        QCOMPARE(read->toString(Qt::ISODate), moment);
}

void ChargeLimitsTest::aStartAtATimeIsAskedFor()
{
    checkAccount();
    QVERIFY(!find<QLineEdit>("chargeStartTime")->isEnabled());
    choose("chargeAtTime");
    type("chargeStartTime", QStringLiteral("0:30"));
    type("chargeAmount", QStringLiteral("20"));
    QVERIFY(said("chargeStartHint").contains(QLatin1String("03-17 00:30")));
    QCOMPARE(askedFor().startAt, at("2026-03-17T00:30:00+08:00"));
    m_house->ordersGateway.creates.answer(scheduled());
    QTRY_VERIFY(m_page->flow().order());
    find<QPushButton>("chargeNew")->click();
    QVERIFY(find<QPushButton>("chargeWhenTold")->isChecked()); // of that order, not of the next
    QCOMPARE(find<QLineEdit>("chargeStartTime")->text(), QString());
}

void ChargeLimitsTest::withoutATimeNothingIsAskedFor()
{
    checkAccount();
    type("chargeAmount", QStringLiteral("20"));
    choose("chargeAtTime");
    QVERIFY(!find<QPushButton>("chargeRequest")->isEnabled());
    QCOMPARE(find<QPushButton>("chargeRequest")->toolTip(), QStringLiteral("Enter the time of the start."));
    type("chargeStartTime", QStringLiteral("25:00"));
    QVERIFY(!find<QPushButton>("chargeRequest")->isEnabled());
    QVERIFY(find<QLabel>("startNoticeWhat")->isVisible());
    choose("chargeWhenTold");
    QVERIFY(find<QPushButton>("chargeRequest")->isEnabled());
    QVERIFY(!askedFor().startAt.isValid());
}

void ChargeLimitsTest::aStartThatIsRefused()
{
    checkAccount();
    choose("chargeAtTime");
    type("chargeStartTime", QStringLiteral("0:30"));
    type("chargeAmount", QStringLiteral("20"));
    askedFor();
    m_house->ordersGateway.creates.answer(
        failure(Error::Kind::Invalid, {}, QStringLiteral("start_at_invalid")));
    QTRY_VERIFY(find<QLabel>("startNoticeWhat")->isVisible());
}

void ChargeLimitsTest::aScheduledOrderSaysWhen()
{
    m_page->flow().follow(scheduled());
    QCOMPARE(said("paymentState"), QStringLiteral("Scheduled 00:30"));
    QVERIFY(said("paymentHelp").contains(QLatin1String("03-17 00:30")));
    QVERIFY(said("paymentHelp").contains(QLatin1String("held")));
    QCOMPARE(find<QPushButton>("chargeStart")->text(), QStringLiteral("Start now"));
    ChargeOrder afterwards = scheduled();
    afterwards.payment.reset();
    m_page->flow().follow(afterwards);
    QCOMPARE(said("paymentState"), QStringLiteral("Scheduled 00:30"));
    m_house->orders.reset({scheduled()});
    const auto *sessions = find<QTableView>("sessionTable");
    QStringList cells;
    for (int column = 0; column < sessions->model()->columnCount(); ++column)
        cells << sessions->model()->index(0, column).data().toString();
    QVERIFY2(cells.contains(QStringLiteral("Scheduled 00:30")), qPrintable(cells.join(QLatin1Char('|'))));
}

void ChargeLimitsTest::aScheduledOrderIsNotStartedByAccident()
{
    m_page->flow().follow(scheduled());
    QVERIFY(m_page->flow().mayStart().allowed);
    QTest::keyClick(m_house->window().focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_house->ordersGateway.started.isEmpty());
    QVERIFY(!find<QPushButton>("chargeStart")->hasFocus());
    find<QPushButton>("chargeStart")->click();
    QCOMPARE(m_house->ordersGateway.started.size(), 1);
}

void ChargeLimitsTest::aScheduledOrderIsCancelled()
{
    m_page->flow().follow(scheduled());
    find<QPushButton>("chargeCancel")->click();
    find<QPushButton>("chargeConfirmVerb")->click();
    QCOMPARE(m_house->ordersGateway.cancelled, QList<OrderId>{scheduled().id});
}

void ChargeLimitsTest::howAScheduledOrderEnded()
{
    ChargeOrder order = scheduled();
    order.state = OrderState::Cancelled;
    order.stopReason = QStringLiteral("NotPlugged");
    QVERIFY(!isScheduled(order));
    QCOMPARE(Words::endOf(order),
             QStringLiteral("no car was plugged in at the set time; the money goes back"));
}

void ChargeLimitsTest::theNumberOfWhoMayNotChargeIsMaskedToo()
{
    type("chargePhone", QStringLiteral("13800135678"));
    m_page->flow().checkAccount();
    m_house->ordersGateway.checks.answer(
        AccountCheck{AccountId(QStringLiteral("A1")), QStringLiteral("138****5678"), {}, 3, 3, false});
    QTRY_VERIFY(m_page->flow().account());
    QVERIFY(m_page->flow().errorAt(ChargeFlow::Step::Account)); // all its ports are in use
    QCOMPARE(find<QLineEdit>("chargePhone")->text(), QStringLiteral("138****5678"));
}

QTEST_MAIN(ChargeLimitsTest)
#include "chargelimits_test.moc"
