// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/mapmeters/fakes.h"
#include "ui/map/hitlist.h"
#include "ui/map/mappage.h"
#include "ui/map/pilesearch.h"
#include "ui/map/powertrend.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace pd;
using namespace pd::ui;

class MapPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void searches_data();
    void searches();
    void enterFitsAllHits();
    void singleHitIsSelected();
    void nothingFoundSaysWhatToSearchBy();
    void emptyStoreSaysWhatToDo();
    void selectionIsOneOnMapListAndPanel();
    void rowsSpeak();
    void changesArriveEverywhere();
    void lineRegisterStandsBesideTheCloudsOne();
    void positionSourceIsTold();
    void offlineIsUnknownAndHasReasons();
    void stopAsksFirstAndTellsAnError();
    void startAsksForTheCharge();
    void staleIsSaid();
    void severalPortsCanBeChosen();
    void revealsPilesAndPorts();
    void brokenPlanDoesNoHarm();
    void historyIsBounded();

private:
    template <typename T>
    T *child(const char *name)
    {
        return m_page->findChild<T *>(QLatin1String(name));
    }
    QString text(const char *name)
    {
        auto *label = child<QLabel>(name);
        return label ? label->text() : QStringLiteral("no such label");
    }
    QListView *list() { return child<QListView>("mapHits"); }
    void type(const QString &text) { child<QLineEdit>("mapSearch")->setText(text); }
    void settle() { QTRY_VERIFY(!m_page->view().isMoving()); }
    int inView() const;

    std::unique_ptr<Theme> m_theme = std::make_unique<Theme>(*qApp);
    std::unique_ptr<World> m_world;
    std::unique_ptr<MapPage> m_page;
};

void MapPageTest::init()
{
    m_world = std::make_unique<World>();
    m_world->fill();
    m_page = std::make_unique<MapPage>(m_world->piles, m_world->orders, m_world->link, m_world->gateway,
                                       *m_theme, m_world->ticker, m_world->steady);
    m_page->resize(1290, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    settle();
}

void MapPageTest::cleanup()
{
    m_page.reset();
    m_world.reset();
}

int MapPageTest::inView() const
{
    int count = 0;
    for (const Marker &marker : m_page->view().markers()) {
        if (QRectF(m_page->view().rect()).contains(marker.screen))
            count += int(marker.piles.size());
    }
    return count;
}

void MapPageTest::searches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hits");
    const QString all = QStringLiteral("1 2 3 4 5 6 7 8 9 10 3:1 3:2");
    const QString ten = QStringLiteral("1 2 3 4 5 6 7 8 9 10");
    QTest::newRow("empty: all") << QString() << all;
    QTest::newRow("blanks: all") << QStringLiteral("   ") << all;
    QTest::newRow("station in Chinese") << QStringLiteral("滨江") << ten;
    QTest::newRow("other station in Chinese") << QStringLiteral("滨康") << QStringLiteral("3:1 3:2");
    QTest::newRow("both in Chinese") << QStringLiteral("滨") << all;
    QTest::newRow("address") << QStringLiteral("江南大道") << ten;
    QTest::newRow("number in the address") << QStringLiteral("588") << ten;
    QTest::newRow("city") << QStringLiteral("杭州") << all;
    QTest::newRow("whole number") << QStringLiteral("33010800100003") << QStringLiteral("3");
    QTest::newRow("tail") << QStringLiteral("0003") << QStringLiteral("3");
    QTest::newRow("tail as written") << QStringLiteral("…0003") << QStringLiteral("3");
    QTest::newRow("tail with dots") << QStringLiteral("...0003") << QStringLiteral("3");
    QTest::newRow("short tail") << QStringLiteral("03") << QStringLiteral("3");
    QTest::newRow("bay") << QStringLiteral("10") << QStringLiteral("10");
    QTest::newRow("part of the number") << QStringLiteral("0800300") << QStringLiteral("3:1 3:2");
    QTest::newRow("station and tail") << QStringLiteral("滨江 02") << QStringLiteral("2");
    QTest::newRow("station and bay") << QStringLiteral("滨康 2") << QStringLiteral("3:2");
    QTest::newRow("full-width digits") << QStringLiteral("００１０") << QStringLiteral("10");
    QTest::newRow("station id") << QStringLiteral("s3") << QStringLiteral("3:1 3:2");
    QTest::newRow("nothing") << QStringLiteral("萧山") << QString();
    QTest::newRow("not a regular expression") << QStringLiteral(".*") << QString();
}

