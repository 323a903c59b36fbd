// SPDX-License-Identifier: GPL-3.0-or-later
// The piles the cloud refused: the button in the status strip and the list behind it, in both languages.
#include "support/fit.h"
#include "support/house.h"
#include "ui/shell/refusaltext.h"
#include "ui/shell/refusedlist.h"
#include "ui/shell/statusstrip.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::ui::test;

namespace {

const QList<RefusalReason> reasons{RefusalReason::UnknownPile,      RefusalReason::WrongKey,
                                   RefusalReason::WrongSubprotocol, RefusalReason::MessageTooBig,
                                   RefusalReason::NotOcpp,          RefusalReason::NotChecked,
                                   RefusalReason::NoIdentity,       RefusalReason::Unknown};

bool hasChinese(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

} // namespace

class RefusedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>(*qApp);
        m_house->language.set(QStringLiteral("en"));
        m_house->window().resize(1366, 768);
        m_house->window().show();
        m_house->fill();
        m_button = m_house->window().status().findChild<QPushButton *>(QStringLiteral("status_refused"));
        m_list = m_house->window().findChild<RefusedList *>();
        QVERIFY(m_button && m_list);
    }
    void cleanup()
    {
        m_house->language.set(QStringLiteral("en"));
        m_house.reset();
    }

    void nothingWhereNobodyWasRefused()
    {
        tell({});
        QVERIFY(m_button->isHidden());
    }

    void countsPilesOfTheLastDay()
    {
        tell({refusal("A", RefusalReason::WrongKey, 60), refusal("A", RefusalReason::WrongSubprotocol, 70),
              refusal("B", RefusalReason::UnknownPile, 80),
              refusal("C", RefusalReason::UnknownPile, 90'000)});
        QVERIFY(m_button->isVisible());
        QCOMPARE(m_button->text(), QStringLiteral("2 piles refused"));
        QCOMPARE(m_button->accessibleName(), m_button->text());
        QVERIFY(!m_button->icon().isNull());
        m_house->clock.set(m_house->clock.now().addDays(1));
        Q_EMIT m_house->ticker.tick();
        QVERIFY(m_button->isHidden());
    }

    void listsWithWords_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Chinese") << QStringLiteral("zh_CN");
    }

    void listsWithWords()
    {
        QFETCH(QString, language);
        const bool chinese = language == QLatin1String("zh_CN");
        QList<PileRefusal> refusals;
        for (const RefusalReason reason : reasons)
            refusals.append(refusal("33010800100003", reason, 60 + refusals.size()));
        tell(refusals);
        m_button->click();
        QVERIFY(m_list->isVisible());
        QVERIFY(!m_list->isModal());
        m_house->language.set(language); // while it is open
        QCoreApplication::sendPostedEvents();
        auto *table = m_list->findChild<QTableView *>(QStringLiteral("refusedTable"));
        QCOMPARE(table->model()->rowCount(), reasons.size());
        QSet<QString> phrases;
        for (int row = 0; row < reasons.size(); ++row) {
            table->selectRow(row);
            const QString what = m_list->findChild<QLabel *>(QStringLiteral("refusedWhat"))->text();
            const QString help = m_list->findChild<QLabel *>(QStringLiteral("refusedHelp"))->text();
            phrases.insert(what);
            const QString name = table->model()->index(row, RefusedModel::ReasonColumn).data().toString();
            for (const QString &text : {what, help, name})
                QVERIFY2(!text.isEmpty() && hasChinese(text) == chinese, qPrintable(text));
            QTest::qWait(0);
            const QStringList found = tooSmall(*m_list, m_house->theme);
            QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral("\n  "))));
        }
        QCOMPARE(phrases.size(), reasons.size());
        QCOMPARE(hasChinese(m_button->text()), chinese);
        QCOMPARE(hasChinese(m_list->windowTitle()), chinese);
        QVERIFY(!table->accessibleName().isEmpty());
        QCOMPARE(table->model()->index(0, RefusedModel::LastColumn).data().toString(),
                 QStringLiteral("03-16 19:09"));
        QCOMPARE(table->model()->index(0, RefusedModel::CountColumn).data().toString(), QStringLiteral("3"));
        QTRY_VERIFY(tooSmall(m_house->window(), m_house->theme).isEmpty()); // layouts settle
    }

    void theLineSomebodyReadsStaysChosen()
    {
        tell({refusal("A", RefusalReason::WrongKey, 60), refusal("B", RefusalReason::UnknownPile, 80)});
        m_button->click();
        auto *table = m_list->findChild<QTableView *>(QStringLiteral("refusedTable"));
        table->selectRow(1);
        tell({refusal("C", RefusalReason::NotOcpp, 10), refusal("A", RefusalReason::WrongKey, 60),
              refusal("B", RefusalReason::UnknownPile, 80)});
        QTRY_COMPARE(table->currentIndex().row(), 2);
        QCOMPARE(m_list->findChild<QLabel *>(QStringLiteral("refusedWhat"))->text(),
                 RefusalText::of(RefusalReason::UnknownPile).what);
    }

    void changesWhileAskingAreAskedAgain()
    {
        auto &calls = m_house->pilesGateway.refusedCalls;
        Q_EMIT m_house->pilesGateway.refusedChanged();
        Q_EMIT m_house->pilesGateway.refusedChanged();
        Q_EMIT m_house->pilesGateway.refusedChanged();
        QCOMPARE(calls.count(), 1);
        calls.answer(QList<PileRefusal>());
        QTRY_COMPARE(calls.count(), 1);
        calls.answer(QList<PileRefusal>{refusal("A", RefusalReason::WrongKey, 60)});
        QTRY_VERIFY(m_button->isVisible());
        QCOMPARE(calls.count(), 0);
    }

    void signedOutNothingIsLeft()
    {
        tell({refusal("A", RefusalReason::WrongKey, 60)});
        m_button->click();
        Q_EMIT m_house->pilesGateway.refusedChanged();
        m_house->link.signOut();
        QVERIFY(m_button->isHidden());
        QVERIFY(!m_list->isVisible());
        m_house->pilesGateway.refusedCalls.answer(
            QList<PileRefusal>{refusal("A", RefusalReason::WrongKey, 60)});
        QCoreApplication::processEvents();
        QVERIFY(m_button->isHidden()); // that answer was for who has gone
    }

private:
    PileRefusal refusal(const char *identity, RefusalReason reason, qint64 secondsAgo) const
    {
        const QDateTime at = m_house->clock.now().addSecs(-secondsAgo);
        return {QString::fromLatin1(identity),
                QStringLiteral("192.168.100.200:41234"),
                {},
                reason,
                {},
                3,
                at,
                at};
    }

    // As the cloud tells it: it changed, and this is the list.
    void tell(const QList<PileRefusal> &refusals)
    {
        auto &calls = m_house->pilesGateway.refusedCalls;
        Q_EMIT m_house->pilesGateway.refusedChanged();
        QCOMPARE(calls.count(), 1);
        calls.answer(refusals);
        Q_EMIT m_house->ticker.tick();
        QTRY_COMPARE(m_button->isHidden(), refusals.isEmpty());
        QCoreApplication::processEvents();
    }

    std::unique_ptr<House> m_house;
    QPushButton *m_button = nullptr;
    RefusedList *m_list = nullptr;
};

QTEST_MAIN(RefusedTest)
#include "refused_test.moc"
