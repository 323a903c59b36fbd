// SPDX-License-Identifier: GPL-3.0-or-later
// Ports held for drivers, and what a lead changes of an account.
#include "support/house.h"
#include "ui/charge/chargepage.h"
#include "ui/piles/commandrules.h"
#include "ui/widgets/confirmstrip.h"

#include <QApplication>
#include <QCheckBox>
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

const QString freePort = QStringLiteral("33010800100001-1");
const char *const now = "2026-03-16T14:55:00+08:00";

Reservation reservation(int id, Reservation::State state)
{
    Reservation made;
    made.id = id;
    made.state = state;
    made.station = StationId(QStringLiteral("S1"));
    made.port = PortId(freePort);
    made.account = AccountId(QStringLiteral("A1"));
    made.accountMasked = QStringLiteral("138****5678");
    made.createdAt = at(now).addSecs(-180);
    made.until = at("2026-03-16T15:10:00+08:00");
    made.operatorName = QStringLiteral("op1");
    return made;
}

} // namespace

class ReservationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_house.reset(); }

    void isReservedFromTheSheet();
    void withoutATimeItIsAsLongAsThePlanAllows();
    void fromThePanelOfAPort();
    void whatCannotBeReserved_data();
    void whatCannotBeReserved();
    void refusalsAreWords_data();
    void refusalsAreWords();
    void anUnclearAnswerKeepsTheReference();
    void theListSaysStateAndAge();
    void eachEndHasItsWords();
    void changesAreFollowed();
    void whatIsToldMeanwhileIsNewerThanTheList();
    void cancelNeedsAReason();
    void whoeverOnlyLooksIsNotToldWhoIsExpected();
    void aChargeComesBeforeTheList();
    void aReservedPortDoesNotNameItsHolder();

    void anOperatorReadsTheAccountOnly();
    void aLeadChangesTheAccount();
    void whatIsRefusedStaysAsItWas();
    void theQuestionIsOfOneAccount();

private:
    template <typename T>
    T *find(const char *name) const
    {
        T *found = m_house->window().findChild<T *>(QLatin1String(name));
        Q_ASSERT(found);
        return found;
    }
    void type(const char *field, const QString &text) const { find<QLineEdit>(field)->setText(text); }
    QString said(const char *label) const { return find<QLabel>(label)->text(); }
    QString view() const { return find<QStackedWidget>("chargeStack")->currentWidget()->objectName(); }
    void checkAccount(const AccountCheck &check) const;
    void openList() const { find<QPushButton>("chargeReservations")->setChecked(true); }
    QStringList rows() const;

    static AccountCheck account()
    {
        return {AccountId(QStringLiteral("A1")), QStringLiteral("138****5678"), {}, 0, 3, false};
    }

    std::unique_ptr<House> m_house;
    ChargePage *m_page = nullptr;
};

void ReservationsTest::init()
{
    m_house = std::make_unique<House>(*qApp, at(now));
    m_house->pilesGateway.plan.reservation = {15, Money::fromMinor(200)};
    m_house->window().show();
    m_house->fill();
    m_house->window().showPage(QStringLiteral("charge"));
    m_page = m_house->window().findChild<ChargePage *>();
    QVERIFY(QTest::qWaitForWindowActive(&m_house->window()));
    m_page->reveal(freePort);
}

void ReservationsTest::checkAccount(const AccountCheck &check) const
{
    type("chargePhone", QStringLiteral("13800135678"));
    m_page->flow().checkAccount();
    m_house->ordersGateway.checks.answer(check);
    QTRY_VERIFY(m_page->flow().account());
}

QStringList ReservationsTest::rows() const
{
    const auto *table = find<QTableView>("reservationTable");
    QStringList found;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < table->model()->columnCount(); ++column)
            cells << table->model()->index(row, column).data().toString();
        found << cells.join(QLatin1Char('|'));
    }
    return found;
}