void MapPageTest::searches()
{
    QFETCH(QString, text);
    QFETCH(QString, hits);
    QStringList found;
    for (const PileId &id : searchPiles(m_world->piles, text)) {
        const QString number = QString::number(id.text().right(4).toInt());
        found.append(id.text().contains(QStringLiteral("8003")) ? QStringLiteral("3:") + number : number);
    }
    QCOMPARE(found.join(QLatin1Char(' ')), hits);
}

void MapPageTest::enterFitsAllHits()
{
    QVERIFY(!list()->isVisible());
    type(QStringLiteral("滨江"));
    QVERIFY(list()->isVisible());
    QCOMPARE(list()->model()->rowCount(), 10);
    QVERIFY(text("mapSearchCount").startsWith(QStringLiteral("10 ")));
    QTest::keyClick(child<QLineEdit>("mapSearch"), Qt::Key_Return);
    settle();
    QCOMPARE(inView(), 10);
    QVERIFY(m_page->view().viewport().zoom() > 18);
    // None of them hides behind the search box.
    const QRect box = child<QWidget>("mapFinder")->geometry();
    for (const Marker &marker : m_page->view().markers())
        QVERIFY(!box.contains(marker.screen.toPoint()));
    QVERIFY(m_page->selected().isEmpty());
}

void MapPageTest::singleHitIsSelected()
{
    type(QStringLiteral("…0003"));
    QTest::keyClick(child<QLineEdit>("mapSearch"), Qt::Key_Return);
    QCOMPARE(m_page->selected(), World::pileId(3));
    QVERIFY(text("portTitle").contains(QStringLiteral("0003")));
}

void MapPageTest::nothingFoundSaysWhatToSearchBy()
{
    type(QStringLiteral("萧山"));
    QVERIFY(!list()->isVisible());
    QVERIFY(text("mapSearchCount").startsWith(QStringLiteral("0 ")));
    QVERIFY(text("mapSearchNote").contains(QStringLiteral("Nothing found")));
    const Viewport before = m_page->view().viewport();
    QTest::keyClick(child<QLineEdit>("mapSearch"), Qt::Key_Return);
    QCOMPARE(m_page->view().viewport(), before);
    type(QString());
    QVERIFY(child<QLabel>("mapSearchNote")->isHidden());
}

void MapPageTest::emptyStoreSaysWhatToDo()
{
    m_world->piles.reset({}, {});
    QVERIFY(text("mapSearchNote").contains(QStringLiteral("No piles yet")));
    QVERIFY(m_page->view().markers().isEmpty());
}

void MapPageTest::selectionIsOneOnMapListAndPanel()
{
    type(QStringLiteral("滨江"));
    QTest::keyClick(child<QLineEdit>("mapSearch"), Qt::Key_Return);
    settle();
    const Marker marker = m_page->view().markers()[4];
    QTest::mouseClick(&m_page->view(), Qt::LeftButton, {}, marker.screen.toPoint());
    QCOMPARE(m_page->selected(), World::pileId(5));
    QCOMPARE(list()->currentIndex().row(), 4);
    QVERIFY(text("portTitle").contains(QStringLiteral("0005")));
    // The list by keyboard: the panel and the marker follow.
    child<QLineEdit>("mapSearch")->setFocus();
    QTest::keyClick(child<QLineEdit>("mapSearch"), Qt::Key_Down);
    QVERIFY(list()->hasFocus());
    QTest::keyClick(list(), Qt::Key_Down);
    QCOMPARE(m_page->selected(), World::pileId(6));
    QVERIFY(text("portTitle").contains(QStringLiteral("0006")));
    QCOMPARE(text("portState"), QStringLiteral("Fault"));
    QTest::mouseClick(&m_page->view(), Qt::LeftButton, {}, {600, 640});
    QVERIFY(m_page->selected().isEmpty());
    QVERIFY(!list()->currentIndex().isValid());
}

