// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"

#include "mapmeters/metertabs.h"
#include "ui/charge/chargepage.h"
#include "ui/meters/meterspage.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;

namespace {

void save(QWidget &window, const QString &folder, const QString &name)
{
    QTest::qWait(150); // layouts and gathered changes settle
    window.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

void type(House &house, const char *field, const char *text)
{
    house.window().findChild<QLineEdit *>(QLatin1String(field))->setText(QString::fromLatin1(text));
}

// The assisted charge in its stages, driven as far as fakes go.
void saveCharge(House &house, const QString &folder)
{
    auto &orders = house.ordersGateway;
    house.window().goTo(QStringLiteral("charge"), QStringLiteral("33010800100004-1"));
    type(house, "chargePhone", "13800135678");
    auto *page = house.window().findChild<ChargePage *>();
    page->flow().checkAccount();
    orders.checks.answer(AccountCheck{AccountId(QStringLiteral("A1")), QStringLiteral("138****5678"),
                                      QStringLiteral("浙A·D***88"), 0, 3, false});
    type(house, "chargeAmount", "20.00");
    save(house.window(), folder, QStringLiteral("charge1-choose"));
    type(house, "chargePhone", "13800135678");
    page->flow().checkAccount();
    orders.checks.answer(settlesAfter());
    save(house.window(), folder, QStringLiteral("charge1-settles-after"));
    page->flow().requestPayment();
    ChargeOrder order = chargingOrder(house.clock.now());
    order.state = OrderState::AwaitingPayment;
    order.payment->state = PaymentState::AwaitingPayer;
    order.command.reset();
    orders.creates.answer(order);
    save(house.window(), folder, QStringLiteral("charge2-pay"));
    order.state = OrderState::Paid;
    order.payment->state = PaymentState::Succeeded;
    Q_EMIT orders.orderChanged(order);
    save(house.window(), folder, QStringLiteral("charge3-paid"));
    Q_EMIT orders.orderChanged(chargingOrder(house.clock.now()));
    page->findChild<QPushButton *>(QStringLiteral("chargeStop"))->click();
    save(house.window(), folder, QStringLiteral("charge4-live"));
    Q_EMIT orders.orderChanged(settledOrder());
    save(house.window(), folder, QStringLiteral("charge5-bill"));
}

// Limits by energy and time, a start at a time, reservations, and what a lead sees of an account.
void saveDesk(House &house, const QString &folder)
{
    auto *page = house.window().findChild<ChargePage *>();
    const auto choose = [page](const char *button) {
        page->findChild<QPushButton *>(QLatin1String(button))->setChecked(true);
    };
    house.window().goTo(QStringLiteral("charge"), QStringLiteral("33010800100001-1"));
    type(house, "chargePhone", "13800135678");
    page->flow().checkAccount();
    house.ordersGateway.checks.answer(settlesAfter());
    choose("chargeInKwh");
    type(house, "chargeAmount", "12.50");
    choose("chargeAtTime");
    type(house, "chargeStartTime", "0:30");
    save(house.window(), folder, QStringLiteral("desk1-energy-scheduled"));
    choose("chargeByTime");
    choose("chargeInMinutes");
    type(house, "chargeAmount", "60");
    save(house.window(), folder, QStringLiteral("desk2-minutes"));
    for (const Reservation &one : reservations(house.clock.now()))
        Q_EMIT house.reservationsGateway.reservationChanged(one);
    choose("chargeWhenTold");
    choose("chargeReservations");
    page->findChild<QTableView *>(QStringLiteral("reservationTable"))->selectRow(0);
    type(house, "reservationReason", "rang off");
    save(house.window(), folder, QStringLiteral("desk3-reservations"));
    page->findChild<QPushButton *>(QStringLiteral("reservationClose"))->click();
    house.link.goLive(QStringLiteral("lead1"), {QStringLiteral("lead")});
    page->findChild<QCheckBox *>(QStringLiteral("accountBlocked"))->setChecked(true);
    page->findChild<QPushButton *>(QStringLiteral("accountChange"))->click();
    save(house.window(), folder, QStringLiteral("desk4-account"));
    house.link.goLive();
    ChargeOrder order = settledOrder();
    order.state = OrderState::Paid;
    order.startAt = house.clock.now().addSecs(5 * 3600);
    order.startedAt = order.endedAt = {};
    order.command.reset();
    page->flow().follow(order);
    save(house.window(), folder, QStringLiteral("desk5-scheduled"));
}

void saveSettlement(House &house, const QString &folder)
{
    const QList<ChargeOrder> before = house.orders.orders();
    house.orders.reset(unpaidOrders());
    house.window().showPage(QStringLiteral("sessions"));
    house.window().findChild<QTableView *>(QStringLiteral("sessionTable"))->selectAll();
    save(house.window(), folder, QStringLiteral("settle0-unpaid"));
    const auto click = [&house](const char *name) {
        house.window().findChild<QPushButton *>(QLatin1String(name))->click();
    };
    click("sessionSettle");
    save(house.window(), folder, QStringLiteral("settle1-choose"));
    click("settlementRequest");
    house.ordersGateway.settles.answer(settlementOf(unpaidOrders()));
    save(house.window(), folder, QStringLiteral("settle2-pay"));
    click("settlementClose");
    house.orders.reset(before);
}

void saveMeters(House &house, FakeLines &lines, MetersPage &meters, const QString &folder)
{
    house.window().showPage(QStringLiteral("meters"));
    LineSettings line;
    line.path = QStringLiteral("/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A10KZP3X-if00-port0");
    meters.setLine(line);
    save(house.window(), folder, QStringLiteral("meters0-closed"));
    meters.openLine();
    meters.setAddress(QStringLiteral("330108000103"));
    QTest::qWait(50);
    meters.findChild<QPushButton *>(QStringLiteral("meterRead"))->click();
    save(house.window(), folder, QStringLiteral("meters1-one"));
    pd::test::eachMeterTab(meters, lines, [&](const char *tab) {
        save(house.window(), folder,
             QStringLiteral("meters2-")
                 + QString::fromLatin1(tab).replace(QLatin1String(", "), QLatin1String("-")));
    });
    meters.findChild<QComboBox *>(QStringLiteral("meterProtocol"))
        ->setCurrentText(QStringLiteral("Modbus-RTU"));
    meters.setAddress(QStringLiteral("12"));
    save(house.window(), folder, QStringLiteral("meters3-modbus"));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const QString folder = arguments.value(1, QStringLiteral("."));
    QDir().mkpath(folder);
    House house(app);
    house.pilesGateway.plan.reservation = {15, Money::fromMinor(200)};
    house.language.set(arguments.value(2, QStringLiteral("en")));
    if (arguments.value(3) == QLatin1String("dark"))
        house.theme.setScheme(Theme::Scheme::Dark);
    const SystemSteadyClock steady;
    FakeLines lines(steady);
    pd::test::fillReports(lines);
    auto *meters = new MetersPage(lines, steady, house.theme, house.ticker);
    house.window().addPage(meters);
    house.window().resize(1366, 768);
    house.window().show();
    save(house.window(), folder, QStringLiteral("signin"));
    house.fill();
    house.window().goTo(QStringLiteral("piles"), QStringLiteral("33010800100003-1"));
    save(house.window(), folder, QStringLiteral("piles"));
    house.window().goTo(QStringLiteral("sessions"), QStringLiteral("O-1"));
    save(house.window(), folder, QStringLiteral("sessions"));
    saveSettlement(house, folder);
    saveCharge(house, folder);
    saveDesk(house, folder);
    saveMeters(house, lines, *meters, folder);
    for (const char *version : {"V2", "V1"}) {
        house.window().goTo(QStringLiteral("prices"), QLatin1String(version));
        save(house.window(), folder, QStringLiteral("prices-") + QLatin1String(version));
    }
    return 0;
}
