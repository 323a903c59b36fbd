// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/pictures.h"
#include "support/house.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pd;
using namespace pd::console;
using namespace pd::ui::test;
using namespace std::chrono_literals;

namespace {

// A page whose way to what it shows is in the test's hand.
class SlowPage : public ui::Page
{
public:
    QString key() const override { return QStringLiteral("slow"); }
    QString title() const override { return QStringLiteral("Slow"); }
    QString iconName() const override { return QStringLiteral("map"); }
    bool isSettled() const override { return arrived; }
    void reveal(const QString &id) override
    {
        revealed = id;
        arrived = false; // it sets out
    }

    bool arrived = true;
    QString revealed;
};

} // namespace

class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>(*qApp);
        m_slow = new SlowPage;
        m_house->window().addPage(m_slow);
        m_folder = std::make_unique<QTemporaryDir>();
        m_ready = true;
    }
    void cleanup() { m_house.reset(); }
    void waitsForThePage();
    void waitsForWhatIsBehindIt();
    void failsAloud();
    void failsBeforeTheStart();

private:
    // Every event that was asked for has come: the loop would wait.
    static void idle()
    {
        QSignalSpy blocks(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock);
        QVERIFY(blocks.wait());
    }
    PageTour::Scene scene()
    {
        return {[](const QString &page) {
                    return page == QLatin1String("slow") ? QStringLiteral("x") : QString();
                },
                [this](const QString &) { return m_ready; }};
    }

    std::unique_ptr<House> m_house;
    SlowPage *m_slow = nullptr;
    std::unique_ptr<QTemporaryDir> m_folder;
    bool m_ready = true;
};

void TestPictures::waitsForThePage()
{
    PageTour tour(m_house->window(), m_folder->path(), scene());
    QSignalSpy saved(&tour, &PageTour::saved);
    QSignalSpy finished(&tour, &PageTour::finished);
    m_house->window().show();
    m_house->fill();
    tour.start();
    QTRY_COMPARE(m_slow->revealed, QStringLiteral("x"));
    const int others = int(m_house->window().pages().size()) - 1;
    QCOMPARE(saved.size(), others);
    tour.look();
    idle();
    QCOMPARE(saved.size(), others); // on its way: no picture, however often somebody looks
    m_slow->arrived = true;
    Q_EMIT m_slow->settled();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(saved.size(), others + 1);
    for (const QList<QVariant> &one : saved)
        QVERIFY(QFileInfo(one.first().toString()).size() > 1000);
}

void TestPictures::waitsForWhatIsBehindIt()
{
    m_ready = false; // answers are on their way
    PageTour tour(m_house->window(), m_folder->path(), scene());
    QSignalSpy saved(&tour, &PageTour::saved);
    m_house->window().show();
    m_house->fill();
    tour.start();
    idle();
    QVERIFY(saved.isEmpty());
    m_ready = true;
    tour.look();
    QTRY_VERIFY(!saved.isEmpty());
}

void TestPictures::failsAloud()
{
    PageTour tour(m_house->window(), m_folder->path(), scene());
    QSignalSpy failed(&tour, &PageTour::failed);
    QSignalSpy finished(&tour, &PageTour::finished);
    m_house->window().show();
    m_house->fill();
    tour.start();
    QTRY_COMPARE(m_slow->revealed, QStringLiteral("x"));
    tour.setCeiling(20ms);
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed[0][0].value<Error>();
    QCOMPARE(error.kind, Error::Kind::Timeout);
    QVERIFY2(error.detail.contains(QLatin1String("\"slow\" is not settled")), qPrintable(error.detail));
    m_slow->arrived = true;
    Q_EMIT m_slow->settled();
    idle();
    QVERIFY(finished.isEmpty()); // over is over
    QVERIFY(!QFileInfo::exists(m_folder->filePath(QStringLiteral("slow.png"))));
}

void TestPictures::failsBeforeTheStart()
{
    PageTour tour(m_house->window(), m_folder->path(), scene());
    QSignalSpy failed(&tour, &PageTour::failed);
    tour.setCeiling(20ms);
    QTRY_COMPARE(failed.size(), 1);
}

QTEST_MAIN(TestPictures)
#include "test_pictures.moc"
