// SPDX-License-Identifier: GPL-3.0-or-later
// The dictionaries, made from rules, against the lists of two codecs that we did not write, where the folder
// of known answers is there. Both lists contain errors: what differs is told here with its reason, one by
// one.
#include "serial/dlt645/dictionary.h"

#include <QFile>
#include <QMap>
#include <QTest>

using namespace pd::serial::dlt645;

namespace {

struct Difference
{
    const char *first; // identifiers from here
    const char *last;
    const char *theirs; // format, and length where that is told
    const char *reason;
};

constexpr Difference differences1997[] = {
    {"C020", "C022", "STWD", "a status word: the list names a type of its own, the standard writes digits"},
    {"C32F", "C32F", "MMDDNN 3", "F is the block of all time zones, not a sixteenth one"},
    {"C41F", "C41F", "MMDDNN 3", "F is the block of all public holidays, not a fifteenth one"},
    {"D100", "D210", "MMDDNN 2", "MMDDNN does not go into 2 bytes, and a load record is no date"},
};

QString vectors(const char *file)
{
    return qEnvironmentVariable("PILEDECK_VECTORS") + QStringLiteral("/meters/") + QLatin1String(file);
}

// The rows of a file without its head; empty where there is none.
QList<QStringList> rowsOf(const char *file)
{
    QList<QStringList> rows;
    QFile input(vectors(file));
    if (!input.open(QIODevice::ReadOnly))
        return rows;
    input.readLine();
    while (!input.atEnd())
        rows.append(QString::fromUtf8(input.readLine()).trimmed().split(QLatin1Char(',')));
    return rows;
}

bool isKnown(const QString &id)
{
    for (const Difference &difference : differences1997) {
        if (id >= QLatin1String(difference.first) && id <= QLatin1String(difference.last))
            return true;
    }
    return false;
}

// "XXXXXX_XX" is how the list of 1997 writes "XXXXXX.XX", and "NN_6" is "six bytes of NN".
QString formatOf1997(QString text)
{
    if (text == QLatin1String("NN_6"))
        return QStringLiteral("NN").repeated(6);
    return text.replace(QLatin1Char('_'), QLatin1Char('.')).replace(QLatin1String("HH"), QLatin1String("hh"));
}

} // namespace

class DictionaryVectorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesIn2007();
    void agreesIn1997();
};

void DictionaryVectorsTest::agreesIn2007()
{
    QMap<QString, QStringList> formats; // identifier -> the formats it is given, without repetition
    for (const QStringList &row : rowsOf("di2007_600888.csv")) {
        QStringList &all = formats[row[0]];
        if (row[0] != QLatin1String("None") && !all.contains(row[1]))
            all.append(row[1]);
    }
    if (formats.isEmpty())
        QSKIP("no list of identifiers here; the project's own cases run");
    int compared = 0;
    QStringList differing;
    for (auto one = formats.cbegin(); one != formats.cend(); ++one) {
        if (one->size() != 1)
            continue;
        ++compared;
        const std::optional<ItemId> id = itemFromText(one.key());
        const std::optional<Item> item = id ? dictionaryItem(Edition::Of2007, *id) : std::nullopt;
        if (!item || item->formatText() != one->first())
            differing.append(one.key() + QLatin1Char(' ') + one->first());
    }
    qInfo("%d identifiers compared, %d differ", compared, int(differing.size()));
    QVERIFY(compared > 1000);
    QCOMPARE(differing, QStringList());
}

void DictionaryVectorsTest::agreesIn1997()
{
    const QList<QStringList> rows = rowsOf("di1997.csv");
    if (rows.isEmpty())
        QSKIP("no list of identifiers here; the project's own cases run");
    int compared = 0;
    int explained = 0;
    QStringList differing;
    for (const QStringList &row : rows) {
        // A demand has 3 bytes by the standard; the list gives 4 to those that it copied.
        if (row[0].startsWith(QLatin1Char('A')) && row[1] == QLatin1String("4"))
            continue;
        ++compared;
        const std::optional<ItemId> id = itemFromText(row[0], Edition::Of1997);
        const std::optional<Item> item = id ? dictionaryItem(Edition::Of1997, *id) : std::nullopt;
        const int bytes = row[1].toInt(); // -1 for "as many as there are"
        const bool agrees = item && item->formatText() == formatOf1997(row[3])
            && (bytes < 0 ? item->isBlock() : item->bytes() == bytes);
        if (agrees == isKnown(row[0]))
            differing.append(row.join(QLatin1Char(' ')));
        explained += !agrees;
    }
    qInfo("%d identifiers compared, %d differ", compared, explained);
    QVERIFY(compared > 1000);
    QCOMPARE(differing, QStringList());
    QVERIFY(explained * 100 <= compared * 3);
}

QTEST_APPLESS_MAIN(DictionaryVectorsTest)
#include "dictionaryvectorstest.moc"
