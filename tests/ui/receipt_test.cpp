// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"
#include "ui/sessions/receiptfile.h"
#include "ui/sessions/sessiondetail.h"
#include "ui/sessions/sessionspage.h"
#include "ui/widgets/notice.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;

namespace {

Receipt receiptOf(const QList<ChargeOrder> &charges)
{
    return {charges, QStringLiteral("滨江充电站"), QTimeZone("Asia/Shanghai")};
}

// The words of a PDF as another program reads them; fonts give radicals for some ideographs that look alike.
QString wordsOf(const QString &pdf)
{
    QProcess reader;
    reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), pdf, QStringLiteral("-")});
    if (!reader.waitForFinished(20'000) || reader.exitCode() != 0)
        return {};
    return QString::fromUtf8(reader.readAllStandardOutput())
        .normalized(QString::NormalizationForm_KC)
        .simplified();
}

ChargeOrder timed(const char *id, qint64 fen)
{
    ChargeOrder order = settledOrder();
    order.id = OrderId(QLatin1String(id));
    order.mode = ChargeMode::ByTime;
    order.bill = {};
    order.bill.planVersion = QStringLiteral("V1");
    order.bill.time = Money::fromMinor(fen);
    return order;
}

} // namespace

class ReceiptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextStandsInBothLanguages()
    {
        QStringList keys[2];
        int at = 0;
        for (const char *name : {"en", "zh_CN"}) {
            QFile file(QStringLiteral(":/texts/receipt.%1.json").arg(QLatin1String(name)));
            QVERIFY(file.open(QFile::ReadOnly));
            const auto texts = DriverTexts::fromJson(file.readAll());
            QVERIFY(texts.has_value());
            keys[at] = texts->keys();
            keys[at++].sort();
            // A key that is not found would stand in the receipt as it is.
            ChargeOrder order = settledOrder();
            for (const ChargeMode mode : {ChargeMode::ByTime, ChargeMode::ByEnergy, ChargeMode::AutoFull}) {
                order.mode = mode;
                QVERIFY(!receiptHtml(receiptOf({order, order}), *texts)
                             .contains(QRegularExpression(QStringLiteral("(mode|band|method)_"))));
            }
        }
        QCOMPARE(keys[0], keys[1]);
        QVERIFY(keys[0].size() > 30);
    }

    void componentsAndBeneathThemThePeriods()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a1.pdf"));
        const Done written = writeReceiptPdf(path, receiptOf({settledOrder()}), QStringLiteral("en"));
        QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().detail));
        const QString words = wordsOf(path);
        for (const char *part :
             {"Charging receipt", "滨江充电站", "138****5678", "Order O-1", "8123.45 → 8136.24 kWh",
              "Electricity 14.88", "Service 5.12", "Total 20.00", "2026-03-16 18:40:00 – 2026-03-16 19:00:00",
              "Peak 2.3332 1.00 + 0.40 2.3332 0.9333", "P-20260316-0001", "Asia/Shanghai", "op1"})
            QVERIFY2(words.contains(QString::fromUtf8(part)), part);
        QVERIFY(!words.contains(QStringLiteral("Occupancy")));
    }

    void chineseReadsAsChinese()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a1.pdf"));
        QVERIFY(writeReceiptPdf(path, receiptOf({settledOrder()}), QStringLiteral("zh_CN")).has_value());
        const QString words = wordsOf(path);
        for (const char *part : {"充电收据", "电费 14.88", "服务费 5.12", "合计 20.00", "网络支付平台"})
            QVERIFY2(words.contains(QString::fromUtf8(part)), part);
    }

    void severalThatWereSettledTogether()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a3.pdf"));
        QVERIFY(
            writeReceiptPdf(path, receiptOf({timed("O-1", 550), timed("O-2", 352), timed("O-3", 300)}), {})
                .has_value());
        const QString words = wordsOf(path);
        QVERIFY(words.contains(QStringLiteral("3 charges settled together")));
        QVERIFY(words.contains(QStringLiteral("All charges together 12.02")));
    }

    void aJointSettlementListsAllItsCharges()
    {
        House house(*qApp);
        house.window().show();
        house.fill();
        QTRY_COMPARE(house.orders.orders().size(), 15);
        QList<ChargeOrder> charges = unpaidOrders();
        JointSettlement settlement = settlementOf(charges);
        settlement.state = JointSettlement::State::Settled;
        settlement.payment.paidAt = at("2026-03-16T12:11:00+08:00");
        for (ChargeOrder &order : charges) {
            order.settlement = settlement.id;
            order.owed = {};
            order.state = OrderState::Settled;
        }
        house.orders.reset({charges.at(0), charges.at(1)}); // the third is on an older page
        auto *page = house.window().findChild<SessionsPage *>();
        auto *detail = page->findChild<SessionDetail *>();
        page->reveal(charges.first().id.text());
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a3.pdf"));
        detail->writeReceipt(path);
        auto &gateway = house.ordersGateway;
        QCOMPARE(gateway.askedSettlements, QStringList{settlement.id});
        gateway.settlements.answer(settlement);
        QTRY_COMPARE(gateway.asked, QList<OrderId>{charges.at(2).id});
        gateway.orders.answer(charges.at(2));
        QTRY_VERIFY(QFile::exists(path));
        const QString words = wordsOf(path);
        for (const char *part :
             {"3 charges settled together", "O-A3-1 5.50", "O-A3-2 3.52", "O-A3-6 3.00",
              "All charges together 12.02", "PS000001-ABCDEF-P1", "12.02 · 2026-03-16 12:11:00"})
            QVERIFY2(words.contains(QString::fromUtf8(part)), part);
        // Where the cloud does not answer, there is a reason instead of half a receipt.
        const QString other = folder.filePath(QStringLiteral("none.pdf"));
        detail->writeReceipt(other);
        gateway.settlements.answer(failure(Error::Kind::Timeout, {}));
        const auto *notice = detail->findChild<Notice *>(QStringLiteral("receiptNotice"));
        QTRY_VERIFY(notice->isShown());
        QVERIFY(!QFile::exists(other));
    }

    void whatIsNotSettledHasNone()
    {
        const QTemporaryDir folder;
        ChargeOrder running = settledOrder();
        running.state = OrderState::Ended;
        const QString path = folder.filePath(QStringLiteral("none.pdf"));
        QCOMPARE(writeReceiptPdf(path, receiptOf({running}), {}).error().reason,
                 QStringLiteral("not_settled"));
        QCOMPARE(writeReceiptPdf(path, receiptOf({}), {}).error().kind, Error::Kind::Invalid);
        ChargeOrder other = settledOrder();
        other.account = AccountId(QStringLiteral("A2"));
        QCOMPARE(writeReceiptPdf(path, receiptOf({settledOrder(), other}), {}).error().kind,
                 Error::Kind::Invalid);
        QVERIFY(!QFile::exists(path));
        QCOMPARE(writeReceiptPdf(folder.filePath(QStringLiteral("no/such/folder.pdf")),
                                 receiptOf({settledOrder()}), {})
                     .error()
                     .reason,
                 QStringLiteral("receipt_not_written"));
    }

    void namesAreShownAsTheyAre()
    {
        ChargeOrder order = settledOrder();
        order.operatorName = QStringLiteral("<b>op</b>");
        QVERIFY(receiptHtml(receiptOf({order}), {}).contains(QStringLiteral("&lt;b&gt;op")));
    }

    void theSessionOffersIt()
    {
        House house(*qApp);
        house.window().show();
        house.fill();
        house.window().showPage(QStringLiteral("sessions"));
        auto *page = house.window().findChild<SessionsPage *>();
        ChargeOrder running = chargingOrder(settledOrder().endedAt);
        running.id = OrderId(QStringLiteral("O-2"));
        running.payment->id = PaymentId(QStringLiteral("P-2"));
        house.orders.reset({settledOrder(), running});
        auto *button = page->findChild<QPushButton *>(QStringLiteral("sessionReceipt"));
        auto *detail = page->findChild<SessionDetail *>();
        page->reveal(QStringLiteral("O-2"));
        QVERIFY(!button->isEnabled());
        QVERIFY(!button->toolTip().isEmpty());
        page->reveal(QStringLiteral("O-1"));
        QVERIFY(button->isEnabled());
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("O-1.pdf"));
        detail->writeReceipt(path);
        QVERIFY(wordsOf(path).contains(QStringLiteral("20.00")));
        const auto *notice = detail->findChild<Notice *>(QStringLiteral("receiptNotice"));
        QVERIFY(!notice->isShown());
        detail->writeReceipt(folder.filePath(QStringLiteral("no/such/folder.pdf")));
        QVERIFY(notice->isShown());
    }
};

QTEST_MAIN(ReceiptTest)
#include "receipt_test.moc"
