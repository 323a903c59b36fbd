// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

using namespace Qt::StringLiterals;

// The program itself, started where there is no display.
class ProgramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutDisplay_data();
    void withoutDisplay();
};

void ProgramTest::withoutDisplay_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("out");
    QTest::addColumn<QString>("err");
    QTest::newRow("help") << QStringList{u"--help"_s} << 0 << u"--language"_s << QString();
    QTest::newRow("version") << QStringList{u"--version"_s} << 0 << u"."_s << QString();
    QTest::newRow("window") << QStringList{} << 1 << QString() << u"no window can be opened here"_s;
    QTest::newRow("clock file") << QStringList{u"-platform"_s, u"offscreen"_s, u"--clock-file"_s, u"/none"_s}
                                << 1 << QString() << u"/none"_s;
    QTest::newRow("wrong option") << QStringList{u"-platform"_s, u"offscreen"_s, u"--colour"_s, u"red"_s} << 2
                                  << QString() << u"colour"_s;
}

void ProgramTest::withoutDisplay()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QString, out);
    QFETCH(QString, err);
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(name));
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(PILEDECK_PROGRAM), arguments);
    QVERIFY(program.waitForFinished(20'000));
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), status);
    const QString printed = QString::fromLocal8Bit(program.readAllStandardOutput());
    const QString said = QString::fromLocal8Bit(program.readAllStandardError());
    QVERIFY2(out.isEmpty() ? printed.isEmpty() : printed.contains(out), qPrintable(printed));
    QVERIFY2(err.isEmpty() ? said.isEmpty() : said.contains(err), qPrintable(said));
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "test_program.moc"
