// SPDX-License-Identifier: GPL-3.0-or-later
// Every page has room for its words and figures in both languages at 1366 x 768, in good and in bad times.
#include "mapmeters/metertabs.h"
#include "support/fit.h"
#include "support/house.h"
#include "ui/charge/chargepage.h"
#include "ui/map/mappage.h"
#include "ui/meters/meterspage.h"
#include "ui/shell/linkwatch.h"
#include "ui/widgets/messagebar.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;

class FitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>(*qApp);
        auto &h = *m_house;
        m_lines = std::make_unique<FakeLines>(m_steady);
        pd::test::fillReports(*m_lines);
        m_lines->clockValue = QStringLiteral("2026-03-16 19:10:00");
        auto *map = new MapPage(h.piles, h.orders, h.link, h.ordersGateway, h.theme, h.ticker, m_steady);
        h.window().addPage(map);
        m_meters = new MetersPage(*m_lines, m_steady, h.theme, h.ticker);
        h.window().addPage(m_meters);
        connect(m_meters, &MetersPage::registerRead, map,
                [map](const QString &, const MeterAddress &, const Reading &reading, qint64 steadyNs) {
                    map->setLineRegister(PileId(QStringLiteral("33010800100003")), reading, steadyNs);
                });
        h.window().resize(1366, 768);
        h.window().show();
    }
    void cleanup()
    {
        m_house->language.set(QStringLiteral("en"));
        m_house.reset();
        m_lines.reset();
    }

    void everyPage_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Chinese") << QStringLiteral("zh_CN");
    }

    void everyPage()
    {
        QFETCH(QString, language);
        m_house->language.set(language);
        check("sign-in");
        m_house->fill();
        meters();
        pages("good times");
        charge();
        m_house->link.set(LinkState::Stale, {Error::Kind::Offline, {}, {}});
        pages("cloud away");
        m_house->link.goLive();
        for (Pile pile : m_house->piles.piles()) {
            pile.online = false;
            m_house->piles.update(pile);
        }
        QTest::qWait(200); // changes are gathered
        for (int second = 0; second < LinkWatch::patienceAfterCloudTicks; ++second)
            Q_EMIT m_house->ticker.tick();
        QCOMPARE(m_house->window().messages().count(), 2); // "back", and the piles
        pages("piles away");
    }

