// SPDX-License-Identifier: GPL-3.0-or-later
// Every finding has its sentences, and they say what was measured.
#include "ui/meters/findingtext.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>

using namespace pd;
using pd::ui::FindingText;

namespace {

// All parameters that any finding has.
Finding full(const QString &word)
{
    Finding finding;
    finding.word = word;
    finding.parameters = {{QStringLiteral("requests"), QStringLiteral("60")},
                          {QStringLiteral("bytes"), QStringLiteral("77")},
                          {QStringLiteral("settings"), QStringLiteral("9600 8N1")},
                          {QStringLiteral("percent"), QStringLiteral("12.5")},
                          {QStringLiteral("damaged"), QStringLiteral("15")},
                          {QStringLiteral("attempts"), QStringLiteral("120")},
                          {QStringLiteral("protocol"), QStringLiteral("modbus-rtu")},
                          {QStringLiteral("address"), QStringLiteral("000000000041")},
                          {QStringLiteral("asked"), QStringLiteral("1")},
                          {QStringLiteral("count"), QStringLiteral("3")},
                          {QStringLiteral("reason"), QStringLiteral("illegal_address")},
                          {QStringLiteral("timeouts"), QStringLiteral("5")},
                          {QStringLiteral("strays"), QStringLiteral("5")},
                          {QStringLiteral("quantity"), QStringLiteral("voltage.a")},
                          {QStringLiteral("value"), QStringLiteral("0.615")},
                          {QStringLiteral("reference"), QStringLiteral("24.6")},
                          {QStringLiteral("ratio"), QStringLiteral("40")},
                          {QStringLiteral("factor"), QStringLiteral("10")},
                          {QStringLiteral("computed"), QStringLiteral("2.2")},
                          {QStringLiteral("order"), QStringLiteral("CDAB")}};
    return finding;
}

void checkAll()
{
    QSet<QString> seen;
    const QStringList words = findingWords();
    for (const QString &word : words) {
        QVERIFY2(FindingText::knownWords().contains(word), qPrintable(word));
        const FindingText text = FindingText::of(full(word));
        QVERIFY2(!text.what.contains(QLatin1Char('{')) && !text.help.contains(QLatin1Char('{')),
                 qPrintable(text.line()));
        QVERIFY2(text.what.size() > 6 && text.help.size() > 8, qPrintable(word));
        if (word.contains(QLatin1Char('_')))
            QVERIFY2(!text.line().contains(word), qPrintable(word));
        seen.insert(text.what);
    }
    QCOMPARE(seen.size(), words.size());
}

} // namespace

class FindingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void english() { checkAll(); }

    void chinese()
    {
        QTranslator translator;
        QVERIFY(translator.load(QStringLiteral(":/i18n/piledeck_zh_CN.qm")));
        QCoreApplication::installTranslator(&translator);
        checkAll();
        const QRegularExpression han(QStringLiteral("\\p{Han}"));
        for (const QString &word : findingWords()) {
            const FindingText text = FindingText::of(full(word));
            QVERIFY2(han.match(text.what).hasMatch() && han.match(text.help).hasMatch(), qPrintable(word));
        }
        QCoreApplication::removeTranslator(&translator);
    }

    void saysWhatWasMeasured()
    {
        const FindingText rate = FindingText::of(full(QStringLiteral("bad_checksums")));
        QVERIFY(rate.what.contains(QStringLiteral("12.5 %")));
        QVERIFY(rate.help.contains(QStringLiteral("terminator")));
        const FindingText ratio = FindingText::of(full(QStringLiteral("ratio_suspected")));
        QVERIFY(ratio.what.contains(QStringLiteral("0.615")) && ratio.what.contains(QStringLiteral("24.6")));
        QVERIFY(ratio.help.contains(QStringLiteral("40")));
        const FindingText other = FindingText::of(full(QStringLiteral("foreign_master")));
        QVERIFY(other.what.contains(QStringLiteral("Modbus-RTU")));
        QVERIFY(other.what.contains(QStringLiteral("9600 8N1")));
    }

    void unknownWord()
    {
        const FindingText text = FindingText::of(full(QStringLiteral("never_heard_of")));
        QVERIFY(!text.what.isEmpty() && !text.help.isEmpty());
        QVERIFY(!text.line().contains(QStringLiteral("never_heard_of")));
    }
};

QTEST_GUILESS_MAIN(FindingsTest)
#include "findings_test.moc"