void ReservationsTest::isReservedFromTheSheet()
{
    auto &gateway = m_house->reservationsGateway;
    checkAccount(account());
    openList();
    QCOMPARE(view(), QStringLiteral("reservationView"));
    QVERIFY(said("reservationTarget").contains(QLatin1String("0001")));
    QVERIFY(said("reservationTarget").endsWith(QLatin1String("138****5678")));
    QCOMPARE(said("reservationTerms"),
             QStringLiteral("Held free of charge for 15 min at most; ¥2.00 are billed if nobody comes."));
    type("reservationUntil", QStringLiteral("15:05"));
    auto *button = find<QPushButton>("reservationReserve");
    QVERIFY(button->isEnabled());
    button->click();
    QVERIFY(!button->isEnabled()); // once is enough
    button->click();
    QCOMPARE(gateway.requests.size(), 1);
    QCOMPARE(gateway.requests.first().port.text(), freePort);
    QCOMPARE(gateway.requests.first().account.text(), QStringLiteral("A1"));
    QCOMPARE(gateway.requests.first().until, at("2026-03-16T15:05:00+08:00"));
    QVERIFY(!gateway.requests.first().clientRef.isEmpty());
    gateway.creates.answer(reservation(7, Reservation::State::Held));
    QTRY_COMPARE(rows().size(), 1);
    QVERIFY(said("reservationListTitle").contains(QLatin1String("Held now: 1")));
    QCOMPARE(find<QLineEdit>("reservationUntil")->text(), QString());
}

void ReservationsTest::withoutATimeItIsAsLongAsThePlanAllows()
{
    checkAccount(account());
    openList();
    QCOMPARE(find<QLineEdit>("reservationUntil")->placeholderText(), QStringLiteral("15:10"));
    find<QPushButton>("reservationReserve")->click();
    QCOMPARE(m_house->reservationsGateway.requests.size(), 1);
    QVERIFY(!m_house->reservationsGateway.requests.first().until.isValid());
}

void ReservationsTest::fromThePanelOfAPort()
{
    m_house->window().goTo(QStringLiteral("piles"), freePort);
    auto *button = find<QPushButton>("portReserve");
    QVERIFY(button->isVisible() && button->isEnabled());
    button->click();
    QVERIFY(m_page->isVisible());
    QCOMPARE(view(), QStringLiteral("reservationView"));
    QCOMPARE(m_page->flow().port().text(), freePort);
    QVERIFY(find<QLineEdit>("chargePhone")->hasFocus());
    QVERIFY(!find<QPushButton>("reservationReserve")->isEnabled());
    QCOMPARE(said("reservationWhy"), QStringLiteral("Check the account first."));
}

void ReservationsTest::whatCannotBeReserved_data()
{
    QTest::addColumn<PortState>("state");
    QTest::addColumn<ConnectorStatus>("status");
    QTest::addColumn<bool>("online");
    QTest::addColumn<QString>("reason");
    QTest::newRow("free") << PortState::Available << ConnectorStatus::Available << true << QString();
    QTest::newRow("held") << PortState::Reserved << ConnectorStatus::Available << true << "held";
    QTest::newRow("a car") << PortState::Blocked << ConnectorStatus::Preparing << true << "car is plugged";
    QTest::newRow("charging") << PortState::Charging << ConnectorStatus::Charging << true
                              << "charge is running";
    QTest::newRow("fault") << PortState::OutOfOrder << ConnectorStatus::Faulted << true << "fault";
    QTest::newRow("offline") << PortState::Unknown << ConnectorStatus::Available << false << "offline";
}

void ReservationsTest::whatCannotBeReserved()
{
    QFETCH(PortState, state);
    QFETCH(ConnectorStatus, status);
    QFETCH(bool, online);
    QFETCH(QString, reason);
    Pile pile;
    pile.online = online;
    Port port;
    port.state = state;
    port.connectorStatus = status;
    const auto verdict = CommandRules::mayReserve(m_house->link, &pile, &port);
    QCOMPARE(verdict.allowed, reason.isEmpty());
    QVERIFY2(verdict.reason.contains(reason), qPrintable(verdict.reason));
}

