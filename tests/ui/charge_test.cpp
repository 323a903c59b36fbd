// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"
#include "ui/charge/bandnow.h"
#include "ui/charge/chargepage.h"
#include "ui/charge/preview.h"
#include "ui/sessions/billview.h"
#include "ui/widgets/confirmstrip.h"
#include "ui/widgets/qrview.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;

namespace {

const QString plugged = QStringLiteral("33010800100004-1");

ChargeLimit inYuan(qint64 fen)
{
    return {ChargeLimit::Kind::Amount, 0, {}, Money::fromMinor(fen)};
}

template <typename T>
T *find(const QObject &parent, const char *name)
{
    T *found = parent.findChild<T *>(QLatin1String(name));
    Q_ASSERT(found);
    return found;
}

} // namespace

class ChargeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>(*qApp, at("2026-03-16T18:40:00+08:00"));
        m_house->window().show();
        m_house->fill();
        m_house->window().showPage(QStringLiteral("charge"));
        m_page = m_house->window().findChild<ChargePage *>();
        QVERIFY(QTest::qWaitForWindowActive(&m_house->window()));
    }
    void cleanup() { m_house.reset(); }

    void theWholeSheetByKeyboard();
    void errorsStandNextToTheirField_data();
    void errorsStandNextToTheirField();
    void anUnclearAnswerKeepsTheReference();
    void aRefusalTakesANewReference();
    void theTypedNumberIsMasked();
    void aLateCheckOfAnOlderNumberIsDropped();
    void amountsAreRead_data();
    void amountsAreRead();
    void thePreviewIsThatOfScenarioA1();
    void theBandSwitchesByItself();
    void cancelAsksFirst();
    void theQuestionGoesWithItsGround();
    void olderNewsIsIgnored();
    void afterAReconnectItAsksAgain();
    void everyModeIsOffered();
    void aRefusedPaymentEndsInWords();
    void aSecondChargeLeavesTheFirstRunning();
    void theAccountIsShown();
    void whoPaysAfterwardsChoosesNoMethod();

private:
    QWidget *focus() const { return m_house->window().focusWidget(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(focus(), key, modifiers);
    }
    void fillForm();
    ChargeOrder waiting() const;
    ChargeOrder asState(OrderState state, int secondsLater) const;
    QString view() const
    {
        return find<QStackedWidget>(*m_page, "chargeStack")->currentWidget()->objectName();
    }

    std::unique_ptr<House> m_house;
    ChargePage *m_page = nullptr;
};

void ChargeTest::fillForm()
{
    m_page->reveal(plugged);
    find<QLineEdit>(*m_page, "chargePhone")->setText(QStringLiteral("13800135678"));
    m_page->flow().checkAccount();
    m_house->ordersGateway.checks.answer(AccountCheck{AccountId(QStringLiteral("A1")),
                                                      QStringLiteral("138****5678"),
                                                      QStringLiteral("浙A·D***88"), 0, 3, false});
    QTRY_VERIFY(m_page->flow().account());
    find<QLineEdit>(*m_page, "chargeAmount")->setText(QStringLiteral("20.00"));
    QVERIFY(m_page->flow().mayRequest().allowed);
}

ChargeOrder ChargeTest::waiting() const
{
    ChargeOrder order = settledOrder();
    order.port = PortId(plugged);
    order.state = OrderState::AwaitingPayment;
    order.createdAt = m_house->clock.now();
    order.startedAt = order.endedAt = order.lastSampleAt = {};
    order.payment->state = PaymentState::AwaitingPayer;
    order.payment->createdAt = order.createdAt;
    order.payment->paidAt = {};
    order.command.reset();
    order.bill = {};
    order.updatedAt = order.createdAt;
    return order;
}

ChargeOrder ChargeTest::asState(OrderState state, int secondsLater) const
{
    ChargeOrder order = waiting();
    order.state = state;
    order.payment->state = PaymentState::Succeeded;
    order.updatedAt = order.updatedAt.addSecs(secondsLater);
    return order;
}

