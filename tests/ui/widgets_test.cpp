// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/commandtrack.h"
#include "ui/widgets/confirmstrip.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/qrview.h"
#include "ui/widgets/stateglyph.h"
#include "ui/widgets/ticker.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace pd;
using namespace pd::ui;

namespace {

QString fromSource(const char *path)
{
    QFile file(qEnvironmentVariable("PILEDECK_SOURCE") + QLatin1Char('/') + QLatin1String(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// The reasons that the interface to the cloud names.
QStringList reasonsOfTheContract()
{
    const QString text = fromSource("app/net/ocpi/README.md");
    QStringList reasons{QStringLiteral("bad_credentials"), QStringLiteral("unknown_account")};
    const qsizetype from = text.indexOf(QLatin1String("Reasons of refusal:"));
    if (from < 0)
        return {};
    const QString list = text.mid(from, text.indexOf(QLatin1String("`."), from) + 1 - from);
    static const QRegularExpression word(QStringLiteral("`([a-z_]+)`"));
    for (auto it = word.globalMatch(list); it.hasNext();)
        reasons << it.next().captured(1);
    return reasons;
}

} // namespace

class WidgetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitIsNamedWhereItEndedTheCharge()
    {
        ChargeOrder order;
        QVERIFY(Words::endOf(order).isEmpty());
        order.stopReason = QStringLiteral("Local");
        QCOMPARE(Words::endOf(order), Words::stopReason(order.stopReason));
        order.command = PileCommand{
            PileCommand::Kind::Stop, CommandLife::Confirmed, QStringLiteral("amount_used"), {}, {}, {}};
        QCOMPARE(Words::endOf(order), QStringLiteral("limit reached, the amount is used up"));
        QCOMPARE(Words::commandName(*order.command), QStringLiteral("Stop at the limit"));
        order.command->reason = QStringLiteral("energy_reached");
        order.stopReason = QStringLiteral("Remote");
        QCOMPARE(Words::endOf(order), QStringLiteral("limit reached, the chosen energy is charged"));
        // What ended it first is told, though the limit's stop was under way.
        order.stopReason = QStringLiteral("EVDisconnected");
        QCOMPARE(Words::endOf(order), Words::stopReason(order.stopReason));
        order.stopReason = QStringLiteral("Remote");
        order.command->reason.clear();
        QCOMPARE(Words::endOf(order), QStringLiteral("stopped from here"));
        QCOMPARE(Words::commandName(*order.command), QStringLiteral("Stop"));
    }
    void everyReasonHasItsSentence()
    {
        const QStringList reasons = reasonsOfTheContract();
        QVERIFY2(reasons.size() >= 10, "the contract was not read");
        QSet<QString> seen;
        for (const QString &reason : reasons) {
            QVERIFY2(ErrorText::knownReasons().contains(reason), qPrintable(reason));
            const ErrorText text = ErrorText::of({Error::Kind::Rejected, QStringLiteral("SECRET"), reason});
            QVERIFY2(text.what.endsWith(QLatin1Char('.')), qPrintable(reason));
            QVERIFY2(text.help.size() > 15, qPrintable(reason));
            QVERIFY(!text.line().contains(QLatin1String("SECRET")));
            // "reserved" is a word of the language as well
            QVERIFY(!reason.contains(QLatin1Char('_')) || !text.line().contains(reason));
            QVERIFY(!text.line().contains(QLatin1Char('!')));
            seen.insert(text.what);
        }
        QCOMPARE(seen.size(), QSet<QString>(reasons.begin(), reasons.end()).size());
    }

    void everyKindHasItsSentence()
    {
        QSet<QString> seen;
        for (int kind = 0; kind <= int(Error::Kind::Internal); ++kind) {
            const ErrorText text = ErrorText::of(
                {Error::Kind(kind), QStringLiteral("SECRET"), QStringLiteral("never_heard_of")});
            QVERIFY(!text.what.isEmpty() && !text.help.isEmpty());
            QVERIFY(!text.line().contains(QLatin1String("SECRET")));
            seen.insert(text.what);
        }
        QCOMPARE(seen.size(), int(Error::Kind::Internal) + 1);
    }

    void messagesAreCountedAndGoWithTheirCause()
    {
        Theme theme(*qApp);
        MessageBar bar(theme);
        const auto say = [](const char *what) {
            return [what] {
                ErrorText text;
                text.what = QLatin1String(what);
                return text;
            };
        };
        bar.report(QStringLiteral("line"), MessageBar::Severity::Caution, say("Line lost."));
        bar.report(QStringLiteral("line"), MessageBar::Severity::Caution, say("Line lost."));
        QCOMPARE(bar.count(), 1);
        QVERIFY(bar.findChild<QLabel *>(QStringLiteral("messageCounts"))->text().contains(QLatin1Char('2')));
        bar.report(QStringLiteral("hint"), MessageBar::Severity::Info, say("A hint."));
        QCOMPARE(bar.shownText(), QStringLiteral("Line lost."));
        bar.report(QStringLiteral("fire"), MessageBar::Severity::Critical, say("Fire."));
        QCOMPARE(bar.shownText(), QStringLiteral("Fire."));
        bar.clear(QStringLiteral("fire"));
        bar.clear(QStringLiteral("line"));
        QCOMPARE(bar.shownText(), QStringLiteral("A hint."));
        bar.clear(QStringLiteral("hint"));
        QCOMPARE(bar.count(), 0);
        QVERIFY(bar.findChild<QLabel *>(QStringLiteral("messageWhat"))->isHidden());
    }

    void aMessageTakesNoFocus()
    {
        Theme theme(*qApp);
        QWidget window;
        auto *field = new QLineEdit(&window);
        MessageBar bar(theme, &window);
        window.show();
        field->setFocus();
        bar.report(QStringLiteral("x"), MessageBar::Severity::Critical, [] { return ErrorText(); });
        QCOMPARE(window.focusWidget(), field);
    }

    void confirmationDefaultsToCancel()
    {
        Theme theme(*qApp);
        ConfirmStrip strip(QStringLiteral("confirm"), theme);
        strip.show();
        QVERIFY(QTest::qWaitForWindowActive(&strip));
        int confirmed = 0;
        const auto ask = [&] {
            strip.ask(
                [] {
                    return ConfirmStrip::Question{QStringLiteral("Stop?"), QStringLiteral("It ends."),
                                                  QStringLiteral("Stop it")};
                },
                [&] { ++confirmed; });
        };
        ask();
        auto *cancel = strip.findChild<QPushButton *>(QStringLiteral("confirmCancel"));
        QCOMPARE(strip.focusWidget(), cancel);
        QTest::keyClick(cancel, Qt::Key_Return);
        QVERIFY(!strip.isOpen());
        QCOMPARE(confirmed, 0);
        ask();
        QTest::keyClick(&strip, Qt::Key_Escape);
        QVERIFY(!strip.isOpen());
        ask();
        strip.findChild<QPushButton *>(QStringLiteral("confirmVerb"))->click();
        QCOMPARE(confirmed, 1);
        QVERIFY(!strip.isOpen());
    }

    void qrFollowsIso18004()
    {
        QrView view;
        view.setText(QStringLiteral("https://pay.example/c/P-20260316-0001"));
        const QImage code = view.modules();
        QVERIFY(code.width() >= 21 && (code.width() - 17) % 4 == 0);
        const auto dark = [&](int x, int y) { return qGray(code.pixel(x, y)) < 128; };
        // The three finder patterns: 7x7 ring, 5x5 gap, 3x3 core.
        const int far = code.width() - 7;
        for (const QPoint &corner : {QPoint(0, 0), QPoint(far, 0), QPoint(0, far)}) {
            for (int y = 0; y < 7; ++y) {
                for (int x = 0; x < 7; ++x) {
                    const bool ring = x == 0 || y == 0 || x == 6 || y == 6;
                    const bool core = x >= 2 && x <= 4 && y >= 2 && y <= 4;
                    QCOMPARE(dark(corner.x() + x, corner.y() + y), ring || core);
                }
            }
        }
        view.setText(QString(4000, QLatin1Char('x')));
        QVERIFY(view.modules().isNull());
        view.setText({});
        QVERIFY(view.modules().isNull());
    }

    void tsvIsSafeForSpreadsheets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("field");
        QTest::newRow("plain") << QStringLiteral("滨江") << QStringLiteral("滨江");
        QTest::newRow("tab") << QStringLiteral("a\tb\nc") << QStringLiteral("a b c");
        QTest::newRow("formula") << QStringLiteral("=1+1") << QStringLiteral("'=1+1");
        QTest::newRow("negative") << QStringLiteral("-3.20") << QStringLiteral("-3.20");
        QTest::newRow("minus word") << QStringLiteral("--") << QStringLiteral("'--");
        QTest::newRow("grouped") << QStringLiteral("12 345.67").replace(QLatin1Char(' '), QChar(0x202f))
                                 << QStringLiteral("12345.67");
    }

    void tsvIsSafeForSpreadsheets()
    {
        QFETCH(QString, text);
        QTEST(tsvField(text), "field");
    }

    void tablesCopyWhatIsSelected()
    {
        Theme theme(*qApp);
        DataTable table(QStringLiteral("table"), theme);
        QStandardItemModel model(3, 3);
        model.setHorizontalHeaderLabels({QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C")});
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column < 3; ++column)
                model.setItem(row, column, new QStandardItem(QStringLiteral("%1%2").arg(row).arg(column)));
        }
        table.setModel(&model);
        table.setColumnHidden(1, true);
        table.selectRow(1);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("A\tC\n10\t12\n"));
    }