void ReservationsTest::refusalsAreWords_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *reason, const char *words) {
        QTest::newRow(reason) << QString::fromLatin1(reason) << QString::fromLatin1(words);
    };
    row("port_occupied", "Another charge is running");
    row("reserved", "reserved for another driver");
    row("ports_limit", "All ports that this account may use");
    row("port_offline", "not connected");
    row("account_blocked", "blocked");
    row("unpaid_bills", "unpaid");
    row("until_invalid", "must end soon");
    row("pile_refused", "The pile refused");
    row("no_price_plan", "no price plan");
}

void ReservationsTest::refusalsAreWords()
{
    QFETCH(QString, reason);
    QFETCH(QString, words);
    checkAccount(account());
    openList();
    find<QPushButton>("reservationReserve")->click();
    m_house->reservationsGateway.creates.answer(failure(Error::Kind::Rejected, {}, reason));
    QTRY_VERIFY(find<QLabel>("reservationNoticeWhat")->isVisible());
    QVERIFY2(said("reservationNoticeWhat").contains(words), qPrintable(said("reservationNoticeWhat")));
    QVERIFY(rows().isEmpty());
    QVERIFY(find<QPushButton>("reservationReserve")->isEnabled());
    find<QPushButton>("reservationReserve")->click();
    const auto &requests = m_house->reservationsGateway.requests;
    QVERIFY(requests.at(0).clientRef != requests.at(1).clientRef); // a clear no: the next is another
}

void ReservationsTest::anUnclearAnswerKeepsTheReference()
{
    checkAccount(account());
    openList();
    find<QPushButton>("reservationReserve")->click();
    m_house->reservationsGateway.creates.answer(failure(Error::Kind::Timeout, {}));
    QTRY_VERIFY(find<QPushButton>("reservationReserve")->isEnabled());
    find<QPushButton>("reservationReserve")->click();
    const auto &requests = m_house->reservationsGateway.requests;
    QCOMPARE(requests.at(0).clientRef, requests.at(1).clientRef);
}

void ReservationsTest::theListSaysStateAndAge()
{
    openList();
    Q_EMIT m_house->reservationsGateway.reservationChanged(reservation(7, Reservation::State::Held));
    QCOMPARE(rows(), QStringList{QStringLiteral("03-16 14:52|…0001|138****5678|Held until 15:10|3 min|")});
    m_house->clock.set(at("2026-03-16T15:00:00+08:00"));
    QTRY_VERIFY(rows().first().contains(QLatin1String("|8 min|")));
}

void ReservationsTest::eachEndHasItsWords()
{
    openList();
    int id = 0;
    for (const auto state : {Reservation::State::Requested, Reservation::State::Consumed,
                             Reservation::State::Expired, Reservation::State::Refused})
        Q_EMIT m_house->reservationsGateway.reservationChanged(reservation(++id, state));
    Reservation gone = reservation(5, Reservation::State::Cancelled);
    gone.reason = QStringLiteral("司机来电改期");
    Q_EMIT m_house->reservationsGateway.reservationChanged(gone);
    const QStringList words{QStringLiteral("Cancelled"), QStringLiteral("Refused by the pile"),
                            QStringLiteral("Expired, nobody came"), QStringLiteral("Used, the driver came"),
                            QStringLiteral("Asking the pile")};
    const QStringList shown = rows();
    QCOMPARE(shown.size(), words.size());
    for (qsizetype row = 0; row < words.size(); ++row)
        QCOMPARE(shown[row].section(QLatin1Char('|'), 3, 3), words[row]);
    QVERIFY(shown.first().endsWith(QStringLiteral("司机来电改期")));
}

void ReservationsTest::changesAreFollowed()
{
    auto &gateway = m_house->reservationsGateway;
    openList();
    const int asked = gateway.asked;
    QVERIFY(asked > 0); // when it went live
    gateway.list = {reservation(7, Reservation::State::Held)};
    Q_EMIT gateway.reloadNeeded();
    QTRY_COMPARE(rows().size(), 1);
    Q_EMIT gateway.reservationChanged(reservation(7, Reservation::State::Expired));
    QVERIFY(rows().first().contains(QLatin1String("Expired")));
    // An answer that was overtaken does not bring it back.
    Q_EMIT gateway.reservationChanged(reservation(7, Reservation::State::Held));
    QVERIFY(rows().first().contains(QLatin1String("Expired")));
    m_house->link.set(LinkState::SignedOut);
    QVERIFY(rows().isEmpty());
}