void MapPageTest::rowsSpeak()
{
    QAbstractItemModelTester tester(list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto speaks
        = [this](int row) { return list()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString(); };
    QCOMPARE(speaks(0), QStringLiteral("Pile …0001, available"));
    QCOMPARE(speaks(2), QStringLiteral("Pile …0003, charging, 7.00 kW"));
    QCOMPARE(speaks(6), QStringLiteral("Pile …0007, unknown, offline"));
    QCOMPARE(child<QLineEdit>("mapSearch")->accessibleName(), QStringLiteral("Search the map"));
    QCOMPARE(m_page->view().accessibleName(), QStringLiteral("Map"));
    QCOMPARE(child<QPushButton>("portStart")->accessibleName(), QStringLiteral("Start charging"));
    QCOMPARE(child<QPushButton>("portStop")->accessibleName(), QStringLiteral("Stop charging"));
}

void MapPageTest::changesArriveEverywhere()
{
    m_page->select(World::pileId(1));
    QCOMPARE(text("portState"), QStringLiteral("Available"));
    m_world->piles.update(m_world->chargingPile(1));
    QTRY_COMPARE(text("portState"), QStringLiteral("Charging"));
    QCOMPARE(text("portPower").replace(QChar(0xa0), QLatin1Char(' ')), QStringLiteral("7.00 kW"));
    QTRY_COMPARE(list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Pile …0001, charging, 7.00 kW"));
}

void MapPageTest::lineRegisterStandsBesideTheCloudsOne()
{
    m_page->select(World::pileId(3));
    auto *value = child<QLabel>("portRegisterLine");
    QVERIFY(value);
    QVERIFY(!value->isVisible()); // nothing was read from its meter
    Reading reading;
    reading.quantity = QStringLiteral("energy.forward.total");
    reading.value = QStringLiteral("8123.45");
    reading.unit = QStringLiteral("kWh");
    m_page->setLineRegister(World::pileId(3), reading, m_world->steady.nowNs());
    QVERIFY(value->isVisible());
    QCOMPARE(value->text(), text("portRegister"));
    QCOMPARE(text("portRegisterLineAge"), QStringLiteral("0 s"));
    m_world->steady.advanceMs(7000);
    QTRY_COMPARE_WITH_TIMEOUT(text("portRegisterLineAge"), QStringLiteral("7 s"), 2500);
    m_page->select(World::pileId(4)); // another pile: not its register
    QVERIFY(!value->isVisible());
}

void MapPageTest::positionSourceIsTold()
{
    m_page->select(World::pileId(3));
    QCOMPARE(text("mapPosition"), QStringLiteral("from the receiver"));
    QCOMPARE(text("mapPositionAge"), QStringLiteral("12 min"));
    m_page->select(World::pileId(9));
    QCOMPARE(text("mapPosition"), QStringLiteral("set by hand"));
    Pile placeless = m_world->pile(10);
    placeless.position = {};
    m_world->piles.update(placeless);
    QTRY_VERIFY(text("mapSearchNote").contains(QStringLiteral("without a known position")));
}

void MapPageTest::offlineIsUnknownAndHasReasons()
{
    m_page->select(World::pileId(7));
    QCOMPARE(text("portState"), QStringLiteral("Unknown, offline"));
    auto *start = child<QPushButton>("portStart");
    QVERIFY(!start->isEnabled());
    QVERIFY(!start->toolTip().isEmpty());
    QVERIFY(!child<QPushButton>("portStop")->isEnabled());
}

void MapPageTest::stopAsksFirstAndTellsAnError()
{
    m_page->select(World::pileId(3));
    auto *stop = child<QPushButton>("portStop");
    QVERIFY(stop->isEnabled());
    QTest::mouseClick(stop, Qt::LeftButton);
    QVERIFY(m_world->gateway.stopped.isEmpty());
    auto *confirm = child<QPushButton>("portConfirmVerb");
    QVERIFY(confirm->isVisible());
    QVERIFY(child<QPushButton>("portConfirmCancel")->hasFocus());
    QTest::mouseClick(child<QPushButton>("portConfirmCancel"), Qt::LeftButton);
    QVERIFY(!confirm->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QTest::mouseClick(confirm, Qt::LeftButton);
    QCOMPARE(m_world->gateway.stopped, QList<OrderId>{OrderId(QStringLiteral("order-3"))});
    QTRY_VERIFY(text("portNoticeWhat").contains(QStringLiteral("did not answer")));
}

void MapPageTest::startAsksForTheCharge()
{
    QSignalSpy asked(m_page.get(), &Page::chargeRequested);
    m_page->select(World::pileId(4));
    QTest::mouseClick(child<QPushButton>("portStart"), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("33010800100004-1"));
}

void MapPageTest::staleIsSaid()
{
    QVERIFY(!child<QLabel>("mapStale")->isVisible());
    m_world->piles.setStale(true);
    QVERIFY(child<QLabel>("mapStale")->isVisible());
    m_world->piles.setStale(false);
    QVERIFY(!child<QLabel>("mapStale")->isVisible());
}

void MapPageTest::severalPortsCanBeChosen()
{
    QVERIFY(!child<QComboBox>("mapPorts")->isVisible());
    m_page->select(PileId(QStringLiteral("33010800300001")));
    auto *ports = child<QComboBox>("mapPorts");
    QVERIFY(ports->isVisible());
    QCOMPARE(ports->count(), 2);
    m_page->reveal(QStringLiteral("33010800300001-2"));
    QCOMPARE(ports->currentIndex(), 1);
    QVERIFY(text("portTitle").contains(QStringLiteral("port 2")));
}

void MapPageTest::revealsPilesAndPorts()
{
    m_page->reveal(QStringLiteral("33010800100008"));
    settle();
    QCOMPARE(m_page->selected(), World::pileId(8));
    QVERIFY(m_page->view().viewport().zoom() > 19);
    m_page->reveal(QStringLiteral("33010800100002-1"));
    QCOMPARE(m_page->selected(), World::pileId(2));
    m_page->reveal(QStringLiteral("nobody"));
    QCOMPARE(m_page->selected(), World::pileId(2));
}

void MapPageTest::brokenPlanDoesNoHarm()
{
    Station station
        = World::station(QStringLiteral("S1"), QStringLiteral("滨江充电站"), {}, 30.2084, 120.2119);
    station.sitePlan
        = "{\"type\":\"FeatureCollection\",\"features\":[{\"geometry\":{\"type\":\"Polygon\"}}]}";
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("site plan")));
    m_world->piles.reset({station}, {m_world->pile(1)});
    QCOMPARE(list()->model()->rowCount(), 1);
}

void MapPageTest::historyIsBounded()
{
    PowerHistory history;
    Pile pile = m_world->chargingPile(1);
    const QDateTime start = m_world->clock.now();
    for (int second = 0; second < 3600; ++second) {
        pile.ports.first().reading.at = start.addSecs(second);
        history.note(pile);
        history.note(pile); // the same sample again
    }
    const QList<PowerSample> samples = history.of(pile.ports.first().id);
    QVERIFY(samples.size() <= 600);
    QVERIFY(samples.first().at.secsTo(samples.last().at) <= qint64(PowerHistory::minutes) * 60);
    QCOMPARE(samples.last().at, start.addSecs(3599));
    pile.ports.first().reading.at = start; // late and old: passed over
    history.note(pile);
    QCOMPARE(history.of(pile.ports.first().id).size(), samples.size());
    pile.ports.first().reading = {};
    history.note(pile); // nothing was reported
    QCOMPARE(history.of(pile.ports.first().id).size(), samples.size());
}

QTEST_MAIN(MapPageTest)
#include "map_page_test.moc"