void ChargeTest::theWholeSheetByKeyboard()
{
    auto &gateway = m_house->ordersGateway;
    press(Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(focus()->objectName(), QStringLiteral("chargePlace"));
    QTest::keyClicks(focus(), QStringLiteral("0004"));
    press(Qt::Key_Down);
    QCOMPARE(focus()->objectName(), QStringLiteral("chargePorts"));
    QCOMPARE(m_page->flow().port().text(), plugged);
    press(Qt::Key_Return);
    QCOMPARE(focus()->objectName(), QStringLiteral("chargePhone"));
    QTest::keyClicks(focus(), QStringLiteral("138 0013 5678"));
    press(Qt::Key_Return);
    QCOMPARE(gateway.lastPhone, QStringLiteral("13800135678"));
    gateway.checks.answer(
        AccountCheck{AccountId(QStringLiteral("A1")), QStringLiteral("138****5678"), {}, 0, 3, false});
    QTRY_COMPARE(focus()->objectName(), QStringLiteral("chargeAmount"));
    QVERIFY(find<QLabel>(*m_page, "chargeAccount")->text().contains(QLatin1String("0 of 3 ports in use")));
    QTest::keyClicks(focus(), QStringLiteral("20.00"));
    press(Qt::Key_Return);
    QCOMPARE(focus()->objectName(), QStringLiteral("chargePlatform"));
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(gateway.requests.size(), 1);
    const OrderRequest request = gateway.requests.first();
    QCOMPARE(request.port.text(), plugged);
    QCOMPARE(request.limit.amount.text(), QStringLiteral("20.00"));
    QCOMPARE(request.mode, ChargeMode::ByEnergy);
    QCOMPARE(request.method, PaymentMethod::NetworkPlatform);

    gateway.creates.answer(waiting());
    QTRY_COMPARE(view(), QStringLiteral("paymentView"));
    const auto *code = find<QrView>(*m_page, "paymentCode");
    QVERIFY(code->isVisible());
    QVERIFY(!code->modules().isNull());
    const auto *start = find<QPushButton>(*m_page, "chargeStart");
    QVERIFY(!start->isEnabled());
    QVERIFY(start->toolTip().contains(QLatin1String("payer")));
    Q_EMIT gateway.orderChanged(asState(OrderState::Paid, 25));
    QVERIFY(start->isEnabled());
    QVERIFY(!code->isVisible());
    QCOMPARE(focus(), start); // it waited in the page, and the page moves it on
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(gateway.started, QList<OrderId>{waiting().id});

    ChargeOrder starting = asState(OrderState::Starting, 26);
    starting.command = PileCommand{PileCommand::Kind::Start, CommandLife::Accepted, {},
                                   starting.updatedAt,       starting.updatedAt,    QStringLiteral("op1")};
    gateway.starts.answer(starting);
    const auto *life = find<QLabel>(*m_page, "startCommandText");
    QTRY_VERIFY(life->text().contains(QLatin1String("not yet confirmed")));
    QCOMPARE(view(), QStringLiteral("paymentView")); // accepted is not charging

    m_house->clock.set(at("2026-03-16T19:10:00+08:00"));
    ChargeOrder charging = chargingOrder(m_house->clock.now());
    charging.port = PortId(plugged);
    Q_EMIT gateway.orderChanged(charging);
    QCOMPARE(view(), QStringLiteral("liveView"));
    QCOMPARE(find<QLabel>(*m_page, "liveEnergy")->text(), QStringLiteral("3.49"));
    QCOMPARE(find<QLabel>(*m_page, "liveCost")->text(), QStringLiteral("5.12"));
    QVERIFY(find<QLabel>(*m_page, "liveCommandText")->text().contains(QLatin1String("confirmed")));

    Q_EMIT gateway.orderChanged(settledOrder());
    QCOMPARE(view(), QStringLiteral("billView"));
    QCOMPARE(find<BillView>(*m_page, "chargeBill")->value(QStringLiteral("Total")),
             QStringLiteral("¥ 20.00"));
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(focus()->objectName(), QStringLiteral("chargePlace"));
    QVERIFY(find<QLineEdit>(*m_page, "chargePhone")->text().isEmpty());
}

void ChargeTest::errorsStandNextToTheirField_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("notice");
    const auto row = [](const char *reason, const char *notice) {
        QTest::newRow(reason) << QString::fromLatin1(reason) << QString::fromLatin1(notice);
    };
    row("port_not_plugged", "placeNotice");
    row("port_offline", "placeNotice");
    row("port_occupied", "placeNotice");
    row("unknown_port", "placeNotice");
    row("mode_not_offered", "modeNotice");
    row("unknown_account", "accountNotice");
    row("account_blocked", "accountNotice");
    row("ports_limit", "accountNotice");
    row("amount_invalid", "amountNotice");
    row("payment_channel_down", "paymentNotice");
    row("never_heard_of", "paymentNotice");
}