void ReservationsTest::whatIsToldMeanwhileIsNewerThanTheList()
{
    auto &gateway = m_house->reservationsGateway;
    openList();
    gateway.holdsBack = true;
    Q_EMIT gateway.reloadNeeded();
    Q_EMIT gateway.reservationChanged(reservation(7, Reservation::State::Expired));
    Q_EMIT gateway.reservationChanged(reservation(8, Reservation::State::Held));
    gateway.lists.answer(QList<Reservation>{reservation(7, Reservation::State::Held),
                                            reservation(6, Reservation::State::Cancelled)});
    QTRY_COMPARE(rows().size(), 3);
    QVERIFY(rows()[0].contains(QLatin1String("Held")));
    QVERIFY(rows()[1].contains(QLatin1String("Expired")));
}

void ReservationsTest::cancelNeedsAReason()
{
    auto &gateway = m_house->reservationsGateway;
    openList();
    Q_EMIT gateway.reservationChanged(reservation(7, Reservation::State::Held));
    auto *button = find<QPushButton>("reservationCancel");
    QCOMPARE(button->toolTip(), QStringLiteral("Select a reservation first."));
    find<QTableView>("reservationTable")->selectRow(0);
    QCOMPARE(button->toolTip(), QStringLiteral("Enter the reason first."));
    type("reservationReason", QStringLiteral("   "));
    QVERIFY(!button->isEnabled());
    type("reservationReason", QStringLiteral(" 司机来电改期 "));
    QVERIFY(button->isEnabled());
    button->click();
    QCOMPARE(gateway.cancelled, QStringList{QStringLiteral("7 司机来电改期")});
    gateway.cancels.answer(failure(Error::Kind::Conflict, {}, QStringLiteral("reservation_over")));
    QTRY_VERIFY(find<QLabel>("reservationListNoticeWhat")->isVisible());
    button->click();
    Reservation gone = reservation(7, Reservation::State::Cancelled);
    gone.reason = QStringLiteral("司机来电改期");
    gateway.cancels.answer(gone);
    QTRY_VERIFY(rows().first().contains(QStringLiteral("Cancelled")));
    QCOMPARE(button->toolTip(), QStringLiteral("This reservation is over already."));
}

void ReservationsTest::whoeverOnlyLooksIsNotToldWhoIsExpected()
{
    const int asked = m_house->reservationsGateway.asked;
    m_house->link.goLive(QStringLiteral("v1"), {QStringLiteral("viewer")});
    QCOMPARE(m_house->reservationsGateway.asked, asked);
}

void ReservationsTest::aChargeComesBeforeTheList()
{
    openList();
    ChargeOrder order = chargingOrder(m_house->clock.now());
    m_page->flow().follow(order);
    QCOMPARE(view(), QStringLiteral("liveView"));
    QVERIFY(!find<QPushButton>("chargeReservations")->isChecked());
    openList(); // and it can be looked at meanwhile
    QCOMPARE(view(), QStringLiteral("reservationView"));
    find<QPushButton>("reservationClose")->click();
    QCOMPARE(view(), QStringLiteral("liveView"));
}

void ReservationsTest::aReservedPortDoesNotNameItsHolder()
{
    Pile pile = *m_house->piles.pile(pileOf(PortId(freePort)));
    pile.ports.first().state = PortState::Reserved;
    m_house->piles.update(pile);
    QTest::qWait(150); // changes are gathered
    Q_EMIT m_house->reservationsGateway.reservationChanged(reservation(7, Reservation::State::Held));
    m_house->window().goTo(QStringLiteral("piles"), freePort);
    QCOMPARE(said("portState"), QStringLiteral("Reserved"));
    QCOMPARE(find<QPushButton>("portReserve")->toolTip(),
             QStringLiteral("The port is held for somebody already."));
    for (const QLabel *label : find<QFrame>("portPanel")->findChildren<QLabel *>())
        QVERIFY2(!label->text().contains(QLatin1String("5678")), qPrintable(label->objectName()));
    const auto *table = find<QTableView>("portTable");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < table->model()->columnCount(); ++column)
            cells << table->model()->index(row, column).data().toString();
        if (cells.contains(QStringLiteral("Reserved")))
            QVERIFY(!cells.join(QLatin1Char('|')).contains(QLatin1String("5678")));
    }
}

