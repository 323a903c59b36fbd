// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"
#include "support/pseudochinese.h"
#include "ui/shell/findfield.h"
#include "ui/shell/linkwatch.h"
#include "ui/shell/shortcutsheet.h"
#include "ui/shell/signinpage.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/userpanel.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractButton>
#include <QAbstractEventDispatcher>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QInputMethodEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <ctime>

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

// What a screen reader finds on the screen with these words in its name.
QStringList namesWith(QWidget &window, const QString &words)
{
    QStringList found;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        QAccessibleInterface *spoken
            = widget->isVisible() ? QAccessible::queryAccessibleInterface(widget) : nullptr;
        if (spoken && spoken->text(QAccessible::Name).contains(words))
            found.append(spoken->text(QAccessible::Name));
    }
    return found;
}

} // namespace

class ShellTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>(*qApp);
        m_house->window().show();
        QVERIFY(QTest::qWaitForWindowActive(&m_house->window()));
    }
    void cleanup() { m_house.reset(); }

    void signingIn()
    {
        auto &window = m_house->window();
        QVERIFY(window.currentPage().isEmpty());
        auto *button = find<QPushButton>(window, "signInButton");
        const auto *what = find<QLabel>(window, "signInNoticeWhat");
        button->click();
        QVERIFY(what->isVisible());
        QCOMPARE(m_house->link.signIns.count(), 0);
        find<QLineEdit>(window, "signInCloud")->setText(QStringLiteral("ftp://cloud.example"));
        find<QLineEdit>(window, "signInUser")->setText(QStringLiteral(" op1 "));
        find<QLineEdit>(window, "signInPassword")->setText(QStringLiteral("op1-demo"));
        button->click();
        QCOMPARE(m_house->link.signIns.count(), 0); // no such scheme
        find<QLineEdit>(window, "signInCloud")->setText(QStringLiteral("http://127.0.0.1:8080"));
        QTest::keyClick(find<QLineEdit>(window, "signInPassword"), Qt::Key_Return);
        QCOMPARE(m_house->link.signIns.count(), 1);
        QCOMPARE(m_house->link.lastUser, QStringLiteral("op1"));
        QCOMPARE(m_house->link.lastPassword, QStringLiteral("op1-demo"));
        QVERIFY(find<QLineEdit>(window, "signInPassword")->text().isEmpty());
        QVERIFY(!button->isEnabled());
        m_house->link.signIns.answer(
            failure(Error::Kind::Unauthenticated, {}, QStringLiteral("bad_credentials")));
        QTRY_VERIFY(button->isEnabled());
        QVERIFY(what->text().contains(QLatin1String("wrong")));
        find<QLineEdit>(window, "signInPassword")->setText(QStringLiteral("op1-demo"));
        button->click();
        m_house->link.set(LinkState::Connecting);
        m_house->link.signIns.answer(SignIn{});
        m_house->link.goLive();
        QTRY_COMPARE(window.currentPage(), QStringLiteral("piles"));
        QCOMPARE(find<QToolButton>(window, "userMenu")->text(), QStringLiteral("op1"));
    }

    // Said once, on the sheet; and nothing of it is left to be read out once the sign-in succeeds.
    void aWrongPasswordIsSaidOnceAndNotAfterwards()
    {
        auto &window = m_house->window();
        const Error wrong{Error::Kind::Unauthenticated, {}, QStringLiteral("bad_credentials")};
        m_house->link.set(LinkState::Connecting);
        m_house->link.set(LinkState::Refused, wrong);
        window.signInPage().tell(wrong);
        QCOMPARE(window.messages().count(), 0);
        QCOMPARE(namesWith(window, QLatin1String("password is wrong")).size(), 2); // the notice and its line
        m_house->fill();
        QVERIFY(!window.currentPage().isEmpty());
        QCOMPARE(namesWith(window, QLatin1String("password is wrong")), QStringList());
        // A session that the cloud ends is another matter: the bar says it, and takes it back.
        m_house->link.set(LinkState::Refused, {Error::Kind::Unauthenticated, {}, {}});
        QCOMPARE(window.messages().count(), 1);
        const QString said = window.messages().shownText();
        m_house->link.goLive();
        QCOMPARE(window.messages().count(), 0);
        QCOMPARE(namesWith(window, said), QStringList());
        QVERIFY(window.messages().accessibleName().isEmpty());
    }

    void signingOutShowsTheSheetAgain()
    {
        m_house->fill();
        m_house->window().showPage(QStringLiteral("sessions"));
        m_house->link.signOut();
        QVERIFY(m_house->window().currentPage().isEmpty());
        m_house->link.goLive();
        QCOMPARE(m_house->window().currentPage(), QStringLiteral("sessions"));
    }

    void pagesByKey()
    {
        m_house->fill();
        auto &window = m_house->window();
        QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(window.currentPage(), QStringLiteral("sessions"));
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window.currentPage(), QStringLiteral("piles"));
        QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window.currentPage(), QStringLiteral("sessions"));
        QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window.currentPage(), QStringLiteral("piles"));
        QVERIFY(!window.showPage(QStringLiteral("nowhere")));
    }

    void findingAPileByItsLastDigits()
    {
        m_house->fill();
        auto &window = m_house->window();
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto *field = find<FindField>(window, "findField");
        QVERIFY(field->hasFocus());
        QInputMethodEvent typed; // as an input method commits it
        typed.setCommitString(QStringLiteral("滨江"));
        QApplication::sendEvent(field, &typed);
        QVERIFY(field->isListOpen());
        QVERIFY(find<QListWidget>(window, "findList")->count() >= 8);
        field->clear();
        QVERIFY(!field->isListOpen());
        QTest::keyClicks(field, QStringLiteral("0008"));
        QVERIFY(find<QListWidget>(window, "findList")->item(0)->text().contains(QLatin1String("0008")));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(window.currentPage(), QStringLiteral("piles"));
        QCOMPARE(find<QLabel>(window, "portTitle")->text(), QStringLiteral("Pile …0008"));
        QVERIFY(!field->isListOpen());
    }

    void findingASession()
    {
        m_house->fill();
        auto &window = m_house->window();
        QTRY_COMPARE(m_house->orders.orders().size(), 15);
        auto *field = find<FindField>(window, "findField");
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("138****5678"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(window.currentPage(), QStringLiteral("sessions"));
        QVERIFY(find<QLabel>(window, "sessionTitle")->text().contains(QLatin1String("18:40:00")));
        QTest::keyClicks(field, QStringLiteral("no such thing"));
        QVERIFY(field->isListOpen());
        QTest::keyClick(field, Qt::Key_Return); // the hint is not a hit
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isListOpen());
    }

    void aLostCloudIsSaidOnceAndTakenBack()
    {
        m_house->fill();
        auto &window = m_house->window();
        window.showPage(QStringLiteral("sessions"));
        for (int i = 0; i < 5; ++i)
            m_house->link.set(LinkState::Stale,
                              {Error::Kind::Offline, QStringLiteral("connection refused"), {}});
        QCOMPARE(window.messages().count(), 1);
        QVERIFY(window.messages().shownText().contains(QLatin1String("cannot be reached")));
        QCOMPARE(window.currentPage(), QStringLiteral("sessions"));
        QVERIFY(window.status().cloudText().contains(QLatin1String("away")));
        const QLabel *why = find<QLabel>(window, "portWhy");
        window.goTo(QStringLiteral("piles"), QStringLiteral("33010800100003-1"));
        QVERIFY(why->isVisible() && why->text().contains(QLatin1String("cloud is away")));
        QVERIFY(!find<QPushButton>(window, "portStop")->isEnabled());
        m_house->clock.advance(12); // stands still: as many real seconds
        m_house->link.goLive();
        QVERIFY(window.messages().shownText().contains(QLatin1String("back after 12 s")));
        QVERIFY(!why->isVisible());
        for (int second = 0; second < LinkWatch::saidForTicks; ++second)
            Q_EMIT m_house->ticker.tick();
        QCOMPARE(window.messages().count(), 0);
        QCOMPARE(window.status().cloudText(), QStringLiteral("Cloud live, 12 ms"));
    }

    void aCloudThatCannotRecordIsSaid()
    {
        m_house->fill();
        auto &window = m_house->window();
        m_house->link.storageFails = true;
        m_house->link.goLive();
        m_house->link.goLive();
        QCOMPARE(window.messages().count(), 1);
        QVERIFY(window.messages().shownText().contains(QLatin1String("cannot record")));
        m_house->link.storageFails = false;
        m_house->link.goLive();
        QCOMPARE(window.messages().count(), 0);
    }

    void lostPilesAreSaidOnceAndTakenBack()
    {
        m_house->fill();
        auto &window = m_house->window();
        window.goTo(QStringLiteral("piles"), QStringLiteral("33010800100003-1"));
        const QList<Pile> known = m_house->piles.piles();
        QCOMPARE(window.messages().count(), 0); // what was offline before is no news
        int lost = 0;
        QSignalSpy told(&m_house->piles, &PileStore::pilesChanged);
        for (Pile pile : known) {
            lost += pile.online ? 1 : 0;
            pile.online = false;
            m_house->piles.update(pile);
        }
        QTRY_VERIFY(!told.isEmpty());
        QCOMPARE(window.messages().count(), 0); // one that comes back at once is not called lost
        for (int second = 0; second < LinkWatch::patienceTicks; ++second)
            Q_EMIT m_house->ticker.tick();
        QCOMPARE(window.messages().count(), 1);
        const QString said = window.messages().shownText();
        QVERIFY2(said.startsWith(QString::number(lost) + QLatin1String(" pile")), qPrintable(said));
        QVERIFY2(said.contains(QLatin1String("reconnect by themselves")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral(": …0001, …0002, …0003 and %1 more.").arg(lost - 3)),
                 qPrintable(said));
        QVERIFY(!find<QPushButton>(window, "portStop")->isEnabled());
        QVERIFY(find<QLabel>(window, "portWhy")->text().contains(QLatin1String("offline")));
        QCOMPARE(find<QLabel>(window, "portChargeCost")->property("look").toString(),
                 QStringLiteral("muted"));
        for (const Pile &pile : known) {
            if (pile.id != known.first().id)
                m_house->piles.update(pile);
        }
        // One is left: it and its station are named, and why the cloud closed its connection.
        QTRY_VERIFY(window.messages().shownText().startsWith(m_house->piles.stations().first().name));
        QVERIFY(window.messages().shownText().contains(shortName(known.first().id) + QLatin1Char('.')));
        PileRefusal refusal;
        refusal.identity = known.first().id.text();
        refusal.reason = RefusalReason::MessageTooBig;
        refusal.lastAt = m_house->clock.now().addSecs(-2 * LinkWatch::reasonWithinSeconds);
        window.linkWatch().setRefusals({refusal}); // long before: not the reason
        QVERIFY(!window.messages().shownText().contains(QLatin1String("too large")));
        refusal.lastAt = m_house->clock.now();
        window.linkWatch().setRefusals({refusal});
        QVERIFY(window.messages().shownText().contains(shortName(known.first().id)
                                                       + QLatin1String(" (Message too large)")));
        m_house->piles.reset(m_house->piles.stations(), known); // as after the restart of a cloud
        QVERIFY(window.messages().shownText().startsWith(QLatin1String("All piles are connected again")));
        QVERIFY(find<QPushButton>(window, "portStop")->isEnabled());
        m_house->piles.reset({}, {});
        QCOMPARE(window.messages().count(), 0);
    }

    void aSignInThatFailsSaysWhy_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, Error::Kind kind, const char *reason, const char *words) {
            QTest::newRow(name) << Error{kind, {}, QLatin1String(reason)} << QString::fromLatin1(words);
        };
        row("password", Error::Kind::Unauthenticated, "bad_credentials", "User name or password is wrong");
        row("nobody there", Error::Kind::Offline, "", "No cloud can be reached at this address");
        row("silence", Error::Kind::Timeout, "", "does not answer");
        row("another server", Error::Kind::Protocol, "", "is not a PileDeck cloud");
        row("certificate", Error::Kind::Offline, "tls", "certificate of the cloud cannot be trusted");
        row("no TLS", Error::Kind::Offline, "no_tls", "does not speak TLS");
    }

    void aSignInThatFailsSaysWhy()
    {
        QFETCH(Error, error);
        QFETCH(QString, words);
        auto &window = m_house->window();
        window.showSignIn();
        window.signInPage().tell(error); // as the command line's sign-in does
        const auto *what = find<QLabel>(window, "signInNoticeWhat");
        QVERIFY(what->isVisible());
        QVERIFY2(what->text().contains(words), qPrintable(what->text()));
        QVERIFY(!find<QLabel>(window, "signInNoticeHelp")->text().isEmpty());
    }

    void theWatermarkTellsADemonstration()
    {
        auto &status = m_house->window().status();
        m_house->link.sandbox = true;
        QVERIFY(status.watermark().contains(QLatin1String("DEMONSTRATION")));
        m_house->link.sandbox = false;
        QVERIFY(status.watermark().contains(QLatin1String("CLOCK"))); // the clock is set by hand here
        SystemClock clock;
        Ticker ticker(clock);
        StatusStrip real(m_house->link, m_house->theme, ticker);
        QVERIFY(real.watermark().isEmpty());
        m_house->link.sandbox = true;
        QCOMPARE(real.watermark(), QStringLiteral("DEMONSTRATION"));
    }

    void theLanguageChangesAtRunTime()
    {
        m_house->fill();
        m_house->window().goTo(QStringLiteral("piles"), QStringLiteral("33010800100003-1"));
        const auto *rail = find<QToolButton>(m_house->window(), "rail_piles");
        QCOMPARE(rail->text(), QStringLiteral("Piles"));
        {
            PseudoChinese chinese;
            for (const QLabel *label : m_house->window().findChildren<QLabel *>()) {
                // Whatever was written in English words must now be Chinese: nothing was forgotten.
                if (label->isVisible() && PseudoChinese::hasEnglish(label->text()))
                    QFAIL(qPrintable(label->objectName() + QStringLiteral(": ") + label->text()));
            }
            QVERIFY(!PseudoChinese::hasEnglish(rail->text()));
            QVERIFY(rail->toolTip().contains(QLatin1String("Ctrl+1")));
        }
        QCOMPARE(rail->text(), QStringLiteral("Piles"));
    }

    void theMenuSwitchesThemeAndLanguage()
    {
        auto &window = m_house->window();
        auto *panel = find<UserPanel>(window, "userPanel");
        auto *opener = find<QToolButton>(window, "userMenu");
        QVERIFY(!panel->isOpen());
        QTest::mouseClick(opener, Qt::LeftButton);
        QVERIFY(panel->isOpen());
        QVERIFY(window.rect().contains(panel->geometry()));
        auto *dark = find<QAbstractButton>(*panel, "darkTheme");
        dark->click();
        QCOMPARE(m_house->theme.scheme(), Theme::Scheme::Dark);
        find<QAbstractButton>(*panel, "language_zh_CN")->click();
        QCOMPARE(m_house->language.code(), QStringLiteral("zh_CN"));
        find<QAbstractButton>(*panel, "language_en")->click();
        dark->click();
        QCOMPARE(m_house->theme.scheme(), Theme::Scheme::Light);
        QVERIFY(panel->isOpen()); // for more than one choice
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!panel->isOpen());
        QVERIFY(opener->hasFocus());
        QTest::keyClick(opener, Qt::Key_Space);
        QVERIFY(panel->isOpen());
        QTest::mouseClick(find<QWidget>(window, "statusStrip"), Qt::LeftButton);
        QVERIFY(!panel->isOpen()); // a press beside it
    }

    void theMenuSignsOut()
    {
        m_house->fill();
        auto *panel = find<UserPanel>(m_house->window(), "userPanel");
        find<QToolButton>(m_house->window(), "userMenu")->click();
        QVERIFY(!find<QPushButton>(*panel, "userSignIn")->isVisible());
        find<QPushButton>(*panel, "userSignOut")->click();
        QVERIFY(!panel->isOpen());
        QCOMPARE(m_house->link.state(), LinkState::SignedOut);
        QVERIFY(m_house->window().currentPage().isEmpty());
        find<QToolButton>(m_house->window(), "userMenu")->click();
        QVERIFY(find<QPushButton>(*panel, "userSignIn")->isVisible());
    }

    void f1ListsTheKeys()
    {
        QTest::keyClick(&m_house->window(), Qt::Key_F1);
        auto *sheet = m_house->window().findChild<ShortcutSheet *>();
        QVERIFY(sheet);
        QStringList deeds;
        for (const QLabel *label : sheet->findChildren<QLabel *>(QStringLiteral("shortcutDeed")))
            deeds << label->text();
        QVERIFY(deeds.contains(QStringLiteral("Piles: Stop charging…")));
        QVERIFY(deeds.size() > 10);
        sheet->close();
    }

    void theWindowIsQuietWhenIdle()
    {
        m_house->fill();
        m_house->window().goTo(QStringLiteral("piles"), QStringLiteral("33010800100003-1"));
        // Painted, and nothing left to do: a round of events in which the window asks for no other.
        QSignalSpy idle(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock);
        QVERIFY(idle.wait());
        const std::clock_t before = std::clock();
        for (int second = 0; second < 20; ++second)
            Q_EMIT m_house->ticker.tick();
        idle.clear();
        QVERIFY(idle.wait()); // what the ticks asked for has been painted
        const double seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
        QVERIFY2(seconds / 20 < 0.03, qPrintable(QString::number(seconds / 20)));
    }

private:
    std::unique_ptr<House> m_house;
};

QTEST_MAIN(ShellTest)
#include "shell_test.moc"