void ChargeTest::errorsStandNextToTheirField()
{
    QFETCH(QString, reason);
    QFETCH(QString, notice);
    fillForm();
    m_page->flow().requestPayment();
    m_house->ordersGateway.creates.answer(failure(Error::Kind::Rejected, {}, reason));
    auto *what = m_page->findChild<QLabel *>(notice + QStringLiteral("What"));
    QTRY_VERIFY(what->isVisible());
    QVERIFY(what->text().endsWith(QLatin1Char('.')));
    int shown = 0;
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        if (label->objectName().endsWith(QLatin1String("NoticeWhat")) && label->isVisible())
            ++shown;
    }
    QCOMPARE(shown, 1);
    QCOMPARE(view(), QStringLiteral("previewView"));
}

void ChargeTest::anUnclearAnswerKeepsTheReference()
{
    fillForm();
    auto &gateway = m_house->ordersGateway;
    m_page->flow().requestPayment();
    m_page->flow().requestPayment(); // while it is being asked: nothing
    QCOMPARE(gateway.requests.size(), 1);
    gateway.creates.answer(failure(Error::Kind::Timeout, {}));
    QTRY_VERIFY(m_page->flow().mayRequest().allowed);
    m_page->flow().requestPayment();
    QCOMPARE(gateway.requests.size(), 2);
    QVERIFY(!gateway.requests.at(0).clientRef.isEmpty());
    QCOMPARE(gateway.requests.at(1).clientRef, gateway.requests.at(0).clientRef);
}

void ChargeTest::aRefusalTakesANewReference()
{
    fillForm();
    auto &gateway = m_house->ordersGateway;
    m_page->flow().requestPayment();
    gateway.creates.answer(failure(Error::Kind::Conflict, {}, QStringLiteral("port_occupied")));
    QTRY_VERIFY(m_page->flow().mayRequest().allowed);
    m_page->flow().requestPayment();
    QVERIFY(gateway.requests.at(1).clientRef != gateway.requests.at(0).clientRef);
}

void ChargeTest::theTypedNumberIsMasked()
{
    fillForm();
    for (const QLineEdit *field : m_page->findChildren<QLineEdit *>())
        QVERIFY(!field->text().contains(QLatin1String("00135678")));
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        QVERIFY(!label->text().contains(QLatin1String("00135678")));
    // Editing the masked number is a new number: the check is void.
    find<QLineEdit>(*m_page, "chargePhone")->setText(QStringLiteral("138****567"));
    QVERIFY(!m_page->flow().account());
    m_page->flow().checkAccount();
    QCOMPARE(m_house->ordersGateway.checks.count(), 0);
    QVERIFY(m_page->flow().errorAt(ChargeFlow::Step::Account));
}