void ReservationsTest::anOperatorReadsTheAccountOnly()
{
    checkAccount(settlesAfter());
    QVERIFY(find<QCheckBox>("accountSettlesAfter")->isChecked());
    QVERIFY(!find<QCheckBox>("accountBlocked")->isChecked());
    QCOMPARE(find<QLineEdit>("accountPorts")->text(), QStringLiteral("3"));
    for (const char *name : {"accountSettlesAfter", "accountBlocked", "accountPorts", "accountChange"})
        QVERIFY2(!find<QWidget>(name)->isEnabled(), name);
    QCOMPARE(said("accountWhy"),
             QStringLiteral("Only a lead changes how an account settles, its ports and its block."));
    QVERIFY(find<QLabel>("accountWhy")->isVisible());
}

void ReservationsTest::aLeadChangesTheAccount()
{
    auto &gateway = m_house->ordersGateway;
    m_house->link.goLive(QStringLiteral("lead1"), {QStringLiteral("lead")});
    checkAccount(account());
    auto *change = find<QPushButton>("accountChange");
    QVERIFY(!change->isEnabled()); // nothing differs yet
    find<QCheckBox>("accountSettlesAfter")->setChecked(true);
    type("accountPorts", QStringLiteral("5"));
    QVERIFY(change->isEnabled());
    change->click();
    QVERIFY(gateway.changes.isEmpty()); // it asks first
    QCOMPARE(said("chargeConfirmWhat"), QStringLiteral("Change account 138****5678?"));
    QCOMPARE(said("chargeConfirmConsequence"),
             QStringLiteral("It pays after the charge from now on. It may use this many ports at once: 5."));
    find<QPushButton>("chargeConfirmVerb")->click();
    QCOMPARE(gateway.changedAccount.text(), QStringLiteral("A1"));
    QCOMPARE(gateway.changes, QList<AccountChange>{(AccountChange{true, 5, {}})});
    AccountCheck after = account();
    after.settleAfter = true;
    after.portLimit = 5;
    gateway.accounts.answer(after);
    QTRY_COMPARE(said("chargeAccount"), QStringLiteral("138****5678 · 0 of 5 ports in use"));
    QVERIFY(said("chargeAccountMoney").contains(QLatin1String("pays after")));
    QVERIFY(!change->isEnabled());
}

void ReservationsTest::whatIsRefusedStaysAsItWas()
{
    auto &gateway = m_house->ordersGateway;
    m_house->link.goLive(QStringLiteral("lead1"), {QStringLiteral("lead")});
    checkAccount(account());
    find<QCheckBox>("accountBlocked")->setChecked(true);
    find<QPushButton>("accountChange")->click();
    QVERIFY(said("chargeConfirmConsequence").contains(QLatin1String("blocked")));
    find<QPushButton>("chargeConfirmVerb")->click();
    gateway.accounts.answer(failure(Error::Kind::NotAllowed, {}, QStringLiteral("role_missing")));
    QTRY_VERIFY(find<QLabel>("accountNoticeWhat")->isVisible());
    QVERIFY(!m_page->flow().account()->blocked);
}

void ReservationsTest::theQuestionIsOfOneAccount()
{
    m_house->link.goLive(QStringLiteral("lead1"), {QStringLiteral("lead")});
    checkAccount(account());
    find<QCheckBox>("accountBlocked")->setChecked(true);
    find<QPushButton>("accountChange")->click();
    auto *strip = find<ConfirmStrip>("chargeConfirm");
    QVERIFY(strip->isOpen());
    type("chargePhone", QStringLiteral("13900240011")); // another account is meant now
    QVERIFY(!strip->isOpen());
    QVERIFY(m_house->ordersGateway.changes.isEmpty());
}

QTEST_MAIN(ReservationsTest)
#include "reservations_test.moc"
