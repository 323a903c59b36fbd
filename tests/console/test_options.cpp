// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/consoleoptions.h"
#include "app/console/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pd;
using namespace pd::console;

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everything();
    void wrong_data();
    void wrong();
    void settingsComeBackWithoutSecrets();

private:
    QStringList arguments(const QString &text) const;

    QTemporaryDir m_folder;
};

void TestOptions::initTestCase()
{
    QFile good(m_folder.filePath(QStringLiteral("good")));
    QVERIFY(good.open(QIODevice::WriteOnly) && good.write("op1-demo\nmore\n") > 0);
    QFile empty(m_folder.filePath(QStringLiteral("empty")));
    QVERIFY(empty.open(QIODevice::WriteOnly) && empty.write("\n") > 0);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
}

QStringList TestOptions::arguments(const QString &text) const
{
    QStringList list{QStringLiteral("piledeck")};
    for (QString word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        word.replace(QStringLiteral("GOOD"), m_folder.filePath(QStringLiteral("good")));
        list.append(word.replace(QStringLiteral("EMPTY"), m_folder.filePath(QStringLiteral("empty"))));
    }
    return list;
}

void TestOptions::everything()
{
    const auto options = parseConsoleOptions(arguments(QStringLiteral(
        "--cloud http://127.0.0.1:8887 --user op1 --password-file GOOD --language zh_CN --theme dark --page "
        "piles "
        "--line /dev/ttyUSB0 --baud 9600 --parity none --protocol dlt645-2007 --address 330108000103 "
        "--clock-file c.json --demonstrate A1 --station-control unix:/tmp/s --rate 300 --screenshots d")));
    QVERIFY2(options, qPrintable(options ? QString() : options.error().detail));
    QCOMPARE(options->cloud, QUrl(QStringLiteral("http://127.0.0.1:8887")));
    QCOMPARE(options->password, QStringLiteral("op1-demo"));
    QCOMPARE(options->language, QStringLiteral("zh_CN"));
    QCOMPARE(options->line.text(), QStringLiteral("9600 8N1"));
    QCOMPARE(options->meter.address, QStringLiteral("330108000103"));
    QCOMPARE(options->stationControl, QStringLiteral("/tmp/s"));
    QCOMPARE(options->rate, 300.0);

    const auto none = parseConsoleOptions(arguments(QString()));
    QVERIFY(none && none->cloud.isEmpty() && none->demonstrate.isEmpty());
}

void TestOptions::wrong_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"--speed 1", "--cloud ftp://h", "--cloud nonsense", "--password-file GOOD", "map",
          "--cloud http://h --user u --password-file NONE", "--cloud http://h --user u --password-file EMPTY",
          "--language fr", "--theme pink", "--baud fast", "--parity odd-ish", "--protocol iec", "--rate 0",
          "--rate 601", "--demonstrate A1", "--demonstrate A9", "--password op1-demo"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestOptions::wrong()
{
    QFETCH(QString, text);
    const auto options = parseConsoleOptions(arguments(text));
    QVERIFY(!options);
    QCOMPARE(options.error().kind, Error::Kind::Invalid);
    QVERIFY(!options.error().detail.isEmpty());
}

void TestOptions::settingsComeBackWithoutSecrets()
{
    {
        Settings settings;
        QCOMPARE(settings.theme(), QStringLiteral("light"));
        settings.setCloud(QUrl(QStringLiteral("https://op1:secret@cloud.example/x")));
        settings.setLanguage(QStringLiteral("zh_CN"));
        settings.setGeometry("geometry");
    }
    Settings again;
    QCOMPARE(again.cloud(), QUrl(QStringLiteral("https://cloud.example/x")));
    QCOMPARE(again.language(), QStringLiteral("zh_CN"));
    QCOMPARE(again.geometry(), QByteArray("geometry"));
    QFile file(m_folder.filePath(QStringLiteral("PileDeck/piledeck.ini")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("secret"));
}

QTEST_GUILESS_MAIN(TestOptions)
#include "test_options.moc"
