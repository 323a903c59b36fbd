// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/guard/auditline.h"

#include "serial/dlt645/frame.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pd::serial {

namespace {

constexpr qsizetype longestText = 300; // characters
constexpr qsizetype longestNumber = 32;
constexpr int lowestLevel = 9;
constexpr int firstYear = 2000;
constexpr int lastYear = 9998; // one more, and another zone's year has five digits

struct TextField
{
    const char *key;
    QString WriteRecord::*text;
};
constexpr TextField textFields[] = {
    {"number", &WriteRecord::number}, {"person", &WriteRecord::person}, {"line", &WriteRecord::line},
    {"item", &WriteRecord::item},     {"value", &WriteRecord::value},   {"before", &WriteRecord::before},
    {"shown", &WriteRecord::shown},   {"mark", &WriteRecord::mark},     {"reason", &WriteRecord::reason},
};

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control || c == QChar::LineSeparator
        || c == QChar::ParagraphSeparator;
}

// A person's words and a file's name may hold anything: no line of the file is to look like two. Half a
// surrogate pair cannot be written as UTF-8.
QString plain(QString text)
{
    text = QString::fromUtf8(text.left(longestText).toUtf8());
    std::replace_if(text.begin(), text.end(), isControl, QLatin1Char(' '));
    return text;
}

tl::unexpected<Error> bad(const QString &detail)
{
    return failure(Error::Kind::Invalid, detail, QStringLiteral("audit_line"));
}

std::optional<MeterProtocol> protocolFromWord(const QString &word)
{
    for (const MeterProtocol protocol : {MeterProtocol::Dlt645_2007, MeterProtocol::Dlt645_1997}) {
        if (toWord(protocol) == word)
            return protocol;
    }
    return std::nullopt;
}

Done takeTexts(WriteRecord &record, const QJsonObject &object)
{
    for (const TextField &field : textFields) {
        const QJsonValue value = object.value(QLatin1String(field.key));
        if (value.isUndefined())
            continue;
        const QString text = value.toString();
        if (!value.isString() || text.size() > longestText
            || std::any_of(text.begin(), text.end(), isControl))
            return bad(QLatin1String(field.key) + QStringLiteral(" is no plain text"));
        record.*field.text = text;
    }
    if (record.number.size() > longestNumber)
        return bad(QStringLiteral("number is too long"));
    return {};
}

Done takeWords(WriteRecord &record, const QJsonObject &object)
{
    const auto word = [&object](const char *key) { return object.value(QLatin1String(key)).toString(); };
    record.at = QDateTime::fromString(word("at"), Qt::ISODateWithMs).toUTC();
    const auto step = writeStepFromWord(word("step"));
    const auto act = writeActFromWord(word("act"));
    const auto protocol = protocolFromWord(word("protocol"));
    const auto address = dlt645::addressFromText(word("meter"));
    const int year = record.at.date().year();
    if (!record.at.isValid() || year < firstYear || year > lastYear || !step || !act || !protocol || !address)
        return bad(QStringLiteral("at, step, act, protocol or meter is none"));
    record.step = *step;
    record.act = *act;
    record.meter = {*protocol, dlt645::addressText(*address)};
    if (object.contains(QLatin1String("verdict"))) {
        record.verdict = writeVerdictFromWord(word("verdict"));
        if (!record.verdict)
            return bad(QStringLiteral("no such verdict"));
    }
    if ((record.step == WriteRecord::Step::Outcome) != record.verdict.has_value())
        return bad(QStringLiteral("an outcome, and nothing else, has a verdict"));
    const QJsonValue level = object.value(QLatin1String("level"));
    if (level.isUndefined())
        return {};
    const int number = level.toInt(-1);
    if (number < 0 || number > lowestLevel)
        return bad(QStringLiteral("no such level"));
    record.level = number;
    return {};
}

} // namespace

QByteArray auditLine(const WriteRecord &record)
{
    QJsonObject object{
        {QStringLiteral("at"), record.at.toUTC().toString(Qt::ISODateWithMs)},
        {QStringLiteral("step"), toWord(record.step)},
        {QStringLiteral("act"), toWord(record.act)},
        {QStringLiteral("protocol"), toWord(record.meter.protocol)},
        {QStringLiteral("meter"), record.meter.address},
    };
    if (record.verdict)
        object.insert(QStringLiteral("verdict"), toWord(*record.verdict));
    if (record.level)
        object.insert(QStringLiteral("level"), *record.level);
    for (const TextField &field : textFields) {
        if (const QString text = plain(record.*field.text); !text.isEmpty())
            object.insert(QLatin1String(field.key), text);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<WriteRecord> parseAuditLine(const QByteArray &line)
{
    if (line.size() > longestAuditLine)
        return bad(QStringLiteral("too long"));
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(line, &parse);
    if (!document.isObject())
        return bad(parse.errorString());
    const QJsonObject object = document.object();
    WriteRecord record;
    if (const Done done = takeWords(record, object); !done)
        return tl::unexpected(done.error());
    if (const Done done = takeTexts(record, object); !done)
        return tl::unexpected(done.error());
    return record;
}

} // namespace pd::serial