private:
    void check(const char *where) { check(QString::fromLatin1(where)); }
    void check(const QString &where)
    {
        auto &window = m_house->window();
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QTest::qWait(150); // gathered changes and layouts
        QCOMPARE(window.size(), QSize(1366, 768));
        const QStringList found = tooSmall(window, m_house->theme);
        if (found.isEmpty())
            return;
        window.grab().save(QStringLiteral("fit-failed.png"));
        QFAIL(qPrintable(where + QStringLiteral("\n  ") + found.join(QStringLiteral("\n  "))));
    }

    void pages(const char *when)
    {
        const QString times = QString::fromLatin1(when);
        const QString charging = QStringLiteral("33010800100003-1");
        for (const char *page : {"map", "piles"}) {
            m_house->window().goTo(QLatin1String(page), charging);
            check(times + QStringLiteral(", ") + QLatin1String(page));
            // A fault, and a pile that is free.
            for (const char *port : {"33010800100006-1", "33010800100010-1"}) {
                m_house->window().goTo(QLatin1String(page), QLatin1String(port));
                check(times + QStringLiteral(", ") + QLatin1String(page) + QLatin1Char(' ')
                      + QLatin1String(port));
            }
        }
        for (const char *order : {"O-1", "O-104", "O-105"}) {
            m_house->window().goTo(QStringLiteral("sessions"), QLatin1String(order));
            check(times + QStringLiteral(", session ") + QLatin1String(order));
        }
        settlement(times);
        for (const char *version : {"V2", "V1"}) {
            m_house->window().goTo(QStringLiteral("prices"), QLatin1String(version));
            check(times + QStringLiteral(", prices ") + QLatin1String(version));
        }
        m_house->window().showPage(QStringLiteral("meters"));
        check(times + QStringLiteral(", meters"));
    }

    // One payment for three charges: before it is asked for, and with its code.
    void settlement(const QString &times)
    {
        const QList<ChargeOrder> before = m_house->orders.orders();
        m_house->orders.reset(unpaidOrders());
        auto *page = m_house->window().findChild<Page *>(QStringLiteral("sessionsPage"));
        page->findChild<QTableView *>(QStringLiteral("sessionTable"))->selectAll();
        check(times + QStringLiteral(", unpaid"));
        page->findChild<QPushButton *>(QStringLiteral("sessionSettle"))->click();
        check(times + QStringLiteral(", settle"));
        page->findChild<QPushButton *>(QStringLiteral("settlementRequest"))->click();
        if (m_house->ordersGateway.settles.count() > 0) {
            m_house->ordersGateway.settles.answer(settlementOf(unpaidOrders()));
            check(times + QStringLiteral(", code of a settlement"));
        }
        page->findChild<QPushButton *>(QStringLiteral("settlementClose"))->click();
        m_house->orders.reset(before);
    }

    void meters()
    {
        m_house->window().showPage(QStringLiteral("meters"));
        check("meters, nothing open");
        LineSettings line;
        line.path = QStringLiteral("/dev/ttyUSB0");
        m_meters->setLine(line);
        m_meters->openLine();
        m_meters->setAddress(QStringLiteral("330108000103"));
        for (const Error::Kind kind : {Error::Kind::Timeout, Error::Kind::Protocol}) {
            m_lines->readFails = Error{kind, {}, {}};
            m_meters->findChild<QPushButton *>(QStringLiteral("meterRead"))->click();
            check(QStringLiteral("meters, ") + toWord(kind));
        }
        m_lines->readFails.reset();
        m_meters->findChild<QPushButton *>(QStringLiteral("meterRead"))->click();
        check("meters, read");
        pd::test::eachMeterTab(*m_meters, *m_lines, [this](const char *tab) {
            check(QStringLiteral("meters, ") + QLatin1String(tab));
        });
    }

    void charge()
    {
        auto &window = m_house->window();
        window.goTo(QStringLiteral("charge"), QStringLiteral("33010800100004-1"));
        check("charge, empty");
        auto *page = window.findChild<ChargePage *>();
        window.findChild<QLineEdit *>(QStringLiteral("chargePhone"))->setText(QStringLiteral("13800135678"));
        page->flow().checkAccount();
        m_house->ordersGateway.checks.answer(settlesAfter());
        check("charge, account");
        const auto choose = [page](const char *button) {
            page->findChild<QPushButton *>(QLatin1String(button))->setChecked(true);
        };
        choose("chargeInKwh");
        window.findChild<QLineEdit *>(QStringLiteral("chargeAmount"))->setText(QStringLiteral("12.50"));
        choose("chargeAtTime");
        window.findChild<QLineEdit *>(QStringLiteral("chargeStartTime"))->setText(QStringLiteral("0:30"));
        check("charge, energy, scheduled");
        choose("chargeByTime");
        choose("chargeInMinutes");
        window.findChild<QLineEdit *>(QStringLiteral("chargeAmount"))->setText(QStringLiteral("x"));
        window.findChild<QLineEdit *>(QStringLiteral("chargeStartTime"))->setText(QStringLiteral("x"));
        check("charge, minutes, wrong");
        for (const Reservation &one : reservations(m_house->clock.now()))
            Q_EMIT m_house->reservationsGateway.reservationChanged(one);
        choose("chargeReservations");
        check("charge, reservations");
        ChargeOrder order = settledOrder();
        order.state = OrderState::AwaitingPayment;
        order.payment->state = PaymentState::AwaitingPayer;
        order.updatedAt = order.createdAt;
        page->flow().follow(order);
        check("charge, payment");
        order.state = OrderState::Paid;
        order.startAt = m_house->clock.now().addSecs(5 * 3600);
        page->flow().follow(order);
        check("charge, scheduled");
        page->flow().follow(chargingOrder(m_house->clock.now()));
        check("charge, live");
        page->flow().follow(settledOrder());
        check("charge, bill");
    }

    SystemSteadyClock m_steady;
    std::unique_ptr<FakeLines> m_lines;
    std::unique_ptr<House> m_house;
    MetersPage *m_meters = nullptr;
};

QTEST_MAIN(FitTest)
#include "fit_test.moc"