void ChargeTest::aLateCheckOfAnOlderNumberIsDropped()
{
    auto &gateway = m_house->ordersGateway;
    auto *phone = find<QLineEdit>(*m_page, "chargePhone");
    phone->setText(QStringLiteral("13800135678"));
    m_page->flow().checkAccount();
    phone->setText(QStringLiteral("13900240011"));
    m_page->flow().checkAccount();
    gateway.checks.answer(AccountCheck{AccountId(QStringLiteral("old")), {}, {}, 0, 1, false});
    gateway.checks.answer(AccountCheck{AccountId(QStringLiteral("new")), {}, {}, 0, 1, false});
    QTRY_VERIFY(m_page->flow().account());
    QCOMPARE(m_page->flow().account()->account.text(), QStringLiteral("new"));
}

void ChargeTest::amountsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("fen"); // 0: refused
    QTest::newRow("plain") << QStringLiteral("20") << qint64(2000);
    QTest::newRow("decimals") << QStringLiteral("20.05") << qint64(2005);
    QTest::newRow("full width") << QStringLiteral("２０．５") << qint64(2050);
    QTest::newRow("blanks") << QStringLiteral(" 20 ") << qint64(2000);
    QTest::newRow("zero") << QStringLiteral("0") << qint64(0);
    QTest::newRow("negative") << QStringLiteral("-5") << qint64(0);
    QTest::newRow("three decimals") << QStringLiteral("1.005") << qint64(0);
    QTest::newRow("comma") << QStringLiteral("20,00") << qint64(0);
    QTest::newRow("exponent") << QStringLiteral("1e3") << qint64(0);
    QTest::newRow("huge") << QStringLiteral("99999999999999999999") << qint64(0);
    QTest::newRow("words") << QStringLiteral("二十") << qint64(0);
}

void ChargeTest::amountsAreRead()
{
    QFETCH(QString, text);
    QFETCH(qint64, fen);
    const auto amount = amountFromText(text);
    QCOMPARE(amount.has_value(), fen != 0);
    if (amount)
        QCOMPARE(amount->minor(), fen);
}

void ChargeTest::thePreviewIsThatOfScenarioA1()
{
    const auto preview
        = previewOf(planV1(), ChargeMode::ByEnergy, at("2026-03-16T18:40:00+08:00"), inYuan(2000), 7000);
    QVERIFY(preview);
    QCOMPARE(preview->energy.kwhText(2), QStringLiteral("12.79"));
    QCOMPARE(preview->bill.total().text(), QStringLiteral("20.00"));
    const qint64 off = preview->end.secsTo(at("2026-03-16T20:29:38+08:00"));
    QVERIFY2(qAbs(off) <= 6, qPrintable(QString::number(off)));
    fillForm();
    QVERIFY(find<QLabel>(*m_page, "previewSummary")->text().contains(QLatin1String("12.79 kWh")));
    QVERIFY(!previewOf(planV1(), ChargeMode::ByEnergy, m_house->clock.now(), inYuan(0), 7000));
    QVERIFY(!previewOf(planV1(), ChargeMode::ByEnergy, m_house->clock.now(), inYuan(2000), 0));
}

void ChargeTest::theBandSwitchesByItself()
{
    m_page->reveal(QStringLiteral("O-1"));
    QTRY_COMPARE(view(), QStringLiteral("liveView"));
    const auto bands = m_page->findChildren<BandNow *>();
    const auto *live = bands.last();
    QTRY_COMPARE(live->band(), QStringLiteral("Peak"));
    m_house->clock.set(at("2026-03-16T18:59:59+08:00"));
    QCOMPARE(live->band(), QStringLiteral("Peak"));
    m_house->clock.set(at("2026-03-16T19:00:00+08:00"));
    QCOMPARE(live->band(), QStringLiteral("Sharp"));
}

