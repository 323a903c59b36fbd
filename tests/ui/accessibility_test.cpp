// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fit.h"
#include "support/house.h"
#include "support/pseudochinese.h"
#include "ui/charge/chargepage.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;

namespace {

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QChar(0x2026)).trimmed();
}

} // namespace

class AccessibilityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>(*qApp);
        m_house->window().resize(1366, 768);
        m_house->window().show();
    }
    void cleanup() { m_house.reset(); }

    void everyControlHasItsName()
    {
        m_house->fill();
        int controls = 0;
        for (QWidget *widget : m_house->window().findChildren<QWidget *>()) {
            const bool control = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
                || qobject_cast<QComboBox *>(widget) || qobject_cast<QTableView *>(widget);
            // Parts that Qt makes inside its own widgets have no object names of ours, but something to say.
            const bool inner = widget->objectName().startsWith(QLatin1String("qt_"))
                || qobject_cast<QTableView *>(widget->parentWidget());
            if (qobject_cast<QLineEdit *>(widget->parentWidget())) {
                QAccessibleInterface *part = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(part && !part->text(QAccessible::Name).isEmpty(),
                         qPrintable(widget->parentWidget()->objectName()));
                continue;
            }
            // The question's verb is named when it is asked.
            if (!control || inner || widget->objectName().endsWith(QLatin1String("ConfirmVerb")))
                continue;
            const auto *button = qobject_cast<QAbstractButton *>(widget);
            if (button && button->isHidden() && button->text().isEmpty())
                continue; // of the strip: it appears with its words
            ++controls;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(spoken);
            const QString name = spoken->text(QAccessible::Name);
            QVERIFY2(!name.isEmpty(), qPrintable(widget->objectName()));
            if (button && !button->text().isEmpty()
                && !button->objectName().startsWith(QLatin1String("chargeQuick"))
                && button->objectName() != QLatin1String("userMenu")
                && button->objectName() != QLatin1String("messageDismiss"))
                QCOMPARE(name, plain(button->text()));
        }
        QVERIFY(controls > 40);
    }

    // As a screen reader goes: press by the action, then find the entries in the window's own tree.
    void theUserMenuOpensByItsAction()
    {
        m_house->fill();
        QAccessibleInterface *window = QAccessible::queryAccessibleInterface(&m_house->window());
        QVERIFY(named(window, QStringLiteral("User and settings")));
        QVERIFY(!named(window, QStringLiteral("Sign out")));
        press(window, QStringLiteral("User and settings"));
        press(window, QStringLiteral("Dark theme"));
        QCOMPARE(m_house->theme.scheme(), Theme::Scheme::Dark);
        press(window, QStringLiteral("简体中文"));
        QCOMPARE(m_house->language.code(), QStringLiteral("zh_CN"));
        press(window, QStringLiteral("English"));
        press(window, QStringLiteral("Dark theme"));
        press(window, QStringLiteral("Sign out"));
        QTRY_VERIFY(m_house->window().currentPage().isEmpty());
        QVERIFY(!named(window, QStringLiteral("Sign out")));
    }

    void tablesTellTheirCells()
    {
        m_house->fill();
        m_house->window().goTo(QStringLiteral("piles"), QStringLiteral("33010800100003-1"));
        auto *table = m_house->window().findChild<QTableView *>(QStringLiteral("portTable"));
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(table);
        QVERIFY(spoken && spoken->tableInterface());
        QCOMPARE(spoken->tableInterface()->rowCount(), 14);
        QAccessibleInterface *cell = spoken->tableInterface()->cellAt(2, 2);
        QVERIFY(cell);
        QCOMPARE(cell->text(QAccessible::Name), QStringLiteral("Charging"));
        QVERIFY(spoken->tableInterface()->isRowSelected(2));
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<bool>("chinese");
        QTest::addColumn<bool>("dark");
        QTest::newRow("English") << false << false;
        QTest::newRow("Chinese") << true << false;
        QTest::newRow("English dark") << false << true;
    }

    void nothingIsClipped()
    {
        QFETCH(bool, chinese);
        QFETCH(bool, dark);
        auto &window = m_house->window();
        std::unique_ptr<PseudoChinese> translation;
        if (chinese)
            translation = std::make_unique<PseudoChinese>();
        if (dark)
            m_house->theme.setScheme(Theme::Scheme::Dark);
        const auto check = [&](const char *where) {
            QTest::qWait(60); // layouts settle
            QCOMPARE(window.size(), QSize(1366, 768));
            QStringList found = tooSmall(window, m_house->theme);
            if (chinese) // no header is as long in real Chinese, which fit_test looks at
                found.removeIf([](const QString &one) { return one.contains(QLatin1String(": header ")); });
            QVERIFY2(found.isEmpty(),
                     qPrintable(QLatin1String(where) + QStringLiteral("\n  ")
                                + found.join(QStringLiteral("\n  "))));
        };
        check("sign-in");
        m_house->fill();
        for (const char *port : {"33010800100003-1", "33010800100006-1", "33010800100010-1"}) {
            window.goTo(QStringLiteral("piles"), QLatin1String(port));
            check(port);
        }
        window.goTo(QStringLiteral("piles"), QStringLiteral("33010800100003-1"));
        window.findChild<QAbstractButton *>(QStringLiteral("portStop"))->click();
        check("stop?");
        for (const char *order : {"O-1", "O-104", "O-105"}) {
            window.goTo(QStringLiteral("sessions"), QLatin1String(order));
            check(order);
        }
        checkSettlement(check);
        for (const char *version : {"V2", "V1"}) {
            window.goTo(QStringLiteral("prices"), QLatin1String(version));
            check(version);
        }
        m_house->link.set(LinkState::Stale, {Error::Kind::Offline, {}, {}});
        check("cloud away");
        m_house->link.goLive();
        checkCharge(check);
    }

