// SPDX-License-Identifier: GPL-3.0-or-later
// Published frames with their published meaning, where the folder of known answers is there.
#include "serial/dlt645/message.h"
#include "serial/dlt645/streamdecoder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pd;
using namespace pd::serial::dlt645;

namespace {

QString framesPath()
{
    return qEnvironmentVariable("PILEDECK_VECTORS") + QStringLiteral("/meters/frames.jsonl");
}

QString wanted(const QJsonObject &meaning, const char *key)
{
    return meaning.value(QLatin1String(key)).toString();
}

Flaw wantedFlaw(const QString &reason)
{
    if (reason.startsWith(QLatin1String("checksum")))
        return Flaw::Checksum;
    if (reason.startsWith(QLatin1String("truncated")))
        return Flaw::Truncated;
    return reason.startsWith(QLatin1String("end")) ? Flaw::End : Flaw::Format;
}

} // namespace

class VectorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void frame_data();
    void frame();

private:
    void checkValues(const Message &message, const QJsonObject &meaning);
};

void VectorsTest::frame_data()
{
    QTest::addColumn<QJsonObject>("object");
    QFile file(framesPath());
    if (!file.open(QIODevice::ReadOnly)) {
        QTest::newRow("no vectors") << QJsonObject();
        return;
    }
    int line = 0;
    while (!file.atEnd()) {
        const QJsonObject object = QJsonDocument::fromJson(file.readLine()).object();
        ++line;
        if (object.value(QLatin1String("protocol")).toString().startsWith(QLatin1String("dlt645")))
            QTest::addRow("line %d", line) << object;
    }
}

void VectorsTest::frame()
{
    QFETCH(QJsonObject, object);
    if (object.isEmpty())
        QSKIP("no published frames here; the project's own cases run");
    const QByteArray wire = QByteArray::fromHex(object.value(QLatin1String("hex")).toString().toLatin1());
    const QJsonObject meaning = object.value(QLatin1String("meaning")).toObject();
    const QList<Sighting> seen = decodeAll(wire);
    QCOMPARE(seen.size(), 1);
    if (!object.value(QLatin1String("valid")).toBool()) {
        QCOMPARE(toWord(seen[0].flaw),
                 toWord(wantedFlaw(object.value(QLatin1String("invalid_reason")).toString())));
        return;
    }
    QCOMPARE(toWord(seen[0].flaw), QString());
    QCOMPARE(seen[0].preamble, meaning.value(QLatin1String("preamble_fe")).toInt());
    const bool older = object.value(QLatin1String("protocol")) == QLatin1String("dlt645-1997");
    const Edition edition = older ? Edition::Of1997 : Edition::Of2007;
    const Message message = interpret(seen[0].frame, edition);
    QCOMPARE(message.address, wanted(meaning, "address"));
    const QByteArray control = QByteArray::number(message.frame.control, 16).toUpper().rightJustified(2, '0');
    QCOMPARE(QString::fromLatin1(control) + QLatin1Char('H'), wanted(meaning, "control"));
    QCOMPARE(message.frame.isAnswer(), object.value(QLatin1String("direction")) == QLatin1String("response"));
    QCOMPARE(QString::fromLatin1(hexText(message.frame.data)), wanted(meaning, "data_minus33"));
    QString function = wanted(meaning, "control_name");
    for (const char *remark : {" answer", ", ERROR", ", more frames follow"})
        function.remove(QLatin1String(remark));
    QCOMPARE(message.function, function);
    QCOMPARE(message.item ? itemText(*message.item, edition) : QString(), wanted(meaning, "di"));
    checkValues(message, meaning);
    // Not all that is published can be encoded back: the preamble is the sender's choice.
    QCOMPARE(encode(message.frame, seen[0].preamble), wire);
}

void VectorsTest::checkValues(const Message &message, const QJsonObject &meaning)
{
    if (meaning.contains(QLatin1String("err_bits"))) {
        QCOMPARE(message.errors, QStringList(QStringLiteral("no_such_data")));
        return;
    }
    QJsonArray values = meaning.value(QLatin1String("values")).toArray();
    if (meaning.contains(QLatin1String("value")))
        values.append(meaning.value(QLatin1String("value")));
    if (values.isEmpty())
        return;
    QCOMPARE(message.values.size(), values.size());
    for (qsizetype i = 0; i < values.size(); ++i) {
        const Value &value = message.values[i];
        const QString text = values[i].toString();
        if (text.startsWith(QLatin1String("len?")) || text.startsWith(QLatin1String("non-BCD"))) {
            QCOMPARE(toWord(value.quality), QStringLiteral("unreadable"));
            QVERIFY(value.text.isEmpty());
        } else if (values[i].isString()) {
            QCOMPARE(value.text, text);
        } else {
            QCOMPARE(value.text.toDouble(), values[i].toDouble());
        }
        QCOMPARE(value.unit, wanted(meaning, "unit"));
    }
}

QTEST_APPLESS_MAIN(VectorsTest)
#include "vectorstest.moc"