void ChargeTest::cancelAsksFirst()
{
    fillForm();
    auto &gateway = m_house->ordersGateway;
    m_page->flow().requestPayment();
    gateway.creates.answer(waiting());
    QTRY_COMPARE(view(), QStringLiteral("paymentView"));
    find<QPushButton>(*m_page, "chargeCancel")->click();
    auto *strip = find<ConfirmStrip>(*m_page, "chargeConfirm");
    QVERIFY(strip->isOpen());
    QCOMPARE(focus()->objectName(), QStringLiteral("chargeConfirmCancel"));
    press(Qt::Key_Escape);
    QVERIFY(!strip->isOpen());
    QVERIFY(gateway.cancelled.isEmpty());
    find<QPushButton>(*m_page, "chargeCancel")->click();
    find<QPushButton>(*strip, "chargeConfirmVerb")->click();
    QCOMPARE(gateway.cancelled, QList<OrderId>{waiting().id});
    gateway.cancels.answer(asState(OrderState::Cancelled, 30));
    QTRY_COMPARE(view(), QStringLiteral("billView"));
    QCOMPARE(find<QLabel>(*m_page, "billTitle")->text(), QStringLiteral("Cancelled"));
}

void ChargeTest::theQuestionGoesWithItsGround()
{
    m_house->clock.set(at("2026-03-16T19:10:00+08:00"));
    m_page->reveal(QStringLiteral("O-1"));
    QTRY_COMPARE(view(), QStringLiteral("liveView"));
    find<QPushButton>(*m_page, "chargeStop")->click();
    auto *strip = find<ConfirmStrip>(*m_page, "chargeConfirm");
    QVERIFY(strip->isOpen());
    ChargeOrder ended = settledOrder();
    Q_EMIT m_house->ordersGateway.orderChanged(ended);
    QVERIFY(!strip->isOpen());
    QVERIFY(m_house->ordersGateway.stopped.isEmpty());
    QCOMPARE(view(), QStringLiteral("billView"));
    QCOMPARE(focus(), m_page); // not thrown into the search field
}

void ChargeTest::olderNewsIsIgnored()
{
    fillForm();
    m_page->flow().requestPayment();
    m_house->ordersGateway.creates.answer(asState(OrderState::Paid, 60));
    QTRY_COMPARE(m_page->flow().stage(), ChargeFlow::Stage::Paid);
    Q_EMIT m_house->ordersGateway.orderChanged(waiting());
    QCOMPARE(m_page->flow().stage(), ChargeFlow::Stage::Paid);
    ChargeOrder other = asState(OrderState::Failed, 90);
    other.id = OrderId(QStringLiteral("another"));
    Q_EMIT m_house->ordersGateway.orderChanged(other);
    QCOMPARE(m_page->flow().stage(), ChargeFlow::Stage::Paid);
}

void ChargeTest::afterAReconnectItAsksAgain()
{
    fillForm();
    auto &gateway = m_house->ordersGateway;
    m_page->flow().requestPayment();
    gateway.creates.answer(waiting());
    QTRY_COMPARE(view(), QStringLiteral("paymentView"));
    m_house->link.set(LinkState::Stale, {Error::Kind::Offline, {}, {}});
    const auto *cancel = find<QPushButton>(*m_page, "chargeCancel");
    QVERIFY(!cancel->isEnabled());
    QVERIFY(cancel->toolTip().contains(QLatin1String("away")));
    m_house->link.goLive();
    QCOMPARE(gateway.asked, QList<OrderId>{waiting().id});
    gateway.orders.answer(asState(OrderState::Paid, 40));
    QTRY_COMPARE(m_page->flow().stage(), ChargeFlow::Stage::Paid);
}

void ChargeTest::everyModeIsOffered()
{
    const std::pair<const char *, ChargeMode> modes[] = {{"chargeByTime", ChargeMode::ByTime},
                                                         {"chargeUntilFull", ChargeMode::AutoFull},
                                                         {"chargeByEnergy", ChargeMode::ByEnergy}};
    for (const auto &[name, mode] : modes) {
        auto *button = find<QPushButton>(*m_page, name);
        QVERIFY(button->isEnabled());
        button->setChecked(true);
        QCOMPARE(m_page->flow().mode(), mode);
    }
    const auto *request = find<QPushButton>(*m_page, "chargeRequest");
    QVERIFY(!request->isEnabled());
    QVERIFY(!request->toolTip().isEmpty());
}