private:
    // The shown node of this name that can be acted on.
    static QAccessibleInterface *named(QAccessibleInterface *node, const QString &name)
    {
        if (!node || node->state().invisible)
            return nullptr;
        const bool acts = node->actionInterface() && !node->actionInterface()->actionNames().isEmpty();
        if (acts && node->text(QAccessible::Name) == name)
            return node;
        for (int i = 0; i < node->childCount(); ++i) {
            if (QAccessibleInterface *found = named(node->child(i), name))
                return found;
        }
        return nullptr;
    }

    static void press(QAccessibleInterface *window, const QString &name)
    {
        QTRY_VERIFY2(named(window, name), qPrintable(name));
        QAccessibleInterface *node = named(window, name);
        node->actionInterface()->doAction(node->actionInterface()->actionNames().first());
    }

    template <typename Check>
    void checkSettlement(Check check)
    {
        m_house->orders.reset(unpaidOrders());
        auto &window = m_house->window();
        window.findChild<QTableView *>(QStringLiteral("sessionTable"))->selectAll();
        window.findChild<QAbstractButton *>(QStringLiteral("sessionSettle"))->click();
        check("settle together");
        window.findChild<QAbstractButton *>(QStringLiteral("settlementRequest"))->click();
        m_house->ordersGateway.settles.answer(settlementOf(unpaidOrders()));
        check("code of a settlement");
        window.findChild<QAbstractButton *>(QStringLiteral("settlementClose"))->click();
    }

    template <typename Check>
    void checkCharge(Check check)
    {
        auto &window = m_house->window();
        auto &gateway = m_house->ordersGateway;
        window.goTo(QStringLiteral("charge"), QStringLiteral("33010800100004-1"));
        auto *page = window.findChild<ChargePage *>();
        check("empty sheet");
        window.findChild<QLineEdit *>(QStringLiteral("chargePhone"))->setText(QStringLiteral("13800135678"));
        page->flow().checkAccount();
        gateway.checks.answer(AccountCheck{AccountId(QStringLiteral("A1")), QStringLiteral("138****5678"),
                                           QStringLiteral("浙A·D***88"), 3, 3, false});
        window.findChild<QLineEdit *>(QStringLiteral("chargeAmount"))->setText(QStringLiteral("x"));
        check("sheet with errors");
        ChargeOrder order = settledOrder();
        order.state = OrderState::AwaitingPayment;
        order.payment->state = PaymentState::AwaitingPayer;
        order.updatedAt = order.createdAt;
        page->flow().follow(order);
        check("payment");
        page->flow().follow(chargingOrder(m_house->clock.now()));
        check("live");
        page->flow().follow(settledOrder());
        check("bill");
    }

    std::unique_ptr<House> m_house;
};

QTEST_MAIN(AccessibilityTest)
#include "accessibility_test.moc"
