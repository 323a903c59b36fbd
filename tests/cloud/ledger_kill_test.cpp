// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloud/ledger_charge.h"

#include <QLoggingCategory>
#include <QProcess>

using namespace pd;
using namespace pd::cloud;
using namespace pd::cloud::test;

namespace {

// A database with a site and nothing else, and a channel that outlives the cloud.
struct Place
{
    TestDatabase database;
    QString channelFile = database.folder.filePath(QStringLiteral("channel"));

    Place()
    {
        Rig rig(shanghai("2026-03-16 18:35:00"), database.url());
        if (!rig.open())
            qFatal("no database");
    }
    // What it printed; nothing where it was killed.
    QString run(int killAt, int *exit, QString *complaint) const
    {
        QProcess process;
        process.start(QStringLiteral(LEDGER_KILLED), {database.url(), channelFile, QString::number(killAt)});
        if (!process.waitForFinished(30'000))
            return {};
        *exit = process.exitStatus() == QProcess::CrashExit ? -1 : process.exitCode();
        *complaint = QString::fromUtf8(process.readAllStandardError());
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
};

QString findings(const QString &url)
{
    const auto db = Database::join(url);
    return db ? verify(**db).findings.join(QLatin1Char('\n')) : db.error().detail;
}

} // namespace

// A cloud killed at every single write of a whole charge: what it leaves verifies as it is, and once
// everybody has said again what was not answered, nobody has lost or won a fen.
class LedgerKillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtEveryWrite();

private:
    void killAt(int write);
    void goOn(const Place &place);

    int m_killed = 0;
    int m_settled = 0;
};

void LedgerKillTest::killedAtEveryWrite()
{
    QLoggingCategory::setFilterRules(QStringLiteral("pd.*=false"));
    int exit = 0;
    QString complaint;
    const Place whole;
    const int writes = whole.run(0, &exit, &complaint).toInt();
    QVERIFY2(exit == 0 && writes > 30, qPrintable(complaint));
    QCOMPARE(findings(whole.database.url()), QString());
    for (int write = 1; write <= writes; ++write) {
        killAt(write);
        if (QTest::currentTestFailed()) {
            qWarning() << "killed before write" << write << "of" << writes;
            return;
        }
    }
    qInfo() << "killed at each of" << writes << "writes," << m_killed << "times dead," << m_settled
            << "settled";
    QVERIFY(m_killed >= writes - 3);
}

void LedgerKillTest::killAt(int write)
{
    const Place place;
    int exit = 0;
    QString complaint;
    place.run(write, &exit, &complaint);
    // The last few may depend on how often the channel was asked, and then it lived.
    QVERIFY2(exit == -1 || exit == 0, qPrintable(complaint));
    m_killed += exit == -1 ? 1 : 0;
    QCOMPARE(findings(place.database.url()), QString());
    goOn(place);
}

void LedgerKillTest::goOn(const Place &place)
{
    Rig rig(shanghai("2026-03-16 18:35:00"), place.database.url());
    rig.channel.file = place.channelFile;
    rig.channel.load();
    rig.settings.command.expiryMs = 200; // a start that the killed cloud may have sent and nobody confirms
    const Done opened = rig.open();
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    const Result<ChargeOrder> order = tellCharge(rig);
    QVERIFY2(order, order ? "" : qPrintable(order.error().detail));
    QVERIFY2(order->state == OrderState::Settled || order->bill.total() == Money(),
             qPrintable(toWord(order->state)));
    m_settled += order->state == OrderState::Settled ? 1 : 0;
    QCOMPARE(rig.channel.collected() - rig.channel.returned(), order->bill.total());
    QCOMPARE(rig.core->ledger.balance(accounts::clearing(PaymentMethod::NetworkPlatform)),
             order->bill.total());
    QCOMPARE(verify(*rig.db).findings.join(QLatin1Char('\n')), QString());
}

QTEST_GUILESS_MAIN(LedgerKillTest)
#include "ledger_kill_test.moc"