    void figuresAreWrittenAsPeopleReadThem()
    {
        QCOMPARE(Figures::grouped(QStringLiteral("8125.78")), QStringLiteral("8125.78"));
        QCOMPARE(Figures::grouped(QStringLiteral("1234567.8")).count(QChar(0x202f)), 2);
        QCOMPARE(Figures::kilo(6'996'000, 2), QStringLiteral("7.00"));
        QCOMPARE(Figures::kilo(-35'000, 2), QStringLiteral("-0.04"));
        QCOMPARE(Figures::milli(221'349, 1), QStringLiteral("221.3"));
        QCOMPARE(Figures::kilo(std::nullopt, 2), QStringLiteral("--"));
        QCOMPARE(Figures::age(std::nullopt), QStringLiteral("--"));
        QCOMPARE(Figures::age(4), QStringLiteral("4 s"));
        QCOMPARE(Figures::age(1862), QStringLiteral("31 min"));
        QCOMPARE(Figures::age(3 * 86400), QStringLiteral("3 d"));
    }

    void offlineIsUnknownNotBroken()
    {
        const PortLook offline = PortLook::of(PortState::Charging, ConnectorStatus::Charging, false);
        QCOMPARE(offline.glyph, Glyph::Unknown);
        QCOMPARE(offline.role, ColorRole::StateUnknown);
        QSet<QString> words;
        QSet<int> glyphs;
        for (auto state : {PortState::Available, PortState::Charging, PortState::OutOfOrder,
                           PortState::Reserved, PortState::Inoperative, PortState::Unknown}) {
            const PortLook look = PortLook::of(state, ConnectorStatus::Unknown, true);
            words.insert(look.word);
            glyphs.insert(int(look.glyph));
        }
        QCOMPARE(words.size(), 6);
        QCOMPARE(glyphs.size(), 6); // never colour alone
    }

    void agesAreOfRealSeconds()
    {
        class Fast : public Clock
        {
        public:
            QDateTime now() const override { return moment; }
            double rate() const override { return 60; }
            QDateTime moment = QDateTime::fromSecsSinceEpoch(1'000'000, Qt::UTC);
        };
        Fast clock;
        Ticker ticker(clock);
        QCOMPARE(ticker.ageSeconds(clock.moment.addSecs(-240)), std::optional<qint64>(4));
        QCOMPARE(ticker.ageSeconds(clock.moment.addSecs(240)), std::optional<qint64>(0));
        QCOMPARE(ticker.ageSeconds({}), std::nullopt);
    }

    void commandsTellTheirLife()
    {
        Theme theme(*qApp);
        CommandTrack track(QStringLiteral("track"), theme);
        track.setCommand(std::nullopt, QTimeZone::utc());
        QVERIFY(!track.text().isEmpty());
        PileCommand command{PileCommand::Kind::Start,
                            CommandLife::Accepted,
                            {},
                            {},
                            QDateTime::fromSecsSinceEpoch(0, Qt::UTC),
                            {}};
        track.setCommand(command, QTimeZone::utc());
        QVERIFY(track.text().contains(QLatin1String("not yet confirmed")));
        command.life = CommandLife::Expired;
        command.reason = QStringLiteral("not_started");
        track.setCommand(command, QTimeZone::utc());
        const auto *reason = track.findChild<QLabel *>(QStringLiteral("trackReason"));
        QVERIFY(!reason->isHidden());
        QVERIFY(reason->text().contains(QLatin1String("no charge began")));
    }
};

QTEST_MAIN(WidgetsTest)
#include "widgets_test.moc"