void ChargeTest::aRefusedPaymentEndsInWords()
{
    fillForm();
    m_page->flow().requestPayment();
    m_house->ordersGateway.creates.answer(waiting());
    QTRY_COMPARE(view(), QStringLiteral("paymentView"));
    ChargeOrder refused = asState(OrderState::Cancelled, 20);
    refused.payment->state = PaymentState::Refused;
    Q_EMIT m_house->ordersGateway.orderChanged(refused);
    QCOMPARE(view(), QStringLiteral("billView"));
    const auto *what = find<QLabel>(*m_page, "billNoticeWhat");
    QVERIFY(what->isVisible());
    QVERIFY(what->text().contains(QLatin1String("refused")));
}

void ChargeTest::aSecondChargeLeavesTheFirstRunning()
{
    m_page->reveal(QStringLiteral("O-1"));
    QTRY_COMPARE(view(), QStringLiteral("liveView"));
    m_house->window().findChild<Page *>(QStringLiteral("pilesPage"))->chargeRequested(plugged);
    QCOMPARE(m_page->flow().stage(), ChargeFlow::Stage::Choosing);
    QCOMPARE(m_page->flow().port().text(), plugged);
    QVERIFY(m_house->ordersGateway.stopped.isEmpty());
    QVERIFY(m_house->ordersGateway.cancelled.isEmpty());
}

void ChargeTest::theAccountIsShown()
{
    fillForm();
    const auto *money = find<QLabel>(*m_page, "chargeAccountMoney");
    const auto *charges = find<QTableView>(*m_page, "chargeAccountCharges");
    QCOMPARE(money->text(), QStringLiteral("Owes nothing · pays before the charge"));
    QCOMPARE(charges->model()->rowCount(), 0);
    find<QLineEdit>(*m_page, "chargePhone")->setText(QStringLiteral("13800135678"));
    QVERIFY(!charges->isVisibleTo(m_page)); // of a number that is no longer meant
    m_page->flow().checkAccount();
    m_house->ordersGateway.checks.answer(settlesAfter());
    QTRY_COMPARE(find<QLabel>(*m_page, "chargeAccount")->text(),
                 QStringLiteral("138****5678 · 1 of 3 ports in use"));
    QCOMPARE(money->text(), QStringLiteral("Owes ¥ 9.02 · pays after the charge"));
    QCOMPARE(charges->model()->rowCount(), 3);
    const auto row = [charges](int at) {
        QStringList cells;
        for (int column = 0; column < charges->model()->columnCount(); ++column)
            cells << charges->model()->index(at, column).data().toString();
        return cells.join(QLatin1Char('|'));
    };
    QCOMPARE(row(0), QStringLiteral("03-16 11:13|…0006|3.50|3.00|paid"));
    QCOMPARE(row(2), QStringLiteral("03-16 11:10|…0001|5.00|5.50|5.50"));
}

void ChargeTest::whoPaysAfterwardsChoosesNoMethod()
{
    fillForm();
    const auto *card = find<QPushButton>(*m_page, "chargeCard");
    const auto *request = find<QPushButton>(*m_page, "chargeRequest");
    QVERIFY(card->isEnabled());
    QCOMPARE(request->text(), QStringLiteral("Request payment"));
    find<QLineEdit>(*m_page, "chargePhone")->setText(QStringLiteral("13800135678"));
    m_page->flow().checkAccount();
    m_house->ordersGateway.checks.answer(settlesAfter());
    QTRY_COMPARE(request->text(), QStringLiteral("Place order"));
    QVERIFY(!card->isEnabled());
    QVERIFY(card->toolTip().contains(QLatin1String("after the charge")));
}

QTEST_MAIN(ChargeTest)
#include "charge_test.moc"
