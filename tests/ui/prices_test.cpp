// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"
#include "ui/prices/planeditor.h"
#include "ui/prices/pricespage.h"
#include "ui/prices/slotpainter.h"
#include "ui/theme/colors.h"
#include "ui/widgets/words.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;

namespace {

template <typename T>
T *find(const QObject &parent, const char *name)
{
    T *found = parent.findChild<T *>(QLatin1String(name));
    Q_ASSERT(found);
    return found;
}

QString rows(const QTableView &table)
{
    QStringList lines;
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < table.model()->columnCount(); ++column)
            cells << table.model()->index(row, column).data().toString();
        lines << cells.join(QStringLiteral(" | "));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class PricesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>(*qApp);
        m_house->window().resize(1366, 768);
        m_house->window().show();
        m_house->fill();
        m_page = m_house->window().findChild<PricesPage *>();
    }
    void cleanup() { m_house.reset(); }

    void modelsKeepTheirPromises()
    {
        open("op1", {"operator"});
        for (const char *name : {"planVersions", "planPiles", "planChanges"}) {
            const QAbstractItemModelTester tester(find<QTableView>(*m_page, name)->model(),
                                                  QAbstractItemModelTester::FailureReportingMode::QtTest);
        }
    }

    void listsAndDifference()
    {
        open("op1", {"operator"});
        QCOMPARE(rows(*find<QTableView>(*m_page, "planVersions")),
                 QStringLiteral("V2 | waits for approval | 03-16 22:00 | op1\n"
                                "V1 | in force | from the first | installation"));
        QCOMPARE(rows(*find<QTableView>(*m_page, "planChanges")),
                 QStringLiteral("Flat, service ¥/kWh | 0.40 | 0.50"));
        const QString piles = rows(*find<QTableView>(*m_page, "planPiles"));
        for (const char *line :
             {"…0001 | not asked yet | -- | --", "…0002 | confirmed | V1 | 2 h",
              "…0006 | waits: offline | V1 | 5 min", "…0007 | waits: charging | V1 | 5 min",
              "…0008 | waits: it refused | V1 | 5 min", "…0010 | priced by the cloud | -- | --"})
            QVERIFY2(piles.contains(QString::fromUtf8(line)), qPrintable(piles));
        QVERIFY(find<QLabel>(*m_page, "planHistory")
                    ->text()
                    .contains(QStringLiteral("drafted by op1, 03-16 18:50 · submitted by op1, 03-16 18:55")));
    }

    void whoMayDoWhat_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QStringList>("roles");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("allowed");
        const QStringList op{QStringLiteral("operator")};
        const QStringList lead{QStringLiteral("operator"), QStringLiteral("lead")};
        QTest::newRow("drafter") << "op1" << op << "DRAFT"
                                 << "discard submit";
        QTest::newRow("drafter, submitted") << "op1" << op << "SUBMITTED"
                                            << "discard";
        QTest::newRow("drafter who is a lead") << "op1" << lead << "SUBMITTED"
                                               << "discard";
        QTest::newRow("another operator") << "op2" << op << "SUBMITTED"
                                          << "";
        QTest::newRow("lead") << "lead1" << lead << "SUBMITTED"
                              << "approve refuse";
        QTest::newRow("lead, draft") << "lead1" << lead << "DRAFT"
                                     << "";
        QTest::newRow("lead, in force") << "lead1" << lead << "IN_FORCE"
                                        << "";
        QTest::newRow("support") << "cs1" << QStringList{QStringLiteral("support")} << "SUBMITTED"
                                 << "";
    }

    void whoMayDoWhat()
    {
        QFETCH(QString, user);
        QFETCH(QStringList, roles);
        QFETCH(QString, state);
        QFETCH(QString, allowed);
        m_house->pricesGateway.versionList[0].state = planStateFromWord(state).value();
        open(user.toLatin1().constData(), roles);
        find<QLineEdit>(*m_page, "planReason")->setText(QStringLiteral("too dear"));
        QStringList may;
        for (const char *act : {"approve", "discard", "refuse", "submit"}) {
            const auto *button
                = find<QPushButton>(*m_page, qPrintable(QStringLiteral("plan_") + QLatin1String(act)));
            if (button->isEnabled())
                may << QLatin1String(act);
            else
                QVERIFY2(!button->toolTip().isEmpty(), act); // it says why not
        }
        QCOMPARE(may.join(QLatin1Char(' ')), allowed);
        // Where nothing can be done, no dead controls stand about: a sentence says why.
        const auto *why = find<QLabel>(*m_page, "planWhy");
        QVERIFY(!allowed.isEmpty() || why->isVisible());
        if (allowed.isEmpty())
            QVERIFY(!find<QPushButton>(*m_page, "plan_submit")->isVisible());
        const bool edits = m_page->findChild<PlanEditor *>()->isEditable();
        QCOMPARE(find<QWidget>(*m_page, "brush_sharp")->isVisible(), edits);
        QCOMPARE(find<QWidget>(*m_page, "planLegend")->isVisible(), !edits);
    }

    void approveAsksFirst()
    {
        open("lead1", {"operator", "lead"});
        click("plan_approve");
        QVERIFY(m_house->pricesGateway.acts.isEmpty());
        const QString consequence = find<QLabel>(*m_page, "planConfirmConsequence")->text();
        QVERIFY2(consequence.contains(QStringLiteral("03-16 22:00")), qPrintable(consequence));
        click("planConfirmVerb");
        QCOMPARE(m_house->pricesGateway.acts, QStringList{QStringLiteral("V2 APPROVE")});
        PlanVersion approved = m_house->pricesGateway.versionList[0];
        approved.state = PlanState::Approved;
        m_house->pricesGateway.versionList[0] = approved;
        m_house->pricesGateway.answers.answer(approved);
        QTRY_COMPARE(find<QLabel>(*m_page, "planTitle")->text(), QStringLiteral("V2 · approved, to come"));
    }

    void refusalNeedsAReason()
    {
        open("lead1", {"operator", "lead"});
        QVERIFY(!find<QPushButton>(*m_page, "plan_refuse")->isEnabled());
        find<QLineEdit>(*m_page, "planReason")->setText(QStringLiteral("too dear"));
        click("plan_refuse");
        QCOMPARE(m_house->pricesGateway.acts, QStringList{QStringLiteral("V2 REFUSE too dear")});
        m_house->pricesGateway.answers.answer(
            failure(Error::Kind::NotAllowed, {}, QStringLiteral("own_draft")));
        QTRY_VERIFY(find<QWidget>(*m_page, "planNotice")->isVisible());
    }

    void editAndSave()
    {
        m_house->pricesGateway.versionList[0].state = PlanState::Draft;
        open("op1", {"operator"});
        auto *service = find<QLineEdit>(*m_page, "service_peak");
        service->setFocus();
        service->selectAll();
        QTest::keyClicks(service, QStringLiteral("0.45"));
        QVERIFY(!find<QPushButton>(*m_page, "plan_submit")->isEnabled()); // save first
        QCOMPARE(find<QLabel>(*m_page, "sum_peak")->text(), QStringLiteral("1.45"));
        QVERIFY(rows(*find<QTableView>(*m_page, "planChanges"))
                    .startsWith(QStringLiteral("Peak, service ¥/kWh | 0.40 | 0.45")));
        auto *start = find<QLineEdit>(*m_page, "planStart");
        start->clear();
        QTest::keyClicks(start, QStringLiteral("2026-03-17 06:30"));
        click("plan_change");
        const PlanDraft sent = m_house->pricesGateway.drafts.value(0);
        QCOMPARE(sent.plan.priceOf(Band::Peak).service.text(), QStringLiteral("0.45"));
        QCOMPARE(sent.plan.startsAt, at("2026-03-17T06:30:00+08:00"));
        // What cannot be meant is not sent.
        for (const auto &[field, text] : {std::pair("service_peak", "dear"), std::pair("planStart", "soon"),
                                          std::pair("occupancyGrace", "-3"), std::pair("noShowFee", "-1")}) {
            auto *edit = find<QLineEdit>(*m_page, field);
            const QString before = edit->text();
            edit->setText(QString::fromLatin1(text));
            QVERIFY2(!m_page->findChild<PlanEditor *>()->plan(), field);
            edit->setText(before);
        }
        // A band without a price would be energy for nothing.
        auto *painter = m_page->findChild<SlotPainter *>();
        painter->setBrush(Band::DeepValley);
        painter->paintSlots(0, 3);
        const Result<PricePlan> unpriced = m_page->findChild<PlanEditor *>()->plan();
        QVERIFY(!unpriced);
        QCOMPARE(unpriced.error().reason, QStringLiteral("band_unpriced"));
    }

    void rollBack()
    {
        m_house->pricesGateway.versionList[0].state = PlanState::InForce;
        m_house->pricesGateway.versionList[1].state = PlanState::Superseded;
        open("op1", {"operator"});
        QVERIFY(!find<QPushButton>(*m_page, "planRollBack")->isEnabled());
        m_page->reveal(QStringLiteral("V1"));
        click("planRollBack");
        QCOMPARE(m_house->pricesGateway.drafts.value(0).rollsBackTo, QStringLiteral("V1"));
    }

    void painterByMouse()
    {
        SlotPainter painter(m_house->theme);
        painter.resize(964, 60);
        painter.setBands(planV1().slotBands);
        const auto slotPoint = [](int slot) { return QPoint(2 + slot * 20 + 10, 15); };
        painter.setBrush(Band::Sharp);
        QTest::mouseClick(&painter, Qt::LeftButton, {}, slotPoint(3));
        QCOMPARE(painter.bands(), planV1().slotBands); // it can only be looked at
        painter.setEditable(true);
        QSignalSpy edited(&painter, &SlotPainter::edited);
        QTest::mousePress(&painter, Qt::LeftButton, {}, slotPoint(3));
        QTest::mouseMove(&painter, slotPoint(7)); // fast: nothing in between is left out
        QTest::mouseRelease(&painter, Qt::LeftButton, {}, slotPoint(7));
        QVERIFY(edited.count() >= 1);
        for (int slot = 0; slot < 10; ++slot)
            QCOMPARE(painter.bands()[size_t(slot)], slot >= 3 && slot <= 7 ? Band::Sharp : Band::Valley);
        QCOMPARE(painter.slotAt(-50), 0);
        QCOMPARE(painter.slotAt(5000), 47);
    }

    void painterByKeyboard()
    {
        SlotPainter painter(m_house->theme);
        painter.setBands(planV1().slotBands);
        painter.setEditable(true);
        QSignalSpy chosen(&painter, &SlotPainter::brushChosen);
        QTest::keyClick(&painter, Qt::Key_5);
        QCOMPARE(chosen.count(), 1);
        QTest::keyClick(&painter, Qt::Key_Right);
        QTest::keyClick(&painter, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&painter, Qt::Key_Space);
        for (int slot = 0; slot < 4; ++slot)
            QCOMPARE(painter.bands()[size_t(slot)], slot == 1 || slot == 2 ? Band::DeepValley : Band::Valley);
        QTest::keyClick(&painter, Qt::Key_End);
        QTest::keyClick(&painter, Qt::Key_Return);
        QCOMPARE(painter.bands()[47], Band::DeepValley);
        QVERIFY(painter.accessibleDescription().contains(QStringLiteral("23:30 to 24:00: Deep valley")));
    }

    void sharpIsNotTakenForPeak()
    {
        for (auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            for (size_t a = 0; a < allBands.size(); ++a) {
                for (size_t b = a + 1; b < allBands.size(); ++b) {
                    const QColor one = colorOf(Words::bandColor(allBands[a]), scheme);
                    const QColor other = colorOf(Words::bandColor(allBands[b]), scheme);
                    const int distance = qAbs(one.red() - other.red()) + qAbs(one.green() - other.green())
                        + qAbs(one.blue() - other.blue());
                    const bool dearest = a == 0 && b == 1; // sharp and peak stand side by side all day
                    QVERIFY2(distance >= (dearest ? 100 : 50), qPrintable(one.name() + other.name()));
                }
            }
        }
    }

private:
    void open(const char *user, const QStringList &roles)
    {
        m_house->link.goLive(QString::fromLatin1(user), roles);
        m_house->window().goTo(QStringLiteral("prices"), {});
        QTRY_COMPARE(find<QTableView>(*m_page, "planVersions")->model()->rowCount(), 2);
        QTRY_COMPARE(find<QTableView>(*m_page, "planPiles")->model()->rowCount(), 10);
        m_page->reveal(QStringLiteral("V2"));
    }
    void open(const char *user, std::initializer_list<const char *> roles)
    {
        QStringList words;
        for (const char *role : roles)
            words << QLatin1String(role);
        open(user, words);
    }
    void click(const char *button)
    {
        auto *found = find<QPushButton>(*m_page, button);
        QVERIFY2(found->isEnabled(), button);
        found->click();
    }

    std::unique_ptr<House> m_house;
    PricesPage *m_page = nullptr;
};

QTEST_MAIN(PricesTest)
#include "prices_test.moc"
